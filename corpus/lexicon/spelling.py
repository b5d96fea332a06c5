"""A text in pieces as the lexicon spells them, and the forms of a spelling: plurals, without accents, without apostrophes. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECE = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\+?|[,;:()\"“”‘—–…]")


def pieces(text: str, possessives: frozenset[str] = frozenset()) -> list[str]:
    """`things.tokens`, where `possessives` are the words, in lower case, that keep their "'s"."""
    found: list[str] = []
    for word in text.replace("’", "'").replace("&", " and ").split():
        if word.isalnum():  # as most are
            found.append(word)
            continue
        for piece in _PIECE.findall(word):
            if "." in piece or "'" in piece:
                found += _parts(piece, possessives)
            else:
                found.append(piece)
    return found


def _parts(piece: str, possessives: frozenset[str]) -> tuple[str, ...]:
    """Of "Georgia's" "Georgia" and the mark of what is hers, of "U.S" "US"; "Booking.com" stays."""
    if piece.endswith(("'s", "'S")) and piece.lower() not in possessives:
        return (_bare(piece[:-2]), "'s")
    return (_bare(piece),)


def _bare(piece: str) -> str:
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


def forms(spelling: str, plural: bool) -> Iterator[str]:
    """A spelling and its plurals, each also without accents and without apostrophes."""
    for form in (spelling, *(plurals(spelling) if plural else ())):
        yield form
        if not form.isascii():
            yield "".join(sign for sign in unicodedata.normalize("NFKD", form) if not unicodedata.combining(sign))
        if "'" in form:
            yield form.replace("'", "")
