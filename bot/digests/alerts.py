"""Alerts: topics watched, of which a chat is told as soon as something new is published, a few times a day.

What an alert has to tell goes through the ledger like a digest, as the one edition of a subscription of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.chats import reachable
from bot.choices import hours, quiet_in
from bot.digests import schedule
from bot.digests.ledger import CLAIMED, write_down
from bot.digests.records import Copy, Edition
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import ONCE, Subscription, row_of
from bot.model import Place
from bot.tables import alerts, chats, digests, editions
from bot.words import _
from corpus.database import number_of, reading, writing

MOST = 10  # alerts of a chat
A_DAY = 3  # times that an alert speaks in a local day
LOOK = timedelta(minutes=10)  # between two looks for something new
REST = timedelta(hours=1)  # after it has spoken
REACH = timedelta(days=1)  # what is older is no news any more
STORIES = 3  # told at once
BATCH = 50  # alerts that are looked after before digests have their turn


@dataclass(frozen=True, slots=True)
class Alert:
    """A topic that a chat watches since `made`; `due` is the next look.

    `spoken` says how often it spoke on the local day `day`. `quiet` are the hours of its place. `id` is 0 until it is stored.
    """

    place: Place
    topic: str
    made: datetime
    due: datetime
    day: date | None = None
    spoken: int = 0
    quiet: tuple[int, int] | None = None
    id: int = 0


def silent_until(alert: Alert, zone: str, now: datetime) -> datetime | None:
    """Until when the alert must not speak: the end of quiet hours, or of a day on which it spoke A_DAY times. Pure."""
    if alert.day == now.astimezone(schedule.zone(zone)).date() and alert.spoken >= A_DAY:
        return schedule.day_end(now, zone)
    return schedule.quiet_until(Timetable(0, zone, quiet=alert.quiet), now)


def since(alert: Alert, now: datetime) -> datetime:
    """From when on something counts as new to the alert. Pure; what it told already is known from elsewhere."""
    return max(alert.made, now - REACH)


def edition(alert: Alert, zone: str, now: datetime) -> Edition:
    """What the alert has to tell now, to be composed like any edition of a digest. Pure."""
    local = now.astimezone(schedule.zone(zone))
    table = Timetable(local.hour * 60 + local.minute, zone, quiet=alert.quiet)
    name = _("New on {topic}", topic=alert.topic)
    return Edition(0, Subscription(alert.place, name, (alert.topic,), table, ONCE), since(alert, now), now)


class Alerts:
    """The alerts. Synchronous, safe from several threads; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def watch(self, place: Place, topic: str, now: datetime) -> bool:
        """Watch a topic; False when the chat has MOST of them. Twice does no harm."""
        row = {"chat": place.chat, "thread": place.thread, "topic": topic}
        with writing(self._engine) as connection:
            if connection.execute(sa.select(alerts.c.id).filter_by(**row)).first():
                return True
            held = sa.select(sa.func.count()).select_from(alerts).where(alerts.c.chat == place.chat)
            if (connection.execute(held).scalar() or 0) >= MOST:
                return False
            connection.execute(alerts.insert().values(**row, person=place.user, made=now, due=now, spoken=0))
            return True

    def all(self, chat: int) -> list[Alert]:
        """The chat's alerts, in the order in which they were made."""
        return self._read(_joined().where(alerts.c.chat == chat).order_by(alerts.c.id))

    def end(self, chat: int, number: int) -> bool:
        """Watch no longer; whether the chat had that alert."""
        with writing(self._engine) as connection:
            mine = alerts.delete().where(alerts.c.chat == chat, alerts.c.id == number)
            return connection.execute(mine).rowcount > 0

    def due(self, now: datetime) -> list[Alert]:
        """At most BATCH alerts whose time for a look has come, the longest waiting first."""
        query = _joined().where(alerts.c.due <= now, reachable(alerts)).order_by(alerts.c.due, alerts.c.id)
        return self._read(query.limit(BATCH))

    def recover(self, now: datetime) -> None:
        """After the clock was set back: look at once where the next look had moved out of sight."""
        with writing(self._engine) as connection:
            connection.execute(alerts.update().where(alerts.c.due > now + REACH + LOOK).values(due=now))

    def wait(self, alert: Alert, until: datetime) -> None:
        """Look again at `until`."""
        with writing(self._engine) as connection:
            _move(connection, alert, due=until)

    def speak(self, alert: Alert, copy: Copy, now: datetime) -> None:
        """Write down what it has to tell, once, in one transaction with its next look."""
        wanted = copy.edition.wanted
        day = now.astimezone(schedule.zone(wanted.table.zone)).date()
        spoken = alert.spoken + 1 if alert.day == day else 1
        with writing(self._engine) as connection:
            if _move(connection, alert, due=now + REST, day=day, spoken=spoken):
                made = _opened(connection, copy.edition, day, now)
                write_down(connection, replace(copy, edition=made), now)

    def _read(self, query: sa.Select[Any]) -> list[Alert]:
        with reading(self._engine) as connection:
            return [_alert(row) for row in connection.execute(query)]


def _joined() -> sa.Select[Any]:
    return sa.select(alerts, quiet_in(alerts)).select_from(alerts.outerjoin(chats, chats.c.id == alerts.c.chat))


def _alert(row: sa.Row[Any]) -> Alert:
    place, quiet = Place(row.chat, row.thread, row.person), hours(row.quiet)
    return Alert(place, row.topic, row.made, row.due, row.day, row.spoken, quiet, row.id)


def _move(connection: Connection, alert: Alert, **change: Any) -> bool:
    """Change an alert that nobody else has moved meanwhile; whether it was so."""
    same = (alerts.c.id == alert.id, alerts.c.due == alert.due)
    return connection.execute(alerts.update().where(*same).values(**change)).rowcount > 0


def _opened(connection: Connection, told: Edition, day: date, now: datetime) -> Edition:
    """The edition and its subscription as they are stored."""
    wanted = told.wanted
    number = number_of(connection.execute(digests.insert().values(**row_of(wanted), made=now)))
    ends = schedule.in_time(now, wanted.table.zone)
    row = {"digest": number, "chat": wanted.place.chat, "thread": wanted.place.thread, "day": day, "state": CLAIMED}
    moments = {"since": told.since, "until": told.until, "due": now, "ends": ends}
    made = number_of(connection.execute(editions.insert().values(**row, **moments)))
    return Edition(made, replace(wanted, id=number), told.since, told.until)
