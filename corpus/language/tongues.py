"""Which language an article or a question is in, and how questions in other languages than English ask for a thing or a time.

English is the language of everything that is not surely of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from corpus.language import terms
from corpus.language.boundaries import HABITS, word_set
from corpus.model import Kind

ENGLISH = "en"
# Told apart in articles: ours, and those that would otherwise be taken for one of ours.
TOLD_APART = ("en", "de", "es", "fr", "uk", "ar", "ru", "it", "pt", "nl", "pl", "sv", "ro", "fa")
BEGINNING = 1_500  # characters of an article that are looked at
PLAINLY = 0.25  # of an article's first words, when they are English function words: no other language comes near it
LEAST = 8  # words without which nobody can tell

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_CYRILLIC, _ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0600-\u06ff]")
# Of one language alone: two words, or a word and another that names hold as well ("La Palma") or English ("was", "in").
_TELLING = {
    "de": word_set(
        "wer wem wen wessen wann wo wohin woher warum wieso weshalb wie welche welches gestern heute vorgestern"
    ),
    "es": word_set(
        "qué quién quiénes cuándo dónde adónde cómo cuánto cuánta cuántos cuántas cuál cuáles ayer anteayer hoy"
    ),
    "fr": word_set("qui quand où comment pourquoi combien quel quelle quels quelles hier aujourd'hui"),
}
_SHARED = word_set("""
    de del der des di da do du el en la las le les los un una van von y et e o die war hat son on pour sur no fin plus sin est sera
    fait tu ton mes dit hay era si me mi as man bin ai dies vs und mit san us am an so her will comment
""")
_ASKED = word_set("who whom whose what which when where why how")


def of_article(text: str) -> str:
    """The two-letter code of an article's language; "en" for too short a text.

    The detector is loaded at the first article that is not plainly English.
    """
    beginning = text[:BEGINNING]
    found = [word.lower() for word in _WORD.findall(beginning)]
    if len(found) < LEAST or sum(word in terms.STOP_WORDS for word in found) >= PLAINLY * len(found):
        return ENGLISH
    return _detector()(beginning)


@cache
def _detector() -> Callable[[str], str]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (a tenth of a second)

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(TOLD_APART))
    return lambda text: str(identifier.classify(text)[0])


def of_question(text: str, hint: str = ENGLISH) -> str:
    """The language of a question, one of ours: by its letters, or by function words that English has not.

    Of these it takes two, or a question word and one that is shared; and more in all than words that only English has.
    Where these decide nothing, as for bare keywords, it is the `hint`, unless English words outnumber those of the hint.
    """
    found = {word.lower().replace("’", "'") for word in _WORD.findall(text)}
    letters = sum(map(len, _WORD.findall(text)))
    for language, script in (("uk", _CYRILLIC), ("ar", _ARABIC)):
        written = len(script.findall(text))
        if written * 2 > letters or (written and hint == language):
            return language
    marks = {language: _marks(language, found) for language in _TELLING}
    best = max(marks, key=lambda language: marks[language])
    if marks[best] > (1, len(found & _english())):
        return best
    return hint if hint in _TELLING and _may_be(hint, found) else ENGLISH


def _may_be(language: str, found: set[str]) -> bool:
    """Whether as many of the words are a language's own as are English alone."""
    known = _known(language)
    return len(found & (_english() - known)) <= len(found & known)


@cache
def _known(language: str) -> frozenset[str]:
    return HABITS[language].openers | HABITS[language].fillers | _TELLING[language]


def _marks(language: str, found: set[str]) -> tuple[int, int]:
    """How telling the words are for a language: 2 for two that are its own or a question word with a shared one."""
    known = _known(language)
    own = {word for word in found & known if len(word) > 1} - _english() - _SHARED
    shared = found & known - own
    telling = bool(own & _TELLING[language]) or any(not word.isascii() for word in own)
    return (2 if len(own) > 1 or (telling and shared) else 0), len(own)


@cache
def _english() -> frozenset[str]:
    return terms.STOP_WORDS | _ASKED


# ---- what a question asks for ----

_KINDS = {
    "de": {
        Kind.COUNT: r"wie ?viele?|wie (?:alt|lange|weit|hoch|groß|schnell|oft|stark|tief)",
        Kind.WHO: r"we(?:r|n|m|ssen)",
        Kind.WHEN: r"wann|seit wann|in welchem (?:jahr|monat)|an welchem tag",
        Kind.WHERE: r"wo|wohin|woher|in welche[rm] (?:stadt|land|ort)",
        Kind.WHY: r"warum|weshalb|wieso|aus welchem grund",
        Kind.THING: r"welche[rsmn]?",
        Kind.HOW: r"wie",
        Kind.WHAT: r"was|worum|wovon|worüber",
    },
    "es": {
        Kind.COUNT: r"cuánt[oa]s?|qué edad",
        Kind.WHO: r"quién(?:es)?",
        Kind.WHEN: r"cuándo|en qué (?:año|mes|día)",
        Kind.WHERE: r"a?dónde|en qué (?:ciudad|país|lugar)",
        Kind.WHY: r"por qué",
        Kind.THING: r"cuál(?:es)?|qué(?= \w+ )",
        Kind.HOW: r"cómo",
        Kind.WHAT: r"qué",
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
        Kind.WHAT: r"ماذا|ما",
    },
}
# What may stand before a question word: "Und in", "¿", "Et de".
_BEFORE = r"^\W*(?:\w{1,5}\s+){0,2}?"
_PATTERNS = {
    language: tuple((kind, re.compile(rf"{_BEFORE}(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in kinds.items())
    for language, kinds in _KINDS.items()
}


def kind(text: str, language: str) -> Kind:
    """What kind of thing a question asks for; TOPIC for one without a question word."""
    return next((kind for kind, pattern in _PATTERNS[language] if pattern.search(text)), Kind.TOPIC)


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
    "en": "January February March April May June July August September October November December",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "uk": "січ лют берез квіт трав черв лип серп верес жовт листопад груд",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "uk": "понеділок вівторок середу четвер п['’ʼ]ятницю суботу неділю",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
# What stands before a year by itself, and before a day of the week.
_IN = {
    "de": (r"(?:im jahr|in|anno)", r"am"),
    "es": (r"(?:en el año|en)", r"el"),
    "fr": (r"(?:en l['’]an|en)", r"(?:ce )?"),
    "uk": (r"[ув]", r"[ув]"),
    "ar": (r"(?:في عام|في سنة|عام|سنة|في)", r"(?:يوم)?"),
}
_YEARS = {
    language: re.compile(rf"(?<!\w){year}\s+((?:19|20)\d\d)(?!\w)", re.IGNORECASE)
    for language, (year, _) in _IN.items()
}
_ON = {
    language: re.compile(rf"(?<!\w){day}\s*\b({'|'.join(_WEEKDAYS[language].split())})(?!\w)", re.IGNORECASE)
    for language, (_, day) in _IN.items()
}
_DAY, _YEAR = r"(\d{1,2})(?:\.|er)?\s+(?:de\s+)?", r"\s+(?:de\s+|del\s+)?(\d{4})"
_ENDED = {"uk": r"\w*"}  # where months are given without their endings
_DATES = {
    language: re.compile(
        rf"(?:(?:am|im|el|en|le|du|у|в|في)\s+)?(?:{_DAY})?\b({months.replace(' ', '|')}){_ENDED.get(language, '')}"
        rf"(?:{_YEAR})?(?!\w)",
        re.IGNORECASE,
    )
    for language, months in _MONTHS.items()
}
_SAID = {
    language: tuple((re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE), english) for said, english in times.items())
    for language, times in _TIMES.items()
}


def time(text: str, language: str) -> tuple[str, str, str] | None:
    """The time that a question names: as said, in English, and the question without it; None where it names none."""
    for pattern, english in _SAID[language]:
        if found := pattern.search(text):
            return found[0], english, f"{text[: found.start()]} {text[found.end() :]}"
    if found := _DATES[language].search(text):
        month = _MONTHS["en"].split()[_MONTHS[language].split().index(found[2].lower())]
        english = " ".join(part for part in (found[1], month, found[3]) if part)
        return found[0], f"{'on' if found[1] else 'in'} {english}", f"{text[: found.start()]} {text[found.end() :]}"
    if found := _YEARS[language].search(text):
        return found[0], f"in {found[1]}", f"{text[: found.start()]} {text[found.end() :]}"
    if found := _ON[language].search(text):
        names = [re.fullmatch(day, found[1], re.IGNORECASE) for day in _WEEKDAYS[language].split()]
        day = _WEEKDAYS["en"].split()[next(n for n, same in enumerate(names) if same)]
        return found[0], f"on {day}", f"{text[: found.start()]} {text[found.end() :]}"
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
_BY = {language: re.compile(rf"(?<!\w)(?:{words})\s*", re.IGNORECASE) for language, words in _REPORTING.items()}


def reported(text: str, language: str) -> str:
    """The text with the phrases that name a source in English; what is no source's name behind them stays as it was."""
    return _BY[language].sub("according to ", text)
