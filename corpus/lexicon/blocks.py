"""The lexicon's text files read as they are written; what they mean is told by `tables`. Pure.

They hold blocks between empty lines:

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
from collections.abc import Iterator
from typing import NamedTuple


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


def first_names(text: str) -> list[str]:
    """All first names of the file of names, with their `~`."""
    lines = (line for line in text.splitlines() if not line.startswith(("#", "[")))
    return " ".join(lines).replace(",", " ").split()


def borne(text: str, who: str) -> list[str]:
    """The first names in the blocks marked [who]."""
    marked = (block for block in text.split("\n\n") if f"[{who}]" in block.splitlines())
    return [name.removeprefix("~") for block in marked for name in first_names(block)]
