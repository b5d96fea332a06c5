"""What a source is called: its name, its short forms, its site and its initials."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from corpus.language.habits import word_set
from corpus.sources.outlets import GENERAL, ORDINARY, SILENT, Case, outlets

PIECE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_SECTION = re.compile(r"\s[|>:–—-]\s|[|>]")
_TAILS = word_set("news online english com digital website newspaper magazine international")
_SECOND_LEVEL = word_set("co com org net gov ac or ne")


class Form(NamedTuple):
    """What a name means: the sources stored under it, most articles first, none for an outlet that is not stored."""

    sources: tuple[str, ...]
    case: Case


def best(cases: Mapping[str, Case]) -> Form:
    """Initials made by rule give way to a name."""
    case = min(cases.values())
    return Form(tuple(source for source, its in cases.items() if its == case), case)


def forms(source: str) -> dict[str, Case]:
    """What people call a source, without "the", in lower case.

    That is its name with and without "News", its address without www and ending, all names of the outlet that one of
    these or a part of its title ("World news | The Guardian") names, and its initials.
    """
    known, pieces = outlets(), without_the(words_of(source))
    whole, short = " ".join(pieces), " ".join(_without_tail(pieces))
    found = {whole: _case(whole, Case.ANY)}
    if short and short != whole:
        found[short] = _case(short, Case.ANY if " " in short or short.upper() in source else Case.TITLE)
    found |= {site: _case(site, Case.CAPITAL) for site in sites(pieces)}
    parts = [" ".join(without_the(words_of(part))) for part in _SECTION.split(source)]
    for name in [*found, *parts, *_openings(pieces)]:
        found |= dict.fromkeys(known.groups.get(name, ()), Case.ANY)
    found = {form: known.cases.get(form, case) for form, case in found.items()}
    initials = _initials(source)
    return found if not initials or initials in found else found | {initials: Case.INITIALS}


def _initials(source: str) -> str:
    """Two to five, in lower case; "" for a name without a capital and for initials that mean something else."""
    letters = [word[0] for word in without_the(source.split())]
    initials = "".join(letters).lower()
    usable = 2 <= len(letters) <= 5 and letters[0].isupper() and initials.isascii() and initials.isalpha()
    return initials if usable and initials not in SILENT else ""


def _case(form: str, otherwise: Case) -> Case:
    if form in SILENT or all(word in GENERAL for word in form.split()):
        return Case.SILENT
    return Case.TITLE if form in ORDINARY else otherwise


def sites(pieces: list[str]) -> list[str]:
    """Of an address itself without www, the part that names it, and what that begins or ends with.

    bbc.co.uk has bbc, theguardian.com has guardian, usatodaysportsplus.com has usatoday. [] for what is no address.
    """
    labels = pieces[0].split(".") if len(pieces) == 1 else []
    if len(labels) < 2:
        return []
    site = labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2]
    shorter = site.removeprefix("the").removesuffix("news").removesuffix("online")
    openings = [site[:end] for end in range(len(site) - 1, 6, -1) if site[:end] in outlets().groups]
    return [pieces[0].removeprefix("www."), site, *([shorter] if len(shorter) > 1 else []), *openings]


def _openings(pieces: list[str]) -> Iterator[str]:
    """The unmistakable names of outlets that a name begins with: BBC Sport belongs to the BBC."""
    for end in range(1, len(pieces)):
        form = " ".join(pieces[:end])
        if outlets().cases.get(form) == Case.ANY:
            yield form


def _without_tail(pieces: list[str]) -> list[str]:
    while pieces and pieces[-1] in _TAILS:
        pieces = pieces[:-1]
    return pieces


def without_the(pieces: list[str]) -> list[str]:
    """The words of a name without a leading "the"."""
    return pieces[1:] if pieces and pieces[0].lower() == "the" else pieces


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case and without accents; an address is one."""
    return PIECE.findall(name.lower()) if name.isascii() else [folded(piece) for piece in PIECE.findall(name)]


def folded(word: str) -> str:
    """A word in lower case, without accents."""
    if not word.isascii():
        word = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    return word.lower()


def lengths(called: Iterable[str]) -> dict[str, list[int]]:
    """By first word, how many words the names that begin with it have, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for form in called:
        found[form.split(" ", 1)[0]].add(form.count(" ") + 1)
    return {word: sorted(counts, reverse=True) for word, counts in found.items()}
