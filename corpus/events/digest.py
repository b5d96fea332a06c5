"""What of a period's stories to tell whom: the best sentences of each, their order, and nothing twice. Pure.

Which articles tell one event is found out by `stories`; which articles there are, and how it looks, is left to others.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import chain

from corpus.answering.briefing import leans
from corpus.archive.store import Outline, Stored
from corpus.model import Card, Point, Published, Story

SENTENCES = 2  # told of a story
LIMIT = 10  # stories in a digest
KEPT = 40  # leads kept of a topic: the limit, and what a reader may have been told or has muted
QUOTES = 12  # sentences kept of a lead
READ, LONG_READ = 12, 40  # first sentences of an article that may be told: for top stories, and for a topic
REPORTS = 8  # articles of a story that are read for its sentences, the newest
SHORTEST, LONGEST = 60, 420  # characters of a sentence that is told: no bylines, no lists
CLOSE = 0.6  # share of a topic, by idf, that one sentence and its headline must hold
REPEAT = 0.5  # share of the shorter sentence's terms that a near-repeat has in common
NEW_SHARE, NEW_TERMS = 0.35, 3  # of an update's terms that stand nowhere in what was told of the story
FADE = 12.0  # hours over which newness fades
# A sentence that speaks to its reader, outside of quotes, is seldom the news: a newsletter's greeting, an editor's note.
CHAT = 1.5  # taken from its score
_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”„«»]")
_CHAT = re.compile(r"(?i:^editor.s note\b)|\bI['’]\w+|\bI\b|(?i:\b(?:you|your|you['’]\w+|we['’]\w+)\b)")


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader was told: the (article, sentence) pairs, and all articles of the stories that were told."""

    sentences: frozenset[tuple[int, int]] = frozenset()
    articles: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Muted:
    """Words and sources that a reader does not want to see; both as typed."""

    words: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence that may be told, with its terms' numbers."""

    point: Point
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lead:
    """A story that may be told: all its articles at hand, and the best sentences of the new ones, best first.

    `fresh` are the articles that are new in the period; `independent` counts sources with a text of their own; `close` is
    between 0 and 1, and 1 where no topic was asked for; `rank` orders the leads of one topic.
    """

    story: Story
    fresh: frozenset[int]
    quotes: tuple[Quote, ...]
    independent: int
    close: float
    rank: float


@dataclass(frozen=True, slots=True)
class Item:
    """A story as it is told: one or two points; `update` when the reader was told of it before."""

    story: Story
    points: tuple[Point, ...]
    independent: int
    update: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of one topic; the topic "" holds the top stories."""

    topic: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new for a reader in `since <= t <= until`; sections without stories are left out.

    `hidden` says how many stories each muted word or source kept back, the most first.
    """

    since: datetime
    until: datetime
    sections: tuple[Section, ...]
    hidden: tuple[tuple[str, int], ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All stories in the order in which they are told."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as asked: its term numbers (none for top stories), and what all terms are worth by number.

    `unknown` is the worth of those of its terms that stand in no article.
    """

    terms: frozenset[int]
    idf: Mapping[int, float]
    unknown: float = 0.0

    def share(self, terms: frozenset[int]) -> float:
        """How much of the topic these terms hold, between 0 and 1; 0 without a topic."""
        worth = self.unknown + sum(self.idf.get(term, 0.0) for term in self.terms)
        return sum(self.idf.get(term, 0.0) for term in terms & self.terms) / worth if worth else 0.0


def is_new(published: Published | None, fetched: datetime, since: datetime, until: datetime) -> bool:
    """Whether an article is news in `since <= t <= until`: published then, or up to a day earlier and fetched only then.

    A bare day counts as its noon. Undated articles are never new.
    """
    if published is None:
        return False
    hours = (since - _moment(published)).total_seconds() / 3600
    return _moment(published) <= until and (hours <= 0 or (hours <= 24 and fetched >= since))


def lead(
    reports: Sequence[Stored], fresh: frozenset[int], independent: int, subject: Subject, until: datetime
) -> Lead | None:
    """The lead that a story's articles make; None when no new one is close to the subject or holds a sentence to tell."""
    newest_first = sorted(reports, key=lambda stored: (-age(stored), stored.article.id))
    new = [stored for stored in newest_first if stored.article.id in fresh]
    near = {stored.article.id: _close(stored, subject) for stored in new}
    close = max(near.values(), default=0.0)
    read = [stored for stored in new if near[stored.article.id] >= CLOSE][:REPORTS]
    found = quotes(read, newest_first, subject)
    if not found:
        return None
    hours = max(0.0, (until - _published(new[0])).total_seconds() / 3600)
    rank = math.log2(1 + independent) + 0.5 * math.exp(-hours / FADE) + close
    story = Story(tuple(_card(stored) for stored in newest_first))
    return Lead(story, fresh & near.keys(), found, independent, close, rank)


def _close(stored: Stored, subject: Subject) -> float:
    """The largest share of the subject that one sentence of the article and its headline hold together."""
    if not subject.terms:
        return 1.0
    title = frozenset(stored.analysis.title.tolist())
    return max((subject.share(title | terms) for terms in sentences(stored)[:LONG_READ]), default=0.0)


def sentences(stored: Stored | Outline) -> list[frozenset[int]]:
    """The distinct term numbers of each sentence of an article."""
    terms, found, at = stored.analysis.terms.tolist(), [], 0
    for count in stored.analysis.counts.tolist():
        found.append(frozenset(terms[at : at + count]))
        at += count
    return found


def quotes(read: Sequence[Stored], story: Sequence[Stored], subject: Subject) -> tuple[Quote, ...]:
    """The best sentences of the articles `read` of a story, best first.

    None nearly repeats a better one of its own source; those of different sources may, since a reader may have muted one.
    """
    spread = Counter(chain.from_iterable(set(stored.analysis.terms.tolist()) for stored in story))
    scored = [
        (score, place, quote)
        for number, stored in enumerate(read)
        for place, (score, quote) in enumerate(_scored(stored, spread, len(story), subject), number * LONG_READ)
    ]
    chosen: list[Quote] = []
    for _, _, quote in sorted(scored, key=lambda entry: (-entry[0], entry[1])):
        same = (other for other in chosen if other.point.source == quote.point.source)
        if not any(_repeats(quote.terms, other.terms) for other in same):
            chosen.append(quote)
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)


def distinct(found: Iterable[Quote]) -> list[Quote]:
    """The quotes, best first, without those that nearly repeat a better one."""
    chosen: list[Quote] = []
    for quote in found:
        if not any(_repeats(quote.terms, other.terms) for other in chosen):
            chosen.append(quote)
    return chosen


def _scored(stored: Stored, spread: Mapping[int, int], size: int, subject: Subject) -> Iterable[tuple[float, Quote]]:
    """The article's sentences that can stand alone, each with what speaks for it: the event, the subject, the lead."""
    analysis, text = stored.analysis, stored.article.text
    spans = zip(analysis.starts.tolist(), analysis.ends.tolist(), sentences(stored), strict=True)
    for place, (start, end, terms) in enumerate(spans):
        if place >= (LONG_READ if subject.terms else READ):
            return
        if not SHORTEST <= end - start <= LONGEST or (place and leans(text[start:end])):
            continue  # the first sentence of an article has none before it to lean on
        central = sum(subject.idf.get(term, 0.0) * spread[term] / size for term in terms) / (5 + len(terms))
        score = central / 4 + 1.5 * subject.share(terms) + 1 / (1 + place / 2)
        score -= CHAT if _CHAT.search(_QUOTED.sub("", text[start:end])) else 0.0
        yield score, Quote(_point(stored, place, start, end), terms)


def _repeats(one: frozenset[int], other: frozenset[int]) -> bool:
    return len(one & other) > REPEAT * max(1, min(len(one), len(other)))


def _point(stored: Stored, place: int, start: int, end: int) -> Point:
    article = stored.article
    return Point(
        text=article.text[start:end],
        article=article.id,
        first=place,
        last=place,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        sample=article.sample,
    )


def choose(
    found: Sequence[tuple[str, Sequence[Lead]]],
    told: Told,
    known: Mapping[int, frozenset[int]],
    muted: Muted,
    limit: int,
) -> tuple[tuple[Section, ...], tuple[tuple[str, int], ...]]:
    """The sections for one reader, and what was hidden; each topic's best story first, then each one's second, and so on.

    `known` gives all terms of those articles in the leads that the reader was told of. A story found for two topics is
    told under the first.
    """
    waiting = [(topic, list(leads)) for topic, leads in found]
    items: dict[str, list[Item]] = {topic: [] for topic, _ in found}
    used: set[int] = set()
    hidden: Counter[str] = Counter()
    while any(leads for _, leads in waiting) and sum(map(len, items.values())) < limit:
        for topic, leads in waiting:
            item = _next(leads, told, known, muted, used, hidden)
            if item is not None and sum(map(len, items.values())) < limit:
                items[topic].append(item)
    sections = tuple(Section(topic, tuple(chosen)) for topic, chosen in items.items() if chosen)
    return sections, tuple(hidden.most_common())


def _next(
    leads: list[Lead],
    told: Told,
    known: Mapping[int, frozenset[int]],
    muted: Muted,
    used: set[int],
    hidden: Counter[str],
) -> Item | None:
    """The first of the leads that has something to tell, taken from the list with all before it."""
    while leads:
        lead = leads.pop(0)
        articles = {card.id for card in lead.story.articles}
        if articles & used:
            continue
        item = _item(lead, told, known)
        if item is None:
            continue
        used |= articles
        why = _hides(lead, item, muted)
        if not why:
            return item
        shown = _without(lead, told, known, muted) if why in muted.sources else None
        if shown is not None:
            return shown
        hidden[why] += 1
    return None


def _item(lead: Lead, told: Told, known: Mapping[int, frozenset[int]]) -> Item | None:
    """The story as one told `told` would hear it; None when it holds nothing new for them."""
    before = {card.id for card in lead.story.articles} & told.articles
    quotes = [quote for quote in lead.quotes if (quote.point.article, quote.point.first) not in told.sentences]
    if before:
        heard = frozenset(chain.from_iterable(known.get(article, ()) for article in before))
        quotes = [quote for quote in quotes if _adds(quote, heard, before, lead)]
    chosen = distinct(quotes)[: 1 if before else SENTENCES]
    points = tuple(quote.point for quote in sorted(chosen, key=lambda quote: _place(quote, chosen)))
    return Item(lead.story, points, lead.independent, bool(before)) if points else None


def _adds(quote: Quote, heard: frozenset[int], before: set[int], lead: Lead) -> bool:
    """Whether a sentence is newer than all that was told of its story, and says something that stands nowhere in it."""
    if quote.point.article in before or quote.point.published is None:
        return False
    newest = max((_moment(c.published) for c in lead.story.articles if c.id in before and c.published), default=None)
    if newest is not None and _moment(quote.point.published) <= newest:
        return False
    new = quote.terms - heard
    return len(new) >= NEW_TERMS and len(new) >= NEW_SHARE * len(quote.terms)


def _place(quote: Quote, chosen: Sequence[Quote]) -> tuple[int, int]:
    """Sentences of one article in its own order; otherwise the best first."""
    first = next(n for n, other in enumerate(chosen) if other.point.article == quote.point.article)
    return first, quote.point.first


def _hides(lead: Lead, item: Item, muted: Muted) -> str:
    """The muted word or source that keeps the story back, as typed; "" for none."""
    read = [*(card.title for card in lead.story.articles), *(point.text for point in item.points)]
    for word in muted.words:
        if any(_holds(text, word) for text in read):
            return word
    return next((source for source in muted.sources for point in item.points if _is(point.source, source)), "")


def _without(lead: Lead, told: Told, known: Mapping[int, frozenset[int]], muted: Muted) -> Item | None:
    """The story by its other sources; None when there is none."""
    quotes = tuple(q for q in lead.quotes if not any(_is(q.point.source, source) for source in muted.sources))
    cards = tuple(c for c in lead.story.articles if not any(_is(c.source, source) for source in muted.sources))
    if not quotes:
        return None
    return _item(Lead(Story(cards), lead.fresh, quotes, lead.independent, lead.close, lead.rank), told, known)


def _holds(text: str, word: str) -> bool:
    """Whether a text holds the word, or, from four letters on, one that begins with it ("crypto": "cryptocurrency")."""
    end = r"\b" if len(word) < 4 else ""
    return re.search(rf"\b{re.escape(word)}{end}", text, re.IGNORECASE) is not None


def _is(source: str, muted: str) -> bool:
    return source.strip().casefold() == muted.strip().casefold()


def _card(stored: Stored) -> Card:
    article = stored.article
    return Card(article.id, article.title, article.source, article.url, article.published)


def _moment(published: Published) -> datetime:
    return published.moment or datetime.combine(published.day, time(12), UTC)


def _published(stored: Stored) -> datetime:
    return _moment(stored.article.published) if stored.article.published else datetime.min.replace(tzinfo=UTC)


def age(stored: Stored) -> float:
    """Sorts articles by publication: seconds since 1970, minus infinity for an undated one."""
    return _moment(stored.article.published).timestamp() if stored.article.published else -math.inf
