"""The course of a topic: which events are its turns, and how each is told; over a real archive of made articles."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import ingest
from corpus.database import connect
from corpus.events.timeline import APART, Event, Timeline, turning
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom

START = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)
NOW = START + timedelta(days=60)
DAY = timedelta(days=1)

FLOOD = "The river Oder flooded the old town of Altmark and drove two thousand people from their homes"
DAM = "Engineers blew up a dam above Altmark, and the water of the Oder began to fall within hours"
MAYOR = "The mayor of Altmark stepped down over dikes along the Oder that had not been repaired for years"
WALL = "Altmark will build a wall of nine metres against the Oder, the new council decided by one vote"
VOICES = (
    "{}.",
    "As fire brigades report, {}.",
    "{}, according to residents.",
    "Reporters on the spot confirm that {}.",
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(connect(f"sqlite:///{tmp_path / 'dateline.db'}"), tmp_path)


def tell(newsroom: Newsroom, day: float, what: str, reports: int = 1) -> None:
    """Print an event on a day after START, in so many words of one's own."""
    drafts = [
        Draft(
            title=what.split(",", maxsplit=1)[0],
            text=f"{VOICES[n].format(what)}\n\n{own_words(day, n)}",
            source=f"Paper {n}",
            url=f"https://example.org/{day}/{n}/{abs(hash(what))}",
            published=Published.at(START + day * DAY),
        )
        for n in range(reports)
    ]
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)


def own_words(day: float, paper: int) -> str:
    """What a paper has to say beside the event, as no other paper says it."""
    return "\n\n".join(
        f"Witness{n} of paper{paper} counted item{n}x{paper}x{day} at desk{n}y{paper}." for n in range(12)
    )


def course(newsroom: Newsroom, topic: str = "Altmark Oder", zone: str = "UTC") -> Timeline:
    return newsroom.chronicle.timeline(newsroom.read(topic, NOW, ZoneInfo(zone)), ZoneInfo(zone))


def test_each_turn_of_events_is_one_dated_sentence_word_for_word_and_the_oldest_comes_first(newsroom: Newsroom) -> None:
    for day, what, reports in ((2, FLOOD, 4), (20, DAM, 3), (40, MAYOR, 2), (55, WALL, 3)):
        tell(newsroom, day, what, reports)
    found = course(newsroom)
    assert [(turn.day - START.date()).days for turn in found.turns] == [2, 20, 40, 55]
    assert [turn.reports for turn in found.turns] == [4, 3, 2, 3]
    for turn in found.turns:
        article = newsroom.store.articles([turn.point.article])[turn.point.article].article
        assert turn.point.text in article.text
        assert article.published is not None
        assert article.published.day == turn.day


def test_the_days_are_counted_and_those_of_other_matters_are_not(newsroom: Newsroom) -> None:
    tell(newsroom, 2, FLOOD, 4)
    tell(newsroom, 20, DAM)
    tell(newsroom, 3, "A court in Lisbon sentenced the founder of an exchange to nine years", 2)
    found = course(newsroom)
    assert found.days == ((date(2024, 3, 3), 4), (date(2024, 3, 21), 1))
    assert (found.articles, found.whole) == (5, True)


def test_a_day_is_that_of_the_readers_zone(newsroom: Newsroom) -> None:
    tell(newsroom, 2, FLOOD)  # at noon in UTC, which is the next day in Kiritimati
    assert [day for day, _ in course(newsroom, zone="Pacific/Kiritimati").days] == [date(2024, 3, 4)]


def test_copies_of_one_text_are_one_report(newsroom: Newsroom) -> None:
    text = f"{FLOOD}.\n\nThe fire brigades of three districts are on their way to the town with boats and pumps."
    published = Published.at(START)
    drafts = [Draft(f"Flood {n}", f"{text} {n}", f"Paper {n}", f"https://example.org/{n}", published) for n in range(5)]
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
    [turn] = course(newsroom).turns
    assert turn.reports == 1


def test_what_was_said_already_is_no_turn(newsroom: Newsroom) -> None:
    tell(newsroom, 2, FLOOD, 3)
    tell(newsroom, 30, FLOOD.replace("two thousand", "2,000"))
    assert [(turn.day - START.date()).days for turn in course(newsroom).turns] == [2]


def test_a_time_and_a_source_narrow_it_down(newsroom: Newsroom) -> None:
    tell(newsroom, 2, FLOOD, 3)
    tell(newsroom, 40, MAYOR, 2)
    assert [turn.day for turn in course(newsroom, "Altmark Oder in April").turns] == [date(2024, 4, 10)]
    assert course(newsroom, "Altmark Oder source:paper-1").articles <= 5


def test_nothing_from_after_the_moment_of_asking_is_told(newsroom: Newsroom) -> None:
    tell(newsroom, 2, FLOOD)
    tell(newsroom, 70, MAYOR)
    assert course(newsroom).articles == 1


@pytest.mark.parametrize("topic", ["zebra", "zebra Oder stripes", "Lisbon"])
def test_a_topic_of_which_there_is_nothing_has_no_days(newsroom: Newsroom, topic: str) -> None:
    tell(newsroom, 2, FLOOD)
    assert course(newsroom, topic) == Timeline(newsroom.read(topic, NOW, UTC))


def event(day: int, weight: float) -> Event:
    return Event(START.date() + timedelta(day), 1, weight, (day,))


def test_in_a_time_of_much_news_an_event_has_to_be_bigger_to_stand_out() -> None:
    loud = [event(100 + day, 3.0) for day in range(0, 20, 2)]
    quiet, big = event(10, 2.5), event(121, 9.0)
    first, second, third, *_ = turning([*loud, quiet, big])
    assert {first, second, third} == {loud[0], quiet, big}


def test_what_begins_a_long_time_of_much_news_stands_out_though_much_comes_behind_it() -> None:
    quiet = [event(day, 1.0) for day in range(0, 400, 50)]
    begins = event(200, 3.0)
    war = [event(day, 1.0 + place / 10) for day in range(200, 320) for place in range(6)]
    assert next(turning([*quiet, *war, begins])) == begins


@given(st.lists(st.tuples(st.integers(0, 3_000), st.floats(0.25, 40)), max_size=40, unique_by=lambda one: one[0]))
def test_turns_keep_their_distance_and_the_biggest_event_of_all_is_one(drawn: list[tuple[int, float]]) -> None:
    events = [event(day, weight) for day, weight in drawn]
    chosen = list(turning(events))
    days = sorted(one.day for one in chosen)
    span = (max(one.day for one in events) - min(one.day for one in events)).days if events else 0
    assert all((later - earlier).days >= span / APART for earlier, later in itertools.pairwise(days))
    assert bool(chosen) == bool(events)
