"""A fair share for each person: a bucket of tokens that fills with time, and who is not heard until theirs recovers. Pure."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

PEOPLE = 10_000  # whose buckets are kept in mind; the one unheard of for longest has surely recovered
RECOVERED = 0.25  # of a bucket, from which somebody who emptied it is heard again


class Verdict(Enum):
    """What becomes of a message."""

    HEARD = auto()
    TOLD = auto()  # one too many: its sender is told, once until their bucket is full again
    UNHEARD = auto()


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of a person's share at a moment; `shut` until it has recovered, `told` until it is full."""

    tokens: float
    at: datetime
    shut: bool = False
    told: bool = False


def drawn(bucket: Bucket, share: int, now: datetime) -> tuple[Bucket, Verdict]:
    """The bucket after one more message, and what becomes of that; `share` is its size and what flows in in a minute.

    What is not heard costs nothing, so nobody is shut out for longer than a quarter of a minute. A clock that went back
    fills nothing.
    """
    passed = max(0.0, (now - bucket.at).total_seconds())
    tokens = min(float(share), bucket.tokens + passed * share / 60)
    told = bucket.told and tokens < share
    if bucket.shut and tokens < max(1.0, share * RECOVERED):
        return Bucket(tokens, now, True, told), Verdict.UNHEARD
    if tokens < 1:
        return Bucket(tokens, now, True, True), Verdict.UNHEARD if told else Verdict.TOLD
    return Bucket(tokens - 1, now, False, told), Verdict.HEARD


class Shares:
    """Everybody's buckets, in memory only; `share` is messages a minute, 0 for as many as they like."""

    def __init__(self, share: int) -> None:
        self._share = share
        self._buckets: OrderedDict[int, Bucket] = OrderedDict()

    def draw(self, person: int, now: datetime) -> Verdict:
        """What becomes of one more message of this person."""
        if not self._share:
            return Verdict.HEARD
        bucket = self._buckets.pop(person, None) or Bucket(float(self._share), now)
        self._buckets[person], verdict = drawn(bucket, self._share, now)
        if len(self._buckets) > PEOPLE:
            self._buckets.popitem(last=False)
        return verdict
