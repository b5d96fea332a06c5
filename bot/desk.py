"""What every handler is given: the newsroom to ask, the memory, the door, the clock and the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import words
from bot.access import Access
from bot.care.health import Health
from bot.chats import Chats
from bot.choices import Choices
from bot.digests import schedule
from bot.digests.alerts import Alerts
from bot.digests.ledger import Ledger
from bot.digests.subscriptions import DigestStore
from bot.digests.told import Memory
from bot.model import Channel, Place
from bot.settings import Settings
from bot.store import Store
from corpus.database import connect
from corpus.errors import DatabaseError
from corpus.versions import migrate

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

    from corpus.model import Query
    from corpus.newsroom import Newsroom


def _now() -> datetime:
    return datetime.now(UTC)


def _nobody(chat: int, user: int) -> bool:  # noqa: ARG001
    return False


def _no_channel(name: str | int, user: int) -> Channel | None:  # noqa: ARG001
    return None


def _nothing() -> None:
    """Where there is no menu."""


@dataclass(slots=True)
class Desk:
    """The parts that handlers work with. `name` is the bot's own user name, known once Telegram has told it.

    `pause` is in seconds: the time before a request to Telegram that failed is repeated for the first time. `administers`
    says whether a person (second) is an administrator of a chat (first), and `channel` tells of the channel of that "@name"
    or number how that person stands in it; both ask Telegram. `introduce` sets the menus anew.
    """

    settings: Settings
    newsroom: Newsroom
    engine: Engine
    store: Store
    access: Access
    now: Callable[[], datetime] = field(default=_now)
    name: str = ""
    pause: float = 1.0
    health: Health = field(default_factory=Health)
    administers: Callable[[int, int], bool] = field(default=_nobody)
    channel: Callable[[str | int, int], Channel | None] = field(default=_no_channel)
    introduce: Callable[[], None] = field(default=_nothing)

    def zone(self, place: Place) -> ZoneInfo:
        """The zone in which one reads and asks here; UTC where the one chosen is no longer known."""
        return schedule.zone(self.choices.zone(place) or self.settings.zone_name)

    def language(self, place: Place, heard: str = "") -> str:
        """The language to speak here: the one chosen, else that of the person whose Telegram tells `heard`."""
        return words.known(self.choices.language(place) or heard)

    def read(self, text: str, now: datetime, zone: tzinfo, hint: str = "") -> Query:
        """A question that stands alone, bare keywords in the language that is spoken just now; as of `Newsroom.read`."""
        return self.newsroom.read(text, now, zone, hint or words.spoken())

    async def is_well(self) -> bool:
        """Whether the database can be read."""
        try:
            await asyncio.to_thread(self.newsroom.store.totals)
        except DatabaseError:
            return False
        return True

    @property
    def chats(self) -> Chats:
        """Which chats are closed to the bot, and all that each of them has."""
        return Chats(self.engine)

    @property
    def choices(self) -> Choices:
        """What chats and their topics have chosen."""
        return Choices(self.engine)

    @property
    def digests(self) -> DigestStore:
        """What chats subscribed to."""
        return DigestStore(self.engine)

    @property
    def ledger(self) -> Ledger:
        """The editions of their digests, and how far each has come."""
        return Ledger(self.engine)

    @property
    def alerts(self) -> Alerts:
        """The topics that chats watch."""
        return Alerts(self.engine)

    @property
    def memory(self) -> Memory:
        """What chats were told and have muted."""
        return Memory(self.engine)

    @property
    def idle(self) -> timedelta:
        """How long a pause may be before earlier turns no longer count."""
        return timedelta(minutes=self.settings.idle_minutes)


def furnish(settings: Settings, newsroom: Newsroom, host: int | None = None) -> Desk:
    """A desk over the database of the settings, its tables brought up to date; `host` as for Access.

    Raises corpus.errors.DatabaseError when the database cannot be used.
    """
    engine = connect(settings.database_url)
    migrate(engine, "bot.migrations")
    access = Access(engine, public=settings.access == "public", host=host)
    return Desk(settings, newsroom, engine, Store(engine), access)
