"""A bot to which Telegram sends: what it takes, from whom, and what it tells the proxy."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from logging.handlers import QueueHandler
from queue import SimpleQueue

import pytest
from pydantic import SecretStr

from bot.desk import Desk, furnish
from bot.incoming import webhook
from bot.outgoing.delivery import REFUSALS
from bot.running import serve
from bot.settings import Settings, SettingsError
from corpus.newsroom import Newsroom
from tests.bot.botapi import PATIENCE, TOKEN, BotApi
from tests.bot.sending import Sending, health, post
from tests.bot.serving import Serving

URL = "https://news.example.org/telegram"


@pytest.fixture
def sent_to(api: BotApi, settings: Settings, newsroom: Newsroom) -> Iterator[Desk]:
    """The desk of a public bot with a webhook."""
    given = {"token": SecretStr(TOKEN), "base_url": api.url, "access": "public", "lease_seconds": 1}
    made = furnish(settings.model_copy(update={**given, "webhook_url": URL, "webhook_listen": "127.0.0.1:0"}), newsroom)
    made.pause = 0.01
    yield made
    made.engine.dispose()


@pytest.fixture
def port(sent_to: Desk, logged: pytest.LogCaptureFixture) -> Iterator[int]:
    """Where the bot waits for Telegram, once it does: its log says so, and nothing that it asks of Telegram would tell."""
    lines = SimpleQueue[logging.LogRecord]()
    listener = QueueHandler(lines)
    webhook.log.addHandler(listener)
    try:
        with Serving(sent_to):
            found = re.search(r"at port (\d+)", lines.get(timeout=PATIENCE).getMessage())
            assert found
            yield int(found[1])
    finally:
        webhook.log.removeHandler(listener)


def update(api: BotApi, text: str = "/help", user: int = 11) -> bytes:
    """An update as Telegram sends it, which no other way will bring."""
    api.say(text, user)
    found = api.next()
    assert found
    api.taken(found)
    return json.dumps(found).encode()


def test_telegram_is_told_where_to_send_and_with_which_secret(api: BotApi, port: int) -> None:
    [told] = api.called("setWebhook")
    assert told["url"] == URL
    assert re.fullmatch(r"[\w-]{32,256}", told["secret_token"])
    assert "callback_query" in told["allowed_updates"]


def test_what_telegram_sends_is_answered(api: BotApi, port: int) -> None:
    with Sending(api, [port]):
        assert "Zelensky" in api.ask("Who did Blinken meet in Kyiv?").text
        assert "Just ask" in api.ask("/help").text
    api.wait(lambda: not api.waiting())


def test_what_comes_twice_is_answered_once(api: BotApi, port: int) -> None:
    body = update(api)
    assert [post(port, body, api.secret) for _ in range(3)] == [200, 200, 200]
    assert post(port, update(api, "/privacy"), api.secret) == 200
    assert [message.text.split()[0] for message in api.to(11, 2)] == ["Just", "I"]


def test_without_the_secret_nothing_is_taken(api: BotApi, port: int) -> None:
    body = update(api)
    for wrong in ("", "x", api.secret[:-1], api.secret.upper(), TOKEN):
        assert post(port, body, wrong) == 403
    assert post(port, update(api, "/privacy", 22), api.secret) == 200
    api.to(22)
    assert api.to(11, 0) == []


NONE = {
    "nothing": b"",
    "half": b"{",
    "a list": b"[]",
    "null": b"null",
    "a number": b"7",
    "no number": b'{"message": {}}',
    "a word for a number": b'{"update_id": "x"}',
    "truth for a number": b'{"update_id": true}',
    "no text": b"\xff",
    "a tower": b"[" * 9999,
}


@pytest.mark.parametrize("body", NONE.values(), ids=NONE)
def test_what_is_no_update_is_refused(api: BotApi, port: int, body: bytes) -> None:
    assert post(port, body, api.secret) == 400


def test_an_update_that_nobody_can_read_is_taken_and_left_aside(api: BotApi, port: int) -> None:
    assert post(port, b'{"update_id": 1, "message": {"message_id": "many", "chat": 7}}', api.secret) == 200
    assert post(port, b'{"update_id": 2, "something_new": {"id": 1}}', api.secret) == 200
    assert post(port, update(api), api.secret) == 200
    api.to(11)


def test_a_request_that_is_too_large_is_not_taken(api: BotApi, port: int) -> None:
    large = b'{"update_id": 1, "message": "' + b"x" * 2_000_000 + b'"}'
    with suppress(OSError):  # the bot may hang up before it has read it
        assert post(port, large, api.secret) == 400
    with Sending(api, [port]):
        assert "Just ask" in api.ask("/help").text


def test_other_addresses_hold_nothing(api: BotApi, port: int) -> None:
    body = update(api)
    assert [post(port, body, api.secret, path) for path in ("/telegram/more", "/", "/telegramX")] == [404] * 3


def test_the_proxy_hears_that_all_is_well(port: int) -> None:
    assert health(port) == 200


def test_a_bot_without_a_webhook_takes_the_former_one_back(api: BotApi, served: Desk) -> None:
    api.webhook = URL
    with Serving(served):
        assert "Just ask" in api.ask("/help").text


def test_a_token_revoked_while_telegram_sends_ends_the_bot_with_one_line(
    api: BotApi, sent_to: Desk, logged: pytest.LogCaptureFixture
) -> None:
    with Serving(sent_to) as bot:
        api.wait(lambda: api.called("setMyShortDescription"))
        api.fail("getMe", status=401, description="Unauthorized", times=REFUSALS)
        assert bot.ended() == 2
    assert logged.text.count("TELEGRAM_TOKEN") == 1


def test_that_telegram_answers_is_known_without_polling(api: BotApi, sent_to: Desk, port: int) -> None:
    api.wait(lambda: sent_to.health.contact)


def test_a_token_refused_for_a_moment_ends_nothing(api: BotApi, port: int) -> None:
    asked = len(api.called("getMe"))
    api.fail("getMe", status=401, description="Unauthorized", times=REFUSALS - 1)
    api.wait(lambda: len(api.called("getMe")) >= asked + REFUSALS)
    api.fail("getMe", status=404, description="Not Found", times=REFUSALS - 1)
    api.wait(lambda: len(api.called("getMe")) >= asked + 2 * REFUSALS)
    with Sending(api, [port]):
        assert "Just ask" in api.ask("/help").text


def test_a_port_that_is_taken_is_told_in_one_sentence(api: BotApi, sent_to: Desk, port: int) -> None:
    given = {"webhook_listen": f"127.0.0.1:{port}"}
    other = furnish(sent_to.settings.model_copy(update=given), sent_to.newsroom)
    with pytest.raises(SettingsError, match=r"DATELINE_WEBHOOK_LISTEN names 127\.0\.0\.1"):
        asyncio.run(serve(other, asyncio.Event()))
    other.engine.dispose()
