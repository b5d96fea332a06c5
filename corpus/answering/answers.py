"""What in a sentence could be the answer: names, numbers, dates, quoted titles and things of the class asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from corpus.answering import things
from corpus.language.cues import Cued
from corpus.lexicon.spelling import plurals
from corpus.model import Kind, Query

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
NAME = re.compile(
    rf"(?:{_CAPITAL}[\w’'&.-]*\w|{_CAPITAL})(?:\s+(?:(?:of|the|de|da|and|for|von|van|al|bin|la|el)\s+)?(?:{_CAPITAL}[\w’'&-]*|\d+))*"
)
# In figures, and in words: looking for certain words at every letter costs ten times as much as looking for any.
FIGURE = re.compile(r"[$£€\d](?:(?<=\d)|\s?\d)[\d,.]*(?:\s?(?:%|percent|per cent|million|billion|trillion))?")
WORD = re.compile(r" [a-z]+\b")
_NUMBER_WORDS = """
    two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands half third quarter
"""
NUMBER_WORDS = {f" {word}": word for word in _NUMBER_WORDS.split()}
MONEY = re.compile(r"[$£€¥]|\b(?:dollars?|euros?|pounds?|yuan|yen|rupees?)\b", re.IGNORECASE)
TITLE = re.compile(r"[“\"]([^”\"]{3,60})[”\"]")
_WORDS = re.compile(r"[^\W_]+")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|"
    r"Nov\.|Dec\.|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:\s\d{1,2}\b)?(?:,?\s\d{4}\b)?|\b(?:1[5-9]|20)\d\d\b"
)


# Questions to which no name or thing is the answer, unless a class of things is asked for: which names a sentence holds says
# nothing of its worth, and they are not looked for.
OPEN = frozenset({Kind.WHY, Kind.HOW, Kind.WHAT, Kind.POLAR, Kind.TOPIC})
COUNTED = frozenset({Kind.WHEN, Kind.COUNT, Kind.MONEY})  # which a date or a number answers
CACHED = 10_000  # sentences whose contents are kept: those of the articles that are asked about again and again


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
    for in a sentence in lower case; `named` is whether a name can be the answer.
    """

    kind: Kind
    classes: frozenset[str]
    noun: Cued | None
    text: str
    words: frozenset[str]
    things: frozenset[str]
    named: bool


def asked(query: Query) -> Asked:
    """The question as `held` needs it."""
    text = query.text.lower().replace("’", "'")
    cased = query.text != query.text.lower()
    told = frozenset(thing.name for thing in things.find(things.tokens(query.text), cased=cased))
    classes = frozenset(query.classes) | ({"nationality"} if "country" in query.classes else set())
    named = query.kind is Kind.WHO or (query.kind is Kind.THING and not classes)
    classes = classes or _CLASSES.get(query.kind, frozenset())
    return Asked(query.kind, classes, _noun(query.noun), text, frozenset(_WORDS.findall(text)), told, named)


def _noun(word: str) -> Cued | None:
    """A noun in its singular and its plurals, whichever is given."""
    if not word:
        return None
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

    Who is asked for is, with first name and surname; dates and numbers are. Of what else is no thing of a class more than one
    word is, unless a number ends it: "Tickets for 2024".
    """
    if asked.kind in COUNTED or not fitting:
        return list(fitting)
    named = things_in(sentence, asked.classes) if asked.classes else ()
    whole = dict(sorted((name.lower(), whole) for name, whole in named))  # once in full is enough
    unlisted = asked.kind is not Kind.WHO
    full = [text for text in fitting if whole.get(text, unlisted and " " in text and not text[-1].isdigit())]
    if not full or ("'s" not in sentence and "’s" not in sentence):
        return full
    low = sentence.lower().replace("’", "'")
    return [text for text in full if low.count(f"{text}'s") < (low.count(text) or 1)]


def held(sentence: str, asked: Asked) -> Held:
    """All that the sentence holds and the question does not; of names only where the question is not OPEN."""
    names = {} if asked.kind in OPEN else _names(sentence, asked)
    return Held(names, _numbers(sentence, asked), _things(sentence, asked))


def fitting(sentence: str, asked: Asked) -> list[str]:
    """Of all that, what is of the kind asked for."""
    names = _names(sentence, asked) if asked.named else {}
    numbers = _numbers(sentence, asked) if asked.kind in (Kind.COUNT, Kind.MONEY) else {}
    return Held(names, numbers, _things(sentence, asked)).fitting()


def _names(sentence: str, asked: Asked) -> dict[str, bool]:
    known, named, person = asked.words, asked.named, asked.kind is Kind.WHO
    return {
        name: named and (personal or not person) for name, words, personal in names_in(sentence) if not words <= known
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
    elif asked.kind is Kind.WHEN:
        found += [date for date in map(str.lower, DATE.findall(sentence)) if date not in asked.text]
    if asked.classes:
        found += [name.lower() for name, _ in things_in(sentence, asked.classes) if name not in asked.things]
    return dict.fromkeys(found, True)


PERSON = frozenset({"person"})
PLACES = frozenset({"country", "us_state", "city", "region", "island", "continent"})
_CLASSES = {Kind.WHO: PERSON, Kind.WHERE: PLACES}


# ---- what a sentence holds whatever is asked ----


@lru_cache(CACHED)
def names_in(sentence: str) -> tuple[tuple[str, frozenset[str], bool], ...]:
    """Each name in lower case, its words, and whether it may be a person's."""
    found = []
    for group in NAME.findall(sentence.replace("’", "'")):
        words = group.split()
        while len(words) > 1 and words[0].lower() in COMMON:
            words = words[1:]
        name = " ".join(words).lower().removesuffix("'s").strip(".,'")
        if len(name) > 1 and name not in COMMON:
            personal = len(words) > 1 or things.is_first_name(words[0])
            found.append((name, frozenset(_WORDS.findall(name)), personal))
    return tuple(found)


@lru_cache(CACHED)
def numbers_in(sentence: str) -> tuple[frozenset[str], tuple[tuple[str, bool, bool], ...]]:
    """The numbers in words; those in figures, each with whether it is of money and whether it may be a year."""
    figures = []
    for match in FIGURE.finditer(sentence):
        number = match.group().strip(".,").lower()
        unit = sentence[match.end() : match.end() + 12].strip()
        money = number[0] in "$£€" or MONEY.match(unit) is not None
        figures.append((number, money, YEAR.fullmatch(number) is not None))
    words = NUMBER_WORDS.keys() & WORD.findall(sentence)
    return frozenset(NUMBER_WORDS[word] for word in words), tuple(figures)


@lru_cache(CACHED)
def things_in(sentence: str, classes: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """The names of things of these classes, each with whether it stands there in full."""
    words = things.tokens(sentence)
    found = [thing for thing in things.find(words) if not classes.isdisjoint(thing.classes)]
    return tuple((thing.name, things.is_whole(thing, words)) for thing in found)


COMMON = frozenset(
    """a after all also although an and another any are as at back because before both but by can do during
    each even every few first for from get had has have he her here his how however i if in is it its just last
    later like many may meanwhile more most much my new no nor not now of on one only or other our over she
    since so some still such than that the their them then there these they this those though three to today
    two under until up was we were what when where which while who why will with without would yes yet you your
    according despite earlier experts following officials people police researchers scientists several though
    through
    """.split()  # noqa: SIM905  (a page of quotation marks would be no easier to read)
)
