"""Files on their way in: stored once, findable when the import returns, completed by the next one."""

from __future__ import annotations

import gzip
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import tantivy

from corpus.answering import engines
from corpus.answering.candidates import Candidates
from corpus.archive import ingest
from corpus.archive.ingest import Report
from corpus.archive.store import Store
from corpus.model import Draft
from corpus.reading.paths import find, size
from tests.corpus.made import closed, lines, record
from tests.corpus.made import store as opened
from tests.corpus.recount import assert_true
from tests.databases import Kind

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
EVER = datetime(2100, 1, 1, tzinfo=UTC)
COPIED = f"The ferry of Kelso\n14 May 2024\n\n{record(900)['text']}"
PAGE = f"<html><head><title>The mill</title></head><body><p>{record(901)['text']}</p></body></html>"


@dataclass
class Desk:
    """A store with its index, and a folder for files to import."""

    store: Store
    candidates: Candidates
    folder: Path

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self, *paths: Path, progress: list[int] | None = None) -> Report:
        found = {path: size(path) for path in find(paths or [self.folder])}
        return ingest.load(found, self.store, self.candidates, NOW, (progress if progress is not None else []).append)

    def finds(self, word: str) -> bool:
        known = self.store.terms([word])
        return bool(known and self.candidates.find([(known[word].id, 1.0)], limit=5, until=EVER))

    def indexed(self) -> int:
        return len(self.candidates.find([], limit=10_000, until=EVER))


@pytest.fixture
def desk(tmp_path: Path, database: Kind) -> Iterator[Desk]:
    store = opened(tmp_path)
    (tmp_path / "in").mkdir()
    yield Desk(store, engines.opened(tmp_path / "index", store), tmp_path / "in")
    closed(store)


def counts(report: Report) -> tuple[int, int, int]:
    return report.added, report.known, report.refused


# ---- what comes in ----


def test_a_folder_of_all_kinds_comes_in_and_is_findable_at_once(desk: Desk) -> None:
    desk.write("a.txt", COPIED)
    desk.write("b.html", PAGE)
    desk.write("c.json", json.dumps([record(1), record(2)]))
    desk.write("deep/d.jsonl.gz", gzip.compress(lines(range(3, 8)).encode()))
    progress: list[int] = []

    report = desk.load(progress=progress)

    assert counts(report) == (9, 0, 0)
    assert all(desk.finds(word) for word in ("word900", "word901", "word1", "word2", "word7"))
    assert sum(progress) == sum(path.stat().st_size for path in desk.folder.rglob("*.*"))
    assert_true(desk.store)


def test_what_cannot_be_read_is_told_by_name_and_the_rest_comes_in(desk: Desk) -> None:
    desk.write("a.txt", b"\x89PNG\r\n\x1a\n\0\0")
    lines_file = desk.write("b.jsonl", lines(range(2)) + "nonsense\n" + lines(range(2, 4)))
    missing = desk.folder / "none.txt"

    report = desk.load(desk.folder, missing)

    assert counts(report) == (4, 0, 3)
    assert [Path(error.path).name for error in report.unreadable] == ["a.txt", "b.jsonl", "none.txt"]
    assert str(report.unreadable[1]).startswith(f"{lines_file}: line 3: it is no JSON")


def test_of_a_file_with_bad_lines_without_end_the_first_reasons_are_kept(desk: Desk) -> None:
    desk.write("a.jsonl", "nonsense\n" * (ingest.REASONS + 5))

    report = desk.load()

    assert (report.refused, len(report.unreadable)) == (ingest.REASONS + 5, ingest.REASONS)


def test_an_article_that_stands_in_several_files_comes_in_once(desk: Desk) -> None:
    desk.write("a.jsonl", lines(range(5)))
    desk.write("b.jsonl", lines(range(3, 8)))
    desk.write("c.jsonl", lines(range(4)).replace("https://example.org/", "https://m.example.org/"))

    assert counts(desk.load()) == (8, 6, 0)


def test_a_few_drafts_are_findable_when_they_are_added(desk: Desk) -> None:
    assert ingest.add([Draft("The ferry", "A heron stood on the ferry.")], desk.store, desk.candidates, NOW) == 1
    assert desk.finds("heron")


# ---- the second time ----


def test_a_file_that_came_in_whole_is_not_read_again(desk: Desk) -> None:
    desk.write("a.jsonl", lines(range(30)))
    desk.write("b.txt", COPIED)
    desk.load()
    with desk.store.engine.begin() as connection:  # were it read again, this article would come back
        connection.execute(sa.text("DELETE FROM articles WHERE id = 1"))
    progress: list[int] = []

    assert counts(desk.load(progress=progress)) == (0, 31, 0)
    assert sum(progress) == sum(path.stat().st_size for path in desk.folder.iterdir())


def test_a_file_that_grew_is_read_again_and_only_the_new_comes_in(desk: Desk) -> None:
    path = desk.write("a.jsonl", lines(range(30)))
    desk.load()
    path.write_text(lines(range(33)))

    assert counts(desk.load()) == (3, 30, 0)
    assert desk.finds("word32")


def test_a_file_with_a_bad_line_tells_it_every_time(desk: Desk) -> None:
    desk.write("a.jsonl", lines(range(3)) + "nonsense\n")
    desk.write("b.jsonl", lines(range(3, 5)))

    assert counts(desk.load()) == (5, 0, 1)
    assert counts(desk.load()) == (0, 5, 1)


def test_an_import_that_stopped_in_the_middle_is_completed_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH", 20)
    path = desk.write("a.jsonl", lines(range(1_000)))  # some 450 kB: it is read in seven parts

    class Stop(list[int]):
        def append(self, count: int) -> None:
            super().append(count)
            if len(self) == 4:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.load(path, progress=Stop())
    stored = desk.store.totals().articles
    assert 0 < stored < 1_000
    assert_true(desk.store)

    assert counts(desk.load(path)) == (1_000 - stored, stored, 0)
    assert desk.indexed() == 1_000
    assert_true(desk.store)


def test_a_file_counts_as_imported_only_when_its_articles_are_stored(desk: Desk) -> None:
    first, second = desk.write("a.jsonl", lines(range(5))), desk.write("b.jsonl", lines(range(5, 405)))

    class Stop(list[int]):
        def append(self, count: int) -> None:
            super().append(count)
            if sum(self) > 100_000:  # well within the second file
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.load(first, second, progress=Stop())
    assert desk.store.totals().articles == 0

    assert counts(desk.load()) == (405, 0, 0)


def test_an_import_returns_when_its_articles_are_findable_though_another_process_writes_the_index(desk: Desk) -> None:
    path = desk.write("a.jsonl", lines(range(5)))
    index = tantivy.Index.open(str(desk.folder.parent / "index" / "v1"))
    lock = index.writer(15_000_000, 1)
    importing = threading.Thread(target=desk.load, args=(path,))

    importing.start()
    importing.join(0.3)
    assert importing.is_alive()
    lock.wait_merging_threads()  # which lets go of the lock
    importing.join(20)

    index.reload()
    assert index.searcher().num_docs == 5


# ---- workers ----


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough to be worth worker processes."""
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    path.write_text(lines(range(1_200), sentences=20))
    assert path.stat().st_size > ingest.WORTHWHILE
    return path


def test_workers_store_what_one_process_stores_in_the_same_order(
    desk: Desk, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert counts(desk.load(large)) == (1_200, 0, 0)
    by_workers = [(o.title, o.analysis.pack()) for o in desk.store.changed(0)]
    assert desk.indexed() == 1_200
    assert_true(desk.store)

    monkeypatch.setattr(ingest, "WORTHWHILE", 10**9)
    alone = opened(desk.folder)
    ingest.load({large: large.stat().st_size}, alone, engines.opened(desk.folder / "index", alone), NOW)

    assert [(o.title, o.analysis.pack()) for o in alone.changed(0)] == by_workers
    closed(alone)


def test_a_bad_line_that_a_worker_reads_is_a_reason_and_ends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "WORTHWHILE", 0)
    desk.write("a.jsonl", lines(range(2)) + "nonsense\n" + lines(range(2, 4)))
    desk.write("b.txt", b"\x89PNG\r\n\x1a\n\0\0")

    report = desk.load()

    assert counts(report) == (4, 0, 2)
    assert [error.reason for error in report.unreadable] == [
        "line 3: it is no JSON: expecting value at character 1",
        "it is a binary file: save the article as text",
    ]


ENDLESS = """
import itertools, multiprocessing
from corpus.archive.workers import in_workers
for _ in in_workers(abs, itertools.repeat(1)):
    print(multiprocessing.active_children()[0].pid, flush=True)
"""


def test_workers_do_not_outlive_a_killed_parent() -> None:
    with subprocess.Popen(  # noqa: S603  (all words are ours)
        [sys.executable, "-c", ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as parent:
        assert parent.stdout
        worker = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()

    ended, _, _ = select.select([worker], [], [], 20)
    os.close(worker)
    assert ended
