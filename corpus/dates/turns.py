"""What is told by its distance from now: last week, two months ago, next March, and the latest Monday or Christmas.

Each is (now, values) -> Span, as the rules in `rules` need it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from corpus.dates import spans
from corpus.dates.holidays import Holiday
from corpus.dates.spans import CLOCKS, Grain, Now, Span

Season = tuple[str, int]  # the second is its number, winter 0

_HOURS: dict[Grain, float] = {"minute": 1 / 60, "hour": 1}


def this_day(now: Now, today: int) -> Span:
    """Today and its neighbours."""
    return spans.around(now.today + timedelta(days=today), "day")


# ---- units ----


def turn_of_unit(now: Now, turn: int, unit: Grain) -> Span:
    """Last, this or next week, month ...; "last weekend" is the latest that is over, a fortnight the last 14 days."""
    if unit == "fortnight":
        return stretch_back(now, 1, unit) if turn < 0 else stretch_ahead(now, 1, unit)
    current = spans.around(now.today, unit)
    over = current.until <= now.wall
    return spans.neighbour(current, turn + 1 if over and turn < 0 else turn)


def this_weekend(now: Now, unit: Grain) -> Span | None:
    """Over the weekend: the latest that has begun."""
    return spans.around(now.today, unit) if unit == "weekend" else None


def second_turn(now: Now, unit: Grain, turn: int) -> Span:
    """The week before last, the month after next."""
    return spans.neighbour(spans.around(now.today, unit), 2 * turn)


def stretch_back(now: Now, number: int, unit: Grain) -> Span:
    """The last so many units up to now: hours exactly, all else from a midnight, so that "last 3 days" holds today."""
    if unit in CLOCKS:
        return Span(now.later(-number * _HOURS[unit]), now.wall, unit)
    return Span(spans.midnight(spans.moved(now.today, -number, unit)), now.wall, unit)


def one_back(now: Now, unit: Grain) -> Span | None:
    """The past week; the last minute is no time, and the past weekend a calendar one."""
    if unit == "weekend":
        return turn_of_unit(now, -1, unit)
    return None if unit == "minute" else stretch_back(now, 1, unit)


def stretch_ahead(now: Now, number: int, unit: Grain) -> Span:
    """The next so many whole units after this one."""
    if unit in CLOCKS:
        return Span(now.wall, now.later(number * _HOURS[unit]), unit)
    first = spans.neighbour(spans.around(now.today, unit), 1)
    return replace(first, until=spans.neighbour(first, number - 1).until)


def units_ago(now: Now, number: int, unit: Grain) -> Span:
    """The calendar unit in which it was so long ago: "two weeks ago" is a week, as nobody means it to the day."""
    if unit in CLOCKS:
        return spans.clock_around(now.later(-number * _HOURS[unit]), now, unit)
    return spans.around(spans.moved(now.today, -number, unit), "week" if unit == "fortnight" else unit)


def half_ago(now: Now, unit: Grain) -> Span | None:
    """Half a year ago: the month of it."""
    return units_ago(now, 6, "month") if unit == "year" else None


def units_ahead(now: Now, number: int, unit: Grain) -> Span:
    """The minute, day or (of years) month to which so many units lead."""
    if unit in CLOCKS:
        return spans.clock_around(now.later(number * _HOURS[unit]), now, "minute")
    years = unit in ("year", "decade", "century")
    return spans.around(spans.moved(now.today, number, unit), "month" if years else "day")


def units_from_today(now: Now, number: int, unit: Grain) -> Span | None:
    """Two years from today, to the day."""
    return None if unit in CLOCKS else spans.around(spans.moved(now.today, number, unit), "day")


# ---- weekdays ----


def latest_weekday(now: Now, weekday: int) -> Span:
    """On Tuesday: today or the latest before."""
    day = now.today - timedelta(days=(now.today.weekday() - weekday) % 7)
    return replace(spans.around(day, "day"), cycle="week")


def turn_of_weekday(now: Now, turn: int, weekday: int) -> Span:
    """Last Tuesday is the latest before today, this Tuesday the one of this week, next Tuesday that of the next."""
    if turn < 0:
        return weekdays_ago(now, 1, weekday)
    return spans.around(now.today + timedelta(days=weekday - now.today.weekday() + 7 * turn), "day")


def weekdays_ago(now: Now, number: int, weekday: int) -> Span:
    """Two Tuesdays ago, not counting today."""
    days = (now.today.weekday() - weekday - 1) % 7 + 1 + 7 * (number - 1)
    return spans.around(now.today - timedelta(days=days), "day")


def weekdays_ahead(now: Now, number: int, weekday: int) -> Span:
    """Two Tuesdays from now, not counting today."""
    days = (weekday - now.today.weekday() - 1) % 7 + 1 + 7 * (number - 1)
    return spans.around(now.today + timedelta(days=days), "day")


def weekday_after_next(now: Now, weekday: int) -> Span:
    """The second Tuesday to come."""
    return weekdays_ahead(now, 2, weekday)


# ---- months and seasons ----


def latest_month(now: Now, month: int) -> Span:
    """In March: the latest that has begun."""
    year = now.today.year - (month > now.today.month)
    return replace(spans.around(date(year, month, 1), "month"), cycle="year")


def turn_of_month(now: Now, turn: int, month: int) -> Span:
    """Last March is the latest that is over, next March the first to begin, this March the one of this year."""
    year = now.today.year - (turn < 0 and month >= now.today.month) + (turn > 0 and month <= now.today.month)
    return spans.around(date(year, month, 1), "month")


def month_after_next(now: Now, month: int) -> Span:
    """The second March to come."""
    return spans.neighbour(turn_of_month(now, 1, month), 1, "year")


def season_of(season: Season, year: int) -> Span:
    """Winter is the one that begins in that year."""
    return spans.around(date(year, season[1] * 3 or 12, 1), "season")


def turn_of_season(now: Now, turn: int, season: Season) -> Span:
    """This summer is the one of this year, last summer the latest that is over, next summer the first to begin.

    This winter, in January, is the one that began in December.
    """
    this = season_of(season, now.today.year - (season[1] == 0 and now.today.month < 3))
    if turn < 0 and this.until > now.wall:
        return spans.neighbour(this, -1, "year")
    return spans.neighbour(this, 1, "year") if turn > 0 and this.since <= now.wall else this


def latest_season(now: Now, season: Season) -> Span:
    """In the summer: the latest that has begun."""
    this = turn_of_season(now, 0, season)
    return replace(this if this.since <= now.wall else spans.neighbour(this, -1, "year"), cycle="year")


# ---- holidays ----


def latest_holiday(now: Now, holiday: Holiday) -> Span | None:
    """At Christmas: today or the latest before."""
    return spans.on_day(spans.latest((holiday(now.today.year - back) for back in range(2)), now.today), "year")


def turn_of_holiday(now: Now, turn: int, holiday: Holiday) -> Span | None:
    """Last Christmas, this year's, or the next to come."""
    before, this, after = (holiday(now.today.year + turns) for turns in (-1, 0, 1))
    if turn < 0:
        return spans.on_day(this if this < now.today else before)
    return spans.on_day(after if turn > 0 and this <= now.today else this)


def weekend_of_holiday(now: Now, holiday: Holiday, unit: str) -> Span | None:
    """Labor Day weekend: the latest that has begun, from or to the holiday where that is no Saturday or Sunday."""
    weekends = (_weekend_with(holiday(now.today.year - back)) for back in range(2))
    return next((weekend for weekend in weekends if weekend.since <= now.wall and unit == "weekend"), None)


def _weekend_with(day: date) -> Span:
    saturday = day + timedelta(days=(5 - day.weekday() + 3) % 7 - 3)
    first, after = min(day, saturday), max(day + timedelta(days=1), saturday + timedelta(days=2))
    return Span(spans.midnight(first), spans.midnight(after), "weekend", "year")
