"""Several workers: who owns an update and whose chat's it is, who is alive and leads, and how fast all may send together."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the columns and the tables."""
    op.add_column("updates", sa.Column("chat", sa.BigInteger))
    op.add_column("updates", sa.Column("worker", sa.String))
    op.create_index("updates_chat", "updates", ["bot", "chat", "id"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
    )
    op.create_table(
        "pace",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("booked", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("pace", "leases"):
        op.drop_table(table)
    op.drop_index("updates_chat", "updates")
    op.drop_column("updates", "worker")
    op.drop_column("updates", "chat")
