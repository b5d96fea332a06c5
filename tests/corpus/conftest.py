"""What several tests of feeds share: a publisher on loopback, and a newsroom that may fetch from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.database import connect
from corpus.newsroom import Newsroom
from tests.corpus.feed_server import FeedServer
from tests.databases import Kind, address


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A publisher that has nothing yet."""
    with FeedServer() as running:
        yield running


@pytest.fixture
def newsroom(tmp_path: Path, database: Kind) -> Iterator[Newsroom]:
    """An empty archive that may fetch from loopback, under either of its names."""
    engine = connect(address(tmp_path))
    made = Newsroom(engine, tmp_path, frozenset({"127.0.0.1", "localhost"}))
    yield made
    made.feeds.close()
    engine.dispose()
