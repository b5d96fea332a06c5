"""Days, moments, periods and counts in plain English. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from corpus.model import Freshness, Kind, Published, Window

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SOUGHT = {
    Kind.WHO: "a person",
    Kind.WHERE: "a place",
    Kind.WHEN: "a time",
    Kind.COUNT: "a number",
    Kind.MONEY: "an amount of money",
    Kind.WHY: "a reason",
    Kind.HOW: "a way",
    Kind.POLAR: "yes or no",
    Kind.TOPIC: "what is new",
}
_TICK = timedelta(microseconds=1)


def day(value: date) -> str:
    """`14 May 2024`."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def clock(value: datetime, zone: tzinfo) -> str:
    """`14 May 2024, 09:30` in the zone; in UTC where the calendar ends before the zone's day begins."""
    local = _local(value, zone)
    return f"{day(local)}, {local:%H:%M}"


def brief(given: str, longest: int = 80) -> str:
    """The beginning of a text too long to be repeated to its author."""
    return given if len(given) <= longest else f"{given[: longest - 1].rstrip()}…"


def count(number: int, noun: str) -> str:
    """`1 article`, `1,234 articles`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def age(published: Published, now: datetime, zone: tzinfo) -> str:
    """How old a publication is, as the end of a sentence that begins with "the newest is"."""
    if published.moment is None:
        return f"from {day(published.day)}"
    minutes = int((now - published.moment).total_seconds() // 60)
    if minutes < 1:
        return "less than a minute old"
    if minutes < 2 * 60:
        return f"{count(minutes, 'minute')} old"
    hours = minutes // 60
    return f"{count(hours, 'hour')} old" if hours < 48 else f"from {day(_local(published.moment, zone))}"


def period(window: Window | None, zone: tzinfo) -> str:
    """A window as the end of a sentence: `on 14 May 2024`, `from 6 May 2024 to 12 May 2024`, `since 3 Nov 2024`.

    "" for no window, or one that is open at both ends.
    """
    if window is None or (window.since is None and window.until is None):
        return ""
    since = _edge(window.since, zone) if window.since else ""
    if window.until is None:
        return f"since {since}"
    if window.since is None:
        return f"before {_edge(window.until, zone)}"
    last = _local(window.until - _TICK, zone)
    first = _local(window.since, zone)
    if first.date() == last.date():
        return f"on {day(first)}"
    return f"from {since} to {day(last)}"


def window(value: Window | None, zone: tzinfo) -> str:
    """A window as it was said and as it was understood: `last week: from 6 May 2024 to 12 May 2024`; "" for none."""
    told = period(value, zone)
    return f"{value.said}: {told}" if value and value.said and told else told


def sought(kind: str) -> str:
    """What a kind of question asks for."""
    return next((told for known, told in _SOUGHT.items() if known == kind), "a thing")


def searched(freshness: Freshness, now: datetime, zone: tzinfo) -> str:
    """What was there to search and how fresh it is, as a sentence."""
    if not freshness.articles:
        return "There are no articles to search yet."
    newest = f"; the newest is {age(freshness.newest, now, zone)}" if freshness.newest else ", none of them dated"
    return f"I searched {count(freshness.articles, 'article')}{newest}."


def _edge(value: datetime, zone: tzinfo) -> str:
    local = _local(value, zone)
    return day(local) if (local.hour, local.minute) == (0, 0) else clock(value, zone)


def _local(value: datetime, zone: tzinfo) -> datetime:
    try:
        return value.astimezone(zone)
    except OverflowError:  # the first or last day of the calendar
        return value
