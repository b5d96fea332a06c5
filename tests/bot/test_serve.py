"""The bot from its start to its stop against a Bot API server on loopback, in a thread of the tests."""

from __future__ import annotations

import pytest

from bot.outgoing.delivery import REFUSALS
from tests.bot.botapi import BotApi, Message
from tests.bot.serving import Start

OWNER, GUEST = 11, 22
QUESTION = "Who did Blinken meet in Kyiv?"
pytestmark = pytest.mark.usefixtures("logged")


def answers(api: BotApi, chat: int = OWNER) -> list[Message]:
    """The answers to QUESTION that have arrived in a chat."""
    return [message for message in api.messages if message.chat == chat and "Zelensky" in message.text]


def test_the_menu_and_the_descriptions_are_set_at_the_start(api: BotApi, start: Start) -> None:
    with start():
        api.wait(lambda: api.called("setMyCommands"))
    assert '"help"' in api.called("setMyCommands")[0]["commands"]
    assert api.called("setMyDescription")[0]["description"]


def test_updates_taken_but_not_yet_begun_are_finished_at_a_stop(api: BotApi, start: Start) -> None:
    with start() as bot, api.hold("sendMessage") as held:
        api.say("/new")
        held.wait()
        for _ in range(5):
            api.say("/help")
        api.wait(lambda: not api.waiting())
        bot.stop()
        held.release()
        assert bot.ended() == 0
    assert len(api.messages) == 6


def test_what_could_not_be_delivered_before_the_stop_is_answered_at_the_next_start(api: BotApi, start: Start) -> None:
    with start() as bot:
        api.fail("sendMessage", status=429, description="Too Many Requests", parameters={"retry_after": 600})
        api.say(QUESTION)
        api.wait(lambda: api.called("sendMessage") and not api.waiting())
        bot.stop()
        assert bot.ended() == 0
    assert answers(api) == []
    with start():
        api.to(OWNER)
    assert len(answers(api)) == 1


def test_however_often_the_bot_stops_before_telegram_takes_an_answer_it_is_given_in_the_end(
    api: BotApi, start: Start
) -> None:
    times = 4
    wait = {"retry_after": 600}
    api.fail("sendMessage", status=429, description="Too Many Requests", parameters=wait, times=times)
    api.say(QUESTION)
    for asked in range(1, times + 1):
        with start():
            api.wait(lambda asked=asked: len(api.called("sendMessage")) == asked)  # type: ignore[misc]
    assert answers(api) == []
    with start():
        api.to(OWNER)
    assert len(answers(api)) == 1


def test_an_answer_of_unknown_fate_is_sent_at_most_twice(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    api.fail("sendMessage", cut=True, after=True, times=2)
    with start():
        api.say(QUESTION)
        assert "If it did not, please ask again." in api.to(OWNER, 3)[2].text
        api.ask("/help")
    with start():
        api.ask("/help")
    assert len(answers(api)) == 2
    assert "An answer did not arrive" in logged.text


def test_while_many_stand_in_line_others_are_taken_in_and_answered(api: BotApi, start: Start) -> None:
    people = range(100, 112)
    with start(), api.hold("sendMessage") as held:
        for person in people:
            api.say("/help", person)
        api.wait(lambda: len(api.called("sendMessage")) == len(people))
        api.say("/help", GUEST)
        api.wait(lambda: not api.waiting())
        held.release()
        assert all(len(api.to(person)) == 1 for person in (*people, GUEST))


def test_two_messages_at_once_are_answered_in_order_and_other_chats_are_not_held_up(api: BotApi, start: Start) -> None:
    with start(), api.hold("sendMessage") as held:
        api.say("/new")
        held.wait()
        api.say("/privacy")
        api.say("/help")
        api.say("/help", GUEST)
        api.wait(lambda: len(api.called("sendMessage")) == 2)  # one of each chat; the others wait for their turn
        held.release()
        texts = [message.text for message in api.to(OWNER, 3)]
    assert [text.split()[0] for text in texts] == ["Starting", "I", "Just"]


def test_an_update_that_nobody_can_read_does_not_hold_up_the_others(api: BotApi, start: Start) -> None:
    with start():
        api.push(message={"message_id": "many", "chat": 7})
        api.push(something_new={"id": 1})
        assert "Just ask" in api.ask("/help").text
        api.wait(lambda: not api.waiting())


def test_an_update_that_telegram_sends_again_is_answered_once(api: BotApi, start: Start) -> None:
    with start():
        api.ask("/help")
    api.repeat()
    with start():
        api.ask("/privacy")
    assert [message.text.split()[0] for message in api.messages] == ["Just", "I"]


def test_a_server_out_of_reach_is_said_once_and_tried_on(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    api.fail("getMe", times=3)
    with start():
        assert "Just ask" in api.ask("/help").text
    assert logged.text.count(f"cannot be reached at {api.url.removesuffix('/bot')}.") == 1


def test_a_break_in_the_connection_is_said_once_and_so_is_its_end(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    api.fail("getUpdates", cut=True, times=3)
    with start():
        assert "Just ask" in api.ask("/help").text
    assert logged.text.count("cannot be reached") == 1
    assert logged.text.count("Telegram answers again") == 1


def test_a_second_poller_is_said_in_one_line_and_does_not_end_the_bot(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    api.fail("getUpdates", status=409, description=conflict, times=3)
    with start():
        assert "Just ask" in api.ask("/help").text
    assert logged.text.count("Another program fetches this bot's messages") == 1


def test_a_token_revoked_while_running_ends_the_bot_with_one_line(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    api.fail("getUpdates", status=401, description="Unauthorized", times=REFUSALS)
    with start() as bot:
        assert bot.ended() == 2
    assert logged.text.count("TELEGRAM_TOKEN") == 1


def test_a_stop_before_telegram_was_ever_reached_ends_at_once(start: Start) -> None:
    with BotApi() as gone:
        url = gone.url
    with start(url) as bot:
        bot.stop()
        assert bot.ended() == 0


def test_export_arrives_as_a_file(api: BotApi, start: Start) -> None:
    with start():
        api.ask("/export")
        assert b'"turns"' in api.to(OWNER, 2)[1].document


def test_forget_me_changes_its_question_into_its_answer(api: BotApi, start: Start) -> None:
    with start():
        asked = api.ask("/forget_me")
        api.press(asked, "Delete everything")
        api.wait(lambda: api.edits)
    assert [(edit.id, edit.text.split()[0], edit.buttons) for edit in api.edits] == [(asked.id, "Done:", {})]


def test_a_reply_to_an_old_answer_is_understood_as_one(api: BotApi, start: Start) -> None:
    with start():
        old = api.ask(QUESTION)
        api.ask("How many Patriot batteries does Ukraine need?")
        api.reply(old, "/why")
        assert QUESTION in api.to(OWNER, 3)[2].text


# -- people who send too much ---------------------------------------------------------------------


def test_who_sends_too_much_is_told_once_and_others_are_answered(api: BotApi, start: Start) -> None:
    for _ in range(60):
        api.say("/new")
    with start():
        assert "Just ask" in api.ask("/help", GUEST).text
        api.wait(lambda: not api.waiting())
        texts = [message.text.split()[0] for message in api.to(OWNER, 21)]
    assert texts == ["Starting"] * 20 + ["That"]
