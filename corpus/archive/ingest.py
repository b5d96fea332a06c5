"""Articles on their way in: files read, analysed by worker processes, stored batch by batch, indexed; in that order.

An import that is interrupted anywhere, the machine's plug included, is completed by the next one: a batch is stored whole
or not at all, and nothing is stored twice. A file that came in whole is known by the digest of its bytes and is not read
again, since unpacking and cleaning alone would take a quarter of the first time. In a file that is not known so, what is
stored already is told by its address or its text before it is analysed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from corpus import database
from corpus.answering.candidates import Candidates
from corpus.archive.analysis import Analysed, analyse, text_key
from corpus.archive.ledger import Ledger
from corpus.archive.store import Store
from corpus.archive.workers import in_workers
from corpus.errors import UnreadableFile
from corpus.model import Draft
from corpus.reading import files, paths
from corpus.reading.addresses import canonical
from corpus.reading.packed import Progress, digest

CHUNK = 32  # records that travel to a worker together
WORTHWHILE = 2_000_000  # bytes of input below which starting worker processes costs more than it saves
REASONS = 1_000  # kept in memory
BATCH = 1_000  # articles in one transaction; some 12 MB


@dataclass(frozen=True, slots=True)
class End:
    """The end of a file, with its digest, b"" where it has none."""

    digest: bytes


Raw = tuple[int, bytes, str]  # line number, JSON, name of the file
Item = Raw | Path | Draft | UnreadableFile | End
Ready = Analysed | UnreadableFile | End | None  # None: stored before


@dataclass(slots=True)
class Report:
    """What became of an import: new articles, those that were there, and what could not be read.

    `refused` counts the files, lines and records that held no article; `unreadable` are the reasons of the first of them.
    """

    added: int = 0
    known: int = 0
    refused: int = 0
    unreadable: list[UnreadableFile] = field(default_factory=list)


def load(
    found: Mapping[Path, int],
    store: Store,
    candidates: Candidates,
    now: datetime,
    progress: Progress = lambda _: None,
) -> Report:
    """Import files, each given with its bytes on disk; findable when this returns. `progress` hears of bytes as they are read.

    DatabaseError where the database or the index cannot be written; what was stored before stays.
    """
    ledger = Ledger(store.engine)
    intake = _Intake(store, ledger, now)
    fresh = {}
    for path, size in found.items():
        key = digest(path) or b""
        articles = ledger.articles(key)
        if articles is None:
            fresh[path] = key
        else:
            intake.report.known += articles
            progress(size)
    url = store.engine.url.render_as_string(hide_password=False)
    for item in _prepared(_items(fresh, progress), sum(found[path] for path in fresh), url):
        intake.take(item)
    intake.keep()
    candidates.follow(patient=True)
    return intake.report


def add(drafts: Sequence[Draft], store: Store, candidates: Candidates, now: datetime) -> int:
    """Store a few drafts and make them findable; returns how many were new."""
    added = store.add([analyse(draft) for draft in drafts], now)
    candidates.follow(patient=True)
    return added


class _Intake:
    """The one writer: collects what comes in, stores it batch by batch, and notes the files that came in whole."""

    def __init__(self, store: Store, ledger: Ledger, now: datetime) -> None:
        self.report = Report()
        self._store, self._ledger, self._now = store, ledger, now
        self._batch: list[Analysed] = []
        self._finished: dict[bytes, int] = {}
        self._articles = 0  # of the file under way
        self._broken = False

    def take(self, item: Ready) -> None:
        if isinstance(item, End):
            self._end(item)
        elif isinstance(item, UnreadableFile):
            self.report.refused += 1
            self.report.unreadable += [item] if self.report.refused <= REASONS else []
            self._broken = True
        else:
            self._articles += 1
            self.report.known += item is None
            self._batch += [item] if item else []
        if len(self._batch) >= BATCH:
            self.keep()

    def _end(self, end: End) -> None:
        if end.digest and not self._broken:
            self._finished[end.digest] = self._articles
        self._articles, self._broken = 0, False

    def keep(self) -> None:
        """Store what was collected; a file is finished once all its articles are stored."""
        if self._batch:
            added = self._store.add(self._batch, self._now)
            self.report.added += added
            self.report.known += len(self._batch) - added
            self._batch = []
        if self._finished:
            self._ledger.enter(self._finished, self._now)
            self._finished = {}


def _items(found: Mapping[Path, bytes], progress: Progress) -> Iterator[Item]:
    """Lines and pages as they are, for the workers to read; of JSON what it holds; after each file its end."""
    for path, key in found.items():
        yield from _content(path, progress)
        yield End(key)


def _content(path: Path, progress: Progress) -> Iterator[Item]:
    if paths.is_lines(path):
        try:
            for number, line in files.lines(path, progress):
                yield number, line, str(path)
        except UnreadableFile as error:
            yield error
    elif paths.is_single(path):
        yield path
        progress(paths.size(path))
    else:
        yield from files.read(path, progress)


def _prepared(items: Iterator[Item], size: int, url: str) -> Iterator[Ready]:
    work = partial(_prepare, url=url)
    chunks = iter(lambda: list(islice(items, CHUNK)), [])
    for chunk in in_workers(work, chunks) if size > WORTHWHILE else map(work, chunks):
        yield from chunk


# ---- in a worker ----

_stores: dict[str, Store] = {}  # one connection pool for each worker process


def _prepare(chunk: list[Item], url: str) -> list[Ready]:
    """Parse and analyse what is not stored yet."""
    store = _stores.get(url) or _stores.setdefault(url, Store(database.connect(url)))
    read = [one for item in chunk for one in _read(item)]
    drafts = [one for one in read if isinstance(one, Draft)]
    addresses = {draft.url: canonical(draft.url) for draft in drafts if draft.url}
    urls = store.known_urls(list(filter(None, addresses.values())))
    keys = {id(draft): text_key(draft.text) for draft in drafts if addresses.get(draft.url, "") not in urls}
    texts = store.known(list(keys.values()))
    return [_ready(one, keys.get(id(one)), texts) if isinstance(one, Draft) else one for one in read]


def _read(item: Item) -> Iterable[Draft | UnreadableFile | End]:
    if isinstance(item, tuple):
        return (files.parse_line(*item),)
    return files.read(item) if isinstance(item, Path) else (item,)


def _ready(draft: Draft, key: bytes | None, known: set[bytes]) -> Analysed | None:
    return None if key is None or key in known else analyse(draft, key)
