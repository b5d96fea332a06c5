"""The database, SQLite or PostgreSQL: its engine, and read and write transactions. What it holds is left to others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import PoolProxiedConnection

from corpus.errors import DatabaseError
from corpus.refusals import plainly

BUSY_SECONDS, PAUSE = 30.0, 0.01  # that a writer waits for another, and between two looks where SQLite does not wait
CONNECT_SECONDS = 10  # that a database server may take to answer
# Of a session with a server: how long it waits for a lock, and after how long the server takes a dead machine for dead.
_SESSION = {
    "lock_timeout": "30s",
    "tcp_keepalives_idle": "20",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}

# And the same for a server that dies without a word: our side of the connection, the last in milliseconds.
_NETWORK = {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 35_000}
_TURN = sa.text(
    "SELECT set_config('synchronous_commit', :durable, true), pg_advisory_xact_lock(CAST(:within AS bigint))"
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept as naive UTC: SQLite has no zones, and PostgreSQL then compares alike."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC without a zone; ValueError for a naive moment, whose zone nobody could guess later."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("moments in the database are aware")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Back to an aware moment in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


def connect(url: str) -> Engine:
    """An engine for `url`; SQLite gets WAL, a busy timeout and explicit transactions. Opens nothing yet.

    Raises DatabaseError for an address that names no database which can be used here.
    """
    try:
        address = sa.make_url(url)
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        if address.get_backend_name() in ("postgresql", "postgres"):
            return _postgresql(address)
    except ModuleNotFoundError as error:
        raise DatabaseError('PostgreSQL needs one more package: pip install "dateline[postgresql]"') from error
    except (sa.exc.ArgumentError, ValueError):
        pass  # their messages would repeat the password
    raise DatabaseError("That is no address of a database: write it like postgresql://user:password@host/name.")


def _sqlite(address: sa.URL) -> Engine:
    engine = sa.create_engine(address)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgresql(address: sa.URL) -> Engine:
    # What is read is one snapshot, as with SQLite; writers see what the one before them has committed.
    return sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            **_NETWORK,
            "options": " ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
        },
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions would start too late for reads and break DDL apart: we say BEGIN ourselves.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
    _into_wal(connection)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _into_wal(connection: Any) -> None:
    # Of two that turn a new database to WAL, one is told "locked" at once, whatever the timeout.
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > deadline:
                raise
            sleep(PAUSE)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns from reading to writing can fail at once, whatever the timeout; so writers say it.
    options = connection.get_execution_options()
    if options.get("writing"):
        # In WAL mode NORMAL survives a crash of the program, and after a power cut may lack the last seconds.
        _say(connection, f"PRAGMA synchronous={'FULL' if options.get('durable') else 'NORMAL'}")
    _say(connection, "BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


def _say(connection: Connection, command: str) -> None:
    # To the driver itself: SQLAlchemy takes ten times as long, at every transaction.
    try:
        connection.connection.cursor().execute(command)
    except sqlite3.Error as error:
        raise refused(error, connection.dialect, command) from error


def refused(error: Exception, dialect: sa.Dialect, statement: str | None = None) -> BaseException:
    """What SQLAlchemy makes of an error of the driver."""
    return sa.exc.DBAPIError.instance(statement, None, error, dialect.loaded_dbapi.Error, dialect=dialect)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A consistent view for as long as it is open; DatabaseError in plain words when the database is out of reach."""
    with plainly(), engine.connect() as connection:
        yield connection


@dataclass(frozen=True, slots=True)
class Glance:
    """A connection to which only prepared statements are put, as the driver has it."""

    connection: PoolProxiedConnection
    dialect: sa.Dialect


@contextmanager
def glancing(engine: Engine) -> Iterator[Glance]:
    """As `reading`, at half the cost and for prepared statements alone: each sees what is there at its moment."""
    with plainly():
        try:
            connection = engine.raw_connection()
        except engine.dialect.loaded_dbapi.Error as error:
            raise refused(error, engine.dialect) from error
        try:
            yield Glance(connection, engine.dialect)
        finally:
            connection.close()


@contextmanager
def writing(engine: Engine, within: int = 0, *, durable: bool = False) -> Iterator[Connection]:
    """One transaction: all of it, or nothing; DatabaseError in plain words when it cannot be had.

    Writers `within` the same part go one after another, such as those of one chat by its number; 0 is all that has no
    narrower part. SQLite has one writer at a time, whatever the part. A `durable` transaction is on the disk, with all
    before it, when this returns; that costs a few milliseconds.
    """
    with plainly(), engine.connect() as connection, _begun(connection, within, durable=durable):
        yield connection


@contextmanager
def _begun(connection: Connection, within: int, *, durable: bool) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        with connection.execution_options(writing=True, durable=durable).begin():
            yield
        return
    with connection.execution_options(isolation_level="READ COMMITTED").begin():
        connection.execute(_TURN, {"within": within, "durable": "on" if durable else "off"})
        yield


def number_of(made: sa.CursorResult[Any]) -> int:
    """The number that a row just inserted was given."""
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0


@contextmanager
def alone(engine: Engine, what: int) -> Iterator[bool]:
    """Whether nobody else is at `what`, in any process that shares the server; nobody will be until the context is left.

    SQLite's processes are on one machine and are not asked.
    """
    if engine.dialect.name == "sqlite":
        yield True
        return
    with plainly(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        mine = bool(connection.scalar(sa.text("SELECT pg_try_advisory_lock(:what)"), {"what": what}))
        try:
            yield mine
        finally:
            if mine:
                connection.execute(sa.text("SELECT pg_advisory_unlock(:what)"), {"what": what})
