"""The delivery of digests as a process that can be killed: forks a fresh one for each line read, from modules already loaded.

A line is `NOW`, an aware moment; each fork delivers all that is due then and ends. Its number is printed at once, and how
it ended when it has.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.desk import furnish
from bot.digests.composing import Composer
from bot.digests.delivering import Digests, sending
from bot.digests.records import Copy, Edition, Sheet
from bot.settings import load
from corpus.database import connect
from corpus.newsroom import Newsroom
from tests.bot.botapi import TOKEN

PAGES = 3


class Numbered(Composer):
    """Every edition as real as ever, but cut into PAGES pages that say which they are."""

    def _composed(self, edition: Edition, now: datetime) -> Copy | None:
        copy = super()._composed(edition, now)
        if copy is None:
            return None
        tag = f"{edition.wanted.id}/{edition.until:%d}"
        sheets = [Sheet(f"#{tag}/{n}# {copy.sheets[0].html if n == 1 else ''}") for n in range(1, PAGES + 1)]
        return replace(copy, sheets=tuple(sheets))


async def deliver(url: str, folder: Path, now: datetime) -> None:
    """All that is due at `now`."""
    settings = load(_env_file=None, token=TOKEN, base_url=url, data_dir=folder, access="public")
    desk = furnish(settings, Newsroom(connect(settings.database_url), folder))
    desk.now, desk.pause = lambda: now, 0.01
    stop = asyncio.Event()
    async with Bot(TOKEN, url, request=HTTPXRequest()) as bot:  # without the pace of 30 a second
        send = sending(bot, stop, desk.pause)
        await Digests(desk, send, stop, gaps=(0.0, 0.0), composer=Numbered(desk)).deliver()


def main(url: str, folder: Path) -> None:
    """Fork for each line until there are no more."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            asyncio.run(deliver(url, folder, datetime.fromisoformat(line.strip())))
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
