"""A wish in plain words to have a digest otherwise: "actually make it 8", "weekdays only", "add climate", "nur werktags". Pure.

How each language puts it stands in `changing.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.digests import subscribing, times
from bot.digests.subscriptions import Subscription
from bot.words import ENGLISH, spoken
from corpus.language.terms import terms

LONGEST = 60  # characters of a message that changes a digest
_EDGES = " \t.,;:!،؛…–—-"
_HALF, _EVENING = 720, 1080  # minutes of half a day, and of the day in the evening
_PARTS = {"morning": 480, "noon": 720, "evening": _EVENING}  # the minute of the day that each stands for


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be otherwise: the `minute` of the day, the `days`, topics to `add` and to `drop`; None and none: as it is.

    It is `sure` where its words can only mean a digest; others ("monday") change one only that was just spoken of.
    """

    minute: int | None = None
    days: tuple[int, ...] | None = None
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Wording:
    """How one language puts it."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    mine: re.Pattern[str]
    add: re.Pattern[str]
    also_before: re.Pattern[str]
    also_behind: re.Pattern[str]
    drop: re.Pattern[str]
    parts: Mapping[int, re.Pattern[str]]


def read(text: str) -> Change | None:
    """What `text` changes of a digest, in the language that is spoken or in English; None for what changes nothing.

    That is a question, and a number by itself, which may mean the second story.
    """
    if len(text) > LONGEST or text.rstrip().endswith(("?", "؟")):
        return None
    said = text.replace("’", "'").strip(_EDGES)
    return next((change for one in dict.fromkeys((spoken(), ENGLISH)) if (change := _read(said, _wording(one)))), None)


def applied(change: Change, one: Subscription) -> Subscription:
    """The digest as it is after a change; the top stories stay beside what is added to them."""
    minute = one.table.minute if change.minute is None else change.minute
    table = replace(one.table, minute=minute, days=change.days or one.table.days)
    kept = [topic for topic in one.topics if not any(_alike(topic, gone) for gone in change.drop)]
    topics = {topic.casefold(): topic for topic in (*(kept if one.topics or not change.add else [""]), *change.add)}
    return replace(one, table=table, topics=tuple(topics.values())[: subscribing.TOPICS])


def _alike(topic: str, gone: str) -> bool:
    """Whether one topic has all the terms of the other: "the climate" and "climate"."""
    one, other = set(terms(topic, spoken())), set(terms(gone, spoken()))
    return topic.casefold() == gone.casefold() or (bool(one and other) and (one <= other or other <= one))


def _read(said: str, wording: _Wording) -> Change | None:
    bare = wording.mine.sub(" ", said)
    left = _without(_without(bare, wording.before), wording.behind)
    if found := wording.drop.match(left):
        return Change(drop=topics, sure=bare != said) if (topics := _topics(left, found, wording)) else None
    if found := wording.add.match(left):
        return Change(add=topics, sure=True) if (topics := _topics(left, found, wording)) else None
    if told := _time(left, wording):
        return None if left == said and said.isdigit() else replace(told, sure=bare != said)
    found = wording.also_before.match(left) or wording.also_behind.search(left)
    topics = _topics(left, found, wording) if found else ()
    return Change(add=topics, sure=bare != said) if topics else None


def _topics(left: str, found: re.Match[str], wording: _Wording) -> tuple[str, ...]:
    """The topics beside the word that was `found`."""
    rest = wording.also_behind.sub("", f"{left[: found.start()]} {left[found.end() :]}".strip(_EDGES))
    return subscribing.topics(_without(rest, wording.before))


def _time(left: str, wording: _Wording) -> Change | None:
    """New days, a part of the day and an hour, in any order, and nothing else."""
    part = next((at for at, pattern in wording.parts.items() if pattern.search(left)), None)
    rest = left if part is None else wording.parts[part].sub(" ", left).strip(_EDGES)
    days, rest = times.days(rest)
    minute, rest = times.minute(rest)
    if days is None:
        days, rest = times.days(rest)
    if part is not None:  # "8 in the evening", or "in the evening" by itself
        minute = part if minute is None else minute + _HALF * (part == _EVENING and minute < _HALF)
    return None if rest.strip(_EDGES) or (minute is None and days is None) else Change(minute, days)


def _without(text: str, pattern: re.Pattern[str]) -> str:
    """The text without what it begins or ends with, as often as it does."""
    while (less := pattern.sub("", text, count=1).strip(_EDGES)) != text:
        text = less
    return text


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("bot.digests") / "changing.toml").read_text("utf-8"))


@cache
def _wording(language: str) -> _Wording:
    said = {name: "|".join(listed) for name, listed in _tables()[language].items()}

    def first(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{said[name]})(?!\w)(?=.*\w)", re.IGNORECASE)

    def last(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<=\S)[\s,،]+(?:{said[name]})$", re.IGNORECASE)

    def anywhere(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{said[name]})(?!\w)", re.IGNORECASE)

    return _Wording(
        before=re.compile(rf"^{first('around').pattern}", re.IGNORECASE),
        behind=last("around"),
        mine=anywhere("mine"),
        add=first("add"),
        also_before=first("also"),
        also_behind=last("also"),
        drop=first("drop"),
        parts={at: anywhere(name) for name, at in _PARTS.items()},
    )
