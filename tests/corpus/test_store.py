"""Articles in a real SQLite file: whole batches, nothing twice, samples, and totals that stay what a recount gives."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from corpus.archive.analysis import Analysed
from corpus.archive.ledger import Ledger
from corpus.archive.store import Store
from corpus.database import connect
from corpus.errors import NewerDatabase
from corpus.versions import migrate
from tests.corpus.made import analysed, closed
from tests.corpus.made import store as opened
from tests.corpus.recount import assert_true, kept
from tests.databases import Kind, address, copied

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path)
    yield made
    closed(made)


def ids(store: Store) -> list[int]:
    return [outline.id for outline in store.changed(0)]


def samples(numbers: range) -> list[Analysed]:
    return [replace(item, draft=replace(item.draft, sample=True)) for item in analysed(numbers)]


# ---- batches ----


def test_a_batch_that_fails_in_the_middle_leaves_nothing_behind(store: Store) -> None:
    store.add(analysed(range(5)), NOW)
    before = kept(store)
    good = analysed(range(5, 8))
    bad = replace(good[1], draft=replace(good[1].draft, title="\ud800"))  # no database takes half a character

    with pytest.raises(UnicodeEncodeError):
        store.add([good[0], bad, good[2]], NOW)

    assert kept(store) == before
    assert store.terms(["word6"]) == {}


def test_after_a_failed_batch_the_next_one_is_numbered_rightly(store: Store) -> None:
    good = analysed(range(3))
    with pytest.raises(UnicodeEncodeError):
        store.add(
            [*good, replace(good[1], text_key=b"x", url_key="", draft=replace(good[1].draft, text="\udfff"))], NOW
        )

    assert store.add(good, NOW) == 3
    assert store.add(analysed(range(3, 6)), NOW) == 3
    assert_true(store)


def test_every_article_of_a_batch_can_be_read_back(store: Store) -> None:
    batch = analysed(range(40))
    store.add(batch, NOW)

    stored = store.articles(ids(store))

    assert [one.article.title for one in stored.values()] == [item.draft.title for item in batch]
    for item, one in zip(batch, stored.values(), strict=True):
        number = {term: entry.id for term, entry in store.terms(item.vocabulary).items()}
        assert one.analysis.terms.tolist() == [number[item.vocabulary[term]] for term in item.analysis.terms]
        assert (one.article.text, one.article.published, one.article.fetched) == (
            item.draft.text,
            item.draft.published,
            NOW,
        )


def test_an_empty_batch_changes_nothing(store: Store) -> None:
    assert store.add([], NOW) == 0
    assert store.totals().change == 0


# ---- nothing twice ----


def test_one_address_or_one_text_is_one_article(store: Store) -> None:
    [first] = analysed([1])
    [same_text] = analysed([1], url="https://example.org/other")
    [same_url] = analysed([2], url="https://www.example.org/1?utm_source=mail#top")
    [other] = analysed([3], url="")

    assert store.add([first, same_text, same_url, first, other], NOW) == 2
    assert store.add([same_text, same_url, other, *analysed([3], url="")], NOW) == 0
    assert store.totals().articles == 2
    assert_true(store)


def test_articles_without_an_address_are_told_apart_by_their_text(store: Store) -> None:
    assert store.add(analysed(range(5), url=""), NOW) == 5
    assert store.add(analysed(range(4, 8), url=""), NOW) == 3


def test_what_is_known_is_told(store: Store) -> None:
    here, there = analysed([1])[0], analysed([2])[0]
    store.add([here], NOW)

    assert store.known([here.text_key, there.text_key]) == {here.text_key}
    assert store.known_urls([here.url_key, there.url_key]) == {here.url_key}


# ---- samples ----


def test_samples_step_aside_at_the_first_real_article(store: Store) -> None:
    store.add(samples(range(6)), NOW)
    gone = ids(store)
    assert (store.totals().articles, store.totals().samples) == (6, 6)

    store.add(analysed([10]), NOW)

    assert (store.totals().articles, store.totals().samples) == (1, 0)
    assert sorted(store.removed(0)) == gone
    assert store.terms(["word3"]) == {}
    assert_true(store)


def test_samples_stay_as_long_as_nothing_real_comes(store: Store) -> None:
    store.add(samples(range(3)), NOW)

    assert store.add(analysed(range(3)), NOW) == 0
    assert store.totals().samples == 3


def test_samples_that_come_late_or_beside_a_real_article_stay_out(store: Store) -> None:
    assert store.add([*samples(range(3)), *analysed([10])], NOW) == 1
    assert store.add(samples(range(3)), NOW) == 0
    assert store.totals().samples == 0


# ---- an article brought up to date ----


def test_a_newer_text_under_one_address_takes_the_place_of_the_older(store: Store) -> None:
    store.add(analysed(range(3)), NOW)
    former = ids(store)[1]

    assert store.put(analysed([7], url="https://example.org/1"), NOW) == (0, 1)

    assert store.totals().articles == 3
    assert store.successor(former) == ids(store)[-1]
    assert store.terms(["word1"]) == {}
    assert_true(store)


def test_a_newer_headline_over_the_same_text_is_an_update_and_the_same_once_more_is_none(store: Store) -> None:
    store.add(analysed([1]), NOW)

    assert store.put(analysed([1], title="Corrected headline"), NOW) == (0, 1)
    assert store.put(analysed([1], title="Corrected headline"), NOW) == (0, 0)

    assert [outline.title for outline in store.changed(0)] == ["Corrected headline"]


@pytest.mark.parametrize(("at_once", "replaced"), [(True, 0), (False, 1)], ids=["in one batch", "one after the other"])
def test_of_articles_that_all_come_to_one_text_none_is_lost(store: Store, at_once: bool, replaced: int) -> None:
    store.add(analysed(range(3)), NOW)
    repair = [analysed([7], url=f"https://example.org/{number}")[0] for number in range(3)]

    put = [store.put(batch, NOW) for batch in ([repair] if at_once else [[item] for item in repair])]

    assert sum(updated for _, updated in put) == replaced
    assert store.totals().articles == 3
    assert_true(store)


def test_a_text_that_has_just_come_under_another_address_replaces_nothing(store: Store) -> None:
    store.add(analysed([1]), NOW)

    assert store.put([*analysed([7]), *analysed([7], url="https://example.org/1")], NOW) == (1, 0)

    assert store.totals().articles == 2


# ---- several writers ----


def test_two_stores_on_one_file_give_one_number_to_each_term(store: Store, tmp_path: Path) -> None:
    other = opened(tmp_path)
    for start in range(0, 60, 10):
        (store if start % 20 else other).add(analysed(range(start, start + 15)), NOW)

    assert store.totals().articles == other.totals().articles == 65
    assert_true(store)
    closed(other)


def test_threads_that_add_at_once_store_everything_once(store: Store) -> None:
    batches = [analysed(range(start, start + 12)) for start in range(0, 80, 8)]

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda batch: store.add(batch, NOW), batches))

    assert sum(added) == store.totals().articles == 84
    assert_true(store)


def test_terms_are_found_by_their_beginnings_in_whatever_order_a_language_has_its_letters(store: Store) -> None:
    store.add(analysed([60], text="A puzzle of pvc lay on the table of the museum."), NOW)

    assert [list(store.beginning(start, 1, 9)) for start in ("puz", "puzzlz", "pu")] == [["puzzl"], [], ["puzzl"]]
    assert [list(store.beginning("puz", *letters)) for letters in ((5, 5), (1, 4), (6, 9))] == [["puzzl"], [], []]


def test_it_is_counted_how_many_terms_stand_in_how_many_sentences(store: Store) -> None:
    store.add(analysed(range(4)), NOW)
    store.retire(None, 3, 1)

    counted = store.histogram()
    assert counted == Counter(sentences for _, sentences in store.spreads() if sentences)
    assert min(counted) == 1


# ---- a database that cannot be used ----


def test_a_database_of_a_newer_version_is_refused_in_one_sentence(tmp_path: Path) -> None:
    closed(opened(tmp_path))
    engine = connect(address(tmp_path))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE version_corpus SET version_num = '9999'"))

    with pytest.raises(NewerDatabase, match="written by a newer version of Dateline: update the program"):
        migrate(engine, "corpus.migrations")
    engine.dispose()


def test_the_headlines_of_an_older_archive_are_counted_when_it_is_opened(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.add([*analysed(range(30)), *analysed([30], title="Mill against mill")], NOW)
    with store.engine.begin() as connection:
        connection.execute(sa.text("DROP INDEX ix_entries_article"))
        connection.execute(sa.text("ALTER TABLE terms DROP COLUMN headlines"))
        connection.execute(sa.text("UPDATE version_corpus SET version_num = '0003'"))

    migrate(store.engine, "corpus.migrations")

    assert_true(store)
    assert "brought up to date" in caplog.text
    assert any(headlines for _, _, headlines in kept(store)[1].values())


# ---- files that were imported ----


def test_the_ledger_knows_finished_files_by_their_digest(store: Store) -> None:
    ledger = Ledger(store.engine)
    ledger.enter({b"one": 7, b"two": 0}, NOW)
    ledger.enter({b"one": 8}, NOW)

    assert [ledger.articles(key) for key in (b"one", b"two", b"three")] == [8, 0, None]


# ---- laws ----

POOL = (
    analysed(range(8))
    + samples(range(8, 12))
    + analysed([20, 21], url="https://example.org/1")
    + analysed([3], url="https://example.org/2")
    + analysed(range(4), url="")
    + analysed([22], title="Mill against mill")
)
BATCHES = st.lists(st.sampled_from(POOL), max_size=6)


class Writing(RuleBasedStateMachine):
    """Whatever is added, replaced and taken away, in two processes' stores, the totals stay what a recount gives."""

    empty: Path
    where: Kind

    @initialize()
    def open(self) -> None:
        self.folder = copied(self.empty, Path(tempfile.mkdtemp()))
        self.stores = [Store(connect(address(self.folder))) for _ in range(2)]

    @rule(batch=BATCHES, which=st.integers(0, 1))
    def add(self, batch: list[Analysed], which: int) -> None:
        before = self.stores[0].totals()
        added = self.stores[which].add(batch, NOW)
        real = self.stores[0].totals().articles - self.stores[0].totals().samples
        assert real <= before.articles - before.samples + added

    @rule(batch=BATCHES, which=st.integers(0, 1))
    def put(self, batch: list[Analysed], which: int) -> None:
        self.stores[which].put(batch, NOW)

    @rule(most=st.integers(1, 6), limit=st.integers(1, 4), which=st.integers(0, 1))
    def retire(self, most: int, limit: int, which: int) -> None:
        self.stores[which].retire(None, most, limit)
        self.stores[which].prune(limit)

    @rule(which=st.integers(0, 1))
    def fail(self, which: int) -> None:
        [item] = analysed([99])
        with pytest.raises(UnicodeEncodeError):
            self.stores[which].add([item, replace(item, url_key="\ud800", text_key=b"")], NOW)

    @invariant()
    def counts_are_true(self) -> None:
        assert_true(self.stores[0])

    @invariant()
    def samples_and_real_articles_are_never_together(self) -> None:
        totals = self.stores[1].totals()
        assert totals.samples in (0, totals.articles)

    def teardown(self) -> None:
        closed(*self.stores)
        self.where.forget(self.folder)
        shutil.rmtree(self.folder)


def test_the_totals_stay_what_a_recount_gives(tmp_path: Path, database: Kind) -> None:
    closed(opened(tmp_path))
    Writing.empty, Writing.where = tmp_path, database
    case = Writing.TestCase
    case.settings = settings(max_examples=15, stateful_step_count=8, deadline=None)
    case().runTest()
