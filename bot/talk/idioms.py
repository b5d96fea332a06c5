"""How one goes on about what was said in other languages than English: `idioms.toml`, read as `leaning` reads English. Pure.

A message that the tables know as a whole is read as the same in English; of all others they tell what leans.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from bot.talk import english, leaning
from bot.talk.leaning import ALONE, PERHAPS, SURELY, Message
from corpus.language.terms import terms
from corpus.language.tongues import ENGLISH
from corpus.model import Kind
from corpus.questions import kinds

# What each phrase is in English, with the unit of time or the matter that it names.
_ENGLISH = {
    "more": "more",
    "more_on": "more on {about}",
    "and_then": "and then?",
    "since": "what has happened since?",
    "still": "is that still true?",
    "newest": "newest first",
    "before": "and the {unit} before?",
    "after": "and the {unit} after?",
}
KEPT = 100  # messages; one is read to be answered, to be remembered, and where a later one corrects it
_FIRST_TO_LAST = ("first", "second", "third", "fourth", "fifth", "last")
_ATTACHED = frozenset({"ar"})  # where "and" is written as one with what follows
_CAPITALS = frozenset({"de"})  # where capitals tell no names
_EDGES = ' \t?!.,;:¿¡؟،…–—-"«»„“”'
_NAME = re.compile(r"(?<=[\w,;:] )[A-ZÀ-ÝА-ЯЄІЇҐ][\w'-]+")


@dataclass(frozen=True)
class Idioms:
    """One language's tables as patterns; `phrases` and `pronouns` each with the same in English."""

    reactions: re.Pattern[str]
    opener: re.Pattern[str]
    correction: re.Pattern[str]
    turning: re.Pattern[str]
    since_a_time: re.Pattern[str]
    returning: re.Pattern[str]
    aspect: re.Pattern[str]
    wondering: re.Pattern[str]
    verbs: re.Pattern[str]
    owning: re.Pattern[str]
    pointing: re.Pattern[str]
    prepositions: re.Pattern[str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    pronouns: tuple[tuple[re.Pattern[str], str], ...]
    units: Mapping[str, re.Pattern[str]]


@lru_cache(KEPT)
def read(text: str, language: str) -> Message:
    """How `text` leans in English, or in a language that has idioms."""
    if language == ENGLISH:
        return leaning.read(text)
    known = _idioms(language)
    said = " ".join(text.replace("’", "'").replace("ʼ", "'").split()).strip(_EDGES)
    bare = _after(said, known.reactions)
    turned = _turned(bare, language)
    if turned or not bare:
        return Message(turned, ALONE)
    joined = _after(bare, known.opener)
    if known_whole := _known_whole(bare, joined, language):
        return replace(known_whole, typed=bare)
    back = _after(joined, known.returning)
    returns = back not in ("", joined)
    meant = back if returns else _after(joined, known.correction)
    rest = _after(meant, known.aspect)
    if not rest:
        return Message("", SURELY, more=True)
    pronouns = _pronouns(rest, language)
    placed = bool(known.prepositions.match(rest))
    asks = kinds.kind(rest, language) is not Kind.TOPIC or bool(known.verbs.match(rest))
    leans = rest != said or pronouns or known.pointing.search(rest) or (placed and not asks)
    content = terms(rest, language)
    if not (leans or asks or content):
        return Message(rest, ALONE)
    alone = not leans and any(not term.isdigit() for term in content)
    fragment = rest == meant and not (asks or returns)
    return Message(
        rest,
        PERHAPS if alone else SURELY,
        pronouns=pronouns,
        fragment=fragment,
        placed=placed,
        corrects=fragment and meant != joined,
        returns=returns,
    )


def wonders(text: str, language: str) -> bool:
    """Whether it only wonders at an answer: "why so many?"."""
    pattern = english.WONDERING if language == ENGLISH else _idioms(language).wondering
    return bool(pattern.fullmatch(text.strip(_EDGES)))


def _after(text: str, pattern: re.Pattern[str]) -> str:
    """The text without what it begins with."""
    found = pattern.match(text)
    return text[found.end() :].strip(_EDGES) if found else text


def _turned(bare: str, language: str) -> str:
    """What it turns to that is not of what was said; "" where it does not."""
    known = _idioms(language)
    rest = _after(bare, known.turning)
    return "" if rest == bare or _pronouns(rest, language) or known.pointing.search(rest) else rest


def _known_whole(bare: str, joined: str, language: str) -> Message | None:
    """A message that the tables know as a whole, `joined` without what it begins with."""
    if since := _idioms(language).since_a_time.fullmatch(joined):
        return Message(since["time"], SURELY, since=True)
    english = _in_english(bare, language)
    return leaning.read(english) if english else None


def _in_english(bare: str, language: str) -> str:
    """The same in English, where it is known as a whole; else "". What asks "who came second?" points at no second point."""
    known = _idioms(language)
    asks = kinds.kind(bare, language) is Kind.WHO
    for pattern, meant in known.phrases:
        if not (asks and meant.endswith(" one")) and (found := pattern.fullmatch(bare)):
            named = found.groupdict("")
            unit = next((unit for unit, said in known.units.items() if said.fullmatch(named.get("unit", ""))), "")
            return meant.format(unit=unit, about=named.get("about", ""))
    return ""


def _pronouns(text: str, language: str) -> tuple[str, ...]:
    """The English words for the pronouns that mean something outside the message, each once."""
    known = _idioms(language)
    return tuple(
        dict.fromkeys(
            english
            for pattern, english in known.pronouns
            for match in pattern.finditer(text)
            if not _means_within(text[: match.start()], language, owning=bool(known.owning.fullmatch(match[0])))
        )
    )


def _means_within(before: str, language: str, *, owning: bool) -> bool:
    """Whether a pronoun means what stands before it: an owning one any word, any other a name."""
    return bool(terms(before, language)) if owning else language not in _CAPITALS and bool(_NAME.search(before))


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("bot.talk") / "idioms.toml").read_text("utf-8"))


@cache
def _idioms(language: str) -> Idioms:
    table = _tables()[language]
    end = "" if language in _ATTACHED else r"(?!\w)"
    units = {unit: _any((said,)) for unit, said in table["units"].items()}
    unit = "|".join(table["units"].values())
    phrases = [
        (_any((said,), UNIT=f"(?P<unit>{unit})", ABOUT="(?P<about>.+)"), _ENGLISH[name])
        for name, listed in table["phrases"].items()
        for said in listed
    ]
    phrases += [
        (_any((rf"(?:\w{{2,5}} ){{0,2}}(?:{said})(?: (?:{'|'.join(table['items'])}))?",)), f"the {english} one")
        for said, english in zip(table["ordinals"], _FIRST_TO_LAST, strict=True)
    ]
    return Idioms(
        reactions=_any(table["reactions"], after=r"\s*(?:[,،.;:!?؟…–—-]+\s*|$)", often=True),
        opener=_any(table["opener"], after=end),
        **{
            name: _any(table[name], after=r"(?!\w)")
            for name in ("correction", "turning", "returning", "aspect", "verbs", "prepositions")
        },
        since_a_time=_any((table["since_a_time"],)),
        wondering=_any((table["wondering"],)),
        owning=_any(table["owning"]),
        pointing=_any(table["pointing"], before=r"(?<!\w)", after=r"(?!\w)"),
        phrases=tuple(phrases),
        pronouns=tuple(
            (_any(said, before=r"(?<!\w)", after=r"(?!\w)"), english) for english, said in table["pronouns"].items()
        ),
        units=units,
    )


def _any(
    listed: Iterable[str], before: str = "", after: str = "", *, often: bool = False, **named: str
) -> re.Pattern[str]:
    """Any of the patterns between two others, once or `often`; `named` stands where a pattern says so."""
    words = "|".join(listed)
    for name, pattern in named.items():
        words = words.replace(name, pattern)
    return re.compile(rf"{before}(?:(?:{words}){after}){'+' if often else ''}", re.IGNORECASE)
