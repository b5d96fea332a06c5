"""What the log says, and what it must not: no token ever, and at the default level no question and no chat."""

from __future__ import annotations

import logging
import traceback

_QUIET = logging.CRITICAL + 1


class _Redacted(logging.Formatter):
    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line.replace(self._secret, "<token>") if self._secret else line


def configure(level: str, secret: str) -> None:
    """Log to standard error at `level`; `secret` is blotted out wherever it would appear."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Redacted(secret))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These log web addresses with the token, and whole updates with what people wrote; all they tell is told by us.
    for name in ("telegram", "httpx", "httpcore", "apscheduler", "alembic"):
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else _QUIET)


def trace(error: BaseException) -> str:
    """Where an unexpected error came from, without its words, which may quote a person."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{frames}".rstrip()
