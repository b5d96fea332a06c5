"""The machine that is measured on, programs run and watched on it, and percentiles."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# What a user of the package has: without what is here for tests and for others to be measured beside. `make bench` makes it.
USERS = ROOT / ".venv" / "user" / "bin" / "python"
GLANCE = 0.1  # seconds between two looks at a program's memory
_NOT_KEPT = (
    "DATELINE_",
    "TELEGRAM_",
    "PYTHONDONTWRITE",
)  # without the last, no start would find the last one's bytecode
PACKAGES = ("tantivy", "rank-bm25", "bm25s", "numpy", "sqlalchemy", "python-telegram-bot")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program took: seconds by the clock and of all its processes' CPUs, and their memory together at its peak, in MB."""

    seconds: float
    cpu: float
    memory: float
    output: str


def load() -> float:
    """How many programs on average wanted a core in the last minute."""
    return os.getloadavg()[0]


def described() -> str:
    """The machine and the versions, in one sentence."""
    cpu = next((line.partition(": ")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "")
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo")), 0)
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    used = f"load {load():.1f} at the start"
    return (
        f"{cpu or platform.machine()}, {len(os.sched_getaffinity(0))} cores, {memory} GB, {used}; "
        f"Python {platform.python_version()}, SQLite {_sqlite()}, {packages}"
    )


def _sqlite() -> str:
    from sqlite3 import sqlite_version  # noqa: PLC0415

    return sqlite_version


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except OSError:
        return []


def run(arguments: Sequence[str], data: Path, python: Path = Path(sys.executable)) -> Spent:
    """Run Python with these arguments and `data` as its data folder; RuntimeError with what it said when it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_KEPT)}
    environment = {**kept, "PYTHONPATH": str(ROOT), "DATELINE_DATA_DIR": str(data)}
    started = time.perf_counter()
    with subprocess.Popen(
        [python, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        peak = [0.0]
        watch = threading.Thread(target=_watch, args=(process.pid, peak), daemon=True)
        watch.start()
        output = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    watch.join()
    if process.returncode:
        raise RuntimeError(output)
    return Spent(time.perf_counter() - started, used.ru_utime + used.ru_stime, peak[0], output)


def printed(arguments: Sequence[str], data: Path) -> dict[str, Any]:
    """The JSON object in the last line that a program prints."""
    return dict(json.loads(run(arguments, data).output.splitlines()[-1]))


def _watch(pid: int, peak: list[float]) -> None:
    while memory := resident(pid):
        peak[0] = max(peak[0], memory)
        time.sleep(GLANCE)


def resident(pid: int) -> float:
    """The resident memory of a process and its descendants in MB, what they share counted for each; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    except OSError:
        return 0.0
    own = next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
    return own + sum(resident(int(child)) for child in children) if own else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all is not above."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def timed(work: Callable[[], object]) -> float:
    """How long it takes, in milliseconds."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def summary(times: Sequence[float], **more: object) -> Mapping[str, object]:
    """The median and the slowest in a hundred of times in milliseconds."""
    return {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "count": len(times), **more}
