"""The versions of a package's tables: which one a database has, and how it is brought to the newest."""

from __future__ import annotations

import logging
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from corpus.database import reading, writing
from corpus.errors import NewerDatabase

log = logging.getLogger(__name__)


def migrate(engine: Engine, package: str) -> None:
    """Bring the tables of `package` (such as "corpus.migrations") to its newest version; safe from several processes.

    Raises NewerDatabase when the tables were made by a newer version of the program, DatabaseError when they cannot be
    written. Versions are numbered files, so that a start with nothing to do need not load Alembic.
    """
    table = "version_" + package.partition(".")[0]
    current, wanted = _current(engine, table), newest(package)
    if current > wanted:
        raise NewerDatabase("The database was written by a newer version of Dateline: update the program to use it.")
    if current < wanted:
        if current:
            log.warning("The database is brought up to date, once: a second for some million sentences.")
        _upgrade(engine, table, Path(str(files(package) / "versions")))


def newest(package: str) -> str:
    """The newest version of the tables of `package`, such as "0003"."""
    folder = files(package) / "versions"
    return max(entry.name[:4] for entry in folder.iterdir() if entry.name[:4].isdigit())


def _current(engine: Engine, table: str) -> str:
    with reading(engine) as connection:
        if not sa.inspect(connection).has_table(table):
            return ""
        return str(connection.execute(sa.text(f"SELECT max(version_num) FROM {table}")).scalar() or "")  # noqa: S608


def _upgrade(engine: Engine, table: str, versions: Path) -> None:
    from alembic import command  # noqa: PLC0415  (200 ms that only a change of version needs)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(files("corpus") / "migrations"))
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "newline")
    with writing(engine) as connection:
        config.attributes.update(connection=connection, version_table=table)
        command.upgrade(config, "head")
