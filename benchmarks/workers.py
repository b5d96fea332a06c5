"""Three workers over one PostgreSQL, the lease as shipped and the database away for a minute: how long all takes.

    python -m benchmarks.workers [LEASE [AWAY]]

LEASE is how many seconds a worker counts as alive (20), AWAY how many the database is away (60). It is the test of three
processes, which kills two of them; the exit status is that of the test.
"""

from __future__ import annotations

import os
import sys

import pytest

TEST = "tests/bot/test_workers.py::test_three_workers_share_die_and_lose_their_database"


def main(lease: str = "20", away: str = "60") -> int:
    """Run it; its exit status."""
    os.environ |= {"DATELINE_LEASE": lease, "DATELINE_AWAY": away}
    return pytest.main(["-q", "-s", TEST])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
