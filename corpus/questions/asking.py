"""Which sentence of a text is the one that asks, and which terms are in it."""

from __future__ import annotations

import re

from corpus.language import terms

QUESTION_WORD = re.compile(r"\b(?:which|what|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.?!])(?<!\.[A-Z]\.)(?<!\s[A-Z]\.)(?<!\b[DJMS][rst]\.)(?<!\b(?:Gov|Sen|Rep|Gen|Mrs)\.)\s+")


def sentence(text: str) -> str:
    """The last sentence with a question word in it; the whole text where none has one."""
    parts = _ENDS.split(text)
    return next((part for part in reversed(parts) if QUESTION_WORD.search(part)), text) if len(parts) > 1 else text


def terms_of(asks: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of the sentence that asks, and of its part from the question word on; all twice where it has none."""
    word = QUESTION_WORD.search(asks)
    every = tuple(terms.terms(asks))
    return every, tuple(terms.terms(asks[word.start() :])) if word and word.start() else every
