"""Fresh news while the bot runs: due feeds are fetched now and then, beside the answers."""

from __future__ import annotations

import asyncio
import logging
import sys

from bot.care import logs
from bot.desk import Desk
from bot.looks import phrases
from bot.outgoing.delivery import stopped
from corpus.errors import CorpusError
from corpus.feeds.refresh import Report

log = logging.getLogger(__name__)

# An answer lets go of the interpreter dozens of times, at each look into database and index, and while pages are being
# read it waits for it each time as long as a turn is: usually 5 ms, which made the slowest answers take half a second.
TURN = 0.0005  # seconds


async def refresh(desk: Desk, stop: asyncio.Event) -> None:
    """Refresh now, and then as often as the settings say, until `stop`; no trouble ends it."""
    minutes = desk.settings.refresh_minutes
    sys.setswitchinterval(TURN)
    while minutes and not stop.is_set():
        try:
            _tell(await asyncio.to_thread(desk.newsroom.refresh, desk.now(), stop.is_set))
        except CorpusError as error:
            log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
        except Exception as error:
            log.error("Unexpected while refreshing: %s", logs.trace(error))  # noqa: TRY400  (a trace without words)
        await stopped(stop, 60 * minutes)


def _tell(report: Report) -> None:
    if report.added or report.updated:
        log.info("%s, %d updated.", phrases.count(report.added, "new article"), report.updated)
    for source, reason in report.failed:
        if source.failures == 1:  # said once, not at every try; /sources shows it as long as it lasts
            log.warning("The feed %s cannot be read: %s.", source.name, reason)
