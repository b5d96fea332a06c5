"""The buttons under an answer: few rows, each wide enough to be read on a phone. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Button, Offer, Turn
from bot.words import _
from corpus.model import Briefing

WIDE = 41.5  # letters such as "n" that a phone shows in one row of buttons, which are all as wide as the longest
EDGE = 1.3  # of these each button has for its edges
_NARROW, _BROAD = frozenset(" fijlt.,:;!'|I()"), frozenset("mwMW@")
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
        return rows(anew + follow + asked, 2)
    looks = _looks(turn, len({point.article for point in briefing.points}), follow)
    proofs = _proofs(turn, len(briefing.points))
    return tuple(filter(None, (*_folded(looks), *_folded(proofs), tuple(_legible(anew + asked)))))


def instead(turn: Turn) -> Rows:
    """What else there is of a turn's question for who is not content with its answer."""
    newest = [Button(_("Newest"), f"1:newest:{turn.id}")] if len({point.article for point in turn.points}) > 1 else []
    anew = [Button(_("As a new question"), f"1:anew:{turn.id}")] if turn.said else []
    why = [Button(_("Why?"), f"1:why:{turn.id}")] if turn.points else []
    return rows(newest + why + anew, 2)


def rows(buttons: Sequence[Button], across: int) -> Rows:
    """The buttons in their order, so many side by side."""
    return tuple(tuple(buttons[at : at + across]) for at in range(0, len(buttons), across))


def _looks(turn: int, articles: int, follow: list[Button]) -> list[Button]:
    """Only what has words has a course, and can be followed, and only several articles have an order by day.

    "Why?" comes last, since a command does the same.
    """
    newest = [Button(_("Newest"), f"1:newest:{turn}")] if articles > 1 else []
    timeline = [Button(_("Timeline"), f"1:timeline:{turn}")] if follow else []
    return [Button(_("More"), f"1:more:{turn}"), *newest, *timeline, *follow, Button(_("Why?"), f"1:why:{turn}")]


def _proofs(turn: int, points: int) -> list[Button]:
    labels = [_("Proof {number}", number=n) for n in range(1, points + 1)] if points > 1 else [_("Proof")]
    return [Button(label, f"1:proof:{turn * TENS + n}") for n, label in enumerate(labels, 1)]


def _folded(row: list[Button]) -> Rows:
    """All of them, in as few rows as can be read, each but the last as long as the others."""
    for count in range(1, len(row)):
        wide = -(-len(row) // count)
        folded = rows(row, wide)
        if all(map(_fits, folded)):
            return folded
    return rows(row, 1)


def _legible(row: list[Button]) -> list[Button]:
    """As many from the front as can be read side by side, and at least the first."""
    fitting = (row[:n] for n in range(len(row), 0, -1) if _fits(row[:n]))
    return next(fitting, row[:1])


def _fits(row: Sequence[Button]) -> bool:
    return len(row) * (max(width(button.label) for button in row) + EDGE) <= WIDE


def width(label: str) -> float:
    """How wide a label is, in letters such as "n"; measured in a font without serifs."""
    return sum(_wide(sign) for sign in label if sign.isprintable())


def _wide(sign: str) -> float:
    if sign in _NARROW or sign in _BROAD:
        return 0.45 if sign in _NARROW else 1.5
    if "\u0600" <= sign <= "\u06ff":
        return 0.75
    return 1.1 if "\u0400" <= sign <= "\u04ff" else 1.0
