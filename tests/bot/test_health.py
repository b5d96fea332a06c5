"""How the bot is: what it counts, what it tells monitors and its owner, and when."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from socket import socket

import pytest
from telegram.error import Forbidden

from bot.care import logs, vitals
from bot.care.caretaker import Caretaker
from bot.care.health import SILENCE, Health
from bot.care.monitoring import watched
from bot.care.vitals import LOW, STALLED, Vitals, troubles
from bot.desk import Desk
from bot.handlers.status import status
from bot.incoming.inbox import Inbox
from bot.looks.markup import plain
from bot.model import Place, Reply, Said, Turn
from bot.store import LONGEST
from bot.words import speaking
from corpus.feeds.records import Source
from corpus.model import Published
from tests.bot.botapi import BotApi
from tests.bot.conftest import NOW
from tests.bot.serving import Serving
from tests.databases import in_a_file

OWNER = 11
WELL = Vitals(NOW, 44, Published.at(NOW), 3, (), NOW, 0, 0, 0, 0, 10 * LOW, 1_000_000)
BROKEN = Source(1, "https://example.com/feed", "", "Daily Example", "", failures=3, last_error="it answers 404")


# -- counting -------------------------------------------------------------------------------------


def test_errors_of_today_are_counted_and_those_of_yesterday_are_not() -> None:
    health = Health()
    for days in (0, 0, 1):
        health.failed(NOW + timedelta(days=days))
    assert health.errors == 3
    assert health.errors_on((NOW + timedelta(days=1)).date()) == 1
    assert health.errors_on(NOW.date()) == 0


def test_what_the_log_tells_as_an_error_is_counted_as_long_as_the_bot_is_watched() -> None:
    health, log = Health(), logging.getLogger("bot.anything")
    with watched(health, lambda: WELL, 0):
        log.warning("Something is odd.")
        log.error("Something went wrong.")
        log.critical("All of it went wrong.")
    log.error("Something went wrong after that.")
    assert health.errors == 2


# -- /healthz and /metrics ------------------------------------------------------------------------


@contextmanager
def port(health: Health, look: object, hosts: frozenset[str] = frozenset()) -> Iterator[int]:
    """A port at which the health is served."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    with watched(health, look, number, hosts):  # type: ignore[arg-type]
        yield number


def get(number: int, path: str, host: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", number, timeout=10)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_monitors_see_whether_it_is_well_and_its_numbers(desk: Desk) -> None:
    with desk.health.answering():
        pass
    desk.health.heard()
    with port(desk.health, lambda: vitals.take(desk)) as number:
        assert get(number, "/healthz") == (200, "ok\n")
        status, body = get(number, "/metrics")
        assert get(number, "/other")[0] == 404
    assert status == 200
    lines = body.splitlines()
    assert "dateline_articles 44.0" in lines
    assert 'dateline_answer_seconds_bucket{le="+Inf"} 1.0' in lines
    assert "dateline_errors_total 0.0" in lines
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)


@pytest.mark.parametrize(
    ("newest", "stamp"),
    [
        (None, "NaN"),
        (Published(date(2024, 5, 14)), str(datetime(2024, 5, 14, 12, tzinfo=UTC).timestamp())),
        (Published.at(NOW), str(NOW.timestamp())),
    ],
    ids=["an empty archive", "a day without a time", "a moment"],
)
def test_monitors_see_how_new_the_newest_article_is(newest: Published | None, stamp: str) -> None:
    with port(Health(), lambda: replace(WELL, newest=newest)) as number:
        told = dict(line.rsplit(" ", 1) for line in get(number, "/metrics")[1].splitlines())
    assert float(told["dateline_newest_article_timestamp_seconds"]) == pytest.approx(float(stamp), nan_ok=True)


def test_a_bot_that_telegram_does_not_answer_is_not_well(desk: Desk) -> None:
    desk.health.heard()
    assert desk.health.contact is not None
    desk.health.contact -= SILENCE + 1
    with port(desk.health, lambda: vitals.take(desk)) as number:
        assert get(number, "/healthz") == (503, "Telegram has not answered for some minutes.\n")


@in_a_file
def test_a_bot_whose_database_is_gone_is_not_well(desk: Desk) -> None:
    with port(desk.health, lambda: vitals.take(desk)) as number:
        (desk.settings.data_dir / "dateline.db").unlink()
        desk.engine.dispose()
        assert get(number, "/healthz")[0] == 503
        assert get(number, "/metrics")[0] == 503


def test_only_the_machine_itself_is_served() -> None:
    with port(Health(), lambda: WELL) as number, pytest.raises(ConnectionRefusedError):
        HTTPConnection("127.0.0.2", number, timeout=10).request(
            "GET", "/metrics"
        )  # any address but the one it listens at


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:9464", 200),
        ("LOCALHOST", 200),
        ("127.0.0.1", 200),
        ("[::1]", 200),
        ("[::1]:9464", 200),
        ("watch.example.org", 200),
        ("rebound.example.com", 421),
        ("rebound.example.com:9464", 421),
        ("localhost.example.com", 421),
        ("127.0.0.1.example.com:80", 421),
        (":9464", 421),
    ],
)
def test_a_page_that_lets_its_name_point_to_the_machine_is_refused(host: str, status: int) -> None:
    with port(Health(), lambda: WELL, frozenset({"watch.example.org"})) as number:
        assert [get(number, path, host)[0] for path in ("/healthz", "/metrics")] == [status] * 2


def test_a_port_that_is_taken_is_one_line_and_the_bot_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with watched(Health(), lambda: WELL, taken.getsockname()[1]):
            pass
    assert "cannot be had" in caplog.text


def test_a_running_bot_counts_its_answers_and_its_contact_with_telegram(api: BotApi, served: Desk) -> None:
    with Serving(served):
        api.ask("/help")
        api.ask("/privacy")
    assert sum(served.health.answers) == 2
    assert served.health.contact is not None


# -- /status --------------------------------------------------------------------------------------


def status_of(desk: Desk, user: int, *, private: bool = True) -> str:
    chat = user if private else -100
    said = Said(Place(chat, 0, user), "", NOW, 1, private=private, command="status")
    return plain(status(said, desk).pages[0].html)


def test_the_owner_sees_how_it_fares_and_nobody_else(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    Inbox(desk.engine, 1).take([(1, "{}"), (2, "{}")], NOW)
    desk.health.failed(NOW)
    told = status_of(desk, OWNER)
    assert "44 articles; the newest is of 16 May 2024" in told
    assert "Waiting for an answer: 2" in told
    assert "Errors today: 1" in told
    assert "MB are free" in told
    for user, private in ((22, True), (OWNER, False)):
        assert (
            status_of(desk, user, private=private)
            == "Only the owner of this bot can ask for that, in our private chat."
        )


def test_feeds_that_fail_are_named_with_their_reasons_but_not_hundreds() -> None:
    failing = [replace(BROKEN, id=number, title=f"Feed {number}") for number in range(400)]
    [line] = [line for line in vitals.lines(replace(WELL, feeds=500, failing=tuple(failing)), UTC) if "feeds" in line]
    assert line.startswith("500 feeds; 400 cannot be read (Feed 0: it answers 404; ")
    assert line.endswith("; …)")
    assert len(line) < 300


def test_reasons_and_numbers_are_told_in_the_language_that_is_spoken() -> None:
    barred = replace(BROKEN, last_error="the answer broke off")
    with speaking("de"):
        told = "\n".join(vitals.lines(replace(WELL, failing=(barred,), free=44_900_000_000), UTC))
    assert "1 nicht lesbar (Daily Example: die Antwort brach ab)" in told
    assert "44.900 MB" in told


def test_the_size_of_the_database_is_told_whichever_it_is(desk: Desk) -> None:
    assert vitals.take(desk).database > 100_000


# -- what the owner must know ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "known", "kinds"),
    [
        ({}, (), set()),
        ({"read": NOW - STALLED - timedelta(minutes=1)}, (), {"feeds"}),
        ({"read": None, "failing": (BROKEN,) * 3}, (), {"feeds"}),
        ({"read": None}, (), set()),
        ({"feeds": 0, "read": None}, (), set()),
        ({"free": LOW - 1}, (), {"disk"}),
        ({"free": LOW + 1}, (), set()),
        ({"free": LOW + 1}, ("disk",), {"disk"}),
        ({"free": 2 * LOW}, ("disk",), set()),
    ],
)
def test_what_is_trouble(changed: dict[str, object], known: tuple[str, ...], kinds: set[str]) -> None:
    assert troubles(replace(WELL, **changed), known).keys() == kinds  # type: ignore[arg-type]


def test_how_much_room_is_left_is_told() -> None:
    assert "The disk is nearly full: 250 MB are left." in troubles(replace(WELL, free=LOW // 2))["disk"]


class Post:
    """Takes what is sent; `closed` to everyone as long as it is so."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.closed = False

    async def send(self, reply: Reply, place: Place) -> None:
        if self.closed:
            raise Forbidden("Forbidden: bot was blocked by the user")
        self.sent.append((place.chat, plain(reply.pages[0].html).partition(" ")[0]))


@pytest.fixture
def owned(desk: Desk) -> Desk:
    """The desk of a bot that has an owner."""
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    return desk


def watch(desk: Desk, post: Post, *free: int) -> None:
    """From a start on, a look for each of these numbers of free bytes."""
    looks = iter(replace(WELL, free=room) for room in free)
    care = Caretaker(desk, lambda: next(looks), post.send, asyncio.Event())
    for _ in free:
        asyncio.run(care.watch())


def test_a_trouble_is_told_once_and_its_end_once(owned: Desk) -> None:
    post = Post()
    watch(owned, post, 9 * LOW, LOW // 2, LOW // 2, LOW // 2, LOW // 3, 9 * LOW, 9 * LOW, 9 * LOW)
    assert post.sent == [(OWNER, "The"), (OWNER, "There")]


def test_a_moment_of_trouble_is_not_told(owned: Desk) -> None:
    post = Post()
    watch(owned, post, 9 * LOW, LOW // 2, 9 * LOW, LOW // 2, 9 * LOW)
    assert post.sent == []


def test_a_restart_does_not_tell_it_again(owned: Desk) -> None:
    post = Post()
    watch(owned, post, LOW // 2, LOW // 2)
    watch(owned, post, LOW // 2, LOW // 2, LOW // 2)
    assert post.sent == [(OWNER, "The")]


def test_an_owner_out_of_reach_is_told_when_they_are_back(owned: Desk) -> None:
    post = Post()
    post.closed = True
    watch(owned, post, LOW // 2, LOW // 2, LOW // 2)
    post.closed = False
    watch(owned, post, LOW // 2, LOW // 2)
    assert post.sent == [(OWNER, "The")]


def test_turns_of_long_ago_are_forgotten(desk: Desk) -> None:
    place = Place(OWNER, 0, OWNER)
    for days in (400, 370, 10):
        desk.store.remember(place, Turn(f"{days} days ago", "", NOW - timedelta(days=days)))
    Caretaker(desk, lambda: WELL, Post().send, asyncio.Event()).tidy()
    assert [turn.question for _, turn in desk.store.everything(OWNER)] == ["10 days ago"]
    assert timedelta(days=10) < LONGEST < timedelta(days=370)


def test_invitations_that_nobody_used_are_forgotten_when_they_end(owned: Desk) -> None:
    for age in (timedelta(days=8), timedelta(days=1)):
        owned.access.invitation(OWNER, NOW - age)
    Caretaker(owned, lambda: WELL, Post().send, asyncio.Event()).tidy()
    assert owned.access.everything(OWNER)["invitations"] == [{"expires": NOW + timedelta(days=6)}]


# -- the log --------------------------------------------------------------------------------------


def test_the_log_as_json_is_an_object_a_line_without_the_token(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        logs.configure("INFO", {"token": "123:secret"}, "json")
        logging.getLogger("bot.example").warning("over two\nlines, with %s", "123:secret")
    finally:
        logging.getLogger().handlers[:] = before
    [line] = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (
        told.items()
        >= {"level": "WARNING", "logger": "bot.example", "message": "over two\nlines, with <token>"}.items()
    )
    assert datetime.fromisoformat(told["time"]).tzinfo is not None


def test_what_others_wrote_begins_no_line_of_the_log_and_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        logs.configure("INFO", {"token": "123:secret", "password": "open sesame"})
        forged = "a feed\n2026-01-01 00:00:00,000 INFO All is well.\x1b[2J\r\x9b2K with open sesame"
        logging.getLogger("bot.example").warning("The feed %s cannot be read.", forged)
    finally:
        logging.getLogger().handlers[:] = before
    told = capsys.readouterr().err
    assert [line[:4] for line in told.splitlines()][1:] == ["    "]
    assert not {"\x1b", "\r", "\x9b"} & set(told)
    assert "<password>" in told
    assert "sesame" not in told


def test_of_a_newest_article_without_a_time_of_day_none_is_told() -> None:
    told = "\n".join(vitals.lines(replace(WELL, newest=Published(date(2024, 5, 14))), UTC))
    assert "44 articles; the newest is of 14 May 2024\n" in told
