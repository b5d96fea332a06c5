"""The language of the interface: which one is spoken now, and what its catalogue says. English stands in the code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations

ENGLISH = "en"
_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, `_` and `plural` speak `language` (a two-letter code); a thread started by asyncio inherits it."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """The two-letter code of the language that is spoken now."""
    return _spoken.get()


def _(message: str, **values: object) -> str:
    """The message in the spoken language, its `{named}` places filled with `values`."""
    told = _catalogue(spoken()).gettext(message)
    return told.format(**values) if values else told


def plural(one: str, many: str, number: int, **values: object) -> str:
    """`one` or `many` as the spoken language counts `number`, which fills `{number}`."""
    return _catalogue(spoken()).ngettext(one, many, number).format(number=f"{number:,}", **values)


@cache
def _catalogue(language: str) -> NullTranslations:  # noqa: ARG001  (English alone so far)
    return NullTranslations()
