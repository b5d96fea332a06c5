"""What in a sentence could be the answer: names, numbers, dates, quoted titles and things of the class asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from corpus.answering import things
from corpus.lexicon import plurals
from corpus.model import Kind, Query

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
NAME = re.compile(
    rf"(?:{_CAPITAL}[\w’'&.-]*\w|{_CAPITAL})(?:\s+(?:(?:of|the|de|da|and|for|von|van|al|bin|la|el)\s+)?(?:{_CAPITAL}[\w’'&-]*|\d+))*"
)
# In figures, and in words: looking for certain words at every letter costs ten times as much as looking for any.
FIGURE = re.compile(r"(?:[$£€]\s?)?\d[\d,.]*(?:\s?(?:%|percent|per cent|million|billion|trillion))?")
WORD = re.compile(r"(?<= )[a-z]+\b")
NUMBER_WORDS = frozenset(
    """two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands half
    third quarter""".split()  # noqa: SIM905  (a page of quotation marks would be no easier to read)
)
MONEY = re.compile(r"[$£€¥]|\b(?:dollars?|euros?|pounds?|yuan|yen|rupees?)\b", re.IGNORECASE)
TITLE = re.compile(r"[“\"]([^”\"]{3,60})[”\"]")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|"
    r"Nov\.|Dec\.|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:\s\d{1,2}\b)?(?:,?\s\d{4}\b)?|\b(?:1[5-9]|20)\d\d\b"
)


CACHED = 10_000  # sentences whose contents are kept: those of the articles that are asked about again and again


class Answer(NamedTuple):
    """One thing that a sentence holds; `fits` when it is of the kind asked for."""

    shape: Literal["name", "number", "title", "date", "thing"]
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and what the question itself holds (text and words in lower case), which cannot be its answer.

    `noun` finds the noun asked for in a sentence in lower case.
    """

    kind: Kind
    classes: frozenset[str]
    noun: re.Pattern[str] | None
    text: str
    words: frozenset[str]
    things: frozenset[str]


def asked(query: Query) -> Asked:
    """The question as `held` needs it."""
    text = query.text.lower().replace("’", "'")
    cased = query.text != query.text.lower()
    named = frozenset(thing.name for thing in things.find(things.tokens(query.text), cased=cased))
    classes = frozenset(query.classes) | ({"nationality"} if "country" in query.classes else set())
    return Asked(query.kind, classes, _noun(query.noun), text, frozenset(re.findall(r"[^\W_]+", text)), named)


def _noun(word: str) -> re.Pattern[str] | None:
    """A noun in its singular and its plurals, whichever is given."""
    if not word:
        return None
    singular = word.removesuffix("s") if not word.endswith("ss") else word
    forms = {word, singular, *plurals(word), *plurals(singular)}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})\b")


def beside(sentence: str, found: Iterable[Answer], asked: Asked) -> float:
    """How near a fitting answer stands to the noun asked for: 1 side by side ("Rapidan Dam"), 1/2 with a word or a mark between.

    0 where either is missing.
    """
    low = sentence.lower().replace("’", "'")
    if asked.noun is None or not (nouns := [match.span() for match in asked.noun.finditer(low)]):
        return 0.0
    spots = [(low.find(answer.text), len(answer.text)) for answer in found if answer.fits]
    gaps = [
        low[end:at] if at >= end else low[at + size : begin] for at, size in spots if at >= 0 for begin, end in nouns
    ]
    return max((1 / (1 + len(gap.split())) for gap in gaps), default=0.0)


def held(sentence: str, asked: Asked) -> set[Answer]:
    """All that the sentence holds and the question does not."""
    found = _names(sentence, asked) | _numbers(sentence, asked)
    found |= {Answer("title", t, asked.kind is Kind.WHAT) for t in titles_in(sentence) if t not in asked.text}
    if asked.kind is Kind.WHEN:
        found |= {Answer("date", d, True) for d in map(str.lower, DATE.findall(sentence)) if d not in asked.text}
    if asked.classes or asked.kind is Kind.WHERE:
        found |= _things(sentence, asked)
    return found


def _names(sentence: str, asked: Asked) -> set[Answer]:
    any_thing, person = asked.kind is Kind.THING and not asked.classes, asked.kind is Kind.WHO
    return {
        Answer("name", name, any_thing or (person and personal))
        for name, words, personal in names_in(sentence)
        if not words <= asked.words
    }


def _numbers(sentence: str, asked: Asked) -> set[Answer]:
    counts, costs = asked.kind is Kind.COUNT, asked.kind is Kind.MONEY
    words, figures = numbers_in(sentence)
    found = {Answer("number", word, counts) for word in words if word not in asked.words}
    return found | {
        Answer("number", number, (costs and money) or (counts and not year))
        for number, money, year in figures
        if number not in asked.text
    }


PLACES = frozenset({"country", "us_state", "city", "region", "island", "continent"})


def _things(sentence: str, asked: Asked) -> set[Answer]:
    wanted = asked.classes or PLACES
    return {
        Answer("thing", thing.name.lower(), True)
        for thing in things_in(sentence)
        if not wanted.isdisjoint(thing.classes) and thing.name not in asked.things
    }


# ---- what a sentence holds whatever is asked ----


@lru_cache(CACHED)
def names_in(sentence: str) -> tuple[tuple[str, frozenset[str], bool], ...]:
    """Each name in lower case, its words, and whether it may be a person's."""
    found = []
    for match in NAME.finditer(sentence):
        words = match.group().replace("’", "'").split()
        if match.start() < 3 and len(words) == 1 and words[0].lower() in COMMON:
            continue
        while len(words) > 1 and words[0].lower() in COMMON:
            words = words[1:]
        name = " ".join(words).lower().removesuffix("'s").strip(".,'")
        if len(name) > 1 and name not in COMMON:
            personal = len(words) > 1 or things.is_first_name(words[0])
            found.append((name, frozenset(re.findall(r"[^\W_]+", name)), personal))
    return tuple(found)


@lru_cache(CACHED)
def numbers_in(sentence: str) -> tuple[tuple[str, ...], tuple[tuple[str, bool, bool], ...]]:
    """The numbers in words; those in figures, each with whether it is of money and whether it may be a year."""
    figures = []
    for match in FIGURE.finditer(sentence):
        number = match.group().strip(".,").lower()
        unit = sentence[match.end() : match.end() + 12].strip()
        money = MONEY.search(number) is not None or MONEY.match(unit) is not None
        figures.append((number, money, YEAR.fullmatch(number) is not None))
    return tuple(word for word in WORD.findall(sentence) if word in NUMBER_WORDS), tuple(figures)


@lru_cache(CACHED)
def titles_in(sentence: str) -> tuple[str, ...]:
    """What stands in quotation marks, in lower case."""
    return tuple(map(str.lower, TITLE.findall(sentence)))


@lru_cache(CACHED)
def things_in(sentence: str) -> tuple[things.Thing, ...]:
    """The things that are listed, and persons."""
    return tuple(things.find(things.tokens(sentence)))


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
