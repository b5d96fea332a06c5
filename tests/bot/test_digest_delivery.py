"""Digests on their way through kills, faults and closed chats, against a Bot API server that counts.

`make bench run="delivery 200"` kills as often as that; by default it is a few times, for the unit suite.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.desk import Desk, furnish
from bot.digests.composing import AT_ONCE, Composer
from bot.digests.delivering import LATER, Digests, sending
from bot.digests.ledger import TRIES
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.model import Place
from bot.outgoing.delivery import FAILURES
from bot.settings import load
from corpus.database import connect
from corpus.events.compiling import Compiler
from corpus.model import Query
from corpus.newsroom import Newsroom
from tests.bot.botapi import TOKEN, BotApi
from tests.bot.courier import PAGES
from tests.bot.process import ROOT
from tests.databases import Kind, address, copied

KILLS = int(os.environ.get("DATELINE_KILLS", "8"))
CHATS = 50
MORNING = datetime(2024, 5, 16, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
_TAG = re.compile(r"#(\d+)/(\d+)/(\d+)#")


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def subscribe(desk: Desk, *chats: int, topics: tuple[str, ...] = (), minute: int = 480, zone: str = "UTC") -> None:
    """A digest at 08:00 for each chat, subscribed to the day before."""
    for chat in chats:
        wanted = Subscription(Place(chat, 0, 11), "Morning", topics, Timetable(minute, zone))
        desk.digests.save(wanted, MORNING - DAY)


# -- kills ----------------------------------------------------------------------------------------


class Forks:
    """The courier, and its forks that come and go."""

    def __init__(self, url: str, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tests.bot.courier", url, str(folder)],
            cwd=ROOT,
            env={**os.environ, "DATELINE_DATABASE_URL": address(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fork(self, now: datetime) -> int:
        """A fork that delivers what is due; its process id."""
        assert self._process.stdin
        self._process.stdin.write(f"{now.isoformat()}\n")
        self._process.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """The status of the last fork, once it has ended."""
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def close(self) -> None:
        """No more forks."""
        self._process.communicate()


def killed(api: BotApi, forks: Forks, now: datetime, dice: random.Random) -> bool:
    """Start a fork and kill it at a random moment; False when it was done before."""
    before = len(api.messages)
    pid = forks.fork(now)
    deadline = time.monotonic() + dice.uniform(0.0, 0.25)
    wanted = dice.randrange(12)
    while len(api.messages) < before + wanted and time.monotonic() < deadline + 1:
        time.sleep(0.0005)
    time.sleep(dice.uniform(0.0, 0.03))
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        forks.ended()
        return False
    return forks.ended() == signal.SIGKILL


def test_kills_lose_no_page_and_repeat_at_most_the_one_under_way(
    api: BotApi, samples: Path, tmp_path: Path, database: Kind
) -> None:
    folder = copied(samples, tmp_path / "data")
    settings = load(_env_file=None, data_dir=folder, database=address(folder))
    desk = furnish(settings, Newsroom(connect(settings.database_url), folder))
    subscribe(desk, *range(1, CHATS + 1))
    desk.engine.dispose()
    dice, kills, now = random.Random(5), 0, MORNING  # noqa: S311
    forks = Forks(api.url, folder)
    days = 0
    while kills < KILLS:
        for _ in range(25):
            kills += killed(api, forks, now, dice) if kills < KILLS else 0
        forks.fork(now)
        assert forks.ended() == 0
        now, days = now + DAY, days + 1
    forks.close()

    came: dict[tuple[int, str], list[int]] = defaultdict(list)
    for message in api.messages:
        found = _TAG.search(message.text)
        assert found
        came[message.chat, found[2]].append(int(found[3]))
    assert len(came) == CHATS * days  # none lost
    repeats = 0
    for pages in came.values():
        assert sorted(set(pages)) == list(range(1, PAGES + 1))
        assert pages == sorted(pages)  # in order, a repeat right behind its first
        repeats += len(pages) - PAGES
    print(f"{kills} kills, {len(api.messages)} pages of {CHATS} chats on {days} days, {repeats} repeated, none lost")
    assert repeats <= kills


def under_way(desk: Desk) -> int:
    """Leave the first page under way, as a kill does; the edition's number."""
    [parcel] = Composer(desk).parcels(MORNING)
    assert desk.ledger.begin(parcel.edition, 1)
    return parcel.edition


def test_a_page_under_way_at_a_crash_is_sent_again(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    under_way(busy)
    deliver(busy)
    assert counts(api) == {1: 1}


def test_a_page_that_the_process_never_survives_is_given_up(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    edition = under_way(busy)
    for _ in range(TRIES - 1):
        busy.ledger.recover()
        assert busy.ledger.begin(edition, 1)
    deliver(busy)
    assert counts(api) == {}


# -- faults ---------------------------------------------------------------------------------------


@pytest.fixture
def busy(api: BotApi, samples: Path, tmp_path: Path, database: Kind) -> Iterator[Desk]:
    """A desk whose digests go to the server."""
    folder = copied(samples, tmp_path / "data")
    given = {"token": TOKEN, "base_url": api.url, "data_dir": folder, "database": address(folder), "access": "public"}
    settings = load(_env_file=None, **given)
    desk = furnish(settings, Newsroom(connect(settings.database_url), folder))
    desk.now, desk.pause = lambda: MORNING, 0.005
    yield desk
    desk.engine.dispose()


def deliver(desk: Desk, now: datetime = MORNING, patience: float = 5.0) -> None:
    """All that is due, as one process from its start would; `patience` is in seconds, for an answer of Telegram's."""
    desk.now = lambda: now

    async def run() -> None:
        stop = asyncio.Event()
        async with Bot(TOKEN, desk.settings.base_url, request=HTTPXRequest(read_timeout=patience)) as bot:
            await Digests(desk, sending(bot, stop, desk.pause), stop, gaps=(0.0, 0.0)).deliver()

    asyncio.run(run())


def counts(api: BotApi) -> dict[int, int]:
    return dict(Counter(message.chat for message in api.messages))


FAULTS = {
    "a flood limit": {"status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 0}},
    "a failing server": {"status": 502},
    "a connection cut before": {"cut": True},
    "an answer in no JSON": {"garbled": True},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_page_not_taken_is_sent_again_and_once(api: BotApi, busy: Desk, fault: dict[str, object]) -> None:
    subscribe(busy, 1, 2, 3)
    api.fail("sendMessage", **fault)
    deliver(busy)
    assert counts(api) == {1: 1, 2: 1, 3: 1}
    deliver(busy)
    assert len(api.messages) == 3


def test_a_connection_cut_after_the_page_was_taken_repeats_it_once(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, 2)
    api.fail("sendMessage", cut=True, after=True)
    deliver(busy)
    assert counts(api) == {1: 2, 2: 1}


def test_a_page_whose_answer_never_comes_is_sent_a_second_time_and_no_third(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, topics=("patriot batteries",))
    with api.hold("sendMessage") as held:
        deliver(busy, patience=0.05)
        held.release()
    api.wait(lambda: len(api.messages) == 2)  # both had been taken, and nobody could know
    deliver(busy)
    assert counts(api) == {1: 2}


TURNS = {
    "Berlin, to summer": ("Europe/Berlin", datetime(2024, 3, 30, tzinfo=UTC), 150),
    "Berlin, to winter": ("Europe/Berlin", datetime(2024, 10, 26, tzinfo=UTC), 150),
    "New York, to summer": ("America/New_York", datetime(2024, 3, 9, tzinfo=UTC), 125),
    "New York, to winter": ("America/New_York", datetime(2024, 11, 2, tzinfo=UTC), 65),
    "Lord Howe, to summer": ("Australia/Lord_Howe", datetime(2024, 10, 5, tzinfo=UTC), 135),
    "Lord Howe, to winter": ("Australia/Lord_Howe", datetime(2024, 4, 6, tzinfo=UTC), 105),
}


@pytest.mark.parametrize(("zone", "first", "minute"), TURNS.values(), ids=TURNS)
def test_a_change_of_the_clocks_neither_drops_a_day_nor_repeats_one(
    paper: Desk, zone: str, first: datetime, minute: int
) -> None:
    paper.digests.save(Subscription(Place(1), "Night", (), Timetable(minute, zone)), first)
    composer, days = Composer(paper), []
    for quarter in range(3 * 96):
        now = first + quarter * timedelta(minutes=15)
        for parcel in composer.parcels(now):
            days.append(now.astimezone(ZoneInfo(zone)).date())
            assert paper.ledger.begin(parcel.edition, 1)
            paper.ledger.sent(parcel.edition, 1)
    assert len(days) == 3
    assert [later - earlier for earlier, later in pairwise(days)] == [DAY, DAY]


def test_a_page_of_unknown_fate_twice_is_not_sent_again_and_its_stories_come_with_the_next(
    api: BotApi, busy: Desk
) -> None:
    subscribe(busy, 1, topics=("patriot batteries",))
    api.fail("sendMessage", cut=True, times=2)
    deliver(busy)
    assert counts(api) == {}
    deliver(busy, MORNING + DAY)
    assert "Patriot" in api.messages[0].text


def test_a_page_that_telegram_fails_to_take_comes_the_same_day_and_holds_up_no_other(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, 2, topics=("patriot batteries",))
    api.fail("sendMessage", status=500, description="Internal Server Error", times=FAILURES)
    deliver(busy)
    assert counts(api) == {2: 1}
    deliver(busy, MORNING + LATER - timedelta(seconds=1))
    assert counts(api) == {2: 1}
    deliver(busy, MORNING + LATER)
    assert counts(api) == {1: 1, 2: 1}
    assert {"Patriot" in message.text for message in api.messages} == {True}


def test_a_page_that_telegram_never_takes_is_given_up_and_its_stories_come_with_the_next(
    api: BotApi, busy: Desk
) -> None:
    subscribe(busy, 1, topics=("patriot batteries",))
    api.fail("sendMessage", status=500, description="Internal Server Error", times=FAILURES * TRIES)
    for number in range(TRIES):
        deliver(busy, MORNING + number * LATER)
    assert not busy.memory.told(1, MORNING + DAY).articles  # so that `/latest` tells them at once
    deliver(busy, MORNING + TRIES * LATER)
    assert counts(api) == {}
    assert len(api.called("sendMessage")) == FAILURES * TRIES
    deliver(busy, MORNING + DAY)
    assert "Patriot" in api.messages[0].text


def poisoned(newsroom: Newsroom) -> Newsroom:
    """The newsroom, but for a topic of which no digest can be composed."""

    def read(topic: str, now: datetime, zone: tzinfo) -> Query:
        if topic == "poison":
            raise RuntimeError
        return newsroom.read(topic, now, zone)

    made = copy(newsroom)  # others use it, too
    made.compiler = Compiler(newsroom.store, newsroom.candidates, read, frozenset)
    return made


def test_digests_that_cannot_be_composed_hold_up_no_other_however_many_they_are(api: BotApi, busy: Desk) -> None:
    subscribe(busy, *range(1, AT_ONCE + 2), topics=("poison",))
    subscribe(busy, 1000, topics=("patriot batteries",), minute=481)
    busy.newsroom = poisoned(busy.newsroom)
    deliver(busy, MORNING + timedelta(minutes=1))
    assert counts(api) == {1000: 1}


def test_a_digest_that_cannot_be_composed_is_tried_again_at_the_next_tick(busy: Desk) -> None:
    subscribe(busy, 1, topics=("poison",))
    newsroom, busy.newsroom = busy.newsroom, poisoned(busy.newsroom)
    composer = Composer(busy)
    assert composer.parcels(MORNING) == []
    busy.newsroom = newsroom
    assert len(composer.parcels(MORNING + timedelta(seconds=20))) == 1


def test_a_blocked_chat_is_paused_and_gets_its_digest_after_start(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, 2)
    api.fail("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    deliver(busy)
    assert counts(api) == {2: 1}
    assert busy.chats.paused(1)
    deliver(busy, MORNING + timedelta(hours=1))
    assert counts(api) == {2: 1}
    assert busy.chats.resume(1)
    deliver(busy, MORNING + timedelta(hours=2))
    assert counts(api) == {1: 1, 2: 1}


def test_a_blocked_chat_keeps_no_other_from_its_digests_of_the_days_after(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, 2)
    busy.chats.pause(1, MORNING)
    deliver(busy)
    deliver(busy, MORNING + DAY)
    assert counts(api) == {2: 2}


def test_a_chat_paused_over_night_gets_only_the_new_days_digest(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    api.fail("sendMessage", status=403, description="Forbidden: bot was kicked from the group chat")
    deliver(busy)
    busy.chats.resume(1)
    deliver(busy, MORNING + DAY - timedelta(hours=1))
    assert counts(api) == {}
    deliver(busy, MORNING + DAY)
    assert counts(api) == {1: 1}


def test_a_group_that_became_a_supergroup_gets_its_digest_there(api: BotApi, busy: Desk) -> None:
    subscribe(busy, -5)
    moved = {"migrate_to_chat_id": -1005}
    api.fail("sendMessage", status=400, description="Bad Request: group chat was upgraded", parameters=moved)
    deliver(busy)
    assert counts(api) == {-1005: 1}
    deliver(busy, MORNING + DAY)
    assert set(counts(api)) == {-1005}


# -- clocks ---------------------------------------------------------------------------------------


def test_nothing_is_due_before_its_time_and_once_after_it(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    deliver(busy, MORNING - timedelta(seconds=1))
    assert counts(api) == {}
    for minute in (0, 1, 60, 600):
        deliver(busy, MORNING + timedelta(minutes=minute))
    assert counts(api) == {1: 1}


def test_after_three_days_of_outage_one_digest_comes_on_the_day_of_return(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    deliver(busy, MORNING)
    deliver(busy, MORNING + 4 * DAY + timedelta(hours=3))
    assert counts(api) == {1: 2}
    deliver(busy, MORNING + 5 * DAY)
    assert counts(api) == {1: 3}


def test_a_digest_missed_until_midnight_is_not_caught_up_the_day_after(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    deliver(busy, MORNING + timedelta(hours=16, minutes=1))
    assert counts(api) == {}


def test_pages_written_before_a_crash_are_not_sent_the_day_after(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    assert Composer(busy).parcels(MORNING)
    deliver(busy, MORNING + timedelta(hours=17))
    assert counts(api) == {}
    deliver(busy, MORNING + DAY)
    assert "Nothing" not in api.messages[0].text  # what was not sent yesterday was not told
    assert counts(api) == {1: 1}


def test_of_two_days_that_meet_at_midnight_only_the_newer_is_sent(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, minute=1439)
    late = MORNING.replace(hour=23, minute=59)
    assert Composer(busy).parcels(late)  # written, and in time until half past midnight
    [one] = busy.digests.all(1)
    busy.digests.save(replace(one, table=Timetable(5, "UTC")), late)
    deliver(busy, late + timedelta(minutes=6))
    assert counts(api) == {1: 1}


def test_a_clock_set_back_repeats_nothing_and_one_set_forward_stops_nothing(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    deliver(busy, MORNING)
    deliver(busy, MORNING - timedelta(hours=5))
    deliver(busy, MORNING + timedelta(minutes=1))
    assert counts(api) == {1: 1}
    deliver(busy, MORNING + 300 * DAY)  # and back again
    for day in (1, 2):
        deliver(busy, MORNING + day * DAY)
    assert counts(api) == {1: 4}


def test_quiet_hours_defer_a_digest_to_their_end(api: BotApi, busy: Desk) -> None:
    busy.choices.set_quiet(Place(1), (7 * 60, 9 * 60 + 30))
    busy.digests.reschedule(MORNING - DAY, 1)
    subscribe(busy, 1)
    deliver(busy, MORNING + timedelta(hours=1, minutes=29))
    assert counts(api) == {}
    deliver(busy, MORNING + timedelta(hours=1, minutes=30))
    assert counts(api) == {1: 1}


def test_quiet_hours_that_begin_under_way_defer_the_rest(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1)
    Composer(busy).parcels(MORNING)
    busy.choices.set_quiet(Place(1), (8 * 60 + 5, 10 * 60))
    busy.digests.reschedule(MORNING, 1)
    deliver(busy, MORNING + timedelta(minutes=10))
    assert counts(api) == {}
    deliver(busy, MORNING + timedelta(hours=2))
    assert counts(api) == {1: 1}


def test_a_quiet_day_is_one_silent_line(api: BotApi, busy: Desk) -> None:
    subscribe(busy, 1, topics=("zebras in Brazil",))
    deliver(busy)
    [message] = api.messages
    assert message.text.startswith("Nothing new on zebras in Brazil since 15 May 2024, 08:00")
    assert api.called("sendMessage")[0]["disable_notification"] == "true"
