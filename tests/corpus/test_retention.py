"""How long articles are kept: by age and by number, the oldest first, with index, counts and samples as they should be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.archive import ingest
from corpus.archive.retention import BATCH, Keeping
from corpus.database import connect
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom
from tests.corpus.recount import assert_true

NOW = datetime(2024, 6, 30, 12, 0, tzinfo=UTC)
PLACES = ("Bremen", "Cadiz", "Dover", "Esbjerg", "Faro", "Genoa", "Hull", "Izmir", "Kiel", "Lisbon")


def report(number: int, published: Published | None) -> Draft:
    text = f"The harbour of {PLACES[number % 10]} counted {number + 1000} ships on one day, said its harbour master."
    return Draft("Ships counted", text, "Example Herald", f"https://example.com/{number}", published)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """Ten articles, one each day from 21 June on."""
    made = Newsroom(connect(f"sqlite:///{tmp_path / 'dateline.db'}"), tmp_path)
    add(made, [report(number, Published(date(2024, 6, 21 + number))) for number in range(10)])
    return made


def add(newsroom: Newsroom, drafts: list[Draft], now: datetime = NOW) -> None:
    ingest.add(drafts, newsroom.store, newsroom.candidates, now)


def kept(newsroom: Newsroom) -> list[int]:
    """The ids that are left, the index having followed."""
    found = newsroom.candidates.find([], limit=1000, until=NOW)
    assert_true(newsroom.store)
    assert {one.article for one in found} == {one.id for one in newsroom.store.changed(0)}
    return sorted(one.article for one in found)


@pytest.mark.parametrize(
    ("keeping", "left"),
    [
        (Keeping(), range(1, 11)),
        (Keeping(days=3), range(7, 11)),
        (Keeping(most=4), range(7, 11)),
        (Keeping(days=3, most=2), range(9, 11)),
        (Keeping(days=2, most=8), range(8, 11)),
        (Keeping(most=10), range(1, 11)),
        (Keeping(days=1000), range(1, 11)),
    ],
    ids=str,
)
def test_the_oldest_articles_go(newsroom: Newsroom, keeping: Keeping, left: range) -> None:
    assert newsroom.sweep(keeping, NOW) == 10 - len(left)
    assert kept(newsroom) == list(left)
    assert newsroom.sweep(keeping, NOW) == 0


def test_many_go_batch_by_batch_and_it_stops_when_told(newsroom: Newsroom) -> None:
    add(newsroom, [report(number, Published(date(2024, 1, 1))) for number in range(10, 2 * BATCH + 30)])
    looks = chain((False,), repeat(True))
    assert newsroom.sweep(Keeping(days=30), NOW, lambda: next(looks)) == BATCH
    assert newsroom.sweep(Keeping(days=30), NOW) == BATCH + 20
    assert kept(newsroom) == list(range(1, 11))


def test_an_undated_article_counts_from_the_day_on_which_it_came_in(newsroom: Newsroom) -> None:
    add(newsroom, [report(50, None)], NOW - timedelta(days=5))
    add(newsroom, [report(51, None)], NOW)
    newsroom.sweep(Keeping(days=3), NOW)
    assert kept(newsroom) == [7, 8, 9, 10, 12]


def test_the_samples_stay(tmp_path: Path) -> None:
    newsroom = Newsroom(connect(f"sqlite:///{tmp_path / 'dateline.db'}"), tmp_path)
    newsroom.furnish(NOW)
    assert newsroom.sweep(Keeping(days=1, most=1), NOW) == 0


def test_what_was_removed_is_not_found_and_what_comes_later_is(newsroom: Newsroom) -> None:
    newsroom.sweep(Keeping(days=3), NOW)
    asked = newsroom.read("How many ships did the harbour of Bremen count?", NOW, UTC)
    assert "Bremen" not in "".join(point.text for point in newsroom.answer(asked).points)
    add(newsroom, [report(20, Published(date(2024, 6, 30)))])
    assert "1020 ships" in newsroom.answer(asked).points[0].text


def test_notes_on_removed_articles_do_not_pile_up(newsroom: Newsroom) -> None:
    for day in range(1, 21):
        add(newsroom, [report(100 + day, Published((NOW + timedelta(days=day)).date()))], NOW + timedelta(days=day))
        newsroom.sweep(Keeping(days=5), NOW + timedelta(days=day))
    with newsroom.store.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM removed")).scalar_one() <= 12


def words(newsroom: Newsroom) -> dict[str, int]:
    """All words that are kept, with their numbers."""
    with newsroom.store.engine.connect() as connection:
        return {row.term: row.id for row in connection.execute(sa.text("SELECT term, id FROM terms"))}


def test_words_that_no_article_has_any_more_go(newsroom: Newsroom) -> None:
    before = words(newsroom)
    newsroom.sweep(Keeping(days=3), NOW)
    assert {"cadiz", "dover", "ship"} <= before.keys()
    assert "ship" in words(newsroom)
    assert not {"cadiz", "dover"} & words(newsroom).keys()


def test_the_number_of_a_word_is_given_once(newsroom: Newsroom) -> None:
    before = words(newsroom)
    newsroom.sweep(Keeping(days=1), NOW + timedelta(days=90))
    assert len(words(newsroom)) <= 1
    add(newsroom, [report(20, Published(date(2024, 6, 30)))])
    assert min(words(newsroom).values()) >= max(before.values())


def test_words_come_back_also_to_a_process_that_has_not_seen_them_go(newsroom: Newsroom, tmp_path: Path) -> None:
    other = Newsroom(connect(newsroom.store.engine.url.render_as_string(hide_password=False)), tmp_path)
    other.sweep(Keeping(days=3), NOW)
    add(newsroom, [report(20, Published(date(2024, 6, 30)))])
    assert_true(newsroom.store)
