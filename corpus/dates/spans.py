"""Stretches of calendar time: the week of a day, its neighbours, its parts. By what words they go is left to `dates`.

Datetimes in here are naive and read as wall time in one zone, their `fold` telling the second pass of a repeated hour.
A span becomes moments only in `window`: so a day is a day, too, when the clocks change. Weeks begin on Monday, a
weekend is Saturday and Sunday, and seasons are the northern ones of three whole months, winter from December.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import product
from typing import Literal

from corpus.model import Window

Grain = Literal[
    "minute", "hour", "day", "weekend", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade",
    "century",
]  # fmt: skip
Part = Literal["early", "mid", "late"]

ALWAYS, FOREVER = datetime.min, datetime.max  # noqa: DTZ901 - the edges of an open span, in wall time

_DAYS: dict[Grain, int] = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
_MONTHS: dict[Grain, int] = {
    "month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200
}  # fmt: skip
_CLOCK: dict[Grain, timedelta] = {"minute": timedelta(minutes=1), "hour": timedelta(hours=1)}
CLOCKS = frozenset(_CLOCK)

# The unit in which a span is cut, and where its early, middle and late part begin and end; None is the span's own end.
_PARTS: dict[Grain, tuple[Grain, dict[Part, tuple[int, int | None]]]] = {
    "week": ("day", {"early": (0, 3), "mid": (1, 4), "late": (4, None)}),
    "month": ("day", {"early": (0, 10), "mid": (10, 20), "late": (20, None)}),
    "quarter": ("month", {"early": (0, 1), "mid": (1, 2), "late": (2, None)}),
    "season": ("month", {"early": (0, 1), "mid": (1, 2), "late": (2, None)}),
    "half": ("month", {"early": (0, 2), "mid": (2, 4), "late": (4, None)}),
    "year": ("month", {"early": (0, 3), "mid": (4, 8), "late": (8, None)}),
    "decade": ("year", {"early": (0, 4), "mid": (4, 7), "late": (7, None)}),
    "century": ("decade", {"early": (0, 3), "mid": (3, 7), "late": (7, None)}),
}


@dataclass(frozen=True, slots=True)
class Span:
    """`since <= t < until` in wall time, open at ALWAYS and FOREVER, with the unit in which it was said.

    `cycle` is the unit in which a span comes round that was said without one: a bare "March" is of some year, and the
    latest, unless what stands beside it says which.
    """

    since: datetime
    until: datetime
    grain: Grain
    cycle: Grain | None = None


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of asking, aware, and the zone in which the asker reads a calendar."""

    moment: datetime
    zone: tzinfo

    @property
    def wall(self) -> datetime:
        """The asker's clock."""
        return self.on_wall(self.moment)

    @property
    def today(self) -> date:
        """The asker's day."""
        return self.wall.date()

    def later(self, hours: float) -> datetime:
        """What the clock shows after so many hours have truly passed, changes of the clocks included."""
        return self.on_wall(self.moment.astimezone(UTC) + timedelta(hours=hours))

    def on_wall(self, moment: datetime) -> datetime:
        """What the asker's clock shows at an aware moment."""
        return moment.astimezone(self.zone).replace(tzinfo=None)


def window(span: Span, zone: tzinfo, said: str = "") -> Window | None:
    """The span as moments in UTC; None where nothing is left of it, as of a day that a zone left out.

    A midnight that does not exist is the moment at which the clocks went forward. OverflowError near years 1 and 9999.
    """
    since = None if span.since == ALWAYS else span.since.replace(tzinfo=zone).astimezone(UTC)
    until = None if span.until == FOREVER else span.until.replace(tzinfo=zone).astimezone(UTC)
    return None if since and until and since >= until else Window(since, until, said)


def midnight(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time.min)


def on_day(day: date | None, cycle: Grain | None = None) -> Span | None:
    """A day as a span; None for no day."""
    return Span(midnight(day), midnight(day + timedelta(days=1)), "day", cycle) if day else None


def moved(day: date, count: int, unit: Grain) -> date:
    """So many units later or earlier; the last of a month that is too short. OverflowError or ValueError past 9999."""
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + count * _MONTHS[unit], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def around(day: date, unit: Grain) -> Span:
    """The calendar unit that holds a day; for the weekend, the latest that has begun by then."""
    first = _first(day, unit)
    after = first + timedelta(days=2) if unit == "weekend" else moved(first, 1, unit)
    return Span(midnight(first), midnight(after), unit)


def _first(day: date, unit: Grain) -> date:
    if unit == "day":
        return day
    if unit in _DAYS:
        return day - timedelta(days=(day.weekday() - 5) % 7 if unit == "weekend" else day.weekday())
    if unit == "century":
        return date((day.year - 1) // 100 * 100 + 1, 1, 1)  # the 20th begins with 1901
    offset = 1 if unit == "season" else 0
    months = day.year * 12 + day.month - 1 + offset
    year, month = divmod(months - months % _MONTHS[unit] - offset, 12)
    return date(year, month + 1, 1)


def clock_around(wall: datetime, now: Now, unit: Grain) -> Span:
    """The hour or the minute that holds a wall time, as long as it lasts; of a skipped one, that in its place."""
    since = wall.replace(minute=0 if unit == "hour" else wall.minute, second=0, microsecond=0)
    return Span(since, now.on_wall(since.replace(tzinfo=now.zone).astimezone(UTC) + _CLOCK[unit]), unit)


def neighbour(span: Span, count: int, unit: Grain | None = None) -> Span:
    """A span of the same length, so many of its own (or the given) units later; whole months stay whole months."""
    since = _moved(span.since, count, unit or span.grain)
    months = _whole_months(span)
    until = _moved(since, months, "month") if months else since + (span.until - span.since)
    return replace(span, since=since, until=until)


def _moved(wall: datetime, count: int, unit: Grain) -> datetime:
    return datetime.combine(moved(wall.date(), count, unit), wall.time())


def _whole_months(span: Span) -> int:
    months = (span.until.year - span.since.year) * 12 + span.until.month - span.since.month
    return months if span.since.day == span.until.day == 1 else 0


def part(span: Span, which: Part) -> Span:
    """The early, middle or late part: ten days of a month, four months of a year; of what has no parts, all of it."""
    if span.grain not in _PARTS:
        return span
    unit, cuts = _PARTS[span.grain]
    first, after = cuts[which]
    until = span.until if after is None else _moved(span.since, after, unit)
    return Span(_moved(span.since, first, unit), until, unit, span.cycle)


def nth(span: Span, number: int, unit: Grain) -> Span | None:
    """The first, second, ... unit wholly within a span, or its last for -1; None if there are not so many."""
    if unit == "half" and _MONTHS.get(span.grain, 0) < _MONTHS["year"]:
        return _half(span, number)
    step = 1 if number > 0 else -1
    edge = around((span.since if number > 0 else span.until - timedelta(days=1)).date(), unit)
    found = neighbour(edge, number - step if _within(edge, span) else number)
    return replace(found, cycle=span.cycle) if _within(found, span) else None


def _half(span: Span, number: int) -> Span | None:
    middle = midnight((span.since + (span.until - span.since) / 2).date())
    halves = {1: (span.since, middle), 2: (middle, span.until), -1: (middle, span.until)}
    return Span(*halves[number], "half", span.cycle) if number in halves else None


def _within(inner: Span, outer: Span) -> bool:
    return outer.since <= inner.since and inner.until <= outer.until


def nth_weekday(span: Span, number: int, weekday: int) -> Span | None:
    """The first, second, ... Monday (0) to Sunday (6) of a span, or its last for -1; None if there are not so many."""
    first, last = span.since.date(), span.until.date() - timedelta(days=1)
    if number > 0:
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    else:
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-number - 1))
    return on_day(day, span.cycle) if first <= day <= last else None


def on(year: int, month: int, day: int) -> date | None:
    """That date, or None if no calendar has such a day."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def latest(days: Iterable[date | None], today: date) -> date | None:
    """The first of the given days that exists and has come."""
    return next((day for day in days if day and day <= today), None)


def latest_date(month: int, day: int, today: date) -> date | None:
    """The latest 14 May, say, that has come; nine years back, since 29 February may miss two of its turns."""
    return latest((on(today.year - back, month, day) for back in range(9)), today)


def latest_day(day: int, today: date, weekday: int | None = None) -> date | None:
    """The latest 14th that has come; given a weekday, the latest of four years that fell on it."""
    months = product(range(today.year, today.year - 4, -1), range(12, 0, -1))
    found = (on(year, month, day) for year, month in months)
    return latest((each for each in found if each and weekday in (None, each.weekday())), today)


def towards(span: Span, target: datetime) -> Span:
    """A span that comes round, moved to the last of its turns that begins by the target."""
    if span.cycle is None:
        return span
    shortest = {"day": 1, "week": 7, "month": 28}.get(span.cycle, 365)
    turns = (target - span.since).days // shortest + 1
    while neighbour(span, turns, span.cycle).since > target:
        turns -= 1
    return neighbour(span, turns, span.cycle)


def onwards(span: Span, target: datetime) -> Span:
    """A span that comes round, moved to the first of its turns that begins no earlier than the target."""
    near = towards(span, target)
    return near if near.since >= target or near.cycle is None else neighbour(near, 1, near.cycle)
