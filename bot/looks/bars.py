"""The days of a timeline in steps long enough to be told apart on a phone: days, weeks, months or years. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# How many days at most are shown in steps of what: no picture has much more than a hundred bars.
STEPS = {"day": 100, "week": 900, "month": 3_900, "year": 40_000, "decade": 400_000, "century": 4_000_000}
YEARS = {"year": 1, "decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Bars:
    """The days of a timeline in steps of a `unit`, one of STEPS: the first day of each and its count."""

    unit: str
    starts: tuple[date, ...]
    counts: tuple[int, ...]


def bars(days: Sequence[tuple[date, int]]) -> Bars:
    """Steps so long that they can be told apart on a phone, those without articles among them. ValueError without days."""
    first, last = min(day for day, _ in days), max(day for day, _ in days)
    span = (last - first).days
    unit = next(unit for unit, most in STEPS.items() if span <= most)
    counts: Counter[date] = Counter()
    for day, count in days:
        counts[begin(day, unit)] += count
    starts = [begin(first, unit)]
    while (following := _after(starts[-1], unit)) is not None and following <= last:
        starts.append(following)
    return Bars(unit, tuple(starts), tuple(counts[start] for start in starts))


def begin(day: date, unit: str) -> date:
    """The first day of the step that holds a day; a week begins on Monday."""
    if unit == "day":
        return day
    if unit == "week":
        return max(date.min, day - timedelta(min(day.weekday(), day.toordinal() - 1)))
    if unit == "month":
        return day.replace(day=1)
    return date(max(1, day.year - day.year % YEARS[unit]), 1, 1)


def _after(start: date, unit: str) -> date | None:
    """The first day of the next step; None where the calendar ends before."""
    days = {"day": 1, "week": 7, "month": 31}.get(unit) or 366 * YEARS[unit]
    return begin(start + timedelta(days), unit) if days <= (date.max - start).days else None
