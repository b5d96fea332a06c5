"""Tries the delivery of digests at length: the test that kills the process, and the one with many subscribers at one minute.

    python -m benchmarks.delivery [KILLS [SUBSCRIBERS]]

KILLS is how often the process is killed over a run of digests to 50 chats (200), SUBSCRIBERS how many chats get theirs at
the same minute (10,000). Each prints what it counted; the exit status is that of the tests.
"""

from __future__ import annotations

import os
import sys

import pytest

TESTS = (
    "tests/bot/test_digest_delivery.py::test_kills_lose_no_page_and_repeat_at_most_the_one_under_way",
    "tests/bot/test_digests.py::test_many_subscribers_on_the_same_topics_are_composed_for_once",
)


def main(kills: str = "200", subscribers: str = "10000") -> int:
    """Run both; their exit status."""
    os.environ |= {"DATELINE_KILLS": kills, "DATELINE_SUBSCRIBERS": subscribers}
    return pytest.main(["-q", "-s", *TESTS])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
