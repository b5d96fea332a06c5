"""What of a period's stories to tell whom: an order between topics, nothing twice, nothing muted. Pure.

Which stories there are, and the best sentences of each, is left to `leads`; how it looks to others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from corpus.events.leads import Lead
from corpus.events.quoting import Quote, distinct
from corpus.model import Freshness, Point, Story

SENTENCES = 2  # told of a story
LIMIT = 10  # stories in a digest
NEW_SHARE, NEW_TERMS = 0.35, 3  # of an update's terms that stand nowhere in what was told of the story


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

    `hidden` says how many stories each muted word or source kept back, the most first; `freshness` what there was to
    search where nothing is new.
    """

    since: datetime
    until: datetime
    sections: tuple[Section, ...]
    hidden: tuple[tuple[str, int], ...] = ()
    freshness: Freshness | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        """All stories in the order in which they are told."""
        return tuple(item for section in self.sections for item in section.items)


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
    newest = max((c.published.middle for c in lead.story.articles if c.id in before and c.published), default=None)
    if newest is not None and quote.point.published.middle <= newest:
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
    end = r"(?!\w)" if len(word) < 4 else ""
    return re.search(rf"(?<!\w){re.escape(word)}{end}", text, re.IGNORECASE) is not None  # "#crypto" begins no word


def _is(source: str, muted: str) -> bool:
    return source.strip().casefold() == muted.strip().casefold()
