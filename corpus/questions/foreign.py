"""How questions in other languages than English ask for a thing, name a time, and name a source that reports."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from corpus.dates import words
from corpus.model import Kind

# ---- what is asked for ----

_KINDS = {
    "de": {
        Kind.COUNT: r"wie ?viel(?:e[nr]?)?|wie (?:alt|lange|weit|hoch|groß|schnell|oft|stark|tief)",
        Kind.WHO: r"we(?:r|n|m|ssen)",
        Kind.WHEN: r"wann|seit wann|in welchem (?:jahr|monat)|an welchem tag",
        Kind.WHERE: r"wo|wohin|woher|in welche[rm] (?:stadt|land|ort)",
        Kind.WHY: r"warum|weshalb|wieso|aus welchem grund",
        Kind.THING: r"welche[rsmn]?",
        Kind.HOW: r"wie",
        Kind.WHAT: r"was|wo(?:rum|von|rüber|für|gegen|mit|ran|rauf|zu)",
    },
    "es": {
        Kind.COUNT: r"cu[aá]nt[oa]s?|qu[eé] edad",
        Kind.WHO: r"qui[eé]n(?:es)?",
        Kind.WHEN: r"cu[aá]ndo|en qu[eé] (?:año|mes|d[ií]a)",
        Kind.WHERE: r"a?d[oó]nde|en qu[eé] (?:ciudad|pa[ií]s|lugar)",
        Kind.WHY: r"por qu[eé]",
        Kind.THING: r"cu[aá]l(?:es)?|qu[eé](?= \w+ )",
        Kind.HOW: r"c[oó]mo",
        Kind.WHAT: r"qu[eé]",
    },
    "fr": {
        Kind.COUNT: r"combien|quel âge",
        Kind.WHY: r"pourquoi",
        Kind.WHEN: r"quand|en quelle année|quel jour",
        Kind.WHERE: r"où|dans quel(?:le)? (?:ville|pays)",
        Kind.THING: r"quel(?:le)?s?|laquelle|lequel",
        Kind.HOW: r"comment",
        Kind.WHO: r"qui",
        Kind.WHAT: r"que|qu['’]\w+|quoi",
    },
    "uk": {
        Kind.COUNT: r"скільки",
        Kind.WHO: r"хто|кого|кому|ким",
        Kind.WHEN: r"коли|якого (?:року|дня|місяця)",
        Kind.WHERE: r"де|куди|звідки",
        Kind.WHY: r"чому|навіщо",
        Kind.THING: r"як(?:ий|а|е|і|ого|ої|у|им|их)",
        Kind.HOW: r"як",
        Kind.WHAT: r"що|чого|чим|про що",
    },
    "ar": {
        Kind.COUNT: r"كم",
        Kind.WHO: r"من(?= )|مَن",
        Kind.WHEN: r"متى",
        Kind.WHERE: r"أين|اين",
        Kind.WHY: r"لماذا",
        Kind.THING: r"أيّ?ة?",
        Kind.HOW: r"كيف",
        Kind.WHAT: r"ب?ماذا|ما",
    },
}
# What may stand before a question word: "Und in", "¿", "Et de".
_BEFORE = r"^\W*(?:\w{1,6}\s+){0,2}?"


def kind(text: str, language: str) -> Kind:
    """What kind of thing a question asks for; TOPIC for one without a question word."""
    asks = ((kind, _any_case(rf"{_BEFORE}(?:{words})(?!\w)")) for kind, words in _KINDS[language].items())
    return next((kind for kind, pattern in asks if pattern.search(text)), Kind.TOPIC)


@cache
def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# ---- when ----

# What is said, and the same in English, where `corpus.dates` reads it.
_TIMES = {
    "de": {
        "vorgestern": "the day before yesterday",
        "gestern": "yesterday",
        "heute": "today",
        "(?:in der )?(?:letzten?|vergangenen?|vorigen?) woche": "last week",
        "(?:in )?dieser? woche": "this week",
        "(?:im )?(?:letzten?|vergangenen?|vorigen?) monat": "last month",
        "(?:in )?diese[nm] monat": "this month",
        "(?:im )?(?:letzten?|vergangenen?|vorigen?) jahr": "last year",
        "(?:in )?diese[ms] jahr": "this year",
        "(?:am )?(?:letzten?|vergangenen?) wochenende": "last weekend",
    },
    "es": {
        "anteayer": "the day before yesterday",
        "ayer": "yesterday",
        "hoy": "today",
        "(?:en )?la (?:semana pasada|última semana)": "last week",
        "(?:en )?esta semana": "this week",
        "(?:en )?el (?:mes pasado|último mes)": "last month",
        "(?:en )?este mes": "this month",
        "(?:en )?el (?:año pasado|último año)": "last year",
        "(?:en )?este año": "this year",
        "(?:en )?el fin de semana pasado": "last weekend",
    },
    "fr": {
        "avant-hier": "the day before yesterday",
        "hier": "yesterday",
        "aujourd['’]hui": "today",
        "la semaine (?:dernière|passée)": "last week",
        "cette semaine": "this week",
        "le mois (?:dernier|passé)": "last month",
        "ce mois(?:-ci)?": "this month",
        "l['’](?:an|année) (?:dernier|dernière|passée?)": "last year",
        "cette année": "this year",
        "le week-end (?:dernier|passé)": "last weekend",
    },
    "uk": {
        "позавчора": "the day before yesterday",
        "(?:вчора|учора)": "yesterday",
        "сьогодні": "today",
        "(?:минулого|того) тижня": "last week",
        "(?:на )?ць(?:ого|ому) тижн[яі]": "this week",
        "минулого місяця": "last month",
        "цього місяця": "this month",
        "(?:минулого року|торік)": "last year",
        "(?:цього року|цьогоріч)": "this year",
        "минулих вихідних": "last weekend",
    },
    "ar": {
        "(?:أول أمس|أول من أمس)": "the day before yesterday",
        "أمس": "yesterday",
        "اليوم": "today",
        "الأسبوع الماضي": "last week",
        "هذا الأسبوع": "this week",
        "الشهر الماضي": "last month",
        "هذا الشهر": "this month",
        "(?:العام الماضي|السنة الماضية)": "last year",
        "(?:هذا العام|هذه السنة)": "this year",
    },
}
_MONTHS = {
    "en": " ".join(words.MONTHS).title(),
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "uk": "січ лют берез квіт трав черв лип серп верес жовт листопад груд",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
# By any of their forms, Monday first; `bot.digests.times` reads them as well.
WEEKDAYS = {
    "en": " ".join(words.WEEKDAYS).title(),
    "de": "montags? dienstags? mittwochs? donnerstags? freitags? samstags?|sonnabends? sonntags?",
    "es": "lunes martes mi[eé]rcoles jueves viernes s[aá]bados? domingos?",
    "fr": "lundis? mardis? mercredis? jeudis? vendredis? samedis? dimanches?",
    "uk": "понеділ(?:ок|ка|ки|ків|ках|ками) вівтор(?:ок|ка|ки|ків|ках|ками) серед(?:а|у|и|ами|ах) четвер(?:га|ги|гами|гах)? "
    "п['’ʼ]?ятниц(?:я|ю|і|ями|ях) субот(?:а|у|и|ами|ах) неділ(?:я|ю|і|ями|ях)",
    "ar": "ال[اإ]ثنين الثلاثاء ال[اأ]ربعاء الخميس الجمعة السبت ال[اأ]حد",
}
# What stands before a year by itself, and before a day of the week; a year that ends a question needs nothing before it.
_IN = {
    "de": (r"(?:im jahr|in|anno)", r"(?:am|seit)"),
    "es": (r"(?:en el año|en)", r"el"),
    "fr": (r"(?:en l['’]an|en)", r"(?:ce )?"),
    "uk": (r"[ув]", r"[ув]"),
    "ar": (r"(?:في عام|في سنة|عام|سنة|في)", r"(?:يوم)?"),
}
_SINCE = {
    "de": r"seit(?: dem)?",
    "es": r"desde(?: el)?",
    "fr": r"depuis(?: le)?",
    "uk": r"(?:з|від|починаючи з)",
    "ar": r"منذ",
}
_DAY, _YEAR = r"(\d{1,2})(?:\.|er)?\s+(?:de\s+)?", r"\s+(?:de\s+|del\s+)?(\d{4})"
_ENDED = {"uk": r"\w*"}  # where months are given without their endings
_YEARLY = r"(?:\s+(?:року|році|рік))?"  # what may stand after a year


class _Times(NamedTuple):
    """How a language says when: in phrases, each with its English, in dates, in years, in days of the week."""

    phrases: tuple[tuple[re.Pattern[str], str], ...]
    dates: re.Pattern[str]
    years: re.Pattern[str]
    days: re.Pattern[str]


@cache
def _times(language: str) -> _Times:
    """Compiled when the first question in this language comes, as all patterns here are."""
    year, on = _IN[language]
    return _Times(
        tuple((_any_case(rf"(?<!\w){said}(?!\w)"), english) for said, english in _TIMES[language].items()),
        _any_case(
            rf"(?:(?:am|im|el|en|le|du|у|в|في)\s+)?(?:{_DAY})?\b({'|'.join(_MONTHS[language].split())})"
            rf"{_ENDED.get(language, '')}(?:{_YEAR})?(?!\w)"
        ),
        _any_case(rf"(?<!\w)(?:{year}\s+((?:19|20)\d\d)|((?:19|20)\d\d)(?={_YEARLY}\W*$))(?!\w){_YEARLY}"),
        _any_case(rf"(?<!\w){on}\s*\b({'|'.join(WEEKDAYS[language].split())})(?!\w)"),
    )


def time(text: str, language: str) -> tuple[str, str, str] | None:
    """The time that a question names: as said, in English, and the question without it; None where it names none."""
    if not (named := _named(text, language)):
        return None
    found, english = named
    before = _any_case(rf"(?<!\w)(?:{_SINCE[language]})\s+$").search(text[: found.start()])
    start = before.start() if before else found.start()
    said = text[start : found.end()]
    if _any_case(rf"(?:{_SINCE[language]})(?!\w)").match(said):
        english = f"since {english.removeprefix('on ').removeprefix('in ')}"
    return said, english, f"{text[:start]} {text[found.end() :]}"


@cache
def days_and_months(language: str) -> str:
    """A pattern of the names of days and months."""
    return (
        rf"\b(?:(?:{'|'.join((WEEKDAYS[language] + ' ' + _MONTHS[language]).split())}){_ENDED.get(language, '')})(?!\w)"
    )


def _named(text: str, language: str) -> tuple[re.Match[str], str] | None:
    """The words that name a time, and the same in English."""
    known = _times(language)
    for pattern, english in known.phrases:
        if found := pattern.search(text):
            return found, english
    if found := known.dates.search(text):
        month = _MONTHS["en"].split()[_MONTHS[language].split().index(found[2].lower())]
        date = " ".join(part for part in (found[1], month, found[3]) if part)
        return found, f"{'on' if found[1] else 'in'} {date}"
    if found := known.years.search(text):
        return found, f"in {found[1] or found[2]}"
    if found := known.days.search(text):
        named = (re.fullmatch(day, found[1], re.IGNORECASE) for day in WEEKDAYS[language].split())
        return found, f"on {next(english for english, same in zip(WEEKDAYS['en'].split(), named, strict=True) if same)}"
    return None


# ---- by whom ----

# What makes a name the source that reports; in English, where `corpus.sources` reads it, "according to".
_REPORTING = {
    "de": r"laut(?: de[rms])?|nach angaben (?:von|der|des)|"
    r"was (?:sagt|schreibt|meldet|berichtet)e?n? (?:die |der |das )?(?=[A-ZÄÖÜ])",
    "es": r"según(?: la| el)?|de acuerdo con(?: la| el)?|qué (?:dice|dijo|informa|escribe) (?:la |el )?(?=[A-ZÁÉÍÓÚ])",
    "fr": r"(?:selon|d['’]après)(?: la| les?)?|que (?:dit|rapporte|écrit) (?:la |le )?(?=[A-ZÉÈ])",
    "uk": r"за даними|за словами|за повідомленням|що (?:каже|пише|повідомляє)",
    "ar": r"بحسب|حسب|وفقا? ل|وفقًا ل",
}


def reported(text: str, language: str) -> str:
    """The text with the phrases that name a source in English; what is no source's name behind them stays as it was."""
    return _any_case(rf"(?<!\w)(?:{_REPORTING[language]})\s*").sub("according to ", text)
