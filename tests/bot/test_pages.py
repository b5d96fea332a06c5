"""What the bot keeps in memory is laid in large pages, and nothing that is not in use."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from bot.care import pages

LINUX = tuple(int(part) for part in platform.release().split(".")[:2]) if platform.system() == "Linux" else (0,)

KEEPER = """
from bot.care import pages
kept = [str(number) for number in range(500_000)]
def laid():
    for line in open("/proc/self/smaps_rollup"):
        if line.startswith("AnonHugePages:"):
            return int(line.split()[1]) * 1024
before = laid()
print(before, pages.enlarge(), laid())
"""

REGION = """{start:x}-{end:x} {may} 00000000 00:00 {file}
Size:               {size} kB
KernelPageSize:        4 kB
Rss:                {used} kB
Pss:                {used} kB
VmFlags: rd wr mr mw me ac
"""
MB = 1 << 20


def entry(start: int, end: int, used: float = 1.0, may: str = "rw-p", file: str = "0 ") -> str:
    size = (end - start) // 1024
    return REGION.format(start=start, end=end, may=may, file=file, size=size, used=int(used * size))


@pytest.mark.skipif(LINUX < (6, 1), reason="older ones do not do it when told to")
def test_what_is_kept_lies_in_large_pages() -> None:
    found = subprocess.run([sys.executable, "-c", KEEPER], capture_output=True, check=True)  # noqa: S603  (all words are ours)
    before, enlarged, after = map(int, found.stdout.split())
    assert enlarged >= 10 * MB
    assert after - before >= 10 * MB


REGIONS = {
    "whole pages of a region": (entry(3 * MB, 9 * MB), [(4 * MB, 8 * MB)]),
    "the heap": (entry(4 * MB, 8 * MB, file="0    [heap]"), [(4 * MB, 8 * MB)]),
    "no page in it": (entry(3 * MB, 5 * MB), []),
    "a stack that is hardly used": (entry(4 * MB, 12 * MB, used=0.02), []),
    "a file": (entry(4 * MB, 8 * MB, file="4711    /srv/index/body"), []),
    "a program": (entry(4 * MB, 8 * MB, may="r-xp"), []),
    "shared with others": (entry(4 * MB, 8 * MB, may="rw-s"), []),
}


@pytest.mark.parametrize(("smaps", "found"), REGIONS.values(), ids=REGIONS)
def test_only_memory_in_use_that_is_of_no_file_is_laid_out_anew(smaps: str, found: list[tuple[int, int]]) -> None:
    other = entry(32 * MB, 34 * MB)
    assert pages.regions(smaps) == found
    assert pages.regions(smaps + other) == [*found, (32 * MB, 34 * MB)]
    assert pages.regions(other + smaps) == [(32 * MB, 34 * MB), *found]
