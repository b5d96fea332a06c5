"""The database as several open it at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Timer

import sqlalchemy as sa

from corpus import database


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
