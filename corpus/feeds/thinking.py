"""Where what costs the processor is done: here, one at a time, or in worker processes while a great deal is to be read.

Threads share one interpreter: more than one of them at a time would gain nothing, and take the turns of whoever answers
questions meanwhile. Processes do not, but take a second and some 150 MB each to begin, so a usual refresh does without.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Lock
from typing import ParamSpec, TypeVar

from corpus.archive.workers import pool, processors

WORTHWHILE = 100  # pieces of work of one refresh that are done here before workers are begun
WORKERS = 2
YIELDING = 10  # to whoever answers questions, as `nice` counts it

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)


class Thinking:
    """Does work for many threads. `worthwhile` as WORTHWHILE."""

    def __init__(self, worthwhile: int = WORTHWHILE) -> None:
        self._worthwhile = worthwhile
        self._here = Lock()
        self._door = Lock()
        self._left: int | None = None  # work until workers are begun; None where none are wanted
        self._pool: ProcessPoolExecutor | None = None

    @contextmanager
    def crowded(self) -> Iterator[None]:
        """Meanwhile there may be a great deal to do; of two at the same time the first counts."""
        with self._door:
            begun = self._left is None and processors() > 1
            self._left = self._worthwhile if begun else self._left
        try:
            yield
        finally:
            if begun:
                self._end()

    def here(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the work comes to, done in this process when it is its turn."""
        with self._here:
            return work(*args, **kwargs)

    def do(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What the work comes to; it and what it is given can be pickled. What it raises is raised."""
        workers = self._workers()
        if workers is not None:
            try:
                return workers.submit(work, *args, **kwargs).result()
            except RuntimeError as error:  # a worker was killed, or all were just sent home
                if isinstance(error, BrokenProcessPool):
                    log.warning("A worker process was killed (is the memory full?): feeds are read without.")
                self._end()
        return self.here(work, *args, **kwargs)

    def _workers(self) -> ProcessPoolExecutor | None:
        with self._door:
            if self._left is None:
                return None
            self._left = max(0, self._left - 1)
            if not self._left and self._pool is None:
                self._pool = pool(WORKERS, YIELDING)
            return self._pool

    def _end(self) -> None:
        with self._door:
            workers, self._pool, self._left = self._pool, None, None
        if workers is not None:
            workers.shutdown(wait=False, cancel_futures=False)
