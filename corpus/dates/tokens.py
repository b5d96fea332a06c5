"""A question cut into tokens, each with its class and value: the words of `words`, and numbers of every shape."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from corpus.dates.holidays import HINTS, NAMES, holiday
from corpus.dates.spans import on
from corpus.dates.words import MONTHS, WEEKDAYS, WORDS, tag

YEARS = (1000, 2999)  # the first and the last year that four digits can mean


class Token(NamedTuple):
    """A word, number or sign: its class as one character (see `tag`), its value if it has one, and where it stands.

    `said` is where the whole phrase begins of which this is the end; `start` itself, as a rule.
    """

    tag: str
    value: Any
    start: int
    end: int
    said: int


_MON = "|".join(name[:3] for name in MONTHS if name != "may")
_MON_3 = f"(?:{_MON}|may)"
_DAY = "|".join(name[:3] for name in WEEKDAYS) + "|tues|weds|thurs?"
_CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)?"
_HALF_DAY = r"(?P<half>[ap])\.?\s?m\b\.?"
_NOT_WITHIN = r"(?<![\w./$€£¥#+-])(?<!\d:)"
_ENDS = r"(?![\w/]|[.,:-]\d)"
_COUNTED = (
    r"(?=\s?(?:%|per\s?cent\b|(?:hundred|thousand|[mb]illion|trillion|people|persons|men|women|children|dollars|euros|pounds|"
    r"km|miles|met(?:er|re)s|degrees|points|seats|votes|times|years?\sold|soldiers|troops)\b|"
    r"[-‑]\s?(?:year|month|week|day|hour|point)\b))"
)
_WORDLIKE = rf"""
    (?P<op>(?:after|before|since|until|on|during|in|from|to|between):(?=\s?\w))
    |(?P<holiday>\b(?:{NAMES})(?!\w))
    |(?P<quarter>\b(?:q[1-4]|h[12])\b)
    |(?P<abbreviation>\b(?:{_MON}|sept|{_DAY})\.)
    |(?P<nth_word>\b(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b)
    |(?P<dotted>\b[a-z](?:\.[a-z])+\b\.?)
    |(?P<word>week-ends?\b|[^\W\d_]+(?:['’][^\W\d_]+)*)"""
_NUMBERLIKE = rf"""
    (?P<iso>{_NOT_WITHIN}\d{{4}}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:z|[+-]\d\d:?\d\d)?(?![\w:]))
    |(?P<ymd>{_NOT_WITHIN}\d{{4}}(?P<ysep>[-/.])\d{{1,2}}(?P=ysep)\d{{1,2}}{_ENDS})
    |(?P<dmy>{_NOT_WITHIN}\d{{1,2}}(?P<dsep>\s?[-/.\s]\s?)\d{{1,2}}(?P=dsep)(?:\d{{4}}|(?<![.\s])\d\d){_ENDS})
    |(?P<dmony>{_NOT_WITHIN}\d{{1,2}}(?P<msep>[-/])(?:{_MON}|may)[a-z]*(?P=msep)(?:\d{{4}}|\d\d){_ENDS})
    |(?P<ym>{_NOT_WITHIN}(?:\d{{4}}[-/](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])/\d{{4}}){_ENDS})
    |(?P<clock>{_NOT_WITHIN}(?:{_CLOCK}\s?{_HALF_DAY}|\d{{1,2}}:\d\d(?::\d\d)?{_ENDS}))
    |(?P<dated_quarter>\b(?:(?:\d{{4}}|\d\d)q[1-4]|[1-4]q)\b)
    |(?P<pair>{_NOT_WITHIN}\d{{1,2}}\s?[/-]\s?\d{{1,2}}{_ENDS})
    |(?P<decade>(?<!\w)(?:\d{{3}}0|['’]?\d0)['’]?s\b)
    |(?P<nth>{_NOT_WITHIN}\d{{1,2}}(?:st|nd|rd|th)\b)
    |(?P<count>[$€£¥#]\s?\d[\d.,]*\w*|\d+{_COUNTED}|\d+(?:[.,:/]\d+)+\w*|(?<=[^\W\d_])(?<!{_MON_3})\d+|\d+(?=[a-z]\b))
    |(?P<number>\d+)"""
# For text in lower case: without IGNORECASE, and with words and numbers told apart first, it is twice as fast.
_LEXER = re.compile(rf"(?=[^\W\d_])(?:{_WORDLIKE})|(?=[\d$€£¥#'’])(?:{_NUMBERLIKE})|(?P<sign>\S)", re.VERBOSE)

# What every expression of time has one of: a text without any needs no reading.
_ANCHORS = {
    "month", "weekday", "short_weekday", "weekdays", "unit", "units", "days", "clock_unit", "century", "today",
    "tonight", "season", "nineties", "clock", "daypart", "ordinal",
}  # fmt: skip
_TIMELY = frozenset(word for word, (name, _) in WORDS.items() if name in _ANCHORS) | HINTS
_WORD, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")

_STOP = tag("stop")
_token = tuple.__new__  # makes a Token in a third of the time
_NAMES = ("may", "march")  # with a capital a month or a name, without one perhaps a verb
# The words and signs of the lists that mean the same however they are written: most of a question's.
_PLAIN = {word: (tag(name), value) for word, (name, value) in WORDS.items() if word not in _NAMES}


def timely(text: str) -> bool:
    """Whether a text has any word or number that an expression of time needs; a few microseconds for a question."""
    return _DIGIT.search(text) is not None or not _TIMELY.isdisjoint(_WORD.findall(text.lower()))


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order; white space is none of them. In a text all in capitals, none tells a name."""
    found: list[Token] = []
    telling = not text.isupper()
    for match in _LEXER.finditer(_lowered(text)):
        start, end = match.span()
        plain = _PLAIN.get(match[0])
        if plain is None:
            inside = bool(found) and found[-1].tag != _STOP
            name, value = _READERS[match.lastgroup or ""](match, telling and inside and text[start].isupper())
            plain = tag(name), value
        found.append(_token(Token, (*plain, start, end, start)))
    return found


def _lowered(text: str) -> str:
    """In lower case with every character in its place, even those few that lower case makes two."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(map(_lowered_character, text))


def _lowered_character(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


Read = tuple[str, Any]


def _read_ymd(match: re.Match[str], _capital: bool) -> Read:
    return _date(*_numbers(match))


def _read_dmy(match: re.Match[str], _capital: bool) -> Read:
    day, month, year = _numbers(match)
    return _date(_whole(year), *((day, month) if month > 12 else (month, day)))


def _read_dmony(match: re.Match[str], _capital: bool) -> Read:
    day, name, year = re.split("[-/]", match[0])
    return _date(_whole(int(year)), WORDS[name[:3]][1] if name[:3] != "may" else 5, int(day))


def _date(year: int, month: int, day: int) -> Read:
    found = on(year, month, day) if YEARS[0] <= year <= YEARS[1] else None
    return ("date", found) if found else ("count", None)


def _whole(year: int) -> int:
    """A year of two digits made whole as POSIX does: 69 to 99 are the 1900s."""
    return year if year > 99 else year + (1900 if year > 68 else 2000)


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", match[0])]


def _read_iso(match: re.Match[str], _capital: bool) -> Read:
    try:
        moment = datetime.fromisoformat(match[0].replace(",", ".").upper())
    except ValueError:
        return "count", None
    return ("date", moment) if YEARS[0] <= moment.year <= YEARS[1] else ("count", None)


def _read_ym(match: re.Match[str], _capital: bool) -> Read:
    month, year = sorted(_numbers(match))
    return ("date", (year, month)) if YEARS[0] <= year <= YEARS[1] else ("count", None)


def _read_clock(match: re.Match[str], _capital: bool) -> Read:
    hour, *rest = _numbers(match)
    minute = rest[0] if rest else 0
    half = match["half"]
    if minute > 59 or (half and not 1 <= hour <= 12) or hour > 23:
        return "count", None
    return "clock", (hour % 12 + 12 * (half == "p") if half else hour, minute, "minute" if rest else "hour")


def _read_quarter(match: re.Match[str], _capital: bool) -> Read:
    before, unit, after = re.split("([qh])", match[0])
    year = _whole(int(before)) if before and after else None
    return "quarter", ("quarter" if unit == "q" else "half", int(after or before), year)


def _read_pair(match: re.Match[str], _capital: bool) -> Read:
    first, second = _numbers(match)
    if "/" not in match[0]:
        return "score", (first, second)
    return ("count", None) if (first, second) == (9, 11) else ("pair", (first, second))


def _read_decade(match: re.Match[str], _capital: bool) -> Read:
    first = _numbers(match)[0]
    if first > 99:
        return ("decade", first) if first >= YEARS[0] else ("count", None)
    return "nineties", first + (1900 if first > 10 else 2000)


def _read_nth(match: re.Match[str], _capital: bool) -> Read:
    return "ordinal", _numbers(match)[0]


def _read_number(match: re.Match[str], _capital: bool) -> Read:
    if len(match[0]) == 4:
        return ("year" if YEARS[0] <= int(match[0]) <= YEARS[1] else "bad_year"), int(match[0])
    return ("number", int(match[0])) if len(match[0]) < 4 else ("count", None)


def _read_word(match: re.Match[str], capital: bool) -> Read:
    word = match[0]
    if word in _NAMES:
        return ("may" if capital else "maybe_month"), WORDS[word][1]
    found = None if word.isalpha() else WORDS.get(_base(word))
    if found is None or (found[0] == "month" and not word.endswith(".")):
        return ("name" if capital else "word"), None
    return found


def _base(word: str) -> str:
    """Of `monday's` and `mon.` the word in the list; `may's` has none, as that is a name."""
    return word.rstrip(".").replace("’", "'").removesuffix("'s")


def _read_dotted(match: re.Match[str], capital: bool) -> Read:
    return ("bc", None) if match[0].startswith("b.c") else _read_word(match, capital)


_READERS: dict[str, Callable[[re.Match[str], bool], Read]] = {
    "op": lambda match, _capital: ("op", match[0].rstrip(":")),
    "holiday": lambda match, _capital: ("holiday", holiday(match[0])),
    "nth_word": lambda match, _capital: WORDS[re.sub(r"\s", "-", match[0])],
    "count": lambda _match, _capital: ("count", None),
    "sign": lambda match, _capital: WORDS.get(match[0], ("other", None)),
    "quarter": _read_quarter,
    "dated_quarter": _read_quarter,
    "iso": _read_iso,
    "ymd": _read_ymd,
    "dmy": _read_dmy,
    "dmony": _read_dmony,
    "ym": _read_ym,
    "clock": _read_clock,
    "pair": _read_pair,
    "decade": _read_decade,
    "nth": _read_nth,
    "number": _read_number,
    "dotted": _read_dotted,
    "abbreviation": _read_word,
    "word": _read_word,
}
