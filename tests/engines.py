"""Where tests keep an index of articles: in a folder by Tantivy, or in a Milvus within the process, where that is installed.

Which of them says the fixture `engine`, which runs what uses it over both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from corpus.answering import engines
from corpus.answering.candidates import Candidates
from corpus.archive.records import Outline
from corpus.archive.store import Store


class Watched(Store):
    """A store that counts the articles which are read to be indexed."""

    indexed = 0

    def changed(self, since: int) -> Iterator[Outline]:
        for outline in super().changed(since):
            self.indexed += 1
            yield outline


class Engine(Protocol):
    """A way to keep an index."""

    def address(self, folder: Path) -> str:
        """What a newsroom is given to have its index in a folder."""

    def stop(self) -> None:
        """Be done with all of them."""


class OnDisk:
    """Tantivy: the index lies in its folder and goes with it."""

    def address(self, folder: Path) -> str:
        return ""

    def stop(self) -> None:
        pass


class InMilvus:
    """Milvus Lite, which speaks as a cluster does: for each folder a server in threads of this process."""

    def __init__(self) -> None:
        self._servers: set[str] = set()

    def address(self, folder: Path) -> str:
        self._servers.add(str(folder / "milvus.db"))
        return str(folder / "milvus.db")

    def stop(self) -> None:
        from milvus_lite.server_manager import server_manager_instance  # noqa: PLC0415  (only where it is installed)

        for server in self._servers:
            server_manager_instance.release_server(server)


KINDS: dict[str, type[Engine]] = {"tantivy": OnDisk, "milvus": InMilvus}
_used: list[Engine] = [OnDisk()]


def is_installed(name: str) -> bool:
    return name != "milvus" or find_spec("milvus_lite") is not None


@contextmanager
def using(engine: Engine) -> Iterator[Engine]:
    """Keep indexes in this way from now on, until the context is left."""
    _used.append(engine)
    try:
        yield engine
    finally:
        _used.pop()


def address(folder: Path) -> str:
    """What a newsroom is given to have its index in a folder."""
    return _used[-1].address(folder)


def opened(folder: Path, store: Store) -> Candidates:
    """The index of a store in a folder."""
    return engines.opened(folder / "index", store, address(folder))
