"""The database as several use it at once, and what it says when it cannot be used."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest
import sqlalchemy as sa

from corpus import database
from corpus.errors import DatabaseError
from tests.corpus.made import store as opened
from tests.databases import Kind, Server


def test_who_opens_a_new_database_while_another_turns_it_to_wal_waits(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # what SQLite does, too: whoever comes now is told "locked" without a wait
    timer = Timer(0.2, other.close)
    timer.start()

    engine = database.connect(f"sqlite:///{path}")
    with database.reading(engine) as connection:
        mode = connection.execute(sa.text("PRAGMA journal_mode")).scalar()

    timer.join()
    engine.dispose()
    assert mode == "wal"


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "dateline.db").write_bytes(b"no database at all, whatever its name says" * 100)

    with pytest.raises(DatabaseError, match="The database file is damaged"):
        opened(tmp_path)


@pytest.fixture
def engine(tmp_path: Path, database: Kind) -> sa.Engine:
    return opened(tmp_path).engine


def test_a_view_stays_as_it_was_while_others_write(engine: sa.Engine) -> None:
    count = sa.text("SELECT count(*) FROM imports")
    with database.reading(engine) as connection:
        assert connection.execute(count).scalar() == 0
        with database.writing(engine) as other:
            other.execute(sa.text("INSERT INTO imports VALUES ('a', 1, '2024-05-14')"))
        assert connection.execute(count).scalar() == 0


def test_writers_of_one_part_see_what_the_one_before_them_wrote(engine: sa.Engine) -> None:
    def count_up(_: int) -> None:
        with database.writing(engine) as connection:
            change = connection.execute(sa.text("SELECT change FROM totals")).scalar()
            connection.execute(sa.text("UPDATE totals SET change = :next"), {"next": int(change or 0) + 1})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count_up, range(40)))
    with database.reading(engine) as connection:
        assert connection.execute(sa.text("SELECT change FROM totals")).scalar() == 40


@pytest.fixture
def server(tmp_path: Path, database: Kind) -> Server:
    if not isinstance(database, Server):
        pytest.skip("one writer at a time is all that a file has")
    return database


def test_writers_of_different_chats_do_not_wait_for_each_other(server: Server, engine: sa.Engine) -> None:
    inside, go = Event(), Event()

    def hold() -> bool:
        with database.writing(engine, 1):
            inside.set()
            return go.wait(10)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        inside.wait(10)
        with database.writing(engine, 2):
            go.set()
        assert held.result()


WAYS_IN = pytest.mark.parametrize("looking", [database.reading, database.glancing])


@WAYS_IN
def test_a_file_that_cannot_be_opened_is_told_in_one_sentence(looking: Any, tmp_path: Path) -> None:
    engine = database.connect(f"sqlite:///{tmp_path / 'missing' / 'news.db'}")
    with pytest.raises(DatabaseError, match="cannot be opened"), looking(engine):
        pass


@WAYS_IN
def test_a_server_that_does_not_answer_is_told_in_one_sentence(looking: Any, server: Server, tmp_path: Path) -> None:
    for url in (f"postgresql://dateline@/postgres?host={tmp_path}", "postgresql://dateline@127.0.0.1:1/news"):
        with pytest.raises(DatabaseError, match="cannot be reached"), looking(database.connect(url)):
            pass


@WAYS_IN
def test_a_database_that_is_not_there_is_told_in_one_sentence(looking: Any, server: Server, tmp_path: Path) -> None:
    url = server.address(tmp_path).replace("/t", "/nothing", 1)
    with pytest.raises(DatabaseError, match="does not let us in"), looking(database.connect(url)):
        pass


@pytest.mark.parametrize(
    "url",
    [
        *("news.db", "mysql://user:secret@host/news", "postgresql:/", "//"),
        *("postgresql://user:secret@host:port/news", "postgresql://user:secret@[::1/news"),
    ],
)
def test_an_address_of_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseError, match="write it like postgresql://user:password@host/name") as refused:
        database.connect(url)
    assert "secret" not in str(refused.value)
