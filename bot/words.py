"""The language of the interface: which one is spoken now, and what its catalogue says. English stands in the code."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from corpus.language.endonyms import NAMES
from corpus.saying import Saying

ENGLISH = "en"
LANGUAGES = {language: NAMES[language] for language in (ENGLISH, "de", "es", "fr", "uk", "ar")}
"""What can be spoken: two-letter codes, each with its name in itself."""

_FROM_RIGHT = frozenset({"ar"})
_ASIDE, _BACK = "\u2068", "\u2069"  # what stands between them is laid out by itself, in its own direction
_RIGHT_TO_LEFT = "\u200f"
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, `_` and `plural` speak `language` (one of LANGUAGES); a thread started by asyncio inherits it."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The two-letter code of the language that is spoken now."""
    return _spoken.get()


def known(code: str) -> str:
    """The language of a tag such as "de-AT" or "pt_BR"; English for one that has no catalogue."""
    short = code[:2].lower()
    return short if short in LANGUAGES else ENGLISH


def _(message: str, **values: object) -> str:
    """The message in the spoken language, its `{named}` places filled with `values`."""
    told = _catalogue(spoken()).gettext(message)
    return told.format(**{name: isolated(str(value)) for name, value in values.items()}) if values else told


def plural(one: str, many: str, number: int, **values: object) -> str:
    """`one` or `many` as the spoken language counts `number`, which fills `{number}`."""
    told = _catalogue(spoken()).ngettext(one, many, number)
    given = {name: isolated(str(value)) for name, value in values.items()}
    return told.format(number=counted(number), **given)


def marked(message: str) -> str:
    """The message as it is: a mark for the catalogues on what `_` is given elsewhere."""
    return message


def retold(line: str) -> str:
    """A sentence of the corpus in the spoken language; one that no catalogue holds as it is."""
    if isinstance(line, Saying):
        return _(line.message, **{name: retold(value) for name, value in line.values.items()})
    return _(line) if line else ""


def counted(number: int) -> str:
    """A number as the spoken language groups its digits: `1,234`, `1.234`."""
    if spoken() == ENGLISH:
        return f"{number:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415  (English needs none of it)

    return format_decimal(number, locale=spoken())


def isolated(given: str) -> str:
    """In a language from right to left, the text set aside so that its own direction turns nothing around it."""
    return f"{_ASIDE}{given}{_BACK}" if given and spoken() in _FROM_RIGHT else given


def leading() -> str:
    """What begins a line that should run from right to left although it may hold nothing but names in other letters."""
    return _RIGHT_TO_LEFT if spoken() in _FROM_RIGHT else ""


@cache
def _catalogue(language: str) -> NullTranslations:
    """What `bot/locales` holds for the language, compiled in memory; what it lacks is told in English."""
    if language == ENGLISH:
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415  (English needs none of it)
    from babel.messages.pofile import read_po  # noqa: PLC0415

    folder = files("bot") / "locales" / language / "LC_MESSAGES"
    with (folder / "dateline.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
