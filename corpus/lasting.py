"""What is made once and stays: the collector of garbage is spared the sight of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """What is made in here lives as long as the program. While it grows, the collector would look through all of it again
    and again, a third of a start's time; afterwards at each of its longer rounds, while everybody waits.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
