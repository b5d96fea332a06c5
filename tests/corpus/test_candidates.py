"""The index of articles: what it finds, and that it follows the database whatever happens to it; over each engine."""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tantivy
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from corpus.answering.candidates import UNDATED, Candidates
from corpus.archive.analysis import Analysed
from corpus.archive.store import Store
from corpus.database import connect
from corpus.errors import DatabaseError
from corpus.model import Window
from tests import engines
from tests.corpus.made import analysed, closed
from tests.corpus.made import store as opened
from tests.databases import Kind, address, copied

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
EVER = datetime(2100, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("database")
in_either = pytest.mark.usefixtures("engine")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path)
    made.add(analysed(range(20)), NOW)
    yield made
    closed(made)


@pytest.fixture
def index(store: Store, tmp_path: Path) -> Path:
    """The folder of an index that is up to date, and not open."""
    up_to_date(store, tmp_path)
    return tmp_path / "index"


def up_to_date(store: Store, folder: Path) -> Candidates:
    candidates = engines.opened(folder, store)
    candidates.follow()
    return candidates


def found(candidates: Candidates, store: Store, word: str, until: datetime = EVER) -> list[int]:
    """The ids of the articles that the index finds by one word."""
    known = store.terms([word])
    hits = candidates.find([(known[word].id, 1.0)], limit=50, until=until) if known else []
    return [hit.article for hit in hits]


def everything(candidates: Candidates) -> set[int]:
    return {hit.article for hit in candidates.find([], limit=1_000, until=EVER)}


def stored(store: Store) -> set[int]:
    return {outline.id for outline in store.changed(0)}


def segment(index: Path, ending: str) -> Path:
    return next(path for path in sorted(index.rglob(f"*{ending}")) if path.name != ".managed.json")


# ---- what it finds ----


@in_either
def test_an_article_is_found_by_a_word_of_its_body_and_of_its_headline(store: Store, tmp_path: Path) -> None:
    candidates = up_to_date(store, tmp_path)

    assert found(candidates, store, "word7") == [8]
    assert 8 in found(candidates, store, "7")
    assert found(candidates, store, "word99") == []


@in_either
def test_nothing_after_the_moment_of_asking_and_nothing_outside_the_window_is_found(
    store: Store, tmp_path: Path
) -> None:
    candidates, first = up_to_date(store, tmp_path), datetime(2024, 1, 1, tzinfo=UTC)
    window = Window(first + timedelta(days=3), first + timedelta(days=6))

    assert {hit.article for hit in candidates.find([], limit=50, until=first + timedelta(days=4))} == {1, 2, 3, 4, 5}
    assert {hit.article for hit in candidates.find([], limit=50, until=EVER, window=window)} == {4, 5, 6}
    assert {
        hit.article for hit in candidates.find([], limit=50, until=first + timedelta(days=9.5), since_days=1.9)
    } == {9, 10}


@in_either
def test_what_came_out_after_the_moment_of_asking_is_not_found_by_its_words(store: Store, tmp_path: Path) -> None:
    writer, reader, newest = (
        up_to_date(store, tmp_path),
        up_to_date(store, tmp_path),
        datetime(2024, 1, 20, 12, tzinfo=UTC),
    )
    assert found(reader, store, "word19", newest) == [20]
    assert found(reader, store, "word19", newest - timedelta(days=1)) == []

    store.add(analysed([40]), NOW)
    writer.follow()
    reader.follow()
    assert found(reader, store, "word40", newest) == []
    assert found(reader, store, "word40") == [21]


@in_either
def test_without_terms_the_newest_come_first_and_undated_articles_are_found_too(store: Store, tmp_path: Path) -> None:
    store.add(analysed([30], published=""), NOW)

    hits = up_to_date(store, tmp_path).find([], limit=3, until=EVER)
    undated = up_to_date(store, tmp_path).find([(store.terms(["word30"])["word30"].id, 1.0)], limit=3, until=EVER)

    assert [hit.article for hit in hits] == [20, 19, 18]
    assert [(hit.article, hit.minute) for hit in undated] == [(21, UNDATED)]


@in_either
def test_sources_and_places_keep_to_their_articles(store: Store, tmp_path: Path) -> None:
    candidates = up_to_date(store, tmp_path)
    sources = {outline.id: outline.source for outline in store.changed(0)}

    hits = candidates.find([], limit=50, until=EVER, sources=[sources[1]])

    assert {hit.article for hit in hits} == {article for article, name in sources.items() if name == sources[1]}
    assert {hit.article for hit in candidates.find([], limit=50, until=EVER, places=[3, 5])} == {3, 5}


LONG = "The mayor spoke of other matters until late in the evening. " * 20
BETTER_AND_WORSE = {
    "a rarer word": ({"text": "A comet."}, {"text": "A market."}),
    "a word said again": ({"text": "A comet and a comet by night."}, {"text": "A comet and a planet by night."}),
    "a shorter article": ({"text": "A comet by night."}, {"text": f"A comet by night. {LONG}"}),
    "a headline": ({"title": "Comet", "text": f"A planet. {LONG}"}, {"text": f"A comet. {LONG}"}),
}


@in_either
@pytest.mark.parametrize("case", BETTER_AND_WORSE)
def test_what_speaks_for_an_article_is_weighed_alike_by_each_engine(store: Store, tmp_path: Path, case: str) -> None:
    for number, changed in enumerate(reversed(BETTER_AND_WORSE[case]), 100):
        store.add(analysed([number], **{"title": "Tuesday", **changed}), NOW)
    worse, better = 21, 22

    terms = [(term.id, 1.0) for term in store.terms(["comet", "market"]).values()]
    hits = up_to_date(store, tmp_path).find(terms, limit=50, until=EVER, title=3.0, places=[worse, better])

    assert [hit.article for hit in hits] == [better, worse]
    assert hits[0].score > hits[1].score > 0


# ---- it follows ----


@in_either
def test_a_new_article_is_found_at_once_by_another_index_that_is_already_open(store: Store, tmp_path: Path) -> None:
    writer, reader = up_to_date(store, tmp_path), up_to_date(store, tmp_path)

    store.add(analysed([40]), NOW)
    writer.follow()
    reader.follow()

    assert found(reader, store, "word40") == [21]


@in_either
def test_an_index_behind_the_database_catches_up(store: Store, index: Path) -> None:
    store.add(analysed(range(20, 30)), NOW)

    assert everything(up_to_date(store, index.parent)) == stored(store)


@in_either
def test_an_article_brought_up_to_date_is_found_by_its_new_words_only(store: Store, tmp_path: Path) -> None:
    watched = engines.Watched(store.engine)
    candidates = up_to_date(watched, tmp_path)

    store.put(analysed([50], url="https://example.org/7"), NOW)
    candidates.follow()

    assert watched.indexed == len(stored(store)) + 1  # all of them once, and the new text
    assert found(candidates, store, "word50") == [21]
    assert everything(candidates) == stored(store)


def test_while_another_process_writes_the_old_index_answers_and_the_next_call_has_the_new(
    store: Store, tmp_path: Path
) -> None:
    candidates = up_to_date(store, tmp_path)
    with_lock = tantivy.Index.open(str(tmp_path / "index" / "v1")).writer(15_000_000, 1)
    store.add(analysed([40]), NOW)

    candidates.follow()
    assert len(everything(candidates)) == 20

    with_lock.wait_merging_threads()  # which lets go of the lock
    candidates.follow()
    assert len(everything(candidates)) == 21


def test_a_patient_caller_waits_for_the_other_process(store: Store, tmp_path: Path) -> None:
    candidates = up_to_date(store, tmp_path)
    with_lock = tantivy.Index.open(str(tmp_path / "index" / "v1")).writer(15_000_000, 1)
    store.add(analysed([40]), NOW)
    waiting = threading.Thread(target=candidates.follow, kwargs={"patient": True})

    waiting.start()
    with_lock.wait_merging_threads()
    waiting.join(10)

    assert everything(candidates) == stored(store)


@in_either
def test_what_left_the_archive_is_no_longer_found(store: Store, tmp_path: Path) -> None:
    candidates = up_to_date(store, tmp_path)

    store.retire(NOW.date(), 0, 7)
    candidates.follow()

    assert len(stored(store)) == 13
    assert everything(candidates) == stored(store)


@in_either
def test_an_index_that_holds_more_than_its_database_is_made_anew(store: Store, tmp_path: Path) -> None:
    up_to_date(store, tmp_path)
    (tmp_path / "earlier").mkdir()
    earlier = opened(tmp_path / "earlier")
    earlier.add(analysed(range(12)), NOW)

    assert everything(up_to_date(earlier, tmp_path)) == stored(earlier) != stored(store)
    closed(earlier)


# ---- it heals ----


def test_a_missing_index_is_made_anew(store: Store, index: Path) -> None:
    shutil.rmtree(index)

    assert everything(up_to_date(store, index.parent)) == stored(store)


@pytest.mark.parametrize("ending", [".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", "meta.json"])
@pytest.mark.parametrize("size", [0, 0.5, 0.99])
def test_an_index_with_a_file_cut_short_is_made_anew(store: Store, index: Path, ending: str, size: float) -> None:
    path = segment(index, ending)
    path.write_bytes(path.read_bytes()[: int(size * path.stat().st_size)])

    assert everything(up_to_date(store, index.parent)) == stored(store)


@pytest.mark.parametrize("ending", [".fast", ".fieldnorm", ".idx", ".store", ".term"])
def test_an_index_that_lacks_a_file_is_made_anew(store: Store, index: Path, ending: str) -> None:
    segment(index, ending).unlink()

    assert everything(up_to_date(store, index.parent)) == stored(store)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe nonsense", b"{}", b"null", b'{"segments": 7}'])
@pytest.mark.parametrize("name", ["meta.json", ".managed.json"])
def test_an_index_with_nonsense_for_its_papers_is_made_anew(
    store: Store, index: Path, name: str, content: bytes
) -> None:
    (index / "v1" / name).write_bytes(content)

    assert everything(up_to_date(store, index.parent)) == stored(store)


def test_an_index_of_other_fields_is_made_anew(store: Store, index: Path) -> None:
    papers = index / "v1" / "meta.json"
    papers.write_text(papers.read_text().replace('"minute"', '"second"'))

    assert everything(up_to_date(store, index.parent)) == stored(store)


def test_an_index_of_another_version_gives_way(store: Store, index: Path) -> None:
    (index / "v1").rename(index / "v0")

    assert everything(up_to_date(store, index.parent)) == stored(store)
    assert [path.name for path in index.iterdir()] == ["v1"]


def test_an_index_of_another_database_is_made_anew(store: Store, index: Path, tmp_path: Path) -> None:
    other = opened(tmp_path / index.name)
    other.add(analysed(range(100, 112)), NOW)
    other.put(analysed(range(112, 116), url="https://example.org/105"), NOW)
    shutil.copytree(index / "v1", tmp_path / "elsewhere" / "index" / "v1")
    assert len(stored(other)) != len(stored(store))

    assert everything(up_to_date(other, tmp_path / "elsewhere")) == stored(other)
    closed(other)


def test_an_index_damaged_while_it_is_open_heals_with_the_next_article(store: Store, tmp_path: Path) -> None:
    candidates = up_to_date(store, tmp_path)
    (tmp_path / "index" / "v1" / "meta.json").write_text("nonsense")
    store.add(analysed([40]), NOW)

    candidates.follow()

    assert everything(candidates) == stored(store)


def test_a_place_where_no_index_can_be_is_told_in_one_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where a folder should be")

    with pytest.raises(DatabaseError, match="The search index cannot be written"):
        engines.opened(tmp_path, store)


# ---- laws ----

POOL = analysed(range(10)) + analysed(range(20, 24), url="https://example.org/3")


class Following(RuleBasedStateMachine):
    """Whatever the writers do and whoever follows first, each index holds just what the store holds."""

    empty: Path
    where: Kind

    @initialize()
    def open(self) -> None:
        self.folder = copied(self.empty, Path(tempfile.mkdtemp()))
        self.store = Store(connect(address(self.folder)))
        self.open_ones = [engines.opened(self.folder, self.store) for _ in range(2)]

    @rule(batch=st.lists(st.sampled_from(POOL), max_size=4))
    def add(self, batch: list[Analysed]) -> None:
        self.store.add(batch, NOW)

    @rule(batch=st.lists(st.sampled_from(POOL), max_size=4))
    def put(self, batch: list[Analysed]) -> None:
        self.store.put(batch, NOW)

    @rule(which=st.integers(0, 1))
    def follow(self, which: int) -> None:
        self.open_ones[which].follow()
        assert everything(self.open_ones[which]) == stored(self.store)

    @rule(which=st.integers(0, 1))
    def start_again(self, which: int) -> None:
        self.open_ones[which] = engines.opened(self.folder, self.store)

    @rule()
    def damage(self) -> None:
        (self.folder / "index" / "v1" / "meta.json").write_text(json.dumps({"nonsense": True}))

    @invariant()
    def both_agree_after_following(self) -> None:
        if self.store.totals().change % 3 == 0:
            for candidates in self.open_ones:
                candidates.follow()
                assert everything(candidates) == stored(self.store)

    def teardown(self) -> None:
        closed(self.store)
        self.where.forget(self.folder)
        shutil.rmtree(self.folder)


def test_the_index_holds_what_the_store_holds(tmp_path: Path, database: Kind) -> None:
    closed(opened(tmp_path))
    Following.empty, Following.where = tmp_path, database
    case = Following.TestCase
    case.settings = settings(max_examples=15, stateful_step_count=8, deadline=None)
    case().runTest()
