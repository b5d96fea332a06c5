"""From a query to its briefing: articles are gathered, their sentences ranked, and what answers well enough is composed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.answering import briefing, ranking, remarks, subject
from corpus.answering.confidence import confidence, is_sure, signals, support
from corpus.answering.discussion import Discussion
from corpus.answering.features import Facts
from corpus.answering.figures import figures
from corpus.answering.gathering import Gathering
from corpus.answering.pool import Pool
from corpus.language.tongues import ENGLISH
from corpus.memory import Memory
from corpus.model import Briefing, Hit, Point, Query, out_by


class Pipeline:
    """Answers a query that says where to look. Safe to share between threads; the archive is as `memory` has it."""

    def __init__(self, gathering: Gathering, memory: Memory, discussion: Discussion) -> None:
        self._gathering = gathering
        self._memory = memory
        self._discussion = discussion

    def answer(self, query: Query) -> Briefing:
        """The points that answer, each checked against its article; none where that is not likely enough."""
        laid, facts = self.look(query)
        if not len(facts.rows):
            return Briefing(query, ())
        scores = ranking.scores(query, facts)
        evidence = signals(query, laid, facts, scores)
        sure, covered = confidence(evidence), evidence.get("covered_with_title_best", 0.0)
        known = query.places or query.newest  # something answered before
        if not known and not is_sure(sure, support(query, laid, self._memory.totals.sentences), covered, query):
            return Briefing(query, (), confidence=sure)
        hits = ranking.rank(laid, facts, scores)
        pertinent, remark = _pertinent(query, hits, laid, facts)
        hits = _readable(query, pertinent, laid)
        hits = ranking.newest_first(hits, laid) if query.newest else hits
        points = tuple(point for point in briefing.compose(query, hits, laid) if _stands(point, query, laid))
        return Briefing(
            query, points, confidence=sure, remark=remark if points else "", figures=figures(query, hits, laid)
        )

    def look(self, query: Query, first: Mapping[str, float] | None = None) -> tuple[Pool, Facts]:
        """The sentences that may answer and what speaks for each; `first` as for `ranking.look`."""
        laid, ages = self._gathering.pool(query)
        said = query.said if query.language == ENGLISH else ""  # other words for the same are known in English only
        concepts = self._discussion.concepts(said, query.terms) if query.places else ()
        size, spread = self._memory.totals.sentences, self._memory.spread
        return laid, ranking.look(query, laid, ages, size, spread, concepts, first)


def _pertinent(query: Query, hits: Sequence[Hit], laid: Pool, facts: Facts) -> tuple[list[Hit], str]:
    """The hits without filler, by what is known of the talk before, and the remark that they need above them."""
    if query.places:
        return subject.kept(query, hits, facts.rows, facts.columns), ""
    if query.fragment and not (both := subject.of_fragment(query, hits, laid)):
        return briefing.pertinent(hits, laid), remarks.of_one(query.words)
    if query.fragment:
        return both, ""
    if query.context:
        return subject.of_both(query, hits, laid) if query.names else subject.of_whole(query, hits, laid), ""
    return briefing.pertinent(hits, laid), ""


def _readable(query: Query, hits: Sequence[Hit], laid: Pool) -> list[Hit]:
    """The hits in the language of a question that is not English, or in English, which most articles are in; else any."""
    if query.language == ENGLISH:
        return list(hits)
    read = {query.language, ENGLISH}
    return [hit for hit in hits if laid.articles[laid.owner[hit.row]].article.language in read] or list(hits)


def _stands(point: Point, query: Query, laid: Pool) -> bool:
    """The promises, checked on what is about to be said: word for word, and not from the future."""
    text = next(s.article.text for s in laid.articles if s.article.id == point.article)
    return point.text in text and out_by(point.published, query.asked)
