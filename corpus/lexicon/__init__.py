"""The lexicon of kinds of things, read from the text files beside this one; `things` finds them in sentences.

The files are written for this project from general knowledge; their format stands at the top of `blocks`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from corpus.lasting import lasting
from corpus.lexicon import blocks, tables
from corpus.lexicon.tables import Sense


class Lexicon(NamedTuple):
    """`senses` by phrase in lower case, `firsts` the words that begin one, `lengths` by the two that begin a long one.

    `uncapped` are those of the first words that may stand without a capital, `seconds` the second words by the first.
    `possessives` are the words, in lower case, that keep their "'s"; `heads` say which classes a noun asks for; `names`
    are first names, each with whether it is an everyday word; `women` and `men` those that only the ones have.
    """

    senses: dict[str, list[Sense]]
    firsts: frozenset[str]
    uncapped: frozenset[str]
    seconds: dict[str, frozenset[str]]
    lengths: dict[str, list[int]]
    possessives: frozenset[str]
    heads: dict[str, tuple[str, ...]]
    names: dict[str, bool]
    women: frozenset[str]
    men: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """All of it, read once (.15 s)."""
    with lasting():
        return _read()


def _read() -> Lexicon:
    texts = {file.name: file.read_text("utf-8") for file in files(__name__).iterdir() if file.name.endswith(".txt")}
    names = texts.pop("names.txt")
    read = [section for _, text in sorted(texts.items()) for section in blocks.sections(text)]
    possessives = frozenset(tables.possessives(read))
    women, men = (frozenset(blocks.borne(names, who)) for who in ("women", "men"))
    senses = tables.senses(read, possessives)
    return Lexicon(
        senses=senses,
        firsts=frozenset(phrase.split(" ", 1)[0] for phrase in senses),
        uncapped=frozenset(tables.uncapped(senses)),
        seconds=tables.seconds(senses),
        lengths=tables.lengths(senses),
        possessives=possessives,
        heads=tables.heads(read),
        names={name.removeprefix("~"): name.startswith("~") for name in blocks.first_names(names)},
        women=women - men,
        men=men - women,
    )
