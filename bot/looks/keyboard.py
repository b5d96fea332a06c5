"""The buttons under an answer: few rows, each wide enough to be read on a phone. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Button, Offer
from bot.words import _
from corpus.model import Briefing

WIDE = 45  # Latin letters that a phone shows in one row of buttons, which are all as wide as the longest
BROAD = 1.25  # of these is a Cyrillic letter
TENS = 10  # `turn * TENS + n` is the n-th point or question of a turn

Rows = tuple[tuple[Button, ...], ...]


def under(turn: int, briefing: Briefing, offers: Sequence[Offer], *, bare: bool) -> Rows:
    """What can be done with the answer of a turn, each point's proof, and what to ask next.

    `bare`: its question can also be asked anew without what was said before. An answer of nothing has that button, and
    can be followed: what is not there yet may come.
    """
    follow = [Button(_("Follow"), f"1:follow:{turn}")] if briefing.query.words else []
    anew = [Button(_("As a new question"), f"1:anew:{turn}")] if bare else []
    asked = [Button(offer.label, f"1:ask:{turn * TENS + n}") for n, offer in enumerate(offers, 1)]
    if briefing.abstained:
        rows = [anew + follow]
    else:
        rows = [
            *_folded(_looks(turn, len(briefing.points), follow)),
            _proofs(turn, len(briefing.points)),
            _legible(anew + asked),
        ]
    return tuple(tuple(row) for row in rows if row)


def _looks(turn: int, points: int, follow: list[Button]) -> list[Button]:
    """Only what has words has a course, and can be followed; "Why?" comes last, since a command does the same."""
    newest = [Button(_("Newest"), f"1:newest:{turn}")] if points > 1 else []
    timeline = [Button(_("Timeline"), f"1:timeline:{turn}")] if follow else []
    return [Button(_("More"), f"1:more:{turn}"), *newest, *timeline, *follow, Button(_("Why?"), f"1:why:{turn}")]


def _proofs(turn: int, points: int) -> list[Button]:
    labels = [_("Proof {number}", number=n) for n in range(1, points + 1)] if points > 1 else [_("Proof")]
    return [Button(label, f"1:proof:{turn * TENS + n}") for n, label in enumerate(labels, 1)]


def _folded(row: list[Button]) -> list[list[Button]]:
    """All of them, in as few rows as can be read."""
    for wide in range(len(row), 0, -1):
        rows = [row[at : at + wide] for at in range(0, len(row), wide)]
        if all(map(_fits, rows)):
            return rows
    return [[button] for button in row]


def _legible(row: list[Button]) -> list[Button]:
    """As many from the front as can be read side by side, and at least the first."""
    fitting = (row[:n] for n in range(len(row), 0, -1) if _fits(row[:n]))
    return next(fitting, row[:1])


def _fits(row: Sequence[Button]) -> bool:
    return len(row) * max(_width(button.label) for button in row) <= WIDE


def _width(label: str) -> float:
    return sum(BROAD if "\u0400" <= sign <= "\u04ff" else 1.0 for sign in label if sign.isprintable())
