"""An installation moved from its file into PostgreSQL: everything, in order, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.commands.moving import move, rows
from bot.desk import Desk, furnish
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.model import Place, Turn
from bot.settings import load
from corpus.answering import engines
from corpus.archive.store import Store
from corpus.database import connect, writing
from corpus.errors import DatabaseError
from corpus.feeds.opml import Outline
from corpus.newsroom import Newsroom
from tests.corpus.made import analysed
from tests.corpus.recount import assert_true
from tests.databases import Kind

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
ANN = Place(2**40, 0, 2**40)

pytestmark = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Desk]:
    """An installation in a file, with something of everything."""
    settings = load(_env_file=None, data_dir=tmp_path, database=f"sqlite:///{tmp_path / 'dateline.db'}")
    newsroom = Newsroom(connect(settings.database_url), tmp_path)
    newsroom.store.add(analysed(range(30)), NOW)
    newsroom.store.put(analysed([40], url="https://example.org/3"), NOW)
    newsroom.feeds.add_all([Outline("https://example.org/feed", "Ünïcode 日本 '\";--", "", ())], NOW)
    desk = furnish(settings, newsroom)
    desk.access.redeem(desk.access.owner_code(), ANN.user, NOW)
    for word in ("Who?", "What\0then?", "“Why”?"):
        desk.store.link(ANN.chat, [len(word)], desk.store.remember(ANN, Turn(word, word, NOW)))
    desk.digests.save(Subscription(ANN, "Morning", ("ukraine aid",), Timetable(480, "Europe/Berlin")), NOW)
    yield desk
    desk.engine.dispose()
    newsroom.store.engine.dispose()


@pytest.fixture
def target(database: Kind, tmp_path: Path) -> Iterator[sa.Engine]:
    engine = connect(database.address(tmp_path / "there"))
    yield engine
    engine.dispose()


def test_everything_arrives_and_goes_on_from_there(home: Desk, target: sa.Engine, tmp_path: Path) -> None:
    progress: list[int] = []
    total = rows(home.engine)
    moved = move(home.engine, target, progress.append)
    assert moved["articles"].rows == 30
    assert moved["turns"].rows == 3
    assert sum(progress) == sum(contents.rows for contents in moved.values())
    assert sum(progress) + 2 == total  # the versions of both packages' tables are not moved

    store = Store(target)
    assert store.totals() == home.newsroom.store.totals()
    assert_true(store)
    there = furnish(home.settings.model_copy(update={"database": str(target.url)}), home.newsroom)
    assert there.store.everything(ANN.user) == home.store.everything(ANN.user)
    assert there.digests.all(ANN.chat) == home.digests.all(ANN.chat)
    assert there.access.role(ANN.user) == home.access.role(ANN.user)

    # Numbers go on after the last that was ever given, and the index follows what is there.
    assert there.store.remember(ANN, Turn("Next?", "Next?", NOW)) == 4
    store.add(analysed(range(50, 52)), NOW)
    candidates = engines.opened(tmp_path / "index", store)
    candidates.follow()
    assert len(candidates.find([], limit=99, until=NOW + timedelta(days=9999))) == 32
    there.engine.dispose()


def test_a_number_that_was_given_to_what_is_gone_is_not_given_again(home: Desk, target: sa.Engine) -> None:
    home.store.forget(ANN.user)
    move(home.engine, target)
    there = furnish(home.settings.model_copy(update={"database": str(target.url)}), home.newsroom)
    assert there.store.remember(ANN, Turn("Next?", "Next?", NOW)) == 4
    there.engine.dispose()


def test_a_database_that_holds_something_is_left_alone(home: Desk, target: sa.Engine) -> None:
    Store(target).add(analysed([99]), NOW)
    with pytest.raises(DatabaseError, match="is not empty"):
        move(home.engine, target)
    assert Store(target).totals().articles == 1


def test_nothing_is_moved_while_the_bot_writes(home: Desk, target: sa.Engine) -> None:
    def interrupt(_: int) -> None:
        home.store.remember(ANN, Turn("Meanwhile?", "Meanwhile?", NOW))

    with pytest.raises(DatabaseError, match="stop it, and run this again"):
        move(home.engine, target, interrupt)
    assert Store(target).totals().articles == 0
    assert move(home.engine, target)["articles"].rows == 30


def test_a_move_that_is_interrupted_leaves_nothing_behind(home: Desk, target: sa.Engine) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(home.engine, target, interrupt)
    assert Store(target).totals().articles == 0


def test_what_arrives_otherwise_is_noticed(home: Desk, target: sa.Engine) -> None:
    with writing(target) as connection:
        connection.execute(
            sa.text(
                "CREATE FUNCTION bend() RETURNS trigger AS $$ BEGIN NEW.title := NEW.title || '.'; RETURN NEW; END $$ "
                "LANGUAGE plpgsql"
            )
        )
        connection.execute(
            sa.text("CREATE TRIGGER bent BEFORE INSERT ON articles FOR EACH ROW EXECUTE FUNCTION bend()")
        )
    with pytest.raises(DatabaseError, match="What arrived in articles is not what was sent"):
        move(home.engine, target)
    assert Store(target).totals().articles == 0


def test_a_table_that_this_version_does_not_know_is_not_left_behind(home: Desk, target: sa.Engine) -> None:
    with writing(home.engine) as connection:
        connection.execute(sa.text("CREATE TABLE keepsakes (id INTEGER PRIMARY KEY)"))
    with pytest.raises(DatabaseError, match="does not know what keepsakes holds"):
        move(home.engine, target)
