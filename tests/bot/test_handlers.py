"""What each handler replies, over the real sample archive and a real memory."""

from __future__ import annotations

import itertools
import json
import re
from datetime import timedelta

import pytest

from bot.access import Access, Role
from bot.desk import Desk
from bot.handlers import COMMANDS, buttons
from bot.handlers.ask import ask
from bot.handlers.door import admitted
from bot.handlers.other import other
from bot.handlers.start import unknown
from bot.looks.markup import fits, plain
from bot.model import Place, Press, Reply, Said
from tests.bot.conftest import NOW

OWNER, STRANGER = 11, 33
NUMBERS = itertools.count(1)
QUESTION = "Who did Blinken meet in Kyiv?"


def said(text: str, user: int = OWNER, *, private: bool = True, command: str = "", reply_to: int | None = None) -> Said:
    place = Place(user if private else -100, 0, user)
    return Said(place, text, NOW, next(NUMBERS), private=private, command=command, reply_to=reply_to)


def read(reply: Reply | None) -> str:
    """The reply as its reader sees it; "" for silence."""
    assert reply is None or all(fits(page.html) for page in reply.pages)
    return "\n\n".join(plain(page.html) for page in reply.pages) if reply else ""


def tell(desk: Desk, text: str, user: int = OWNER, *, private: bool = True, reply_to: int | None = None) -> str:
    """Say something as the bot hears it, command or question; what it replies."""
    name, _, rest = text.removeprefix("/").partition(" ")
    if not text.startswith("/"):
        return read(admitted(ask)(said(text, user, private=private, reply_to=reply_to), desk))
    [command] = [command for command in COMMANDS if command.name == name]
    return read(command.answer(said(rest, user, private=private, command=name, reply_to=reply_to), desk))


def press(desk: Desk, data: str, user: int = OWNER) -> str:
    return read(buttons.pressed(Press(Place(user, 0, user), data, 6, NOW), desk))


@pytest.fixture(autouse=True)
def owner(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)


def test_a_question_is_answered_from_the_articles_and_remembered(desk: Desk) -> None:
    assert "Zelensky" in tell(desk, QUESTION)
    [turn] = desk.store.recall(Place(OWNER, 0, OWNER), NOW, timedelta(minutes=30))
    assert (turn.question, turn.asked) == (QUESTION, NOW)
    assert turn.points


def test_nothing_is_answered_from_after_the_moment_of_asking(desk: Desk) -> None:
    desk.now = lambda: NOW - timedelta(days=30)
    assert "May 2024" not in tell(desk, QUESTION)


BAD = {
    "empty": "",
    "white space": " \n\t ",
    "a hundred kilobytes": "zebra " * 17_000,
    "a hundred kilobytes without a space": "z" * 100_000,
    "emoji only": "🙂🙃🎉",
    "stop words only": "who is it and what was that?",
    "punctuation": "?!… --- ;;",
    "another script": "Где находится зебра?",
    "a script without spaces": "斑马在哪里",
    "right to left": "أين الحمار الوحشي؟",
    "control characters": "zebra\x00\x07\x1b\u202e zebra",
    "half a pair of surrogates": "zebra \ud83d zebra",
    "an address": "https://zebra.test/zebra?x=<zebra>&zebra",
    "HTML": "<b>zebra</b> <script>alert('zebra')</script> &amp; <",
    "Markdown": "*zebra* _zebra_ [zebra](https://zebra.test) `zebra`",
    "the year 9999": "zebra in 9999",
    "a date that is none": "zebra on 31 February 2024",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input_gets_one_clear_sentence_or_two(desk: Desk, text: str) -> None:
    answer = tell(desk, text)
    assert len(answer) < 300
    assert re.search(r"[.?!]$", answer)


def test_a_stranger_gets_one_kind_line_now_and_then(desk: Desk) -> None:
    assert "private bot" in tell(desk, QUESTION, STRANGER)
    assert tell(desk, QUESTION, STRANGER) == ""
    assert tell(desk, "/start", STRANGER) == ""
    assert tell(desk, "/start 0123456789abcdef", STRANGER) == ""
    desk.now = lambda: NOW + timedelta(days=1)
    assert "not valid" in tell(desk, "/start 0123456789abcdef", STRANGER)


def test_a_stranger_in_a_group_gets_no_line_at_all_and_presses_no_button(desk: Desk) -> None:
    assert tell(desk, QUESTION, STRANGER, private=False) == ""
    assert press(desk, "1:why:1", STRANGER) == ""


def test_a_code_seen_in_a_group_opens_nothing(desk: Desk) -> None:
    code = desk.access.invitation(OWNER, NOW)
    tell(desk, f"/start {code}", STRANGER, private=False)
    assert desk.access.role(STRANGER) is Role.STRANGER


def test_everyone_may_ask_a_public_bot(desk: Desk) -> None:
    desk.access = Access(desk.engine, public=True)
    assert "Zelensky" in tell(desk, QUESTION, STRANGER)


def test_more_never_shows_a_sentence_twice_and_says_when_that_was_all(desk: Desk) -> None:
    answer = tell(desk, QUESTION)
    for _ in range(200):
        if "all I have" in answer:
            break
        [*_, (_, turn)] = desk.store.everything(OWNER)
        answer = press(desk, f"1:more:{turn.id}")
    assert "all I have" in answer
    shown = [pair for _, turn in desk.store.everything(OWNER) for pair in turn.shown]
    assert len(shown) == len(set(shown)) > 5


@pytest.mark.parametrize("data", ["", "1:why:", "1:why:x", "1:no:1", "2:why:1", "1:why:1:1", "x" * 64, "1:why:999999"])
def test_a_forged_or_outdated_button_gets_one_kind_line(desk: Desk, data: str) -> None:
    assert "ask again" in press(desk, data)


def test_a_button_of_another_chat_is_refused(desk: Desk) -> None:
    tell(desk, QUESTION)
    turn = desk.store.last(Place(OWNER, 0, OWNER))
    assert turn is not None
    desk.access = Access(desk.engine, public=True)
    assert "no longer" in press(desk, f"1:why:{turn.id}", STRANGER)


def test_why_explains_the_last_answer_or_the_one_replied_to(desk: Desk) -> None:
    assert "no answer to explain" in tell(desk, "/why")
    tell(desk, QUESTION)
    first = desk.store.last(Place(OWNER, 0, OWNER))
    assert first is not None
    desk.store.link(OWNER, [501], first.id)
    tell(desk, "How many Patriot batteries does Ukraine need?")
    assert "Asks for: a number" in tell(desk, "/why")
    assert "Asks for: a person" in tell(desk, "/why", reply_to=501)


def test_proof_shows_a_sentence_within_its_paragraph_word_for_word(desk: Desk) -> None:
    assert "no answer to explain" in tell(desk, "/proof")
    tell(desk, QUESTION)
    turn = desk.store.last(Place(OWNER, 0, OWNER))
    assert turn is not None
    for number, point in enumerate(turn.points, 1):
        article = desk.newsroom.store.articles([point.article])[point.article].article
        headline, paragraph, source = tell(desk, f"/proof {number}").split("\n\n")
        assert headline == article.title
        assert paragraph in article.text.split("\n\n")
        assert article.url in source
        assert "Fetched 16 May 2024, 12:00" in source


@pytest.mark.parametrize("number", ["0", "99", "two", "-1", "1.5", "²", "9" * 50])
def test_proof_of_a_point_that_does_not_exist_says_what_would_work(desk: Desk, number: str) -> None:
    tell(desk, QUESTION)
    assert "try /proof 1" in tell(desk, f"/proof {number}")


def test_new_clears_what_was_said(desk: Desk) -> None:
    tell(desk, QUESTION)
    assert "afresh" in tell(desk, "/new")
    assert desk.store.recall(Place(OWNER, 0, OWNER), NOW, timedelta(hours=1)) == ()


def test_an_unknown_command_and_a_photo_get_a_kind_line_in_private_and_none_in_a_group(desk: Desk) -> None:
    assert "/help" in read(unknown(said("", command="weather<b>"), desk))
    assert "as in" in read(other(said(""), desk))
    assert read(unknown(said("", command="weather", private=False), desk)) == ""
    assert read(other(said("", private=False), desk)) == ""


def test_export_hands_over_what_is_kept_and_only_in_private(desk: Desk) -> None:
    tell(desk, QUESTION)
    [command] = [command for command in COMMANDS if command.name == "export"]
    reply = command.answer(said(""), desk)
    assert reply is not None
    assert reply.document is not None
    kept = json.loads(reply.document.content)
    assert kept["role"] == "owner"
    assert kept["turns"][0]["question"] == QUESTION
    assert "private chat" in tell(desk, "/export", private=False)


def test_forget_me_asks_first_and_then_deletes_for_that_person_only(desk: Desk) -> None:
    tell(desk, QUESTION)
    assert "Delete everything" in tell(desk, "/forget_me")
    assert press(desk, f"1:forget:{STRANGER}") == ""
    assert "Nothing was deleted" in press(desk, f"1:keep:{OWNER}")
    assert desk.store.everything(OWNER)
    assert "Done" in press(desk, f"1:forget:{OWNER}")
    assert desk.store.everything(OWNER) == []
    assert desk.access.role(OWNER) is Role.STRANGER


def test_help_fits_on_a_screen_and_names_every_command_of_the_menu(desk: Desk) -> None:
    text = tell(desk, "/help")
    assert len(text.splitlines()) <= 17
    for command in COMMANDS:
        if command.menu and command.name not in ("help", "ask"):  # in private one just asks
            assert f"/{command.name}" in text


def test_the_menu_is_one_that_telegram_accepts() -> None:
    for command in COMMANDS:
        assert command.name.isascii()
        assert command.name == command.name.lower()
        assert len(command.name) <= 32
        assert len(command.menu) <= 256
