"""Where tests keep their databases: files of SQLite, or databases of a PostgreSQL server that lives as long as the tests.

A folder has one database. Which kind that is says the fixture `databases`, which runs what uses it over both.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol, Self

import psycopg
import pytest
import sqlalchemy as sa
from psycopg import sql

from corpus.database import connect
from corpus.versions import migrate

DEBIANS = Path("/usr/lib/postgresql")  # a folder for each version, off the path
# A database is three hundred files. To make one and drop it takes 20 ms in memory, and on a busy disk 300.
MEMORY, ROOM = Path("/dev/shm"), 2_000_000_000  # noqa: S108  (the place itself, and the bytes that must be free there)
PREFIX, STALE = "dateline-", 600.0  # of a folder's name, and seconds in which a server has certainly begun in it
BY_FILES = 150_000  # the version from which PostgreSQL copies a database through its log unless told otherwise
PATIENCE = 60.0  # seconds in which a server takes connections
# Nothing of a test outlives it, so nothing need reach the disk.
HASTE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300", "listen_addresses=")


class Kind(Protocol):
    """A way to keep databases."""

    def address(self, folder: Path) -> str:
        """The database of a folder, made when there is none, as SQLAlchemy names it."""

    def copy(self, source: Path, target: Path) -> None:
        """Give a folder what another one's database holds."""

    def forget(self, folder: Path) -> None:
        """Be done with the databases of a folder and those within it."""


class Files:
    """SQLite: the database lies in its folder and is copied with it."""

    def address(self, folder: Path) -> str:
        return f"sqlite:///{folder / 'dateline.db'}"

    def copy(self, source: Path, target: Path) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for path in source.glob("dateline.db*"):
            shutil.copy(path, target)

    def forget(self, folder: Path) -> None:
        """The folder goes with its files."""


class Server:
    """PostgreSQL on a socket of its own. A new database has all tables, since migrating takes longer than copying.

    Its order of letters is a language's, as on many servers, and not that of their numbers.
    """

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        _sweep()
        self._in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
        self._home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=MEMORY if self._in_memory else None))
        # PostgreSQL refuses to run for root.
        self._user = "postgres" if os.geteuid() == 0 else None
        self._names: dict[Path, str] = {}
        self._numbers = count()
        self._opened: list[psycopg.Connection] = []

    def __enter__(self) -> Self:
        sa.event.listen(sa.pool.Pool, "connect", self._keep)
        if self._user:
            shutil.chown(self._home, self._user)
        self._run("initdb", "--username=dateline", "--auth=trust", "--encoding=UTF8", "--no-sync", *self._language())
        self.start()
        self._new("blank", "template0")
        engine = connect(self._named("blank"))
        for package in ("corpus.migrations", "bot.migrations"):
            migrate(engine, package)
        engine.dispose()
        return self

    def __exit__(self, *_: object) -> None:
        sa.event.remove(sa.pool.Pool, "connect", self._keep)
        self._close(set(self._names.values()))
        self.stop()
        shutil.rmtree(self._home)

    def start(self) -> None:
        """Let it run; back when it takes connections. It dies with the tests, however these end."""
        options = [word for option in (*HASTE, f"unix_socket_directories={self._home}") for word in ("-c", option)]
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  (all words are ours)
                [self._programs / "postgres", "-D", self._home / "data", *options],
                stdout=log,
                stderr=log,
                cwd=self._home,
                user=self._user,
                preexec_fn=_die_with_the_parent,  # noqa: PLW1509  (no other thread runs yet)
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None and time.monotonic() < deadline, (self._home / "log").read_text()
            time.sleep(0.02)

    def stop(self) -> None:
        """End it as a crash would for those who use it."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._named("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *options: str) -> None:
        data = f"--pgdata={self._home / 'data'}"
        subprocess.run(  # noqa: S603  (all words are ours)
            [self._programs / program, data, *options],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._home,
            user=self._user,
        )

    def _language(self) -> tuple[str, ...]:
        asked = subprocess.run([self._programs / "initdb", "--help"], capture_output=True, check=True)  # noqa: S603
        return ("--locale-provider=icu", "--icu-locale=en") if b"--icu-locale" in asked.stdout else ()

    def address(self, folder: Path) -> str:
        if folder not in self._names:
            self._begin(folder, "blank")
        return self._named(self._names[folder])

    def copy(self, source: Path, target: Path) -> None:
        self._begin(target, self._names[source])

    def forget(self, folder: Path) -> None:
        gone = [place for place in self._names if place.is_relative_to(folder)]
        self._close({self._names[place] for place in gone})
        for place in gone:
            with psycopg.connect(self._named("postgres"), autocommit=True) as connection:
                name = sql.Identifier(self._names.pop(place))
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _keep(self, connection: object, _record: object) -> None:
        if isinstance(connection, psycopg.Connection):
            self._opened.append(connection)

    def _close(self, names: set[str]) -> None:
        """Close what tests left open: psycopg complains, in whichever test comes next, of what is dropped instead."""
        for connection in [one for one in self._opened if one.closed or one.info.dbname in names]:
            self._opened.remove(connection)
            connection.close()

    def _begin(self, folder: Path, template: str) -> None:
        self._names[folder] = f"t{next(self._numbers)}"
        self._new(self._names[folder], template)

    def _named(self, name: str) -> str:
        return f"postgresql://dateline@/{name}?host={self._home}"

    def _new(self, name: str, template: str) -> None:
        with psycopg.connect(self._named("postgres"), autocommit=True) as connection:
            quickly = self._in_memory and connection.info.server_version >= BY_FILES
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            connection.execute(made + sql.SQL(" STRATEGY FILE_COPY" if quickly else ""))


def _sweep() -> None:
    """Throw away what tests that were killed have left in memory: their server has gone with them."""
    for left in MEMORY.glob(f"{PREFIX}*"):
        if not (left / "data" / "postmaster.pid").exists() and time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)


def programs() -> Path | None:
    """Where PostgreSQL's programs are; None when it is not installed."""
    found = shutil.which("initdb")
    return Path(found).parent if found else max(DEBIANS.glob("*/bin"), default=None)


def _die_with_the_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG


in_a_file = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
"""Marks a test that meddles with the file of the database, which a server's is not."""

_used: list[Kind] = [Files()]


@contextmanager
def using(kind: Kind) -> Iterator[Kind]:
    """Keep databases in this way from now on, until the context is left."""
    _used.append(kind)
    try:
        yield kind
    finally:
        _used.pop()


def address(folder: Path) -> str:
    """The database of a folder, as SQLAlchemy names it; an empty one with all tables, or none yet, when it is new."""
    return _used[-1].address(folder)


def copied(source: Path, target: Path) -> Path:
    """A copy of a data folder with its database, which nobody may have open."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("dateline.db*"), dirs_exist_ok=True)
    _used[-1].copy(source, target)
    return target
