"""Inline mode, the links that open a topic, and the menus: what the bot is before it is spoken to."""

from __future__ import annotations

import json
import re
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot import links
from bot.access import Access
from bot.desk import Desk
from bot.handlers import COMMANDS
from bot.handlers.inline import MOST, PAGE, found
from bot.incoming import wire
from bot.looks.markup import clean, fits, plain
from bot.model import Place, Reply, Said, Selection, Typed
from bot.words import speaking
from tests.bot.botapi import BotApi
from tests.bot.conftest import NOW
from tests.bot.serving import Serving, Start

OWNER, STRANGER = 11, 33
ANN = {"id": OWNER, "is_bot": False, "first_name": "Ann", "language_code": "de"}


@pytest.fixture(autouse=True)
def owner(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)


def types(desk: Desk, text: str, offset: str = "", user: int = OWNER) -> Selection:
    return found(Typed(user, text, offset), desk)


# -- what is found --------------------------------------------------------------------------------


def test_up_to_ten_sentences_each_with_source_date_and_a_link_that_leads_on(desk: Desk) -> None:
    selection = types(desk, "patriot batteries")
    assert 3 <= len(selection.excerpts) <= PAGE
    first = selection.excerpts[0]
    assert "Patriot" in first.description
    assert re.fullmatch(r"Sample .+ · \d+ May 2024.*", first.title)
    assert plain(first.html).startswith(first.description)
    assert "https://example.com/sample/" in first.html
    assert links.topic(first.url.partition("start=")[2]) == "patriot batteries"
    assert all(fits(excerpt.html) for excerpt in selection.excerpts)


def test_every_sentence_stands_in_the_article_that_it_links_to(desk: Desk) -> None:
    excerpts = types(desk, "ukraine").excerpts
    assert excerpts
    for excerpt in excerpts:
        article = desk.newsroom.store.articles([int(excerpt.id.partition("-")[0])]).popitem()[1].article
        assert excerpt.description in " ".join(article.text.split())
        assert article.url in excerpt.html


def test_scrolling_on_brings_what_was_not_shown_until_there_is_no_more(desk: Desk) -> None:
    shown: list[str] = []
    selection = types(desk, "ukraine")
    assert len(selection.excerpts) == PAGE
    while selection.following:
        shown += [excerpt.id for excerpt in selection.excerpts]
        selection = types(desk, "ukraine", selection.following)
    shown += [excerpt.id for excerpt in selection.excerpts]
    assert PAGE < len(shown) <= MOST
    assert len(set(shown)) == len(shown)


def test_nothing_typed_brings_the_top_stories(desk: Desk) -> None:
    selection = types(desk, "")
    assert len(selection.excerpts) >= 5
    assert all(links.topic(excerpt.url.partition("start=")[2]) for excerpt in selection.excerpts)


def test_nothing_found_offers_to_ask_in_private_and_is_not_kept_for_long(desk: Desk) -> None:
    selection = types(desk, "zebra stripes")
    assert (selection.excerpts, selection.following, selection.seconds) == ((), "", 30)
    assert selection.way_in == ("Nothing on zebra stripes: ask me in our chat", links.payload("zebra stripes"))


def test_a_stranger_finds_nothing_but_a_way_in_and_everybody_what_a_public_bot_has(desk: Desk) -> None:
    selection = types(desk, "patriot batteries", user=STRANGER)
    assert selection.excerpts == ()
    assert selection.way_in == ("This is a private bot", "q_")
    desk.access = Access(desk.engine, public=True)
    assert types(desk, "patriot batteries", user=STRANGER).excerpts


@pytest.mark.parametrize("offset", ["x", "-1", "99999", "10; drop", "²", "49"])
def test_a_forged_offset_does_no_harm(desk: Desk, offset: str) -> None:
    assert len(types(desk, "ukraine", offset).excerpts) <= PAGE


@pytest.mark.parametrize("text", ["who is it?", "…", "🙂", "<b>", "z" * 256, "zebra\x00\u202e", "2024"])
def test_bad_input_brings_at_most_a_button(desk: Desk, text: str) -> None:
    selection = types(desk, text)
    assert selection.way_in is None or (0 < len(selection.way_in[0]) <= 64 and len(selection.way_in[1]) <= 64)


def test_what_cannot_be_asked_is_told_in_the_language_of_the_person(desk: Desk) -> None:
    with speaking("de"):
        way_in = types(desk, "…").way_in
    assert way_in is not None
    assert way_in[0].startswith("Bitte frag in Worten")


# -- links ----------------------------------------------------------------------------------------


@given(st.text())
def test_any_topic_makes_a_link_that_telegram_takes_and_that_holds_its_beginning(topic: str) -> None:
    payload = links.payload(topic)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    told = links.topic(payload)
    assert told is not None
    assert " ".join(topic.split()).startswith(told) or not topic.isprintable()
    assert links.payload(told) == payload


@given(st.from_regex(r"q_[A-Za-z0-9_-]{0,62}", fullmatch=True))
def test_a_damaged_link_is_read_without_harm(payload: str) -> None:
    told = links.topic(payload)
    assert told is not None
    assert told == " ".join(clean(told).split())


def starts(desk: Desk, payload: str, user: int = OWNER, *, private: bool = True) -> Reply | None:
    [start] = [command.answer for command in COMMANDS if command.name == "start"]
    place = Place(user if private else -100, 0, user)
    return start(Said(place, payload, NOW, next(_numbers), private=private, command="start"), desk)


_numbers = count(5)


def read(reply: Reply | None) -> str:
    return "\n\n".join(plain(page.html) for page in reply.pages) if reply else ""


def test_a_link_opens_its_topic_afresh_and_can_be_asked_on(desk: Desk) -> None:
    assert "Blinken" in read(starts(desk, links.payload("blinken kyiv")))
    assert "Understood as" not in read(starts(desk, links.payload("patriot batteries")))
    assert "Patriot" in read(starts(desk, links.payload("patriot batteries")))
    turn = desk.store.last(Place(OWNER, 0, OWNER))
    assert turn is not None
    assert turn.question == "patriot batteries"


@pytest.mark.parametrize("payload", ["q_", "q_%%%", "q_gICA", "q_A"])
def test_a_damaged_link_starts_like_any_other(desk: Desk, payload: str) -> None:
    assert "/help" in read(starts(desk, payload))


def test_a_link_lets_no_stranger_in(desk: Desk) -> None:
    assert "private bot" in read(starts(desk, links.payload("patriot batteries"), STRANGER))
    assert read(starts(desk, links.payload(""), STRANGER + 1)).startswith("This is a private bot")


def test_no_code_is_taken_for_a_link(desk: Desk) -> None:
    assert links.topic(desk.access.invitation(OWNER, NOW)) is None


# -- through Telegram -----------------------------------------------------------------------------


def test_what_is_typed_is_read_from_telegram() -> None:
    raw = {"id": "1", "from": ANN, "query": " patriot ", "offset": "10"}
    update = Update.de_json({"update_id": 1, "inline_query": raw}, None)
    assert update.inline_query
    assert wire.typed(update.inline_query) == Typed(OWNER, "patriot", "10", "de")


def test_the_selection_arrives_as_results_for_this_person_alone(api: BotApi, start: Start) -> None:
    with start():
        api.push(inline_query={"id": "1", "from": ANN, "query": "patriot batteries", "offset": ""})
        [answer] = api.wait(lambda: api.called("answerInlineQuery"))
    results = json.loads(answer["results"])
    assert (answer["is_personal"], answer["cache_time"]) == ("true", "300")
    assert results[0]["type"] == "article"
    assert results[0]["input_message_content"]["parse_mode"] == "HTML"
    assert results[0]["reply_markup"]["inline_keyboard"][0][0]["url"].startswith(
        "https://t.me/dateline_test_bot?start=q_"
    )


def test_an_answer_that_comes_too_late_is_nobodys_trouble(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    with start():
        api.fail("answerInlineQuery", status=400, description="Bad Request: query is too old")
        api.push(inline_query={"id": "1", "from": ANN, "query": "patriot", "offset": ""})
        assert "Just ask" in api.ask("/help").text
    assert "did not arrive" not in logged.text
    assert len(api.messages) == 1


def test_typing_letter_by_letter_takes_nothing_from_what_may_be_asked(api: BotApi, served: Desk) -> None:
    served.settings = served.settings.model_copy(update={"share": 3})
    with Serving(served):
        for number in range(12):
            api.push(inline_query={"id": str(number), "from": ANN, "query": "patriot"[: number % 7], "offset": ""})
        assert "Just ask" in api.ask("/help").text
    assert 1 <= len(api.called("answerInlineQuery")) <= 3


# -- menus ----------------------------------------------------------------------------------------


def menus(api: BotApi) -> dict[str, list[str]]:
    """The commands of the last menu of each kind of chat, in English."""
    return {
        json.loads(call["scope"])["type"]: [command["command"] for command in json.loads(call["commands"])]
        for call in api.called("setMyCommands")
        if "language_code" not in call
    }


def test_private_chats_and_groups_have_menus_of_their_own(api: BotApi, start: Start) -> None:
    with start():
        shown = api.wait(lambda: len(menus(api)) == 2 and menus(api))
    assert "ask" not in shown["all_private_chats"]
    assert {"timeline", "privacy"} <= set(shown["all_private_chats"])
    assert shown["all_group_chats"][:2] == ["help", "ask"]
    assert "privacy" not in shown["all_group_chats"]
    assert not any("invite" in menu for menu in shown.values())


def test_who_becomes_the_owner_gets_the_owners_menu_at_once(api: BotApi, served: Desk) -> None:
    code = served.access.owner_code()
    with Serving(served):
        assert "owner" in api.ask(f"/start {code}", OWNER).text
        shown = api.wait(lambda: "chat" in menus(api) and menus(api))
    assert shown["chat"] == [*shown["all_private_chats"], "invite", "status"]
