"""What is typed in haste, written out, and everyday words in those of articles: "whos", "how many ppl", "quake". Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from corpus.language.tongues import ENGLISH

# Names keep their capitals, and addresses and compounds their parts.
_WORD = re.compile(r"(?<![\w'@#/.-])\w[\w']*(?![\w'@/-])")
_PIECE = re.compile(r"[\w']+")


class _Hasty(NamedTuple):
    """One language's shorthand; phrases by the word without which there is none, and every `typed` word."""

    words: Mapping[str, str]
    news: Mapping[str, str]
    phrases: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    typed: frozenset[str]


def written_out(text: str, language: str = ENGLISH) -> str:
    """The text with its shorthand written out; words in capitals stay."""
    words, news, phrases, typed = _hasty(language)
    text = text.replace("’", "'")
    here = typed.intersection(_PIECE.findall(text.lower()))
    if not here:  # as in most questions
        return text

    def plain(found: re.Match[str]) -> str:
        word = found[0]
        told = words.get(word.lower())
        if told is None or word.isupper():
            return news.get(word, word)
        return told[0].upper() + told[1:] if word[0].isupper() else told

    text = _WORD.sub(plain, text)
    for word, meant in phrases.items():
        for pattern, told in meant if word in here else ():
            text = pattern.sub(told, text)
    return text


@cache
def _hasty(language: str) -> _Hasty:
    tables = tomllib.loads((files("corpus.questions") / "shorthand.toml").read_text("utf-8")).get(language, {})
    words, news = _by_typed(tables.get("words", {})), _by_typed(tables.get("news", {}))
    phrases = {
        word: [(re.compile(pattern), told) for pattern, told in meant.items()]
        for word, meant in tables.get("phrases", {}).items()
    }
    return _Hasty(words, news, phrases, frozenset((*words, *news, *phrases)))


def _by_typed(meant: Mapping[str, str]) -> dict[str, str]:
    return {typed: plain for plain, every in meant.items() for typed in every.split()}
