"""Words of a question that hardly stand anywhere, replaced by those probably meant: slips, and names typed together or apart.

What a slip is says `spelling`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from corpus.archive.dictionary import Term
from corpus.language import spelling
from corpus.language.terms import of_word, terms
from corpus.lexicon import lexicon
from corpus.model import Query

RARE = 50  # sentences with a term, below which a name may be meant that is written in another way
OFTENER = 10  # times that this stands more often
LEAST = 3  # letters of a word that was typed together with another

Known = Callable[[Sequence[str]], Mapping[str, Term]]
"""Those of the given terms that stand in any article."""
Beginning = Callable[[str, int, int], Mapping[str, int]]
"""The terms that begin so, of at least and at most so many letters, each with the number of its articles."""
Written = Callable[[str, datetime], tuple[str, str]]
"""A term as an article that was out at a moment writes it, without a capital where it may stand without; and its language."""


class _As(NamedTuple):
    """The terms for which one is taken; `written` as articles write it, where that is another word."""

    terms: tuple[str, ...]
    written: str = ""


@dataclass(frozen=True, slots=True)
class Respelling:
    """The archive as a dictionary of what people may have meant."""

    known: Known
    beginning: Beginning
    written: Written

    def of(self, query: Query) -> Query:
        """The query, with what it is lent, with each term that hardly stands anywhere replaced by what was probably meant.

        What stood in quotation marks is left as it is.
        """
        quoted = set(terms(" ".join(query.quoted), query.language))
        own = self._meant([term for term in query.terms if term not in quoted], query)
        meant = {**own, **self._meant([term for term, _ in query.context], query)}
        if not meant:
            return query

        def right(typed: Sequence[str]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(term for one in typed for term in meant.get(one, _As((one,))).terms))

        anew = right(query.terms)
        weights = {term: weight for one, weight in query.context for term in right((one,)) if term not in anew}
        slips = {term: read.written for term, read in own.items() if read.written}
        told = ((word, slips[term]) for word in query.words for term in of_word(word, query.language) if term in slips)
        return replace(
            query,
            terms=anew,
            names=right(query.names),
            asking=right(query.asking),
            context=tuple(weights.items()),
            respelled=(*query.respelled, *told),
        )

    def _meant(self, typed: Sequence[str], query: Query) -> dict[str, _As]:
        """What each of the terms `typed` was meant for, where that is another."""
        stands = {term: entry.sentences for term, entry in self.known(typed).items()}
        rare = [term for term in typed if term.isalpha() and stands.get(term, 0) < RARE]
        found = {term: _As(parts) for term in rare if (parts := self._parted(term, stands.get(term, 0)))}
        for pair in pairwise(typed):
            if not set(rare).isdisjoint(pair) and (whole := self._joined(pair, stands)):
                found |= dict.fromkeys(pair, _As(whole))
        strange = [term for term in rare if not (term in stands or term in found) and len(term) >= spelling.SHORTEST]
        slips = {term: near for term in strange if (near := self._slip(term))}
        return found | {term: read for term, near in slips.items() if (read := self._taken(term, near, query))}

    def _taken(self, typed: str, near: str, query: Query) -> _As | None:
        """What is near as what was meant: where it is a name, or a word of the question's language and none was typed.

        A word that the lexicon knows ("Greek") is no slip because the articles happen not to have it.
        """
        if any(word.lower() in lexicon().senses for word in query.words if typed in of_word(word, query.language)):
            return None
        written, language = self.written(near, query.asked)
        if typed in of_word(written, query.language):  # the very word, which another language stems otherwise
            return _As((near,))
        fits = not written.islower() or (typed not in query.names and language == query.language)
        return _As((near,), written) if fits else None

    def _slip(self, term: str) -> str:
        """The nearest term that begins with the same letters, or the one within a slip that begins with nearly the same."""
        tries = [(term[: spelling.PREFIX], spelling.reach(term)), *((start, 1) for start in spelling.beginnings(term))]
        near = (
            spelling.closest(term, self.beginning(start, len(term) - slips, len(term) + slips), slips)
            for start, slips in tries
        )
        return next(filter(None, near), "")

    def _parted(self, term: str, stands: int) -> tuple[str, ...]:
        """The words of a name that were typed as one, which stands in so many sentences, far oftener apart: "superbowl"."""
        for parts in _splits(term):
            known = self.known(parts)
            if len(known) == len(parts) and min(entry.sentences for entry in known.values()) > OFTENER * stands:
                return parts
        return ()

    def _joined(self, pair: tuple[str, str], stands: Mapping[str, int]) -> tuple[str, ...]:
        """The one word that was typed as two, one of which is far rarer: "tik tok"."""
        whole = of_word("".join(pair))
        rarest = min(stands.get(term, 0) for term in pair)
        stands_whole = sum(entry.sentences for entry in self.known(whole).values()) if len(whole) == 1 else 0
        return whole if stands_whole > OFTENER * max(1, rarest) else ()


def _splits(term: str) -> Iterator[tuple[str, ...]]:
    """The terms of each name of two words that the lexicon knows and that is written as this one term."""
    for end in range(LEAST, len(term) - LEAST + 1):
        first, second = term[:end], term[end:]
        seconds = lexicon().seconds.get(first, ())
        if any(of_word(word) == (second,) for word in seconds if word.startswith(second[:LEAST])):
            yield (*of_word(first), second)
