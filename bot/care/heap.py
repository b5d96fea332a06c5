"""One heap for all threads, so that a process which runs for months stays about as large as what it keeps."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

_ARENA_MAX = -8  # of glibc's malloc.h


def share() -> None:
    """Let all threads allocate from one heap, unless the environment says how many there shall be.

    glibc gives each thread a heap of its own, up to eight for each processor, and what was freed in one serves no other:
    after some thousand answers that was a quarter of all memory. Threads of one interpreter run one at a time, and need but
    one. Call it before there are any. Where there is no glibc, nothing happens.
    """
    if "MALLOC_ARENA_MAX" not in os.environ:
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system what lies free between the things that are kept: some thirty MB after a few timelines, in three milliseconds.

    glibc by itself gives back only what lies free at the heap's end.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
