"""The first minute: `/start` with an example that is answered, and a digest in three taps."""

from __future__ import annotations

from datetime import timedelta

from bot.desk import Desk
from bot.handlers.start import start
from bot.model import Place, Reply, Said
from bot.words import speaking
from tests.bot.conftest import NOW, OWNER
from tests.bot.paper import report
from tests.bot.test_digests import labels, read, tap

EVENT = "storm damaged the old lighthouse of Selwick and two boats ran aground"


def started(desk: Desk, text: str = "") -> Reply:
    reply = start(Said(Place(OWNER, 0, OWNER), text, NOW, 5, language="de", command="start"), desk)
    assert reply
    return reply


def test_the_samples_offer_their_own_example(desk: Desk) -> None:
    code = desk.access.owner_code()
    first = started(desk, code)
    assert read(first).startswith("You are the owner of this bot now.")
    assert "Zelensky" in read(tap(desk, first, "Who did Blinken meet"))


def test_the_example_is_the_biggest_story_of_these_days(paper: Desk) -> None:
    report(paper, NOW - timedelta(hours=5), EVENT)
    assert "two boats ran aground" in read(tap(paper, started(paper), "Storm damaged the old"))


def test_the_example_is_in_the_language_that_is_spoken_where_there_is_one(paper: Desk) -> None:
    report(paper, NOW - timedelta(hours=5), EVENT)
    report(
        paper,
        NOW - timedelta(hours=6),
        "Sturm beschädigte den alten Leuchtturm von Selwick, und zwei Boote liefen auf Grund",
    )
    with speaking("de"):
        assert "Sturm" in labels(started(paper))[0]
    with speaking("fr"):
        assert "Storm" in labels(started(paper))[0]


def test_an_example_whose_article_is_replaced_meanwhile_is_not_offered(paper: Desk) -> None:
    report(paper, NOW - timedelta(hours=5), EVENT, url="https://example.com/storm")
    assert "Storm" in labels(started(paper))[0]
    report(paper, NOW, f"{EVENT}, and seven people were saved", url="https://example.com/storm")
    assert "Storm" not in labels(started(paper))[0]


def test_where_there_is_nothing_to_ask_about_no_example_is_offered(paper: Desk) -> None:
    assert labels(started(paper))[0] == "07:00"


def test_three_taps_from_start_make_a_digest_and_the_first_message_stays(paper: Desk) -> None:
    report(paper, NOW - timedelta(hours=5), EVENT)
    where = tap(paper, started(paper), "08:00")
    assert not where.instead
    done = tap(paper, tap(paper, where, "Berlin"), "Top stories")
    assert "Morning digest, every day at 08:00 (Europe/Berlin): top stories" in read(done)
    assert "08:00" not in labels(started(paper))  # there is a digest now
