"""`dateline import` as its user meets it: what it says, and that a kill, a full disk or a second import lose nothing."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot import cli
from corpus.answering import engines
from corpus.archive import ingest
from corpus.archive.store import Store
from tests.corpus.made import closed, lines, record
from tests.corpus.made import store as opened
from tests.corpus.recount import assert_true, kept
from tests.forks import Ended, Forks

EVER = datetime(2100, 1, 1, tzinfo=UTC)
KILLS = 5
ARTICLES = 2_200  # three batches


@pytest.fixture(scope="module")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    with Forks(tmp_path_factory.mktemp("forks")) as made:
        yield made


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    path.write_text(lines(range(ARTICLES)))
    return path


@pytest.fixture(scope="module")
def undisturbed(forks: Forks, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A data folder after an import that nothing disturbed, and how long that took, in seconds."""
    folder = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    assert forks.run(folder, "import", articles).status == 0
    return folder, time.monotonic() - began


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def run_here(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: object) -> Ended:
    """A command run in this process."""
    monkeypatch.setenv("DATELINE_DATA_DIR", str(data))
    monkeypatch.setattr(sys, "argv", ["dateline", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    said = capsys.readouterr()
    return Ended(int(end.value.code or 0), said.out, said.err)


def content(data: Path) -> tuple[object, ...]:
    """Every article in order with the terms of its sentences, and all totals; checked against a recount and the index."""
    store = opened(data)
    assert_true(store)
    with store.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT id, url, title, text, analysis FROM articles ORDER BY change")).all()
        terms = connection.execute(sa.text("SELECT * FROM terms ORDER BY id")).all()
    assert found(data, store) == {row.id for row in rows}
    totals = kept(store)
    closed(store)
    return [tuple(row)[1:] for row in rows], [tuple(row) for row in terms], totals[0]


def stored(data: Path) -> int:
    """How many articles are committed by now, while an import runs."""
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(f"file:{data / 'dateline.db'}?mode=ro", uri=True)) as file,
    ):
        return int(file.execute("SELECT count(*) FROM articles").fetchone()[0])
    return 0


def found(data: Path, store: Store) -> set[int]:
    """All that the index of a data folder finds."""
    candidates = engines.opened(data / "index", store)
    candidates.follow()
    return {hit.article for hit in candidates.find([], limit=10_000, until=EVER)}


# ---- what it says ----


def test_it_counts_what_is_new_what_was_there_and_names_what_cannot_be_read(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text(lines(range(3)) + "{\n")
    (folder / "b.txt").write_bytes(b"%PDF-1.7")
    (folder / "c.json").write_text(json.dumps(record(2)))

    ended = run_here(data, capsys, monkeypatch, "import", folder)

    assert ended.status == 1
    assert ended.out == "3 new articles, 1 was there already, 2 could not be read.\n"
    first, second = ended.err.splitlines()
    assert first.startswith(f"{folder / 'a.jsonl'}: line 4: it is no JSON: ")
    assert second.startswith(f"{folder / 'b.txt'}: it is a binary file: save the article as text")


def test_it_ends_well_when_all_is_read(
    data: Path, articles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_here(data, capsys, monkeypatch, "import", articles)
    second = run_here(data, capsys, monkeypatch, "import", articles)

    assert first == Ended(0, "2,200 new articles, 0 were there already, 0 could not be read.\n", "")
    assert second == Ended(0, "0 new articles, 2,200 were there already, 0 could not be read.\n", "")


def test_without_a_path_it_shows_how_to_give_one(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = run_here(data, capsys, monkeypatch, "import")

    assert ended == Ended(2, "", "Name the files and folders to import, for example: dateline import ~/articles\n")


@pytest.mark.parametrize("name", ["empty", "none.txt"])
def test_where_nothing_is_to_import_it_says_so_in_one_sentence(
    data: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()

    ended = run_here(data, capsys, monkeypatch, "import", tmp_path / name)

    reason = "it holds no file to import" if name == "empty" else "there is no such file"
    assert (ended.status, ended.out, len(ended.err.splitlines())) == (1, "", 1)
    assert ended.err.startswith(f"{tmp_path / name}: {reason}")


def test_of_very_many_reasons_the_first_are_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text("nonsense\n" * 2_050)

    ended = run_here(data, capsys, monkeypatch, "import", tmp_path / "a.jsonl")

    assert len(ended.err.splitlines()) == 51
    assert ended.err.endswith("… and 2,000 more.\n")


def test_a_bar_runs_to_the_end_on_a_terminal_and_nowhere_else(forks: Forks, data: Path, articles: Path) -> None:
    master, slave = os.openpty()
    shown = bytearray()
    reader = threading.Thread(target=_read_all, args=(master, shown))
    reader.start()
    fork = forks.start(data, "import", articles, err=os.ttyname(slave))
    ended = fork.ended()
    os.close(slave)
    reader.join(20)

    assert ended.status == 0
    assert "Importing" in shown.decode()
    percents = [int(found) for found in re.findall(r"(\d+)%", shown.decode())]
    assert percents[-1] == 100
    assert percents == sorted(percents)


def _read_all(terminal: int, shown: bytearray) -> None:
    """What a terminal shows until its last user has gone, which Linux tells as an error."""
    try:
        while read := os.read(terminal, 1 << 16):
            shown += read
    except OSError:
        os.close(terminal)


# ---- kills ----


def test_a_killed_import_is_completed_by_the_next_as_if_nothing_had_happened(
    forks: Forks, data: Path, articles: Path, undisturbed: tuple[Path, float]
) -> None:
    whole, seconds = undisturbed
    dice, killed = random.Random(), 0  # noqa: S311  (any moment will do)

    for _ in range(KILLS):
        fork = forks.start(data, "import", articles)
        fork.signal(signal.SIGKILL, dice.uniform(0, seconds))
        status = fork.ended().status
        assert status in (0, -signal.SIGKILL)
        killed += status != 0
        if status == 0:  # it was done before: begin again
            shutil.rmtree(data)
            data.mkdir()

    ended = forks.run(data, "import", articles)

    assert killed
    assert (ended.status, ended.err) == (0, "")
    assert content(data) == content(whole)


def test_a_kill_of_an_import_with_workers_loses_nothing(forks: Forks, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(lines(range(1_100), sentences=20))
    assert path.stat().st_size > ingest.WORTHWHILE
    store = opened(data)

    fork = forks.start(data, "import", path)
    while not store.totals().articles and fork.runs(0.01):
        pass
    fork.signal(signal.SIGKILL, 0)
    assert fork.ended().status == -signal.SIGKILL
    assert_true(store)
    between = store.totals().articles
    ended = forks.run(data, "import", path)

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"{1_100 - between:,} new articles, {between:,} were there already, 0 ")
    assert_true(store)
    assert len(found(data, store)) == 1_100
    closed(store)


def test_ctrl_c_ends_it_with_one_sentence_and_keeps_what_is_stored(
    forks: Forks, data: Path, articles: Path, undisturbed: tuple[Path, float]
) -> None:
    fork = forks.start(data, "import", articles)
    while not stored(data) and fork.runs(0.002):
        pass
    fork.signal(signal.SIGINT, after=0)
    ended = fork.ended()

    assert ended.status == 130
    assert ended.err.splitlines() == ["Interrupted: what was stored so far stays. Run it again to bring in the rest."]
    assert forks.run(data, "import", articles).status == 0
    assert content(data) == content(undisturbed[0])


# ---- two at once ----


def test_two_imports_at_once_store_everything_once_and_each_finds_its_own(
    forks: Forks, data: Path, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path, numbers in zip(paths, (range(700), range(400, 1_100)), strict=True):
        path.write_text(lines(numbers))

    ends = [fork.ended() for fork in [forks.start(data, "import", path) for path in paths]]

    assert [(end.status, end.err) for end in ends] == [(0, ""), (0, "")]
    store = opened(data)
    assert store.totals().articles == 1_100
    assert_true(store)
    assert len(found(data, store)) == 1_100
    closed(store)


# ---- a place that cannot be written ----


def test_a_read_only_data_folder_is_one_sentence_and_nothing_is_lost(
    forks: Forks, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    data = shutil.copytree(undisturbed[0], tmp_path / "data")
    (tmp_path / "new.jsonl").write_text(lines(range(5_000, 5_010)))
    before = content(data)
    inside = [data, *data.rglob("*")]
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)

    ended = forks.run(data, "import", tmp_path / "new.jsonl", humble=True)

    for path in inside:
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert (ended.status, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert re.search("data folder", ended.err)
    assert content(data) == before


@pytest.mark.parametrize("largest", [100_000, 1_500_000])
def test_a_full_disk_is_one_sentence_and_the_import_goes_on_when_there_is_room(
    forks: Forks, data: Path, articles: Path, undisturbed: tuple[Path, float], largest: int
) -> None:
    ended = forks.run(data, "import", articles, largest=largest)

    assert (ended.status, ended.out, len(ended.err.splitlines())) == (2, "", 1)
    assert re.search("disk", ended.err)
    again = forks.run(data, "import", articles)
    assert (again.status, again.err) == (0, "")
    assert content(data) == content(undisturbed[0])


def test_an_index_for_which_there_is_no_room_is_one_sentence(
    forks: Forks, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    data = shutil.copytree(undisturbed[0], tmp_path / "data")
    shutil.rmtree(data / "index")

    ended = forks.run(data, "ask", "Who opened the bridge?", largest=40_000)

    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("The search index cannot be written (is the disk full?)")
    assert len(ended.err.splitlines()) == 1
    assert forks.run(data, "ask", "Who opened the bridge?").status == 0
    assert content(data) == content(undisturbed[0])


def test_a_database_of_a_newer_version_is_one_sentence(
    data: Path, articles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(data)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE version_corpus SET version_num = '9999'"))
    closed(store)

    ended = run_here(data, capsys, monkeypatch, "import", articles)

    newer = "The database was written by a newer version of Dateline: update the program to use it.\n"
    assert ended == Ended(2, "", newer)
