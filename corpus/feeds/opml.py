"""OPML: lists of feeds in folders, as readers exchange them; a folder is a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from corpus.errors import CorpusError
from corpus.feeds.characters import decoded
from corpus.feeds.fields import address
from corpus.language.text import clean
from corpus.reading.extract import LONGEST_TITLE
from corpus.saying import Saying

MAX_BYTES = 2_000_000
MAX_FEEDS = 5_000
DEPTH = 20  # folders one in another

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);)")


class OpmlError(CorpusError):
    """A file that is no list of feeds, or too large or too odd a one; `str()` is the plain reason."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: its address, its name there, the page it belongs to, and its folders, the outermost first."""

    url: str
    title: str = ""
    site: str = ""
    folders: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """The folders as one name, such as `World / Europe`; "" for a feed in none."""
        return " / ".join(self.folders)


@dataclass(frozen=True, slots=True)
class Opml:
    """A list of feeds in its order, none twice in one folder; `skipped` are addresses that are not of the web."""

    feeds: tuple[Outline, ...]
    title: str = ""
    skipped: tuple[str, ...] = ()


def read(body: bytes) -> Opml:
    """The feeds in an OPML file; OpmlError for what is none.

    Refused are files of more than 2 MB, 5,000 feeds or 20 folders one in another, and any that declare a document type.
    Bare ampersands, wrong encodings and `feed:` addresses, which programs write, are read as they were meant.
    """
    if len(body) > MAX_BYTES:
        raise OpmlError(Saying("the file is larger than {size} MB", size=f"{MAX_BYTES / 1e6:g}"))
    text = _BARE_AMPERSAND.sub("&amp;", _DECLARATION.sub("", decoded(body), count=1))
    reader = _Reader()
    try:
        reader.parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise OpmlError(Saying("the file is no OPML, or broken")) from error
    if not reader.is_opml:
        raise OpmlError(Saying("the file is XML, but no OPML"))
    return Opml(tuple(reader.feeds.values()), reader.title, tuple(reader.skipped))


def write(feeds: Iterable[Outline], title: str = "Dateline") -> bytes:
    """An OPML 2.0 file: folders in the order in which they first come up, a folder's own feeds before those further in.

    What `read` gave comes back from it. Control characters and needless white space in names are left out.
    """
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{escape(_name(title))}</title></head>", "<body>", *_outlines(feeds), "</body>", "</opml>"]
    return "\n".join([*lines, ""]).encode()


def _outlines(feeds: Iterable[Outline]) -> Iterator[str]:
    placed = [(tuple(filter(None, map(_name, feed.folders))), feed) for feed in feeds]
    first: dict[tuple[str, ...], int] = {}
    for folders, _ in placed:
        for depth in range(len(folders)):
            first.setdefault(folders[: depth + 1], len(first))
    placed.sort(key=lambda pair: [first[pair[0][: depth + 1]] for depth in range(len(pair[0]))])
    opened: tuple[str, ...] = ()
    for folders, feed in placed:
        kept = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(opened, folders, strict=False))))
        yield from ["</outline>"] * (len(opened) - kept)
        yield from (f"<outline text={quoteattr(name)}>" for name in folders[kept:])
        yield _line(feed)
        opened = folders
    yield from ["</outline>"] * len(opened)


def _line(feed: Outline) -> str:
    told = {"text": _name(feed.title) or feed.url, "xmlUrl": feed.url, "htmlUrl": feed.site}
    return f'<outline type="rss" {" ".join(f"{name}={quoteattr(value)}" for name, value in told.items() if value)}/>'


class _Reader:
    """What expat tells of an OPML file, gathered."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.buffer_text = True
        self.is_opml = False
        self.title = ""
        self.feeds: dict[tuple[str, tuple[str, ...]], Outline] = {}
        self.skipped: dict[str, None] = {}
        self._path: list[str] = []
        self._folders: list[str] = []  # a name for each open outline, "" for what is no folder

    def _refuse(self, *_: object) -> None:
        raise OpmlError(Saying("the file declares a document type, which no list of feeds needs"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.is_opml = self.is_opml or (not self._path and name.lower() == "opml")
        self._path.append(name.lower())
        if name.lower() == "outline":
            self._outline({key.lower(): value for key, value in attributes.items()})
        if len(self.feeds) > MAX_FEEDS:
            raise OpmlError(Saying("the file holds more than {number} feeds", number=f"{MAX_FEEDS:,}"))
        if len(self._path) > DEPTH + 5:
            raise OpmlError(Saying("the file has folders more than {number} deep", number=DEPTH))

    def _outline(self, told: dict[str, str]) -> None:
        title, link = _name(told.get("title") or told.get("text") or ""), told.get("xmlurl", "").strip()
        self._folders.append("" if link else title)
        url = address("", re.sub(r"^feed:(?://)?(?=https?:)", "", re.sub(r"^feed://(?!https?:)", "http://", link)))
        if url:
            folders = tuple(filter(None, self._folders)) or _category(told.get("category", ""))
            feed = Outline(url, "" if title == url else title, address("", told.get("htmlurl", "")), folders)
            self.feeds.setdefault((url, folders), feed)
        elif link:
            self.skipped[_name(link)] = None

    def _end(self, name: str) -> None:
        self._path.pop()
        if name.lower() == "outline":
            self._folders.pop()

    def _text(self, text: str) -> None:
        if self._path[-2:] == ["head", "title"]:
            self.title = _name(self.title + text)


def _category(told: str) -> tuple[str, ...]:
    """The first of the categories `/News/Europe,/Sea`, which some programs write in place of folders."""
    return tuple(filter(None, map(_name, told.partition(",")[0].split("/"))))[:DEPTH]


def _name(text: str) -> str:
    return " ".join(clean(text).split())[:LONGEST_TITLE].strip()
