"""A chat from `/start` to the second day's digest, over a Bot API server; time moves where the story says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.desk import Desk, furnish
from tests.bot.botapi import TOKEN, BotApi, Message
from tests.bot.conftest import NOW, OWNER
from tests.bot.paper import report
from tests.bot.serving import Serving
from tests.bot.test_digest_delivery import deliver

HOUR = timedelta(hours=1)
MORNING = datetime(2024, 5, 17, 6, 0, tzinfo=UTC)  # eight o'clock in Berlin
URL = "https://example.com/lighthouse"
STORM = "storm damaged the old lighthouse of Selwick and two boats ran aground"


@pytest.fixture
def reader(paper: Desk, api: BotApi) -> Desk:
    """The desk of a bot that a small newspaper feeds, its chat over the server."""
    to_server = {"token": SecretStr(TOKEN), "base_url": api.url}
    desk = furnish(paper.settings.model_copy(update=to_server), paper.newsroom)
    desk.now, desk.pause = lambda: NOW, 0.01
    return desk


def pressed(api: BotApi, message: Message, label: str, words: str) -> Message:
    """The message that holds these words after a button was pressed, new or changed."""

    def shown() -> list[Message]:
        return [found for found in (*api.edits, *api.messages) if words in found.text]

    api.press(message, next(found for found in message.buttons if found.startswith(label)))
    api.wait(shown)
    return shown()[0]


def test_from_start_to_the_second_days_digest(reader: Desk, api: BotApi) -> None:
    report(reader, NOW - 5 * HOUR, STORM)
    with Serving(reader):
        # The first minute: an example from today's news, and a digest in three taps.
        first = api.ask("/start")
        answer = pressed(api, first, "Storm damaged", "A storm damaged")
        assert "— Harbour Post · " in answer.text
        assert "16 May 2024, 07:00" in answer.text
        where = pressed(api, first, "08:00", "What time is it where you are?")
        what = pressed(api, where, "Berlin", "What about?")
        done = pressed(api, what, "Top stories", "Morning digest, every day at 08:00 (Europe/Berlin)")
        assert "The next comes on 17 May 2024, 08:00." in done.text

        api.wait(lambda: any(m.text.startswith("Morning digest · 16 May 2024") for m in api.messages))

        # Whoever wants to hear of something at once follows it.
        ways = pressed(api, api.ask("Selwick lighthouse"), "Follow", "How do you want to follow it?")
        pressed(api, ways, "Tell me when something is new", "at most 3 times a day")
    before = len(api.messages)

    # In the evening something new is published: an alert, and only of what was followed.
    evening = NOW + 6 * HOUR
    report(reader, evening, "storm has cost the lighthouse of Selwick its lamp, and divers found the third boat")
    report(reader, evening, "painter from Kelso sells forty views of a ferry in one evening")
    deliver(reader, evening + HOUR / 6)
    [alert] = api.messages[before:]
    assert "1. Update A storm has cost the lighthouse" in alert.text
    assert "painter" not in alert.text

    # The second day's digest at eight tells what is left, once, and a story opens under its number.
    deliver(reader, MORNING - timedelta(minutes=1))
    assert len(api.messages) == before + 1
    deliver(reader, MORNING)
    digest = api.messages[-1]
    assert digest.text.startswith("Morning digest · 17 May 2024\n\n1. A painter from Kelso sells forty views")
    assert "storm" not in digest.text
    deliver(reader, MORNING + HOUR)
    assert len(api.messages) == before + 2
    reader.now = lambda: MORNING + HOUR
    with Serving(reader):
        pressed(api, digest, "1", "That was all I have on this story.")

    # And nothing that Telegram would refuse was ever sent.
    assert {message.chat for message in api.messages} == {OWNER}
