"""Which engine keeps the index of articles: on this machine's disk, or at an address."""

from __future__ import annotations

from pathlib import Path

from corpus.answering.candidates import Candidates
from corpus.answering.milvus_index import MilvusIndex
from corpus.answering.tantivy_index import TantivyIndex
from corpus.archive.store import Store


def opened(folder: Path, store: Store, address: str = "") -> Candidates:
    """The index of a store: at an address where one is given, else in a folder."""
    return Candidates(MilvusIndex(address, store) if address else TantivyIndex(folder, store), store)
