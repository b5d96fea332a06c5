"""Between Telegram and the handlers: typing, order, and what is said of errors; over a server on loopback."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.desk import Desk
from bot.edge import BROKEN, BUSY, Edge
from bot.handlers.replies import say
from bot.incoming.inbox import TRIES, Inbox
from bot.incoming.intake import Intake
from bot.model import Reply, Said, Selection, Typed
from bot.tables import updates
from bot.thinking import USUAL, Waits
from corpus.database import reading
from corpus.errors import DatabaseError
from tests.bot.botapi import PATIENCE, TOKEN, BotApi

NOW = datetime(2024, 5, 15, 12, tzinfo=UTC)
Handler = Callable[[Said, Desk], Reply | None]


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def update(number: int, text: str = "hello", user: int = 11) -> Update:
    person = {"id": user, "is_bot": False, "first_name": "Ann"}
    chat = {"id": user, "type": "private"}
    message = {"message_id": number, "date": 1715774400, "chat": chat, "from": person, "text": text}
    return Update.de_json({"update_id": number, "message": message}, None)


def press(number: int, user: int = 11) -> Update:
    person = {"id": user, "is_bot": False, "first_name": "Ann"}
    under = {"message_id": 5, "date": 1715774400, "chat": {"id": user, "type": "private"}, "text": "…"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "message": under, "data": "1:more:1"}
    return Update.de_json({"update_id": number, "callback_query": query}, None)


def nothing(typed: Typed, desk: Desk) -> Selection:
    return Selection((), 0)


def process(
    api: BotApi,
    desk: Desk,
    handler: Handler,
    *given: Update,
    waits: Waits = USUAL,
    selecting: Callable[[Typed, Desk], Selection] = nothing,
) -> None:
    """Work off the updates with one handler for messages and one for what is typed inline; a button says "pressed".

    `waits` as for Edge.
    """

    async def run() -> None:
        intake = Intake(Inbox(desk.engine, 1))
        await intake.take([each.to_dict() for each in given])
        builder: Any = ApplicationBuilder().token(TOKEN).base_url(api.url).updater(None).job_queue(None)
        builder.request(HTTPXRequest()).get_updates_request(HTTPXRequest()).concurrent_updates(intake)
        application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        edge = Edge(desk, application.bot, asyncio.Event(), intake, waits)
        application.add_handler(MessageHandler(filters.ALL, edge.answers(handler)))
        application.add_handler(CallbackQueryHandler(edge.presses(lambda press, desk: say("pressed"))))
        application.add_handler(InlineQueryHandler(edge.selects(selecting)))
        application.add_error_handler(edge.failed)
        async with application:
            await application.start()
            for each in given:
                await application.update_queue.put(each)
            await application.update_queue.join()
            await application.stop()

    asyncio.run(run())


def test_what_takes_longer_than_a_moment_shows_that_the_bot_is_typing(api: BotApi, desk: Desk) -> None:
    def slow(said: Said, desk: Desk) -> Reply:
        api.wait(lambda: api.called("sendChatAction"))
        return say("done")

    process(api, desk, slow, update(1))
    assert [message.text for message in api.messages] == ["done"]
    assert [call["action"] for call in api.called("sendChatAction")] == ["typing"]


def test_nobody_is_seen_typing_in_a_channel_which_telegram_refuses(api: BotApi, desk: Desk) -> None:
    marks = [{"type": "bot_command", "offset": 0, "length": 4}]
    post = {
        "message_id": 1,
        "date": 1715774400,
        "chat": {"id": -200, "type": "channel"},
        "text": "/ask",
        "entities": marks,
    }

    def slow(said: Said, desk: Desk) -> Reply:
        api.wait(lambda: api.called("sendChatAction"))  # as is shown to the person who asked after it
        return say("done")

    process(api, desk, slow, Update.de_json({"update_id": 1, "channel_post": post}, None), update(2))
    assert {message.chat for message in api.messages} == {-200, 11}
    assert {call["chat_id"] for call in api.called("sendChatAction")} == {"11"}


def test_a_quick_answer_shows_no_typing(api: BotApi, desk: Desk) -> None:
    process(api, desk, lambda said, desk: say("done"), update(1))
    assert api.called("sendChatAction") == []


def test_who_stands_in_line_behind_others_is_shown_no_typing(api: BotApi, desk: Desk) -> None:
    def slow(said: Said, desk: Desk) -> Reply:
        if said.message == 1:
            api.wait(lambda: api.called("sendChatAction"))  # to the first of three, who all came at once
        return say("done")

    updates = [update(number, user=10 + number) for number in (1, 2, 3)]
    process(api, desk, slow, *updates, waits=Waits(moment=PATIENCE, line=PATIENCE))
    assert [call["chat_id"] for call in api.called("sendChatAction")] == ["11"]


def test_who_stands_in_line_for_long_is_shown_typing(api: BotApi, desk: Desk) -> None:
    def slow(said: Said, desk: Desk) -> Reply:
        api.wait(lambda: api.called("sendChatAction"))  # to the second, who waits for the first
        return say("done")

    process(api, desk, slow, update(1), update(2, user=22), waits=Waits(moment=PATIENCE, patience=PATIENCE, line=0))
    assert {call["chat_id"] for call in api.called("sendChatAction")} == {"22"}


def test_one_answer_is_thought_out_at_a_time(api: BotApi, desk: Desk) -> None:
    thinking, together = threading.Lock(), list[int]()

    def handler(said: Said, desk: Desk) -> Reply | None:
        if not thinking.acquire(blocking=False):
            together.append(said.message)
            return None
        threading.Event().wait(0.01)
        thinking.release()
        return None

    process(
        api, desk, handler, *(update(number, user=10 + number) for number in range(1, 9)), waits=Waits(moment=PATIENCE)
    )
    assert not together


def test_all_think_in_one_thread_but_who_begins_while_somebody_waits_in_it(api: BotApi, desk: Desk) -> None:
    threads: dict[str, int] = {}
    other = threading.Event()

    def handler(said: Said, desk: Desk) -> Reply | None:
        threads[said.text] = threading.get_ident()
        if said.text == "waits":
            assert other.wait(PATIENCE)
        if said.text == "other":
            other.set()
        return None

    later = [update(number, str(number)) for number in range(3, 9)]
    process(api, desk, handler, update(1, "waits"), update(2, "other", 22), *later)
    elsewhere = threads.pop("other")
    assert len(threads) == 1 + len(later)
    (usual,) = set(threads.values())
    assert usual != elsewhere


def test_one_chats_messages_wait_for_each_other_and_another_chats_do_not(api: BotApi, desk: Desk) -> None:
    order: list[str] = []
    other = threading.Event()

    def handler(said: Said, desk: Desk) -> Reply | None:
        if said.text == "first":
            assert other.wait(PATIENCE)
        order.append(said.text)
        if said.text == "other":
            other.set()
        return None

    process(api, desk, handler, update(1, "first"), update(2, "second"), update(3, "other", 22))
    assert order == ["other", "first", "second"]


def test_what_stands_in_line_has_not_been_tried(api: BotApi, desk: Desk) -> None:
    seen: list[dict[int, int]] = []

    def handler(said: Said, desk: Desk) -> Reply:
        with reading(desk.engine) as connection:
            seen.append(dict(connection.execute(sa.select(updates.c.id, updates.c.tries)).all()))
        return say("answer")

    process(api, desk, handler, *(update(number, user=number) for number in (1, 2, 3)))
    assert seen == [{1: 1, 2: 0, 3: 0}, {1: 1, 2: 1, 3: 0}, {1: 1, 2: 1, 3: 1}]


def test_what_brought_the_bot_down_twice_is_given_up_with_a_line_and_the_next_is_answered(
    api: BotApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(desk.engine, 1)
    for person in (11, 12):
        desk.access.redeem(desk.access.invitation(11, NOW), person, NOW)
    inbox.take([(1, "{}")], NOW)
    for _ in range(TRIES):
        inbox.begin(1)
    process(api, desk, lambda said, desk: say(said.text), update(1, "poison"), update(2, "hello", user=12))
    assert [message.text for message in api.messages] == [BROKEN, "hello"]
    assert "An update that brought the bot down before is given up." in caplog.text
    assert inbox.owed() == []


def test_a_button_that_brought_the_bot_down_twice_gets_a_line_too_but_no_stranger(api: BotApi, desk: Desk) -> None:
    desk.access.redeem(desk.access.invitation(11, NOW), 11, NOW)
    inbox = Inbox(desk.engine, 1)
    inbox.take([(1, "{}"), (2, "{}")], NOW)
    for number in (1, 2) * TRIES:
        inbox.begin(number)
    process(api, desk, lambda said, desk: None, press(1), press(2, user=12), press(3))
    assert [(message.chat, message.text) for message in api.messages] == [(11, BROKEN), (11, "pressed")]


def test_an_unexpected_error_gets_a_line_for_the_person_and_a_trace_without_their_words(
    api: BotApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(said: Said, desk: Desk) -> Reply:
        raise ValueError(said.text)

    process(api, desk, broken, update(1, "my secret question"), update(2))
    assert [message.text.split()[0] for message in api.messages] == ["Something", "Something"]
    assert "in broken" in caplog.text
    assert "ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_an_unexpected_error_while_somebody_types_inline_writes_to_nobody(
    api: BotApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(typed: Typed, desk: Desk) -> Selection:
        raise ValueError(typed.text)

    person = {"id": 11, "is_bot": False, "first_name": "Ann"}
    query = {"id": "1", "from": person, "query": "my secret", "offset": ""}
    typing = Update.de_json({"update_id": 1, "inline_query": query}, None)
    process(api, desk, lambda said, desk: say("done"), typing, update(2), selecting=broken)
    assert [message.text for message in api.messages] == ["done"]
    assert "in broken" in caplog.text
    assert "uncaught error" not in caplog.text
    assert "secret" not in caplog.text


def test_an_expected_error_gets_one_log_line_and_the_person_a_kind_one(
    api: BotApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(said: Said, desk: Desk) -> Reply:
        raise DatabaseError("The disk is full.")

    process(api, desk, busy, update(1))
    assert [message.text for message in api.messages] == [BUSY]
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert [(record.levelno, record.getMessage(), record.exc_info) for record in ours] == [
        (logging.ERROR, "The disk is full.", None)
    ]


def test_a_person_who_has_blocked_the_bot_is_one_line_in_the_log(
    api: BotApi, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    api.fail("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    process(api, desk, lambda said, desk: say("done"), update(1))
    assert "An answer did not arrive: the chat is closed to this bot." in caplog.text
    assert Inbox(desk.engine, 1).owed() == []


def test_a_handler_that_says_nothing_sends_nothing(api: BotApi, desk: Desk) -> None:
    process(api, desk, lambda said, desk: None, update(1))
    assert api.messages == []


def test_every_update_worked_off_is_done(api: BotApi, desk: Desk) -> None:
    process(api, desk, lambda said, desk: say("done"), update(1), update(2), update(3, user=22))
    assert Inbox(desk.engine, 1).owed() == []
    assert len(api.messages) == 3
