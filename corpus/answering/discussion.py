"""A question in the midst of a conversation: its words by number with others for them, and whether it belongs there.

What `bridge` and `followup` decide, asked of the archive.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.answering import bridge, briefing, followup, subject
from corpus.answering.bridge import Concept, Phrase
from corpus.answering.candidates import Candidates
from corpus.answering.statements import whole
from corpus.archive.records import Stored
from corpus.events.quoting import sentences
from corpus.language.terms import terms as stems
from corpus.memory import Memory
from corpus.model import Briefing, Kind, Query, out_by
from corpus.questions import nouns

TITLE = 0.4  # a headline's word beside the body's own score
INHERITED = 0.4  # what a word counts that a fragment takes from the question before: "and in 2014?"
UNKNOWN = 6.0  # how telling a word is that stands in no article


@dataclass(frozen=True, slots=True)
class Discussion:
    """The archive as conversations see it."""

    memory: Memory
    candidates: Candidates

    def settled(self, query: Query) -> Query:
        """The query, or as it reads alone where its words are not at home in the articles under discussion.

        A fragment whose words stand nowhere in them asks the same of something else ("and in New Caledonia?"), and so does a
        message that surely leans, but has a name that they do not hold ("what did Yellen say about it?"). With such a name one
        that leans less stands alone ("who is Modi?"). A word that stands nowhere at all ("pics?") is no new subject. Where no
        article is under discussion, only what surely leans does, and what has no matter of its own ("which countries?").
        """
        if query.alone is None:
            return query
        if not query.places and query.lean < 1 and not _lacks_a_matter(query.alone):
            return self.settled(query.alone)
        form = followup.leaning(query.alone, query.lean)
        form -= followup.EARLIER if query.alone.alone else 0
        sure = form + followup.AWAY > 0
        if sure and not query.fragment and not query.alone.names:
            return query
        concepts = self.concepts(query.alone.text, query.alone.terms)[: len(query.alone.terms)]
        if query.places and all(concept.own is None for concept in concepts):
            return _of_nothing(query, query.alone)
        nearest = query.places[: followup.NEAREST]
        held = self._held(query.places if query.alone.names else nearest)
        home = followup.at_home(concepts, [held[n] for n in nearest if n in held], math.log(self._size()))
        edges = (0.0, form) if query.fragment else (form,)
        if any(home + edge <= 0 < home + edge + followup.STRONG for edge in edges):  # else no search could change it
            home += followup.STRONG * self._strength(query.alone, nearest, concepts)
        strange = _has_strange_name(query.alone, concepts, held)
        if form + home <= 0 or (
            strange and (query.lean < 1 or (query.alone.kind is Kind.TOPIC and not query.fragment))
        ):
            return self.settled(query.alone)
        return replace(query, places=()) if strange or (query.fragment and home <= 0) else query

    def _held(self, places: Sequence[int]) -> dict[int, set[int]]:
        """The terms of each of these articles that is there."""
        found = self.memory.articles(places)
        return {place: {*s.analysis.terms.tolist(), *s.analysis.title.tolist()} for place, s in found.items()}

    def _strength(self, alone: Query, places: Sequence[int], concepts: Sequence[Concept]) -> float:
        """The best score of these articles for the message's own words, as a share of the best of all articles: 0 to 1."""
        wanted = [(concept.own, 1.0) for concept in concepts if concept.own is not None]
        find = partial(self.candidates.find, wanted, until=alone.asked, title=TITLE)
        best = find(limit=1) if wanted else []
        inside = find(limit=len(places), places=places) if best and places else []
        return inside[0].score / best[0].score if inside else 0.0

    def beside(self, shown: Sequence[tuple[int, int]]) -> dict[int, str]:
        """The other sentences of the first article of which (article, sentence) pairs were `shown`, by their number, in order."""
        told = {n for article, n in shown if article == shown[0][0]}
        found = self._first(shown)
        return {n: sentence for one in found for n, sentence in enumerate(one.sentences()) if n not in told}

    def holding(self, shown: Sequence[tuple[int, int]], terms: Collection[str]) -> frozenset[int]:
        """The numbers of all the sentences of that article in which one of these terms stands."""
        wanted = {term.id for term in self.memory.terms(terms).values()}
        found = self._first(shown)
        return frozenset(n for one in found for n, own in enumerate(sentences(one)) if not wanted.isdisjoint(own))

    def _first(self, shown: Sequence[tuple[int, int]]) -> list[Stored]:
        """The first article of those shown; none where none was, or where it is gone."""
        return list(self.memory.articles([article for article, _ in shown[:1]]).values())

    def newer(self, query: Query) -> tuple[int, int] | None:
        """Of the articles that fit best what has happened since, the first full statement on the subject: article and sentence.

        It holds two words of the subject, and with its neighbours half of what they weigh; None where none does.
        """
        concepts = self.concepts("", query.terms)[:-1]
        weights = {concept.own: concept.weight for concept in concepts if concept.own is not None}
        enough = subject.SAME * sum(concept.weight for concept in concepts)
        for stored in self._best(query, tuple(weights)):
            held = [terms & weights.keys() for terms in sentences(stored)]
            for n, (own, text) in enumerate(zip(held, stored.sentences(), strict=True)):
                near = own.union(*held[max(0, n - 1) : n + 2])
                about = len(own) >= min(2, len(concepts)) and sum(weights[term] for term in near) >= enough
                if about and (stored.article.id, n) not in query.seen and whole(text):
                    return stored.article.id, n
        return None

    def _best(self, query: Query, terms: Sequence[int]) -> list[Stored]:
        """The articles of the query's time and sources that fit these terms best, best first."""
        find = partial(self.candidates.find, limit=followup.NEAREST, until=query.asked, title=TITLE)
        best = find([(term, 1.0) for term in terms], window=query.window, sources=query.sources) if terms else []
        stored = self.memory.articles([candidate.article for candidate in best])
        found = [stored[candidate.article] for candidate in best if candidate.article in stored]
        return [one for one in found if out_by(one.article.published, query.asked)]

    def led(self, found: Briefing, article: int, sentence: int) -> Briefing:
        """The briefing with this sentence of an article ahead."""
        stored = self.memory.articles([article]).get(article)
        return briefing.led(found, stored, sentence) if stored else found

    def _size(self) -> int:
        return max(2, self.memory.totals.sentences)

    def concepts(self, said: str, terms: Sequence[str]) -> tuple[Concept, ...]:
        """The `terms` of a question and the others of what was `said`, each with other words for it; its cues last."""
        reading = bridge.read(said)
        known = self.memory.terms(reading.terms | set(terms))
        size = self._size()

        def standing(others: frozenset[Phrase]) -> tuple[frozenset[int], tuple[frozenset[int], ...]]:
            there = [frozenset(known[t].id for t in phrase) for phrase in others if all(t in known for t in phrase)]
            return _split(there)

        def concept(term: str) -> Concept:
            others = standing(reading.others.get(term, frozenset()))
            if term not in known:
                return Concept(UNKNOWN, None, *others)
            weight = max(0.3, math.log(size / (1 + known[term].sentences)))
            return Concept(weight if term in terms else INHERITED * weight, known[term].id, *others)

        asked = dict.fromkeys((*terms, *reading.others))
        return (*map(concept, asked), Concept(1.0, None, *standing(reading.cues)))


def _of_nothing(query: Query, alone: Query) -> Query:
    """A message whose words stand nowhere: a single one finds nothing, and the talk stays at its subject; several name another."""
    if alone.kind is not Kind.TOPIC:
        return query
    return alone if len(alone.terms) > 1 else replace(alone, text=query.text, lent=query.lent, said=query.said)


def _lacks_a_matter(alone: Query) -> bool:
    """Whether it says what it asks for and nothing of it: "which countries?", "how many votes?", "who won?"."""
    if nouns.names_none(alone.text):
        return True
    if alone.kind is Kind.COUNT:
        return len(alone.terms) == 1
    return bool(alone.classes) and set(alone.terms) == set(stems(alone.noun))


def _split(phrases: Sequence[frozenset[int]]) -> tuple[frozenset[int], tuple[frozenset[int], ...]]:
    """Single terms, and phrases of several."""
    return frozenset(term for p in phrases if len(p) == 1 for term in p), tuple(p for p in phrases if len(p) > 1)


def _has_strange_name(alone: Query, concepts: Sequence[Concept], held: Mapping[int, set[int]]) -> bool:
    """Whether a name stands in none of the articles under discussion, whose terms are `held`; `concepts` are the terms'."""
    named = [concept for term, concept in zip(alone.terms, concepts, strict=True) if term in alone.names]
    return any(not any(followup.held(concept, terms) for terms in held.values()) for concept in named)
