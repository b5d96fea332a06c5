"""When a digest is due: wall clocks and zones, skipped and repeated hours, days of the week, quiet hours. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTES = 24 * 60  # of a day
DAILY = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS = (0, 1, 2, 3, 4)
WEEKENDS = (5, 6)
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
LEAST = timedelta(minutes=30)
_AHEAD = 9  # days looked at: a week, and a day on either side for zones and quiet hours


@dataclass(frozen=True, slots=True)
class Timetable:
    """A wall clock: `minute` of the local day (0 to 1439) in `zone` on `days` of the week (Monday is 0).

    `quiet` are the local minutes (first, end) between which nothing is sent; they may span midnight. None: no quiet hours.
    """

    minute: int
    zone: str
    days: tuple[int, ...] = DAILY
    quiet: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which a digest is due: the local day it is for, the moment, and the moment from which it is too late.

    Both moments are aware and in UTC. `ends` is the end of the local day on which `at` lies, or half an hour after `at`
    where that is later: a digest of the day's last minutes needs the time to be sent.
    """

    day: date
    at: datetime
    ends: datetime


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of that name; UTC where the name is no longer known to the zone database."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def following(table: Timetable, after: datetime) -> Occurrence:
    """The first occurrence later than `after`."""
    return next(found for found in _near(table, after) if found.at > after)


def current(table: Timetable, now: datetime) -> Occurrence | None:
    """The newest occurrence that is due at `now` and not yet too late; None between a day's end and its hour."""
    due = [found for found in _near(table, now) if found.at <= now < found.ends]
    return due[-1] if due else None


def _near(table: Timetable, moment: datetime) -> list[Occurrence]:
    """The occurrences from two days before `moment` on, in order."""
    first = moment.astimezone(zone(table.zone)).date() - 2 * _DAY
    days = (first + n * _DAY for n in range(_AHEAD + 2))
    found = [_occurrence(table, day) for day in days if day.weekday() in table.days]
    return [occurrence for occurrence in found if occurrence]


def _occurrence(table: Timetable, day: date) -> Occurrence | None:
    at = moment(day, table.minute, table.zone)
    if at is None:
        return None
    at = quiet_until(table, at) or at
    return Occurrence(day, at, in_time(at, table.zone))


def moment(day: date, minute: int, name: str) -> datetime | None:
    """The moment of a wall clock in UTC: of a repeated minute the first, of a skipped one the next that exists.

    None for a day that a zone left out altogether, as Samoa did with 30 December 2011.
    """
    there = zone(name)
    if not _exists(datetime.combine(day, time(12)), there):
        return None
    local = datetime.combine(day, time(minute // 60, minute % 60))
    while not _exists(local, there):
        local += _MINUTE
    return local.replace(tzinfo=there).astimezone(UTC)


def _exists(local: datetime, there: ZoneInfo) -> bool:
    """Whether a wall clock of the zone ever shows this."""
    return local.replace(tzinfo=there).astimezone(UTC).astimezone(there).replace(tzinfo=None) == local


def in_time(at: datetime, name: str) -> datetime:
    """Until when what is due at `at` may be sent."""
    return max(day_end(at, name), at + LEAST)


def day_end(at: datetime, name: str) -> datetime:
    """The end in UTC of the local day on which `at` lies."""
    day = at.astimezone(zone(name)).date()
    for ahead in (1, 2):
        end = moment(day + ahead * _DAY, 0, name)
        if end is not None:
            return end
    return at + _DAY


def quiet_until(table: Timetable, at: datetime) -> datetime | None:
    """The end of the quiet hours in which `at` lies; None outside of them."""
    if table.quiet is None:
        return None
    first, end = table.quiet
    local = at.astimezone(zone(table.zone))
    minute = local.hour * 60 + local.minute
    inside = first <= minute < end if first < end else minute >= first or minute < end
    if first == end or not inside:
        return None
    day = local.date() + (_DAY if minute >= end else timedelta())
    over = moment(day, end, table.zone)
    return over if over and over > at else None


def clock(minute: int) -> str:
    """`08:05`."""
    return f"{minute // 60:02}:{minute % 60:02}"
