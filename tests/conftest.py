"""The databases that tests run over: both kinds, where PostgreSQL is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Files, Kind, Server, programs, using


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Iterator[Kind]:
    """Every test that uses this runs over each kind of database: `tests.databases.address` gives those of that kind."""
    if request.param == "sqlite":
        yield Files()
        return
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with Server(found) as server, using(server):
        yield server


@pytest.fixture
def database(databases: Kind, tmp_path: Path) -> Iterator[Kind]:
    """As `databases`, for tests that keep theirs within their own folder: it goes with them."""
    yield databases
    databases.forget(tmp_path)
