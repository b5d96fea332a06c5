"""The buttons under an answer: all of them, and each can be read on a phone, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.looks import keyboard
from bot.model import Offer
from bot.words import LANGUAGES, speaking
from corpus.model import Briefing, Point, Query

QUERY = Query("Kharkiv", datetime(2024, 5, 16, tzinfo=UTC), ("kharkiv",), ("Kharkiv",))
POINTS = tuple(Point(f"It rained {n}.", n, 0, 0, "Rain", "Paper", "", None) for n in range(5))
# What was seen to be cut, or not, among so many buttons on a phone of 390 points.
SEEN = [
    *(
        ("Timeline", 5, True),
        ("Beleg 1", 5, True),
        ("Доказ 1", 5, True),
        ("Prueba 1", 5, False),
        ("Preuve 1", 5, False),
    ),
    *(("Chronologie", 4, False), ("Найновіше", 4, False), ("Хронологія", 3, True)),
    ("التسلسل الزمني", 3, True),
]


@pytest.mark.parametrize(("label", "buttons", "whole"), SEEN)
def test_a_label_is_as_wide_as_a_phone_shows_it(label: str, buttons: int, whole: bool) -> None:
    room = keyboard.WIDE / buttons - keyboard.EDGE
    assert (keyboard.width(label) <= room) is whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_is_left_out_or_cut(language: str) -> None:
    with speaking(language):
        rows = keyboard.under(7, Briefing(QUERY, POINTS, None, 1.0), (), bare=True)
    verbs = [button.data.split(":")[1] for row in rows for button in row]
    assert verbs == ["more", "newest", "timeline", "follow", "why", *["proof"] * 5, "anew"]
    assert len(rows) <= 5
    for row in rows:
        widest = max(keyboard.width(button.label) for button in row)
        assert len(row) == 1 or widest <= keyboard.WIDE / len(row) - keyboard.EDGE


def test_an_answer_from_one_article_cannot_be_put_in_the_order_of_days() -> None:
    points = tuple(replace(point, article=7) for point in POINTS)
    rows = keyboard.under(7, Briefing(QUERY, points, None, 1.0), (), bare=False)
    assert "Newest" not in [button.label for row in rows for button in row]


def test_of_questions_worth_asking_as_many_are_offered_as_fit_in_a_row() -> None:
    offers = [Offer("Volodymyr Zelensky", "?"), Offer("Antony Blinken", "?"), Offer("Since then", "?")]
    rows = keyboard.under(7, Briefing(QUERY, POINTS, None, 1.0), offers, bare=False)
    assert [button.label for button in rows[-1]] == ["Volodymyr Zelensky", "Antony Blinken"]
