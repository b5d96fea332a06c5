"""`dateline backup` and `dateline restore`: one moment of a database in use, put back where it does no harm."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.backup import BackupError, restore, save
from bot.model import Place, Turn
from bot.store import Store
from corpus.database import connect
from corpus.errors import NewerDatabase
from corpus.newsroom import Newsroom
from corpus.versions import migrate
from tests.bot.conftest import NOW
from tests.databases import in_a_file

pytestmark = [in_a_file, pytest.mark.usefixtures("databases")]
ANN = Place(11, 0, 11)


class House:
    """A data folder with a bot's database, open as long as the bot runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'dateline.db'}"
        self.engine = connect(self.url)
        self.newsroom = Newsroom(self.engine, folder)
        self.newsroom.furnish(NOW)
        migrate(self.engine, "bot.migrations")
        self.store = Store(self.engine)

    def ask(self, question: str, minutes: int = 0) -> None:
        self.store.remember(ANN, Turn(question, "", NOW + timedelta(minutes=minutes)))

    def questions(self) -> list[str]:
        return [turn.question for _, turn in self.store.everything(11)]

    def stop(self) -> None:
        self.engine.dispose()


@pytest.fixture
def house(samples: Path, tmp_path: Path) -> Iterator[House]:
    made = House(shutil.copytree(samples, tmp_path / "data"))
    yield made
    made.stop()


def test_a_backup_brings_everything_back_and_the_index_is_made_anew(house: House, tmp_path: Path) -> None:
    house.ask("first")
    file = tmp_path / "saved.db"
    assert save(house.url, file) == file.stat().st_size
    house.stop()
    shutil.rmtree(house.folder)
    assert restore(house.url, house.folder, file) is None
    again = House(house.folder)
    assert again.questions() == ["first"]
    assert again.newsroom.candidates.follow().articles == 44
    again.stop()


def test_what_is_saved_while_somebody_writes_is_one_moment(house: House, tmp_path: Path) -> None:
    going = threading.Event()
    going.set()

    def write() -> None:
        number = 0
        while going.is_set():
            number += 1
            house.ask(f"question {number}")

    writer = threading.Thread(target=write)
    writer.start()
    sizes = []
    for number in range(5):
        file = tmp_path / f"{number}.db"
        save(house.url, file)
        with closing(sqlite3.connect(file)) as saved:
            assert saved.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            count, last = saved.execute("SELECT count(*), max(id) FROM turns").fetchone()
            assert count == (last or 0)
            sizes.append(count)
    going.clear()
    writer.join()
    assert sizes == sorted(sizes)


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_half_done(house: House, tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    save(house.url, file)
    save(house.url, file)
    assert file.stat().st_mode & 0o077 == 0
    assert file.read_bytes()[18:20] == b"\x01\x01"  # no log beside it: it can be read where nobody may write
    assert {path.name for path in tmp_path.iterdir()} == {"data", "saved.db"}


def test_a_backup_never_takes_the_place_of_the_database_itself(house: House, tmp_path: Path) -> None:
    database = house.folder / "dateline.db"
    (tmp_path / "link.db").symlink_to(database)
    before = database.stat().st_ino
    for file in (database, house.folder / ".." / "data" / "dateline.db", tmp_path / "link.db"):
        with pytest.raises(BackupError, match="name another file"):
            save(house.url, file)
    assert database.stat().st_ino == before  # a running bot would go on writing into what nobody finds any more


def test_a_running_installation_is_not_overwritten(house: House, tmp_path: Path) -> None:
    save(house.url, tmp_path / "saved.db")
    house.questions()
    with pytest.raises(BackupError, match="running on this data folder: stop it first"):
        restore(house.url, house.folder, tmp_path / "saved.db")
    house.ask("still here")
    assert house.questions() == ["still here"]


def test_newer_data_is_not_overwritten_and_older_data_is_kept_beside(house: House, tmp_path: Path) -> None:
    house.ask("old")
    save(house.url, tmp_path / "old.db")
    house.ask("new", minutes=5)
    save(house.url, tmp_path / "new.db")
    house.stop()
    with pytest.raises(BackupError, match=r"is newer \(until 2024-05-16 12:05 UTC\) than the backup"):
        restore(house.url, house.folder, tmp_path / "old.db")
    (house.folder / "dateline.db").unlink()
    restore(house.url, house.folder, tmp_path / "old.db")
    former = restore(house.url, house.folder, tmp_path / "new.db")
    assert former is not None
    assert former.exists()
    again = House(house.folder)
    assert again.questions() == ["old", "new"]
    again.stop()


def test_the_samples_of_a_new_installation_stand_in_no_backups_way(house: House, tmp_path: Path, samples: Path) -> None:
    house.ask("mine")
    save(house.url, tmp_path / "saved.db")
    fresh = tmp_path / "fresh"
    shutil.copytree(samples, fresh)
    assert restore(f"sqlite:///{fresh / 'dateline.db'}", fresh, tmp_path / "saved.db") is not None


def test_a_damaged_database_may_be_replaced(house: House, tmp_path: Path) -> None:
    house.ask("safe")
    save(house.url, tmp_path / "saved.db")
    house.stop()
    (house.folder / "dateline.db").write_bytes(b"no database at all" * 1000)
    restore(house.url, house.folder, tmp_path / "saved.db")
    again = House(house.folder)
    assert again.questions() == ["safe"]
    again.stop()


def test_what_a_crash_left_in_the_log_of_a_damaged_database_is_not_played_into_the_backup(
    house: House, tmp_path: Path
) -> None:
    house.ask("safe")
    save(house.url, tmp_path / "saved.db")
    file, log = house.folder / "dateline.db", house.folder / "dateline.db-wal"
    with closing(sqlite3.connect(file)) as crashed, crashed:
        crashed.execute("PRAGMA wal_autocheckpoint=0")
        crashed.execute("DELETE FROM turns")
        crashed.commit()
        left = log.read_bytes()
    house.stop()
    file.write_bytes(b"no database at all" * 1000)
    log.write_bytes(left)
    restore(house.url, house.folder, tmp_path / "saved.db")
    again = House(house.folder)
    assert again.questions() == ["safe"]
    again.stop()
    assert (house.folder / "dateline.db.old-wal").read_bytes() == left


def test_a_database_put_back_as_it_lies_comes_with_what_still_stands_in_its_log(house: House, tmp_path: Path) -> None:
    house.ask("first")
    kept = tmp_path / "kept"
    kept.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(house.folder / f"dateline.db{ending}", kept / f"dateline.db{ending}")
    house.stop()
    shutil.rmtree(house.folder)
    assert (kept / "dateline.db-wal").stat().st_size
    restore(house.url, house.folder, kept / "dateline.db")
    again = House(house.folder)
    assert again.questions() == ["first"]
    again.stop()


def test_a_link_laid_where_the_backup_is_put_together_leads_nowhere(house: House, tmp_path: Path) -> None:
    save(house.url, tmp_path / "saved.db")
    house.stop()
    other = tmp_path / "other.txt"
    other.write_text("mine")
    (house.folder / "dateline.db.part").symlink_to(other)
    restore(house.url, house.folder, tmp_path / "saved.db")
    assert other.read_text() == "mine"
    assert (house.folder / "dateline.db").stat().st_mode & 0o077 == 0


def test_what_is_no_whole_backup_is_refused(house: House, tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    save(house.url, file)
    whole = file.read_bytes()
    house.stop()
    for content in (b"", b"hello", whole[: len(whole) // 2], whole[:8192] + b"\xff" * 8192 + whole[16384:]):
        file.write_bytes(content)
        with pytest.raises(BackupError, match=r"no backup|damaged|cannot be read"):
            restore(house.url, house.folder, file)
    with pytest.raises(BackupError, match="no file"):
        restore(house.url, house.folder, tmp_path / "missing.db")
    assert (house.folder / "dateline.db").exists()


def test_a_backup_of_a_newer_version_is_refused(house: House, tmp_path: Path) -> None:
    file = tmp_path / "saved.db"
    save(house.url, file)
    with closing(sqlite3.connect(file)) as saved, saved:
        saved.execute("UPDATE version_bot SET version_num = '9999'")
    with pytest.raises(NewerDatabase, match="newer version"):
        restore(house.url, house.folder, file)


def test_a_backup_that_cannot_be_written_is_one_sentence(house: House, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be read or written"):
        save(house.url, tmp_path / "nowhere" / "saved.db")
    with pytest.raises(BackupError, match="nothing to back up"):
        save(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "saved.db")


def test_postgresql_is_told_of_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="pg_dump"):
        save("postgresql+psycopg://localhost/dateline", tmp_path / "saved.db")
