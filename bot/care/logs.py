"""What the log says, and what it must not: no token ever, and at the default level no question and no chat."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
SHORTEST = 6  # characters of a secret that is looked for
_QUIET = logging.CRITICAL + 1


class _Redacted(logging.Formatter):
    """Lines without secrets; what others wrote can neither begin a line of its own nor steer a terminal."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        # A shorter one stands in ordinary words, too.
        self._secrets = {name: secret for name, secret in secrets.items() if len(secret) >= SHORTEST}

    def format(self, record: logging.LogRecord) -> str:
        line = self._line(record)
        for name, secret in self._secrets.items():
            line = line.replace(secret, f"<{name}>")
        return line

    def _line(self, record: logging.LogRecord) -> str:
        return _CONTROL.sub("?", super().format(record)).replace("\n", "\n    ")


class _Json(_Redacted):
    """An object a line: `time` in UTC, `level`, `logger`, `message`, and `trace` where there is one."""

    def _line(self, record: logging.LogRecord) -> str:
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def configure(level: str, secrets: Mapping[str, str], form: str = "text") -> None:
    """Log to standard error at `level`, as "text" or "json"; instead of one of the `secrets` its name is shown."""
    handler = logging.StreamHandler()
    handler.setFormatter((_Json if form == "json" else _Redacted)(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # These log web addresses with the token, and whole updates with what people wrote; all they tell is told by us.
    for name in ("telegram", "httpx", "httpcore", "apscheduler", "alembic"):
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else _QUIET)


def trace(error: BaseException) -> str:
    """Where an unexpected error came from, without its words, which may quote a person."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__name__}\n{frames}".rstrip()
