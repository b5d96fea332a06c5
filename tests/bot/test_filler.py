"""What belongs in the answer to a follow-up: nothing of another matter, from another part of a roundup, or below a picture."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.model import Turn
from bot.talk.conversation import resolve
from bot.talk.remembering import remembered
from corpus.archive import ingest
from corpus.database import connect
from corpus.model import Briefing, Draft, Point, Published
from corpus.newsroom import Newsroom

NOW = datetime(2024, 12, 9, 12, tzinfo=UTC)
REPORT = (
    "Notre-Dame reopens in Paris",
    "Notre-Dame in Paris reopened on Saturday, five years after the fire. "
    "Jean Dupuis/AFP/Getty Images Some 1,500 guests sit in Notre-Dame at the reopening. "
    "Around 1,500 guests came to Notre-Dame for the reopening. The archbishop knocked on the doors of Notre-Dame three times. "
    "Some 2,000 craftspeople had worked on Notre-Dame. Donors gave 846 million euros for the cathedral.",
)
ROUNDUP = (
    "The week: Notre-Dame reopening, storms, rail strikes and a chess final",
    "A storm left 30,000 homes in Ireland without power. Rail workers went on strike in Italy for 24 hours. "
    "The chess final in Singapore went into its 12th game. In Paris the reopening of Notre-Dame drew guests from 40 countries. "
    "They sat for two hours. Some 300 flights were cancelled in Dublin. Ferries took 5,000 people back to Wales. "
    "In Milan 200 trains stood still. Unions count 80,000 members. Gukesh has won three games. Ding has won two. "
    "A volcano in the Philippines sent ash 4 kilometres high. Schools in 20 villages were closed. "
    "The price of cocoa rose by 9 percent. Growers in Ghana lost a fifth of the harvest. "
    "A museum in Oslo got back 12 stolen drawings.",
)
ELSEWHERE = (
    "Fire in Copenhagen's old stock exchange",
    "The old stock exchange of Copenhagen burned in April. Some 200 guests of a hotel next door had to leave. "
    "Around 90 firefighters were there. More guests came the next day to look at the ruin.",
)
STORM = (
    "Storm in Ireland",
    "The storm hit Ireland on Friday with gusts of 180 kilometres an hour. In Galway the storm took the roof off a hall. "
    "The storm cut power to 700,000 homes in Ireland. It is moving on to Wales.",
)
WALES = (
    "Wales without trains and ferries",
    "In Wales no trains ran on Saturday. Some 90,000 homes in Wales have no power. Holyhead closed its port in the morning.",
)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return archive(tmp_path_factory.mktemp("filler"), REPORT, ROUNDUP, ELSEWHERE, STORM, WALES)


def archive(folder: Path, *articles: tuple[str, str]) -> Newsroom:
    newsroom = Newsroom(connect(f"sqlite:///{folder / 'test.db'}"), folder)
    drafts = [
        Draft(title, text, "Harbour Post", f"https://example.com/{n}", Published(date(2024, 12, 8)), "en")
        for n, (title, text) in enumerate(articles)
    ]
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
    return newsroom


def points_of(newsroom: Newsroom, *said: str) -> tuple[Point, ...]:
    """The points that answer the last message."""
    return answered(newsroom, *said).points


def answered(newsroom: Newsroom, *said: str) -> Briefing:
    """The answer to the last message."""
    turns: list[Turn] = []
    for text in said:
        found = newsroom.answer(resolve(text, turns, NOW, UTC, newsroom.read))
        turns.append(remembered(text, found, UTC))
    return found


def test_guests_of_another_house_are_no_answer(newsroom: Newsroom) -> None:
    points = points_of(newsroom, "Notre-Dame reopening", "how many guests?")
    assert "1,500 guests" in points[0].text
    assert ELSEWHERE[0] not in {point.title for point in points}


def test_of_a_roundup_only_what_stands_beside_the_subject_is_told(newsroom: Newsroom) -> None:
    points = points_of(newsroom, "Notre-Dame reopening", "how many countries?")
    beside = [point.text for point in points if point.title == ROUNDUP[0]]
    assert beside
    assert all("Notre-Dame" in text or "chess final" in text or "They sat" in text for text in beside)


def test_what_stands_below_a_picture_gives_way_to_the_report(newsroom: Newsroom) -> None:
    assert "Getty" not in points_of(newsroom, "Notre-Dame reopening", "how many guests?")[0].text


def test_more_of_a_roundup_is_more_of_the_subject(newsroom: Newsroom) -> None:
    more = points_of(newsroom, "Notre-Dame reopening", "more")
    assert more
    for point in more:
        assert (
            point.title == REPORT[0] or "Notre-Dame" in point.text or "They sat" in point.text or "chess" in point.text
        )


def test_what_a_fragment_names_is_the_subject_as_well(newsroom: Newsroom) -> None:
    points = points_of(newsroom, "storm in Ireland", "and in Wales?")
    assert "90,000 homes in Wales" in " ".join(point.text for point in points)


def test_what_a_fragment_names_alone_is_told_as_that(newsroom: Newsroom) -> None:
    elsewhere = answered(newsroom, "storm in Ireland", "and in Copenhagen?")
    assert elsewhere.remark == "I found nothing on both. On Copenhagen alone:"
    assert {point.title for point in elsewhere.points} == {ELSEWHERE[0]}
    assert answered(newsroom, "storm in Ireland", "and in Wales?").remark == ""


@pytest.mark.parametrize("said", ["what did the bishop of Rome say about it?", "how many trophies did they win?"])
def test_what_the_articles_do_not_tell_has_no_answer(newsroom: Newsroom, said: str) -> None:
    assert points_of(newsroom, "Notre-Dame reopening", said) == ()


def test_a_fragment_is_not_answered_by_the_words_that_it_takes_up(newsroom: Newsroom) -> None:
    assert points_of(newsroom, "When did Notre-Dame reopen?", "weather that day?") == ()
    query = answered(newsroom, "who came to the Notre-Dame reopening?", "and the donors?").query
    laid, facts = newsroom.look(query)
    told = [laid.text(row) for row, told in zip(facts.rows.tolist(), facts.columns["told"], strict=True) if told > 0]
    assert told == [text for text in map(laid.text, facts.rows.tolist()) if "onors" in text or "craftspeople" in text]


def test_who_asks_of_somebody_gets_what_tells_of_them(newsroom: Newsroom) -> None:
    points = points_of(newsroom, "chess final", "what about Gukesh?")
    assert points and all("Gukesh" in point.text for point in points)


def test_nobody_else_is_told_of_where_nothing_was_found_on_somebody(tmp_path: Path) -> None:
    warrant = "France has issued an arrest warrant for the former head of a shipyard. He lives in Oslo and denies everything. "
    beyond = (
        "Ferries run again. The market opened on Monday. Rain is expected. " * 4 + "His lawyer plays chess with Gukesh."
    )
    wins = [(f"Gukesh wins {n}", f"Gukesh won {n}. He played well against number {n}.") for n in range(4)]
    ferries = [(f"Ferry {n}", f"A ferry {n} sank. Rain {n} fell for days.") for n in range(9)]
    talk = archive(tmp_path, ("Warrant for a manager", warrant + beyond), *wins, *ferries)
    asked = "Gukesh arrest in Norway for bribes"
    assert points_of(talk, asked) == ()
    assert points_of(talk, asked, "who issued it?") == ()


def test_the_time_asked_for_stays_where_a_fragment_is_told_alone(newsroom: Newsroom) -> None:
    found = answered(newsroom, "What of the storm in Ireland this month?", "and in Copenhagen?")
    assert found.remark and remembered("and in Copenhagen?", found, UTC).span


def test_a_word_by_itself_begins_something_new_where_nothing_is_on_both(tmp_path: Path) -> None:
    much = (
        "A year of chess",
        " ".join(f"In round {n} the chess was {how}." for n in range(12) for how in ("slow", "fast")),
    )
    newsroom = archive(tmp_path, STORM, much)
    found = answered(newsroom, "storm in Ireland", "chess")
    assert not (found.remark or found.query.said)
    assert {point.title for point in found.points} == {much[0]}
    assert answered(newsroom, "storm in Ireland", "and chess?").query.said
