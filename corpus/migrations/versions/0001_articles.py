"""Articles with their analysed sentences, the dictionary of terms, and the running totals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Terms are sought by their beginnings, which only an order by code points finds.
_TERM = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change", sa.BigInteger, nullable=False, unique=True),
        sa.Column("url_key", sa.String, unique=True),
        sa.Column("text_key", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False, index=True),
        sa.Column("published_day", sa.Date, index=True),
        sa.Column("published_at", sa.DateTime),
        sa.Column("fetched_at", sa.DateTime, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("sentences", sa.Integer, nullable=False),
        sa.Column("analysis", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term", _TERM, nullable=False, unique=True),
        sa.Column("sentences", sa.BigInteger, nullable=False),
        sa.Column("articles", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "totals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("articles", sa.BigInteger, nullable=False),
        sa.Column("samples", sa.BigInteger, nullable=False),
        sa.Column("sentences", sa.BigInteger, nullable=False),
        sa.Column("terms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "removed",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("change", sa.BigInteger, nullable=False, index=True),
    )
    op.execute("INSERT INTO totals (id, change, articles, samples, sentences, terms) VALUES (1, 0, 0, 0, 0, 0)")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("removed", "totals", "terms", "articles"):
        op.drop_table(table)
