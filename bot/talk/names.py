"""The people and places that a question and its answer name, in the order in which "he" or "there" would mean them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from corpus.answering import things
from corpus.answering.answers import PERSON
from corpus.language.terms import STOP_WORDS, words
from corpus.model import Kind

KEPT = 3  # names of either sort that a turn remembers
_PLACES = frozenset({"place", "country", "city", "region", "island", "us_state", "continent"})


def meant(question: str, kind: Kind, sentences: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people, and the places: those that the best sentence gives where the question asked for one, then those it names.

    The only person in the best sentence is meant where the question names none.
    """
    named = [_named(sentence) for sentence in sentences]
    people, places = (_members(chain.from_iterable(named), classes) for classes in (PERSON, _PLACES))
    first = _members(chain.from_iterable(named[:1]), PERSON)
    asked, best = set(words(question)), set(words(sentences[0] if sentences else ""))
    return (
        _ordered(people, asked, best if kind is Kind.WHO else set()) or tuple(first if len(first) == 1 else ()),
        _ordered(places, asked, best if kind is Kind.WHERE else set()),
    )


def _named(sentence: str) -> list[things.Thing]:
    tokens = things.tokens(sentence)
    return [
        thing
        for thing in things.find(tokens)
        if tokens[thing.start][0].isupper() and STOP_WORDS.isdisjoint(thing.name.lower().split())
    ]


def _members(found: Iterable[things.Thing], classes: AbstractSet[str]) -> list[str]:
    """The names of those of one of these classes, each once."""
    return _distinct(thing.name for thing in found if not classes.isdisjoint(thing.classes))


def _distinct(found: Iterable[str]) -> list[str]:
    """Each name once, in order: "Boris Pistorius" and "Pistorius" are one."""
    return list({_last(name): name for name in reversed(list(found))}.values())[::-1]


def _last(name: str) -> str:
    return (words(name) or [name])[-1]


def _ordered(found: Sequence[str], question: set[str], answer: set[str]) -> tuple[str, ...]:
    asked = [name for name in found if question & set(words(name))]
    given = [name for name in found if name not in asked and answer & set(words(name))]
    return (*given, *asked)[:KEPT]
