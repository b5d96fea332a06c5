"""Pages in HTML turned into drafts: trafilatura finds the article, its head tells address, language and date."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from datetime import datetime
from itertools import islice
from typing import Any

from trafilatura import bare_extraction, load_html
from trafilatura.settings import DEFAULT_CONFIG, Document

from corpus.model import Draft, Published
from corpus.reading.addresses import addressed, host, is_front_page, joined, web
from corpus.reading.drafts import NOTHING, bounded, folded, joint
from corpus.reading.headlines import unsigned
from corpus.reading.lines import own, paragraphs
from corpus.reading.stamps import read_date
from corpus.saying import Saying

# What they cannot read is told by our own error; theirs would stand in the log as faults of ours, with what others wrote.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_CONFIG = deepcopy(DEFAULT_CONFIG)
_CONFIG["DEFAULT"]["min_extracted_size"] = "25"  # below its 250 it throws the paragraphs of short news together
# More than 5,000 attributes in a tag, which no page has and whose number the parser's time grows with the square of.
_STUFFED = re.compile(
    r"<[a-z][^\s/>]*+(?:[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>][^\s>]*+))?+){5001}", re.I
)
_INLINE = frozenset({"hi", "ref", "del", "code", "span", "a", "b", "i", "em", "strong", "sub", "sup", "u"})
_ZONED = re.compile(r"(?:Z|[A-Z]{3}|[+-]\d\d:?\d\d)$")
_DIGIT = re.compile(r"\d")
_LONGEST_STAMP = 60  # in characters
_STAMPS = 200  # lines of a page that are looked at for its date
_DATE_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @property='og:published_time' or @name='parsely-pub-date']/@content",
)


def from_html(html: str, url: str, now: datetime) -> Draft:
    """A news page; `url` is where it came from, or "", and no date after `now` is believed that is not in its metadata.

    Its text is what stands between its first own line and its last. ValueError with a plain reason when it holds no
    article.
    """
    tree = None if _STUFFED.search(html) else load_html(html)
    if tree is None:
        raise ValueError(Saying("it is no HTML page"))
    language, link, dates = tree.get("lang") or "", _page_link(tree, url or _saved_from(html)), _page_dates(tree)
    short = _short_lines(tree)
    page = _extracted(tree, url, now)
    if page is None:
        raise ValueError(NOTHING)
    source = _site(page.sitename or "", url) or host(link)
    title, site = unsigned(folded(page.title or ""), source)
    text = joint(_article(paragraphs(_blocks(page.body)), {title, folded(page.title or "")}))
    return bounded(
        Draft(title, text, source or site, link, _published(dates, page.date or "") or _stamped(short, now), language)
    )


def _site(named: str, url: str) -> str:
    """The name that a page gives its site; "" where it gives none, and trafilatura takes the address, port and all."""
    return "" if named.lower() == addressed(url) else named


def _article(lines: list[str], titles: set[str]) -> list[str]:
    """From the first of a page's own lines to the last; none when it has none."""
    kept = [n for n, mark in enumerate(own(lines)) if mark and lines[n] not in titles]
    return lines[kept[0] : kept[-1] + 1] if kept else []


def _extracted(tree: Any, url: str, now: datetime) -> Document | None:
    page = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Its extensive search asks a parser for 200 languages about every short line: ten milliseconds each, without end.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": now.date().isoformat()},
        config=_CONFIG,
    )
    return page if isinstance(page, Document) else None


def _blocks(element: Any) -> str:
    """The text of an extracted page, an empty line around its blocks; the parser bounds the depth at some 250."""
    text = (element.text or "") + "".join(_blocks(child) + (child.tail or "") for child in element)
    return text if element.tag in _INLINE else f"\n\n{text}\n\n"


def _page_link(tree: Any, url: str) -> str:
    """The canonical address, unless it is none of the web or the front page; then where the page came from."""
    for path in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for told in tree.xpath(path)[:1]:
            link = web(joined(url, str(told)))
            if link and not is_front_page(link):
                return link
    return url


def _saved_from(html: str) -> str:
    """Where a browser saved the page from, by its own remark at the top of the file."""
    found = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", html[:5_000])
    return found[1] if found else ""


def _page_dates(tree: Any) -> list[str]:
    """What the page's metadata call its publication date, surest first; then all marked times."""
    stated = [str(value) for path in _DATE_PATHS for value in tree.xpath(path)]
    scripts = tree.xpath("//script[@type='application/ld+json']/text()")
    linked = [found for script in scripts for found in re.findall(r'"datePublished"\s*:\s*"([^"]{8,40})"', script)]
    return stated + linked[:1] + [f"?{value}" for value in tree.xpath("//time/@datetime")]


def _short_lines(tree: Any) -> list[str]:
    """The first lines of a page that are short, hold a digit, and so may be a date stamp."""
    lines = (" ".join(text.split()) for text in tree.xpath("//body//text()[string-length() < 200]"))
    return list(islice((line for line in lines if len(line) <= _LONGEST_STAMP and _DIGIT.search(line)), _STAMPS))


def _stamped(lines: list[str], now: datetime) -> Published | None:
    """What the first stamp among the lines tells; none of them is believed that is of a day after `now`."""
    read = (read_date(line, now) for line in lines)
    return next((stamp for stamp in read if stamp and stamp.day <= now.date()), None)


def _published(dates: list[str], day: str) -> Published | None:
    """The moment that the metadata tell with a zone; else their day, else the day that was found on the page.

    A marked time ("?" before it) may be another article's: it counts only when it falls on that day.
    """
    told = [text.lstrip("?") for text in dates if not text.startswith("?") or (day and text[1:].startswith(day))]
    for text in told:
        published = read_date(text, None)
        if published:
            return published if _ZONED.search(text.strip()) else Published(published.day)
    return read_date(day, None)
