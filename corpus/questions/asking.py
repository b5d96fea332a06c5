"""Which sentence of a text is the one that asks, and what is in it."""

from __future__ import annotations

import re

from corpus.language import terms

QUESTION_WORD = re.compile(r"\b(?:which|what|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.?!])(?<!\.[A-Z]\.)(?<!\s[A-Z]\.)(?<!\b[DJMS][rst]\.)(?<!\b(?:Gov|Sen|Rep|Gen|Mrs)\.)\s+")


def sentence(text: str) -> str:
    """The last sentence with a question word in it; the whole text where none has one."""
    return next((part for part in reversed(_ENDS.split(text)) if QUESTION_WORD.search(part)), text)


def terms_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of the sentence that asks, and of its part from the question word on; the whole text where nothing asks."""
    asks = sentence(text)
    word = QUESTION_WORD.search(asks)
    return tuple(terms.terms(asks)), tuple(terms.terms(asks[word.start() :] if word else asks))
