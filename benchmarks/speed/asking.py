"""One program's start, its memory, and its answers: run in a process of its own, it prints a JSON object.

python -m benchmarks.speed.asking DATA_DIR QUESTIONS.jsonl
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from datetime import time as clock
from pathlib import Path

from benchmarks.speed.machine import resident, summary
from benchmarks.speed.texts import HARD
from bot.care import pages
from corpus.database import connect
from corpus.newsroom import Newsroom

ZONE: tzinfo = UTC
WARM = 20  # questions before the clock counts: files that were never read, words never stemmed


def opened(data: Path) -> Newsroom:
    """The archive in a data folder."""
    return Newsroom(connect(f"sqlite:///{data / 'dateline.db'}"), data)


def questions(path: Path) -> list[tuple[str, datetime]]:
    """Each question with the moment of asking: the end of its day."""
    records = map(json.loads, path.read_text("utf-8").splitlines())
    return [(str(one["question"]), end_of(str(one["as_of"]))) for one in records]


def end_of(day: str) -> datetime:
    """The last second of a day."""
    return datetime.combine(datetime.fromisoformat(day).date(), clock(23, 59, 59), UTC)


def times(newsroom: Newsroom, asked: list[tuple[str, datetime]]) -> Iterator[tuple[float, float]]:
    """How long each answer takes by the clock and of the CPU, in milliseconds."""
    for question, at in asked:
        started, used = time.perf_counter(), time.thread_time()
        newsroom.answer(newsroom.read(question, at, ZONE))
        yield (time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000


def main(data: Path, path: Path) -> None:
    """Measure and print."""
    asked = questions(path)
    newsroom = opened(data)
    list(times(newsroom, asked[:1]))
    memory = resident(os.getpid())
    list(times(newsroom, asked[1:WARM]))
    pages.enlarge()  # as the bot does
    found = list(times(newsroom, asked[WARM:]))
    hard = [(question, asked[-1][1]) for question in HARD]
    list(times(newsroom, hard))
    slow = [each for _ in range(5) for each in times(newsroom, hard)]
    print(
        json.dumps(
            {
                **summary([wall for wall, _ in found]),
                "cpu": summary([cpu for _, cpu in found]),
                "hard": summary([cpu for _, cpu in slow])["p50"],
                "memory": memory,
                "memory_after": resident(os.getpid()),
            }
        )
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
