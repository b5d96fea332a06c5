"""What a chat has chosen for itself: zone, language, theme and quiet hours; a topic of a forum may differ from its chat."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.model import Place
from bot.tables import choices, mutes
from corpus.archive.prepared import Named
from corpus.database import Glance, glancing, writing

CHAT = 0  # the thread under which a chat keeps what holds for all its topics


class Choices:
    """The choices of all chats. Synchronous, safe from several threads; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def zone(self, place: Place) -> str:
        """The name of the time zone chosen here, "" where there is none."""
        return self._chosen(place, choices.c.zone)

    def language(self, place: Place) -> str:
        """The language chosen here, as of `words.LANGUAGES`; "" where there is none."""
        return self._chosen(place, choices.c.language)

    def theme(self, place: Place) -> str:
        """The theme chosen here for pictures, "" where there is none."""
        return self._chosen(place, choices.c.theme)

    def quiet(self, place: Place) -> tuple[int, int] | None:
        """The minutes of the local day between which nothing is sent here; None for no such hours."""
        return hours(self._chosen(place, choices.c.quiet))

    def set_zone(self, place: Place, zone: str) -> None:
        """Read and ask in this zone from now on."""
        self._choose(place, "zone", zone)

    def set_language(self, place: Place, language: str) -> None:
        """Speak this language from now on."""
        self._choose(place, "language", language)

    def set_theme(self, place: Place, theme: str) -> None:
        """Draw pictures in this theme from now on."""
        self._choose(place, "theme", theme)

    def set_quiet(self, place: Place, quiet: tuple[int, int] | None) -> None:
        """Send nothing between these minutes of the local day; None for no such hours."""
        self._choose(place, "quiet", packed(quiet))

    def _chosen(self, place: Place, column: sa.Column[str]) -> str:
        with glancing(self._engine) as connection:
            return chosen(connection, place, column)

    def _choose(self, place: Place, name: str, value: str) -> None:
        with writing(self._engine) as connection:
            _choose(connection, place, name, value)


def chosen(connection: Connection | Glance, place: Place, column: sa.Column[str]) -> str:
    """What holds in a place: its topic's own choice, else its chat's; "" where there is neither."""
    rows = _own_first(column.name).rows(connection, {"chat": place.chat, "thread": place.thread})
    return str(rows[0][0]) if rows else ""


@cache
def _own_first(name: str) -> Named:
    column, (chat, thread) = choices.c[name], (sa.bindparam(name, type_=sa.BigInteger) for name in ("chat", "thread"))
    here = sa.select(column).where(choices.c.chat == chat, choices.c.thread.in_((thread, CHAT)), column.is_not(None))
    return Named(here.order_by((choices.c.thread == thread).desc()).limit(1))


def quiet_in(table: sa.Table) -> sa.Label[str]:
    """The quiet hours that hold where a row of `table` belongs, by its chat and thread, as a column `quiet`."""
    own, whole = choices.alias(), choices.alias()
    of_topic = sa.select(own.c.quiet).where(own.c.chat == table.c.chat, own.c.thread == table.c.thread)
    of_chat = sa.select(whole.c.quiet).where(whole.c.chat == table.c.chat, whole.c.thread == CHAT)
    return sa.func.coalesce(of_topic.scalar_subquery(), of_chat.scalar_subquery()).label("quiet")


def packed(quiet: tuple[int, int] | None) -> str:
    """Quiet hours as they are kept: `1320-420`, and "" for none, which is a choice as well."""
    return "" if quiet is None else f"{quiet[0]}-{quiet[1]}"


def hours(kept: str | None) -> tuple[int, int] | None:
    """What `packed` made of them."""
    if not kept:
        return None
    first, _, end = kept.partition("-")
    return int(first), int(end)


def forget_choices(connection: Connection, chat: int) -> None:
    """Delete all that was chosen in a chat and its topics, within a transaction."""
    for table in (choices, mutes):
        connection.execute(table.delete().where(table.c.chat == chat))


def move_choices(connection: Connection, old: int, new: int) -> None:
    """Give a chat's choices to the chat that it became, within a transaction; what that has chosen already stands."""
    threads = sa.select(choices.c.thread).where(choices.c.chat == new)
    connection.execute(choices.delete().where(choices.c.chat == old, choices.c.thread.in_(threads.scalar_subquery())))
    there = mutes.alias()
    same = (there.c.chat == new, *(there.c[name] == mutes.c[name] for name in ("thread", "kind", "value")))
    connection.execute(mutes.delete().where(mutes.c.chat == old, sa.exists().where(*same)))
    for table in (choices, mutes):
        connection.execute(table.update().where(table.c.chat == old).values(chat=new))


def kept_choices(chat: int) -> dict[str, sa.Select[Any]]:
    """What to read of a chat so that all that was chosen in it is there."""
    return {
        "settings": sa.select(*(column for column in choices.c if column.name != "chat")).where(choices.c.chat == chat),
        "muted": sa.select(mutes.c.thread, mutes.c.kind, mutes.c.value).where(mutes.c.chat == chat),
    }


def _choose(connection: Connection, place: Place, name: str, value: str) -> None:
    """Keep a choice. A topic that chooses what its chat has is one with it again, also in what that chooses later."""
    chat = Place(place.chat, CHAT)
    alike = place.thread != CHAT and _kept(connection, chat, name) == value
    here = choices.update().where(choices.c.chat == place.chat, choices.c.thread == place.thread)
    change = {name: None if alike else value}
    if not connection.execute(here.values(**change)).rowcount:
        connection.execute(choices.insert().values(chat=place.chat, thread=place.thread, **change))


def _kept(connection: Connection, place: Place, name: str) -> str | None:
    here = sa.select(choices.c[name]).where(choices.c.chat == place.chat, choices.c.thread == place.thread)
    return connection.execute(here).scalar()
