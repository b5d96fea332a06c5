"""The bot's threads allocate from one heap, and what lies free in it goes back to the system."""

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

HOLES = """
import sys
from bot.care import heap
heap.share()
given = [bytes(2_000) for _ in range(20_000)]
kept = given[::20]  # one on every tenth page
del given
def resident():
    return int(open("/proc/self/statm").read().split()[1])
before = resident()
if sys.argv[1:]:
    heap.give_back()
print(before - resident())
"""


def heaps(*arguments: str, **environment: str) -> int:
    """How many heaps glibc has after eight threads have allocated at once."""
    kept = {name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"}
    command = [sys.executable, "-c", CROWD, *arguments]
    told = subprocess.run(command, env=kept | environment, capture_output=True, check=True)  # noqa: S603  (all words are ours)
    return told.stdout.count(b"<heap nr=")


GLIBC = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other libraries see to it themselves")


@GLIBC
def test_threads_share_one_heap_unless_the_environment_says_how_many() -> None:
    assert heaps() > 1
    assert heaps("share") == 1
    assert heaps("share", MALLOC_ARENA_MAX="3") == 3


def given_back(*arguments: str) -> int:
    """How many pages a process gives back in the midst of what it keeps."""
    command = [sys.executable, "-c", HOLES, *arguments]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603  (all words are ours)


@GLIBC
def test_what_lies_free_between_things_that_are_kept_goes_back_to_the_system() -> None:
    assert given_back() < 1_000
    assert given_back("all") > 5_000
