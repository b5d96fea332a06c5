"""Three workers as real processes over one PostgreSQL: what holds while they share, die, and lose their database."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
import sqlalchemy as sa

from bot.desk import Desk, furnish
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.incoming.leases import Leases
from bot.incoming.shared_inbox import SharedInbox
from bot.incoming.shared_shares import SharedShares
from bot.incoming.shares import Verdict
from bot.model import Place
from bot.outgoing.pace import ALL, FAR, GROUP, Pace
from bot.settings import load
from bot.tables import digests, shares
from corpus.archive import ingest
from corpus.database import connect, reading, writing
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom
from tests.bot.botapi import PATIENCE, TOKEN, BotApi
from tests.bot.process import BotProcess
from tests.bot.sending import Sending, health
from tests.databases import Kind, Server, address, copied

T = TypeVar("T")
NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LEASE = int(os.environ.get("DATELINE_LEASE", "8"))  # seconds
AWAY = float(os.environ.get("DATELINE_AWAY", "0"))  # seconds that the database is away at least


pytestmark = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


@pytest.fixture
def server(database: Kind) -> Server:
    assert isinstance(database, Server)
    return database


# -- whose turn it is -----------------------------------------------------------------------------


@pytest.fixture
def engine(server: Server, tmp_path: Path) -> Iterator[sa.Engine]:
    made = connect(address(tmp_path))
    yield made
    made.dispose()


def body(chat: int, number: int) -> str:
    return f'{{"update_id": {number}, "message": {{"chat": {{"id": {chat}}}, "from": {{"id": 5}}}}}}'


def numbers(found: list[tuple[int, str]]) -> list[int]:
    return [number for number, _ in found]


def test_of_one_chat_the_later_update_waits_and_goes_to_the_owner_of_the_earlier(engine: sa.Engine) -> None:
    ann, bob = (SharedInbox(engine, 1, name) for name in ("ann", "bob"))
    ann.take([(1, body(7, 1))], NOW)
    bob.take([(2, body(7, 2)), (3, body(8, 3))], NOW)
    assert [bob.is_next(2), bob.is_next(3), ann.is_next(1)] == [False, True, True]
    assert numbers(ann.waiting({1})) == []
    ann.done(1)
    assert numbers(bob.waiting({3})) == []
    assert numbers(ann.waiting(())) == [2]
    assert ann.is_next(2)


def test_a_press_waits_for_the_messages_of_its_chat(engine: sa.Engine) -> None:
    ann, bob = (SharedInbox(engine, 1, name) for name in ("ann", "bob"))
    ann.take([(1, body(7, 1))], NOW)
    pressed = '{"update_id": 2, "callback_query": {"from": {"id": 5}, "message": {"chat": {"id": 7}}}}'
    bob.take([(2, pressed)], NOW)
    assert not bob.is_next(2)


def test_what_a_dead_worker_left_is_taken_over_by_one_of_the_others(engine: sa.Engine) -> None:
    ann, bob, eve = (SharedInbox(engine, 1, name) for name in ("ann", "bob", "eve"))
    ann.take([(1, body(7, 1)), (2, body(7, 2))], NOW)
    assert ann.is_next(1)
    assert numbers(bob.waiting(())) == []
    assert numbers(bob.waiting((), ["ann"])) == [1]
    assert numbers(eve.waiting((), ["ann"])) == []
    assert (bob.is_next(1), ann.is_next(1), eve.owners()) == (True, False, {"ann", "bob"})


def test_an_update_is_not_tried_for_ever_by_one_worker_after_another(engine: sa.Engine) -> None:
    workers = [SharedInbox(engine, 1, name) for name in ("ann", "bob", "eve")]
    workers[0].take([(1, body(7, 1))], NOW)
    tries = []
    for before, worker in zip(("", "ann", "bob"), workers, strict=True):
        worker.waiting((), [before])
        assert worker.is_next(1)
        tries.append(worker.begin(1))
    assert tries == [True, True, False]


def test_what_telegram_sends_to_two_workers_is_new_to_one(engine: sa.Engine) -> None:
    ann, bob = (SharedInbox(engine, 1, name) for name in ("ann", "bob"))
    assert (ann.take([(1, body(7, 1))], NOW), bob.take([(1, body(7, 1)), (2, body(7, 2))], NOW)) == ([1], [2])


# -- leases ---------------------------------------------------------------------------------------


def test_a_lease_has_one_holder_until_it_ends_or_is_given_up(engine: sa.Engine) -> None:
    leases = Leases(engine)
    assert leases.hold("leader", "ann", NOW, NOW + 20 * SECOND)
    assert not leases.hold("leader", "bob", NOW + 19 * SECOND, NOW + 40 * SECOND)
    assert leases.hold("leader", "ann", NOW + 19 * SECOND, NOW + 39 * SECOND)
    assert leases.held(NOW + 39 * SECOND) == {"leader"}
    assert leases.hold("leader", "bob", NOW + 40 * SECOND, NOW + 60 * SECOND)
    leases.release("ann")
    assert not leases.hold("leader", "ann", NOW + 41 * SECOND, NOW + 60 * SECOND)
    leases.release("bob")
    assert leases.hold("leader", "ann", NOW + 41 * SECOND, NOW + 60 * SECOND)


def test_a_lease_taken_before_the_clock_was_set_back_binds_nobody(engine: sa.Engine) -> None:
    leases = Leases(engine)
    assert leases.hold("leader", "ann", NOW + 3600 * SECOND, NOW + 3620 * SECOND)
    assert leases.held(NOW) == set()
    assert leases.hold("leader", "bob", NOW, NOW + 20 * SECOND)


# -- Telegram's limits ----------------------------------------------------------------------------


def most_within(moments: list[float], seconds: float) -> int:
    """The largest number of moments in any stretch of so many seconds."""
    return max(sum(start <= moment < start + seconds for moment in moments) for start in moments)


def test_all_workers_together_keep_to_thirty_a_second(engine: sa.Engine) -> None:
    paces = [Pace(engine) for _ in range(3)]
    moments = [100.0 + paces[n % 3].book(n + 1, 100.0) for n in range(120)]
    assert most_within(moments, 1.0) <= 30
    assert max(moments) - 100 < 120 * ALL[1]


def test_all_workers_together_keep_to_twenty_a_minute_in_a_group(engine: sa.Engine) -> None:
    paces = [Pace(engine) for _ in range(3)]
    moments = [100.0 + paces[n % 3].book(-5, 100.0) for n in range(60)]
    assert most_within(moments, 60.0) <= 20
    assert paces[0].book(-6, 100.0) < GROUP[1]  # another group does not wait for this one


def test_what_was_booked_before_the_clock_was_set_back_keeps_nobody_waiting(engine: sa.Engine) -> None:
    pace = Pace(engine)
    pace.book(-5, 100.0 + 2 * FAR)
    assert pace.book(-5, 100.0) == 0.0


# -- a fair share ---------------------------------------------------------------------------------


def test_a_persons_share_is_one_whichever_workers_they_reach(engine: sa.Engine) -> None:
    workers = [SharedShares(6, engine) for _ in range(3)]
    drawn = [workers[n % 3].draw(5, NOW) for n in range(9)]
    assert drawn == [Verdict.HEARD] * 6 + [Verdict.TOLD] + [Verdict.UNHEARD] * 2
    assert workers[0].draw(6, NOW) is Verdict.HEARD  # nobody else is held up
    assert [workers[n].draw(5, NOW + 15 * SECOND) for n in range(3)] == [
        Verdict.HEARD,
        Verdict.UNHEARD,
        Verdict.UNHEARD,
    ]


def test_nothing_of_a_share_is_kept_once_it_is_whole_again(engine: sa.Engine) -> None:
    worker = SharedShares(6, engine)
    worker.draw(5, NOW)
    worker.draw(6, NOW + 61 * SECOND)
    with reading(engine) as connection:
        assert connection.scalars(sa.select(shares.c.person)).all() == [6]


def test_while_the_database_is_away_each_worker_counts_for_itself(engine: sa.Engine, server: Server) -> None:
    worker = SharedShares(2, engine)
    server.stop()
    try:
        assert [worker.draw(5, NOW) for _ in range(3)] == [Verdict.HEARD, Verdict.HEARD, Verdict.TOLD]
    finally:
        server.start()


# -- three processes ------------------------------------------------------------------------------


class Workers:
    """Processes, each with a data folder of its own, and the memory that they share."""

    def __init__(self, samples: Path, folder: Path) -> None:
        self._folder = folder
        shared = copied(samples, folder / "data")
        settings = load(_env_file=None, data_dir=shared, database=address(shared))
        self.desk: Desk = furnish(settings, Newsroom(connect(settings.database_url), shared))
        self.running: list[BotProcess] = []
        self.port: dict[BotProcess, int] = {}

    def start(self, url: str, count: int = 3, lease: int = LEASE) -> None:
        """Start so many against a Bot API server, all at once."""
        given = {
            "DATELINE_ACCESS": "public",
            "DATELINE_DATABASE_URL": self.desk.settings.database_url,
            "DATELINE_WEBHOOK_URL": "https://news.example.org/telegram",
            "DATELINE_WEBHOOK_LISTEN": "127.0.0.1:0",
            "DATELINE_LEASE_SECONDS": str(lease),
        }
        for number in range(count):
            own = self._folder / f"worker{number}"
            own.mkdir()
            self.running.append(BotProcess(url, own, **given))
        self.port = {one: int(one.line(r"at port (\d+)")[1]) for one in self.running}

    def leader(self) -> BotProcess:
        """The one that leads, once one does."""
        [found] = self.wait(lambda: [one for one in self.running if _LEADS.search(one.log)])
        return found

    def settle(self) -> None:
        """Until every update is done: one whose answer has left is answered again after a kill."""
        inbox = SharedInbox(self.desk.engine, int(TOKEN.partition(":")[0]), "")
        self.wait(lambda: not inbox.owners())

    def wait(self, condition: Callable[[], T]) -> T:
        """What the condition gives, once that is something."""
        deadline = time.monotonic() + PATIENCE
        while not (found := condition()):
            assert time.monotonic() < deadline, [one.log for one in self.running]
            time.sleep(0.05)
        return found

    def kill(self, process: BotProcess) -> None:
        """End one at once; the proxy goes on sending to it."""
        process.kill()
        self.running.remove(process)

    def close(self) -> None:
        """End all that still run."""
        self.desk.engine.dispose()
        for process in self.running:
            process.kill()


_LEADS = re.compile(r"This worker leads: (?!.*leads no longer)", re.DOTALL)


@pytest.fixture
def workers(api: BotApi, server: Server, samples: Path, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(samples, tmp_path)
    try:
        made.start(api.url)
        yield made
    finally:
        made.close()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Tell how long it took, for those who measure (`benchmarks/workers.py`)."""
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.1f} s")


def subscribe(workers: Workers, chats: range) -> None:
    """A digest for each chat that is due now."""
    now = datetime.now(UTC)
    for chat in chats:
        minute = now.hour * 60 + now.minute
        workers.desk.digests.save(
            Subscription(Place(chat, 0, chat), "Now", (), Timetable(minute, "UTC")), now - 60 * SECOND
        )
    with writing(workers.desk.engine) as connection:
        connection.execute(sa.update(digests).values(due=(now - SECOND)))


def test_three_workers_share_die_and_lose_their_database(api: BotApi, server: Server, workers: Workers) -> None:
    with Sending(api, [*workers.port.values()]) as sending:
        # One chat's messages reach all three, and are answered in the order in which they were written.
        for n in range(12):
            api.say("/help" if n % 2 else "/privacy", 11)
        assert [message.text.split()[0] for message in api.to(11, 12)] == ["I", "Just"] * 6
        assert set(sending.took) == set(workers.port.values())
        api.ask("Who did Blinken meet in Kyiv?", 12)
        assert "Patriot" in api.ask("What did he ask for?", 12).text  # which another worker is asked

        # An article that comes in elsewhere is found by each of them.
        day = Published(NOW.date())
        comet = Draft("Comet", "A comet was seen over Lisbon on Thursday.", "Herald", "https://example.org/c", day)
        ingest.add([comet], workers.desk.newsroom.store, workers.desk.newsroom.candidates, NOW)
        with timed("an article that came in elsewhere is told by three workers, one after another, within"):
            for person in (21, 22, 23):
                assert "comet" in api.ask("comet over Lisbon", person).text

        # The leader is killed: another leads, and nobody notices.
        first = workers.leader()
        workers.settle()
        with timed("the leader is killed, and another leads after"):
            workers.kill(first)
            second = workers.leader()
        assert "Just ask" in api.ask("/help", 13).text

        # A worker is killed in mid-digest: all get theirs, at most one twice.
        workers.settle()
        with api.hold("sendMessage") as held:
            subscribe(workers, range(31, 41))
            held.wait()
            workers.kill(second)
        with timed("the leader is killed in mid-digest, and all have theirs after"):
            for chat in range(31, 41):
                api.to(chat)
        last = workers.leader()

        # The database goes away for a while: what people write waits at Telegram, and is answered afterwards.
        server.stop()
        for n in range(4):
            api.say("/help", 51 + n)
        last.line("New messages wait at Telegram meanwhile")
        time.sleep(AWAY)
        assert (health(workers.port[last]), len(api.waiting())) == (503, 4)
        server.start()
        with timed(f"the database was away for {AWAY:.0f} s or a little longer, and all are answered after"):
            for n in range(4):
                assert "Just ask" in api.to(51 + n)[0].text
        assert health(workers.port[last]) == 200
    repeated = sum(len(api.to(chat)) - 1 for chat in range(31, 41))
    assert repeated <= 1
    assert [len(api.to(chat)) for chat in (21, 22, 23, 51, 52, 53, 54)] == [1] * 7


def test_a_revoked_token_ends_every_worker_with_one_sentence(
    api: BotApi, server: Server, samples: Path, tmp_path: Path
) -> None:
    workers = Workers(samples, tmp_path)
    try:
        workers.start(api.url, count=2, lease=1)
        api.fail("getMe", status=401, description="Unauthorized", times=100)
        assert [one.ended() for one in workers.running] == [2, 2]
        assert [one.log.count("Telegram does not know this token") for one in workers.running] == [1, 1]
        assert not any("Unexpected" in one.log or "Traceback" in one.log for one in workers.running)
    finally:
        workers.close()
