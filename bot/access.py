"""Who may ask: the owner, whom they invite, and, when the bot is public, everyone. Codes are kept only as digests."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.model import Place
from bot.tables import codes, groups, people
from corpus.archive.prepared import Named
from corpus.database import glancing, reading, writing

_CODE = re.compile(r"[0-9a-f]{16}", re.IGNORECASE)
INVITATION = timedelta(days=7)
TOLD_AGAIN = timedelta(hours=12)
_STRANGERS = 1000  # strangers whose last answer is kept in mind, in memory only
_ROLE = Named(sa.select(people.c.role).where(people.c.id == sa.bindparam("user", type_=sa.BigInteger)))


class Role(StrEnum):
    """What a person is to this bot."""

    OWNER = "owner"
    GUEST = "guest"
    STRANGER = "stranger"


class Access:
    """The door. `host` is a person who is the owner without proof: the one who sits at the terminal."""

    def __init__(self, engine: Engine, *, public: bool, host: int | None = None) -> None:
        self._engine = engine
        self._public = public
        self._host = host
        self._told: OrderedDict[int, datetime] = OrderedDict()

    def role(self, user: int) -> Role:
        """The person's role; in a public bot everyone is at least a guest."""
        if user == self._host:
            return Role.OWNER
        with glancing(self._engine) as connection:
            kept = _ROLE.rows(connection, {"user": user})
        return Role(kept[0][0]) if kept else Role.GUEST if self._public else Role.STRANGER

    def admits(self, place: Place) -> bool:
        """Whether to answer here: whom it knows everywhere, and everyone in a chat to which one of these added the bot."""
        if self.role(place.user) is not Role.STRANGER:
            return True
        with reading(self._engine) as connection:
            by = connection.execute(sa.select(groups.c.added_by).where(groups.c.chat == place.chat)).scalar()
        return by is not None and self.role(by) is not Role.STRANGER

    def open(self, place: Place, now: datetime) -> None:
        """Remember that the person added the bot to the chat; the one who does so last counts."""
        with writing(self._engine) as connection:
            connection.execute(groups.delete().where(groups.c.chat == place.chat))
            connection.execute(groups.insert().values(chat=place.chat, added_by=place.user, since=now))

    def close(self, chat: int) -> None:
        """Forget who added the bot to a chat that it is no longer in."""
        with writing(self._engine) as connection:
            connection.execute(groups.delete().where(groups.c.chat == chat))

    def owned(self) -> bool:
        """Whether someone has become the owner."""
        return bool(self.owners())

    def owners(self) -> list[int]:
        """Those who have become the owner."""
        with reading(self._engine) as connection:
            return list(connection.scalars(sa.select(people.c.id).where(people.c.role == Role.OWNER)))

    def owner_code(self) -> str:
        """A new one-time code that makes its sender the owner; older ones no longer do."""
        with writing(self._engine) as connection:
            connection.execute(codes.delete().where(codes.c.role == Role.OWNER))
            return _made(connection, Role.OWNER, None, None)

    def invitation(self, owner: int, now: datetime) -> str:
        """A new one-time code that makes its sender a guest within INVITATION."""
        with writing(self._engine) as connection:
            return _made(connection, Role.GUEST, owner, now + INVITATION)

    def redeem(self, code: str, user: int, now: datetime) -> Role | None:
        """What the code makes of the person, or None for a code that is wrong, used or too old.

        Of two who send the same code, one succeeds. An owner who redeems an invitation stays the owner.
        """
        if not _CODE.fullmatch(code.strip()):
            return None
        with writing(self._engine, durable=True) as connection:
            found = connection.execute(sa.select(codes).where(codes.c.digest == _digest(code))).first()
            if found is None or (found.expires is not None and found.expires < now):
                return None
            connection.execute(codes.delete().where(codes.c.digest == found.digest))
            current = connection.execute(sa.select(people.c.role).where(people.c.id == user)).scalar()
            if current == Role.OWNER:
                return Role.OWNER
            connection.execute(people.delete().where(people.c.id == user))
            connection.execute(people.insert().values(id=user, role=found.role, invited_by=found.made_by, since=now))
            return Role(found.role)

    def prune(self, now: datetime) -> None:
        """Forget invitations that have ended."""
        ended = codes.c.expires < now
        with reading(self._engine) as connection:
            found = connection.execute(sa.select(codes.c.digest).where(ended).limit(1)).first()
        if found:
            with writing(self._engine) as connection:
                connection.execute(codes.delete().where(ended))

    def everything(self, user: int) -> dict[str, object]:
        """All that the door keeps about a person, as plain values; an unused invitation is known by its end alone."""
        queries = {
            "member": sa.select(people.c.role, people.c.invited_by, people.c.since).where(people.c.id == user),
            "invitations": sa.select(codes.c.expires).where(codes.c.made_by == user),
            "groups": sa.select(groups.c.chat, groups.c.since).where(groups.c.added_by == user),
        }
        with reading(self._engine) as connection:
            return {name: [dict(row) for row in connection.execute(q).mappings()] for name, q in queries.items()}

    def forget(self, user: int) -> None:
        """Forget a person, the invitations they made that nobody has used, whom they invited, and their groups."""
        with writing(self._engine, durable=True) as connection:
            connection.execute(people.update().where(people.c.invited_by == user).values(invited_by=None))
            connection.execute(groups.delete().where(groups.c.added_by == user))
            connection.execute(people.delete().where(people.c.id == user))
            connection.execute(codes.delete().where(codes.c.made_by == user))

    def tell(self, user: int, now: datetime) -> bool:
        """Whether to answer a stranger now: once in TOLD_AGAIN, so that nobody can make the bot chatter."""
        told = self._told.get(user)
        if told is not None and now - told < TOLD_AGAIN:
            return False
        self._told[user] = now
        self._told.move_to_end(user)
        if len(self._told) > _STRANGERS:
            self._told.popitem(last=False)
        return True


def _made(connection: Connection, role: Role, by: int | None, expires: datetime | None) -> str:
    code = secrets.token_hex(8)
    connection.execute(codes.insert().values(digest=_digest(code), role=role, made_by=by, expires=expires))
    return code


def _digest(code: str) -> str:
    # 64 random bits: a plain digest cannot be searched through, and needs no salt.
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
