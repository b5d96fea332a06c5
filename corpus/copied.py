"""Copied text turned into a draft: headline, date, source, link, and the article's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from corpus import debris
from corpus.addresses import host, web
from corpus.drafts import NOTHING, bounded, joint
from corpus.lines import head, listed, own, paragraphs, parts, told_address, told_source
from corpus.model import Draft, Published
from corpus.stamps import LABEL, MONTH, STAMP, UPDATED, read_date


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
    headline, after = _headline([lines[n] for n in kept])
    title, site = unsigned(headline)
    body = kept[after:]
    while len(body) > 1 and lines[body[0]] in (headline, title):
        del body[0]
    url = next(filter(None, (web(told_address(line)) for line in lines)), "")
    source = _named_source(lines) or site or _first(debris.holder, lines) or host(url)
    opening = [lines[n] for n in body[:3]]
    return bounded(
        Draft(
            title,
            joint([lines[n] for n in range(body[0], body[-1] + 1) if not others[n]]),
            source or _first(debris.agency, opening) or name,
            url,
            _dated(lines, now),
        )
    )


def _first(tell: Callable[[str], str], lines: Sequence[str]) -> str:
    return next(filter(None, map(tell, lines)), "")


# ---- headline and source ----

_SECTION = re.compile(
    r"(?:breaking|exclusive|live|analysis|opinion|explainer|world|uk|us|u\.s\.|europe|asia|africa|middle east|americas"
    r"|politics|business|economy|tech|technology|science|health|sports?|culture|entertainment|climate|environment"
    r"|war in ukraine|ukraine war|russia-ukraine war|latest|top stor(?:y|ies)|national|international)"
    r"(?: news)?(?:\s?[|/>·,]\s?\w+)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?P<title>.{10,}\S)\s+(?P<mark>[|–—•·-])\s+(?P<site>[^|]{2,40})")
_TOPIC = re.compile(
    r"\b(?:live|updates?|opinion|analysis|explained|review|video|watch|fact|editorial|guide|photos)\b|\d", re.I
)
_LITTLE = re.compile(
    r".*\b(?:on|of|from|since|until|by|the|for|in|before|after|and|to|between|last|this|next|is)", re.I
)


def _headline(own: list[str]) -> tuple[str, list[str]]:
    """The headline and what follows it; "" and all lines when the text has none, so that no sentence is lost."""
    if len(own) > 2 and _SECTION.fullmatch(own[0]):
        own = own[1:]
    first = own[0]
    ended = first.endswith((".", ".”", '."', ".’")) and not re.search(r"\b(?:[A-Z]\.){2,}$|\.\.\.$", first)
    if len(own) == 1 or len(first) > 250 or ended or debris.agency(first):
        return "", own
    return first, own[1:]


def _unsigned(title: str, source: str = "") -> tuple[str, str]:
    """A headline without the site's name at its end, and that name; "" when it carries none."""
    found = _SUFFIX.fullmatch(title)
    if not found:
        return title, ""
    site = found["site"]
    capitals = len(site.split()) > 1 and all(word[0].isupper() for word in site.split()) and not _TOPIC.search(site)
    if debris.is_outlet(site) or site.lower() == source.lower() or (found["mark"] == "|" and capitals):
        return re.sub(r"\s\|\s[^|]{2,25}$", "", found["title"]) if found["mark"] == "|" else found["title"], site
    return title, ""


def _named_source(lines: list[str]) -> str:
    """From a line "Source: X" in head or foot, or from an outlet's name alone on a line of the head."""
    head = _head(lines)
    for number, line in enumerate(lines):
        found = _SOURCE.fullmatch(line)
        if found and (number < head or number >= len(lines) - 3):
            return found["name"].strip()
        if 0 < number < head and debris.is_outlet(line) and not debris.is_debris(line):
            return line
    return ""


# ---- when it was published ----


def _dated(lines: list[str], now: datetime) -> Published | None:
    """The date in a copied page's head or on a labelled line; an exact one goes before "2 hours ago" and "Updated"."""
    head = _head(lines)
    found: list[tuple[int, Published]] = []
    for number, line in enumerate(lines):
        if number < head or _LABEL.match(line):
            for part in [line, *_PARTS.split(line)]:
                published = read_date(part, now)
                if published:
                    found.append((_rank(part), published))
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return _dated_within(lines[:head], now)


def _rank(stamp: str) -> int:
    if _UPDATED.search(stamp) and not re.search(r"published|posted", stamp, re.IGNORECASE):
        return 2
    return 1 if re.search(r"\bago\b|just now|today|yesterday", stamp, re.IGNORECASE) else 0


def _dated_within(lines: list[str], now: datetime) -> Published | None:
    """From the end of the headline, "…, May 14, 2024", or from a dateline, "KYIV, May 14 (Reuters) - "."""
    stamps = [found for found in _STAMP.finditer(lines[0][:300]) if found.end() == len(lines[0])] if lines else []
    datelines = [re.match(rf"[^()]{{2,60}}, (?P<day>{_MONTH} \d{{1,2}}) \(", line, re.IGNORECASE) for line in lines]
    told = [found[0] for found in stamps] + [found["day"] for found in datelines if found]
    return next(filter(None, (read_date(text, now) for text in told)), None)


def _opened(lines: list[str]) -> list[str]:
    """Headline, stamp and text set apart where they were copied as one line: "Talks resume Tue May 14 2024 Kyiv: …"."""
    for found in _STAMP.finditer(lines[0][:350]) if lines else ():
        before, after = lines[0][: found.start()].rstrip(" |·•–—-"), lines[0][found.end() :].lstrip(" |·•–—-")
        apart = len(before.split()) > 2 and not _ENDED.fullmatch(before) and not _LITTLE.fullmatch(before)
        if (found["sure"] or found["time"]) and apart and not re.match(r"[a-z.,;:]", after):
            return [before, found[0], *filter(None, [after]), *lines[1:]]
    return lines
