"""Which sentence of a text is the one that asks."""

from __future__ import annotations

import re

QUESTION_WORD = re.compile(r"\b(?:which|what|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.?!])(?<!\.[A-Z]\.)(?<!\s[A-Z]\.)(?<!\b[DJMS][rst]\.)(?<!\b(?:Gov|Sen|Rep|Gen|Mrs)\.)\s+")


def sentence(text: str) -> str:
    """The last sentence with a question word in it; the whole text where none has one."""
    parts = _ENDS.split(text)
    return next((part for part in reversed(parts) if QUESTION_WORD.search(part)), text) if len(parts) > 1 else text
