"""Prizes and cups come again: of a year that a question names, a sentence of another year loses."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.answering.years import ELSEWHEN, OTHER, asked, losses, past
from corpus.database import connect
from corpus.model import Draft, Published, Query
from corpus.newsroom import Newsroom

NOW = datetime(2025, 6, 20, 12, tzinfo=UTC)
REGATTA = {
    2023: "The crew of Orrin won the Dunmere regatta on Sunday, two lengths ahead of the rest.",
    2024: "The crew of Selwick won the 2024 Dunmere regatta on Sunday, after a storm.",
    2025: "The crew of Brackham won the 2025 Dunmere regatta on Sunday, in the fastest time of all.",
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Three regattas, a report each; all of them name all three years."""
    opened = Newsroom(connect(f"sqlite:///{tmp_path / 'dateline.db'}"), tmp_path)
    for year, told in REGATTA.items():
        text = f"{told}\n\nTickets for 2023, 2024 and 2025 are collected in a book."
        opened.keep(Draft("A crew wins the Dunmere regatta", text, "Gazette", "", Published(date(year, 6, 9))), NOW)
    return opened


@pytest.mark.parametrize("year", REGATTA)
def test_a_year_s_winner_comes_first(newsroom: Newsroom, year: int) -> None:
    found = newsroom.answer(newsroom.read(f"Which crew won the {year} Dunmere regatta?", NOW, UTC))
    assert found.points[0].text == REGATTA[year]


LOSSES = {
    "of that year": ("The regatta was won by Orrin.", 2023, 0.0),
    "names it, told later": ("Orrin, who won in 2023, did not row.", 2025, 0.0),
    "of another year": ("The regatta was won by Selwick.", 2024, ELSEWHEN),
    "names another, told then": ("Orrin won as in 2019.", 2023, OTHER),
    "of another year, which it names": ("Selwick won the 2024 regatta.", 2024, OTHER + ELSEWHEN),
    "a number that is no year": ("Orrin rowed 12024 strokes.", 2023, 0.0),
}


@pytest.mark.parametrize(("text", "year", "lost"), LOSSES.values(), ids=LOSSES)
def test_losses(tmp_path: Path, text: str, year: int, lost: float) -> None:
    opened = Newsroom(connect(f"sqlite:///{tmp_path / 'dateline.db'}"), tmp_path)
    opened.keep(Draft("The regatta", text, "Gazette", "", Published(date(year, 6, 9))), NOW)
    query = opened.read("Which crew won the 2023 regatta?", NOW, UTC)
    pool, facts = opened.look(query)
    assert losses(query, pool, facts.rows).tolist() == [pytest.approx(lost)]


def test_one_year_alone_is_asked_for() -> None:
    assert asked(Query("Who won the 2024 regatta?", NOW)) == "2024"
    assert asked(Query("Who won the regatta?", NOW)) == ""
    assert asked(Query("Did more people come in 2024 than in 2023?", NOW)) == ""
    assert asked(Query("Who won · regatta 2024", NOW, places=(1,))) == ""


PAST = {
    "Which crew won the 2024 Dunmere regatta?": True,
    "Which film won the prize for best picture in 2024?": True,
    "Which crew won the regatta in 2025, as in 2024?": False,
    "Which crew won the 2025 Dunmere regatta?": False,
    "Which crew won the regatta for the first time since 2017?": False,
    "Which crew was sunk in the storm of May 14, 2024?": False,
    "Which crew won this week, after it had lost the final of 2024?": False,
}


@pytest.mark.parametrize(("question", "over"), PAST.items(), ids=PAST)
def test_a_year_that_is_over(tmp_path: Path, question: str, over: bool) -> None:
    opened = Newsroom(connect(f"sqlite:///{tmp_path / 'dateline.db'}"), tmp_path)
    assert bool(past(opened.read(question, NOW, UTC))) is over
