"""Which messages are meant for the bot, and what they say to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from telegram import Update

from bot.incoming import wire
from bot.model import Place, Said

GROUP = {"id": -100, "type": "supergroup", "title": "News"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Ann"}
ANN = {"id": 11, "is_bot": False, "first_name": "Ann", "language_code": "de"}
BOT = {"id": 2, "is_bot": True, "first_name": "Dateline", "username": "dateline_bot"}
OTHER_BOT = {"id": 3, "is_bot": True, "first_name": "Other", "username": "other_bot"}


def heard(text: str, chat: dict[str, Any] = GROUP, **more: Any) -> Said | None:
    """What the bot hears of a message whose entities are found as Telegram finds them."""
    marks = [
        {"type": "mention" if found[0][0] == "@" else "bot_command", "offset": found.start(), "length": len(found[0])}
        for found in re.finditer(r"(?<!\w)(?:@\w+|/\w+(?:@\w+)?)", text)
    ]
    message = {"message_id": 5, "date": 1715774400, "chat": chat, "from": ANN, "text": text, "entities": marks, **more}
    update = Update.de_json({"update_id": 1, "message": message}, None)
    return wire.said(update, "dateline_bot")


def test_in_private_every_message_is_meant_for_the_bot() -> None:
    said = heard("Patriots?", PRIVATE)
    assert said is not None
    assert (said.place, said.text, said.private, said.language) == (Place(11, 0, 11), "Patriots?", True, "de")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patriots?", None),
        ("@other_bot Patriots?", None),
        ("@dateline_bot Patriots?", "Patriots?"),
        ("@Dateline_Bot, Patriots?", "Patriots?"),
        ("What of the Patriots, @dateline_bot", "What of the Patriots,"),
        ("mail me at ann@dateline_bot", None),
    ],
)
def test_in_a_group_a_mention_calls_the_bot_and_is_not_part_of_the_question(text: str, expected: str | None) -> None:
    said = heard(text)
    assert (said.text if said else None) == expected


def test_in_a_group_a_reply_to_the_bot_is_meant_for_it_and_one_to_another_is_not() -> None:
    answer = {"message_id": 4, "date": 1, "chat": GROUP, "from": BOT, "text": "…"}
    said = heard("and in March?", reply_to_message=answer)
    assert said is not None
    assert said.reply_to == 4
    assert heard("and in March?", reply_to_message={**answer, "from": OTHER_BOT}) is None


def test_a_command_is_told_apart_from_what_follows_it() -> None:
    said = heard("/proof@dateline_bot 2")
    assert said is not None
    assert (said.command, said.text) == ("proof", "2")


def test_other_bots_are_not_answered_but_an_anonymous_admin_is() -> None:
    assert heard("/why", **{"from": OTHER_BOT}) is None
    assert heard("/why", **{"from": OTHER_BOT}, sender_chat=GROUP) is not None


def test_who_writes_as_a_channel_is_that_channel_and_a_post_passed_on_by_telegram_is_nobody_speaking() -> None:
    channel = {"id": -300, "type": "channel", "title": "Ann's"}
    said = heard("/why", **{"from": {**OTHER_BOT, "id": 136817688}}, sender_chat=channel)
    assert said is not None
    assert said.place == Place(-100, 0, -300)
    assert heard("@dateline_bot Patriots?", sender_chat=channel, is_automatic_forward=True) is None


def test_a_topic_is_a_place_of_its_own_and_a_thread_of_replies_is_not() -> None:
    topic, thread = heard("/why", message_thread_id=9, is_topic_message=True), heard("/why", message_thread_id=9)
    assert topic is not None
    assert thread is not None
    assert (topic.place, thread.place) == (Place(-100, 9, 11), Place(-100, 0, 11))


def test_a_command_in_the_middle_of_a_message_is_part_of_what_is_said() -> None:
    said = heard("😀 /why", PRIVATE)
    assert said is not None
    assert (said.command, said.text) == ("", "😀 /why")
