"""What stands for a time by itself: a year, a month, a date, 3/5, the 14th, 5pm. (now, values) -> Span, or None.

A date without its year, a 14th or an hour is the latest one that has begun by now. An `annual` value is a year as a
number or as a span, a `month` likewise; a Settled one is any that `settle` can read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, cast

from corpus.dates import spans, turns
from corpus.dates.spans import Grain, Now, Span

Settled = Any
Clock = tuple[int, int, Grain]


def settle(now: Now, value: Settled) -> Span | None:
    """The span that a token's value stands for by itself; see `words` for the kinds of values."""
    match value:
        case Span():
            return value
        case datetime():
            return spans.clock_around(now.on_wall(value) if value.tzinfo else value, now, "minute")
        case date():
            return spans.on_day(value)
        case str() | int() | tuple():
            return _settle_plain(now, value)
    return turns.latest_holiday(now, value)


def _settle_plain(now: Now, value: str | int | tuple[Any, ...]) -> Span | None:
    match value:
        case str():
            return spans.around(now.today, cast(Grain, value))
        case int():
            return turns.latest_month(now, value) if value < 13 else spans.around(date(value, 1, 1), "year")
        case ("season", int()):
            return turns.latest_season(now, value)
        case (int(), int(), str()):
            return clock_time(now, value)
        case (int(year), int(month)) if year > 31:
            return spans.around(date(year, month, 1), "month")
    return short_date(now, value)


def written_date(now: Now, date: Settled) -> Span | None:
    """2024-05-14, 14/5/2024, 2024-05, 2024-05-14T10:00Z."""
    return settle(now, date)


def year_of(annual: int | Span) -> int:
    """The year of a number, or of a span that is one."""
    return annual if isinstance(annual, int) else annual.since.year


def plain_year(now: Now, year: int) -> Span | None:
    """In 2021."""
    return settle(now, year)


def named_year(now: Now, unit: str, year: int) -> Span | None:
    """The year 2021."""
    return settle(now, year) if unit == "year" else None


def day_of_month(now: Now, month: int | Span, day: int, annual: int | Span | None = None) -> Span | None:
    """14 May: of the year that is said, or else the latest; None for a day that the calendar lacks."""
    if isinstance(month, Span):
        dated = spans.on(month.since.year, month.since.month, day)
        return spans.on_day(dated, month.cycle) if month.grain == "month" else None
    if annual is None:
        return spans.on_day(spans.latest_date(month, day, now.today), "year")
    return spans.on_day(spans.on(year_of(annual), month, day))


def day_alone(now: Now, day: int) -> Span | None:
    """The 14th."""
    return spans.on_day(spans.latest_day(day, now.today), "month")


def short_date(now: Now, pair: tuple[int, int]) -> Span | None:
    """3/5 is 3 May; only where no month is the second, 2/15 is 15 February."""
    day, month = pair if pair[1] <= 12 else pair[::-1]
    return day_of_month(now, month, day) if month <= 12 else None


def clock_of(now: Now, day: Settled, clock: Clock) -> Span | None:
    """Yesterday at 5pm: the hour, or with minutes the minute, that is said."""
    found = settle(now, day)
    if found is None or found.grain != "day":
        return None
    hour, minute, grain = clock
    wall = datetime.combine(found.since, time(hour, minute))
    return replace(spans.clock_around(wall, now, grain), cycle=found.cycle)


def clock_time(now: Now, clock: Clock) -> Span | None:
    """At 5pm: today, or if that is still to come, yesterday."""
    today = clock_of(now, turns.this_day(now, 0), clock)
    if today and today.since > now.wall:
        today = clock_of(now, turns.this_day(now, -1), clock)
    return today and replace(today, cycle="day")
