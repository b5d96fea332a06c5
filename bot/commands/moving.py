"""A whole installation moved from its SQLite file to another database, all of it or nothing, and compared before it counts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.migrations import PACKAGES
from corpus.database import reading, writing
from corpus.errors import DatabaseError
from corpus.versions import migrate

BATCH = 500  # rows that are read and written together; the largest have some 15 kB


@dataclass(frozen=True, slots=True)
class Contents:
    """What a table holds: how many rows, and a digest of them in the order of their keys."""

    rows: int = 0
    digest: bytes = b""

    def with_rows(self, more: Sequence[Mapping[str, Any]]) -> Contents:
        """These and the rows that follow them."""
        digest = self.digest
        for row in more:
            digest = hashlib.sha256(digest + _line(row)).digest()
        return Contents(self.rows + len(more), digest)


def rows(source: Engine) -> int:
    """How many rows there are to move."""
    tables = sa.MetaData()
    with reading(source) as connection:
        tables.reflect(connection)
        return sum(_count(connection, table) for table in tables.sorted_tables)


def move(source: Engine, target: Engine, progress: Callable[[int], None] = lambda _: None) -> dict[str, Contents]:
    """Copy everything; what each table then holds, on both sides alike. `progress` hears of rows as they are copied.

    DatabaseError when the target holds something already, when what arrived differs, or when the source was written
    to meanwhile; then the target holds nothing but empty tables.
    """
    for engine in (source, target):
        for package in PACKAGES:
            migrate(engine, package)
    with writing(target) as written, _unchanged(source) as read:
        tables = _tables(read, written)
        _refuse_what_is_there(written, tables)
        moved = {ours.name: _copied(read, ours, written, theirs, progress) for ours, theirs in tables}
        for ours, theirs in tables:
            _count_on(read, ours, written, theirs)
            if _contents(written, theirs) != moved[ours.name]:
                raise DatabaseError(f"What arrived in {ours.name} is not what was sent: nothing was moved.")
    return moved


@contextmanager
def _unchanged(source: Engine) -> Iterator[Connection]:
    """One view of the source; DatabaseError when somebody else has written to it by the end."""
    version = sa.text("PRAGMA data_version")
    with reading(source) as connection:
        connection.execute(sa.text("SELECT 1 FROM version_bot")).first()
        before = connection.execute(version).scalar()
        yield connection
        connection.rollback()
        if connection.execute(version).scalar() != before:
            raise DatabaseError("The bot was running and has written meanwhile: stop it, and run this again.")


def _tables(read: Connection, written: Connection) -> list[tuple[sa.Table, sa.Table]]:
    """Every table of the source with its like in the target, those that others refer to first."""
    ours, theirs = sa.MetaData(), sa.MetaData()
    ours.reflect(read)
    theirs.reflect(written)
    missing = {name for name in ours.tables if name not in theirs.tables and not name.startswith("sqlite_")}
    if missing:
        raise DatabaseError(f"This version does not know what {', '.join(sorted(missing))} holds: nothing was moved.")
    names = [table.name for table in theirs.sorted_tables if not table.name.startswith("version_")]
    return [(ours.tables[name], theirs.tables[name]) for name in names if name in ours.tables]


def _refuse_what_is_there(written: Connection, tables: list[tuple[sa.Table, sa.Table]]) -> None:
    for _, table in tables:
        count = _count(written, table)
        if count and table.name != "totals":
            raise DatabaseError(f"The other database is not empty ({count} in {table.name}): name a new one.")
    totals = next(table for _, table in tables if table.name == "totals")
    written.execute(sa.delete(totals))  # a line of zeros that comes with the tables


def _copied(
    read: Connection, ours: sa.Table, written: Connection, theirs: sa.Table, progress: Callable[[int], None]
) -> Contents:
    contents = Contents()
    found = _rows(read, ours)
    while batch := list(islice(found, BATCH)):
        written.execute(sa.insert(theirs), batch)
        contents = contents.with_rows(batch)
        progress(len(batch))
    return contents


def _contents(connection: Connection, table: sa.Table) -> Contents:
    contents, found = Contents(), _rows(connection, table)
    while batch := list(islice(found, BATCH)):
        contents = contents.with_rows(batch)
    return contents


def _count(connection: Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


def _rows(connection: Connection, table: sa.Table) -> Iterator[dict[str, Any]]:
    query = sa.select(table).order_by(*(_ordered(key, connection) for key in table.primary_key))
    with connection.execute(query, execution_options={"yield_per": BATCH}) as found:
        yield from (dict(row._mapping) for row in found)


def _ordered(key: sa.Column[Any], connection: Connection) -> sa.ColumnElement[Any]:
    """A key in the order of its letters' numbers, which is SQLite's."""
    return sa.collate(key, "C") if isinstance(key.type, sa.String) and _is_server(connection) else key


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _line(row: Mapping[str, Any]) -> bytes:
    """A row as the same bytes, whatever database it comes from."""
    plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}
    return json.dumps(plain, sort_keys=True, default=str).encode() + b"\n"


def _count_on(read: Connection, ours: sa.Table, written: Connection, theirs: sa.Table) -> None:
    """Let a table give out numbers from where the source stood: none is ever given twice."""
    [key, *others] = list(theirs.primary_key)
    counter = sa.func.pg_get_serial_sequence(theirs.name, key.name)
    if others or not _is_server(written) or not isinstance(key.type, sa.Integer):
        return
    given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    last = (
        read.execute(given, {"name": ours.name}).scalar()
        or read.execute(sa.select(sa.func.max(ours.c[key.name]))).scalar()
    )
    if last:
        # Of a table that counts nothing NULL, which sets nothing.
        written.execute(sa.select(sa.func.setval(counter, last)))
