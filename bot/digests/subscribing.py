"""A digest as typed in one line: `"Morning" 08:00 weekdays Europe/Berlin ukraine aid, patriot batteries`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.digests import times, zones
from bot.words import _

TOPICS = 8  # in one digest
LONGEST = 120  # characters of a topic or a name

_NAME = re.compile(r"\s*[\"“”«„]([^\"“”«»„]{1,60})[\"“”»]\s*")
_CLOCK = re.compile(r"\s*(\d{1,2}[:.]\d{2})(?=[\s,;]|$)")
_TOP = re.compile(r"(?:the\s+)?(?:top|main)(?:\s+(?:stories|news|headlines))?|news|headlines|everything", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Order:
    """What was typed: `minute` of the day and `days` (None: none given), a zone ("": none given), topics (none: top stories).

    `unread` is what stands in the place of the time and looks like one: "25:00".
    """

    minute: int | None
    days: tuple[int, ...] | None = None
    zone: str = ""
    topics: tuple[str, ...] = ()
    name: str = ""
    unread: str = ""


def read(text: str, *, settled: bool = False) -> Order:
    """Understand a line in any language of the bot.

    A city right before the topics is a zone unless the chat's zone is `settled` already; after "in", or with a comma or
    nothing behind it, it is one in any case.
    """
    name, rest = _taken(_NAME, text)
    days, rest = times.days(rest)  # or behind the time, or behind the zone
    minute, rest = times.minute(rest)
    unread, _rest = _taken(_CLOCK, rest) if minute is None else ("", rest)
    if days is None:
        days, rest = times.days(rest)
    zone, rest = _zone(rest, settled=settled)
    if days is None:
        days, rest = times.days(rest)
    return Order(minute, days, zone, topics(rest), name.strip(), unread)


def topics(text: str) -> tuple[str, ...]:
    """The topics in a line, each once, as typed; "" among others for the top stories, none for these alone."""
    parts = (" ".join(part.split())[:LONGEST] for part in re.split(r"[,;\n]", text))
    named = (
        "" if _TOP.fullmatch(part) or part.casefold() == _("top stories").casefold() else part for part in parts if part
    )
    distinct = tuple({part.casefold(): part for part in named}.values())[:TOPICS]
    return distinct if any(distinct) else ()


def is_top(text: str) -> bool:
    """Whether a line names the top stories among others."""
    return any(name in text.casefold() for name in ("top stor", _("top stories").casefold()))


def listed(topics: Sequence[str]) -> str:
    """The topics as they are read: `ukraine aid, top stories`."""
    return ", ".join(topic or _("top stories") for topic in topics or ("",))


def minute(text: str) -> int | None:
    """A time of day, such as "8", "08:00", "8am", "7.30 pm", "noon"; None for anything else."""
    found, rest = times.minute(text)
    return None if rest.strip() else found


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _zone(text: str, *, settled: bool) -> tuple[str, str]:
    """The zone with which a line begins, longest first, and what follows it."""
    if text.lstrip()[:1] in (",", ";"):
        return "", text
    words = text.split()
    led = words[:1] in (["in"], ["en"], ["à"])
    words = words[1:] if led else words
    for size in range(min(4, len(words)), 0, -1):
        typed = " ".join(words[:size])
        found = zones.find(typed.rstrip(",;"))
        alone = typed[-1:] in ",;" or size == len(words)
        if found and (zones.exact(typed.rstrip(",;")) or led or alone or not settled):
            return found, " ".join(words[size:])
    return "", text
