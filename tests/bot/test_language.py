"""The language of a chat: its person's at first, then the one it chose; for digests the subscriber's."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from telegram import Update
from telegram.ext import ApplicationBuilder

from bot.desk import Desk
from bot.edge import Edge
from bot.handlers import COMMANDS, buttons, language
from bot.handlers.replies import say
from bot.looks.markup import plain
from bot.model import Place, Press, Reply, Said
from bot.words import _, speaking
from tests.bot.botapi import TOKEN, BotApi
from tests.bot.conftest import NOW

OWNER, GROUP = 11, -100


@pytest.fixture(autouse=True)
def owner(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)


def read(reply: Reply | None) -> str:
    return "\n".join(plain(page.html) for page in reply.pages) if reply else ""


def said(text: str, *, private: bool = True) -> Said:
    return Said(Place(OWNER if private else GROUP, 0, OWNER), text, NOW, 5, private, command="language")


def heard(api: BotApi, desk: Desk, code: str) -> str:
    """What a person whose Telegram speaks `code` is answered, through the edge."""
    person = {"id": OWNER, "is_bot": False, "first_name": "Ann", "language_code": code}
    message = {
        "message_id": 1,
        "date": 1715774400,
        "chat": {"id": OWNER, "type": "private"},
        "from": person,
        "text": "x",
    }

    async def run() -> None:
        application = ApplicationBuilder().token(TOKEN).base_url(api.url).updater(None).job_queue(None).build()
        async with application:
            answer = Edge(desk, application.bot, asyncio.Event(), None).answers(
                lambda said, desk: say(_("Nothing was deleted."))
            )
            await answer(Update.de_json({"update_id": 1, "message": message}, application.bot), None)  # type: ignore[arg-type]

    asyncio.run(run())
    return str(api.messages[-1].text)


def test_a_person_is_answered_in_the_language_of_their_telegram(api: BotApi, desk: Desk) -> None:
    assert heard(api, desk, "de") == "Nichts wurde gelöscht."
    assert heard(api, desk, "pt-br") == "Nothing was deleted."


def test_a_chat_that_chose_a_language_is_answered_in_it(api: BotApi, desk: Desk) -> None:
    assert "français" in read(language.language(said("Français"), desk))
    assert heard(api, desk, "de") == "Rien n’a été supprimé."


def test_languages_are_buttons_and_one_press_changes_what_is_spoken(desk: Desk) -> None:
    shown = language.language(said(""), desk)
    labels = {button.label: button.data for row in shown.pages[-1].buttons for button in row}
    pressed = buttons.pressed(Press(Place(OWNER, 0, OWNER), labels["العربية"], 6, NOW), desk)
    assert "العربية" in read(pressed)
    assert desk.language(Place(OWNER), "de") == "ar"


@pytest.mark.parametrize("typed", ["de", "Deutsch", "german", "ALEMÁN"])
def test_a_language_may_be_called_as_it_is_in_itself_in_english_or_in_what_is_spoken(desk: Desk, typed: str) -> None:
    with speaking("es"):
        assert read(language.language(said(typed), desk)).startswith("Ich spreche hier jetzt Deutsch.")


@pytest.mark.parametrize("typed", ["klingon", "../de", "1:speak:1", "💥"])
def test_what_names_no_language_of_ours_is_answered_with_the_choice(desk: Desk, typed: str) -> None:
    assert "Which language" in read(language.language(said(typed), desk))
    assert "Which language" in read(language.pressed(Press(Place(OWNER, 0, OWNER), "", 6, NOW), 999, desk))


def test_a_group_changes_its_language_by_its_administrators_only(desk: Desk) -> None:
    assert "administrators" in read(language.language(said("de", private=False), desk))
    desk.administers = lambda chat, user: (chat, user) == (GROUP, OWNER)
    language.language(said("de", private=False), desk)
    assert desk.language(Place(GROUP), "fr") == "de"


def test_a_digest_speaks_as_its_subscriber_did(desk: Desk) -> None:
    [digest] = [command for command in COMMANDS if command.name == "digest"]
    with speaking("uk"):
        digest.answer(replace(said("08:00 Europe/Kyiv ukraine aid"), command="digest"), desk)
    assert desk.language(Place(OWNER)) == "uk"
    [subscribed] = desk.digests.all(OWNER)
    assert subscribed.name == "Ранковий дайджест"


def test_a_forgotten_person_has_no_language(desk: Desk) -> None:
    language.language(said("de"), desk)
    desk.chats.forget(OWNER)
    assert desk.language(Place(OWNER)) == "en"
