"""A digest changed in plain words, while it is being asked for and once it is there."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.digests import changing
from bot.digests.changing import Change
from bot.digests.schedule import WEEKDAYS, WEEKENDS
from bot.words import speaking
from tests.bot.botapi import BotApi
from tests.bot.serving import Serving

CHANGES = {
    ("en", "actually make it 8"): Change(480),
    ("en", "no not in the morning, evening please"): Change(1080),
    ("en", "8 in the evening"): Change(1200),
    ("en", "Make it 7 pm on weekends"): Change(1140, WEEKENDS),
    ("en", "weekdays only"): Change(days=WEEKDAYS),
    ("en", "only mondays"): Change(days=(0,)),
    ("en", "change my digest to 9 am"): Change(540, sure=True),
    ("en", "add wildfires to my digest"): Change(add=("wildfires",), sure=True),
    ("en", "Add climate, please"): Change(add=("climate",), sure=True),
    ("en", "and also gaza"): Change(add=("gaza",)),
    ("en", "gaza too"): Change(add=("gaza",)),
    ("en", "remove gaza, climate"): Change(drop=("gaza", "climate")),
    ("de", "lieber um 8"): Change(480),
    ("de", "doch lieber abends um 8"): Change(1200),
    ("de", "nur werktags"): Change(days=WEEKDAYS),
    ("de", "füge Klima hinzu"): Change(add=("Klima",), sure=True),
    ("de", "add climate"): Change(add=("climate",), sure=True),
    ("es", "mejor a las 9"): Change(540),
    ("es", "solo los lunes"): Change(days=(0,)),
    ("es", "quita Ucrania"): Change(drop=("Ucrania",)),
    ("fr", "plutôt à 8h"): Change(480),
    ("fr", "ajoute la Géorgie"): Change(add=("la Géorgie",), sure=True),
    ("fr", "enlève la France"): Change(drop=("la France",)),
    ("uk", "тільки по буднях"): Change(days=WEEKDAYS),
    ("uk", "і Грузію теж"): Change(add=("Грузію",)),
    ("ar", "أضف غزة"): Change(add=("غزة",), sure=True),
    ("ar", "الأفضل الساعة 9"): Change(540),
}
NO_CHANGES = (
    *(
        "8",
        "no",
        "ok",
        "too",
        "add",
        "strikes in France",
        "what about gaza",
        "and the weather",
        "is it 8?",
        "add gaza?",
    ),
    *("more on that", "only 8 dead", "also", "without"),
)


@pytest.mark.parametrize(("told", "change"), CHANGES.items(), ids=[" ".join(told) for told in CHANGES])
def test_a_change_is_understood(told: tuple[str, str], change: Change) -> None:
    with speaking(told[0]):
        assert changing.read(told[1]) == change


@pytest.mark.parametrize("text", NO_CHANGES)
def test_what_else_is_said_changes_nothing(text: str) -> None:
    assert changing.read(text) is None


def test_who_changes_their_mind_while_being_asked_is_asked_on(served: Desk, api: BotApi) -> None:
    with Serving(served):
        api.ask("send me news about the lighthouse every morning at 7")
        assert api.ask("actually make it 8").text.startswith("Noted: every day at 08:00, the lighthouse.")
        assert "on weekdays at 08:00" in api.ask("weekdays only").text
        assert "on weekdays at 08:00 (America/Lima): the lighthouse" in api.ask("I moved to Lima").text


def test_a_digest_is_changed_as_long_as_it_is_spoken_of(served: Desk, api: BotApi) -> None:
    with Serving(served):
        api.say("/digest 07:00 Europe/Kyiv the lighthouse")
        api.to(11, 2)  # that it is done, and what it would tell
        assert "Evening digest, every day at 18:00" in api.ask("no, evening please").text
        assert ": the lighthouse, gaza." in api.ask("and also gaza").text
        assert ": gaza." in api.ask("remove the lighthouse").text
        assert api.ask("remove gaza").text.startswith("That is its only topic")
        assert api.ask("remove football").text.startswith("That is none of its topics.")
        api.ask("Taiwan earthquake")
        assert "digest" not in api.ask("and also gaza").text
        assert ": gaza, climate." in api.ask("add climate").text  # which can mean nothing else


def test_a_digest_that_is_full_says_so_and_the_usual_name_goes_with_the_hour(served: Desk, api: BotApi) -> None:
    with Serving(served):
        api.say("/digest 07:00 Europe/Kyiv one, two, three, four, five, six, seven, eight")
        api.to(11, 2)
        assert api.ask("add climate").text.startswith("That digest has 8 topics already")
        assert api.ask("change my digest to 9 pm").text.startswith("Evening digest, every day at 21:00")
        assert "climate" not in api.ask("remove eight").text


def test_without_a_digest_there_is_nothing_to_change(served: Desk, api: BotApi) -> None:
    with Serving(served):
        assert api.ask("add climate to my digest").text.startswith("There is no digest yet.")
