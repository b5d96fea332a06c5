"""What is typed in haste, written out, and everyday words in those of articles: "whos", "how many ppl", "quake". Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from corpus.language.tongues import ENGLISH

# Names keep their capitals, and addresses and compounds their parts.
_WORD = re.compile(r"(?<![\w'@#/.-])\w[\w']*(?![\w'@/-])")


class _Hasty(NamedTuple):
    """One language's shorthand."""

    words: Mapping[str, str]
    news: Mapping[str, str]
    phrases: tuple[tuple[re.Pattern[str], str], ...]


def written_out(text: str, language: str = ENGLISH) -> str:
    """The text with its shorthand written out; words in capitals stay."""
    words, news, phrases = _hasty(language)

    def plain(found: re.Match[str]) -> str:
        word = found[0]
        told = words.get(word.lower())
        if told is None or word.isupper():
            return news.get(word, word)
        return told[0].upper() + told[1:] if word[0].isupper() else told

    text = _WORD.sub(plain, text.replace("’", "'"))
    for pattern, told in phrases:
        text = pattern.sub(told, text)
    return text


@cache
def _hasty(language: str) -> _Hasty:
    tables = tomllib.loads((files("corpus.questions") / "shorthand.toml").read_text("utf-8")).get(language, {})
    phrases = tuple((re.compile(said), told) for said, told in tables.get("phrases", {}).items())
    return _Hasty(_by_typed(tables.get("words", {})), _by_typed(tables.get("news", {})), phrases)


def _by_typed(meant: Mapping[str, str]) -> dict[str, str]:
    return {typed: plain for plain, every in meant.items() for typed in every.split()}
