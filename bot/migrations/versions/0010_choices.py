"""What was chosen, for a chat or for a topic of it: the chat's choices leave its row, and mutes tell their topic."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_CHOSEN = ("zone", "language", "theme", "quiet")


def upgrade() -> None:
    """Take over what chats have chosen as what holds for all their topics."""
    op.create_table(
        "choices",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.String) for name in _CHOSEN),
    )
    op.execute(
        "INSERT INTO choices (chat, thread, zone, language, theme, quiet) "
        "SELECT id, 0, nullif(zone, ''), language, theme, quiet FROM chats"
    )
    with op.batch_alter_table("chats") as chats:
        for name in _CHOSEN:
            chats.drop_column(name)
    with op.batch_alter_table("mutes", table_kwargs={"sqlite_autoincrement": True}) as mutes:
        mutes.add_column(sa.Column("thread", sa.BigInteger, nullable=False, server_default="0"))
        mutes.drop_constraint("mutes_once", type_="unique")
        mutes.create_unique_constraint("mutes_once", ["chat", "thread", "kind", "value"])
