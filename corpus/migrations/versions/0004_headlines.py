"""In how many headlines each term stands; counted over the articles that are there."""

import numpy as np
import sqlalchemy as sa
from alembic import op

from corpus.archive.analysis import Analysis

revision = "0004"
down_revision = "0003"
BATCH = 1_000  # articles read together, and terms written together


def upgrade() -> None:
    """Add the column and fill it."""
    op.add_column("terms", sa.Column("headlines", sa.BigInteger, nullable=False, server_default="0"))
    connection = op.get_bind()
    last = connection.scalar(sa.text("SELECT max(id) FROM terms")) or 0
    counts = np.zeros(last + 1, dtype=np.int64)
    found = connection.execute(sa.text("SELECT analysis FROM articles"), execution_options={"yield_per": BATCH})
    for row in found:
        counts[np.unique(Analysis.unpack(row.analysis).title)] += 1
    used = np.flatnonzero(counts)
    rows = [{"id": number, "count": count} for number, count in zip(used.tolist(), counts[used].tolist(), strict=True)]
    for start in range(0, len(rows), BATCH):
        connection.execute(sa.text("UPDATE terms SET headlines = :count WHERE id = :id"), rows[start : start + BATCH])


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("terms", "headlines")
