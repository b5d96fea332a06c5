"""Which sources a question names: those that the articles come from, found again under the names that people use.

A source counts where a phrase makes it the one that reports: "according to the BBC", "what did Reuters say about",
"floods in the Guardian and the FT", `source:bbc`. As the matter of the news it does not: "layoffs at CNN", "the BBC's
Newsnight".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from corpus.sources.names import PIECE, Form, best, folded, forms, lengths, sites, without_the, words_of
from corpus.sources.outlets import GENERAL, Case, outlets
from corpus.sources.phrases import (
    ARTICLE,
    COMMAND,
    FIRST,
    MOST,
    PART_AFTER,
    PART_BEFORE,
    PRESS,
    SIGN,
    TAIL,
    is_filter,
    phrase_patterns,
)

PASTED = 250  # characters: as long a text without a question mark is a pasted paragraph, and its sources are cited
LONGEST = 80  # characters of a name after an operator
NEAR = 0.6  # difflib's ratio from which a name looks like another

_JOINED = re.compile(r"[-/+@_]\w|\+")  # behind a name: "CNN-backed", "Reuters/Ipsos", "CNN+"
_APART = re.compile(r"[^\w .'’&/-]| [^\w&] |\. ")  # between the words of a name
_OPERATOR = re.compile(r"(?<![\w:-])(?P<bar>-?)source:(?=\S)", re.IGNORECASE)
_QUOTED = re.compile(rf"[\"“”']([^\"“”]{{1,{LONGEST}}}?)[\"“”'](?!\w)")
_VALUE = re.compile(rf"[^\s,;?!]{{0,{LONGEST}}}[^\s,;?!.)]")
_COMMA = re.compile(r",(?=\S)")
_SPACED = re.compile(r"[ ,;:]+([?.!)]|[,;:](?!\S))")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of sources, and the rest of it.

    `known` are names as stored, `unknown` as typed, each distinct and in order. `rest` is the text without the words
    that named them, "" where there are no others.
    """

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: str


class Sources:
    """The sources that articles come from, under all names that people have for them. Never changes."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._all = tuple(sorted(filter(words_of, counts), key=lambda source: (-counts[source], source)))
        called: dict[str, dict[str, Case]] = defaultdict(dict)
        for source in self._all:
            for form, case in forms(source).items():
                called[form][source] = case
        self._stored = {form: best(cases) for form, cases in called.items()}
        self._forms = {form: Form((), case) for form, case in outlets().cases.items()} | self._stored
        self._lengths = lengths(self._forms)

    def find(self, text: str) -> Named:
        """Read operators (`source:bbc`, `source:"The Week"`, `-source:cnn`) and plain phrases.

        A name may mean several stored sources; all of them count. `-source:` keeps every other one. A name in a plain
        phrase is unknown only where it is clearly a publication's, one after `source:` wherever nothing is called so.
        """
        reading = _Reading(self)
        plain = " ".join(SIGN.sub(" ", text).split())
        rest = reading.operators(plain.lower() if plain.isupper() else plain)
        if len(rest) < PASTED or "?" in rest:
            rest = reading.phrases(rest)
        known = reading.known or (self._all if reading.barred else ())
        wanted = tuple(source for source in dict.fromkeys(known) if source not in reading.barred)
        return Named(wanted, tuple(dict.fromkeys(reading.unknown)), _tidy(rest))

    def closest(self, name: str) -> tuple[str, ...]:
        """At most three stored sources whose names look like `name` or share a word with it; () when none does."""
        typed = without_the(words_of(name))
        like = get_close_matches(" ".join(typed), self._stored, n=3, cutoff=NEAR)
        words = {word for word in typed if len(word) > 2} - GENERAL
        like += [form for form in self._stored if words.intersection(form.split())]
        return tuple(dict.fromkeys(self._stored[form].sources[0] for form in like))[:3]

    def form(self, name: str) -> Form | None:
        """What is called `name`, in any case, with or without "the"; an address counts as its site."""
        pieces = without_the(words_of(name))
        names = [" ".join(pieces), *sites(pieces)]
        return next((self._forms[name] for name in names if name in self._forms), None)

    def mentions(self, text: str) -> Iterator[tuple[int, int, Form]]:
        """The names in a text as (start, end, form), in order, the longest first and none within another."""
        if self._lengths.keys().isdisjoint(words_of(text)):
            return
        words = [(match.start(), match.end(), folded(match[0])) for match in PIECE.finditer(text)]
        free = 0
        for at, (start, _, word) in enumerate(words):
            if at < free or word not in self._lengths:
                continue
            for length in self._lengths[word]:
                end = words[min(at + length, len(words)) - 1][1]
                form = self._forms.get(" ".join(piece for _, _, piece in words[at : at + length]))
                if form and not _APART.search(text, start, end) and not _JOINED.match(text, end):
                    yield start, end, form
                    free = at + length
                    break


class _Reading:
    """One text being read, and what has been found in it so far."""

    def __init__(self, sources: Sources) -> None:
        self.known: list[str] = []
        self.unknown: list[str] = []
        self.barred: set[str] = set()
        self._sources = sources
        self._signs: dict[str, tuple[str, tuple[str, ...]]] = {}

    def operators(self, text: str) -> str:
        """Take all operators; the text without them."""
        at = 0
        while "source:" in text.lower() and (found := _OPERATOR.search(text, at)):
            at = found.start()
            end = self._take_value(text, found.end(), barring=bool(found["bar"]))
            text = f"{text[:at]} {text[end:]}"
        return text

    def _take_value(self, text: str, at: int, *, barring: bool) -> int:
        """Take the names that stand at `at`, with commas and no space between; where they end."""
        while True:
            quoted = _QUOTED.match(text, at)
            end = quoted.end() if quoted else self._end_of_name(text, at)
            self._take_name(quoted[1] if quoted else text[at:end], barring)
            if not _COMMA.match(text, end):
                return end
            at = end + 1

    def _end_of_name(self, text: str, at: int) -> int:
        """Where a name without quotation marks ends: behind a known one (`source:al jazeera gaza`), else at a space."""
        value = text[at : at + LONGEST]
        start, end, form = next(self._sources.mentions(value), (0, 0, None))
        if form and form.sources and not without_the(words_of(value[:start])):
            return at + end
        bare = _VALUE.match(text, at)
        return bare.end() if bare else at

    def _take_name(self, name: str, barring: bool) -> None:
        form = self._sources.form(name)
        if barring:
            self.barred.update(form.sources if form else ())
        elif form and form.sources:
            self.known.extend(form.sources)
        elif name:
            self.unknown.append(name)

    def phrases(self, text: str) -> str:
        """Take all plain phrases; the text without them."""
        shadow = self._signed(text)
        if not self._signs:
            return text
        for pattern in phrase_patterns():
            shadow = pattern.sub(self._take_phrase, shadow)
        tail = TAIL.search(shadow)
        if tail and is_filter(tail):
            shadow = shadow[: tail.start()] + self._take_phrase(tail)
        if self.known or self.unknown:
            shadow = COMMAND.sub("", shadow)
        return SIGN.sub(lambda sign: self._signs[sign[0]][0], shadow)

    def _take_phrase(self, match: re.Match[str]) -> str:
        for sign in SIGN.findall(match["names"]):
            name, sources = self._signs[sign]
            self.known.extend(sources)
            self.unknown.extend(() if sources else [name])
        return " "

    def _signed(self, text: str) -> str:
        """The text with one private character for each name, so that the patterns need not know the names."""
        named = [
            (start, end, form.sources, weight)
            for start, end, form in self._sources.mentions(text)
            if (weight := _weight(text, start, end, form.case))
        ]
        taken = {place for start, end, *_ in named for place in range(start, end)}
        for match in PRESS.all_in(text, text):
            if taken.isdisjoint(range(*match.span(1))):
                named.append((*match.span(1), (), 1))
        for start, end, sources, weight in sorted(named, reverse=True)[:MOST]:
            sign = chr(FIRST + len(self._signs) + (MOST if weight == 1 else 0))
            self._signs[sign] = text[start:end], sources
            text = f"{text[:start]}{sign}{text[end:]}"
        return text


def _weight(text: str, start: int, end: int, case: Case) -> int:
    """2 for a name that any phrase may name, 1 for one that needs a phrase about reporting, 0 for what is none here."""
    if case in (Case.ANY, Case.SILENT):
        return 2 if case == Case.ANY else 0
    if case == Case.TITLE and start == 0:
        return 0
    if case == Case.INITIALS:
        return int(text[start:end].isupper())
    if not text[start].isupper():
        return int(case == Case.CAPITAL)
    if PART_BEFORE.search(text, 0, start) or PART_AFTER.match(text, end):
        return 0
    return 2 if case == Case.CAPITAL or ARTICLE.search(text, 0, start) else 1


def _tidy(text: str) -> str:
    """Without the spaces and commas that a cut leaves behind; "" when there is no word."""
    text = _SPACED.sub(r"\1", " ".join(text.split())).lstrip(" ,;:.?!)–—-").rstrip(" ,;:(–—-")
    return text if any(map(str.isalnum, text)) else ""
