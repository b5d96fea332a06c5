"""What becomes of a request to Telegram when things go wrong, over real connections to a server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TypeVar

import pytest
from telegram import Bot
from telegram.error import Forbidden
from telegram.request import HTTPXRequest

from bot.looks.markup import pages, text
from bot.model import Button, Document, Page, Place, Reply
from bot.outgoing.delivery import FAILURES, REFUSALS, FailedError, LostError, PostponedError, deliver
from bot.outgoing.sender import Sender
from tests.bot.botapi import TOKEN, BotApi

T = TypeVar("T")
ANN = Place(11, 0, 11)


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def with_bot(url: str, act: Callable[[Bot, asyncio.Event], Awaitable[T]], seconds: float = 5) -> T:
    """What `act` gives for a bot at `url`."""

    async def run() -> T:
        bot = Bot(TOKEN, base_url=url, request=HTTPXRequest(read_timeout=seconds), get_updates_request=HTTPXRequest())
        async with bot.request:
            return await act(bot, asyncio.Event())

    return asyncio.run(run())


def sent(api: BotApi, reply: Reply, place: Place = ANN, instead: Sequence[int] = ()) -> list[int]:
    """The numbers of the messages that hand over the reply."""
    return with_bot(api.url, lambda bot, stop: Sender(bot, stop, 0).send(reply, place, instead=instead))


def delivered(api: BotApi, words: str = "hello", seconds: float = 5) -> object:
    """Deliver one message with no pause between tries."""
    return with_bot(api.url, lambda bot, stop: deliver(lambda: bot.send_message(11, words), stop, 0), seconds)


def test_a_message_is_sent_once_when_all_is_well(api: BotApi) -> None:
    delivered(api)
    assert [message.text for message in api.messages] == ["hello"]


def test_a_failing_server_is_tried_once_more(api: BotApi) -> None:
    api.fail("sendMessage", status=502)
    delivered(api)
    assert [message.text for message in api.messages] == ["hello"]


def test_a_message_that_may_have_arrived_is_repeated_once_and_no_more(api: BotApi) -> None:
    api.fail("sendMessage", times=9, after=True, cut=True)
    with pytest.raises(LostError):
        delivered(api)
    assert [message.text for message in api.messages] == ["hello", "hello"]


def test_a_message_that_telegram_failed_to_take_is_no_repeat_when_it_is_tried_again(api: BotApi) -> None:
    api.fail("sendMessage", status=500, description="Internal Server Error")
    api.fail("sendMessage", after=True, cut=True)
    api.fail("sendMessage", status=500, description="Internal Server Error")
    delivered(api)
    assert [message.text for message in api.messages] == ["hello", "hello"]


@pytest.mark.parametrize("reason", ["restart", "sent message was immediately deleted and can't be returned"])
def test_a_failure_with_the_message_in_hand_leaves_its_fate_unknown(api: BotApi, reason: str) -> None:
    api.fail("sendMessage", status=500, description=f"Internal Server Error: {reason}", times=9, after=True)
    with pytest.raises(LostError):
        delivered(api)
    assert [message.text for message in api.messages] == ["hello", "hello"]


def test_a_message_that_telegram_fails_to_take_is_let_go_after_some_tries(api: BotApi) -> None:
    api.fail("sendMessage", status=500, description="Internal Server Error", times=9)
    with pytest.raises(FailedError):
        delivered(api)
    assert len(api.called("sendMessage")) == FAILURES


def test_an_answer_of_telegrams_that_cannot_be_read_counts_as_none(api: BotApi) -> None:
    api.fail("sendMessage", after=True, garbled=True)
    delivered(api)
    assert [message.text for message in api.messages] == ["hello", "hello"]


def test_a_token_refused_for_a_moment_delays_a_message_and_no_more(api: BotApi) -> None:
    api.fail("sendMessage", status=401, description="Unauthorized", times=REFUSALS - 1)
    delivered(api)
    assert [message.text for message in api.messages] == ["hello"]


def test_a_token_refused_leaves_the_answer_for_the_next_start(api: BotApi) -> None:
    api.fail("sendMessage", status=401, description="Unauthorized", times=REFUSALS)
    with pytest.raises(PostponedError):
        delivered(api)


def test_the_second_try_waits_until_telegram_is_well(api: BotApi) -> None:
    api.fail("sendMessage", status=502)
    api.fail("getMe", status=502)
    api.fail("getMe", cut=True)
    sent(api, Reply(pages([text("hello")])))
    assert [method for method, _ in api.calls] == ["sendMessage", "getMe", "getMe", "getMe", "sendMessage"]
    assert [message.text for message in api.messages] == ["hello"]


def test_a_flood_limit_is_waited_out(api: BotApi) -> None:
    api.fail("sendMessage", status=429, description="Too Many Requests", parameters={"retry_after": 1})
    delivered(api)
    assert len(api.messages) == 1
    assert len(api.called("sendMessage")) == 2


def test_a_message_that_cannot_leave_waits_for_the_server_or_for_the_stop() -> None:
    with BotApi() as gone:
        url = gone.url

    async def stopping(bot: Bot, stop: asyncio.Event) -> None:
        tries = 0

        async def call() -> object:
            nonlocal tries
            tries += 1
            if tries == 5:
                stop.set()
            return await bot.send_message(11, "hello")

        await deliver(call, stop, 0)

    with pytest.raises(PostponedError):
        with_bot(url, stopping)


def test_a_refusal_is_not_repeated(api: BotApi) -> None:
    api.fail("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    with pytest.raises(Forbidden):
        delivered(api)
    assert len(api.called("sendMessage")) == 1


def test_markup_that_telegram_cannot_read_goes_out_as_plain_text(api: BotApi) -> None:
    sent(api, Reply((Page('<b>Blinken</b> & Zelensky <a href="https://x.example/">x</a>'),)))
    [message] = api.messages
    assert message.text == "Blinken & Zelensky x (https://x.example/)"
    assert message.text == message.html  # sent without a parse mode


def test_pages_go_out_in_order_without_link_previews_and_buttons_last(api: BotApi) -> None:
    buttons = ((Button("More", "1:more:7"),),)
    numbers = sent(api, Reply(pages([text("a" * 4000), text("b" * 4000)], buttons)))
    assert [message.text[0] for message in api.messages] == ["a", "b"]
    assert [message.buttons for message in api.messages] == [{}, {"More": "1:more:7"}]
    assert [message.id for message in api.messages] == numbers
    assert not any(message.preview for message in api.messages)


def test_a_reply_in_a_topic_stays_in_it(api: BotApi) -> None:
    sent(api, Reply((Page("hello"),)), Place(-100, 5, 11))
    assert (api.messages[0].chat, api.messages[0].thread) == (-100, 5)


def test_a_page_can_take_the_place_of_another(api: BotApi) -> None:
    assert sent(api, Reply((Page("done"),)), instead=[77]) == [77]
    assert [(edit.id, edit.text) for edit in api.edits] == [(77, "done")]
    assert api.messages == []


def test_a_page_that_can_no_longer_be_changed_is_sent_anew(api: BotApi) -> None:
    api.fail("editMessageText", status=400, description="Bad Request: message can't be edited")
    sent(api, Reply((Page("done"),)), instead=[77])
    assert [message.text for message in api.messages] == ["done"]


def test_a_page_that_is_the_same_already_is_left_alone(api: BotApi) -> None:
    api.fail("editMessageText", status=400, description="Bad Request: message is not modified")
    assert sent(api, Reply((Page("done"),)), instead=[77]) == [77]
    assert api.messages == []


def test_more_pages_than_before_follow_in_new_messages(api: BotApi) -> None:
    old, new = sent(api, Reply((Page("one"), Page("two"))), instead=[77])
    assert (old, [(edit.id, edit.text) for edit in api.edits]) == (77, [(77, "one")])
    assert [(message.id, message.text) for message in api.messages] == [(new, "two")]


def test_pages_that_are_no_longer_needed_are_taken_away(api: BotApi) -> None:
    assert sent(api, Reply((Page("one"),)), instead=[77, 78, 79]) == [77]
    assert [call["message_id"] for call in api.called("deleteMessage")] == ["78", "79"]


def test_a_page_that_may_not_be_deleted_any_more_is_emptied(api: BotApi) -> None:
    api.fail("deleteMessage", status=400, description="Bad Request: message can't be deleted")
    sent(api, Reply((Page("one"),)), instead=[77, 78])
    assert [(edit.id, edit.text) for edit in api.edits] == [(77, "one"), (78, "…")]


def test_a_document_is_handed_over_after_the_pages(api: BotApi) -> None:
    sent(api, Reply((Page("here"),), document=Document("kept.json", b"{}")))
    assert [message.document for message in api.messages] == [b"", b"{}"]
