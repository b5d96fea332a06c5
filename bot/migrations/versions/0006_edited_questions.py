"""The message that asked each question, so that editing it changes its answer."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; questions asked before have none."""
    op.add_column("turns", sa.Column("heard", sa.BigInteger))
    op.create_index("turns_heard", "turns", ["chat", "heard"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("turns_heard", "turns")
    with op.batch_alter_table("turns") as turns:
        turns.drop_column("heard")
