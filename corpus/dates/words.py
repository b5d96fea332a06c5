"""The words of time in English, by class and value. `tokens` finds them, `rules` says what they mean.

Values are numbers (months from 1, weekdays from Monday as 0), names of units and of parts, for dates a `date`, an aware
or naive `datetime` or (year, month), for holidays a function of the year, and tuples: (hour, minute, grain) of a clock,
(unit, number, year or None) of a quarter, ("season", number) and the two numbers of a short date or of a score.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_FIRST = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENTH = [f"{teen}th" for teen in ("ten", "eleven", "twelf", *_NUMBERS[13:20])]
_ORDINALS = [
    *_FIRST, *_TEENTH, "twentieth", *(f"twenty-{unit}" for unit in _FIRST), "thirtieth", "thirty-first"
]  # fmt: skip


def _short(names: list[str], *others: str) -> dict[str, int]:
    """Names by their first three letters, and by the given others: "tues tuesday"."""
    three = {name[:3]: place for place, name in enumerate(names)}
    return three | {short: names.index(name) for short, name in map(str.split, others)}


# Words that have no value, by class. "Super Tuesday" and "USA Today" are names, so are "Sunday Times" and "Today show".
_SAID: dict[str, str] = {
    "the": "the",
    "of": "of",
    "in": "in",
    "on": "on",
    "at": "at @",
    "over": "over during within throughout",
    "for": "for",
    "about": "about around approximately circa",
    "from": "from",
    "to": "to thru",
    "and": "and &",
    "or": "or",
    "as": "as",
    "between": "between",
    "ago": "ago",
    "hence": "hence",
    "now": "now",
    "onwards": "onwards onward",
    "comma": ",",
    "dash": "- – —",
    "stop": ". ? ! ;",
    "quote": '" “ ” ‘',
    "bc": "bc bce",
    "badge": "black super bloody giving freaky giga fat casual usa india russia psychology every each most chinese "
    "lunar islamic jewish persian parsi orthodox clean mini",
    "masthead": "times telegraph mirror mail express herald post show programme program newspaper",
}
# Words with their values, by class.
_MEANT: dict[str, dict[str, Any]] = {
    "since": {"since": "since"},
    "until": {"until till til untill": "until"},
    "through": {"through": "until"},
    "before": {"before": "before"},
    "after": {"after": "after"},
    "by": {"by": "by"},
    "this": {"this current all": 0},
    "last": {"last": -1},
    "previous": {"previous prior preceding": -1},
    "past": {"past": -1},
    "next": {"next coming upcoming": 1},
    "following": {"following": 1},
    "a": {"a an": 1},
    "number": {
        **{word: value for value, word in enumerate(_NUMBERS)}, **_TENS, "couple pair": 2, "few several": 3, "dozen": 12
    },
    "ordinal": {word: value for value, word in enumerate(_ORDINALS, 1)},
    "month": {name: number + 1 for number, name in enumerate(MONTHS)}
    | {name: number + 1 for name, number in _short(MONTHS, "sept september").items()},
    "weekday": {name: day for day, name in enumerate(WEEKDAYS)},
    "weekdays": {f"{name}s": day for day, name in enumerate(WEEKDAYS)},
    "short_weekday": _short(WEEKDAYS, "tues tuesday", "weds wednesday", "thur thursday", "thurs thursday"),
    "days": {"day days": "day"},
    "unit": {
        "week wk": "week", "fortnight": "fortnight", "month": "month", "weekend week-end wkend": "weekend",
        "quarter qtr": "quarter", "year yr": "year", "decade": "decade",
    },
    "units": {
        "weeks wks": "week", "fortnights": "fortnight", "months": "month", "weekends week-ends": "weekend",
        "quarters qtrs": "quarter", "years yrs": "year", "decades": "decade",
    },
    "half": {"half": "half"},
    "century": {"century centuries": "century"},
    "clock_unit": {"hour hours hr hrs": "hour", "minute minutes min mins": "minute"},
    "today": {"today todays": 0, "yesterday yesterdays": -1, "tomorrow tomorrows": 1},
    "tonight": {"tonight tonite": "night"},
    "daypart": {name: name for name in ("morning", "afternoon", "evening", "night")},
    "soft": {"early": "early", "mid": "mid", "late": "late"},
    "edge": {"beginning start": "early", "middle": "mid", "end": "late"},
    "clip": {"earlier": "early", "later": "late"},
    "season": {"winter": ("season", 0), "spring": ("season", 1), "summer": ("season", 2), "autumn fall": ("season", 3)},
    "nineties": {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990},
    "clock": {"noon midday": (12, 0, "hour"), "midnight": (0, 0, "hour")},
}  # fmt: skip
# Classes that no word of a list belongs to: those of names and numbers, and of what rules make.
_FOUND = [
    "word", "name", "other", "count", "year", "bad_year", "may", "maybe_month", "decade", "holiday", "date", "pair",
    "score", "quarter", "op",
]  # fmt: skip
_MADE = ["day_span", "week_span", "month_span", "year_span", "other_span", "stretch", "phrase"]

SILENT = frozenset([*_SAID, "word", "name", "other", "count"])  # the classes whose tokens have no value
WORDS: dict[str, tuple[str, Any]] = {
    **{word: (name, None) for name, words in _SAID.items() for word in words.split()},
    **{
        word: (name, value)
        for name, meant in _MEANT.items()
        for words, value in meant.items()
        for word in words.split()
    },
}
_TAGS = {name: chr(0x100 + place) for place, name in enumerate(chain(_SAID, _MEANT, _FOUND, _MADE))}


def tag(name: str) -> str:
    """The character that stands for a class of tokens in patterns; KeyError for a class that does not exist."""
    return _TAGS[name]
