"""Countries and their peoples as other words for each other."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.answering import peoples
from corpus.archive import ingest
from corpus.database import connect
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom

NOW = datetime(2024, 6, 10, 12, tzinfo=UTC)
BRITAIN = "Britain will elect a new parliament on Thursday, 4 July, the prime minister announced in the rain."
FRANCE = "France will elect a new assembly in two rounds, on 30 June and 7 July."
CHINA = "The Chinese economy grew by 5.3 percent, Beijing said on Tuesday."
PRIZES = (
    "A British singer, a French cook and a boat from China won prizes on Monday. " + "The jury ate. They sang. " * 9
)
OTHERS = [
    f"In {where} the parliament and an assembly of towns spoke of the economy on Monday."
    for where in ("Ghana", "Peru", "Norway", "Japan", "Chile", "Kenya", "Nepal", "Cuba")
]


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    folder: Path = tmp_path_factory.mktemp("peoples")
    newsroom = Newsroom(connect(f"sqlite:///{folder / 'test.db'}"), folder)
    drafts = [
        Draft(f"Report {n}", text, "Daily", f"https://example.com/{n}", Published(date(2024, 6, 9 - n % 3)), "en")
        for n, text in enumerate((BRITAIN, FRANCE, CHINA, PRIZES, *OTHERS))
    ]
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
    return newsroom


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("British parliament", BRITAIN),
        ("French assembly", FRANCE),
        ("China economy", CHINA),
        ("Briton parliament", BRITAIN),
    ],
)
def test_who_asks_of_a_people_is_told_of_its_country_and_the_other_way_round(
    newsroom: Newsroom, asked: str, told: str
) -> None:
    # Each word itself stands elsewhere, or nowhere at all.
    assert newsroom.answer(newsroom.read(asked, NOW, UTC)).points[0].text == told


def test_only_where_there_are_few_words_each_of_which_tells_much(newsroom: Newsroom) -> None:
    assert peoples.alike_in(newsroom.read("British parliament", NOW, UTC))["british"] == ["brit", "briton", "uk"]
    assert peoples.alike_in(newsroom.read("which British parliament was elected in the rain?", NOW, UTC)) == {}


def test_what_the_question_has_itself_stands_for_nothing_else(newsroom: Newsroom) -> None:
    assert peoples.alike_in(newsroom.read("Italy, Italian trains", NOW, UTC)) == {"italian": [], "itali": []}
