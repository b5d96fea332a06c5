"""A digest as typed in one line: `"Morning" 08:00 weekdays Europe/Berlin ukraine aid, patriot batteries`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.digests import zones
from bot.digests.schedule import DAILY, WEEKDAYS
from bot.words import _

TOPICS = 8  # in one digest
LONGEST = 120  # characters of a topic or a name

_NAME = re.compile(r"\s*[\"“”«„]([^\"“”«»„]{1,60})[\"“”»]\s*")
_TIME = re.compile(
    r"\s*(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]\.?m\b\.?)?(?:\s*o'?clock)?(?=[\s,;]|$)", re.IGNORECASE
)
_CLOCK = re.compile(r"\s*(\d{1,2}[:.]\d{2})(?=[\s,;]|$)")
_WORDS = {"midnight": 0, "noon": 720, "midday": 720}
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAYS = re.compile(
    rf"[\s,]*(?:on\s+)?"
    rf"(every\s*day|daily|weekdays?|weekends?|{_DAY}(?:\s*(?:,|and|-|–|to)\s*{_DAY})*)(?=[\s,;]|$)\s*",
    re.IGNORECASE,
)
_NAMED = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TOP = re.compile(r"(?:the\s+)?(?:top|main)(?:\s+(?:stories|news|headlines))?|news|headlines|everything", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed: `minute` of the day and `days` (None: none given), a zone ("": none given), topics (none: top stories).

    `unread` is what stands in the place of the time and looks like one: "25:00".
    """

    minute: int | None
    days: tuple[int, ...] | None = None
    zone: str = ""
    topics: tuple[str, ...] = ()
    name: str = ""
    unread: str = ""


def read(text: str, *, settled: bool = False) -> Wish:
    """Understand a line. A city right before the topics is a zone unless the chat's zone is `settled` already.

    A city counts as a zone in any case after "in", or with a comma or nothing behind it.
    """
    name, rest = _taken(_NAME, text)
    minute, rest = _minute(rest)
    unread, _rest = _taken(_CLOCK, rest) if minute is None else ("", rest)
    days, rest = _days(rest)
    zone, rest = _zone(rest, settled=settled)
    if days is None:
        days, rest = _days(rest)
    return Wish(minute, days, zone, topics(rest), name.strip(), unread)


def topics(text: str) -> tuple[str, ...]:
    """The topics in a line, each once, as typed; "" among others for the top stories, none for these alone."""
    parts = (" ".join(part.split())[:LONGEST] for part in re.split(r"[,;\n]", text))
    named = ("" if _TOP.fullmatch(part) else part for part in parts if part)
    distinct = tuple({part.casefold(): part for part in named}.values())[:TOPICS]
    return distinct if any(distinct) else ()


def listed(topics: Sequence[str]) -> str:
    """The topics as they are read: `ukraine aid, top stories`."""
    return ", ".join(topic or _("top stories") for topic in topics or ("",))


def minute(text: str) -> int | None:
    """A time of day, such as "8", "08:00", "8am", "7.30 pm", "noon"; None for anything else."""
    found, rest = _minute(text)
    return None if rest.strip() else found


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _minute(text: str) -> tuple[int | None, str]:
    word, _, rest = text.strip().partition(" ")
    if word.lower().strip(",") in _WORDS:
        return _WORDS[word.lower().strip(",")], rest
    found = _TIME.match(text)
    if found is None:
        return None, text
    hour, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None, text
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    ok = minutes < 60 and (hour < 24 or (hour == 24 and minutes == 0))
    return (hour % 24 * 60 + minutes, text[found.end() :]) if ok else (None, text)


def _days(text: str) -> tuple[tuple[int, ...] | None, str]:
    said, rest = _taken(_DAYS, text)
    said = said.lower()
    if not said:
        return None, text
    if said.startswith("week"):
        return (5, 6) if said.startswith("weekend") else WEEKDAYS, rest
    if not said.startswith(_NAMED):
        return DAILY, rest
    chosen: list[int] = []
    for part in re.split(r"\s*(?:,|\band\b)\s*", said):
        ends = [_NAMED.index(day[:3]) for day in re.findall(_DAY, part)]
        chosen += [(ends[0] + n) % 7 for n in range((ends[-1] - ends[0]) % 7 + 1)]
    return tuple(sorted(set(chosen))), rest


def _zone(text: str, *, settled: bool) -> tuple[str, str]:
    """The zone with which a line begins, longest first, and what follows it."""
    if text.lstrip()[:1] in (",", ";"):
        return "", text
    words = text.split()
    led = words[:1] == ["in"]
    words = words[1:] if led else words
    for size in range(min(4, len(words)), 0, -1):
        typed = " ".join(words[:size])
        found = zones.find(typed.rstrip(",;"))
        alone = typed[-1:] in ",;" or size == len(words)
        if found and (zones.exact(typed.rstrip(",;")) or led or alone or not settled):
            return found, " ".join(words[size:])
    return "", text
