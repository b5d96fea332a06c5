"""What each shape of date words means: (now, values) -> Span, or None where the words mean no time after all.

What is told by its distance from now alone is in `turns`, what stands for a time by itself in `points`, ranges in `ranges`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from corpus.dates import spans, turns
from corpus.dates.holidays import Holiday
from corpus.dates.points import Clock, Settled, clock_of, settle, year_of
from corpus.dates.spans import CLOCKS, Grain, Now, Part, Span
from corpus.dates.turns import Season

Quarter = tuple[Grain, int, int | None]

# Hours since midnight at which a part of the day begins, is no longer early, is late, and ends.
_DAYPARTS = {
    "morning": (0, 9, 9, 12),
    "afternoon": (12, 14, 16, 19),
    "evening": (18, 20, 21, 24),
    "night": (18, 21, 21, 30),
}


# ---- years, and what is counted within a period ----


def decade(_now: Now, decade: int, part: Part | None = None) -> Span:
    """The 1990s, the mid-1990s."""
    found = spans.around(date(decade, 1, 1), "decade")
    return spans.part(found, part) if part else found


def century(_now: Now, ordinal: int) -> Span:
    """The 19th century, 1801 to 1900."""
    return spans.around(date(ordinal * 100, 1, 1), "century")


def month_of_year(_now: Now, month: int, annual: int | Span) -> Span:
    """March 2023, March of last year."""
    return spans.around(date(year_of(annual), month, 1), "month")


def season_of_year(_now: Now, season: Season, annual: int | Span) -> Span:
    """The summer of 2022."""
    return turns.season_of(season, year_of(annual))


def holiday_of_year(_now: Now, holiday: Holiday, annual: int | Span) -> Span | None:
    """Christmas 2022."""
    return spans.on_day(holiday(year_of(annual)))


def quarter(now: Now, quarter: Quarter, annual: int | Span | None = None) -> Span | None:
    """Q3 2023, H1 of last year; without a year, the latest that has begun."""
    unit, number, year = quarter
    if annual is None and year is None:
        return _latest_nth(now, number, unit)
    return _nth_of_year(year or year_of(annual or 0), number, unit)


def nth_quarter(now: Now, number: int, unit: Grain, annual: int | Span | None = None) -> Span | None:
    """The third quarter of 2023."""
    return quarter(now, (unit, number, None), annual) if unit in ("quarter", "half") else None


def _latest_nth(now: Now, number: int, unit: Grain) -> Span | None:
    found = (_nth_of_year(now.today.year - back, number, unit) for back in range(2))
    return next((replace(each, cycle="year") for each in found if each and each.since <= now.wall), None)


def _nth_of_year(year: int, number: int, unit: Grain) -> Span | None:
    return spans.nth(spans.around(date(year, 1, 1), "year"), number, unit)


def nth_of(now: Now, number: int, unit: Grain, period: Settled, backwards: int | None = None) -> Span | None:
    """The second week of May, the last day of 2023, the third last week of the year."""
    outer = settle(now, period)
    return outer and spans.nth(outer, number * (backwards or 1), unit)


def nth_weekday_of(now: Now, number: int, weekday: int, period: Settled) -> Span | None:
    """The first Monday of last month."""
    outer = settle(now, period)
    return outer and spans.nth_weekday(outer, number, weekday)


def part_of(now: Now, part: Part, period: Settled) -> Span | None:
    """Late May, the end of the year, early last week."""
    whole = settle(now, period)
    return whole and spans.part(whole, part)


def clipped(now: Now, clip: Part, period: Span) -> Span:
    """Earlier this month: what is over of it; later this month: what is left; of a period that is not now, a part."""
    if not period.since < now.wall < period.until:
        return spans.part(period, clip)
    return replace(period, until=now.wall) if clip == "early" else replace(period, since=now.wall)


# ---- days ----


def weekday_the_nth(now: Now, weekday: int, day: int) -> Span | None:
    """Tuesday the 19th: the latest 19th that was a Tuesday."""
    return spans.on_day(spans.latest_day(day, now.today, weekday))


def weekday_of_week(_now: Now, weekday: int, week: Span) -> Span | None:
    """Monday last week."""
    return spans.nth_weekday(week, 1, weekday)


def weekday_and_day(now: Now, weekday: int, day: Span) -> Span:
    """Monday, 18 February: of no year, the nearest that is a Monday, even ahead. If they disagree, the date counts."""
    if day.cycle != "year":
        return replace(day, cycle=None)
    dates = (spans.on(now.today.year + years, day.since.month, day.since.day) for years in range(-12, 3))
    fitting = (each for each in dates if each and each.weekday() == weekday)
    nearest = min(fitting, key=lambda each: abs(each - now.today), default=day.since.date())
    return spans.on_day(nearest) or day


def offset_from(now: Now, number: int, unit: Grain, op: str, day: Settled) -> Span | None:
    """Three days after Easter, a week before 14 May."""
    anchor = settle(now, day)
    if anchor is None or unit in CLOCKS:
        return None
    return spans.on_day(spans.moved(anchor.since.date(), -number if op == "before" else number, unit), anchor.cycle)


def unit_beside(now: Now, unit: Grain, op: str, day: Settled) -> Span | None:
    """The day before yesterday; the week after 14 May, seven days from the next on."""
    anchor = settle(now, day)
    if anchor is None or unit in CLOCKS:
        return None
    if op == "before":
        return Span(spans.midnight(spans.moved(anchor.since.date(), -1, unit)), anchor.since, unit, anchor.cycle)
    return Span(anchor.until, spans.midnight(spans.moved(anchor.until.date(), 1, unit)), unit, anchor.cycle)


def weekday_beside(now: Now, weekday: int, op: str, day: Settled, number: int = 1) -> Span | None:
    """The Tuesday after Easter, the third Sunday before it."""
    anchor = settle(now, day)
    if anchor is None:
        return None
    turn = 1 if op == "after" else -1
    away = ((weekday - anchor.since.weekday()) * turn - 1) % 7 + 1 + 7 * (number - 1)
    return spans.on_day(anchor.since.date() + timedelta(days=away * turn), anchor.cycle)


def week_of(now: Now, unit: Grain, day: Settled) -> Span | None:
    """The week of 14 May: the calendar week that holds it."""
    anchor = settle(now, day)
    return spans.around(anchor.since.date(), unit) if anchor and unit in ("week", "weekend") else None


# ---- hours ----


def daypart_of(now: Now, day: Settled, daypart: str, part: Part | None = None) -> Span | None:
    """Yesterday evening, early on Monday morning; a night goes on until 6 the next morning."""
    found = settle(now, day)
    if found is None or found.grain != "day":
        return None
    begins, soon, late, ends = (found.since + timedelta(hours=hour) for hour in _DAYPARTS[daypart])
    since, until = {"early": (begins, soon), "late": (late, ends)}.get(part or "", (begins, ends))
    return Span(since, until, "hour", found.cycle)


def turn_of_daypart(now: Now, turn: int, daypart: str, part: Part | None = None) -> Span | None:
    """This morning, last night."""
    return daypart_of(now, turns.this_day(now, turn), daypart, part) if turn == 0 or daypart == "night" else None


def this_night(now: Now, tonight: str, part: Part | None = None) -> Span | None:
    """Tonight."""
    return turn_of_daypart(now, 0, tonight, part)


def clocks_of(now: Now, first: Clock, second: Clock, day: Settled) -> Span | None:
    """From 9:30 to 11:00 on Thursday."""
    since, until = clock_of(now, day, first), clock_of(now, day, second)
    return replace(since, until=until.since) if since and until and since.since < until.since else None
