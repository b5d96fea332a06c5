"""The stories of a period that may be told, each with its best sentences, and their order. Pure.

Which articles tell one event is found out by `stories`; what of the leads is told to whom is left to `digest`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from corpus.archive.records import Stored
from corpus.events.quoting import CLOSE, READ, Quote, Subject, age, quotes, sentences, speaks_to_reader
from corpus.model import Card, Published, Story

REPORTS = 8  # articles of a story that are read for its sentences, the newest
EARLY = 6  # opening sentences in which one mention of a topic will do
NAMED = 0.5  # what a headline counts that names all of a topic
FADE = 12.0  # hours over which newness fades
BULK = 0.3  # what twice as many reports count, beside twice as many sources
ADVICE = 0.5  # taken from a story of which no headline is a report's
_VIEW = re.compile(r"\|\s*(?i:opinion|column|review)\b|^(?:Opinion|Column|Editorial|Review)\b")
TWIN, TWIN_TERMS = 0.5, 5  # of the lighter of two sentences, by idf, and terms: so much in common tells one event


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


def is_new(published: Published | None, fetched: datetime, since: datetime, until: datetime) -> bool:
    """Whether an article is news in `since <= t <= until`: published then, or up to a day earlier and fetched only then.

    A bare day counts as its noon. Undated articles are never new.
    """
    if published is None:
        return False
    hours = (since - published.middle).total_seconds() / 3600
    return published.middle <= until and (hours <= 0 or (hours <= 24 and fetched >= since))


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
    rank = math.log2(1 + independent) + BULK * math.log2(len(new)) + 0.5 * math.exp(-hours / FADE) + close
    rank += NAMED * max(subject.share(frozenset(stored.analysis.title.tolist())) for stored in read)
    rank -= ADVICE * all(_is_no_report(stored.article.title) for stored in new)
    story = Story(tuple(_card(stored) for stored in newest_first))
    return Lead(story, fresh & near.keys(), found, independent, close, rank)


def _is_no_report(headline: str) -> bool:
    """Whether a headline speaks to its reader, or says that it stands over an opinion."""
    return speaks_to_reader(headline) or _VIEW.search(headline) is not None


def _close(stored: Stored, subject: Subject) -> float:
    """The largest share of the subject that one opening sentence of the article and its headline hold together.

    One word of several is none. Nor is what stands so far down only once: a mention in passing is no news of it.
    """
    if not subject.terms:
        return 1.0
    title, opening = frozenset(stored.analysis.title.tolist()), sentences(stored, READ)
    named = [bool(terms & subject.terms) for terms in (title, *opening)]
    held = [(title | terms) & subject.terms for terms in opening[: READ if sum(named) > 1 else EARLY]]
    return max((subject.share(terms) for terms in held if len(terms) >= min(2, len(subject.terms))), default=0.0)


def folded(leads: Sequence[Lead], subject: Subject) -> list[Lead]:
    """The leads, best first, without those that tell the event of a better one: such a one is given what they hold.

    Grouping goes by whole articles, so that a report and a portrait may be two stories; what they tell first shows it.
    """
    kept: list[Lead] = []
    for lead in leads:
        twin = next((n for n, other in enumerate(kept) if _is_one_event(lead, other, subject)), None)
        if twin is None:
            kept.append(lead)
        else:
            kept[twin] = _joined(kept[twin], lead)
    return kept


def _is_one_event(lead: Lead, other: Lead, subject: Subject) -> bool:
    return any(_twins(one, two, subject) for one in lead.quotes[:2] for two in other.quotes[:2])


def _twins(one: Quote, two: Quote, subject: Subject) -> bool:
    common = one.terms & two.terms
    if len(common) < TWIN_TERMS:
        return False
    shared, *whole = (sum(subject.idf.get(term, 0.0) for term in terms) for terms in (common, one.terms, two.terms))
    return shared >= TWIN * min(whole)


def _joined(lead: Lead, twin: Lead) -> Lead:
    cards = {card.id: card for card in (*lead.story.articles, *twin.story.articles)}
    return replace(
        lead, story=Story(tuple(cards.values())), fresh=lead.fresh | twin.fresh, quotes=lead.quotes + twin.quotes
    )


def _card(stored: Stored) -> Card:
    article = stored.article
    return Card(article.id, article.title, article.source, article.url, article.published)


def _published(stored: Stored) -> datetime:
    return stored.article.published.middle if stored.article.published else datetime.min.replace(tzinfo=UTC)
