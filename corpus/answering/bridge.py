"""Other words for the same thing: what a sentence may say where a question says otherwise; pure, over `bridge.txt`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.language.terms import terms

Phrase = tuple[str, ...]

LONGEST = 3  # terms of a phrase


@dataclass(frozen=True, slots=True)
class Concept:
    """One word of a question by term numbers: `own` (None where no article has it), and what may stand for it.

    `words` are single terms, `phrases` longer ones, all of whose terms must be there. `weight` says how telling it is.
    """

    weight: float
    own: int | None
    words: frozenset[int]
    phrases: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A question by its terms, each with the other words for it, and `cues`: what its question word asks for."""

    others: Mapping[str, frozenset[Phrase]]
    cues: frozenset[Phrase]

    @property
    def terms(self) -> set[str]:
        """Every term that may matter, for the archive to number."""
        phrases = self.cues.union(*self.others.values())
        return set(self.others) | {term for phrase in phrases for term in phrase}


def read(question: str) -> Reading:
    """The other words for a question's own; "how long" and the like are looked up as cues."""
    both, asked = _lexicon()
    stems = terms(question)
    others: dict[str, frozenset[Phrase]] = {stem: frozenset() for stem in stems}
    for start in range(len(stems)):
        for phrase in (tuple(stems[start : start + size]) for size in range(1, LONGEST + 1)):
            for stem in phrase:
                others[stem] |= both.get(phrase, frozenset())
    said = " ".join(re.findall(r"[^\W_]+", question.lower()))
    cues = (words for cue, words in asked.items() if f" {cue} " in f" {said} ")
    return Reading(others, frozenset().union(*cues))


@cache
def _lexicon() -> tuple[Mapping[Phrase, frozenset[Phrase]], Mapping[str, frozenset[Phrase]]]:
    """What stands for each phrase, and what each asking phrase ("how long") is answered with."""
    both: dict[Phrase, frozenset[Phrase]] = defaultdict(frozenset)
    asked: dict[str, frozenset[Phrase]] = {}
    for line in (files("corpus.answering") / "bridge.txt").read_text("utf-8").splitlines():
        cue, colon, words = line.partition("#")[0].rpartition(":")
        phrases = frozenset(phrase for word in words.split(",") if (phrase := tuple(terms(word))))
        if colon:
            asked[cue] = phrases
        for phrase in phrases if not colon else ():
            both[phrase] |= phrases - {phrase}
    return both, asked
