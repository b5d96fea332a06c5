"""The bot's threads allocate from one heap."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

CROWD = """
import ctypes, sys, threading
from bot.care import heap
if sys.argv[1:]:
    heap.share()
met = threading.Barrier(9)
kept = []
def work():
    kept.append([bytes(2_000) for _ in range(100)])
    met.wait()
for _ in range(8):
    threading.Thread(target=work).start()
met.wait()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, told)
libc.fflush(told)
"""


def heaps(*arguments: str, **environment: str) -> int:
    """How many heaps glibc has after eight threads have allocated at once."""
    kept = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    command = [sys.executable, "-c", CROWD, *arguments]
    told = subprocess.run(command, env=kept | environment, capture_output=True, check=True)  # noqa: S603  (all words are ours)
    return told.stdout.count(b"<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries have one heap anyway")
def test_threads_share_one_heap_unless_the_environment_says_how_many() -> None:
    assert heaps() > 1
    assert heaps("share") == 1
    assert heaps("share", MALLOC_ARENA_MAX="3") == 3
