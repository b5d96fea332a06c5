"""Groups: who added the bot to which, and which of their topics are shut to it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "groups",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("added_by", sa.BigInteger, nullable=False, index=True),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    op.create_table(
        "shut_topics",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("since", sa.DateTime, nullable=False),
    )
