"""One article more: how long from its text to the first answer that quotes it; run in a process of its own.

    python -m benchmarks.speed.adding DATA_DIR

The data folder is written to: give it a copy. Prints a JSON object.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed.asking import ZONE, opened
from benchmarks.speed.machine import summary, timed
from corpus.archive import ingest
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom

ARTICLES = 30
FIRST = 3  # not counted: the index merges what an import left behind


def draft(number: int, now: datetime) -> Draft:
    """An article with a name that no other has."""
    name = f"Quorbel{chr(ord('a') + number % 26) * 3}vik{number}"
    lines = [
        f"The council of {name} met on day {line} to speak about its harbour and its schools." for line in range(20)
    ]
    text = f"{name} has a new mayor, who promised to mend the old bridge.\n\n" + " ".join(lines)
    return Draft(title=f"{name} has a mayor", text=text, source="Paper 1", published=Published(now.date(), now))


def found(newsroom: Newsroom, number: int) -> None:
    """Add an article and ask about it; AssertionError when the answer does not quote it."""
    now = datetime.now(UTC)
    article = draft(number, now)
    ingest.add([article], newsroom.store, newsroom.candidates, now)
    name = article.text.split()[0]
    answer = newsroom.answer(newsroom.read(f"What did the mayor of {name} promise?", datetime.now(UTC), ZONE))
    if not any(name in point.text for point in answer.points):
        raise AssertionError(f"{name} was not found")


def main(data: Path) -> None:
    """Measure and print."""
    newsroom = opened(data)
    times = [timed(lambda number=number: found(newsroom, number)) for number in range(ARTICLES)]  # type: ignore[misc]
    print(json.dumps(summary(times[FIRST:])))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
