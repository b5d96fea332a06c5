"""`dateline` commands in forks of one process that has loaded the program: a start takes milliseconds, not seconds.

Run as a program it is that process: it reads an order a line, to start a fork or to wait for one.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import select
import signal
import subprocess
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ended:
    """What a command left behind: its exit status, minus the signal that killed it, and all that it said."""

    status: int
    out: str
    err: str


class Forks:
    """The loaded process; its forks leave what they say in files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forks"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def start(self, data: Path, *words: str | Path, **order: Any) -> Fork:
        """Start a command on a data folder. What may be ordered beside is told at `_obey`."""
        number = len(list(self._folder.iterdir()))
        out, err = self._folder / f"{number}.out", self._folder / f"{number}.err"
        out.touch()
        told = {"words": [str(word) for word in words], "data": str(data), "out": str(out), "err": str(err)}
        return Fork(self, int(self.ask(told | order)), out, err)

    def run(self, data: Path, *words: str | Path, **order: Any) -> Ended:
        """A command from start to end."""
        return self.start(data, *words, **order).ended()

    def ask(self, order: dict[str, Any]) -> str:
        """One line to the loaded process, and one back."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


class Fork:
    """A command that was started; to be ended once."""

    def __init__(self, forks: Forks, pid: int, out: Path, err: Path) -> None:
        self._forks, self._pid, self._out, self._err = forks, pid, out, err
        self._process = os.pidfd_open(pid)

    def signal(self, number: signal.Signals, after: float) -> None:
        """Send a signal after so many seconds, or when it has ended by itself before that."""
        self.runs(after)
        signal.pidfd_send_signal(self._process, number)

    def runs(self, seconds: float) -> bool:
        """Whether it still runs after so long; told at once when it has ended."""
        return not select.select([self._process], [], [], seconds)[0]

    def ended(self) -> Ended:
        """How it ended, once it has."""
        status = int(self._forks.ask({"wait": self._pid}))
        os.close(self._process)
        return Ended(status, self._out.read_text(), self._err.read_text() if self._err.exists() else "")


# ---- the loaded process ----


def _serve() -> None:
    from bot import cli  # noqa: F401, PLC0415
    from bot.commands import importing  # noqa: F401, PLC0415
    from corpus import database, newsroom  # noqa: F401, PLC0415

    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            print(os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1]), flush=True)
            continue
        pid = os.fork()
        if not pid:
            os._exit(_obey(order))
        print(pid, flush=True)


def _obey(order: dict[str, Any]) -> int:
    """Run the words of an order as a command.

    `err` may be a terminal. `largest` bounds every file that is written, in bytes, as a full disk does; `humble` gives
    up the superuser's right to write everywhere.
    """
    for number, mode in ((1, "out"), (2, "err")):
        os.dup2(os.open(order[mode], os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOCTTY), number)
    # A shell starts what runs in the background deaf to Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ |= {"DATELINE_DATA_DIR": order["data"], "TELEGRAM_TOKEN": "", "COLUMNS": "80"}
    os.chdir(order["data"])
    if "largest" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], order["largest"]))
    if "humble" in order:
        _give_up_rights()
    return _status([str(word) for word in order["words"]])


def _status(words: Sequence[str]) -> int:
    from bot.cli import main  # noqa: PLC0415

    sys.argv = ["dateline", *words]
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    return int(status) if isinstance(status, int) else 0


def _give_up_rights() -> None:
    """All capabilities; what is left of the superuser is an owner of files like any other."""
    version_and_process = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert ctypes.CDLL(None).capset(version_and_process, (ctypes.c_uint32 * 6)()) == 0


if __name__ == "__main__":
    _serve()
