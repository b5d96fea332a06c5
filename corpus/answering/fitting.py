"""Whether a sentence holds the kind of thing that a follow-up asks for: the patterns of `fitting.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from corpus.language.tongues import ENGLISH
from corpus.model import Kind
from corpus.questions.foreign import days_and_months


def holds(kind: Kind, text: str, language: str) -> bool:
    """Whether a text in this language, read as English where that is none of ours, holds the kind of thing."""
    pattern = _pattern(kind, language)
    return bool(pattern and pattern.search(text))


@cache
def _pattern(kind: Kind, language: str) -> re.Pattern[str] | None:
    """None for a kind that no words tell."""
    known = _tables()
    language = language if language in known else ENGLISH
    said = known[language].get(kind.name.lower(), known[ENGLISH].get(kind.name.lower()))
    return re.compile(said.replace("DAYS", days_and_months(language))) if said else None


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("corpus.answering") / "fitting.toml").read_text("utf-8"))
