"""The bot as a real process, with its log read as it is written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bot.botapi import PATIENCE, TOKEN

ROOT = Path(__file__).parents[2]


class BotProcess:
    """`dateline run` against a Bot API server, its data in `folder`; `settings` are further variables."""

    def __init__(self, url: str, folder: Path, **settings: str) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "TELEGRAM_"))}
        ours = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_BASE_URL": url, "DATELINE_DATA_DIR": str(folder)}
        self._log: list[str] = []
        self._over = False
        self._changed = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "run"],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT), **kept, **ours, **settings},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """Its number with the operating system."""
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything on standard error so far."""
        with self._changed:
            return "".join(self._log)

    def line(self, pattern: str) -> re.Match[str]:
        """The first match in the log, once there is one."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or re.search(pattern, "".join(self._log)), PATIENCE)
        found = re.search(pattern, self.log)
        assert found, f"no {pattern!r} in the log:\n{self.log}"
        return found

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal and go on."""
        self._process.send_signal(number)

    def ended(self) -> int:
        """The exit status, once it has ended."""
        status = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return status

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        self._process.kill()
        self.ended()
        if self._process.stderr:
            self._process.stderr.close()

    def _read(self) -> None:
        for line in self._process.stderr or ():
            with self._changed:
                self._log.append(line)
                self._changed.notify_all()
        with self._changed:
            self._over = True
            self._changed.notify_all()
