"""Work done here, or by workers while there is a great deal of it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.archive.workers import processors
from corpus.feeds.thinking import Thinking

ALONE = processors() < 2  # then workers would gain nothing, and none are begun


def worked(number: int) -> tuple[int, int]:
    """The square of a number, and which process found it."""
    return number * number, os.getpid()


def fails(number: int) -> None:
    raise ValueError(number)


def survives_only_in(process: int) -> int:
    """Ends every other process at once, as a full memory does."""
    if os.getpid() != process:
        os._exit(1)
    return os.getpid()


def test_a_usual_refresh_begins_no_worker() -> None:
    thinking = Thinking(worthwhile=3)
    with thinking.crowded():
        assert [thinking.do(worked, n) for n in range(2)] == [(0, os.getpid()), (1, os.getpid())]
    assert [thinking.do(worked, n)[1] for n in range(9)] == [os.getpid()] * 9


@pytest.mark.skipif(ALONE, reason="one processor")
def test_a_great_deal_goes_to_workers_who_are_gone_afterwards() -> None:
    thinking, here = Thinking(worthwhile=3), os.getpid()
    with thinking.crowded(), ThreadPoolExecutor(4) as readers:
        found = list(readers.map(lambda n: thinking.do(worked, n), range(12)))
        with pytest.raises(ValueError, match="7"):
            thinking.do(fails, 7)
        assert thinking.here(worked, 5) == (25, here)
    assert [square for square, _ in found] == [n * n for n in range(12)]
    assert sum(process != here for _, process in found) >= 9
    assert thinking.do(worked, 5) == (25, here)


@pytest.mark.skipif(ALONE, reason="one processor")
def test_a_worker_that_is_killed_costs_no_work(caplog: pytest.LogCaptureFixture) -> None:
    thinking, here = Thinking(worthwhile=1), os.getpid()
    with thinking.crowded():
        assert thinking.do(survives_only_in, here) == here
        assert "A worker process was killed" in caplog.text
        assert thinking.do(worked, 3) == (9, here)


@pytest.mark.skipif(ALONE, reason="one processor")
def test_of_two_refreshes_at_once_the_first_says_when_workers_go_home() -> None:
    thinking, here = Thinking(worthwhile=1), os.getpid()
    with thinking.crowded():
        with thinking.crowded():
            pass
        assert thinking.do(worked, 2)[1] != here
