"""Scores `corpus.dates` on a file of date expressions, one JSON object a line, as made from Duckling's time corpus.

    python -m benchmarks.dates FILE.jsonl [--misses]

Each line holds `text`, `kind` (datetime, datetimeInterval, ... or NEGATIVE), `grain`, `values` (one moment of that
grain, or a beginning and an exclusive end), `direction` (after or before, for what is open) and `reference`, when it is
said.
Three figures for each group, each including those before it:

- strict: one mention, with exactly that window.
- either: that of the same words said a day, a week, a month or a year later. Duckling looks ahead ("on Monday" is the
  coming one), Dateline back; what tells its direction or its year has but one reading.
- held: the window holds the expected one and is at most a year long. "Two weeks ago" is a day to Duckling, a week here.
"""

from __future__ import annotations

import argparse
import calendar
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corpus.dates import mentions
from corpus.model import Window

_TELLS = re.compile(
    r"\d{4}|\b(last(?! \w+ (?:of|in) )|past|previous|this(?! \w+day)|current|next|coming|upcoming|following|ago|hence"
    r"|now|today|day (after|before))\b",
    re.IGNORECASE,
)
_TURNS = (1, 7, 31, 366)
_MAIN = ("day", "week", "month", "quarter", "year", "range")
_OTHERS = ("open", "clock", "holiday", "negative")
_GRADES = ("strict", "either", "held", "miss")
_DAYS = {"Second": 1 / 86400, "Minute": 1 / 1440, "Hour": 1 / 24, "Day": 1, "Week": 7}
_MONTHS = {"Month": 1, "Quarter": 3, "Year": 12}


@dataclass(frozen=True, slots=True)
class Case:
    """An expression, when it is said, and the window expected; None where it must be no mention."""

    text: str
    group: str
    said: datetime
    expected: Window | None


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file, in order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        said = datetime.fromisoformat(row["reference"])
        yield Case(row["text"], _group(row), said, _expected(row, said))


def _group(row: dict[str, Any]) -> str:
    if row["kind"] == "NEGATIVE":
        return "negative"
    if "Holiday" in row["kind"]:
        return "holiday"
    if row["direction"]:
        return "open"
    if row["grain"] in ("Second", "Minute", "Hour"):
        return "clock"
    return "range" if len(row["values"]) == 2 else str(row["grain"]).lower()


def _expected(row: dict[str, Any], said: datetime) -> Window | None:
    values = [datetime.fromisoformat(value).replace(tzinfo=said.tzinfo) for value in row["values"]]
    if not values:
        return None
    if row["direction"]:
        return Window(values[0], None) if row["direction"] == "after" else Window(None, values[0])
    return Window(values[0], values[1] if len(values) == 2 else _end(values[0], row["grain"]))


def _end(since: datetime, grain: str) -> datetime:
    if grain in _DAYS:
        return since + timedelta(days=_DAYS[grain])
    year, month = divmod(since.year * 12 + since.month - 1 + _MONTHS[grain], 12)
    return since.replace(year=year, month=month + 1, day=min(since.day, calendar.monthrange(year, month + 1)[1]))


def read(text: str, now: datetime) -> Window | None:
    """The window of the only mention in a text, without its words; None for none or several."""
    found = mentions.find(text, now, now.tzinfo or UTC)
    return Window(found[0].window.since, found[0].window.until) if len(found) == 1 else None


def grade(case: Case) -> str:
    """How a case is read: one of the figures, or "miss"."""
    found = read(case.text, case.said)
    if found == case.expected:
        return "strict"
    later = () if _TELLS.search(case.text) else _TURNS
    if case.expected and any(read(case.text, case.said + timedelta(days=turn)) == case.expected for turn in later):
        return "either"
    return "held" if found and case.expected and _holds(found, case.expected) else "miss"


def _holds(found: Window, expected: Window) -> bool:
    if not (found.since and found.until and expected.since and expected.until):
        return False
    within = found.since <= expected.since and expected.until <= found.until
    return within and found.until - found.since <= timedelta(days=366)


def main() -> None:
    """Prints a line for each group, and with `--misses` each expression that is read otherwise."""
    parser = argparse.ArgumentParser(description="Score date expressions.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    results = [(case, grade(case)) for case in cases(options.file)]
    print(f"{'':16}{'cases':>7}{'strict':>8}{'either':>8}{'held':>8}")
    for name in (*_MAIN, "day to range", *_OTHERS):
        members = _MAIN if name == "day to range" else (name,)
        print(_line(name, [found for case, found in results if case.group in members]))
    for case, found in results if options.misses else ():
        if found in ("held", "miss"):
            shown = f"{_shown(read(case.text, case.said))} for {_shown(case.expected)}"
            print(f"{case.group:9}{found:6}{case.text!r}: {shown}")


def _line(name: str, found: list[str]) -> str:
    reached = [sum(each in _GRADES[: place + 1] for each in found) / max(len(found), 1) for place in range(3)]
    return f"{name:16}{len(found):7}" + "".join(f"{share:8.3f}" for share in reached)


def _shown(window: Window | None) -> str:
    if window is None:
        return "nothing"
    return " to ".join(edge.astimezone(UTC).isoformat(" ", "minutes")[:16] if edge else "…" for edge in _edges(window))


def _edges(window: Window) -> tuple[datetime | None, datetime | None]:
    return window.since, window.until


if __name__ == "__main__":
    main()
