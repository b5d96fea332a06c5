"""Ten thousand digests due in one minute: composed and written into the ledger; run in a process of its own.

    python -m benchmarks.speed.digesting DATA_DIR

The data folder is written to: give it a copy. Prints a JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.speed.asking import opened
from benchmarks.speed.machine import resident
from bot.desk import Desk, furnish
from bot.digests.composing import AT_ONCE, compose
from bot.digests.ledger import BATCH
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.model import Place
from bot.settings import Settings
from corpus.newsroom import Newsroom

SUBSCRIBERS, TOPICS = 10_000, 200
HOUR = 8


def topics(newsroom: Newsroom) -> list[str]:
    """Distinct topics of one or two words out of the archive's headlines."""
    random = Random(1)  # noqa: S311
    totals = newsroom.store.totals()
    cards = newsroom.store.outlines(sorted(random.sample(range(1, totals.articles), min(2_000, totals.articles - 1))))
    words = [[word for word in card.title.split() if word.isalpha() and len(word) > 4] for card in cards]
    found = dict.fromkeys(" ".join(random.sample(some, random.randint(1, 2))) for some in words if len(some) > 1)
    return list(found)[:TOPICS]


def subscribe(desk: Desk, wanted: list[str], now: datetime) -> None:
    """One digest for each chat, with one to three topics, all at the same minute."""
    random = Random(2)  # noqa: S311
    for chat in range(1, SUBSCRIBERS + 1):
        mine = tuple(random.sample(wanted, random.randint(1, 3)))
        desk.digests.save(Subscription(Place(chat), "", mine, Timetable(HOUR * 60, "UTC")), now)


def composed(desk: Desk, now: datetime) -> tuple[int, list[float]]:
    """Compose all that is due as the bot does, in its own rounds; how many, and the memory after each tenth of them."""
    ledger, count, memory = desk.ledger, 0, list[float]()
    while ledger.claim(now) == BATCH:
        pass
    while owed := ledger.owed(AT_ONCE):
        ledger.write([compose(edition, desk, now) for edition in owed], now)
        count += len(owed)
        if count * 10 // SUBSCRIBERS > len(memory):
            memory.append(resident(os.getpid()))
    return count, memory


def main(data: Path) -> None:
    """Measure and print."""
    newsroom = opened(data)
    desk = furnish(Settings(DATELINE_DATA_DIR=data), newsroom)  # type: ignore[call-arg]
    newest = newsroom.store.newest(datetime.now(UTC))
    day = newest.day if newest else datetime.now(UTC).date()
    now = datetime(day.year, day.month, day.day, HOUR, 1, tzinfo=UTC)
    wanted = topics(newsroom)
    subscribe(desk, wanted, now - timedelta(hours=1))
    started, clock = time.process_time(), time.perf_counter()
    count, memory = composed(desk, now)
    used = {"cpu": time.process_time() - started, "seconds": time.perf_counter() - clock}
    print(json.dumps({**used, "count": count, "topics": len(wanted), "first": memory[0], "last": memory[-1]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
