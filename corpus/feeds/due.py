"""When a feed is to be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

USUAL = timedelta(minutes=15)
SOONEST = timedelta(minutes=5)
LATEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a refresh ended: `error` is "" where it worked. `ttl` is minutes, `max_age` and `retry_after` are seconds."""

    error: str = ""
    ttl: int | None = None
    max_age: int | None = None
    retry_after: int | None = None


def next_due(failures: int, outcome: Outcome, now: datetime, rng: Random) -> datetime:
    """When to ask again a feed that failed so often in a row before. Never within 5 minutes, never later than in a day.

    A feed that works is asked as often as it says (15 minutes where it says nothing), up to a tenth later, so that
    feeds added together drift apart. One that fails is asked after 15, 30, 60 … minutes, a fifth more or less. A
    server's own wish to wait is a lower bound for both.
    """
    if outcome.error:
        wait = USUAL * (1 << min(failures, 10)) * rng.uniform(0.8, 1.2)
    else:
        stated = timedelta(minutes=outcome.ttl) if outcome.ttl else USUAL
        wait = max(stated, timedelta(seconds=outcome.max_age or 0)) * rng.uniform(1.0, 1.1)
    asked = timedelta(seconds=outcome.retry_after or 0)
    return now + min(max(wait, asked, SOONEST), LATEST)
