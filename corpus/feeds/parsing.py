"""Feeds read: RSS, Atom and JSON Feed into entries, pages that name their feeds, and when a feed is due again.

Nothing is fetched or stored here: bytes, values and `now` come in, values go out.
"""

from __future__ import annotations

import codecs
import hashlib
import html
import html.entities
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from heapq import nlargest
from itertools import starmap
from random import Random
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import lxml.html  # type: ignore[import-untyped, unused-ignore]
from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from corpus.errors import CorpusError
from corpus.language.text import clean
from corpus.model import Published
from corpus.reading.extract import LONGEST_TEXT, LONGEST_TITLE, LONGEST_URL, read_date
from corpus.saying import Saying

ENTRIES = 500
# What a feed may hold. Tags cost 40 microseconds each where the XML is broken, references 5; big podcasts have a third.
_ITEMS = 10_000
_DEPTH = 200
_TAGS = 150_000
_REFERENCES = 600_000
_HEAD = 20_000  # characters before the root that may declare entities
_CATEGORIES = 20


class FeedError(CorpusError):
    """An answer that cannot be read as a feed, with a plain `reason`."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class NotAFeedError(FeedError):
    """A web page where a feed was expected; `discover` may find the feeds that it names."""


@dataclass(frozen=True, slots=True)
class Content:
    """One of the texts that a feed gives for an entry, as it stands there."""

    value: str
    html: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed.

    `id` is the feed's own where it tells items apart, else the address, else a digest of title and text. `url` is
    absolute or ""; with `media` it leads to sound or film, not to a page with text. Dates after the moment of reading
    are held at that moment, so the first reading is the one to keep.
    """

    id: str
    title: str
    url: str
    published: Published | None = None
    updated: Published | None = None
    contents: tuple[Content, ...] = ()
    author: str = ""
    categories: tuple[str, ...] = ()
    media: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: `ttl` in minutes, `url` where it says that it lives, `site` the page that it belongs to."""

    title: str
    entries: tuple[Entry, ...]
    language: str = ""
    ttl: int | None = None
    url: str = ""
    site: str = ""


def parse(body: bytes, url: str, content_type: str, now: datetime) -> Feed:
    """The feed in an answer, its entries in the feed's order; beyond 500 only the newest.

    `url` resolves relative links, `content_type` is the header as sent and may be wrong or "". Broken feeds give what
    can be read. FeedError for what is empty, harmful or no feed at all; NotAFeedError where it is a web page.
    """
    text = decoded(body, _charset(content_type)).strip()
    if not text:
        raise FeedError(url, Saying("the answer is empty"))
    feed = _from_json(text, url, now) if text[0] in "{[" else _from_xml(text, url, now)
    return replace(feed, entries=_newest(_told_apart(feed.entries)))


def text_of(entry: Entry) -> str:
    """The fullest text that the feed gives for an entry: plain paragraphs separated by an empty line, or ""."""
    return max((paragraphs(one.value) if one.html else clean(one.value) for one in entry.contents), key=len, default="")


# ---- bytes into characters ----

# As browsers read these names; Latin-1 as declared is Windows-1252 in fact.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})")
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decoded(body: bytes, charset: str = "") -> str:
    """The characters of a feed or page, whatever it says of its encoding; those that XML forbids are left out.

    What is valid UTF-8 is taken for that, since no other text is so by chance; then what the server says is tried, then
    what the document says. Failing all, single odd bytes within UTF-8 are read as Windows-1252, or else the whole.
    """
    for mark, encoding in _BOMS.items():
        if body.startswith(mark):
            return _usable(body.decode(encoding, "replace"))
    declared = _DECLARED.search(body[:300])
    stated = [_codec(charset), _codec(declared[1].decode("ascii", "replace") if declared else "")]
    seven_bit = [name for name in stated if name.startswith(("iso2022", "hz"))]  # valid UTF-8, but by chance
    for encoding in filter(None, (*seven_bit, "utf-8-sig", *stated)):
        try:
            return _usable(body.decode(encoding))
        except (UnicodeError, LookupError):  # names such as zip mean no text
            continue
    return _usable(_mixed(body))


def _usable(text: str) -> str:
    return _UNUSABLE.sub("", text.removeprefix("\ufeff"))


def _charset(content_type: str) -> str:
    stated = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type, re.IGNORECASE)
    return stated[1] if stated else ""


def _codec(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if known in _NO_CHARSETS else _WIDER.get(known, known)


def _mixed(body: bytes) -> str:
    text = body.decode("utf-8", "surrogateescape")
    odd = len(re.findall("[\udc80-\udcff]", text))
    if 2 * odd > len(re.findall("[^\0-\x7f]", text)):
        return body.decode("cp1252", "replace")
    return re.sub(
        "[\udc80-\udcff]+", lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )


# ---- XML ----

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|meta)\b", re.IGNORECASE)
_UNREAD = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_TAG = re.compile(rf"{_UNREAD}|<(/?)([a-z_][^\s<>/]*)[^<>]*>?", re.IGNORECASE | re.DOTALL)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "meta", "p", "source", "wbr", "li"}
_REFERENCE = re.compile(rf"{_UNREAD}|&(?:#(\d{{1,20}}|x[0-9a-f]{{1,20}});|(\w{{1,40}});)?", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(%\s*)?([\w.-]+)\s+(?:\"([^\"]*)\"|'([^']*)'|(SYSTEM|PUBLIC)\b)")
# Under its own name it would be taken for the text of the article, of which it only describes the picture.
_CAPTION = re.compile(r"(</?)media:description\b[^<>/]*")
_RECORDING = re.compile(r"\.(?:mp3|m4[abv]|mp4|aac|og[ga]|opus|wav|flac|webm)(?:$|\?)", re.IGNORECASE)
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def _from_xml(text: str, url: str, now: datetime) -> Feed:
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
    site = address(url, _said(about, "link"))
    base = url if read.version.startswith("atom") else site or url
    return Feed(
        title=_headline(about),
        entries=tuple(_entry(item, base, now) for item in read.entries),
        language=_language(_said(about, "language")),
        ttl=_ttl(about),
        url=address(url, _said(about, "itunes_new-feed-url")) or _own(about, url),
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
            return _escaped(_usable(html.unescape(whole).replace("\ufffd", "")))
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
            return f"elements are nested more than {_DEPTH} deep"
        if tags > _TAGS or items > _ITEMS:
            return f"it holds more than {_ITEMS:,} entries" if items > _ITEMS else f"it holds more than {_TAGS:,} tags"
    return ""


def _entry(item: Any, base: str, now: datetime) -> Entry:
    link = _said(item, "feedburner_origlink") or _said(item, "link")
    unaddressed = item.get("guidislink") and not re.match(r"https?://|www\.|/", link.strip(), re.IGNORECASE)
    page, sound = "" if unaddressed else address(base, link), _sound(base, _dicts(item.get("links")))
    return Entry(
        id=clean(_said(item, "id"))[:LONGEST_URL],
        title=_headline(item),
        url=page or sound,
        published=_first_date(item, ("published", "updated", "created"), now),
        updated=_first_date(item, ("updated",), now),
        contents=_contents(item),
        author=_byline(_said(item, "author")),
        categories=_names(tag.get("label") or tag.get("term") for tag in _dicts(item.get("tags"))),
        media=bool(sound) and page in ("", sound),
    )


def _headline(item: Any) -> str:
    title = re.sub(r"<br ?/?>", " ", _said(item, "title"))
    return (_line if _is_plain(item, "title_detail") else _plain)(title)[:LONGEST_TITLE].strip()


def _byline(author: str) -> str:
    """The name in `news@harbour.example (Newsroom)` and its kin; "" for an address alone."""
    name = re.sub(r"<?\S*@\S*|\(\S*@\S*\)", "", _line(author)).strip()
    return _plain(name[1:-1] if name.startswith("(") and name.endswith(")") else name)[:LONGEST_TITLE]


def _contents(item: Any) -> tuple[Content, ...]:
    given = [(_said(part, "value"), part.get("type") == "text/plain") for part in _dicts(item.get("content"))]
    given += [(_said(item, "summary"), _is_plain(item, "summary_detail"))]
    distinct = {value: not plain for value, plain in reversed(given) if value}
    caption = _said(item, "media_caption")
    return tuple(starmap(Content, distinct.items())) or ((Content(caption, html=False),) if caption else ())


def _own(about: Any, base: str) -> str:
    links = (address(base, _said(link, "href")) for link in _dicts(about.get("links")) if link.get("rel") == "self")
    return next(filter(None, links), "")


def _sound(base: str, attached: Iterable[dict[str, Any]]) -> str:
    """The first sound or film among what is attached to an entry; pictures are often attached, too."""
    for one in attached:
        kind = _said(one, "type") or _said(one, "mime_type")
        url = address(base, _said(one, "href") or _said(one, "url"))
        if kind.startswith(("audio/", "video/")) or _RECORDING.search(url):
            return url
    return ""


def _first_date(item: Any, names: tuple[str, ...], now: datetime) -> Published | None:
    for name in names:
        if name in item and (found := _date(_said(item, name))):
            return _held(found, now)
    return None


def _ttl(about: Any) -> int | None:
    minutes, period = _said(about, "ttl").strip(), _said(about, "sy_updateperiod").strip().lower()
    if re.fullmatch(r"[0-9]{1,6}", minutes):
        return int(minutes) or None
    times = _said(about, "sy_updatefrequency").strip()
    often = int(times) if re.fullmatch(r"[0-9]{1,4}", times) else 1
    return _PERIODS[period] // max(often, 1) or None if period in _PERIODS else None


# ---- JSON Feed ----


def _from_json(text: str, url: str, now: datetime) -> Feed:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(url, Saying("the JSON is broken")) from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise FeedError(url, Saying("that is JSON, but no JSON Feed"))
    if len(items) > _ITEMS:
        raise FeedError(url, Saying("it holds more than {number} entries", number=f"{_ITEMS:,}"))
    return Feed(
        title=_line(_said(told, "title"))[:LONGEST_TITLE],
        entries=tuple(_json_entry(item, url, now) for item in items if isinstance(item, dict)),
        language=_language(_said(told, "language")),
        url=address(url, _said(told, "feed_url")),
        site=address(url, _said(told, "home_page_url")),
    )


def _json_entry(item: dict[str, Any], base: str, now: datetime) -> Entry:
    page = address(base, _said(item, "url")) or address(base, _said(item, "external_url"))
    sound = _sound(base, _dicts(item.get("attachments")))
    dates = (_date(_said(item, name)) for name in ("date_published", "date_modified"))
    published, updated = (found and _held(found, now) for found in dates)
    given = (
        Content(_said(item, "content_html"), True),
        *(Content(_said(item, n), False) for n in ("content_text", "summary")),
    )
    tags = item.get("tags")
    return Entry(
        id=clean(_said(item, "id"))[:LONGEST_URL],
        title=_line(_said(item, "title"))[:LONGEST_TITLE],
        url=page or sound,
        published=published or updated,
        updated=updated,
        contents=tuple(content for content in given if content.value),
        author=", ".join(_names(_said(one, "name") for one in _dicts(item.get("authors") or [item.get("author")]))),
        categories=_names(tags if isinstance(tags, list) else ()),
        media=bool(sound) and page in ("", sound),
    )


def _dicts(values: Any) -> Iterator[dict[str, Any]]:
    yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


# ---- entries ----


def _said(item: Any, name: str) -> str:
    """What an item says under a name, as text; "" where it says nothing, or something that is no text."""
    value = item.get(name)
    return _usable(str(value)) if isinstance(value, str | int | float) else ""


def _is_plain(item: Any, detail: str) -> bool:
    """Whether an item says in this detail that it is no HTML. A feed's own element may bear such a name, and be text."""
    told = item.get(detail)
    return isinstance(told, dict) and told.get("type") == "text/plain"


def _told_apart(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Each entry once, under an id that no other has: a feed that gives one id to all has given none."""
    shared = Counter(entry.id for entry in {(entry.id, entry.url): entry for entry in entries}.values())
    seen = set()
    for entry in entries:
        name = entry.id if shared[entry.id] == 1 else ""
        name = name or entry.url or _digest(entry)
        if name not in seen:
            seen.add(name)
            yield replace(entry, id=name)


def _digest(entry: Entry) -> str:
    return hashlib.sha256(f"{entry.title}\n{text_of(entry)}".encode()).hexdigest()[:32]


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """At most 500 in their order; undated ones give way first, the last in the feed before the first."""
    numbered = list(enumerate(entries))
    if len(numbered) > ENTRIES:
        numbered = sorted(nlargest(ENTRIES, numbered, key=lambda pair: (_age_key(pair[1]), -pair[0])))
    return tuple(entry for _, entry in numbered)


def _age_key(entry: Entry) -> str:
    return entry.published.isoformat() if entry.published else ""


def _names(values: Iterable[object]) -> tuple[str, ...]:
    lines = (_plain(value)[:LONGEST_TITLE] for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(filter(None, lines)))[:_CATEGORIES]


def _language(name: str) -> str:
    return name.strip().replace("_", "-").lower() if re.fullmatch(r"\s*[A-Za-z]{2,3}([-_]\w{2,8})*\s*", name) else ""


def address(base: str, link: str) -> str:
    """An absolute http or https address for a link found at `base`; "" for any other scheme and for nonsense."""
    link = re.sub(r"\s*[\r\n\t]\s*", "", link.strip()).replace(" ", "%20")
    link = f"https://{link}" if link.lower().startswith("www.") else link
    try:
        found = urljoin(base, link) if link else ""
        good = urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname and len(found) <= LONGEST_URL
    except ValueError:
        return ""
    return found if good else ""


# ---- dates ----

_ZEROS = (date(1970, 1, 1), date(1969, 12, 31))


def _date(text: str) -> Published | None:
    """A date as feeds write it: what `extract` reads, and years of two digits, Chinese and Korean dates.

    An impossible time or an unknown zone leaves the day. None for the zero dates that programs write for none.
    """
    text = re.sub(r"(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]", r"\1-\2-\3 ", text[:200])
    text = re.sub(r"(?<=\d[ -][A-Za-z]{3})([ -])([0-6]\d)(?= \d\d?:)", r"\g<1>20\2", text)
    day = re.split(r"\d{1,2}:\d\d", text)[0].rstrip(" ,tT")
    found = read_date(text, None) or read_date(day, None)
    return None if found is None or found.day in _ZEROS else found


def _held(found: Published, now: datetime) -> Published:
    if found.moment is None:
        return min(found, Published(now.astimezone(UTC).date()), key=lambda one: one.day)
    return Published.at(min(found.moment, now))


# ---- HTML into text ----

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|d[dltiv]+|fieldset|footer|form|h[1-6r]|header|html|li|main|nav|ol|p|pre"
    r"|section|table|t[dhr]|tbody|tfoot|thead|ul"
)
_UNSAID = (
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "audio", "video", "button"),
    *("select", "figcaption", "head", "textarea"),
)
_PARAGRAPH, _LINE = "\ue000", "\ue001"  # private characters: white space of the source must not be taken for breaks


def paragraphs(markup: str) -> str:
    """HTML as a person reads it: plain paragraphs separated by an empty line, without scripts, captions and buttons."""
    root = _tree(f"<div>{markup[:LONGEST_TEXT]}</div>")
    if root is None:
        return ""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_UNSAID, with_tail=False)
    flat = " ".join("".join(_pieces(root)).split())
    broken = re.sub(rf"(?: ?{_LINE} ?){{2,}}|[ {_LINE}]*{_PARAGRAPH}[ {_LINE}{_PARAGRAPH}]*", "\n\n", flat)
    return clean(broken.replace(_LINE, "\n"))


def _pieces(root: Any) -> Iterator[str]:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        yield _PARAGRAPH if _BLOCKS.fullmatch(element.tag) else _LINE if (event, element.tag) == ("end", "br") else ""
        yield (element.text if event == "start" else element.tail) or ""


def _tree(markup: str) -> Any:
    try:
        # Encoded, for lxml takes no text that names an encoding of its own.
        return lxml.html.document_fromstring(_usable(markup).encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def _plain(markup: str) -> str:
    return " ".join(paragraphs(markup).split()) if "<" in markup or "&" in markup else _line(markup)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def fuller(page_text: str, feed_text: str) -> str:
    """Which text of an article to keep, that of its page or that of the feed.

    The page's, unless it is hardly about the same (a consent or login page), or shorter than the feed's once
    invitations to pay or log in are left out (a stub before a paywall).
    """
    told, found = _words(feed_text), _words(page_text)
    elsewhere = len(told) >= 8 and len(told & found) < 0.3 * len(told)
    return feed_text if elsewhere or _substance(page_text) < 0.9 * _substance(feed_text) else page_text


# Single signs for scripts without spaces.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w{4,}")
_INVITATION = re.compile(
    r"\b(subscri\w+|sign(ed)? (in|up)|log(ged)? ?in|register|free trial|paywall|cookies?|abonn\w+|anmelde\w*|suscr\w+"
    r"|iscriv\w+|connectez|premium|members?)\b",
    re.IGNORECASE,
)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _substance(text: str) -> int:
    return sum(len(part) for part in text.split("\n\n") if len(part) > 300 or not _INVITATION.search(part))


# ---- pages that name feeds ----

_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json|(?:application|text)/xml")
_FEED_LINK = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:$|[/._?&=-])", re.IGNORECASE)
_GUESSES = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")


def discover(page: bytes, url: str) -> list[tuple[str, str]]:
    """The feeds that a web page names, as (address, title), likeliest first; feeds of comments come last.

    Declared ones (`link rel=alternate`), or where there are none, links that look like feeds.
    """
    root = _tree(decoded(page))
    if root is None:
        return []
    base = next((address(url, element.get("href") or "") for element in root.iter("base")), "") or url
    declared = [link for link in root.iter("link") if _declares(link)]
    links = declared or [link for link in root.iter("a") if _FEED_LINK.search(link.get("href") or "")]
    found: dict[str, str] = {}
    for link in links:
        found.setdefault(
            address(base, link.get("href") or ""), _line(link.get("title") or link.text_content())[:LONGEST_TITLE]
        )
    found.pop("", None)
    return sorted(found.items(), key=lambda pair: bool(re.search("comment", "".join(pair), re.IGNORECASE)))


def guesses(url: str) -> list[str]:
    """Where feeds often live on a site whose page names none: below the page itself, then below the site's root."""
    page = re.sub(r"/*(?:[?#].*)?$", "/", url)
    return list(dict.fromkeys(address(base, guess) for base in (page, urljoin(url, "/")) for guess in _GUESSES))


def _declares(link: Any) -> bool:
    relations, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower().split(";")[0].strip()
    return bool({"alternate", "feed"} & set(relations)) and (bool(_FEED_TYPE.fullmatch(kind)) or "feed" in relations)


# ---- when a feed is due ----

USUAL = timedelta(minutes=15)
SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between refreshes: moments are aware and in UTC, None before the first.

    `failures` counts refreshes in a row that failed, `last_error` is the latest one's plain reason, `newest` the newest
    publication seen.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    failures: int = 0
    next_due: datetime | None = None
    last_error: str = ""
    last_ok: datetime | None = None
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refresh ended: `error` is "" where it worked. `ttl` is minutes, `max_age` and `retry_after` are seconds."""

    error: str = ""
    ttl: int | None = None
    max_age: int | None = None
    retry_after: int | None = None


def next_due(state: FeedState, outcome: Outcome, now: datetime, rng: Random) -> datetime:
    """When to ask again; `state` is that before the refresh. Never within 5 minutes, never later than in a day.

    A feed that works is asked as often as it says (15 minutes where it says nothing), up to a tenth later, so that
    feeds added together drift apart. One that fails is asked after 15, 30, 60 … minutes, a fifth more or less. A
    server's own wish to wait is a lower bound for both.
    """
    if outcome.error:
        wait = USUAL * (1 << min(state.failures, 10)) * rng.uniform(0.8, 1.2)
    else:
        stated = timedelta(minutes=outcome.ttl) if outcome.ttl else USUAL
        wait = max(stated, timedelta(seconds=outcome.max_age or 0)) * rng.uniform(1.0, 1.1)
    asked = timedelta(seconds=outcome.retry_after or 0)
    return now + min(max(wait, asked, SOONEST), LATEST)
