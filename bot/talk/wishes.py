"""Plain words that ask the bot for itself and not for news: for help, an end, a proof, the news of every day. Pure.

How each language puts it stands in `wishes.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.questions import courtesy
from corpus.questions.courtesies import SPOKEN

_NAMED = (
    "help",
    "mute",
    "digests",
    "proof",
    "complaint",
    "trust",
    "sources",
    "zone",
    "new",
    "forget",
    "reminder",
    "timeline",
)
LONGEST = 120  # characters of a message that can be such a wish
_NOON = 12

_PLEASE = re.compile(rf"[\s,،]*(?<!\w)(?:{'|'.join(said.please for said in SPOKEN.values())})(?!\w)", re.IGNORECASE)
_EDGES = " \t.,;:!?¡¿؟،…"
_DIGITS = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?"


@dataclass(frozen=True, slots=True)
class Wish:
    """The command that does what was wished for.

    For a digest also its `time` on a clock of 24 hours ("": none was told), its `topic`, and whether it is about `this`,
    what was last spoken of.
    """

    command: str
    time: str = ""
    topic: str = ""
    this: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language puts each wish, and how it tells a time of day: by an hour with its half, or by a word."""

    wishes: Mapping[str, re.Pattern[str]]
    hour: re.Pattern[str]
    evening: re.Pattern[str]
    noon: re.Pattern[str]
    midnight: re.Pattern[str]


def read(text: str) -> Wish | None:
    """What `text` wishes of the bot itself; None for all that asks for news."""
    if len(text) > LONGEST:
        return None
    return next((wish for language in _tables() if (wish := _read(text.replace("’", "'"), language))), None)


def _read(text: str, language: str) -> Wish | None:
    wording = _wording(language)
    for whole in dict.fromkeys((courtesy.bare(text, language), text)):  # "how do you know" is no "how", asked politely
        said = _PLEASE.sub("", whole).strip(_EDGES)
        for command, pattern in wording.wishes.items():
            if found := pattern.fullmatch(said):
                told = {name.rstrip("123456"): part for name, part in found.groupdict().items() if part}
                return Wish(command, _time(told.get("when", ""), wording), told.get("topic", ""), "this" in told)
    return None


def _time(when: str, wording: Wording) -> str:
    """What "every evening at 8" is by the clock: "20:00"."""
    found = wording.hour.search(when)
    if found is None:
        return "12:00" if wording.noon.search(when) else "00:00" if wording.midnight.search(when) else ""
    hour = int(found["hour"])
    if hour <= _NOON and (found["am"] or found["pm"]):
        hour = hour % _NOON + (_NOON if found["pm"] else 0)
    elif hour <= _NOON and wording.evening.search(when):
        hour = (hour + _NOON) % 24
    return f"{hour:02}:{int(found['minute'] or 0):02}"


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((files("bot.talk") / "wishes.toml").read_text("utf-8"))


@cache
def _wording(language: str) -> Wording:
    said = {name: f"(?:{'|'.join(listed)})" for name, listed in _tables()[language].items()}
    half = rf"(?: ?{said['clock']})?(?: ?(?:(?P<am>{said['am']})|(?P<pm>{said['pm']})))?"
    return Wording(
        {name: re.compile(said[name], re.IGNORECASE) for name in _NAMED}
        | {"digest": re.compile(_digest(said, re.sub(r"\?P<\w+>", "?:", _DIGITS + half)), re.IGNORECASE)},
        re.compile(_DIGITS + half, re.IGNORECASE),
        *(re.compile(rf"(?<!\w){said[name]}(?!\w)", re.IGNORECASE) for name in ("evening", "noon", "midnight")),
    )


def _digest(said: Mapping[str, str], hour: str) -> str:
    """The pattern of a wish for a digest, by the patterns of its parts and of an `hour`."""
    each, end = f"(?:{said['each']}|{said['evening']})", f"(?: {said.get('end', '(?!)')})?"
    time = f"(?:{said['at']} )?(?:{hour}|{said['noon']}|{said['midnight']})"

    def what(number: int) -> str:
        about = rf"(?: {said['about']} (?P<topic{number}>[^,.;]{{1,60}}?))?"
        return f"(?:(?P<this{number}>{said['this']})|{said['news']}{about})"

    def when(number: int) -> str:
        return f"(?P<when{number}>{each}(?:,? {time})?|{time},? {each})"

    return "|".join(
        (
            rf"{said['send']},? {what(1)},? {when(1)}(?: {said['at']} \D{{1,20}}?)?{end}",  # "at eight"
            f"{said['send']},? {when(2)},? {what(2)}{end}",
            f"{when(3)},? {said['send']},? {what(3)}",
            f"{said['news']} {when(4)}|{when(5)},? {said['news']}",
            f"(?P<when6>{each},? {time}|{time},? {each})",
        )
    )
