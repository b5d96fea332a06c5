"""The biggest stories of a time or of sources, for a question that names no subject."""

from __future__ import annotations

from collections.abc import Callable

from corpus.answering import briefing
from corpus.answering.candidates import Candidates
from corpus.archive.store import Store
from corpus.events.grouping import grouped
from corpus.model import Briefing, Query, dated, out_by

TOP = 400  # newest articles that are grouped


class TopStories:
    """Tells them from the articles of one store, without the sources that are `muted`. Safe to share between threads."""

    def __init__(self, store: Store, candidates: Candidates, muted: Callable[[], frozenset[str]]) -> None:
        self._store = store
        self._candidates = candidates
        self._muted = muted

    def answer(self, query: Query) -> Briefing:
        """Those of the query's time and sources, each by its newest article's opening; muted ones where they are asked for."""
        found = self._candidates.find([], limit=TOP, until=query.asked, window=query.window, sources=query.sources)
        outlines = self._store.outlines([candidate.article for candidate in found])
        muted = frozenset[str]() if query.sources else self._muted()
        offered = [o for o in outlines if out_by(o.published, query.asked) and o.source not in muted]
        stories = grouped(offered, self._store)
        shown = {article for article, _ in query.seen}
        if query.newest:
            stories = sorted(stories, key=lambda story: dated(story.articles[0].published), reverse=True)
        chosen = [story for story in stories if shown.isdisjoint(card.id for card in story.articles)][: briefing.POINTS]
        stored = self._store.articles([story.articles[0].id for story in chosen])
        newest = [(story, stored.get(story.articles[0].id)) for story in chosen]
        points = briefing.openings([(story, one) for story, one in newest if one])  # it may have been replaced just now
        return Briefing(query, points, confidence=float(bool(points)))
