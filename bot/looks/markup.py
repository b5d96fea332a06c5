"""Telegram's HTML: tags around escaped text, texts measured as Telegram does, pages made of whole blocks. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from typing import NewType

from bot.model import Button, Page, Reply
from bot.words import isolated

Html = NewType("Html", str)
"""Text that is safe to send: everything given was escaped when its tag was written."""

UNITS = 4096  # of UTF-16, in a message after parsing
CAPTION = 1024  # the same under a picture
ENTITIES = 100
BYTES = 30_000  # of a message before parsing; Telegram refuses somewhere above 32,000
ADDRESS = 4_000  # of a link's address as it is written: several stand in one message, and escaping makes five of one
GAP = "\n\n"

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]")
_ASIDE = re.compile("[\u2068\u2069]")
# Without width. Joiners stay: emoji, Persian and Hindi are written with them.
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def clean(given: str) -> str:
    """Without characters that nobody sees or that turn the reading direction of what follows; control ones become spaces.

    Text that is set aside as a whole, between U+2068 and U+2069, turns nothing but itself: `words.isolated` does that.
    """
    bare = _BIDI.sub("", _UNSEEN.sub("", given))
    return _CONTROL.sub(" ", bare if _is_closed(bare) else _ASIDE.sub("", bare))


def _is_closed(given: str) -> bool:
    """Whether all that is set aside ends within the text, and nothing ends that did not begin there."""
    depths = list(accumulate(1 if mark == "\u2068" else -1 for mark in _ASIDE.findall(given)))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def text(given: str) -> Html:
    """Any given text, as it should be read."""
    return Html(escape(clean(given), quote=False))


def bold(given: str) -> Html:
    """The given text in bold."""
    return Html(f"<b>{text(given)}</b>")


def italic(given: str) -> Html:
    """The given text in italics."""
    return Html(f"<i>{text(given)}</i>")


def code(given: str) -> Html:
    """The given text as something to copy; in a language from right to left set aside, by signs that are not copied with it."""
    return Html(isolated(f"<code>{text(given)}</code>"))


def link(given: str, url: str) -> Html:
    """The given text as a link, where `url` is a web address of bearable length; otherwise the text alone."""
    address = clean(url).strip()
    written = escape(address)
    linked = _WEB.fullmatch(address) and len(written.encode()) <= ADDRESS
    return Html(f'<a href="{written}">{text(given)}</a>') if linked else text(given)


def moment(at: datetime, fallback: str) -> Html:
    """A moment that each reader sees in their own zone; `fallback` is for clients that cannot."""
    return Html(f'<tg-time unix="{int(at.timestamp())}" format="Dt">{text(fallback)}</tg-time>')


def join(parts: Iterable[Html], between: str = "") -> Html:
    """The parts one after another; `between` is ours, not given by anyone."""
    return Html(between.join(parts))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page in one style; `tags` counts the entities that begin with it."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""
    tags: int = 0

    @property
    def address(self) -> str:
        """Where it leads, in brackets, unless the text says so itself."""
        return f" ({self.url})" if self.url and self.url != self.text else ""


def pieces(html: str) -> list[Piece]:
    """A page as stretches of text, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Piece] = []
        self._style = [Piece("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        style = replace(self._style[-1], tags=self._style[-1].tags + 1)
        url = dict(attrs).get("href") or style.url
        self._style.append(replace(style, bold=style.bold or tag == "b", italic=style.italic or tag == "i", url=url))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._style.pop()

    def handle_data(self, data: str) -> None:
        self.found.append(replace(self._style[-1], text=data))
        self._style = [replace(style, tags=0) for style in self._style]


def plain(html: str) -> str:
    """A page as text without any markup; each link's address follows in brackets."""
    return "".join(piece.text + piece.address for piece in pieces(html))


def shown(reply: Reply) -> str:
    """A reply as plain text for a terminal."""
    return "\n\n".join(plain(page.html) for page in reply.pages)


def units(given: str) -> int:
    """Length as Telegram counts it: in units of UTF-16."""
    return len(given.encode("utf-16-le", "surrogatepass")) // 2


def fits(html: str, limit: int = UNITS) -> bool:
    """Whether Telegram takes this as one message, or as a caption where CAPTION is the limit."""
    if len(html.encode()) > BYTES:
        return False
    if units(html) <= limit and html.count("<") <= ENTITIES:  # no text is longer than its markup
        return True
    found = pieces(html)
    return sum(units(piece.text) for piece in found) <= limit and sum(piece.tags for piece in found) <= ENTITIES


def pages(blocks: Sequence[Html], buttons: tuple[tuple[Button, ...], ...] = ()) -> tuple[Page, ...]:
    """The blocks on as few pages as in order they fit; the buttons under the last.

    A block too long for a page of its own loses its markup and is cut between words.
    """
    filled: list[Html] = []
    for block in (part for whole in blocks for part in _halves(whole)):
        joined = join((filled[-1], block), GAP) if filled else block
        if filled and fits(joined):
            filled[-1] = joined
        else:
            filled.append(block)
    return tuple(Page(html, buttons if n == len(filled) else ()) for n, html in enumerate(filled, 1))


def _halves(block: Html) -> Iterator[Html]:
    if fits(block):
        yield block
    else:
        yield from (text(part) for part in cut(plain(block)))


def cut(given: str, limit: int = UNITS) -> Iterator[str]:
    """Plain text in parts of at most `limit` units, cut at white space wherever a part has any."""
    rest = given.strip()
    while units(rest) > limit:
        end = _end(rest, limit)
        white = max(rest.rfind(" ", 1, end + 1), rest.rfind("\n", 1, end + 1))
        at = white if white > 0 else end
        yield rest[:at].rstrip()
        rest = rest[at:].lstrip()
    if rest:
        yield rest


def _end(given: str, limit: int) -> int:
    """How many characters from the front make at most `limit` units."""
    head = given[:limit]
    return len(head.encode("utf-16-le", "surrogatepass")[: 2 * limit].decode("utf-16-le", "ignore"))
