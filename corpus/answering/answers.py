"""What in a sentence could be the answer: names, numbers, dates, quoted titles and things of the class asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus.answering import things
from corpus.answering.contents import DATE, TITLE, WORDS, YEAR, names_in, numbers_in, things_in
from corpus.language.cues import Cued
from corpus.lexicon.spelling import plurals
from corpus.model import Kind, Query

COUNTED = frozenset({Kind.WHEN, Kind.COUNT, Kind.MONEY})  # which a date or a number answers
# Kinds of questions for which the same evidence weighs differently, and the groups of them in which numbers tell anything.
GROUPS = {
    "who": {Kind.WHO},
    "thing": {Kind.WHERE, Kind.THING},
    "number": COUNTED,
    "open": {Kind.WHY, Kind.HOW, Kind.WHAT, Kind.POLAR, Kind.TOPIC},
}
NUMBERED = ("number", "open")
# "In what year", "for the first time since:", "since when?"
_ASKS_FOR_YEAR = re.compile(r"\b(?:what|which) year\b|\bsince(?: when)?\W*$")
_SHARES = frozenset({"percent", "percentage", "proportion", "share"})  # nouns asked for in whose place a sign stands
_COUNTING = 5  # words within which a number and what it counts stand: "75,000 union hospital employees"


class Held(NamedTuple):
    """What a sentence holds, in lower case, each with whether it is of the kind asked for.

    `things` are those of the class asked for; dates where it is asked when, and quoted titles where it is asked what.
    """

    names: dict[str, bool]
    numbers: dict[str, bool]
    things: dict[str, bool]

    def fitting(self) -> list[str]:
        """All that is of the kind asked for."""
        return list(dict.fromkeys(text for part in self for text, fits in part.items() if fits))


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and what the question itself holds (text and words in lower case), which cannot be its answer.

    `classes` are those of what is asked for: persons where it is who, places where it is where. `noun` finds the noun asked
    for in a sentence in lower case; `person`, `year` and `named` are whether a person, a year alone and a name can be the answer.
    `group` is that of GROUPS; a thing of no class is asked for as openly as what happened.
    """

    kind: Kind
    group: str
    classes: frozenset[str]
    noun: Cued | None
    text: str
    words: frozenset[str]
    things: frozenset[str]
    person: bool
    year: bool
    named: bool


def asked(query: Query) -> Asked:
    """The question as `held` needs it."""
    text = query.text.lower().replace("’", "'")
    cased = query.text != query.text.lower()
    told = frozenset(thing.name for thing in things.find(things.tokens(query.text), cased=cased))
    classes = frozenset(query.classes) | ({"nationality"} if "country" in query.classes else set())
    person = query.kind is Kind.WHO or "person" in classes
    year = query.kind is Kind.WHEN and _ASKS_FOR_YEAR.search(text) is not None
    named = person or (query.kind is Kind.THING and not classes)
    classes = classes or _CLASSES.get(query.kind, frozenset())
    words = frozenset(WORDS.findall(text))
    return Asked(query.kind, _group(query), classes, _noun(query.noun), text, words, told, person, year, named)


def _group(query: Query) -> str:
    if query.kind is Kind.THING and not query.classes:
        return "open"
    return next(group for group, kinds in GROUPS.items() if query.kind in kinds)


def _noun(word: str) -> Cued | None:
    """A noun in its singular and its plurals, whichever is given; of a share its sign."""
    if not word:
        return None
    if word in _SHARES:
        return Cued("% per", r"%|\bper ?cent\b")
    singular = word.removesuffix("s") if not word.endswith("ss") else word
    forms = {word, singular, *plurals(word), *plurals(singular)}
    begins = singular[:-1]  # as all of them do
    return Cued(begins, rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})\b")


def beside(sentence: str, fitting: Sequence[str], asked: Asked) -> float:
    """How near a fitting answer stands to the noun asked for: 1 side by side ("Rapidan Dam"), 1/2 with a word or a mark between.

    0 where either is missing.
    """
    if asked.noun is None or not fitting:
        return 0.0
    low = sentence.lower().replace("’", "'")
    nouns = [match.span() for match in asked.noun.all_in(low, low)]
    spots = [(low.find(text), len(text)) for text in fitting] if nouns else []
    gaps = [
        low[end:at] if at >= end else low[at + size : begin] for at, size in spots if at >= 0 for begin, end in nouns
    ]
    return max((1 / (1 + len(gap.split())) for gap in gaps), default=0.0)


def capitals(asked: Asked) -> frozenset[str]:
    """The capitalised words with which an answer of the kind asked for may begin; none where no kind is asked for."""
    return things.capitals(asked.classes)


def in_full(sentence: str, fitting: Sequence[str], asked: Asked) -> list[str]:
    """What of the fitting is named in full and for itself: "Cuba", and not "Cuban", "Cuba's" or "the Chiefs".

    Who is asked for is, with first name and surname; dates and numbers are, but of a count those that count the noun asked for.
    Of what else is no thing of a class more than one word is, unless a number ends it: "Tickets for 2024".
    """
    if asked.kind is Kind.COUNT and asked.noun:
        return _counting(asked.noun, sentence, fitting)
    if asked.kind in COUNTED or not fitting:
        return list(fitting)
    named = things_in(sentence, asked.classes) if asked.classes else ()
    whole = dict(sorted((name.lower(), whole) for name, whole in named))  # once in full is enough
    unlisted = not asked.person
    full = [text for text in fitting if whole.get(text, unlisted and " " in text and not text[-1].isdigit())]
    if not full or ("'s" not in sentence and "’s" not in sentence):
        return full
    low = sentence.lower().replace("’", "'")
    return [text for text in full if low.count(f"{text}'s") < (low.count(text) or 1)]


def _counting(noun: Cued, sentence: str, numbers: Sequence[str]) -> list[str]:
    """The numbers that the noun follows: "14 trams", "40 of the old trams", "51.3%"."""
    low = sentence.lower()
    before = [" ".join(low[: match.end()].split()[-_COUNTING:]) for match in noun.all_in(low, low)]
    return [number for number in numbers if any(number in text for text in before)]


def held(sentence: str, asked: Asked) -> Held:
    """All that the sentence holds and the question does not; of names only where one can be the answer, and so of numbers."""
    names = _names(sentence, asked) if asked.named else {}
    numbers = _numbers(sentence, asked) if asked.group in NUMBERED else {}
    return Held(names, numbers, _things(sentence, asked))


def _names(sentence: str, asked: Asked) -> dict[str, bool]:
    return {
        name: personal or not asked.person for name, words, personal in names_in(sentence) if not words <= asked.words
    }


def _numbers(sentence: str, asked: Asked) -> dict[str, bool]:
    counts, costs = asked.kind is Kind.COUNT, asked.kind is Kind.MONEY
    words, figures = numbers_in(sentence)
    found = dict.fromkeys(words - asked.words, counts) if words else {}
    for number, money, year in figures:
        if number not in asked.text:
            found[number] = (costs and money) or (counts and not year)
    return found


def _things(sentence: str, asked: Asked) -> dict[str, bool]:
    found: list[str] = []
    if asked.kind is Kind.WHAT:
        found += [title for title in map(str.lower, TITLE.findall(sentence)) if title not in asked.text]
    elif asked.kind is Kind.WHEN and not asked.classes:
        dates = (YEAR if asked.year else DATE).findall(sentence)
        found += [date for date in map(str.lower, dates) if date not in asked.text]
    if asked.classes:
        found += [name.lower() for name, _ in things_in(sentence, asked.classes) if name not in asked.things]
    return dict.fromkeys(found, True)


PERSON = frozenset({"person"})
PLACES = frozenset({"country", "us_state", "city", "region", "island", "continent"})
_CLASSES = {Kind.WHO: PERSON, Kind.WHERE: PLACES}
