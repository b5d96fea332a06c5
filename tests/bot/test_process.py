"""The whole bot as a process against a Bot API server on loopback, read as its users would."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.botapi import TOKEN, BotApi, Message
from tests.bot.process import BotProcess
from tests.databases import Kind, address, copied

OWNER, GUEST, STRANGER = 700011, 700022, 700033
QUESTION = "Who did Blinken meet in Kyiv?"
GROUP = {"id": -100500, "type": "supergroup", "title": "News"}

Start = Callable[..., BotProcess]


@pytest.fixture
def folder(samples: Path, tmp_path: Path, database: Kind) -> Path:
    """A data folder of one's own with the sample articles."""
    return copied(samples, tmp_path / "data")


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def start(api: BotApi, folder: Path) -> Iterator[Start]:
    """Starts the bot, public unless told otherwise; whatever still runs at the end is ended."""
    running: list[BotProcess] = []

    def begin(url: str = "", **settings: str) -> BotProcess:
        running.append(
            BotProcess(
                url or api.url,
                folder,
                **{"DATELINE_ACCESS": "public", "DATELINE_DATABASE_URL": address(folder), **settings},
            )
        )
        return running[-1]

    yield begin
    for process in running:
        process.kill()


def answers(api: BotApi, chat: int = OWNER) -> list[Message]:
    """The answers to QUESTION that have arrived in a chat."""
    return [message for message in api.messages if message.chat == chat and "Zelensky" in message.text]


# -- one long evening with a private bot ----------------------------------------------------------


def test_a_private_bot_from_its_first_start_to_its_stop(api: BotApi, start: Start) -> None:
    bot = start(DATELINE_ACCESS="private")
    code = bot.line(r"send the bot: /start (\w+)")[1]

    # A stranger is told once, kindly, and cannot guess the code.
    assert "private bot" in api.ask(QUESTION, STRANGER).text
    for text in (QUESTION, "/start 0000000000000000", "/help"):
        api.say(text, STRANGER)

    # The one who sends the code is the owner.
    assert "You are the owner" in api.ask(f"/start {code}", OWNER).text
    assert len(api.to(STRANGER)) == 1

    # A question is answered word for word with source, date and link, and no preview.
    answer = api.ask(QUESTION, OWNER)
    assert "Zelensky" in answer.text
    assert re.search(r"— Sample \w.* \(https://example\.com/sample/[\w-]+\) · .*May 2024.* · sample", answer.text)
    assert re.search(r'<tg-time unix="1715\d{6}" format="Dt">', answer.html)
    assert not answer.preview

    # Its buttons work; a forged one does no harm.
    api.press(answer, "Why?")
    assert "Asks for: a person" in api.to(OWNER, 3)[2].text
    api.press(answer, data="1:why:999999")
    assert "no longer" in api.to(OWNER, 4)[3].text
    assert api.called("answerCallbackQuery")

    # The owner lets somebody in, once.
    invitation = re.search(r"https://t\.me/dateline_test_bot\?start=(\w+)", api.ask("/invite", OWNER).text)
    assert invitation
    assert "Welcome" in api.ask(f"/start {invitation[1]}", GUEST).text
    assert "Zelensky" in api.ask(QUESTION, GUEST).text
    assert "Only the owner" in api.ask("/invite", GUEST).text

    # In a group it answers when called, and is silent otherwise.
    api.say("Nice weather in Kyiv", OWNER, GROUP)
    api.say(QUESTION + " @dateline_test_bot", STRANGER, GROUP)
    asked = api.say("@dateline_test_bot " + QUESTION, OWNER, GROUP)
    [reply] = api.to(int(str(GROUP["id"])))
    assert reply.reply_to == asked
    assert "Zelensky" in reply.text

    # Ctrl-C ends it in good order, and its log holds neither token nor question nor chat.
    bot.stop(signal.SIGINT)
    assert bot.ended() == 0
    for secret in (TOKEN, "Blinken", "70001", "100500"):
        assert secret not in bot.log.replace(code, "")
    assert "Traceback" not in bot.log


# -- conversations --------------------------------------------------------------------------------


def test_a_conversation_outlives_a_restart_and_an_old_answer_goes_on_by_a_reply(api: BotApi, start: Start) -> None:
    bot = start()
    meeting = api.ask(QUESTION, OWNER)
    bot.stop()
    assert bot.ended() == 0
    start()
    asked = api.ask("What did he ask for?", OWNER)
    assert "Understood as: Volodymyr Zelensky" in asked.text
    assert "two Patriot" in asked.text

    # The buttons of the answer before the restart still work.
    api.press(meeting, "Proof 2")
    assert "Shmyhal" in api.to(OWNER, 3)[2].text

    # On another subject; then a reply to the old answer takes up the old one.
    assert "Nemo" in api.ask("Who won Eurovision?", OWNER).text
    assert "591" in api.ask("how many points?", OWNER).text
    api.reply(meeting, "What did he ask for?", OWNER)
    assert "two Patriot" in api.to(OWNER, 6)[5].text


def test_an_edited_question_changes_its_answer_where_it_stands(api: BotApi, start: Start) -> None:
    start()
    number = api.say("Who won Eurovision?", OWNER)
    [answer] = api.to(OWNER)
    api.edit(number, "Who won the Champions League?", OWNER)
    api.wait(lambda: api.edits)
    assert [edit.id for edit in api.edits] == [answer.id]
    assert "Real Madrid" in api.edits[0].text
    assert "Carvajal" in api.ask("who scored?", OWNER).text
    assert len(api.messages) == 2


def test_two_people_in_one_group_each_hold_their_own_conversation(api: BotApi, start: Start) -> None:
    start()
    chat = int(str(GROUP["id"]))
    api.say("@dateline_test_bot Who won Eurovision?", OWNER, GROUP)
    api.say("@dateline_test_bot Taiwan earthquake", GUEST, GROUP)
    contest, quake = api.to(chat, 2)
    api.say("@dateline_test_bot how many points?", OWNER, GROUP)
    api.say("@dateline_test_bot how strong was it?", GUEST, GROUP)
    points, strength = api.to(chat, 4)[2:]
    assert "591" in points.text and "Taiwan" not in points.text
    assert "7.2" in strength.text and "Eurovision" not in strength.text

    # One who replies to the other's answer goes on from that.
    api.reply(contest, "with which song?", GUEST, GROUP)
    assert "The Code" in api.to(chat, 5)[4].text
    assert quake.reply_to != contest.reply_to


# -- no update is lost ----------------------------------------------------------------------------


def test_a_stop_in_mid_answer_finishes_it_and_the_next_start_does_not_repeat_it(api: BotApi, start: Start) -> None:
    bot = start()
    with api.hold("sendMessage") as held:
        api.say(QUESTION, OWNER)
        held.wait()
        bot.stop()
        api.say(QUESTION, GUEST)
        held.release()
        assert bot.ended() == 0
    assert len(answers(api)) == 1
    start()
    api.to(GUEST)
    assert (len(answers(api)), len(answers(api, GUEST))) == (1, 1)


def test_a_kill_in_mid_answer_does_not_lose_the_question(api: BotApi, start: Start) -> None:
    bot = start()
    api.fail("sendMessage", cut=True)
    with api.hold("sendMessage") as held:
        api.say(QUESTION, OWNER)
        held.wait()
        api.wait(lambda: not api.waiting())  # Telegram has forgotten the update by now
        bot.kill()
    start()
    api.to(OWNER)
    assert len(answers(api)) == 1


def test_a_wrong_token_ends_the_bot_with_one_line(api: BotApi, start: Start) -> None:
    bot = start(TELEGRAM_TOKEN="654321:wrong")  # noqa: S106
    assert bot.ended() == 2
    assert len(bot.log.splitlines()) == 1
    assert "TELEGRAM_TOKEN" in bot.log
    assert "654321:wrong" not in bot.log
