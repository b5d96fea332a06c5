"""Date stamps as news pages and programs write them, read into a day or a moment.

What a sentence says of time is `dates`'s to read; where on a page a stamp stands, `copied`'s and `pages`'s.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from corpus.model import Published

UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
LABEL = re.compile(r"(?:(?:last|first) )?(?:published|updated|modified|posted)\b", re.IGNORECASE)
_EVER = datetime(2024, 1, 1, tzinfo=UTC)  # where only the shape of a stamp matters
_YEARS = range(1900, 2101)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d\b(?!\s*(?:GMT|UTC))"
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
_DAY_FIRST = (
    rf"(?<![:.\d])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[\s-]+(?P<month>{MONTH})(?:,?[\s-]+(?P<year>{_YEAR}))?"
)
_MONTH_FIRST = rf"\b(?P<month>{MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year>{_YEAR}))?"
_YEAR_FIRST = r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:T(?=\d))?(?!\d)"
_NUMBERS = r"(?<!\d)(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})[-/.](?P<year>\d{4})\b"
# Every stamp holds one of these; most lines of a page hold none.
_TOLD = re.compile(rf"{'|'.join(_MONTHS)}|\d[-/.]\d|\bago\b|\bnow\b|\btoday\b|\byesterday\b", re.IGNORECASE)
_DAYS = [re.compile(form, re.IGNORECASE) for form in (_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _NUMBERS)]

_HOURS = {  # east of Greenwich
    "z": 0, "gmt": 0, "utc": 0, "ut": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "wat": 1, "cest": 2, "eet": 2,
    "sast": 2, "eest": 3, "msk": 3, "trt": 3, "eat": 3, "idt": 3, "gst": 4, "pkt": 5, "ist": 5.5, "hkt": 8,
    "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "nst": -3.5, "adt": -3, "ast": -4, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7,
    "pst": -8, "akdt": -8, "akst": -9, "hst": -10,
}  # fmt: skip
_CITIES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_ZONE = rf"(?:(?:GMT|UTC)?\s?[+−-]\d{{1,2}}(?::?\d\d)?|{'|'.join([*_HOURS, *_CITIES])})"
_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"|(?P<bare>1?\d)(?=\s?[ap]\.?m)|(?P<run>[0-2]\d[0-5]\d)(?=\s?(?:GMT|UTC)))(?!\d)"
    rf"\s?(?P<half>[ap]\.?m\b\.?)?,?(?:\s?\(?(?P<zone>{_ZONE})(?!\w)\)?)?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one)\s?(?P<unit>min(?:ute)?s?|m|h(?:ou)?rs?|h|days?|d|weeks?|w)\.? ago\b|\bjust now\b",
    re.I,
)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FILLER = re.compile(
    rf"(?>{_WEEKDAY}|on|at|dated?|article|story|time|eastern|local|and|in|\b(?:{'|'.join(_HOURS)})\b|[\W_])*+",
    re.IGNORECASE,
)
STAMP = re.compile(
    rf"(?P<sure>(?:(?:{LABEL.pattern})(?: on| at)?:?\s+|{_WEEKDAY},?\s+)+)?"
    rf"(?:(?:{MONTH}\s*\d{{1,2}},?\s+|\d{{1,2}}\s+{MONTH},?\s+){_YEAR}|\d+ \w+ ago\b)"
    rf"(?P<time>,?\s+(?:at )?\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s?{_ZONE}(?!\w))?)?",
    re.IGNORECASE,
)


def read_date(text: str, now: datetime | None) -> Published | None:
    """When a stamp says it was: a day, or a moment where it tells time of day and zone; None for what is no stamp.

    Read are ISO 8601 (no zone is UTC), RFC 2822, seconds or milliseconds since 1970, and what news pages write: "Tue
    May 14 2024", "14 May 2024 18:30 GMT", "Updated 9:30 a.m. ET, May 14, 2024" and, counted back from `now`, "2 hours
    ago", "yesterday" and days without a year; with no `now` these are None. A publication goes before an update. A time
    without a zone leaves the day; day and month as two numbers that could be either are not guessed; years are 1900 to
    2100.
    """
    text = " ".join(text[:201].split())
    if not text or len(text) > 200:
        return None
    return _epoch(text) or _iso(text) or _stamped(text, now)


def is_stamp(line: str) -> bool:
    """Whether a line is a stamp and no more."""
    return read_date(line, _EVER) is not None


def _epoch(text: str) -> Published | None:
    if not re.fullmatch(r"-?\d{9,10}(?:\.\d+)?|\d{13}", text):
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(text) / (1000 if len(text) == 13 else 1))
    return Published.at(moment) if moment.year in _YEARS else None


def _iso(text: str) -> Published | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    if len(text) <= 10:
        return Published(moment.date())
    return Published.at(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _stamped(text: str, now: datetime | None) -> Published | None:
    """The stamp of a line that holds nothing else; of several, the first that is no update."""
    if not _TOLD.search(text):
        return None
    start, *labelled = re.split(f"({LABEL.pattern})", text, flags=re.IGNORECASE)
    parts = [("", start), *zip(labelled[::2], labelled[1::2], strict=True)]
    said = [(label, part) for label, part in parts if not _FILLER.fullmatch(part)]
    found = [(label, _stamp(part, now)) for label, part in said]
    if not found or any(stamp is None for _, stamp in found):
        return None
    return min(found, key=lambda pair: UPDATED.search(pair[0]) is not None)[1]


def _stamp(text: str, now: datetime | None) -> Published | None:
    ago = _AGO.search(text)
    if ago:
        return _ago(ago, now) if now and _FILLER.fullmatch(_without(text, ago)) else None
    day, rest = _day(text, now)
    time = _TIME.search(rest)
    if day is None or day.year not in _YEARS or not _FILLER.fullmatch(_without(rest, time)):
        return None
    return _moment(day, time) if time else Published(day)


def _without(text: str, found: re.Match[str] | None) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _ago(ago: re.Match[str], now: datetime) -> Published:
    if not ago["unit"]:
        return Published.at(now)
    count = int(ago["count"]) if ago["count"].isdigit() else 1
    unit = _UNITS[ago["unit"][0].lower()]
    moment = Published.at(now - timedelta(**{unit: count}))
    return moment if unit in ("minutes", "hours") else Published(moment.day)


def _day(text: str, now: datetime | None) -> tuple[date | None, str]:
    """The day that a stamp tells, and the rest of the stamp."""
    found = next(filter(None, (form.search(text) for form in _DAYS)), None)
    if found is None:
        word = re.search(r"\b(?:today|(?P<before>yesterday))\b", text, re.IGNORECASE)
        day = (now.astimezone(UTC) - timedelta(days=bool(word["before"]))).date() if word and now else None
        return day, _without(text, word)
    rest = _without(text, found)
    if not found["year"] and (late := re.search(rf"\b{_YEAR}", _without(rest, _TIME.search(rest)))):
        return _date(found, int(late[0])), rest.replace(late[0], "", 1)
    if not found["year"]:
        return _latest(found, now), rest
    return _date(found, int(found["year"])), rest


def _latest(found: re.Match[str], now: datetime | None) -> date | None:
    """A day with no year was the last such day, since pages leave out the year that is under way: 29 February of years ago, too."""
    if now is None:
        return None
    tomorrow = now.date() + timedelta(days=1)
    days = (_date(found, now.year - back) for back in range(9))
    return next((day for day in days if day and day <= tomorrow), None)


def _date(found: re.Match[str], year: int) -> date | None:
    parts = found.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        if one <= 12 and two <= 12 and one != two and "." not in found[0]:
            return None
        day, month = (two, one) if two > 12 else (one, two)
    else:
        name = parts["month"][:3].lower()
        day, month = int(parts["day"]), _MONTHS.index(name) + 1 if name in _MONTHS else int(parts["month"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(day: date, time: re.Match[str]) -> Published | None:
    """Day and time together; the day alone when no zone is told, None for an hour past 23."""
    run = time["run"] or ""
    hour, minute = int(run[:2] or time["hour"] or time["bare"]), int(run[2:] or time["minute"] or 0)
    if time["half"] and hour <= 12:
        hour = hour % 12 + 12 * (time["half"][0] in "pP")
    if hour > 23:
        return None
    if not time["zone"]:
        return Published(day)
    zone = _zone(time["zone"].lower().replace("−", "-"))
    return Published.at(datetime(day.year, day.month, day.day, hour, minute, int(time["second"] or 0), tzinfo=zone))


def _zone(name: str) -> tzinfo:
    if name in _CITIES:
        return ZoneInfo(_CITIES[name])
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    sign, hours, minutes = re.fullmatch(r"\D*([+-])(\d{1,2}?):?(\d\d)?", name).groups()  # type: ignore[union-attr]
    offset = timedelta(hours=min(int(hours), 23), minutes=min(int(minutes or 0), 59))
    return timezone(-offset if sign == "-" else offset)
