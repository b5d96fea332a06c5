"""What publishers change and what the owner mutes: told in `/proof`, left out of what is offered unasked."""

from __future__ import annotations

from datetime import timedelta

from bot.desk import Desk
from bot.handlers import explain
from bot.handlers.ask import ask
from bot.model import Place, Said
from corpus.feeds.opml import Outline
from tests.bot.conftest import NOW, OWNER
from tests.bot.paper import report
from tests.bot.test_digests import read, tell

PLACE = Place(OWNER, 0, OWNER)
HOUR = timedelta(hours=1)
URL = "https://example.com/lighthouse"


def asked(desk: Desk, question: str, message: int = 5) -> str:
    return read(ask(Said(PLACE, question, desk.now(), message), desk))


def proof(desk: Desk) -> str:
    return read(explain.proof(Said(PLACE, "1", desk.now(), 6), desk))


def test_proof_says_that_a_text_replaced_another(paper: Desk) -> None:
    report(paper, NOW - 3 * HOUR, "storm damaged the old lighthouse of Selwick and two boats ran aground", url=URL)
    report(paper, NOW - HOUR, "storm damaged the old lighthouse of Selwick and seven boats ran aground", url=URL)
    assert "seven boats" in asked(paper, "Selwick lighthouse")
    assert proof(paper).endswith(
        "Fetched 16 May 2024, 11:00\nUpdated: this text replaced one fetched 16 May 2024, 09:00"
    )


def test_proof_of_a_sentence_that_was_taken_back_names_what_stands_there_now(paper: Desk) -> None:
    report(paper, NOW - 3 * HOUR, "storm damaged the old lighthouse of Selwick and two boats ran aground", url=URL)
    assert "two boats" in asked(paper, "Selwick lighthouse")
    assert "Updated" not in proof(paper)
    report(paper, NOW, "storm damaged the old lighthouse of Selwick and seven boats ran aground", url=URL)
    told = proof(paper)
    assert "has changed that article since" in told
    assert "seven boats ran aground\n— Harbour Post" in told


def test_a_muted_feed_is_told_to_those_who_ask_for_it_and_offered_to_nobody(paper: Desk) -> None:
    feeds = paper.newsroom.feeds
    feeds.add_all([Outline("https://example.com/feed", "Gazette")], NOW)
    report(paper, NOW - HOUR, "storm damaged the old lighthouse of Selwick and two boats ran aground")
    report(paper, NOW - HOUR, "painter from Kelso sells forty views of a ferry in one evening", "Gazette")
    assert "forty views" in asked(paper, "What happened today?")
    feeds.store.mute(feeds.store.all()[0].id, muted=True)
    for offered in (
        asked(paper, "What happened today?", 7),
        tell(paper, "/latest"),
        tell(paper, "/latest ferry views"),
    ):
        assert "forty views" not in offered
    assert "forty views" in asked(paper, "Who sells forty views of a ferry?", 8)
    assert "forty views" in asked(paper, "news source:gazette", 9)
