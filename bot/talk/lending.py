"""What earlier turns lend to a query: terms with their weights, and the line that says how it was understood. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.looks import phrases
from corpus.language.terms import words
from corpus.model import Window

SUBJECT, MEANT, LAST = 0.4, 0.3, 0.2  # what a term counts that the subject, a pronoun or the last question lends


def weighed(lent: Iterable[tuple[Iterable[str], float]], own: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Each lent term that is not the message's own with its weight; the last given counts."""
    weights = {term: weight for found, weight in lent for term in found}
    return tuple((term, weight) for term, weight in weights.items() if term not in own)


def line(meant: Sequence[str], said: str, subject: Sequence[str], window: Window | None = None) -> str:
    """How the message was understood, in one line: "Zelensky · what did he ask for · Kyiv visit, last week"."""
    told = {word.lower() for part in (*meant, said) for word in words(part)}
    about = phrases.brief(" ".join(word for word in subject if word.lower() not in told))
    timed = ", ".join(part for part in (about, window.said if window else "") if part)
    return " · ".join(part for part in (*meant, phrases.brief(said.strip(' ?.!,"“”„«»')), timed) if part)
