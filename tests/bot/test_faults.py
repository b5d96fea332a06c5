"""What goes wrong around a running bot: Telegram in every kind of trouble, a database that is busy, full or damaged.

It answers where it can, says plainly where it cannot, gets over it by itself, and loses nothing it took.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.desk import Desk
from bot.handlers.ask import ask
from bot.model import Place, Said, Turn
from bot.settings import Settings
from corpus.database import connect, reading, writing
from tests.bot.botapi import PATIENCE, BotApi, Message
from tests.bot.conftest import NOW
from tests.bot.serving import Serving, Start
from tests.databases import in_a_file

OWNER = 11
QUESTION = "Who did Blinken meet in Kyiv?"
TROUBLES = {
    "cut before": {"cut": True},
    "cut after": {"cut": True, "after": True},
    "no JSON": {"garbled": True},
    "internal error": {"status": 500, "description": "Internal Server Error"},
    "bad gateway": {"status": 502},
    "unavailable": {"status": 503, "description": "Service Unavailable"},
    "gateway timeout": {"status": 504, "description": "Gateway Timeout"},
    "too many": {"status": 429, "description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}},
    "too many, no time": {"status": 429, "description": "Too Many Requests"},
    "too many, zero": {"status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 0}},
}


def answers(api: BotApi, chat: int = OWNER) -> list[Message]:
    return [message for message in api.messages if message.chat == chat and "Zelensky" in message.text]


# -- Telegram -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble", [*TROUBLES.values(), {"status": 409, "description": "Conflict"}], ids=[*TROUBLES, "409"]
)
def test_a_poll_that_fails_loses_no_message_and_repeats_none(
    api: BotApi, start: Start, trouble: dict[str, Any]
) -> None:
    api.fail("getUpdates", **trouble)
    api.say(QUESTION)
    with start():
        api.to(OWNER)
        api.ask("/help")
        api.wait(lambda: not api.waiting())
    assert len(answers(api)) == 1


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_an_answer_that_fails_once_arrives_and_only_one_of_unknown_fate_twice(
    api: BotApi, start: Start, trouble: dict[str, Any]
) -> None:
    api.fail("sendMessage", **trouble)
    with start():
        api.say(QUESTION)
        api.to(OWNER, 1 + bool(trouble.get("after")))
        api.ask("/help")
    assert len(answers(api)) == 1 + bool(trouble.get("after"))


def test_too_many_requests_are_never_given_up(api: BotApi, start: Start) -> None:
    api.fail("sendMessage", status=429, description="Too Many Requests", times=6)
    with start():
        api.ask(QUESTION)
    assert len(answers(api)) == 1


def test_a_token_refused_for_a_moment_does_not_end_the_bot(api: BotApi, start: Start) -> None:
    api.fail("getUpdates", status=404, description="Not Found", times=2)
    with start():
        assert "Just ask" in api.ask("/help").text


@pytest.mark.parametrize("method", ["answerCallbackQuery", "sendChatAction", "setMyCommands", "deleteWebhook"])
def test_trouble_with_what_only_helps_takes_no_answer_away(api: BotApi, start: Start, method: str) -> None:
    api.fail(method, status=500, description="Internal Server Error", times=2)
    with start():
        api.press(api.ask(QUESTION), "Why?")
        assert "Asks for" in api.to(OWNER, 2)[1].text


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_button_that_was_pressed_stops_waiting_although_telegram_failed(
    api: BotApi, start: Start, trouble: dict[str, Any]
) -> None:
    api.fail("answerCallbackQuery", **trouble)
    with start():
        api.press(api.ask(QUESTION), "Why?")
        api.wait(lambda: len(api.called("answerCallbackQuery")) == 2)


# -- the database ---------------------------------------------------------------------------------


@contextmanager
def limited(desk: Desk, *pragmas: str) -> Iterator[Callable[[], None]]:
    """The desk's database with limits on every connection; what is given lifts them."""

    def prepare(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    def lift() -> None:
        if sa.event.contains(desk.engine, "connect", prepare):
            sa.event.remove(desk.engine, "connect", prepare)
        desk.engine.dispose()

    desk.engine.dispose()
    sa.event.listen(desk.engine, "connect", prepare)
    try:
        yield lift
    finally:
        lift()


FULL = "max_page_count=1"  # SQLite then lets the file grow no further: "database or disk is full"


@in_a_file
def test_while_the_disk_is_full_messages_wait_at_telegram_and_are_answered_afterwards(
    api: BotApi, served: Desk, logged: pytest.LogCaptureFixture
) -> None:
    with limited(served, FULL) as lift, Serving(served):
        for _ in range(30):
            api.say(f"{QUESTION} {'x' * 3000}")  # more than fits into the pages that are there
        api.wait(lambda: "The disk is full" in logged.text)
        assert len(api.waiting()) > 0
        lift()
        api.wait(lambda: not api.waiting())
        api.to(OWNER, 21)
    assert logged.text.count("New messages wait at Telegram meanwhile") == 1


@in_a_file
def test_an_answer_goes_out_also_when_it_cannot_be_remembered(served: Desk, logged: pytest.LogCaptureFixture) -> None:
    with limited(served, FULL):
        replies = [ask(Said(Place(OWNER, 0, OWNER), QUESTION, NOW, n), served) for n in range(12)]
    assert all("Zelensky" in reply.pages[0].html for reply in replies)
    assert replies[-1].turn is None
    assert replies[-1].pages[-1].buttons == ()
    assert "The disk is full" in logged.text


@in_a_file
def test_while_another_process_keeps_the_database_messages_wait_at_telegram(
    api: BotApi, served: Desk, logged: pytest.LogCaptureFixture
) -> None:
    other = sqlite3.connect(served.settings.data_dir / "dateline.db", isolation_level=None)
    with limited(served, "busy_timeout=20"), Serving(served):
        api.wait(lambda: api.called("getUpdates"))
        other.execute("BEGIN IMMEDIATE")
        api.say(QUESTION)
        api.wait(lambda: "keeps the database busy" in logged.text)
        assert api.waiting()
        other.execute("ROLLBACK")
        api.to(OWNER)
    other.close()
    assert len(answers(api)) == 1


@in_a_file
def test_an_update_that_could_not_be_forgotten_is_not_answered_again(
    api: BotApi, served: Desk, logged: pytest.LogCaptureFixture
) -> None:
    other = sqlite3.connect(served.settings.data_dir / "dateline.db", isolation_level=None, check_same_thread=False)
    with limited(served, "busy_timeout=20"), Serving(served), api.hold("sendMessage") as held:
        api.say(QUESTION)
        held.wait()
        other.execute("BEGIN IMMEDIATE")
        held.release()
        api.to(OWNER)
        _until(lambda: any(record.name == "bot.incoming.intake" for record in logged.records))
        other.execute("ROLLBACK")
        api.ask("/help")
    other.close()
    with Serving(served):
        api.ask("/help", 22)
    assert len(answers(api)) == 1


@in_a_file
def test_while_the_database_is_damaged_messages_wait_at_telegram(
    api: BotApi, served: Desk, logged: pytest.LogCaptureFixture
) -> None:
    with Serving(served):
        api.ask("/help")
        with writing(served.engine) as connection:
            connection.execute(sa.text("PRAGMA writable_schema=ON"))
            connection.execute(sa.text("UPDATE sqlite_master SET rootpage=9999 WHERE name='turns'"))
        served.engine.dispose()
        api.say(QUESTION)
        api.wait(lambda: "The database file is damaged: put a copy of it back" in logged.text)
        api.wait(lambda: "New messages wait at Telegram meanwhile" in logged.text)
    assert api.waiting()


def _until(condition: Callable[[], bool]) -> None:
    """Wait for what no server tells of."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# -- a power cut ----------------------------------------------------------------------------------


@in_a_file
def test_what_the_bot_acknowledges_is_on_the_disk_before_it_says_so(settings: Settings) -> None:
    engine = connect(settings.database_url)
    level = sa.text("PRAGMA synchronous")
    with writing(engine, durable=True) as connection:
        assert connection.execute(level).scalar() == 2  # FULL
    with writing(engine) as connection:
        assert connection.execute(level).scalar() == 1  # NORMAL
    engine.dispose()


@in_a_file
def test_a_power_cut_at_any_moment_leaves_whole_turns_and_loses_none_that_were_there(
    served: Desk, tmp_path: Path
) -> None:
    place = Place(OWNER, 0, OWNER)
    for number in range(4):
        turn = served.store.remember(place, Turn(f"question {number}", "", NOW, terms=("x" * 900,)))
        served.store.link(OWNER, [number], turn)
    file = served.settings.data_dir / "dateline.db"
    log = file.with_name("dateline.db-wal").read_bytes()
    counts = []
    for cut in range(0, len(log) + 1, 2053):  # in the middle of pages, frames and headers
        after = tmp_path / f"cut-{cut}" / "dateline.db"
        after.parent.mkdir()
        after.write_bytes(file.read_bytes())
        after.with_name("dateline.db-wal").write_bytes(log[:cut])
        counts.append(_kept(after))
    assert counts == sorted(counts)
    assert {0, 1, 2, 3, 4} == set(counts)


def _kept(file: Path) -> int:
    """How many turns a database holds, which is whole."""
    engine = connect(f"sqlite:///{file}")
    with reading(engine) as connection:
        assert connection.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"
        found = connection.execute(sa.text("SELECT count(*) FROM turns")).scalar_one()
    engine.dispose()
    return int(found)
