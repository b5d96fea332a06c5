"""What stays in memory is laid in large pages: the processor finds its way in them with fewer looks at its tables."""

from __future__ import annotations

import ctypes
import re
from contextlib import suppress
from pathlib import Path

LARGE = 2 << 20  # bytes of a large page
_FULL = 0.9  # share of a region that is in use: to lay out a thread's empty stack would take up all of it
_COLLAPSE = 25  # MADV_COLLAPSE of Linux 6.1
# A region of memory that belongs to no file, or the heap, and how much of it is in use.
_REGION = re.compile(
    r"^([0-9a-f]+)-([0-9a-f]+) rw-p \S+ \S+ 0 +(?:\[heap\])?\n(?:\w+:.*\n)*?Rss: +(\d+) kB$", re.MULTILINE
)


def enlarge() -> int:
    """Lay out anew what the process holds by now, and how many bytes that was; takes a tenth of a second.

    Large pages save a twentieth of an answer's time, more beside busy neighbours. Where Linux cannot, or is none, nothing
    happens.
    """
    with suppress(AttributeError, OSError):
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        whole = regions(Path("/proc/self/smaps").read_text("ascii", "replace"))
        return sum(end - start for start, end in whole if not advise(start, end - start, _COLLAPSE))
    return 0


def regions(smaps: str) -> list[tuple[int, int]]:
    """The addresses `start..end` of whole large pages in regions that are in use, as proc_pid_smaps(5) tells of them."""
    found = []
    for first, last, used in _REGION.findall(smaps):
        start, end = int(first, 16), int(last, 16)
        if int(used) * 1024 >= _FULL * (end - start):
            found.append((-(-start // LARGE) * LARGE, end // LARGE * LARGE))
    return [(start, end) for start, end in found if start < end]
