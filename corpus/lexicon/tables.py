"""What the blocks of the lexicon mean, as tables to look up a phrase in. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.lexicon.blocks import Section
from corpus.lexicon.spelling import forms, pieces, plurals


class Sense(NamedTuple):
    """What one spelling can mean: its tokens as the lexicon spells them, and all classes of its name, those above too.

    `proper` when the spelling has a capital; `everyday` when it is marked as a mere word.
    """

    spelled: tuple[str, ...]
    name: str
    classes: tuple[str, ...]
    proper: bool
    everyday: bool


def possessives(read: list[Section]) -> Iterator[str]:
    """Names of one word that end in "'s": McDonald's."""
    for section in read:
        for member in section.members:
            yield from (word.lower() for word, _ in member.spellings if word.endswith("'s") and " " not in word)


def heads(read: list[Section]) -> dict[str, tuple[str, ...]]:
    """The classes that a noun or its plural asks for."""
    kinds: dict[str, dict[str, None]] = defaultdict(dict)
    for section in read:
        for head in section.heads:
            phrase = " ".join(pieces(head))
            for form in (phrase, *plurals(phrase)):
                kinds[form][section.kind] = None
    return {head: tuple(found) for head, found in kinds.items()}


def senses(read: list[Section], possessives: frozenset[str]) -> dict[str, list[Sense]]:
    """All spellings, those that are names first."""
    classes = _classes(read)
    senses: dict[str, dict[tuple[str, tuple[str, ...]], Sense]] = defaultdict(dict)
    for section in read:
        for name, spellings in section.members:
            among = classes[section.kind, name]
            for spelling, everyday in spellings:
                for form in forms(spelling, section.plural):
                    spelled = tuple(pieces(form, possessives))
                    sense = Sense(spelled, name, among, not form.islower(), everyday)
                    senses[" ".join(spelled).lower()].setdefault((form, among), sense)
    return {phrase: sorted(found.values(), key=lambda sense: not sense.proper) for phrase, found in senses.items()}


def _classes(read: list[Section]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Of every class and name in it, all classes of that thing: "US" is in NATO because "United States" is.

    A name is taken for the same thing in classes that meet below the topmost one: in two kinds of companies, or of
    countries, but not in a city and a state.
    """
    above = {section.kind: section.parent for section in read}
    lines = {kind: tuple(_with_those_above(kind, above)) for kind in above}
    kinds: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for section in read:
        line = lines[section.kind]
        for member in section.members:
            kinds[_branch(line), member.name].update(dict.fromkeys(line))
    merged = {thing: tuple(found) for thing, found in kinds.items()}
    return {
        (section.kind, member.name): merged[_branch(lines[section.kind]), member.name]
        for section in read
        for member in section.members
    }


def _with_those_above(kind: str, above: dict[str, str]) -> Iterator[str]:
    while kind:
        yield kind
        kind = above[kind]


def _branch(line: tuple[str, ...]) -> str:
    """Of a class and those above it the one below the topmost: of a US city "city", of a drug maker "company"."""
    return line[-2:][0]


def lengths(phrases: Iterable[str]) -> dict[str, list[int]]:
    """The lengths of the phrases that begin with two words, longest first, and last 1 for the first word alone."""
    found: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        if " " in phrase:
            first, second, *more = phrase.split(" ")
            found[f"{first} {second}"].add(len(more) + 2)
    return {pair: [*sorted(lengths, reverse=True), 1] for pair, lengths in found.items()}


def uncapped(senses: dict[str, list[Sense]]) -> Iterator[str]:
    """First words of phrases that may stand without a capital."""
    for phrase, meant in senses.items():
        first = phrase.partition(" ")[0]
        if any(not sense.proper or sense.spelled[0] == first for sense in meant):
            yield first


def seconds(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    """The second words of phrases by their first."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        first, _, more = phrase.partition(" ")
        if more:
            found[first].add(more.partition(" ")[0])
    return {first: frozenset(seconds) for first, seconds in found.items()}
