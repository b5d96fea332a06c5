"""Kinds of things that a question asks for ("which airline"), and where a sentence names one; pure, over `lexicon`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from corpus.lexicon import Lexicon, lexicon
from corpus.lexicon.spelling import pieces
from corpus.lexicon.tables import Sense

KINDS = 500  # sets of classes whose capitals are kept


class Thing(NamedTuple):
    """A member of some class, named by tokens `start` up to, not including, `end`.

    `name` is the same for all its spellings: "US", "America" and "United States" are one thing, and "French" has the
    name "France". `classes` hold those above as well, so that a thing is what was asked for when it shares one with
    `classes_of(head)`.
    """

    start: int
    end: int
    name: str
    classes: tuple[str, ...]


def classes_of(head: str) -> tuple[str, ...]:
    """The classes that a noun, in any number and case, asks for: "carmaker", "US states", "fast-food chain".

    Empty for a noun that asks for no known class. A class stands for those below it: an airline has the class "company"
    too.
    """
    return lexicon().heads.get(" ".join(pieces(head.lower())), ())


def is_first_name(word: str) -> bool:
    """Whether a word, capitalised, is known as somebody's first name; everyday words among them (Will, Mark) count."""
    return word.removesuffix("'s").removesuffix("’s") in lexicon().names


@lru_cache(KINDS)
def capitals(classes: frozenset[str]) -> frozenset[str]:
    """The capitalised words with which names of things of these classes begin; of persons their first names, too."""
    known = _capitals()
    return frozenset().union(*(known[each] for each in classes if each in known))


@cache
def _capitals() -> dict[str, set[str]]:
    known, found = lexicon(), defaultdict(set)
    for sense in chain.from_iterable(known.senses.values()):
        for each in sense.classes if sense.proper else ():
            found[each].add(sense.spelled[0])
    found[_PERSON[0]].update(name for name, everyday in known.names.items() if not everyday)
    return found


def tokens(text: str) -> list[str]:
    """The words of a text in their own case, and the punctuation that keeps words apart, each mark a token of its own.

    Hyphens separate, "&" reads "and", "U.S." is "US", and the "'s" of a possessive keeps what it owns apart, unless a name is
    so written ("McDonald's").
    """
    return pieces(text, lexicon().possessives)


def find(words: Sequence[str], *, cased: bool = True) -> list[Thing]:
    """The things that a sentence's tokens name, in order, the longest name first and none within another.

    A capitalised word in mid-sentence is a name where one is known: "Turkey" is then no bird. First names with what
    follows them are things of class "person", unless listed. `cased=False` is for text typed without capitals: any case
    will do, and no persons are found.
    """
    known = lexicon()
    lows = [word.lower() for word in words]
    lows.append("")  # so that the last word, too, has one after it
    found: list[Thing] = []
    free = 0
    for start, word in enumerate(words):
        low = lows[start]
        # Most words are passed over here: nothing is known to begin with them, or not without a capital.
        if start < free or (word == low and cased and low not in known.uncapped):
            continue
        begins = low in known.senses or (low in known.seconds and lows[start + 1] in known.seconds[low])
        thing = _listed(known, words, lows, start, cased) if begins else None
        if word in known.names and cased and (thing is None or thing.end == start + 1):
            thing = _person(known, words, lows, start) or thing
        if thing:
            found.append(thing)
            free = thing.end
    return found


def is_whole(thing: Thing, words: Sequence[str]) -> bool:
    """Whether these tokens give its name in full or at more length, as "Chiefs" and "US" do not, nor as "Cuban" does."""
    return "nationality" not in thing.classes and len(" ".join(words[thing.start : thing.end])) >= len(thing.name)


# ---- things that are listed ----

_ALONE = (1,)
_OPENERS = frozenset('"“‘:(—')  # a sentence may begin after these as well
_ACTS = frozenset(("said", "says", "is", "has", "was", "will", "had", "would", "announced", "reported", "also"))
_TITLES = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lord", "Lady", "Dame", "Sen", "Rep", "Gov", "Judge"))


def _listed(known: Lexicon, words: Sequence[str], lows: list[str], start: int, cased: bool) -> Thing | None:
    """The longest listed thing that begins at `start`."""
    for length in known.lengths.get(f"{lows[start]} {lows[start + 1]}", _ALONE):
        end = start + length
        senses = known.senses.get(lows[start] if length == 1 else " ".join(lows[start:end]))
        if senses and (meant := _meant(senses, words, start, end) if cased else senses):
            return Thing(start, end, meant[0].name, meant[0].classes if len(meant) == 1 else _joined(meant))
    return None


def _meant(senses: list[Sense], words: Sequence[str], start: int, end: int) -> list[Sense]:
    """The senses of `words[start:end]` that fit its case and its place, none when it is no name there."""
    fitting = [sense for sense in senses if not sense.proper or _fits(sense.spelled, words, start)]
    if not fitting or words[start].islower():
        return fitting
    if _opens(words, start):
        acts = end < len(words) and words[end] in _ACTS
        return [sense for sense in fitting if acts or not sense.everyday]
    if end - start == 1 and words[start - 1] in _TITLES:
        return []
    return [sense for sense in fitting if sense.proper] or fitting


def _fits(spelled: tuple[str, ...], words: Sequence[str], start: int) -> bool:
    """Whether the words have the capitals that the lexicon gives them."""
    for at, wanted in enumerate(spelled, start):
        word = words[at]
        if wanted == word or wanted.islower():
            continue
        if wanted.isupper() or word.islower() or (wanted[0].isupper() and word[0].islower()):
            return False
    return True


def _opens(words: Sequence[str], at: int) -> bool:
    return at == 0 or words[at - 1] in _OPENERS


def _joined(senses: list[Sense]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for sense in senses for kind in sense.classes))


# ---- persons ----

_PARTICLES = frozenset(
    ("de", "da", "del", "di", "van", "von", "der", "den", "bin", "ben", "al", "el", "la", "le", "du")
)
_NO_SURNAMES = frozenset(
    ("County", "City", "University", "College", "School", "Park", "Street", "Avenue", "Road", "Center")
)
_PERSON = ("person",)


def _person(known: Lexicon, words: Sequence[str], lows: list[str], start: int) -> Thing | None:
    """The person whose first name is at `start`: "Jordan Peele", but not "Georgia Republicans" nor "Will Apple …"."""
    if known.names[words[start]] and _opens(words, start):
        return None
    surname = start + 1
    while surname < len(words) and (_is_initial(words[surname]) or _is_particle(known, words, lows, surname)):
        surname += 1
    if surname == len(words) or not _is_capitalised(words[surname]) or words[surname] in _NO_SURNAMES:
        return None
    if lows[start] in known.senses and lows[surname] in known.firsts:
        return None
    end = surname + 1
    while end < len(words) and _is_capitalised(words[end]):
        within = any(_is_particle(known, words, lows, at) for at in (end, end - 1))  # "Jean-Marie Le Pen"
        if lows[end] in known.firsts and not within:
            break
        end += 1
    return Thing(start, end, " ".join(words[start:end]), _PERSON)


def _is_particle(known: Lexicon, words: Sequence[str], lows: list[str], at: int) -> bool:
    """Whether it goes before a surname; in capitals it may be one itself ("Kim Le said") or begin another name ("El Paso")."""
    if lows[at] not in _PARTICLES or words[at].islower():
        return words[at] in _PARTICLES
    follows = at + 1 < len(words) and _is_capitalised(words[at + 1])
    return follows and f"{lows[at]} {lows[at + 1]}" not in known.lengths


def _is_initial(word: str) -> bool:
    return len(word) <= 2 and word.isupper()


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()
