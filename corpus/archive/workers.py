"""Worker processes for an import: a bounded number of them, fed and read in order, gone when the import is."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from corpus.errors import CorpusError

MOST = 3  # beyond this the one writer cannot follow; each takes up to 200 MB
AHEAD = 8  # chunks under way for each worker, as much as it does while a batch is stored and indexed; 1 MB each
RARELY = 100_000  # objects between two looks for those that hold each other; a worker makes next to none of these

Chunk = TypeVar("Chunk")
Result = TypeVar("Result")


def in_workers(work: Callable[[Chunk], Result], chunks: Iterator[Chunk]) -> Iterator[Result]:
    """`map` in worker processes, in order, with a bounded number of chunks under way.

    `work` is a function that can be pickled. CorpusError when a worker is killed.
    """
    count = min(MOST, processors())
    pending: deque[Future[Result]] = deque()
    with pool(count) as workers:
        try:
            for chunk in chunks:
                pending.append(workers.submit(work, chunk))
                if len(pending) > AHEAD * count:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise CorpusError(
                "A worker process was killed (is the memory full?): what was stored is unharmed, run it again."
            ) from error
        finally:
            workers.shutdown(cancel_futures=True)


def processors() -> int:
    """How many of them this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(count: int, yielding: int = 0) -> ProcessPoolExecutor:
    """That many workers, begun as they are needed; they end with this process. `yielding` is how nice they are to others."""
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _begin, (yielding,))


def _begin(yielding: int) -> None:
    """A worker leaves Ctrl-C to the parent, and does not outlive it: a killed parent would leave it waiting for ever."""
    gc.set_threshold(RARELY)
    os.nice(yielding)
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
