"""Everything but the index as one file, consistent while the bot runs, and back again. For SQLite; PostgreSQL has its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from bot.migrations import PACKAGES
from corpus.errors import DatabaseError, NewerDatabase
from corpus.versions import newest

# Where a database tells when it last learned something; the samples, which every new one is given, do not count.
_MOMENTS = {
    "articles": "SELECT max(fetched_at) FROM articles WHERE NOT sample",
    "turns": "SELECT max(asked) FROM turns",
    "updates": "SELECT max(taken) FROM updates",
    "people": "SELECT max(since) FROM people",
    "feeds": "SELECT max(last_ok) FROM feeds",
}


class BackupError(DatabaseError):
    """A backup that cannot be made or put back; `str()` is one plain sentence."""


def save(url: str, file: Path) -> int:
    """Write the database at `url` to `file`, which is replaced once the new one is whole; its size in bytes.

    Others may read and write meanwhile: what is saved is one moment. Only this user may read the file.
    """
    source = _path(url)
    if not source.exists():
        raise BackupError(f"There is nothing to back up yet: {source} does not exist.")
    part = file.with_name(file.name + ".part")
    with _plainly(file):
        if file.exists() and file.samefile(source):
            raise BackupError(f"{file} is the database itself: name another file for its backup.")
        try:
            _only_ours(part)
            _copy(source, part)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    return file.stat().st_size


def restore(url: str, folder: Path, file: Path) -> Path | None:
    """Put the backup `file` in the place of the database at `url`; the index in `folder` is made anew at the next start.

    Gives where the former database lies now, None when there was none. Refused are a file that is no whole backup or of a
    newer version, a database that a program has open, and one that learned something after the backup was made.
    """
    target = _path(url)
    with _plainly(file):
        made = _examined(file)
    former = target.with_name(target.name + ".old") if target.exists() else None
    with _plainly(target):
        if former:
            _give_way(target, made)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + ".part")
        _only_ours(part)
        _copy(file, part)
        if former:
            _set_aside(target, former)
        part.replace(target)
    shutil.rmtree(folder / "index", ignore_errors=True)
    return former


def _only_ours(file: Path) -> None:
    """A new empty file that nobody else may read; whatever was there, a link elsewhere among it, is gone."""
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))


def _set_aside(target: Path, former: Path) -> None:
    """Move a database away with its log: left behind by a crash, that would be played into the next one of its name."""
    target.replace(former)
    for ending in ("-wal", "-shm"):
        log, aside = target.with_name(target.name + ending), former.with_name(former.name + ending)
        aside.unlink(missing_ok=True)
        if log.exists():
            log.replace(aside)


def _path(url: str) -> Path:
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise BackupError(
            "The database is no file: of PostgreSQL make a backup with pg_dump, and put it back with pg_restore; "
            "the index is made from it."
        )
    return Path(address.database)


def _copy(source: Path, target: Path) -> None:
    with closing(_opened(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
        written.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _examined(file: Path) -> str:
    """When the backup last learned something; refuses what is none."""
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    with closing(_opened(file)) as backup:
        if "version_corpus" not in _tables(backup) or backup.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise BackupError(f"{file} is no backup, or a damaged one: name a file that dateline backup has written.")
        for package in PACKAGES:
            if _version(backup, package) > newest(package):
                raise NewerDatabase(f"{file} was written by a newer version of Dateline: update the program to use it.")
        return _latest(backup)


def _give_way(target: Path, made: str) -> None:
    """Make sure that the database may be replaced; a damaged one may."""
    try:
        with closing(sqlite3.connect(target, timeout=0)) as former:
            former.execute("PRAGMA journal_mode=DELETE")  # fails while anybody else has it open
            latest = _latest(former)
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise BackupError("Dateline is running on this data folder: stop it first.") from error
        return
    if latest > made:
        raise BackupError(
            f"{target} is newer (until {latest[:16]} UTC) than the backup (until {made[:16] or 'its first day'}): "
            "move it away first if you mean it."
        )


def _latest(database: sqlite3.Connection) -> str:
    there = _tables(database) & _MOMENTS.keys()
    return max((database.execute(_MOMENTS[table]).fetchone()[0] or "" for table in there), default="")


def _version(database: sqlite3.Connection, package: str) -> str:
    table = "version_" + package.partition(".")[0]
    found = database.execute(f"SELECT max(version_num) FROM {table}").fetchone() if table in _tables(database) else None  # noqa: S608
    return (found and found[0]) or ""


def _tables(database: sqlite3.Connection) -> set[str]:
    return {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@contextmanager
def _plainly(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(f"{file} cannot be read or written ({error.strerror}).") from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise BackupError(f"{file} is damaged, or no database of Dateline's.") from error
        raise BackupError(f"{file} cannot be read or written ({error}).") from error
