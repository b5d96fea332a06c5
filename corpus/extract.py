"""Copied text, HTML and JSON records turned into drafts: headline, date, source, link, and the article's own words.

Paragraphs are kept word for word, white space aside; what is dropped is dropped by whole lines. What counts as debris
is `debris`'s to say, how text is made clean and cut into sentences `text`'s.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from trafilatura import bare_extraction, load_html
from trafilatura.settings import DEFAULT_CONFIG, Document

from corpus import debris
from corpus.model import Draft, Published
from corpus.text import clean, sentences

# In characters. An ordinary article has some 5,000.
LONGEST_TEXT = 200_000
LONGEST_TITLE = 500
LONGEST_SOURCE = 100
LONGEST_URL = 2_000

_NOTHING = "it holds no article text"


# ---- drafts ----


def from_text(text: str, name: str, now: datetime) -> Draft:
    """Text as copied from a news page, headline first; `name` is the source where the text tells none.

    "2 hours ago" counts back from `now`, which is aware. ValueError when nothing is left that could be an article.
    """
    lines = _opened(_paragraphs(text))
    own = list(_without_lists(lines))
    if not own:
        raise ValueError(_NOTHING)
    headline, body = _headline(own)
    title, site = _unsigned(headline)
    url = next(filter(None, map(_address, lines)), "")
    source = _named_source(lines) or site or _first(debris.holder, lines) or _host(url)
    kept = [line for line in body if line not in (headline, title)] or body
    return _bounded(
        Draft(title, _joint(kept), source or _first(debris.agency, body[:3]) or name, url, _dated(lines, now))
    )


def from_html(html: str, url: str, now: datetime) -> Draft:
    """A news page; `url` is where it came from, or "", and no date after `now` is believed that is not in its metadata.

    ValueError with a plain reason when it holds no article.
    """
    tree = None if _STUFFED.search(html) else load_html(html)
    if tree is None:
        raise ValueError("it is no HTML page")
    language, link, dates = tree.get("lang") or "", _page_link(tree, url or _saved_from(html)), _page_dates(tree)
    page = _extracted(tree, url, now)
    if page is None:
        raise ValueError(_NOTHING)
    source = page.sitename or _host(link)
    title, site = _unsigned(_folded(page.title or ""), source)
    kept = [line for line in _sifted(_paragraphs(_blocks(page.body))) if line not in (title, page.title)]
    return _bounded(Draft(title, _joint(kept), source or site, link, _published(dates, page.date or ""), language))


def from_record(record: Mapping[str, object]) -> Draft:
    """A JSON object with `text` and, where known, `title`, `published`, `source`, `url`, `language`, or common aliases.

    A text that is debris all through is kept whole, since its maker called it one; a date that cannot be read leaves
    the article undated. ValueError with a plain reason when the text is missing or empty or a field has the wrong type.
    """
    text = _field(record, "text", "body", "content", "fulltext")
    if not text:
        raise ValueError('it has no "text"; an article needs at least {"text": "..."}')
    lines = _paragraphs(text)
    url = _field(record, "url", "link", "href")
    told = _field(record, "published", "date", "published_at", "publishedAt", "pubDate", "datePublished")
    return _bounded(
        Draft(
            title=_field(record, "title", "headline"),
            text=_joint(list(_sifted(lines)) or lines),
            source=_field(record, "source", "site", "publisher", "sitename") or _host(url),
            url=url,
            published=read_date(told, None),
            language=_field(record, "language", "lang"),
        )
    )


def _joint(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def _bounded(draft: Draft) -> Draft:
    """The draft with every field clean and of bearable length; ValueError when it has no words."""
    text = _cut(draft.text, LONGEST_TEXT)
    if not any(map(str.isalnum, text)):
        raise ValueError(_NOTHING)
    return replace(
        draft,
        title=_cut(_folded(draft.title) or _first_sentence(text), LONGEST_TITLE),
        text=text,
        source=_cut(_folded(draft.source), LONGEST_SOURCE),
        url=_web(draft.url),
        language=draft.language[:2].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", draft.language) else "",
    )


def _field(record: Mapping[str, object], *names: str) -> str:
    """The first of these fields that is there, "" for none; a publisher may be an object with a name."""
    value = next((record[name] for name in names if record.get(name) not in (None, "")), "")
    if isinstance(value, Mapping):
        value = value.get("name") or value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f'its "{names[0]}" is not text')  # noqa: TRY004  (a bad record is one kind of error)
    return str(value)


def _first(tell: Callable[[str], str], lines: list[str]) -> str:
    return next(filter(None, map(tell, lines)), "")


def _folded(text: str) -> str:
    return " ".join(clean(text).split())


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit + 1].rsplit(maxsplit=1)[0][:limit]


def _first_sentence(text: str) -> str:
    start = text[:1_000]
    first = sentences(start)[0]
    return _cut(" ".join(start[first.start : first.end].split()), 120)


# ---- lines: which are the article's own ----

_ICONS = re.compile(r"(?:\bicon-[\w-]+[^\S\n]*)+")
_ENDED = re.compile(r".*[.!?…]['\"”’)\]]*", re.DOTALL)
_HEAD = 15
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:(?:last|first) )?(?:published|updated|modified|posted)\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:source|publisher|publication)\s?:\s?(?P<name>[^:/]{2,60})", re.IGNORECASE)
_URL = re.compile(r"(?:(?:url|link|address|source)\s?:\s?)?(?P<url>https?://\S+)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")


def _paragraphs(text: str) -> list[str]:
    """The lines of a text, hard-wrapped ones joined. Icons, which are no words, end a line wherever they stand."""
    # Twice the bound leaves room for what is dropped.
    text = text[: 2 * LONGEST_TEXT]
    text = clean(_ICONS.sub("\n", text) if "icon-" in text else text)
    blocks = [block.split("\n") for block in text.split("\n\n")]
    width = _wrapped_at(blocks)
    return [line for block in blocks for line in _joined(block, width) if line]


def _wrapped_at(blocks: list[list[str]]) -> int:
    """The column at which a text was hard-wrapped, or 0: in nearly all lines the next one's first word had no room."""
    width = max(len(line) for block in blocks for line in block)
    full = [_is_full(*pair, width) for block in blocks for pair in pairwise(block)]
    return width if len(full) > 2 and 45 <= width <= 100 and sum(full) >= 0.7 * len(full) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _joined(block: list[str], width: int) -> Iterator[str]:
    paragraph = block[:1]
    for line, following in pairwise(block):
        if not (width and _is_full(line, following, width)):
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(following)
    yield " ".join(paragraph)


def _sifted(lines: list[str], headed: bool = False) -> Iterator[str]:
    """The article's own lines; with `headed`, the first of them is a headline, which looks much like a link."""
    head, owing = _head(lines), headed
    for number, line in enumerate(lines):
        dropped = debris.is_furniture(line) if owing else debris.is_debris(line)
        if not dropped and not _is_aside(line, number < head, headed and not owing):
            owing = False
            yield line


def _without_lists(lines: list[str]) -> Iterator[str]:
    """A headline and the article's own lines, without the headlines of others under a bare "Related" or "Most read"."""
    own = set(_sifted(lines, headed=True))
    listing = False
    for number, line in enumerate(lines):
        listing = (number > 0 and debris.opens_list(line)) or (listing and not _is_sentence(line))
        if line in own and not listing:
            yield line


def _is_sentence(line: str) -> bool:
    return len(line) >= 60 and _ENDED.fullmatch(line) is not None


def _head(lines: list[str]) -> int:
    """How many lines belong to the head of a page, where date and writer stand: up to its second long sentence."""
    long = [number for number, line in enumerate(lines[:_HEAD]) if _is_sentence(line)]
    return min([_HEAD, len(lines), *long[1:2]])


def _is_aside(line: str, in_head: bool, after_headline: bool) -> bool:
    """Address, source, date or byline: told about the article, not by it."""
    if _URL.fullmatch(line) or debris.is_byline(line) or (_LABEL.match(line) and read_date(line, _EVER)):
        return True
    source = _SOURCE.fullmatch(line)
    if after_headline and source and (in_head or debris.is_outlet(source["name"].strip())):
        return True
    if not in_head or len(line) > 200:
        return False
    named = after_headline and (debris.is_name(line) or debris.is_outlet(line))
    return named or read_date(line, _EVER) is not None or _is_credit_line(line)


def _is_credit_line(line: str) -> bool:
    """Several such parts on one line: "By Nellie Bly | May 14, 2024 | 5 min read"."""
    parts = _PARTS.split(line)
    sure = [debris.is_byline(part) or debris.is_debris(part) or bool(read_date(part, _EVER)) for part in parts]
    return len(parts) > 1 and any(sure) and all(s or debris.is_name(p) for s, p in zip(sure, parts, strict=True))


# ---- headline, source, address ----

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


def _address(line: str) -> str:
    found = _URL.fullmatch(line)
    return _web(found["url"]) if found else ""


def _web(url: str) -> str:
    """The address if it is one of the web, of bearable length; else ""."""
    url = _folded(url)
    return url if len(url) <= LONGEST_URL and " " not in url and _host(url) else ""


def _host(url: str) -> str:
    """The host of a web address without "www."; "" for anything else."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https") and host[:1].isalnum() else ""


# ---- when it was published ----

_EVER = datetime(2024, 1, 1, tzinfo=UTC)  # where only the shape of a date line matters
_YEARS = range(1900, 2101)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d\b(?!\s*(?:GMT|UTC))"
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DAY_FIRST = (
    rf"(?<![:.\d])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]+(?P<month>{_MONTH})(?:,?[\s-]+(?P<year>{_YEAR}))?"
)
_MONTH_FIRST = rf"\b(?P<month>{_MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year>{_YEAR}))?"
_YEAR_FIRST = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:T(?=\d))?(?!\d)"
_NUMBERS = r"(?<!\d)(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4})\b"
_DAYS = [re.compile(form, re.IGNORECASE) for form in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _NUMBERS)]

_HOURS = {  # east of Greenwich
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "wat": 1, "cest": 2, "eet": 2,
    "sast": 2, "eest": 3, "msk": 3, "trt": 3, "eat": 3, "idt": 3, "gst": 4, "pkt": 5, "ist": 5.5, "hkt": 8,
    "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "nst": -3.5, "adt": -3, "ast": -4, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7,
    "pst": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip
_CITIES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_ZONE = rf"(?:(?:GMT|UTC)?\s?[+−-]\d{{1,2}}(?::?\d\d)?|{'|'.join([*_HOURS, *_CITIES])})"
_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"|(?P<bare>1?\d)(?=\s?[ap]\.?m)|(?P<run>[0-2]\d[0-5]\d)(?=\s?(?:GMT|UTC)))(?!\d)"
    rf"\s?(?P<half>[ap]\.?m\b\.?)?,?(?:\s?\(?(?P<zone>{_ZONE})(?!\w)\)?)?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one)\s?(?P<unit>min(?:ute)?s?|m|h(?:ou)?rs?|h|days?|d|weeks?|w)\.? ago\b|\bjust now\b",
    re.I,
)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FILLER = re.compile(
    rf"(?>{_WEEKDAY}|on|at|dated?|article|story|time|eastern|local|and|in|\b(?:{'|'.join(_HOURS)})\b|[\W_])*+",
    re.IGNORECASE,
)
_STAMP = re.compile(
    rf"(?P<sure>(?:(?:{_LABEL.pattern})(?: on| at)?:?\s+|{_WEEKDAY},?\s+)+)?"
    rf"(?:(?:{_MONTH}\s*\d{{1,2}},?\s+|\d{{1,2}}\s+{_MONTH},?\s+){_YEAR}|\d+ \w+ ago\b)"
    rf"(?P<time>,?\s+(?:at )?\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s?{_ZONE}(?!\w))?)?",
    re.IGNORECASE,
)


def read_date(text: str, now: datetime | None) -> Published | None:
    """When a stamp says it was: a day, or a moment where it tells time of day and zone; None for what is no stamp.

    Read are ISO 8601 (no zone is UTC), RFC 2822, seconds or milliseconds since 1970, and what news pages write: "Tue
    May 14 2024", "14 May 2024 18:30 GMT", "Updated 9:30 a.m. ET, May 14, 2024" and, counted back from `now`, "2 hours
    ago", "yesterday" and days without a year; with no `now` these are None. A publication goes before an update. A time
    without a zone leaves the day; day and month as two numbers that could be either are not guessed; years are 1900 to
    2100.
    """
    text = " ".join(text[:201].split())
    if not text or len(text) > 200:
        return None
    return _epoch(text) or _iso(text) or _stamped(text, now)


def _epoch(text: str) -> Published | None:
    if not re.fullmatch(r"-?\d{9,10}(?:\.\d+)?|\d{13}", text):
        return None
    return Published.at(
        datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(text) / (1000 if len(text) == 13 else 1))
    )


def _iso(text: str) -> Published | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    if len(text) <= 10:
        return Published(moment.date())
    return Published.at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _stamped(text: str, now: datetime | None) -> Published | None:
    """The stamp of a line that holds nothing else; of several, the first that is no update."""
    start, *labelled = re.split(f"({_LABEL.pattern})", text, flags=re.IGNORECASE)
    parts = [("", start), *zip(labelled[::2], labelled[1::2], strict=True)]
    said = [(label, part) for label, part in parts if not _FILLER.fullmatch(part)]
    found = [(label, _stamp(part, now)) for label, part in said]
    if not found or any(stamp is None for _, stamp in found):
        return None
    return min(found, key=lambda pair: _UPDATED.search(pair[0]) is not None)[1]


def _stamp(text: str, now: datetime | None) -> Published | None:
    ago = _AGO.search(text)
    if ago:
        return _ago(ago, now) if now and _FILLER.fullmatch(_without(text, ago)) else None
    day, rest = _day(text, now)
    time = _TIME.search(rest)
    if day is None or day.year not in _YEARS or not _FILLER.fullmatch(_without(rest, time)):
        return None
    return _moment(day, time) if time else Published(day)


def _without(text: str, found: re.Match[str] | None) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _ago(ago: re.Match[str], now: datetime) -> Published:
    if not ago["unit"]:
        return Published.at(now)
    count = int(ago["count"]) if ago["count"].isdigit() else 1
    unit = _UNITS[ago["unit"][0].lower()]
    moment = Published.at(now - timedelta(**{unit: count}))
    return moment if unit in ("minutes", "hours") else Published(moment.day)


def _day(text: str, now: datetime | None) -> tuple[date | None, str]:
    """The day that a stamp tells, and the rest of the stamp."""
    found = next(filter(None, (form.search(text) for form in _DAYS)), None)
    if found is None:
        word = re.search(r"\b(?:today|(?P<before>yesterday))\b", text, re.IGNORECASE)
        day = (now.astimezone(UTC) - timedelta(days=bool(word["before"]))).date() if word and now else None
        return day, _without(text, word)
    rest = _without(text, found)
    if not found["year"] and (late := re.search(rf"\b{_YEAR}", _without(rest, _TIME.search(rest)))):
        return _date(found, int(late[0])), rest.replace(late[0], "", 1)
    if not found["year"]:
        return _latest(found, now), rest
    return _date(found, int(found["year"])), rest


def _latest(found: re.Match[str], now: datetime | None) -> date | None:
    """A day with no year was the last such day: pages leave out the year that is under way."""
    if now is None:
        return None
    day, tomorrow = _date(found, now.year), now.date() + timedelta(days=1)
    return day if day is None or day <= tomorrow else _date(found, now.year - 1)


def _date(found: re.Match[str], year: int) -> date | None:
    parts = found.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two and "." not in found[0]:
            return None
        day, month = (two, one) if two > 12 else (one, two)
    else:
        name = parts["month"][:3].lower()
        day, month = int(parts["day"]), _MONTHS.index(name) + 1 if name in _MONTHS else int(parts["month"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(day: date, time: re.Match[str]) -> Published | None:
    """Day and time together; the day alone when no zone is told, None for an hour past 23."""
    run = time["run"] or ""
    hour, minute = int(run[:2] or time["hour"] or time["bare"]), int(run[2:] or time["minute"] or 0)
    if time["half"] and hour <= 12:
        hour = hour % 12 + 12 * (time["half"][0] in "pP")
    if hour > 23:
        return None
    if not time["zone"]:
        return Published(day)
    zone = _zone(time["zone"].lower().replace("−", "-"))
    return Published.at(datetime(day.year, day.month, day.day, hour, minute, int(time["second"] or 0), tzinfo=zone))


def _zone(name: str) -> tzinfo:
    if name in _CITIES:
        return ZoneInfo(_CITIES[name])
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    sign, hours, minutes = re.fullmatch(r"\D*([+-])(\d{1,2}?):?(\d\d)?", name).groups()  # type: ignore[union-attr]
    offset = timedelta(hours=min(int(hours), 23), minutes=min(int(minutes or 0), 59))
    return timezone(-offset if sign == "-" else offset)


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


# ---- pages ----

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it cannot read is told by our own error

_CONFIG = deepcopy(DEFAULT_CONFIG)
_CONFIG["DEFAULT"]["min_extracted_size"] = "25"  # below its 250 it throws the paragraphs of short news together
# More than 5,000 attributes in a tag, which no page has and whose number the parser's time grows with the square of.
_STUFFED = re.compile(
    r"<[a-z][^\s/>]*+(?:[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'>][^\s>]*+))?+){5001}", re.I
)
_INLINE = frozenset({"hi", "ref", "del", "code", "span", "a", "b", "i", "em", "strong", "sub", "sup", "u"})
_ZONED = re.compile(r"(?:Z|[A-Z]{3}|[+-]\d\d:?\d\d)$")
_DATE_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @property='og:published_time' or @name='parsely-pub-date']/@content",
)


def _extracted(tree: Any, url: str, now: datetime) -> Document | None:
    page = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": True, "max_date": now.date().isoformat()},
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
            link = _web(_joined_url(url, str(told)))
            if link and urlsplit(link)._replace(scheme="", netloc="").geturl().strip("/"):
                return link
    return url


def _joined_url(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


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


# ---- addresses ----

_TRACKING = re.compile(
    r"utm_\w*|at_(?:medium|campaign|custom\w*|link\w*|format|bbc\w*|ptr\w*|chunk)|ns_\w+|[a-z]{0,2}clid|gclsrc|msclkid|dclid|mc_[ce]id"
    r"|igshid|igsh|cmpid|cmp|ocid|icid|s_cid|smid|smtyp|sr_share|xtor|wt_mc|ref_src|ref_url|_ga|spm|guccounter"
    r"|guce_referrer\w*|__twitter_impression|amp|outputtype",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)(?!(?:co|com|org|net|gov|ac)\.[^.]+$)")


def canonical(url: str) -> str:
    """The key under which an article is known: two addresses of one article share it, two articles never do.

    Scheme, "www.", "m." and "amp" variants, default port, fragment, tracking parameters, the order of parameters and a
    slash at the end do not count; everything else does. "" for what is no address of the web.
    """
    try:
        parts = urlsplit(_web(url))
        port = parts.port
        path = quote(
            re.sub(r"%[0-9a-f]{2}", lambda code: code[0].upper(), parts.path, flags=re.I), safe="%/:=&~+!$,;'@()*"
        )
    except ValueError:
        return ""
    if not parts.hostname:
        return ""
    host = parts.hostname.rstrip(".")
    while variant := _VARIANT.match(host):
        host = host[variant.end() :]
    if port not in (None, {"http": 80, "https": 443}[parts.scheme]):
        host = f"{host}:{port}"
    path = re.sub(r"(?:/+(?:amp(?=/|$))?)+$|\.amp$", "", path)
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.split("=", 1)[0])]
    query = "&".join(sorted(kept, key=lambda pair: pair.split("=", 1)[0]))
    return f"https://{host}{path}" + (f"?{query}" if query else "")
