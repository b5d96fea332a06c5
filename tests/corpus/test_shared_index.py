"""One index for several workers, each with a data folder and a client of its own, at a server that comes and goes."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.answering import engines as opening
from corpus.answering.candidates import Candidates
from corpus.archive.store import Store
from corpus.database import alone
from corpus.errors import DatabaseError
from tests import engines
from tests.corpus.made import analysed, closed
from tests.corpus.made import store as opened

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
EVER = datetime(2100, 1, 1, tzinfo=UTC)
PATIENCE = 60.0  # seconds in which a server takes connections

pytestmark = [
    pytest.mark.usefixtures("database"),
    pytest.mark.skipif(not engines.is_installed("milvus"), reason="Milvus Lite is not installed: make milvus"),
]


class Server:
    """A Milvus Lite in a process of its own, which keeps what it holds in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "milvus_lite", "server", "--host", "127.0.0.1", "--port", str(self._port)]
        self._process = subprocess.Popen(  # noqa: S603  (all words are ours)
            [*command, "--data-dir", str(self._folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), 1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "milvus")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path)
    made.add(analysed(range(20)), NOW)
    yield made
    closed(made)


def worker(name: str, tmp_path: Path, store: Store, server: Server) -> Candidates:
    return opening.opened(tmp_path / name / "index", store, server.address)


def everything(candidates: Candidates) -> set[int]:
    return {hit.article for hit in candidates.find([], limit=1_000, until=EVER)}


def stored(store: Store) -> set[int]:
    return {outline.id for outline in store.changed(0)}


def test_what_one_worker_brings_in_another_finds_without_indexing_it_again(
    store: Store, tmp_path: Path, server: Server
) -> None:
    watched = engines.Watched(store.engine)
    one, other = worker("one", tmp_path, store, server), worker("other", tmp_path, watched, server)

    one.follow()
    other.follow()

    assert everything(one) == everything(other) == stored(store)
    assert watched.indexed == 0
    assert not (tmp_path / "other").exists()


def test_while_one_worker_writes_the_others_answer_with_what_is_there(
    store: Store, tmp_path: Path, server: Server
) -> None:
    other = worker("other", tmp_path, store, server)
    other.follow()
    store.add(analysed([40]), NOW)

    with alone(store.engine, 6_001) as mine:
        assert mine
        other.follow()
        seen = everything(other)
    other.follow()

    assert len(seen) == (20 if store.engine.dialect.name == "postgresql" else 21)  # SQLite's are on one machine
    assert everything(other) == stored(store)


@pytest.mark.parametrize("lost", [False, True], ids=["as it was", "having lost all"])
def test_a_server_that_was_away_is_told_in_one_sentence_and_has_all_when_it_is_back(
    store: Store, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch, lost: bool
) -> None:
    monkeypatch.setattr("corpus.answering.milvus_index.SECONDS", 0.5)
    candidates = worker("one", tmp_path, store, server)
    candidates.follow()

    server.stop()
    with pytest.raises(DatabaseError, match="The search server does not answer"):
        everything(candidates)
    if lost:
        (tmp_path / "milvus").rename(tmp_path / "lost")
    server.start()
    monkeypatch.setattr("corpus.answering.milvus_index.SECONDS", 10.0)
    candidates.follow()

    assert everything(candidates) == stored(store)
