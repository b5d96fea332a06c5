"""The values that pass between the rooms of the corpus: articles, questions, hits and briefings; no behaviour but their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Published:
    """When an article came out: a day, and the moment where the source told one.

    `moment` is aware and in UTC; `day` is then its UTC day.
    """

    day: date
    moment: datetime | None = None

    @classmethod
    def at(cls, moment: datetime) -> Published:
        """From an aware moment in any zone; ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("a publication moment needs a zone")
        utc = moment.astimezone(UTC)
        return cls(utc.date(), utc)

    @property
    def end(self) -> datetime:
        """The moment by which it was out: its own, or the end of its day."""
        return self.moment or datetime.combine(self.day, time.max, UTC)

    @property
    def middle(self) -> datetime:
        """Its own moment, or the noon of its day, which falls on that day in nearly every zone."""
        return self.moment or datetime.combine(self.day, time(12), UTC)

    def isoformat(self) -> str:
        """`2024-05-14`, or `2024-05-14T09:30:00+00:00` where the time of day is known."""
        return (self.moment or self.day).isoformat()


def out_by(published: Published | None, moment: datetime) -> bool:
    """Whether it was out at an aware moment: a bare day from its beginning, where the asker is or in UTC; an undated one always."""
    if published is None:
        return True
    if published.moment:
        return published.moment <= moment
    return published.day <= last_day(moment)


def dated(published: Published | None) -> str:
    """When something came out, as text that sorts; what is undated before all."""
    return published.isoformat() if published else ""


def last_day(moment: datetime) -> date:
    """The latest day that it is anywhere at an aware moment: the asker's own or UTC's."""
    return max(moment.date(), moment.astimezone(UTC).date())


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as read from a file, a feed or a page, before it is stored.

    `text` holds paragraphs separated by an empty line, without the headline; `url` and `source` may be "".
    """

    title: str
    text: str
    source: str = ""
    url: str = ""
    published: Published | None = None
    language: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. `fetched` is when it came in, aware and in UTC."""

    id: int
    title: str
    source: str
    url: str
    published: Published | None
    fetched: datetime
    language: str
    sample: bool
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of an article's text: `text[start:end]`, offsets in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, `since <= t < until`, both aware; None is open. `said` is how the asker put it."""

    since: datetime | None
    until: datetime | None
    said: str = ""


class Kind(StrEnum):
    """The kind of thing a question asks for."""

    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    COUNT = "how many"
    MONEY = "how much"
    THING = "which"
    WHY = "why"
    HOW = "how"
    WHAT = "what"
    POLAR = "yes or no"
    TOPIC = "topic"


KEYWORDS = 3  # terms of a query that may be mere keywords


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    `words` are its content words as typed and `terms` their stems, each in order and distinct; `names` are those terms
    that were capitalised, `asking` those of the sentence that asks. `classes` are the lexicon classes of the thing asked
    for ("which airline") and `noun` its noun as typed, in lower case, `quoted` what stood in quotation marks. `asked` is
    the moment of asking: nothing published after it is seen. A `strict` window keeps all else out; otherwise it was
    mentioned beside the matter, and articles near it are preferred; `unread` is an operator that names no time
    ("after:2024-99-99"). `personal` is what one asks a cook or a calculator rather than a newspaper. `context` are terms
    that earlier turns lend, each with a weight below 1, and `lent` the words of their subject; `places` the articles to
    look in first; `seen` the (article, sentence) pairs not to be shown again. `said` is the message by itself where it
    leans on earlier turns, with the question before where it is a mere `fragment` of one; `lean` is how surely it leans
    (0 to 1), and `alone` how it reads where it does not after all. `newest`: of the good answers the newest first.
    `respelled` are words as typed, each with the one for which it is taken. `language` is the one that its words are read
    in.
    """

    text: str
    asked: datetime
    terms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    kind: Kind = Kind.TOPIC
    classes: tuple[str, ...] = ()
    noun: str = ""
    quoted: tuple[str, ...] = ()
    window: Window | None = None
    strict: bool = False
    sources: tuple[str, ...] = ()
    unknown_sources: tuple[str, ...] = ()
    unread: str = ""
    fresh: bool = False
    personal: bool = False
    context: tuple[tuple[str, float], ...] = ()
    places: tuple[int, ...] = ()
    seen: frozenset[tuple[int, int]] = frozenset()
    lent: tuple[str, ...] = ()
    said: str = ""
    fragment: bool = False
    lean: float = 0.0
    alone: Query | None = None
    newest: bool = False
    respelled: tuple[tuple[str, str], ...] = ()
    language: str = "en"

    @property
    def brief(self) -> bool:
        """Whether it has so few terms that only the news of its day tells which one is meant: "Who died in the earthquake?"."""
        return 0 < len(self.terms) <= KEYWORDS

    @property
    def bare(self) -> bool:
        """Whether it is a few keywords that make no question, such as "UK election": any report that holds them all will do."""
        return self.kind is Kind.TOPIC and self.brief

    @property
    def single(self) -> bool:
        """Whether it is a question by itself, to which one good answer is enough; keywords, and who asks on, want what there is."""
        return bool(self.terms) and not (self.bare or self.said or self.newest)


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that may answer: where it stands, its score, and its row in the pool that it was chosen from.

    `fitting` are the things in it that are of the kind asked for and not in the question.
    """

    article: int
    sentence: int
    score: float
    row: int
    fitting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Point:
    """One entry of a briefing: neighbouring sentences `first..last` of one article, word for word.

    `also` names other sources that say the same, with their links; `found` the question's words that it holds.
    """

    text: str
    article: int
    first: int
    last: int
    title: str
    source: str
    url: str
    published: Published | None
    sample: bool = False
    also: tuple[tuple[str, str], ...] = ()
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count as one article gives it, word for word."""

    value: str
    source: str
    url: str
    published: Published | None


@dataclass(frozen=True, slots=True)
class Card:
    """What is told of an article without its text."""

    id: int
    title: str
    source: str
    url: str
    published: Published | None


@dataclass(frozen=True, slots=True)
class Story:
    """One event as its articles tell it, the newest first."""

    articles: tuple[Card, ...]

    @property
    def title(self) -> str:
        """The newest article's headline."""
        return self.articles[0].title

    @property
    def sources(self) -> tuple[str, ...]:
        """The articles' sources, each once."""
        return tuple(dict.fromkeys(article.source for article in self.articles))


@dataclass(frozen=True, slots=True)
class Freshness:
    """What was there to search: how many articles, and the newest publication by the moment of asking."""

    articles: int
    newest: Published | None


@dataclass(frozen=True, slots=True)
class Briefing:
    """An answer: its points in reading order, or none when nothing fits (`abstained`).

    `freshness` is told with an empty answer, unless that was all. `confidence` is between 0 and 1; `remark` is a sentence
    that the reader should see, such as what lies nearest to an empty period; `figures` are counts that disagree, the newest
    first.
    """

    query: Query
    points: tuple[Point, ...]
    freshness: Freshness | None = None
    confidence: float = 0.0
    remark: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether nothing fitting was found."""
        return not self.points
