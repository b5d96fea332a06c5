"""The values that pass through the chat: what a person said, what the bot replies, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation happens: a chat, the topic within it (0 for none) and the person (0 in a channel)."""

    chat: int
    thread: int = 0
    user: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One message from a person, as the rest of the bot sees it. `at` is aware and in UTC.

    In a group `text` no longer holds the mention that called the bot. Of a command, `text` is what follows it. `kind` is
    "text", or what else came ("photo", "voice", "service" …), `text` then being its caption. `spot` is the latitude and
    longitude of a location, in degrees.
    """

    place: Place
    text: str
    at: datetime
    message: int
    private: bool = True
    language: str = ""
    reply_to: int | None = None
    command: str = ""
    kind: str = "text"
    spot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed: the data it carried and the message it stood under. `at` is aware and in UTC."""

    place: Place
    data: str
    message: int
    at: datetime
    private: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person types behind the bot's name in any chat, and from where on they want more ("" for the beginning)."""

    user: int
    text: str
    offset: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence that somebody may send to any chat: how it is listed, the message it becomes, and where that leads on."""

    id: str
    title: str
    description: str
    html: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What is offered to who types: excerpts, `following` to ask for more of them ("" for no more), for how long it holds.

    `way_in` is a button above them that leads into the private chat: its label, and what `/start` is then given.
    """

    excerpts: tuple[Excerpt, ...]
    seconds: int
    following: str = ""
    way_in: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the bot stands in a chat since the person of `place` changed that: a member, and one who may write.

    `joined` is True when it was no member before. A `private` chat is one that a person closed or opened again.
    """

    place: Place
    member: bool
    writes: bool
    joined: bool
    private: bool = False
    channel: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as a person asks about it: whether the bot may post there (`posts`), and that person (`runs`).

    `mention` is "@name", "" for a channel without a public name.
    """

    chat: int
    mention: str
    posts: bool
    runs: bool


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `label` is read, `data` comes back when it is pressed (at most 64 bytes)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A question worth asking on with: a `label` as short as a name, and what is asked for it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Page:
    """One message to send: Telegram HTML of at most 4,096 UTF-16 units after parsing, and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand over."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to show: a PNG, and under it Telegram HTML of at most 1,024 UTF-16 units after parsing, and buttons."""

    png: bytes
    caption: str
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come, as the page that told of its beginning should say by now; `done` when that is final."""

    page: Page
    done: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answers: a picture if any, one page or several in order, then a file if any.

    `turn` is the remembered exchange that they belong to, so that a reply to any of them finds it. `instead`: the picture
    or the pages take the place of what was said before: of the message whose button was pressed, or of the turn's own
    earlier pages when its question was edited.
    """

    pages: tuple[Page, ...] = ()
    picture: Picture | None = None
    document: Document | None = None
    turn: int | None = None
    instead: bool = False
    cites: bool = False
    progress: Callable[[], Progress | None] | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """One point of an answer as it was given: sentences `first..last` of an article, and the words that found it."""

    article: int
    first: int
    last: int
    source: str = ""
    found: tuple[str, ...] = ()


RECALLED = 8  # turns that may lend their context to a question


@dataclass(frozen=True, slots=True)
class Turn:
    """One remembered exchange.

    `points` are those of its answer, in order; `words` the resolved question's words and `terms` their stems; `names`
    the people and `spots` the places that a pronoun may mean; `kind`, `window` and `sources` how it was read, `span` the
    window as (since, until, said, "strict" or ""); `earlier` the sentences that were shown for this question before;
    `newest` the moment (ISO) after which an article is newer than all shown. Where it leaned on earlier turns, `lent` are
    the words of their subject and `said` its message by itself. `offers` are the questions that its buttons ask.
    `heard` is the message that asked it, `message` the bot's first message of the answer; `id` is 0 until it is stored.
    `language` is that in which it was read.
    """

    question: str
    understood: str
    asked: datetime
    terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    points: tuple[Shown, ...] = ()
    message: int | None = None
    words: tuple[str, ...] = ()
    kind: str = ""
    window: str = ""
    sources: tuple[str, ...] = ()
    earlier: tuple[tuple[int, int], ...] = ()
    lent: tuple[str, ...] = ()
    said: str = ""
    spots: tuple[str, ...] = ()
    span: tuple[str, ...] = ()
    newest: str = ""
    offers: tuple[str, ...] = ()
    heard: int | None = None
    id: int = 0
    language: str = "en"

    @property
    def pertinent(self) -> tuple[Shown, ...]:
        """Its points that are about the matter: those that hold at least half as many of its words as the best.

        Of a turn that leaned on earlier ones more than half: its words are few.
        """
        least = max((len(point.found) for point in self.points), default=0) / 2
        return tuple(
            p for p in self.points if len(p.found) > least or (len(p.found) == least and not (self.said and least))
        )

    @property
    def shown(self) -> tuple[tuple[int, int], ...]:
        """The (article, sentence) pairs of the answer, in order."""
        return tuple((point.article, n) for point in self.points for n in range(point.first, point.last + 1))
