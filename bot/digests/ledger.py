"""The ledger of digests: one edition for each chat, digest and local day, its pages, and how far they have come.

claimed -> written -> sent; or missed, when its time passed or the fate of one of its pages stayed unknown. Then what it
did not deliver counts as not told, and the next edition reaches back to the last one that was sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.chats import reachable
from bot.choices import hours, quiet_in
from bot.digests import schedule
from bot.digests.records import Copy, Edition, Parcel
from bot.digests.schedule import Occurrence, Timetable
from bot.digests.subscriptions import ACTIVE, ONCE, Subscription, joined, subscription
from bot.digests.told import MEMORY, keep
from bot.looks import keyboard
from bot.model import Button, Page, Place
from bot.tables import chats, digests, editions, insertion, pages, told
from corpus.database import reading, writing

CLAIMED, WRITTEN, SENT, MISSED = "claimed", "written", "sent", "missed"
WAITING, SENDING, TAKEN, LOST = "waiting", "sending", "taken", "lost"
FARTHEST = timedelta(days=7)  # that an edition reaches back
FIRST = timedelta(days=1)  # that the first edition reaches back
LATE = timedelta(minutes=15)  # from which an edition tells what came since it was due
TRIES = 5  # of a page that the process did not survive, or that Telegram failed to take
BATCH = 100  # claims in one transaction
BUTTONS = 5  # in a row


class Ledger:
    """The editions. Synchronous, safe from several threads and processes; corpus.errors.DatabaseError when out of reach."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def recover(self) -> None:
        """After a start: pages that were under way when the last process ended are sent again; at most TRIES times."""
        with writing(self._engine) as connection:
            under_way = pages.c.state == SENDING
            hopeless = sa.select(pages.c.edition, pages.c.number).where(under_way, pages.c.tries >= TRIES)
            for row in connection.execute(hopeless).all():
                self._lose(connection, row.edition, row.number)
            connection.execute(pages.update().where(under_way).values(state=WAITING))

    def claim(self, now: datetime) -> int:
        """Claim what is due, oldest first, at most BATCH in one transaction; how many subscriptions were looked at.

        Of a subscription that was due on several days only the one edition is claimed that is still in time, and only if
        there was none for this local day.
        """
        query = joined().where(digests.c.state == ACTIVE, digests.c.due <= now, reachable(digests))
        with writing(self._engine) as connection:
            due = [
                subscription(row)
                for row in connection.execute(query.order_by(digests.c.due, digests.c.id).limit(BATCH))
            ]
            for wanted in due:
                later = schedule.following(wanted.table, now).at
                moved = digests.update().where(digests.c.id == wanted.id, digests.c.due == wanted.due)
                if connection.execute(moved.values(due=later)).rowcount:
                    self._open(connection, wanted, schedule.current(wanted.table, now), now)
            return len(due)

    def _open(self, connection: Connection, wanted: Subscription, due: Occurrence | None, now: datetime) -> None:
        if due is None:
            return
        until = due.at if now - due.at < LATE else now - timedelta(seconds=now.timestamp() % LATE.total_seconds())
        row = {"digest": wanted.id, "chat": wanted.place.chat, "thread": wanted.place.thread, "day": due.day}
        since = self._since(connection, wanted, until)
        moments = {"since": since, "until": until, "due": due.at, "ends": due.ends}
        new = insertion(self._engine, editions).values(**row, **moments, state=CLAIMED).on_conflict_do_nothing()
        if connection.execute(new.returning(editions.c.id)).first():
            older = sa.and_(editions.c.digest == wanted.id, editions.c.day < due.day)
            self._miss(connection, older)  # never two days at once

    def _since(self, connection: Connection, wanted: Subscription, until: datetime) -> datetime:
        sent = sa.select(sa.func.max(editions.c.until)).where(editions.c.digest == wanted.id, editions.c.state == SENT)
        last = connection.execute(sent).scalar()
        return max(last, until - FARTHEST) if last and last < until else until - FIRST

    def owed(self, limit: int, but: Collection[int] = ()) -> list[Edition]:
        """Editions that are claimed and not written, oldest first, without those with the numbers `but`."""
        columns = (editions.c.id.label("edition"), editions.c.since, editions.c.until)
        query = joined(*columns).join(editions, editions.c.digest == digests.c.id)
        query = query.where(editions.c.state == CLAIMED, reachable(editions), editions.c.id.not_in(but))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(editions.c.due, editions.c.id).limit(limit)).all()
        return [Edition(row.edition, subscription(row), row.since, row.until) for row in rows]

    def write(self, copies: Sequence[Copy], now: datetime) -> None:
        """Write editions down, page by page, with the stories that they tell; all of them in one transaction."""
        with writing(self._engine) as connection:
            for copy in copies:
                write_down(connection, copy, now)

    def ready(self, now: datetime, limit: int) -> list[Parcel]:
        """Written editions whose time has come, oldest first, each with its pages that wait."""
        query = (
            sa.select(editions, quiet_in(editions), digests.c.zone, digests.c.minute)
            .join(digests, digests.c.id == editions.c.digest)
            .outerjoin(chats, chats.c.id == editions.c.chat)
            .where(editions.c.state == WRITTEN, editions.c.due <= now, reachable(editions))
            .where(sa.exists().where(pages.c.edition == editions.c.id, pages.c.state == WAITING))
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(editions.c.due, editions.c.id).limit(limit)).all()
            return [self._parcel(connection, row) for row in rows]

    def _parcel(self, connection: Connection, row: sa.Row[Any]) -> Parcel:
        waiting = sa.select(pages).where(pages.c.edition == row.id, pages.c.state == WAITING).order_by(pages.c.number)
        found = connection.execute(waiting).all()
        return Parcel(
            row.id,
            Place(row.chat, row.thread),
            Timetable(row.minute, row.zone, quiet=hours(row.quiet)),
            row.ends,
            tuple((page.number, Page(page.html, _rows(page.buttons))) for page in found),
            any(page.silent for page in found),
        )

    def begin(self, edition: int, number: int) -> bool:
        """Mark a page as under way; False when it is no longer waiting."""
        waiting = (pages.c.edition == edition, pages.c.number == number, pages.c.state == WAITING)
        with writing(self._engine) as connection:
            mark = pages.update().where(*waiting).values(state=SENDING, tries=pages.c.tries + 1)
            return connection.execute(mark).rowcount > 0

    def sent(self, edition: int, number: int) -> None:
        """A page was taken; with the last one the edition is done."""
        with writing(self._engine) as connection:
            _settle(connection, edition, number, TAKEN)

    def put_back(self, edition: int, number: int) -> None:
        """A page was surely not taken: it waits again, as if it had not been tried."""
        with writing(self._engine) as connection:
            mine = pages.update().where(pages.c.edition == edition, pages.c.number == number)
            connection.execute(
                mine.values(state=WAITING, tries=sa.case((pages.c.tries > 0, pages.c.tries - 1), else_=0))
            )

    def try_later(self, edition: int, number: int, due: datetime) -> bool:
        """A page was surely not taken, and its edition goes on from `due`; False, and it is lost, after TRIES times."""
        with writing(self._engine) as connection:
            mine = (pages.c.edition == edition, pages.c.number == number)
            again = pages.update().where(*mine, pages.c.tries < TRIES).values(state=WAITING)
            if not connection.execute(again).rowcount:
                self._lose(connection, edition, number)
                return False
            connection.execute(editions.update().where(editions.c.id == edition).values(due=due))
            return True

    def lose(self, edition: int, number: int) -> None:
        """A page's fate stayed unknown, or Telegram refuses it for good: it is not sent again, and its stories stay untold."""
        with writing(self._engine) as connection:
            self._lose(connection, edition, number)

    def _lose(self, connection: Connection, edition: int, number: int) -> None:
        connection.execute(told.delete().where(told.c.edition == edition, told.c.page == number))
        _settle(connection, edition, number, LOST)

    def defer(self, edition: int, due: datetime, ends: datetime) -> None:
        """Send an edition only from `due` on: quiet hours have begun there."""
        with writing(self._engine) as connection:
            connection.execute(editions.update().where(editions.c.id == edition).values(due=due, ends=ends))

    def lapse(self, now: datetime) -> int:
        """Give up editions whose time is over; how many."""
        with writing(self._engine) as connection:
            return self._miss(connection, editions.c.ends <= now)

    def prune(self, now: datetime) -> None:
        """Forget what is older than MEMORY."""
        with writing(self._engine) as connection:
            connection.execute(told.delete().where(told.c.at < now - MEMORY))
            connection.execute(editions.delete().where(editions.c.until < now - MEMORY))
            left = sa.exists().where(editions.c.digest == digests.c.id)
            connection.execute(digests.delete().where(digests.c.state == ONCE, ~left))

    def _miss(self, connection: Connection, which: sa.ColumnElement[bool]) -> int:
        """Mark unfinished editions as missed; the stories on pages that were not sent were not told."""
        open_ = sa.select(editions.c.id).where(which, editions.c.state.in_((CLAIMED, WRITTEN)))
        numbers = connection.scalars(open_).all()
        for number in numbers:
            unsent = (
                sa.select(pages.c.number).where(pages.c.edition == number, pages.c.state != TAKEN).scalar_subquery()
            )
            connection.execute(told.delete().where(told.c.edition == number, told.c.page.in_(unsent)))
            connection.execute(pages.delete().where(pages.c.edition == number))
            connection.execute(editions.update().where(editions.c.id == number).values(state=MISSED))
        return len(numbers)


def write_down(connection: Connection, copy: Copy, now: datetime) -> None:
    """Write a claimed edition down within a transaction, page by page, with the stories that it tells; once."""
    edition, chat = copy.edition.id, copy.edition.wanted.place.chat
    mine = editions.update().where(editions.c.id == edition, editions.c.state == CLAIMED)
    if not connection.execute(mine.values(state=WRITTEN)).rowcount:
        return
    for number, sheet in enumerate(copy.sheets, 1):
        told_as = [keep(connection, chat, copy.items[item], now, edition, number) for item in sheet.items]
        labels = [item + 1 for item in sheet.items]
        buttons = [[str(label), f"1:story:{row}"] for label, row in zip(labels, told_as, strict=True)]
        values = {"edition": edition, "number": number, "state": WAITING, "tries": 0, "silent": copy.silent}
        connection.execute(pages.insert().values(**values, html=sheet.html, buttons=buttons))


def _settle(connection: Connection, edition: int, number: int, state: str) -> None:
    """A page's last state; when no page is open any more, its edition's, and the pages are thrown away."""
    all_of = pages.c.edition == edition
    connection.execute(pages.update().where(all_of, pages.c.number == number).values(state=state))
    states = set(connection.scalars(sa.select(pages.c.state).where(all_of)))
    if not states & {WAITING, SENDING}:
        connection.execute(pages.delete().where(all_of))
        done = editions.update().where(editions.c.id == edition, editions.c.state == WRITTEN)
        connection.execute(done.values(state=MISSED if LOST in states else SENT))


def _rows(buttons: Sequence[Sequence[str]]) -> tuple[tuple[Button, ...], ...]:
    return keyboard.rows([Button(label, data) for label, data in buttons], BUTTONS)
