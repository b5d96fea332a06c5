"""Kinds of things that a question asks for ("which airline"), and where a sentence names one.

The words stand in `lexicon/*.txt`, written for this project from general knowledge. A file is blocks between empty lines:

    [airline < company] proper heads: airline, carrier     the class, the class above it, the nouns that ask for it
    heads: airline company, flag carrier                   more of those nouns
    Delta Air Lines = ~Delta, Emirates, easyJet            its members: the name, then its other spellings

A capital in the lexicon must be one in the text (`Apple`, and all of `NATO`); where it has none, any case will do. `common`
and `plural` classes answer to plurals as well. A `~` marks a spelling that is an everyday word, which at the beginning of a
sentence says nothing. `French -> France` is a word that stands for another name. `#` begins a remark.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Thing(NamedTuple):
    """A member of some class, named by tokens `start` up to, not including, `end`.

    `name` is the same for all its spellings: "US", "America" and "United States" are one thing, "French" has the name
    "France". `classes` hold the classes above as well, so that `set(thing.classes) & set(classes_of(head))` tells
    whether it is what was asked for.
    """

    start: int
    end: int
    name: str
    classes: tuple[str, ...]


class Member(NamedTuple):
    """One entry of a class: its name and its spellings, each with whether it is marked as an everyday word."""

    name: str
    spellings: tuple[tuple[str, bool], ...]


class Section(NamedTuple):
    """One block of the lexicon; `parent` is the class above it, "" for a topmost one."""

    kind: str
    parent: str
    plural: bool
    heads: tuple[str, ...]
    members: tuple[Member, ...]


class _Sense(NamedTuple):
    """What one spelling can mean. `everyday`: at the beginning of a sentence it may be a mere word."""

    spelled: tuple[str, ...]
    name: str
    classes: tuple[str, ...]
    proper: bool
    everyday: bool


class _Lexicon(NamedTuple):
    """`senses` by phrase in lower case, the words that begin one, and `lengths` by the two words that begin a longer one.

    `names` are first names, false for those that are everyday words.
    """

    senses: dict[str, list[_Sense]]
    firsts: frozenset[str]
    lengths: dict[str, list[int]]
    possessives: frozenset[str]
    heads: dict[str, tuple[str, ...]]
    names: dict[str, bool]


# What comes before a surname or after a capitalised first word, and what may stand before the first word of a sentence.
_TITLES = frozenset("Mr Mrs Ms Miss Dr Sir Lord Lady Dame Sen Rep Gov Judge Justice Prof Capt Sgt Gen Col Lt Coach Officer".split())
_SAYS = frozenset("said says is has was will had would announced plans reported and also did does may in on".split())
_SINGLE = (1,)
_OPENERS = frozenset('"“‘:(—')


def classes_of(head: str) -> tuple[str, ...]:
    """The classes that a question's noun asks for, in any number and case: "carmaker", "US states", "fast food chains".

    Of a phrase that is not known its end counts ("German car company" asks for a car company); () when that is unknown too.
    A class includes those below it.
    """
    words = _pieces(head.lower())
    heads = _lexicon().heads
    return next((found for at in range(len(words)) if (found := heads.get(" ".join(words[at:])))), ())


def is_first_name(word: str) -> bool:
    """Whether a word, capitalised, is known as somebody's first name; everyday words among them (Will, Mark) count."""
    return word.removesuffix("'s").removesuffix("’s") in _lexicon().names


def tokens(text: str) -> list[str]:
    """The words of a text in their own case, and the punctuation that keeps words apart, each mark a token of its own.

    Hyphens separate, "&" reads "and", "U.S." is "US", and a possessive loses its "'s" unless it is a known name so written
    ("McDonald's").
    """
    return _pieces(text, _lexicon().possessives)


def find(words: Sequence[str], *, cased: bool = True) -> list[Thing]:
    """The things that a sentence's tokens name, in order, the longest name first and none within another.

    A capitalised word in mid-sentence is a name where one is known ("Turkey" is then no bird), and no thing where it is
    part of a person's name ("Theresa May", "Jordan Peele"). `cased=False` is for text typed without capitals: any case
    will do.
    """
    lexicon = _lexicon()
    lows = [word.lower() for word in words]
    lows.append("")  # so that the last word, too, has one after it
    found: list[Thing] = []
    free = 0
    for start, low in enumerate(lows):
        if start < free or low not in lexicon.firsts:
            continue
        for length in lexicon.lengths.get(f"{low} {lows[start + 1]}", _SINGLE):
            end = start + length
            senses = lexicon.senses.get(low if length == 1 else " ".join(lows[start:end]))
            if senses and (meant := _meant(senses, words, start, end, cased)):
                found.append(Thing(start, end, meant[0].name, _joined(meant)))
                free = end
                break
    return found


# ---- which of its senses a phrase has where it stands ----


def _meant(senses: list[_Sense], words: Sequence[str], start: int, end: int, cased: bool) -> list[_Sense]:
    """The senses of `words[start:end]` that fit its case and its place, none when it is no name after all."""
    if not cased:
        return senses
    fitting = [sense for sense in senses if not sense.proper or _fits(sense.spelled, words, start)]
    if not fitting or words[start].islower():
        return fitting
    if end - start == 1 and _is_personal(words, start):
        return []
    if start == 0 or words[start - 1] in _OPENERS:
        acts = end < len(words) and words[end] in _SAYS
        return [sense for sense in fitting if acts or not sense.everyday]
    return [sense for sense in fitting if sense.proper] or fitting


def _fits(spelled: tuple[str, ...], words: Sequence[str], start: int) -> bool:
    for at, wanted in enumerate(spelled, start):
        word = words[at]
        if wanted == word or wanted.islower():
            continue
        if wanted.isupper() or word.islower() or (wanted[0].isupper() and word[0].islower()):
            return False
    return True


def _is_personal(words: Sequence[str], at: int) -> bool:
    """Whether one capitalised word is rather a part of somebody's name, to judge by its neighbours."""
    lexicon = _lexicon()
    before = words[at - 1] if at else ""
    if before in _TITLES or (lexicon.names.get(before) and before.lower() not in lexicon.senses):
        return True
    if not lexicon.names.get(words[at]) or at + 1 == len(words):
        return False
    after = words[at + 1]
    return after[0].isupper() and not after.isupper() and after.lower() not in lexicon.firsts


def _joined(senses: list[_Sense]) -> tuple[str, ...]:
    if len(senses) == 1:
        return senses[0].classes
    return tuple(dict.fromkeys(kind for sense in senses for kind in sense.classes))


# ---- reading the lexicon ----

_PIECE = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\+?|[,;:()\"“”‘—–…]")
_HEADER = re.compile(r"\[(\w+)(?: < (\w+))?\] (?:proper|common)( plural)? heads: (.+)")


def sections(text: str) -> Iterator[Section]:
    """The blocks of one file of the lexicon; ValueError, with the line, for one that begins with no header."""
    for block in text.split("\n\n"):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if not lines:
            continue
        header = _HEADER.fullmatch(lines[0])
        if not header:
            raise ValueError(f"no header of a class: {lines[0]}")
        more = [line.removeprefix("heads: ") for line in lines[1:] if line.startswith("heads: ")]
        rest = " ".join(line for line in lines[1:] if not line.startswith("heads: "))
        yield Section(
            kind=header[1],
            parent=header[2] or "",
            plural=bool(header[3]) or "] common" in lines[0],
            heads=tuple(", ".join([header[4], *more]).split(", ")),
            members=tuple(_member(entry) for entry in rest.split(", ") if entry),
        )


def _member(entry: str) -> Member:
    listed, _, meant = entry.partition(" -> ")
    spellings = tuple((spelling.removeprefix("~"), spelling.startswith("~")) for spelling in listed.split(" = "))
    return Member(meant or spellings[0][0], spellings)


def plurals(phrase: str) -> tuple[str, ...]:
    """The regular plurals of a noun or of a phrase that ends in one: "fox" foxes, "hero" heroes and heros, "jeans" none."""
    if phrase.endswith(("ss", "us", "x", "z", "ch", "sh")):
        return (phrase + "es",)
    if phrase.endswith("s"):
        return (phrase[:-2] + "es",) if phrase.endswith("is") else ()
    if phrase.endswith(("o", "y")) and phrase[-2:-1] not in "aeiou":
        return (phrase[:-1] + "ies",) if phrase.endswith("y") else (phrase + "s", phrase + "es")
    return (phrase + "s",)


def _pieces(text: str, possessives: frozenset[str] = frozenset()) -> list[str]:
    """`tokens`, where `possessives` are the words, in lower case, that keep their "'s"."""
    found = _PIECE.findall(text.replace("’", "'").replace("&", " and "))
    return [_bare(piece, possessives) if "." in piece or "'" in piece else piece for piece in found]


def _bare(piece: str, possessives: frozenset[str]) -> str:
    """ "Georgia's" as "Georgia" and "U.S" as "US"; "Booking.com" stays."""
    if piece.endswith(("'s", "'S")) and piece.lower() not in possessives:
        piece = piece[:-2]
    letters = piece.split(".")
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else piece


@cache
def _lexicon() -> _Lexicon:
    folder = files("corpus") / "lexicon"
    texts = {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".txt")}
    names = texts.pop("names.txt")
    read = [section for _, text in sorted(texts.items()) for section in sections(text)]
    possessives = frozenset(_possessives(read))
    senses = _senses(read, possessives)
    return _Lexicon(
        senses=senses,
        firsts=frozenset(phrase.split(" ", 1)[0] for phrase in senses),
        lengths=_lengths(senses),
        possessives=possessives,
        heads=_heads(read),
        names={name.removeprefix("~"): not name.startswith("~") for name in _names(names)},
    )


def _names(text: str) -> list[str]:
    listed = " ".join(line for line in text.splitlines() if not line.startswith("#")).replace(",", " ")
    return listed.split()


def _heads(read: list[Section]) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, dict[str, None]] = defaultdict(dict)
    for section in read:
        for head in section.heads:
            phrase = " ".join(_pieces(head))
            for form in (phrase, *plurals(phrase)):
                kinds[form][section.kind] = None
    return {head: tuple(found) for head, found in kinds.items()}


def _possessives(read: list[Section]) -> Iterator[str]:
    for section in read:
        for member in section.members:
            yield from (word.lower() for word, _ in member.spellings if word.endswith("'s") and " " not in word)


def _senses(read: list[Section], possessives: frozenset[str]) -> dict[str, list[_Sense]]:
    """All spellings. What one class says of a name holds for its spellings in the classes beside it ("US" is in NATO)."""
    above = {section.kind: section.parent for section in read}
    lines = {kind: tuple(_with_parents(kind, above)) for kind in above}
    kinds: dict[tuple[str, str], tuple[str, ...]] = {}
    for section in read:
        for member in section.members:
            key = member.name, _branch(lines[section.kind])
            kinds[key] = _merged(kinds.get(key, ()), lines[section.kind])
    senses: dict[str, dict[tuple[str, str, str], _Sense]] = defaultdict(dict)
    for section in read:
        branch = _branch(lines[section.kind])
        for name, spellings in section.members:
            classes = kinds[name, branch]
            for spelling, everyday in spellings:
                for form in _forms(spelling, section.plural):
                    spelled = tuple(_pieces(form, possessives))
                    sense = _Sense(spelled, name, classes, not form.islower(), everyday)
                    senses[" ".join(spelled).lower()].setdefault((form, name, branch), sense)
    return {phrase: list(found.values()) for phrase, found in senses.items()}


def _lengths(phrases: Iterable[str]) -> dict[str, list[int]]:
    """The lengths of the phrases that begin with two words, longest first, and last 1 for the first word alone."""
    found: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        if " " in phrase:
            first, second, *more = phrase.split(" ")
            found[f"{first} {second}"].add(len(more) + 2)
    return {pair: [*sorted(lengths, reverse=True), 1] for pair, lengths in found.items()}


def _merged(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some + more)) if some else more


def _forms(spelling: str, plural: bool) -> Iterator[str]:
    """A spelling and its plurals, each also without accents and without apostrophes."""
    for form in (spelling, *(plurals(spelling) if plural else ())):
        yield form
        if not form.isascii():
            decomposed = unicodedata.normalize("NFKD", form)
            yield "".join(sign for sign in decomposed if not unicodedata.combining(sign))
        if "'" in form:
            yield form.replace("'", "")


def _with_parents(kind: str, above: dict[str, str]) -> Iterator[str]:
    while kind:
        yield kind
        kind = above[kind]


def _branch(line: tuple[str, ...]) -> str:
    """Of a class and those above it the one below the topmost: of a US city "city", of a drug maker "company"."""
    return line[-2:][0]
