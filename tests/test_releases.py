"""A database of every released version, taken over by this one: `tests/releases` holds each as SQL, with data."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.access import Role
from bot.desk import Desk, furnish
from bot.model import Place
from bot.settings import load
from corpus.database import connect
from corpus.newsroom import Newsroom
from tests.corpus.recount import assert_true

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.sql"))
NOW = datetime(2024, 5, 16, 13, tzinfo=UTC)


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """The desk of a bot of today over the database of then."""
    with closing(sqlite3.connect(tmp_path / "dateline.db")) as database:
        database.executescript(request.param.read_text("utf-8"))
    settings = load(_env_file=None, data_dir=tmp_path, access="private")
    return furnish(settings, Newsroom(connect(settings.database_url), tmp_path))


def test_articles_are_found_and_feeds_followed(desk: Desk) -> None:
    newsroom = desk.newsroom
    found = newsroom.answer(newsroom.read("How many ships did the harbour master of Dover count?", NOW, UTC))
    assert "412 ships" in found.points[0].text
    assert [source.title for source in newsroom.feeds.store.all()] == ["Daily Example"]


def test_the_dictionary_is_brought_up_to_date(desk: Desk) -> None:
    store = desk.newsroom.store
    assert_true(store)
    assert any(entry.headlines for entry in store.terms(["dover", "ship", "harbour"]).values())


def test_people_chats_and_what_was_said_are_still_known(desk: Desk) -> None:
    assert [desk.access.role(user) for user in (11, 22, 33)] == [Role.OWNER, Role.GUEST, Role.STRANGER]
    assert desk.choices.zone(Place(11)) == "Europe/Berlin"
    turn = desk.store.turn_of(11, 2)
    assert turn is not None
    assert turn.question == "How many ships did the harbour master of Dover count?"
    assert turn.points


def test_digests_mutes_and_messages_on_their_way_are_still_there(desk: Desk) -> None:
    [digest] = desk.digests.all(11)
    assert (digest.name, digest.topics, digest.table.minute, digest.table.quiet) == (
        "Morning",
        ("dover ships",),
        480,
        (1320, 420),
    )
    assert desk.memory.muted(Place(11)).words == ("crypto",)
    with closing(sqlite3.connect(desk.settings.data_dir / "dateline.db")) as database:
        assert database.execute("SELECT id, body FROM updates").fetchall() == [(7, '{"update_id": 7}')]
