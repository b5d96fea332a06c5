"""What is made once and stays: the collector of garbage is spared the sight of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

ROUND = 20_000  # new objects after which the collector looks through them; Python's 700 come together in a tenth of an answer


@contextmanager
def lasting() -> Iterator[None]:
    """What is made in here lives as long as the program. While it grows, the collector would look through all of it again
    and again, a third of a start's time; afterwards at each of its longer rounds, while everybody waits. Its short rounds
    are seldom from then on: hardly anything in an answer hangs together in circles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(ROUND, *gc.get_threshold()[1:])
        if was_on:
            gc.enable()
