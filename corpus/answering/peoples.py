"""Countries and their peoples as other words for each other: who asks of the British prime minister means the UK's. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from corpus.language.terms import of_word
from corpus.lexicon import lexicon
from corpus.model import Query

_CLASSES = frozenset({"country", "nationality"})


def alike_in(query: Query) -> dict[str, list[str]]:
    """The other terms for each of a brief query's, where it has any; none that the query has itself.

    Of more terms the others tell enough of what it must be about.
    """
    if query.context or not query.brief:
        return {}
    return {term: sorted(_alike()[term].difference(query.terms)) for term in query.terms if term in _alike()}


@cache
def _alike() -> Mapping[str, frozenset[str]]:
    """The terms of one word that stand for the same country or its people, by each of them."""
    named: dict[str, set[str]] = defaultdict(set)
    for senses in lexicon().senses.values():
        for sense in senses:
            if len(sense.spelled) == 1 and not sense.everyday and not _CLASSES.isdisjoint(sense.classes):
                named[sense.name].update(of_word(sense.spelled[0]))
    groups = [frozenset(terms) for terms in named.values() if len(terms) > 1]
    return {term: group - {term} for group in groups for term in group}
