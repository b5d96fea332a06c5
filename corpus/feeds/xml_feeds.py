"""RSS and Atom, as they are found: broken ones mended as far as they can be, harmful ones refused."""

from __future__ import annotations

import html
import html.entities
import io
import re
from datetime import datetime
from itertools import starmap
from typing import Any

import feedparser

from corpus.feeds.characters import usable
from corpus.feeds.feed import ITEMS, Content, Entry, Feed, FeedError, NotAFeedError
from corpus.feeds.fields import address, date_of, dicts, held, is_plain, language_of, recording, said
from corpus.feeds.markup import one_line, plain_text
from corpus.language.text import clean
from corpus.model import Published
from corpus.reading.extract import LONGEST_TITLE, LONGEST_URL
from corpus.saying import Saying

# What a feed may hold. Tags cost 40 microseconds each where the XML is broken, references 5; big podcasts have a third.
_DEPTH = 200
_TAGS = 150_000
_REFERENCES = 600_000
_HEAD = 20_000  # characters before the root that may declare entities
_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|meta)\b", re.IGNORECASE)
_UNREAD = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_TAG = re.compile(rf"{_UNREAD}|<(/?)([a-z_][^\s<>/]*)[^<>]*>?", re.IGNORECASE | re.DOTALL)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "meta", "p", "source", "wbr", "li"}
_REFERENCE = re.compile(rf"{_UNREAD}|&(?:#(\d{{1,20}}|x[0-9a-f]{{1,20}});|(\w{{1,40}});)?", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s*)?([\w.-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\b)")
# Under its own name it would be taken for the text of the article, of which it only describes the picture.
_CAPTION = re.compile(r"(</?)media:description\b[^<>/]*")
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def read(text: str, url: str, now: datetime) -> Feed:
    """The feed in a text. Raises FeedError, for a web page NotAFeedError."""
    root = _ROOT.search(text)
    head = text[: root.start()] if root else text
    if _PAGE.search(head):
        raise NotAFeedError(url, Saying("that is a web page, not a feed"))
    if root is None:
        raise FeedError(url, Saying("that is neither a feed nor a web page"))
    told = _repaired(text[root.start() :], _entities(head[-_HEAD:], url), url)
    told = _CAPTION.sub(r"\1media:caption", told)
    if excess := _excess(told):
        raise FeedError(url, excess)
    try:
        # A file object, because feedparser takes text for an address or a path where it can.
        read = feedparser.parse(io.BytesIO(told.encode()), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise FeedError(url, Saying("the feed is too broken to be read")) from error
    if not (read.entries or read.version):
        raise FeedError(url, Saying("that is neither a feed nor a web page"))
    about = read.feed
    site = address(url, said(about, "link"))
    base = url if read.version.startswith("atom") else site or url
    return Feed(
        title=_headline(about),
        entries=tuple(_entry(item, base, now) for item in read.entries),
        language=language_of(said(about, "language")),
        ttl=_ttl(about),
        site=site,
    )


def _entities(head: str, url: str) -> dict[str, str]:
    found = {}
    for parameter, name, one, other, outside in _ENTITY.findall(head):
        value = one or other
        if parameter or outside or re.search(r"[&%](?!#)", value):
            raise FeedError(url, Saying("it declares entities that hold others or lead elsewhere, as attacks do"))
        if len(value) <= 40:
            found[name] = html.unescape(value)
    return found


def _repaired(text: str, entities: dict[str, str], url: str) -> str:
    """The same feed without the references that make XML invalid: bare ampersands, HTML's names, impossible numbers."""

    def reference(match: re.Match[str]) -> str:
        whole, number, name = match[0], match[1], match[2]
        if whole[0] == "<" or name in ("amp", "lt", "gt", "quot", "apos"):
            return whole
        if number:
            return _escaped(usable(html.unescape(whole).replace("\ufffd", "")))
        known = entities.get(name) if name in entities else html.entities.html5.get(f"{name};")
        return "&amp;" + whole[1:] if known is None else _escaped(known)

    repaired, count = _REFERENCE.subn(reference, text, count=_REFERENCES + 1)
    if count > _REFERENCES:
        raise FeedError(url, Saying("it holds more than {number} references", number=f"{_REFERENCES:,}"))
    return repaired


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)


def _excess(text: str) -> str:
    """What a feed has too much of, or "": beyond these limits it is no news but an attack or an accident."""
    depth = tags = items = 0
    for tag in _TAG.finditer(text):
        name = (tag[2] or "").lower()
        tags += bool(name)
        items += not tag[1] and name.rpartition(":")[2] in ("item", "entry")
        if name and name not in _VOID and not tag[0].endswith("/>"):
            depth += -1 if tag[1] else 1
        if depth > _DEPTH:
            return Saying("elements are nested more than {number} deep", number=_DEPTH)
        if tags > _TAGS or items > ITEMS:
            entries = Saying("it holds more than {number} entries", number=f"{ITEMS:,}")
            return entries if items > ITEMS else Saying("it holds more than {number} tags", number=f"{_TAGS:,}")
    return ""


def _entry(item: Any, base: str, now: datetime) -> Entry:
    link = said(item, "feedburner_origlink") or said(item, "link")
    unaddressed = item.get("guidislink") and not re.match(r"https?://|www\.|/", link.strip(), re.IGNORECASE)
    page, sound = "" if unaddressed else address(base, link), recording(base, dicts(item.get("links")))
    return Entry(
        id=clean(said(item, "id"))[:LONGEST_URL],
        title=_headline(item),
        url=page or sound,
        published=_first_date(item, ("published", "updated", "created"), now),
        updated=_first_date(item, ("updated",), now),
        contents=_contents(item),
        media=bool(sound) and page in ("", sound),
    )


def _headline(item: Any) -> str:
    title = re.sub(r"<br ?/?>", " ", said(item, "title"))
    return (one_line if is_plain(item, "title_detail") else plain_text)(title)[:LONGEST_TITLE].strip()


def _contents(item: Any) -> tuple[Content, ...]:
    given = [(said(part, "value"), part.get("type") == "text/plain") for part in dicts(item.get("content"))]
    given += [(said(item, "summary"), is_plain(item, "summary_detail"))]
    distinct = {value: not plain for value, plain in reversed(given) if value}
    caption = said(item, "media_caption")
    return tuple(starmap(Content, distinct.items())) or ((Content(caption, html=False),) if caption else ())


def _first_date(item: Any, names: tuple[str, ...], now: datetime) -> Published | None:
    for name in names:
        if name in item and (found := date_of(said(item, name))):
            return held(found, now)
    return None


def _ttl(about: Any) -> int | None:
    minutes, period = said(about, "ttl").strip(), said(about, "sy_updateperiod").strip().lower()
    if re.fullmatch(r"[0-9]{1,6}", minutes):
        return int(minutes) or None
    times = said(about, "sy_updatefrequency").strip()
    often = int(times) if re.fullmatch(r"[0-9]{1,4}", times) else 1
    return _PERIODS[period] // max(often, 1) or None if period in _PERIODS else None
