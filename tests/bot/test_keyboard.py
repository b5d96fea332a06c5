"""The buttons under an answer: all of them, and each can be read on a phone, in every language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.looks import keyboard
from bot.model import Button, Offer
from bot.words import LANGUAGES, speaking
from corpus.model import Briefing, Point, Query

QUERY = Query("Kharkiv", datetime(2024, 5, 16, tzinfo=UTC), ("kharkiv",), ("Kharkiv",))
POINTS = tuple(Point(f"It rained {n}.", n, 0, 0, "Rain", "Paper", "", None) for n in range(5))


def verbs(rows: keyboard.Rows) -> list[str]:
    return [button.data.split(":")[1] for row in rows for button in row]


def legible(row: tuple[Button, ...]) -> bool:
    """Whether no label is cut where a phone shows some 45 Latin letters, or 36 Cyrillic ones, in a row."""
    room = {"latin": 45, "cyrillic": 36}
    script = "cyrillic" if any("\u0400" <= sign <= "\u04ff" for button in row for sign in button.label) else "latin"
    labels = [button.label.replace("\u2068", "").replace("\u2069", "") for button in row]
    return len(row) == 1 or all(len(label) <= room[script] / len(row) for label in labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_is_left_out_or_cut(language: str) -> None:
    with speaking(language):
        rows = keyboard.under(7, Briefing(QUERY, POINTS, None, 1.0), (), bare=True)
    assert verbs(rows) == ["more", "newest", "timeline", "follow", "why", *["proof"] * 5, "anew"]
    assert all(map(legible, rows))
    assert len(rows) <= 5


def test_of_questions_worth_asking_as_many_are_offered_as_fit_in_a_row() -> None:
    offers = [Offer("Volodymyr Zelensky", "?"), Offer("Antony Blinken", "?"), Offer("Since then", "?")]
    rows = keyboard.under(7, Briefing(QUERY, POINTS, None, 1.0), offers, bare=False)
    assert [button.label for button in rows[-1]] == ["Volodymyr Zelensky", "Antony Blinken"]
