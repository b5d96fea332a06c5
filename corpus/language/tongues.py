"""Which language an article or a question is in.

English is the language of everything that is not surely of another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from corpus.language import terms
from corpus.language.endonyms import NAMES
from corpus.language.habits import HABITS, word_set

ENGLISH = "en"
BEGINNING = 1_500  # characters of an article that are looked at
PLAINLY = 0.25  # of an article's first words, when they are English function words: no other language comes near it
LEAST = 8  # words without which nobody can tell

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_CYRILLIC, _ARABIC = re.compile("[\u0400-\u04ff]"), re.compile("[\u0600-\u06ff]")
# Of one language alone: two words, or a word and another that names hold as well ("La Palma") or English ("was", "in").
_TELLING = {
    "de": word_set(
        "wer wem wen wessen wann wo wohin woher warum wieso weshalb wie welche welches gestern heute vorgestern laut"
    ),
    "es": word_set(
        "qué quién quiénes cuándo dónde adónde cómo cuánto cuánta cuántos cuántas cuál cuáles ayer anteayer hoy "
        "quien quienes cuando donde adonde cuanto cuanta cuantos cuantas cual cuales"
    ),
    "fr": word_set("qui quand où comment pourquoi combien quel quelle quels quelles hier aujourd'hui selon"),
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
    identifier.set_languages(list(NAMES))
    return lambda text: str(identifier.classify(text)[0])


def of_question(text: str, hint: str = ENGLISH) -> str:
    """The language of a question, one of ours: by its letters, or by function words that English has not.

    Of these it takes two, or a question word and one that is shared; and more in all than words that only English has.
    Where these decide nothing, as for bare keywords, it is the `hint`, unless English words outnumber those of the hint.
    """
    words = _WORD.findall(text.replace("’", "'"))
    found = set(map(str.lower, words))
    if not text.isascii() and (language := _by_letters(text, sum(map(len, words)), hint)):
        return language
    marks = {language: _marks(language, found) for language in _TELLING if not found.isdisjoint(_own(language))}
    best = max(marks, key=marks.__getitem__, default="")
    if best and marks[best] > (1, len(found & _english())):
        return best
    return hint if hint in _TELLING and _may_be(hint, found) else ENGLISH


def _by_letters(text: str, letters: int, hint: str) -> str:
    """The language whose own script most of the letters are of, or some if it is the `hint`; "" where there is none."""
    for language, script in (("uk", _CYRILLIC), ("ar", _ARABIC)):
        written = len(script.findall(text))
        if written * 2 > letters or (written and hint == language):
            return language
    return ""


def _may_be(language: str, found: set[str]) -> bool:
    """Whether as many of the words are a language's own as are English alone."""
    known = _known(language)
    return len(found & (_english() - known)) <= len(found & known)


@cache
def _known(language: str) -> frozenset[str]:
    return HABITS[language].openers | HABITS[language].fillers | _TELLING[language]


@cache
def _own(language: str) -> frozenset[str]:
    """The known words of a language that no other text has, for all we know."""
    return frozenset(word for word in _known(language) if len(word) > 1) - _english() - _SHARED


def _marks(language: str, found: set[str]) -> tuple[int, int]:
    """How telling the words are for a language: 2 for two that are its own or a question word with a shared one."""
    own = found & _own(language)
    shared = found & _known(language) - own
    telling = bool(own & _TELLING[language]) or any(not word.isascii() for word in own)
    return (2 if len(own) > 1 or (telling and shared) else 0), len(own)


@cache
def _english() -> frozenset[str]:
    return terms.STOP_WORDS | _ASKED
