"""How long articles are kept: the oldest go, and words that only they had, in batches that nobody who asks has to wait for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from corpus.answering.candidates import Candidates
from corpus.archive.store import Store

BATCH = 200  # articles removed in one transaction, some 50 ms
WORDS = 10_000  # removed in one transaction, some 50 ms


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept: articles of the last `days`, and of them the newest `most`; 0 keeps all."""

    days: int = 0
    most: int = 0


def sweep(
    store: Store,
    candidates: Candidates,
    keeping: Keeping,
    now: datetime,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Remove what is not to be kept any longer; how many articles. The index follows at the end, or at the next start.

    Words that are left behind when it is stopped go with the next articles.
    """
    first = (now - timedelta(days=keeping.days)).date() if keeping.days else None
    removed = 0
    while not stopped() and (gone := store.retire(first, keeping.most, BATCH)):
        removed += gone
    if removed:
        candidates.follow()
        while not stopped() and store.prune(WORDS) == WORDS:
            pass
    return removed
