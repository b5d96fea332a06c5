"""Days, moments, periods and counts as the spoken language puts them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

from bot.digests.schedule import DAILY, WEEKDAYS, WEEKENDS
from bot.words import ENGLISH, _, marked, plural, spoken
from corpus.model import Freshness, Kind, Published, Window

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SOUGHT = {
    Kind.WHO: marked("a person"),
    Kind.WHERE: marked("a place"),
    Kind.WHEN: marked("a time"),
    Kind.COUNT: marked("a number"),
    Kind.MONEY: marked("an amount of money"),
    Kind.WHY: marked("a reason"),
    Kind.HOW: marked("a way"),
    Kind.POLAR: marked("yes or no"),
    Kind.TOPIC: marked("what is new"),
}
_TICK = timedelta(microseconds=1)
_YEAR_SIGN = "\u202fр."  # in Ukrainian: its full stop and that of a sentence would stand side by side


def day(value: date) -> str:
    """`14 May 2024`, `14. Mai 2024`."""
    return _date(value, f"{value.day} {_month(value)} {value.year}", "yMMMd")


def day_of_year(value: date) -> str:
    """`14 May`, `14. Mai`."""
    return _date(value, f"{value.day} {_month(value)}", "MMMd")


def month(value: date) -> str:
    """`May 2024`, `Mai 2024`."""
    return _date(value, f"{_month(value)} {value.year}", "yMMM")


def _month(value: date) -> str:
    return _MONTHS[value.month - 1]


def _date(value: date, english: str, skeleton: str) -> str:
    """A date with the parts of Babel's `skeleton`; English is written day first, as news is."""
    if spoken() == ENGLISH:
        return english
    from babel.dates import format_skeleton  # noqa: PLC0415  (English needs none of it)

    midday = datetime(value.year, value.month, value.day, 12, tzinfo=UTC)
    return format_skeleton(skeleton, midday, UTC, locale=spoken()).removesuffix(_YEAR_SIGN)


def weekday(number: int) -> str:
    """`Mon` for 0, `Mo`."""
    if spoken() == ENGLISH:
        return _WEEKDAYS[number]
    from babel.dates import get_day_names  # noqa: PLC0415

    return str(get_day_names("abbreviated", locale=spoken())[number]).rstrip(".")


def days(chosen: Sequence[int]) -> str:
    """`every day`, `on weekdays`, or `on Mon, Wed and Fri`."""
    held = tuple(sorted(set(chosen)))
    named = {DAILY: _("every day"), WEEKDAYS: _("on weekdays"), WEEKENDS: _("on weekends")}.get(held)
    return named or _("on {days}", days=_listed([weekday(day) for day in held], "and", "standard"))


def either(names: Sequence[str]) -> str:
    """`“BBC” or “DW”`."""
    return _listed(names, "or", "or")


def _listed(names: Sequence[str], last: str, style: Literal["standard", "or"]) -> str:
    if spoken() == ENGLISH:
        return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    from babel.lists import format_list  # noqa: PLC0415

    return format_list(names, style, spoken())


def clock(value: datetime, zone: tzinfo) -> str:
    """`14 May 2024, 09:30` in the zone; in UTC where the calendar ends before the zone's day begins."""
    local = _local(value, zone)
    return _("{day}, {clock}", day=day(local), clock=f"{local:%H:%M}")


def brief(given: str, longest: int = 80) -> str:
    """The beginning of a text too long to be repeated to its author."""
    return given if len(given) <= longest else f"{given[: longest - 1].rstrip()}…"


def count(number: int, noun: str) -> str:
    """`1 article`, `1,234 articles`: English, for the command line."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def age(published: Published, now: datetime, zone: tzinfo) -> str:
    """How old a publication is, as the end of a sentence that begins with "the newest is"."""
    if published.moment is None:
        return _("from {day}", day=day(published.day))
    minutes = int((now - published.moment).total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute old")
    if minutes < 2 * 60:
        return plural("{number} minute old", "{number} minutes old", minutes)
    hours = minutes // 60
    if hours < 48:
        return plural("{number} hour old", "{number} hours old", hours)
    return _("from {day}", day=day(_local(published.moment, zone)))


def period(window: Window | None, zone: tzinfo) -> str:
    """A window as the end of a sentence: `on 14 May 2024`, `from 6 May 2024 to 12 May 2024`, `since 3 Nov 2024`.

    "" for no window, or one that is open at both ends.
    """
    if window is None or (window.since is None and window.until is None):
        return ""
    since = _edge(window.since, zone) if window.since else ""
    if window.until is None:
        return _("since {day}", day=since)
    if window.since is None:
        return _("before {day}", day=_edge(window.until, zone))
    last = _local(window.until - _TICK, zone)
    first = _local(window.since, zone)
    if first.date() == last.date():
        return _("on {day}", day=day(first))
    return _("from {first} to {last}", first=since, last=day(last))


def window(value: Window | None, zone: tzinfo) -> str:
    """A window as it was said and as it was understood: `last week: from 6 May 2024 to 12 May 2024`; "" for none."""
    told = period(value, zone)
    return f"{value.said}: {told}" if value and value.said and told else told


def sought(kind: str) -> str:
    """What a kind of question asks for."""
    return _(next((told for known, told in _SOUGHT.items() if known == kind), marked("a thing")))


def searched(freshness: Freshness, now: datetime, zone: tzinfo) -> str:
    """What was there to search and how fresh it is, as a sentence."""
    if not freshness.articles:
        return _("There are no articles to search yet.")
    if freshness.newest is None:
        return plural(
            "I searched {number} article, and it is not dated.",
            "I searched {number} articles, none of them dated.",
            freshness.articles,
        )
    return plural(
        "I searched {number} article; the newest is {age}.",
        "I searched {number} articles; the newest is {age}.",
        freshness.articles,
        age=age(freshness.newest, now, zone),
    )


def _edge(value: datetime, zone: tzinfo) -> str:
    local = _local(value, zone)
    return day(local) if (local.hour, local.minute) == (0, 0) else clock(value, zone)


def _local(value: datetime, zone: tzinfo) -> datetime:
    try:
        return value.astimezone(zone)
    except OverflowError:  # the first or last day of the calendar
        return value
