"""Which sources a question names: the names that the articles themselves carry, with their usual short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_OPERATOR = re.compile(r"\bsource:(?:\"([^\"]{1,80})\"|(\S{1,80}))", re.IGNORECASE)
_LEAD = r"(?:according to|as reported by|reported by|reports (?:by|from|in)|in|from|by|on|via|(?:what )?(?:did|does|do|has|have|is|was)(?: the)?)"
_TAIL = r"(?:said?|says?|saying|report(?:s|ed|ing)?|wr[io]te[sn]?|writing|publish(?:es|ed)?|told|tell|mention(?:s|ed)?|cover(?:s|ed)?)"
# Names that are ordinary words mean the source only with their article and capitals, which plain phrases do not show.
_ORDINARY = {"week", "time", "times", "sun", "hill", "post", "star", "nation", "world", "today", "mirror", "standard", "local", "age"}
_FILLER = {"the", "news", "online", "www", "com", "org", "net", "co", "uk"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of sources: those known, those not known, and the text without the words that named them."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]
    rest: str


class Sources:
    """The sources that articles come from, found again in a person's words."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._forms: dict[str, list[str]] = {}
        for source in sorted(counts, key=lambda name: (-counts[name], name)):
            for form in _forms(source) - _ORDINARY:
                self._forms.setdefault(form, []).append(source)
        names = "|".join(re.escape(form) for form in sorted(self._forms, key=len, reverse=True) if form)
        listed = rf"(?:the )?(?:{names})(?:(?:,| and| or|, and) (?:the )?(?:{names}))*"
        self._phrases = (
            (
                re.compile(rf"\b(?:according to|as reported by|reported by|reports (?:by|from|in)|in|from|on|via) ({listed})(?=$|[\s?.!,;:])", re.IGNORECASE),
                re.compile(rf"\b(?:what |how )?(?:did|does|do|has|have|is|was|what|how) ({listed})(?: have)? {_TAIL}\b(?: about| on| of| that)?", re.IGNORECASE),
            )
            if names
            else ()
        )

    def find(self, text: str) -> Named:
        """Read `source:` operators and plain phrases such as "according to the BBC" or "what did Reuters say about"."""
        known: list[str] = []
        unknown: list[str] = []

        def by_operator(match: re.Match[str]) -> str:
            name = match[1] or match[2]
            found = self._forms.get(_plain(name))
            (known if found else unknown).extend(found or [name])
            return " "

        rest = _OPERATOR.sub(by_operator, text)
        for phrase in self._phrases:
            rest = phrase.sub(lambda match: self._taken(match, known), rest)
        return Named(tuple(dict.fromkeys(known)), tuple(unknown), " ".join(rest.split()))

    def closest(self, name: str) -> tuple[str, ...]:
        """At most three known sources that look like `name`."""
        forms = get_close_matches(_plain(name), self._forms, n=3, cutoff=0.5)
        return tuple(dict.fromkeys(self._forms[form][0] for form in forms))

    def _taken(self, match: re.Match[str], known: list[str]) -> str:
        for part in re.split(r",? (?:and|or) |, ", match[1]):
            known.extend(self._forms.get(_plain(part), []))
        return " "


def _plain(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.lower().strip(" \"'").split()))


def _forms(source: str) -> set[str]:
    """How people call it: its name, without "The" and "News", its host without the ending, its capitals."""
    plain = _plain(source)
    words = [word for word in re.split(r"[\s./]+", plain) if word]
    short = [word for word in words if word not in _FILLER]
    forms = {plain, " ".join(words), " ".join(short)}
    capitals = "".join(word[0] for word in words)
    if len(short) > 1 and len(capitals) > 1 and source[:1].isupper() and len(capitals) <= 4:
        forms.add(capitals)
    return {form for form in forms if len(form) > 1}
