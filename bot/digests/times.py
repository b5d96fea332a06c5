"""A time of day and days of the week at the beginning of a line, as each language of the bot puts them. Pure."""

from __future__ import annotations

import re

from bot.digests.schedule import DAILY, WEEKDAYS, WEEKENDS
from corpus.questions import foreign

_END = r"(?=[\s,;،]|$)"
_HALF = r"([ap]\.?m\b\.?(?!\s+(?:wochenend|\w+tags?\b)))"  # not of "20:00 am Montag"
_TIME = re.compile(
    rf"\s*(?:(?:at|um|a\s+las?|à|о|об|الساعة)\s+)?(\d{{1,2}})(?:[:.h](\d{{2}}))?\s*{_HALF}?"
    rf"(?:\s*(?:o['’]?clock|uhr|h|heures?|horas?|годин[іаи]?)(?!\w))?{_END}",
    re.IGNORECASE,
)
_WORDS = {
    **dict.fromkeys(("midnight", "mitternacht", "medianoche", "minuit", "опівночі"), 0),
    **dict.fromkeys(("noon", "midday", "mittags", "mediodía", "mediodia", "midi", "опівдні"), 720),
}

# Each day by its names, Monday first, and by those too short to stand alone: "sam" is one in "ven-sam" and "le sam".
_ENGLISH = (
    "mon(?:days)? tue(?:s(?:days)?)? wed(?:nesdays)? thu(?:r(?:s(?:days)?)?)? fri(?:days)? sat(?:urdays)? sun(?:days)?"
)
_UKRAINIAN = "пн вт ср чт пт сб нд"
_NAMES = tuple(
    "|".join(day)
    for day in zip(*(each.split() for each in (_ENGLISH, *foreign.WEEKDAYS.values(), _UKRAINIAN)), strict=True)
)
_SHORT = ("mo|lun", "di|mar", "mi|mi[eé]|mer", "do|jue|jeu", "fr|vie|ven", "sa|s[aá]b|sam", "so|dom|dim")
# What may stand before a day, between two that end a span, and between two of a list.
_LEAD = (
    r"(?:(?:on|every|each|am|an|jeden|von|immer|el|los|de|cada|todos\s+los|le|les|du|chaque|tous\s+les|en"
    r"|у|в|з|на|по|кожн(?:ого|у|ої|ий)|من|كل|يوم|[أا]يام|في)\s+)"
)
_TO = r"\s*(?:-|–|to|bis|au?|à|до|по|إلى)\s*"
_AND = r"\s*(?:,|and|und|et|y|та|і|й|و)\s*"
_LONG, _BRIEF, _ANY = (rf"(?:{'|'.join(names)})\.?(?!\w)" for names in (_NAMES, _SHORT, (*_NAMES, *_SHORT)))
_LISTED = rf"{_LONG}(?:(?:{_TO}|{_AND}){_LEAD}*{_LONG})*|{_BRIEF}(?:(?:{_TO}|{_AND}){_BRIEF})+"
_STEP = re.compile(rf"(?:(?P<to>{_TO})|{_AND})?{_LEAD}*(?P<day>{_ANY})", re.IGNORECASE)
_DAY = [re.compile(rf"(?:{long}|{brief})\.?", re.IGNORECASE) for long, brief in zip(_NAMES, _SHORT, strict=True)]

_EVERY_DAY = (
    r"every\s*day|each\s+day|daily|täglich|jeden\s+tag|cada\s+d[ií]a|todos\s+los\s+d[ií]as|a\s+diario|diario"
    r"|chaque\s+jour|tous\s+les\s+jours|щодня|кожн(?:ого|ий)\s+д(?:ня|ень)|كل\s+يوم|يوميا"
)
_ON_WEEKDAYS = (
    r"weekdays?|werktags|wochentags|(?:werk|wochen)tagen|d[ií]as\s+(?:laborables|h[aá]biles)|entre\s+semana"
    r"|(?<=en\s)semaine|jours\s+ouvr(?:és|ables)|будн(?:і|ях)|буднями|[أا]يام\s+العمل"
)
_ON_WEEKENDS = (
    r"week-?ends?|wochenend(?:e[ns]?|s)|fin(?:es)?\s+de\s+semana|вихідн(?:і|их|ими)|(?:عطلة\s+)?نهاية\s+ال[أا]سبوع"
)
_DAYS = re.compile(
    rf"[\s,،]*(?:(?P<daily>{_EVERY_DAY})|{_LEAD}*(?P<weekdays>{_ON_WEEKDAYS})|{_LEAD}*(?P<weekends>{_ON_WEEKENDS})"
    rf"|(?P<named>{_LEAD}*(?:{_LISTED})|{_LEAD}+{_BRIEF})){_END}\s*",
    re.IGNORECASE,
)


def minute(line: str) -> tuple[int | None, str]:
    """The minute of the day with which a line begins ("8 am", "8 Uhr", "noon") and the rest; None and all for none."""
    word, _, rest = line.strip().partition(" ")
    if word.lower().strip(",") in _WORDS:
        return _WORDS[word.lower().strip(",")], rest
    found = _TIME.match(line)
    if found is None:
        return None, line
    hour, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None, line
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    ok = minutes < 60 and (hour < 24 or (hour == 24 and minutes == 0))
    return (hour % 24 * 60 + minutes, line[found.end() :]) if ok else (None, line)


def days(line: str) -> tuple[tuple[int, ...] | None, str]:
    """The days with which a line begins ("weekdays", "lunes a viernes"; Monday is 0) and the rest; None and all for none."""
    found = _DAYS.match(line)
    if found is None:
        return None, line
    whole = {"daily": DAILY, "weekdays": WEEKDAYS, "weekends": WEEKENDS}.get(found.lastgroup or "")
    return whole or _listed(found["named"]), line[found.end() :]


def _listed(told: str) -> tuple[int, ...]:
    """The days of a list, in which there may be spans: "fri-mon" goes over the end of the week."""
    chosen: list[int] = []
    for step in _STEP.finditer(told):
        last = next(number for number, day in enumerate(_DAY) if day.fullmatch(step["day"]))
        first = chosen[-1] if step["to"] and chosen else last
        chosen += [(first + n) % 7 for n in range((last - first) % 7 + 1)]
    return tuple(sorted(set(chosen)))
