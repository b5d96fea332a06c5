"""`/timeline` and its buttons, over the real sample archive; and the picture on its way through Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.desk import Desk
from bot.handlers import buttons, explain, timeline
from bot.handlers.ask import ask
from bot.looks import timelines
from bot.looks.markup import CAPTION, fits, plain
from bot.model import Picture, Place, Press, Reply, Said
from bot.outgoing.sender import Sender
from corpus.events.timeline import Timeline, Turning
from corpus.model import Point, Published, Query
from tests.bot.botapi import TOKEN, BotApi
from tests.bot.conftest import NOW

ANN = Place(11, 0, 11)
GROUP = Place(-100, 0, 11)


def timeline_of(desk: Desk, text: str, place: Place = ANN, reply_to: int | None = None) -> Reply:
    return timeline.timeline(Said(place, text, NOW, 5, private=place == ANN, reply_to=reply_to), desk)


def pressed(desk: Desk, data: str, place: Place = ANN) -> Reply:
    reply = buttons.pressed(Press(place, data, 6, NOW, private=place == ANN), desk)
    assert reply is not None
    return reply


def caption(reply: Reply) -> str:
    assert reply.picture is not None
    assert fits(reply.picture.caption, CAPTION)
    return plain(reply.picture.caption)


@pytest.fixture(autouse=True)
def owner(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), 11, NOW)


def test_a_topic_is_told_by_a_picture_and_a_dated_sentence_for_each_turn(desk: Desk) -> None:
    read = caption(timeline_of(desk, "kharkiv"))
    assert read.startswith(
        "kharkiv\n8 articles from 10 May 2024 to 15 May 2024, most on 14 May 2024 (3).\n\n1. 10 May 2024"
    )
    assert "2. 14 May 2024 · 4 reports\nPresident Volodymyr Zelensky asked" in read


def test_a_timeline_is_an_answer_that_can_be_asked_about(desk: Desk) -> None:
    number = timeline_of(desk, "kharkiv").turn
    [turn] = desk.store.recall(ANN, NOW, timedelta(minutes=30))
    assert (turn.id, turn.question, len(turn.points)) == (number, "kharkiv", 2)


def test_the_course_of_a_follow_up_is_that_of_its_subject(desk: Desk) -> None:
    ask(Said(ANN, "Who did Blinken meet in Kyiv?", NOW, 5), desk)
    follow_up = ask(Said(ANN, "What did he ask for?", NOW, 6), desk)
    assert caption(pressed(desk, f"1:timeline:{follow_up.turn}")) == caption(timeline_of(desk, "Blinken meet Kyiv"))


def test_it_says_which_words_found_each_sentence(desk: Desk) -> None:
    timeline_of(desk, "ukraine aid")
    why = plain(explain.why(Said(ANN, "", NOW, 6), desk).pages[0].html)
    assert "1. ukraine · aid (Sample Daily)" in why


def test_alone_it_tells_of_the_last_question_or_the_one_replied_to(desk: Desk) -> None:
    assert "/timeline ukraine aid" in plain(timeline_of(desk, "").pages[0].html)
    first = ask(Said(ANN, "Who did Blinken meet in Kyiv?", NOW, 5), desk)
    assert first.turn is not None
    desk.store.link(11, [501], first.turn)
    assert caption(timeline_of(desk, "")).startswith("Blinken meet Kyiv\n")
    ask(Said(ANN, "What did Georgia's parliament pass?", NOW, 6), desk)
    assert "Georgia" in caption(timeline_of(desk, ""))
    assert caption(timeline_of(desk, "", reply_to=501)).startswith("Blinken meet Kyiv\n")
    assert caption(pressed(desk, f"1:timeline:{first.turn}")).startswith("Blinken meet Kyiv\n")


@pytest.mark.parametrize("text", ["2024", "who is it?", "…", "dark"])
def test_without_a_topic_it_says_what_would_have_worked(desk: Desk, text: str) -> None:
    assert timeline_of(desk, text).picture is None
    assert plain(timeline_of(desk, text).pages[0].html)


def test_where_there_is_nothing_it_says_so_and_what_was_searched(desk: Desk) -> None:
    reply = timeline_of(desk, "zebra")
    assert reply.picture is None
    assert plain(reply.pages[0].html).startswith("Nothing on zebra. I searched ")


def test_the_theme_is_chosen_by_a_word_or_a_button_and_stays(desk: Desk) -> None:
    light, dark, again = timeline_of(desk, "kharkiv"), timeline_of(desk, "kharkiv dark"), timeline_of(desk, "kharkiv")
    assert light.picture
    assert dark.picture
    assert again.picture
    assert (light.picture.buttons[0][0].label, dark.picture.buttons[0][0].label) == ("Dark", "Light")
    assert light.picture.png != dark.picture.png == again.picture.png
    back = pressed(desk, f"1:light:{dark.turn}")
    assert back.instead
    assert back.picture
    assert back.picture.png == light.picture.png
    assert desk.choices.theme(Place(11)) == "light"


def test_only_administrators_choose_for_a_group_but_anyone_sees_it_once(desk: Desk) -> None:
    shown = timeline_of(desk, "kharkiv", GROUP)
    assert pressed(desk, f"1:dark:{shown.turn}", GROUP).picture is not None
    assert desk.choices.theme(GROUP) == ""
    desk.administers = lambda chat, user: (chat, user) == (GROUP.chat, 11)
    pressed(desk, f"1:dark:{shown.turn}", GROUP)
    assert desk.choices.theme(GROUP) == "dark"


@pytest.mark.parametrize("verb", ["timeline", "dark", "light"])
def test_the_timeline_of_another_chat_is_not_told(desk: Desk, verb: str) -> None:
    shown = timeline_of(desk, "kharkiv")
    reply = pressed(desk, f"1:{verb}:{shown.turn}", GROUP)
    assert reply.picture is None
    assert "no longer" in plain(reply.pages[0].html)


def test_many_long_sentences_follow_the_picture_as_a_message() -> None:
    day = date(2024, 5, 14)
    turns = tuple(
        Turning(day, 3, Point(f"{n} {'🌧' * 200}.", n, 0, 0, "Rain", "Paper", "", Published(day))) for n in range(8)
    )
    found = Timeline(Query("rain", NOW, words=("rain",)), ((day, 9),), turns)
    head, pages = timelines.caption_and_pages(found)
    assert plain(head) == "rain\n9 articles on 14 May 2024."
    assert "8. 14 May 2024 · 3 reports" in plain(pages[-1].html)
    assert all(fits(page.html) for page in pages)


def sent(api: BotApi, reply: Reply, instead: Sequence[int] = ()) -> list[int]:
    async def send() -> list[int]:
        async with Bot(TOKEN, api.url, request=HTTPXRequest()) as bot:
            return await Sender(bot, asyncio.Event(), 0.01).send(reply, Place(11, 7, 11), 5, instead)

    return asyncio.run(send())


RAIN = Picture(b"\x89PNG rain", "<b>rain</b>")


def test_a_picture_goes_out_with_its_caption_and_is_drawn_anew_in_its_place() -> None:
    with BotApi() as api:
        [number] = sent(api, Reply(picture=RAIN))
        assert (api.messages[0].text, api.messages[0].document) == ("rain", RAIN.png)
        assert (api.messages[0].thread, api.messages[0].reply_to) == (7, 5)
        assert sent(api, Reply(picture=Picture(b"dark", "rain")), instead=[number]) == [number]
        assert (len(api.messages), api.edits[0].document) == (1, b"dark")


def test_a_picture_keeps_the_promises_of_every_message() -> None:
    with BotApi() as api:
        api.fail("sendPhoto", cut=True)
        assert len(sent(api, Reply(picture=RAIN))) == 1
        api.fail("editMessageMedia", status=400, description="Bad Request: message can't be edited")
        assert len(sent(api, Reply(picture=RAIN), instead=[77])) == 1
        assert [message.text for message in api.messages] == ["rain", "rain"]


def test_a_caption_that_telegram_cannot_read_goes_out_as_plain_text() -> None:
    with BotApi() as api:
        sent(api, Reply(picture=Picture(b"rain", "<blink>rain</blink> & hail")))
        assert [message.text for message in api.messages] == ["rain & hail"]
