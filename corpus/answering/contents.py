"""What a sentence holds, whatever is asked: names, numbers and things, remembered; and the patterns of dates and quoted titles."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.answering import things

CACHED = 10_000  # sentences whose contents are kept: those of the articles that are asked about again and again

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
WORDS = re.compile(r"[^\W_]+")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|"
    r"Nov\.|Dec\.|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:\s\d{1,2}\b)?(?:,?\s\d{4}\b)?|\b(?:1[5-9]|20)\d\d\b"
)


@lru_cache(CACHED)
def names_in(sentence: str) -> tuple[tuple[str, frozenset[str], bool], ...]:
    """Each name in lower case, its words, and whether it may be a person's."""
    found = []
    for group in NAME.findall(sentence.replace("’", "'")):
        words = group.split()
        while len(words) > 1 and words[0].lower() in COMMON:
            words = words[1:]
        name = " ".join(words).lower().removesuffix("'s").strip(".,'")
        if len(name) > 1 and name not in COMMON and not name.isdigit():
            personal = len(words) > 1 or things.is_first_name(words[0])
            found.append((name, frozenset(WORDS.findall(name)), personal))
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
    monday tuesday wednesday thursday friday saturday sunday
    january february march july september october november december
    """.split()  # noqa: SIM905  (a page of quotation marks would be no easier to read)
)
