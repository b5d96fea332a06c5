"""Digests made ready to be sent: what is due is claimed, composed and written down, and so is what alerts have to tell."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import words
from bot.care import logs
from bot.desk import Desk
from bot.digests import alerts, schedule
from bot.digests.ledger import BATCH
from bot.digests.records import Copy, Edition, Parcel
from bot.digests.subscriptions import ONCE
from bot.looks.editions import TOP, sheets
from bot.words import _

log = logging.getLogger(__name__)

AT_ONCE = 64  # editions that are composed, written down and sent before the next look; bounds memory
BREATH = 0.1  # seconds between two transactions of claims, so that answers can be remembered meanwhile
BACK = timedelta(minutes=1)  # by which the clock must go back to count as set back


class Composer:
    """Makes ready what is due. Synchronous; one thread at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: datetime | None = None
        self._failed: set[int] = set()  # editions that could not be composed at this tick

    def parcels(self, now: datetime) -> list[Parcel]:
        """Claim all that is due, write some of it down, and say what can be sent; none when all is done.

        At the first call what the last process left under way is taken up. Raises corpus.errors.DatabaseError.
        """
        ledger = self._desk.ledger
        if self._last is None:
            ledger.recover()
        if self._last is None or now < self._last - BACK:
            self._desk.digests.reschedule(now)
            self._desk.alerts.recover(now)
        if self._last is None or now.date() != self._last.date():
            ledger.prune(now)
        self._last = now
        missed = ledger.lapse(now)
        if missed:
            log.warning("%d digests could not be sent in time; their stories come with the next.", missed)
        while ledger.claim(now) == BATCH:
            time.sleep(BREATH)
        self._watch(now)
        self._write(now)
        ready = ledger.ready(now, AT_ONCE)
        if not ready:
            self._failed.clear()
        return ready

    def _write(self, now: datetime) -> None:
        """Compose some of what is owed and write it down; however many cannot be composed, those behind them have their turn."""
        while owed := _one_each(self._desk.ledger.owed(AT_ONCE, self._failed)):
            composed = {edition.id: self._composed(edition, now) for edition in owed}
            self._failed |= {number for number, copy in composed.items() if copy is None}
            if copies := [copy for copy in composed.values() if copy]:
                self._desk.ledger.write(copies, now)
                return

    def _watch(self, now: datetime) -> None:
        """Let the alerts whose time for a look has come say what is new, if anything is."""
        for alert in self._desk.alerts.due(now):
            zone = self._desk.zone(alert.place).key
            later = alerts.silent_until(alert, zone, now)
            told = None if later else self._composed(alerts.edition(alert, zone, now), now)
            if told is None or told.silent:
                self._desk.alerts.wait(alert, later or now + alerts.LOOK)
            else:
                self._desk.alerts.speak(alert, told, now)

    def _composed(self, edition: Edition, now: datetime) -> Copy | None:
        """The edition's pages. One that cannot be made is left out and tried at the next tick, and holds up no other."""
        try:
            return compose(edition, self._desk, now)
        except Exception as error:
            log.error("A digest cannot be composed: %s", logs.trace(error))  # noqa: TRY400  (its own trace)
            return None


def _one_each(owed: Sequence[Edition]) -> list[Edition]:
    """Each chat's oldest edition: what it tells must be known before the chat's next one is composed."""
    oldest: dict[int, Edition] = {}
    for edition in owed:
        oldest.setdefault(edition.wanted.place.chat, edition)
    return list(oldest.values())


def compose(edition: Edition, desk: Desk, now: datetime) -> Copy:
    """An edition's pages and stories: what is new on its topics, without what its chat was told or has muted."""
    with words.speaking(desk.language(edition.wanted.place)):
        return _spoken(edition, desk, now)


def _spoken(edition: Edition, desk: Desk, now: datetime) -> Copy:
    wanted = edition.wanted
    told, muted = desk.memory.told(wanted.place.chat, now), desk.memory.muted(wanted.place)
    limit = alerts.STORIES if wanted.state == ONCE else desk.settings.digest_stories
    digest = desk.newsroom.digest(wanted.topics, edition.since, edition.until, told, muted, limit)
    pages = sheets(digest, wanted.name or _(TOP), wanted.topics, schedule.zone(wanted.table.zone))
    return Copy(edition, pages, digest.items, silent=not digest.items)
