"""The language that a chat has chosen."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the chat's column."""
    op.add_column("chats", sa.Column("language", sa.String))
