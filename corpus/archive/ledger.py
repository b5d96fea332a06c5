"""Which files were imported whole, so that they need not be read again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from corpus.archive.dictionary import chunks
from corpus.database import Moment, reading, writing

IMPORTS = sa.Table(
    "imports",
    sa.MetaData(),
    sa.Column("digest", sa.LargeBinary, primary_key=True),
    sa.Column("articles", sa.Integer),
    sa.Column("imported_at", Moment),
)


class Ledger:
    """The finished files of one database, by the digest of their bytes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def articles(self, digest: bytes) -> int | None:
        """How many articles the file with this digest held; None when it was not imported whole."""
        with reading(self._engine) as connection:
            return connection.execute(sa.select(IMPORTS.c.articles).where(IMPORTS.c.digest == digest)).scalar()

    def enter(self, finished: Mapping[bytes, int], now: datetime) -> None:
        """Note that the files with these digests, which held so many articles, are imported; twice is once."""
        rows = [{"digest": key, "articles": count, "imported_at": now} for key, count in finished.items()]
        with writing(self._engine) as connection:
            for chunk in chunks(list(finished)):
                connection.execute(sa.delete(IMPORTS).where(IMPORTS.c.digest.in_(chunk)))
            connection.execute(sa.insert(IMPORTS), rows)
