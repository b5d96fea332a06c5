"""Which sources a question names: those that the articles come from, found again under the names that people use.

A source counts where a phrase makes it one that reports: "according to the BBC", "what did Reuters say about", "floods in
the Guardian and the FT", `source:bbc`. As the matter of the news ("layoffs at CNN", "the BBC's Newsnight") it does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from functools import cache
from typing import NamedTuple

PASTED = 250  # characters: a text as long, without a question mark, is a pasted paragraph, and cites others
NEAR = 0.6  # difflib's ratio from which a name looks like another


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of sources, and the rest of it.

    `known` are names as stored, `unknown` as typed, each distinct and in order. `rest` is the text without the words that
    named them; it may be "".
    """

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: str


class Sources:
    """The sources that articles come from, by all names that people have for them. Immutable; safe between threads."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._all = tuple(sorted(filter(_pieces, counts), key=lambda source: (-counts[source], source)))
        stored: dict[str, list[str]] = {}
        cases: dict[str, _Case] = {}
        for source in self._all:
            for form, case in _forms(source).items():
                stored.setdefault(form, []).append(source)
                cases[form] = min(case, cases.get(form, case))
        known = {form: _Form(tuple(found), cases[form]) for form, found in stored.items()}
        self._names = {form: _Form((), case) for form, case in _outlets().cases.items()} | known
        self._stored = tuple(known)
        self._lengths = _lengths(self._names)

    def find(self, text: str) -> Named:
        """Read operators (`source:bbc`, `source:"The Week"`, `-source:cnn`) and plain phrases.

        A name may mean several stored sources, and all of them count. `-source:` keeps every other one. A name in a plain
        phrase is unknown only where it is clearly that of a publication; that of an operator always.
        """
        read = _Reading(self, _PRIVATE.sub(" ", text))
        rest = _OPERATOR.sub(read.operator, read.text)
        if len(rest) < PASTED or "?" in rest:
            rest = read.phrases(rest)
        known = dict.fromkeys(read.known or (self._all if read.barred else ()))
        wanted = tuple(source for source in known if source not in read.barred)
        return Named(wanted, tuple(dict.fromkeys(read.unknown)), _tidy(rest))

    def closest(self, name: str) -> tuple[str, ...]:
        """At most three stored sources whose names look like `name` or share a word with it; () when none does."""
        typed = _bare(_pieces(name))
        like = get_close_matches(" ".join(typed), self._stored, n=3, cutoff=NEAR)
        words = {word for word in typed if len(word) > 2 and word not in _COMMON}
        like += [form for form in self._stored if words.intersection(form.split())]
        return tuple(dict.fromkeys(source for form in like for source in self._names[form].sources[:1]))[:3]

    def form(self, name: str) -> _Form | None:
        """What a name means as a whole, in any case and with or without "the"; None when nothing is called so."""
        return self._names.get(" ".join(_bare(_pieces(name))))

    def mentions(self, text: str) -> Iterator[tuple[int, int, _Form]]:
        """The names in a text, in order, the longest first and none within another, each from `start` to `end`."""
        words = [(match.start(), match.end(), _fold(match[0])) for match in _PIECE.finditer(text)]
        free = 0
        for at, (start, _, word) in enumerate(words):
            if at < free or word not in self._lengths or text[max(0, start - 1) : start] in _JOINTS:
                continue
            for length in self._lengths[word]:
                taken = words[at : at + length]
                form = self._names.get(" ".join(piece for _, _, piece in taken))
                if form and len(taken) == length and _adjacent(text, taken):
                    yield start, taken[-1][1], form
                    free = at + length
                    break


class _Reading:
    """One text being read: what has been found so far.

    In `phrases` each name is one private character, so that the patterns need not know the names: one of the first
    range may be named by any phrase, one of the second only by a phrase about reporting.
    """

    def __init__(self, sources: Sources, text: str) -> None:
        self.text = text
        self.known: list[str] = []
        self.unknown: list[str] = []
        self.barred: set[str] = set()
        self._sources = sources
        self._signs: dict[str, tuple[str, tuple[str, ...]]] = {}

    def operator(self, match: re.Match[str]) -> str:
        """Take one operator; what it leaves of the text."""
        names = [match["quoted"]] if match["quoted"] else match["bare"].strip(",;?!.").split(",")
        left = " "
        if not match["quoted"]:
            names, left = self._spread(match, names)
        for name in filter(None, names):
            form = self._sources.form(name)
            found = form.sources if form else ()
            if match["bar"]:
                self.barred.update(found)
            elif found:
                self.known.extend(found)
            else:
                self.unknown.append(name)
        return left

    def phrases(self, text: str) -> str:
        """Take all plain phrases; what they leave of the text."""
        shadow = self._signed(text)
        if not self._signs:
            return text
        for pattern in _PHRASES:
            shadow = pattern.sub(self._taken, shadow)
        return _PRIVATE.sub(lambda match: self._signs[match[0]][0], shadow)

    def _spread(self, match: re.Match[str], names: list[str]) -> tuple[list[str], str]:
        """A known name of several words without quotation marks (`source:al jazeera`), and what follows it."""
        for start, end, form in self._sources.mentions(match["line"]):
            if form.sources and not _bare(_pieces(match["line"][:start])) and end > len(match["bare"]):
                return [match["line"][:end]], " " + _OPERATOR.sub(self.operator, match["line"][end:])
        return names, " " + _OPERATOR.sub(self.operator, match["line"][len(match["bare"]) :])

    def _taken(self, match: re.Match[str]) -> str:
        for sign in _PRIVATE.findall(match["names"]):
            name, found = self._signs[sign]
            self.known.extend(found)
            self.unknown.extend([] if found else [name])
        return " "

    def _signed(self, text: str) -> str:
        """The text with a private character for each name that has the case and the article that it needs."""
        ...
