"""The lexicon of kinds of things, read from the text files beside this one; `things` finds them in sentences.

The files are written for this project from general knowledge. They hold blocks between empty lines:

    [airline < company] proper heads: airline, carrier     the class, the class above it, the nouns that ask for it
    heads: airline company, flag carrier                   more of those nouns
    Delta Air Lines = ~Delta, Emirates, easyJet            its members: the name, then its other spellings

A capital in a spelling must be one in the text (`Apple`, and all of `NATO`); where it has none, any case will do.
`common` classes, and those marked `plural`, answer to plurals as well. A `~` marks an everyday word, which at the
beginning of a sentence is no name by itself. `French -> France` is a word that stands for another name. `#` begins a
remark.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from corpus.lasting import lasting


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


class Sense(NamedTuple):
    """What one spelling can mean: its tokens as the lexicon spells them, and all classes of its name, those above too.

    `proper` when the spelling has a capital; `everyday` when it is marked as a mere word.
    """

    spelled: tuple[str, ...]
    name: str
    classes: tuple[str, ...]
    proper: bool
    everyday: bool


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
    read = [section for _, text in sorted(texts.items()) for section in sections(text)]
    possessives = frozenset(_possessives(read))
    women, men = (frozenset(_borne(names, who)) for who in ("women", "men"))
    senses = _senses(read, possessives)
    return Lexicon(
        senses=senses,
        firsts=frozenset(phrase.split(" ", 1)[0] for phrase in senses),
        uncapped=frozenset(_uncapped(senses)),
        seconds=_seconds(senses),
        lengths=_lengths(senses),
        possessives=possessives,
        heads=_heads(read),
        names={name.removeprefix("~"): name.startswith("~") for name in _names(names)},
        women=women - men,
        men=men - women,
    )


# ---- the format ----

_HEADER = re.compile(r"\[(\w+)(?: < (\w+))?\] (common|proper plural|proper) heads: (.+)")


def sections(text: str) -> Iterator[Section]:
    """The blocks of one file; ValueError, with the line, for one that begins with no header."""
    for block in text.split("\n\n"):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if lines:
            yield _section(lines)


def _section(lines: list[str]) -> Section:
    header = _HEADER.fullmatch(lines[0])
    if not header:
        raise ValueError(f"no header of a class: {lines[0]}")
    kind, parent, case, heads = header.groups()
    more = [line.removeprefix("heads: ") for line in lines[1:] if line.startswith("heads: ")]
    entries = " ".join(line for line in lines[1:] if not line.startswith("heads: "))
    return Section(
        kind=kind,
        parent=parent or "",
        plural=case != "proper",
        heads=tuple(", ".join([heads, *more]).split(", ")),
        members=tuple(_member(entry) for entry in entries.split(", ") if entry),
    )


def _member(entry: str) -> Member:
    listed, _, meant = entry.partition(" -> ")
    spellings = tuple((spelling.removeprefix("~"), spelling.startswith("~")) for spelling in listed.split(" = "))
    return Member(meant or spellings[0][0], spellings)


def _names(text: str) -> list[str]:
    lines = (line for line in text.splitlines() if not line.startswith(("#", "[")))
    return " ".join(lines).replace(",", " ").split()


def _borne(text: str, who: str) -> list[str]:
    """The first names in the blocks marked [who]."""
    marked = (block for block in text.split("\n\n") if f"[{who}]" in block.splitlines())
    return [name.removeprefix("~") for block in marked for name in _names(block)]


# ---- words ----

_PIECE = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\+?|[,;:()\"“”‘—–…]")


def pieces(text: str, possessives: frozenset[str] = frozenset()) -> list[str]:
    """`things.tokens`, where `possessives` are the words, in lower case, that keep their "'s"."""
    if text.replace(" ", "").isalnum():
        return text.split()  # as most names are: a third of the time
    found: list[str] = _PIECE.findall(text.replace("’", "'").replace("&", " and "))
    if "'" not in text and "’" not in text and "." not in text[:-1]:
        return found  # as in most sentences no piece has a mark within
    return [_bare(piece, possessives) if "." in piece or "'" in piece else piece for piece in found]


def _bare(piece: str, possessives: frozenset[str]) -> str:
    """Of "Georgia's" "Georgia", of "U.S" "US"; "Booking.com" stays."""
    if piece.endswith(("'s", "'S")) and piece.lower() not in possessives:
        piece = piece[:-2]
    letters = piece.split(".")
    return "".join(letters) if all(len(letter) == 1 for letter in letters) else piece


def plurals(phrase: str) -> tuple[str, ...]:
    """The regular plurals of a noun or of a phrase: "fox" foxes, "hero" heros or heroes, "jeans" none."""
    if phrase.endswith(("ss", "us", "x", "z", "ch", "sh")):
        return (phrase + "es",)
    if phrase.endswith("s"):
        return (phrase[:-2] + "es",) if phrase.endswith("is") else ()
    if phrase.endswith(("o", "y")) and phrase[-2:-1] not in "aeiou":
        return (phrase[:-1] + "ies",) if phrase.endswith("y") else (phrase + "s", phrase + "es")
    return (phrase + "s",)


def _forms(spelling: str, plural: bool) -> Iterator[str]:
    """A spelling and its plurals, each also without accents and without apostrophes."""
    for form in (spelling, *(plurals(spelling) if plural else ())):
        yield form
        if not form.isascii():
            yield "".join(sign for sign in unicodedata.normalize("NFKD", form) if not unicodedata.combining(sign))
        if "'" in form:
            yield form.replace("'", "")


# ---- the tables ----


def _possessives(read: list[Section]) -> Iterator[str]:
    """Names of one word that end in "'s": McDonald's."""
    for section in read:
        for member in section.members:
            yield from (word.lower() for word, _ in member.spellings if word.endswith("'s") and " " not in word)


def _heads(read: list[Section]) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, dict[str, None]] = defaultdict(dict)
    for section in read:
        for head in section.heads:
            phrase = " ".join(pieces(head))
            for form in (phrase, *plurals(phrase)):
                kinds[form][section.kind] = None
    return {head: tuple(found) for head, found in kinds.items()}


def _senses(read: list[Section], possessives: frozenset[str]) -> dict[str, list[Sense]]:
    """All spellings, those that are names first."""
    classes = _classes(read)
    senses: dict[str, dict[tuple[str, tuple[str, ...]], Sense]] = defaultdict(dict)
    for section in read:
        for name, spellings in section.members:
            among = classes[section.kind, name]
            for spelling, everyday in spellings:
                for form in _forms(spelling, section.plural):
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


def _lengths(phrases: Iterable[str]) -> dict[str, list[int]]:
    """The lengths of the phrases that begin with two words, longest first, and last 1 for the first word alone."""
    found: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        if " " in phrase:
            first, second, *more = phrase.split(" ")
            found[f"{first} {second}"].add(len(more) + 2)
    return {pair: [*sorted(lengths, reverse=True), 1] for pair, lengths in found.items()}


def _uncapped(senses: dict[str, list[Sense]]) -> Iterator[str]:
    for phrase, meant in senses.items():
        first = phrase.partition(" ")[0]
        if any(not sense.proper or sense.spelled[0] == first for sense in meant):
            yield first


def _seconds(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        first, _, more = phrase.partition(" ")
        if more:
            found[first].add(more.partition(" ")[0])
    return {first: frozenset(seconds) for first, seconds in found.items()}
