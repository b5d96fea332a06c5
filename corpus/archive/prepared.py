"""Statements that every question asks or that bring in many rows, put to the driver itself.

SQLAlchemy takes several times as long as SQLite over them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect


class Prepared:
    """A statement that SQLAlchemy writes once for each dialect and number of values; safe to share between threads.

    Its one parameter, if any, is expanding.
    """

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement
        self._written: dict[tuple[str, int], tuple[str, list[str]]] = {}
        self._readers: dict[str, list[tuple[int, Callable[[Any], Any]]]] = {}

    def rows(self, connection: Connection, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Ask, with these values for the parameter; refusals are SQLAlchemy's own.

        It sees what the connection's transaction sees; before one has begun, what is there at this moment.
        """
        text, names = self._for(connection.dialect, len(values))
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, dict(zip(names, values, strict=True)) if names else tuple(values))
            return self._read(cursor.fetchall(), connection.dialect)
        except connection.dialect.loaded_dbapi.Error as error:
            raise sa.exc.DBAPIError.instance(
                text, None, error, connection.dialect.loaded_dbapi.Error, dialect=connection.dialect
            ) from error
        finally:
            cursor.close()

    def _read(self, rows: Sequence[tuple[Any, ...]], dialect: Dialect) -> list[tuple[Any, ...]]:
        """The rows with what a column's type makes of what the driver gives: a date of its text."""
        if dialect.name not in self._readers:
            types = [column.type.dialect_impl(dialect) for column in self._statement.selected_columns]
            made = [kind.result_processor(dialect, None) for kind in types]
            self._readers[dialect.name] = [(at, reader) for at, reader in enumerate(made) if reader]
        readers = self._readers[dialect.name]
        if not readers:
            return list(rows)
        read = [list(row) for row in rows]
        for at, reader in readers:
            for row in read:
                row[at] = reader(row[at])
        return list(map(tuple, read))

    def _for(self, dialect: Dialect, count: int) -> tuple[str, list[str]]:
        """The statement for so many values, and the names that they have in it; none where they go by their order."""
        key = dialect.name, count
        if key not in self._written:
            compiled = self._statement.compile(dialect=dialect)
            filled = compiled.construct_expanded_state({name: list(range(count)) for name in compiled.params})
            self._written[key] = filled.statement, [] if compiled.positional else list(filled.parameters)
        return self._written[key]


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
