"""Copied text turned into a draft: headline, date, source, link, and the article's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from corpus.model import Draft, Published
from corpus.reading import debris, publishers
from corpus.reading.addresses import host, web
from corpus.reading.drafts import NOTHING, bounded, joint
from corpus.reading.headlines import headline, unsigned
from corpus.reading.lines import ended, head, listed, own, paragraphs, parts, told_address, told_source
from corpus.reading.stamps import LABEL, MONTH, STAMP, UPDATED, read_date


def from_text(text: str, name: str, now: datetime) -> Draft:
    """Text as copied from a news page, headline first; `name` is the source where the text tells none.

    Its text is what stands between its first own line and its last, without the headlines of others. "2 hours ago"
    counts back from `now`, which is aware. ValueError when nothing is left that could be an article.
    """
    lines = _opened(paragraphs(text))
    others = listed(lines)
    kept = [n for n, mark in enumerate(own(lines, headed=True)) if mark and not others[n]]
    if not kept:
        raise ValueError(NOTHING)
    first, after = headline([lines[n] for n in kept])
    title, site = unsigned(first)
    body = kept[after:]
    while len(body) > 1 and lines[body[0]] in (first, title):
        del body[0]
    text = joint([lines[n] for n in range(body[0], body[-1] + 1) if not others[n]])
    url = next(filter(None, (web(told_address(line)) for line in lines)), "")
    source = _named_source(lines) or site or _first(publishers.holder, lines) or host(url)
    source = source or _first(publishers.agency, [lines[n] for n in body[:3]]) or name
    return bounded(Draft(title, text, source, url, _dated(lines, now)))


def _first(tell: Callable[[str], str], lines: Sequence[str]) -> str:
    return next(filter(None, map(tell, lines)), "")


def _named_source(lines: Sequence[str]) -> str:
    """From a line "Source: X" in head or foot, or from an outlet's name alone on a line of the head."""
    end = head(lines)
    for number, line in enumerate(lines):
        source = told_source(line)
        if source and (number < end or number >= len(lines) - 3):
            return source
        if 0 < number < end and publishers.is_outlet(line) and not debris.is_debris(line):
            return line
    return ""


# ---- when it was published ----

_LITTLE = re.compile(
    r".*\b(?:on|of|from|since|until|by|the|for|in|before|after|and|to|between|last|this|next|is)", re.I
)


def _dated(lines: Sequence[str], now: datetime) -> Published | None:
    """The date in a copied page's head or on a labelled line; an exact one goes before "2 hours ago" and "Updated"."""
    end = head(lines)
    found: list[tuple[int, Published]] = []
    for number, line in enumerate(lines):
        if number < end or LABEL.match(line):
            for part in [line, *parts(line)]:
                published = read_date(part, now)
                if published:
                    found.append((_rank(part), published))
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return _dated_within(lines[:end], now)


def _rank(stamp: str) -> int:
    if UPDATED.search(stamp) and not re.search(r"published|posted", stamp, re.IGNORECASE):
        return 2
    return 1 if re.search(r"\bago\b|just now|today|yesterday", stamp, re.IGNORECASE) else 0


def _dated_within(lines: Sequence[str], now: datetime) -> Published | None:
    """From the end of the headline, "…, May 14, 2024", or from a dateline, "KYIV, May 14 (Reuters) - "."""
    stamps = [found for found in STAMP.finditer(lines[0][:300]) if found.end() == len(lines[0])] if lines else []
    datelines = [re.match(rf"[^()]{{2,60}}, (?P<day>{MONTH} \d{{1,2}}) \(", line, re.IGNORECASE) for line in lines]
    told = [found[0] for found in stamps] + [found["day"] for found in datelines if found]
    return next(filter(None, (read_date(text, now) for text in told)), None)


def _opened(lines: list[str]) -> list[str]:
    """Headline, stamp and text set apart where they were copied as one line: "Talks resume Tue May 14 2024 Kyiv: …"."""
    for found in STAMP.finditer(lines[0][:350]) if lines else ():
        before, after = lines[0][: found.start()].rstrip(" |·•–—-"), lines[0][found.end() :].lstrip(" |·•–—-")
        apart = len(before.split()) > 2 and not ended(before) and not _LITTLE.fullmatch(before)
        if (found["sure"] or found["time"]) and apart and not re.match(r"[a-z.,;:]", after):
            return [before, found[0], *filter(None, [after]), *lines[1:]]
    return lines
