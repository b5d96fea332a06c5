"""Holidays by name: on which day each falls in a given year. Where a name has no one country, the widest use is meant.

Labor, Memorial and Mother's Day are the American ones. Feasts that follow the moon or need tables (Ramadan, Diwali,
Hanukkah, the Chinese New Year) are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

Holiday = Callable[[int], date]


def fixed(month: int, day: int) -> Holiday:
    """The same date every year."""
    return lambda year: date(year, month, day)


def floating(month: int, number: int, weekday: int, later: int = 0) -> Holiday:
    """The nth weekday of a month (Monday is 0; -1 for the last), and so many days later."""

    def falls(year: int) -> date:
        if number > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1) + later)
        after = date(year, month + 1, 1)
        return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1 - later)

    return falls


def movable(later: int, orthodox: bool = False) -> Holiday:
    """So many days after Easter Sunday."""
    return lambda year: (orthodox_easter if orthodox else easter)(year) + timedelta(days=later)


def easter(year: int) -> date:
    """Western Easter Sunday in the Gregorian calendar, by the "anonymous" algorithm (Nature, 20 April 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    months, day = divmod(moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114, 31)
    return date(year, months, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday as a Gregorian date, by the Julian rule of Meeus (Astronomical Algorithms, chapter 8)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


# A name as a pattern in lower case, where ' stands for an apostrophe of any kind or none, and a space for white space.
_NAMES: dict[str, Holiday] = {
    r"(?:christmas|xmas) eve": fixed(12, 24),
    r"(?:christmas|xmas)(?: day)?": fixed(12, 25),
    r"boxing day": fixed(12, 26),
    r"new year's? eve": fixed(12, 31),
    r"new year's?(?: day)?": fixed(1, 1),
    r"epiphany": fixed(1, 6),
    r"(?:mlk|martin luther king)(?: jr\.?|'?s)? day": floating(1, 3, 0),
    r"groundhog'?s? day": fixed(2, 2),
    r"(?:saint |st\.? )?valentine's?(?: day)?": fixed(2, 14),
    r"president's?' day|washington's birthday": floating(2, 3, 0),
    r"(?:international )?women's day": fixed(3, 8),
    r"(?:saint|st\.?) (?:patrick|paddy)'?s?(?: day)?": fixed(3, 17),
    r"april fools?'?s?(?: day)?": fixed(4, 1),
    r"earth day": fixed(4, 22),
    r"anzac day": fixed(4, 25),
    r"may day": fixed(5, 1),
    r"cinco de mayo": fixed(5, 5),
    r"victory day": fixed(5, 9),
    r"mother's? day": floating(5, 2, 6),
    r"(?:memorial|decoration) day": floating(5, -1, 0),
    r"father's? day": floating(6, 3, 6),
    r"juneteenth": fixed(6, 19),
    r"independence day": fixed(7, 4),
    r"bastille day": fixed(7, 14),
    r"labou?r day": floating(9, 1, 0),
    r"(?:columbus|indigenous people's?) day": floating(10, 2, 0),
    r"hallowe'?en": fixed(10, 31),
    r"all (?:saint|hallow)'?s?'? day": fixed(11, 1),
    r"all soul'?s?'? day": fixed(11, 2),
    r"(?:guy fawkes|bonfire) (?:day|night)": fixed(11, 5),
    r"(?:veteran's?|armistice|remembrance) day": fixed(11, 11),
    r"thanksgiving(?: day)?": floating(11, 4, 3),
    r"black friday": floating(11, 4, 3, later=1),
    r"cyber monday": floating(11, 4, 3, later=4),
    r"(?:shrove|fat|pancake) tuesday|pancake day|mardi gras": movable(-47),
    r"ash wednesday": movable(-46),
    r"palm sunday": movable(-7),
    r"(?:maundy|holy) thursday": movable(-3),
    r"orthodox (?:good|great|holy) friday": movable(-2, orthodox=True),
    r"good friday": movable(-2),
    r"holy saturday": movable(-1),
    r"orthodox (?:easter|pascha)(?: sunday| day)?": movable(0, orthodox=True),
    r"easter monday": movable(1),
    r"easter(?: sunday| day)?": movable(0),
    r"ascension(?: day| thursday)": movable(39),
    r"whit monday": movable(50),
    r"pentecost(?: sunday)?|whit ?sunday": movable(49),
    r"trinity sunday": movable(56),
}
# A word of each name that has no weekday, day, night or year in it.
HINTS = frozenset((
    "christmas", "xmas", "epiphany", "valentine", "valentines", "patrick", "patricks", "paddy", "paddys", "fools",
    "mayo", "juneteenth", "halloween", "hallowe", "thanksgiving", "mardi", "easter", "pascha", "pentecost",
    "whitsunday", "birthday",
))  # fmt: skip


def _pattern(name: str) -> str:
    return name.replace("'?", "'").replace("'", "['’`]?").replace(" ", r"\s+")


NAMES = "|".join(f"(?:{_pattern(name)})" for name in _NAMES)


@lru_cache(maxsize=200)
def holiday(name: str) -> Holiday:
    """The holiday that a match of NAMES, in lower case, names."""
    return next(found for pattern, found in _NAMES.items() if re.fullmatch(_pattern(pattern), name))
