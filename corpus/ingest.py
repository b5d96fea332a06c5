"""Articles on their way in: files read, analysed by worker processes, stored batch by batch, indexed; in that order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from corpus import database, files
from corpus.analysis import Analysed, analyse, text_key
from corpus.candidates import Candidates
from corpus.errors import UnreadableFile
from corpus.model import Draft
from corpus.store import Store

LINES = 64  # records that travel to a worker together
WORTHWHILE = 2_000_000  # bytes of input below which starting worker processes costs more than it saves
BATCH = 256  # articles in one transaction

Raw = tuple[int, bytes, str]  # line number, JSON, name of the file
Item = Raw | Draft | UnreadableFile
Ready = Analysed | UnreadableFile | None  # None: stored before


@dataclass(slots=True)
class Report:
    """What became of an import: new articles, those that were there, and what could not be read, with reasons."""

    added: int = 0
    known: int = 0
    unreadable: list[UnreadableFile] = field(default_factory=list)


def load(
    paths: Sequence[Path], store: Store, candidates: Candidates, now: datetime, told: Callable[[int], None] = lambda _: None
) -> Report:
    """Import files and folders; findable when this returns. `told` hears of bytes read, out of `files.size` of each.

    Each batch is stored in one transaction and nothing is stored twice, so an interrupted import is completed by the
    next one.
    """
    report = Report()
    found = files.find(paths)
    batch: list[Analysed] = []
    for item in _prepared(_items(found, told), sum(map(files.size, found)), store.url):
        if isinstance(item, UnreadableFile):
            report.unreadable.append(item)
        elif item is None:
            report.known += 1
        else:
            batch.append(item)
        if len(batch) >= BATCH:
            _keep(batch, store, report, now)
            batch = []
    _keep(batch, store, report, now)
    candidates.follow()
    return report


def add(drafts: Sequence[Draft], store: Store, candidates: Candidates, now: datetime) -> int:
    """Store a few drafts and make them findable; returns how many were new."""
    added = store.add([analyse(draft) for draft in drafts], now)
    candidates.follow()
    return added


def _keep(batch: list[Analysed], store: Store, report: Report, now: datetime) -> None:
    added = store.add(batch, now) if batch else 0
    report.added += added
    report.known += len(batch) - added


def _items(found: Iterable[Path], told: Callable[[int], None]) -> Iterator[Item]:
    """JSON Lines as they are, for the workers to parse; all else already read."""
    for path in found:
        if files.is_lines(path):
            try:
                for number, line in files.lines(path, told):
                    yield number, line, str(path)
            except UnreadableFile as error:
                yield error
        else:
            yield from files.read(path, told)


def _prepared(items: Iterator[Item], size: int, url: str) -> Iterator[Ready]:
    work = partial(_prepare, url=url)
    chunks = iter(lambda: list(islice(items, LINES)), [])
    for chunk in _in_workers(work, chunks) if size > WORTHWHILE else map(work, chunks):
        yield from chunk


def _in_workers(work: Callable[[list[Item]], list[Ready]], chunks: Iterator[list[Item]]) -> Iterator[list[Ready]]:
    """`map` in worker processes, in order, with a bounded number of chunks under way."""
    count = os.cpu_count() or 1
    pending: deque[Future[list[Ready]]] = deque()
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        try:
            for chunk in chunks:
                pending.append(pool.submit(work, chunk))
                if len(pending) > 4 * count:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


_stores: dict[str, Store] = {}  # one connection pool for each worker process


def _prepare(chunk: list[Item], url: str) -> list[Ready]:
    """Parse and analyse what is not stored yet."""
    store = _stores.get(url) or _stores.setdefault(url, Store(database.connect(url)))
    drafts = [files.parse_line(*item) if isinstance(item, tuple) else item for item in chunk]
    keys = {text_key(draft.text) for draft in drafts if isinstance(draft, Draft)}
    known = store.known(list(keys))
    return [_ready(draft, known) for draft in drafts]


def _ready(draft: Draft | UnreadableFile, known: set[bytes]) -> Ready:
    if isinstance(draft, UnreadableFile):
        return draft
    return None if text_key(draft.text) in known else analyse(draft)


