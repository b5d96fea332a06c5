"""A PostgreSQL server of one's own for as long as it is wanted, from the system's package."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FOLDERS = "/usr/lib/postgresql"
MEMORY = ("shared_buffers=512MB", "maintenance_work_mem=256MB", "work_mem=64MB", "max_wal_size=4GB")


@contextmanager
def server() -> Iterator[Any]:
    """A connection to a new and empty server in a temporary folder; FileNotFoundError where none is installed."""
    programs = max(Path(FOLDERS).glob("*/bin/initdb"), default=None)
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    import psycopg  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        user = "postgres" if os.geteuid() == 0 else None  # the server refuses to be run by root
        if user:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data, control = f"{folder}/data", str(programs.with_name("pg_ctl"))
        options = " ".join(
            f"-c {setting}" for setting in (*MEMORY, "listen_addresses=", f"unix_socket_directories={folder}")
        )
        quiet = {"user": user, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([str(programs), "-D", data, "-U", "bench", "--auth=trust", "--no-sync"], check=True, **quiet)  # type: ignore[call-overload]
        subprocess.run([control, "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"], check=True, **quiet)  # type: ignore[call-overload]
        try:
            with psycopg.connect(f"host={folder} user=bench dbname=postgres", autocommit=True) as connection:
                yield connection
        finally:
            subprocess.run([control, "-D", data, "-m", "immediate", "stop"], check=True, **quiet)  # type: ignore[call-overload]
