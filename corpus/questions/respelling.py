"""A question's words that stand in no article, replaced by those that were probably meant; what a slip is says `spelling`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from corpus.language import spelling
from corpus.model import Query

Known = Callable[[Sequence[str]], Collection[str]]
"""Those of the given terms that stand in any article."""
Beginning = Callable[[str, int, int], Mapping[str, int]]
"""The terms that begin so, of at least and at most so many letters, each with the number of its articles."""


def respelled(query: Query, known: Known, beginning: Beginning) -> Query:
    """The query with each term that stands nowhere replaced by the one that was probably meant, if any."""
    there = known(query.terms)
    unknown = [term for term in query.terms if term not in there]
    if not unknown:
        return query
    meant = {term: _meant(term, beginning) for term in unknown if term.isalpha() and len(term) >= spelling.SHORTEST}

    def right(typed: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(meant.get(term) or term for term in typed))

    whole, asks = query.asking
    return replace(query, terms=right(query.terms), names=right(query.names), asking=(right(whole), right(asks)))


def _meant(term: str, beginning: Beginning) -> str | None:
    """The nearest term that begins with the same letters, or the one within a slip that begins with nearly the same."""
    tries = [(term[: spelling.PREFIX], spelling.reach(term)), *((start, 1) for start in spelling.beginnings(term))]
    near = (
        spelling.closest(term, beginning(start, len(term) - slips, len(term) + slips), slips) for start, slips in tries
    )
    return next(filter(None, near), None)
