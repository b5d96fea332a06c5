"""Statements that every question or message asks, or that bring in many rows, put to the driver itself.

SQLAlchemy takes several times as long as SQLite over them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from corpus.database import Glance, refused

Row: TypeAlias = tuple[Any, ...]
_Readers: TypeAlias = list[tuple[int, Callable[[Any], Any]]]


class Prepared:
    """A statement that SQLAlchemy writes once for each dialect and number of values; safe to share between threads.

    Its one parameter, if any, is expanding.
    """

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement
        self._written: dict[tuple[str, int], tuple[str, list[str]]] = {}
        self._readers: dict[str, _Readers] = {}

    def rows(self, connection: Connection | Glance, values: Sequence[object] = ()) -> list[Row]:
        """Ask, with these values for the parameter; refusals are SQLAlchemy's own.

        It sees what the connection's transaction sees; before one has begun, what is there at this moment.
        """
        dialect = connection.dialect
        text, names = self._for(dialect, len(values))
        if dialect.name not in self._readers:
            self._readers[dialect.name] = _readers(self._statement, dialect)
        given = dict(zip(names, values, strict=True)) if names else tuple(values)
        return _rows(connection, text, given, self._readers[dialect.name])

    def _for(self, dialect: Dialect, count: int) -> tuple[str, list[str]]:
        """The statement for so many values, and the names that they have in it; none where they go by their order."""
        key = dialect.name, count
        if key not in self._written:
            compiled = self._statement.compile(dialect=dialect)
            filled = compiled.construct_expanded_state({name: list(range(count)) for name in compiled.params})
            self._written[key] = filled.statement, [] if compiled.positional else list(filled.parameters)
        return self._written[key]


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement as a driver takes it, and what becomes of the values on their way in and out."""

    text: str
    order: tuple[str, ...] | None  # None where values go by name
    given: Mapping[str, Any]
    makers: Mapping[str, Callable[[Any], Any]]
    readers: _Readers

    def values(self, values: Mapping[str, object]) -> Mapping[str, Any] | Row:
        """These values, and those that the statement has itself, in the order or under the names that it has for them."""
        filled = {**self.given, **values}
        for name, maker in self.makers.items():
            filled[name] = maker(filled[name])
        return filled if self.order is None else tuple([filled[name] for name in self.order])


class Named:
    """A statement with named parameters that SQLAlchemy writes once for each dialect; safe to share between threads.

    None of its parameters is expanding. Those of an insert are `columns`.
    """

    def __init__(self, statement: sa.Select[Any] | sa.UpdateBase, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._written: dict[str, _Written] = {}

    def rows(self, connection: Connection | Glance, values: Mapping[str, object]) -> list[Row]:
        """What it finds or returns with these values, seen and refused as of Prepared; nothing where a change returns nothing."""
        dialect = connection.dialect
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = self._write(dialect)
        return _rows(connection, written.text, written.values(values), written.readers)

    def _write(self, dialect: Dialect) -> _Written:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
        kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        makers = {name: maker for name, kind in kinds.items() if (maker := kind.bind_processor(dialect))}
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        return _Written(compiled.string, order, compiled.params, makers, _readers(self._statement, dialect))


class Repeated:
    """A change that SQLAlchemy writes once for each dialect, made with many rows; safe to share between threads.

    `names` are its parameters in the order in which each row gives their values: at least two, of types that every driver
    takes as they are.
    """

    def __init__(self, change: sa.Insert | sa.Update, names: Sequence[str]) -> None:
        self._change = change
        self._names = list(names)
        self._written: dict[str, tuple[str, list[str]]] = {}

    def run(self, connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Make the change with each of the rows, in the connection's transaction; refusals are SQLAlchemy's own."""
        if not rows:
            return
        text, order = self._for(connection.dialect)
        if order:
            connection.exec_driver_sql(text, list(map(itemgetter(*map(self._names.index, order)), rows)))
        else:
            connection.exec_driver_sql(text, [dict(zip(self._names, row, strict=True)) for row in rows])

    def _for(self, dialect: Dialect) -> tuple[str, list[str]]:
        """The statement, and the order of its values; none where they go by name."""
        if dialect.name not in self._written:
            columns = self._names if isinstance(self._change, sa.Insert) else None
            compiled = self._change.compile(dialect=dialect, column_keys=columns)
            self._written[dialect.name] = compiled.string, list(compiled.positiontup or ())
        return self._written[dialect.name]


def _rows(connection: Connection | Glance, text: str, values: Mapping[str, Any] | Row, readers: _Readers) -> list[Row]:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text, values)
        return _read(cursor.fetchall(), readers) if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as error:
        raise refused(error, connection.dialect, text) from error
    finally:
        cursor.close()


def _readers(statement: sa.Select[Any] | sa.UpdateBase, dialect: Dialect) -> _Readers:
    """What makes of a value what its column's type wants, by its place in a row: a date of a text."""
    types = [column.type.dialect_impl(dialect) for column in statement.exported_columns]
    made = [kind.result_processor(dialect, None) for kind in types]
    return [(at, reader) for at, reader in enumerate(made) if reader]


def _read(rows: Sequence[Row], readers: _Readers) -> list[Row]:
    if not readers:
        return list(rows)
    read = [list(row) for row in rows]
    for at, reader in readers:
        for row in read:
            row[at] = reader(row[at])
    return list(map(tuple, read))
