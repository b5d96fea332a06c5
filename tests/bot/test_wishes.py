"""What people ask of the bot itself, in their own words: it is done, and not looked for in the news."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.model import Place
from bot.talk import wishes
from bot.talk.wishes import Wish
from tests.bot.botapi import BotApi
from tests.bot.serving import Serving

WISHES = {
    "help me please": Wish("help"),
    "Could you help me?": Wish("help"),
    "What can you do?": Wish("help"),
    "I don't understand": Wish("help"),
    "Are you a bot?": Wish("help"),
    "Hilfe!": Wish("help"),
    "Please stop": Wish("digests"),
    "HOW DO I TURN THIS OFF": Wish("digests"),
    "Unsubscribe": Wish("digests"),
    "Arrêtez !": Wish("digests"),
    "Could you send me the news every morning at eight o'clock, please?": Wish("digest"),
    "I would like to get the news every evening": Wish("digest"),
    "every morning 8 am": Wish("digest", "8 am"),
    "send me news about the lighthouse every day at 7:30": Wish("digest", "7:30 the lighthouse"),
    "Good morning! Would you send me the headlines every day at noon? Thank you!": Wish("digest", "noon"),
}
NEWS = ["stop the war", "help for Ukraine", "how does it work?", "daily", "every day", "news", "who are they?", ""]


@pytest.mark.parametrize(("text", "wish"), WISHES.items(), ids=WISHES)
def test_a_wish_is_understood(text: str, wish: Wish) -> None:
    assert wishes.read(text) == wish


@pytest.mark.parametrize("text", NEWS)
def test_what_may_be_asked_of_the_news_is_no_wish(text: str) -> None:
    assert wishes.read(text) is None


def test_a_wish_is_done_by_the_command_for_it(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert "What time is it where you are?" in api.ask("Please send me the news every morning at 8 o'clock").text
        assert api.ask("Could you help me, please?").text.startswith("Just ask")
        assert api.ask("How do I turn this off?").text.startswith("There is no digest yet.")
    assert served.store.last(Place(11, 0, 11)) is None  # nothing of it was asked of the news
