"""Articles with their analysed sentences, the dictionary of terms, and the running totals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change", sa.Integer, nullable=False, unique=True),
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
        sa.Column("term", sa.String, nullable=False, unique=True),
        sa.Column("sentences", sa.Integer, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
    )
    op.create_table(
        "totals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("change", sa.Integer, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("samples", sa.Integer, nullable=False),
        sa.Column("sentences", sa.Integer, nullable=False),
        sa.Column("terms", sa.Integer, nullable=False),
    )
    op.create_table(
        "removed",
        sa.Column("article", sa.Integer, primary_key=True),
        sa.Column("change", sa.Integer, nullable=False, index=True),
    )
    op.execute("INSERT INTO totals (id, change, articles, samples, sentences, terms) VALUES (1, 0, 0, 0, 0, 0)")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("removed", "totals", "terms", "articles"):
        op.drop_table(table)
