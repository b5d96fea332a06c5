"""At home: the theme of a chat's pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the chat's column."""
    op.add_column("chats", sa.Column("theme", sa.String))
