"""The databases that tests run over: both kinds, where PostgreSQL is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests import engines
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


@pytest.fixture(autouse=True)
def _in_files(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that asks for no kind of database keeps its own in files, also while the server of others runs."""
    with nullcontext() if "databases" in request.fixturenames else using(Files()):
        yield


@pytest.fixture
def database(databases: Kind, tmp_path: Path) -> Iterator[Kind]:
    """As `databases`, for tests that keep theirs within their own folder: it goes with them."""
    yield databases
    databases.forget(tmp_path)


@pytest.fixture(scope="session", params=engines.KINDS)
def engine(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test that uses this runs over each engine that keeps an index: `tests.engines.address` gives those of that kind."""
    if not engines.is_installed(request.param):
        pytest.skip("Milvus Lite is not installed: make milvus")
    with engines.using(engines.KINDS[request.param]()) as made:
        yield
    made.stop()


@pytest.fixture(autouse=True)
def _on_disk(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that asks for no engine keeps its index in its folder."""
    with nullcontext() if "engine" in request.fixturenames else engines.using(engines.OnDisk()):
        yield
