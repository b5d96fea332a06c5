"""Which articles are read for a question, the new and the near ones a little ahead, with their sentences laid out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from corpus.answering import peoples, years
from corpus.answering.candidates import UNDATED, Candidate, Candidates
from corpus.answering.discussion import TITLE
from corpus.answering.okapi import EPSILON, average_idf
from corpus.answering.pool import Asked, Collection, Floats, Pool, pool
from corpus.archive.dictionary import Term
from corpus.archive.store import Store
from corpus.language.tongues import ENGLISH
from corpus.memory import Memory
from corpus.model import Query, Window, out_by

ARTICLES = 15  # candidates whose sentences are laid out; thirty answer no more questions
RECENT = 30.0  # days of the second, recent search
PLACES = 1.0  # by as much again when earlier turns were about the article
WITHIN, FADE_AWAY = 0.5, 4.0  # and by as much near a time that the question mentions; that fades over four days
ALIKE = 0.15  # what a country counts where its people were asked for, so that of two articles that with the very word goes ahead
KIN = 1.5  # of two articles that fit a question alike, that in its language goes ahead
# By how much the score of an article of the day is raised, and over how many days that fades.
NEW = (0.5, 10.0)
LATEST = (1.0, 30.0)  # where what is asked for is the latest
BRIEF = (1.0, 180.0)  # where few words name the matter: the newest that has them, be it months old


class Gathering:
    """Finds the articles for a question and lays them out. Safe to share between threads."""

    def __init__(self, store: Store, candidates: Candidates, memory: Memory) -> None:
        self._store = store
        self._candidates = candidates
        self._memory = memory

    def pool(self, query: Query) -> tuple[Pool, Floats]:
        """The sentences of the articles that may answer, and the articles' ages in days (inf: undated).

        Of a question about a year that is over no article is new: what was reported then is what counts.
        """
        weighted = dict(query.context) | dict.fromkeys(query.terms, 1.0)
        alike = peoples.alike_in(query)
        known = self._memory.terms([*weighted, *(other for others in alike.values() for other in others)])
        numbers = {term: [known[one].id for one in (term, *alike.get(term, ())) if one in known] for term in weighted}
        asked = [Asked(term, had[0], weighted[term], tuple(had[1:])) for term, had in numbers.items() if had]
        wanted = [(one.number, one.weight) for one in asked]
        wanted += [(other, ALIKE) for one in asked for other in one.alike]
        old = years.past(query)
        present = None if old else self._memory.present(query.asked)
        found = self._find(query, wanted, present, old)
        stored = self._memory.articles([candidate.article for candidate in found])
        visible = [c for c in found if c.article in stored and out_by(stored[c.article].article.published, query.asked)]
        scores = [c.score * _kinship(query, stored[c.article].article.language) for c in visible]
        laid = pool([stored[c.article] for c in visible], scores, asked, self._collection(known))
        return laid, _ages(visible, present)

    def _find(
        self, query: Query, wanted: Sequence[tuple[int, float]], present: datetime | None, old: Window | None
    ) -> list[Candidate]:
        """The best articles of all time and of the last weeks, or of the `old` year."""
        beside = old or (None if query.strict else query.window)
        strict = query.window if query.strict else None

        def search(
            limit: int, since: float | None = None, window: Window | None = None, places: Sequence[int] = ()
        ) -> list[Candidate]:
            return self._candidates.find(
                wanted,
                limit=limit,
                until=query.asked,
                since_days=since,
                window=window,
                sources=query.sources,
                title=TITLE,
                places=places,
            )

        found = search(2 * ARTICLES, None, strict)
        if not old:
            found += search(2 * ARTICLES, RECENT, strict)
        if beside:
            found += search(ARTICLES, None, beside)
        if query.places:
            found += search(len(query.places), None, strict, query.places)
        once = list({candidate.article: candidate for candidate in found}.values())
        scores = np.array([c.score for c in once]) * _boosts(once, query, beside, present)
        best = np.lexsort(np.array([[c.article for c in once], -scores]))[:ARTICLES]
        return [Candidate(once[i].article, float(scores[i]), once[i].minute) for i in best.tolist()]

    def _collection(self, known: Mapping[str, Term]) -> Collection:
        totals = self._memory.totals
        spread = {term.id: term.sentences for term in known.values()}
        common = any(2 * count > totals.sentences for count in spread.values())
        floor = EPSILON * average_idf(totals.sentences, self._store.histogram()) if common else 0.0
        return Collection(totals.sentences, totals.terms / max(1, totals.sentences), spread, floor)


def _boosts(candidates: Sequence[Candidate], query: Query, beside: Window | None, present: datetime | None) -> Floats:
    """By how much each score is raised: for what is new, near a time that the question mentions, or in a place to look in."""
    strength, fade = NEW if query.places else BRIEF if query.brief else LATEST if query.fresh else NEW
    boosts = 1 + strength * np.exp(-_ages(candidates, present) / fade)
    if query.places:
        boosts += PLACES * np.array([c.article in query.places for c in candidates])
    return boosts + WITHIN * np.exp(-_away(candidates, beside) / FADE_AWAY) if beside else boosts


def _ages(candidates: Sequence[Candidate], now: datetime | None) -> Floats:
    """Days between each publication and `now`, never negative; inf for an undated article, and for all without a `now`."""
    if now is None:
        return np.full(len(candidates), math.inf)
    return np.maximum(0.0, now.timestamp() / 60 - _minutes(candidates)) / 1440


def _away(candidates: Sequence[Candidate], window: Window) -> Floats:
    """Days between each publication and a window, 0 inside it; inf for an undated one."""
    minutes = _minutes(candidates)
    before = window.since.timestamp() / 60 - minutes if window.since else np.zeros(len(minutes))
    after = minutes - window.until.timestamp() / 60 if window.until else np.zeros(len(minutes))
    return np.where(np.isinf(minutes), math.inf, np.maximum(np.maximum(before, after), 0.0)) / 1440


def _minutes(candidates: Sequence[Candidate]) -> Floats:
    """When each was published, in minutes since 1970; -inf for an undated one."""
    minutes = np.array([c.minute for c in candidates], dtype=np.float64)
    minutes[minutes == UNDATED] = -math.inf
    return minutes


def _kinship(query: Query, language: str) -> float:
    """How much more an article counts for being in the language of a question, or less for not being in English like it."""
    if query.language == ENGLISH:
        return 1.0 if language == ENGLISH else 1 / KIN
    return KIN if query.language == language else 1.0
