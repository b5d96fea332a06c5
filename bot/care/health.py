"""What the running bot counts by itself: answers and their time, errors, and when Telegram was last heard."""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds that an answer may take, by bucket
SILENCE = 180.0  # seconds without a word from Telegram, which is asked all the time, from which the bot is not well


@dataclass(slots=True)
class Health:
    """What is counted since the start. Safe to share between threads.

    `contact` is when Telegram last answered a poll, or the question after the token, in seconds of `time.monotonic`; None before
    it has.
    """

    answers: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0
    errors: int = 0
    contact: float | None = None
    _today: tuple[date, int] = (date.min, 0)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Count what is done within as one answer, with the time that it takes."""
        begun = time.monotonic()
        try:
            yield
        finally:
            taken = time.monotonic() - begun
            with self._lock:
                self.answers[bisect_left(BOUNDS, taken)] += 1
                self.seconds += taken

    def failed(self, now: datetime) -> None:
        """Count an error."""
        with self._lock:
            self.errors += 1
            day, count = self._today
            self._today = (now.date(), count + 1 if day == now.date() else 1)

    def errors_on(self, day: date) -> int:
        """How many errors there were on this day, as long as it is the last that had any."""
        return self._today[1] if self._today[0] == day else 0

    def heard(self) -> None:
        """Telegram has answered."""
        self.contact = time.monotonic()

    def silent(self) -> bool:
        """Whether Telegram has not answered for too long."""
        return self.contact is not None and time.monotonic() - self.contact > SILENCE


class Tally(logging.Handler):
    """Counts the errors in the log."""

    def __init__(self, health: Health) -> None:
        super().__init__(logging.ERROR)
        self._health = health

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self._health.failed(datetime.fromtimestamp(record.created, UTC))
