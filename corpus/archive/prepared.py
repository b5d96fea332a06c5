"""Statements that every question asks, put to the driver itself: SQLAlchemy takes several times as long as SQLite over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect


class Prepared:
    """A statement that SQLAlchemy writes once for each dialect and number of values; safe to share between threads.

    Its one parameter, if any, is expanding. What comes back is not converted: it is for columns of plain numbers and words.
    """

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement
        self._written: dict[tuple[str, int], tuple[str, list[str]]] = {}

    def rows(self, connection: Connection, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Ask, with these values for the parameter; refusals are SQLAlchemy's own.

        It sees what the connection's transaction sees; before one has begun, what is there at this moment.
        """
        text, names = self._for(connection.dialect, len(values))
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text, dict(zip(names, values, strict=True)) if names else tuple(values))
            return list(cursor.fetchall())
        except connection.dialect.loaded_dbapi.Error as error:
            raise sa.exc.DBAPIError.instance(
                text, None, error, connection.dialect.loaded_dbapi.Error, dialect=connection.dialect
            ) from error
        finally:
            cursor.close()

    def _for(self, dialect: Dialect, count: int) -> tuple[str, list[str]]:
        """The statement for so many values, and the names that they have in it; none where they go by their order."""
        key = dialect.name, count
        if key not in self._written:
            compiled = self._statement.compile(dialect=dialect)
            filled = compiled.construct_expanded_state({name: list(range(count)) for name in compiled.params})
            self._written[key] = filled.statement, [] if compiled.positional else list(filled.parameters)
        return self._written[key]
