"""What is remembered of chats, kept in a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine

from bot import store as storing
from bot.access import INVITATION, TOLD_AGAIN, Access, Role
from bot.incoming.inbox import TRIES, Inbox
from bot.model import RECALLED, Place, Shown, Turn
from bot.store import Store
from bot.tables import metadata, turns
from corpus.archive.dictionary import TERMS
from corpus.archive.ledger import IMPORTS
from corpus.archive.tables import TABLES as ARCHIVE
from corpus.database import connect, reading
from corpus.feeds.tables import TABLES as FOLLOWED
from tests.databases import Kind, address, copied

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
IDLE = timedelta(minutes=30)
ANN, BOB = Place(11, 0, 11), Place(-100, 5, 22)


@pytest.fixture
def engine(tmp_path: Path, blank: Path, database: Kind) -> Iterator[Engine]:
    made = connect(address(copied(blank, tmp_path)))
    yield made
    made.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    return Store(engine)


def turn(question: str, asked: datetime = NOW) -> Turn:
    points = (Shown(7, 2, 3, "BBC", ("Patriots",)), Shown(9, 0, 0))
    told = (("patriot",), ("Kyiv",), points, None, ("Patriots",), "count", "", ("BBC",), ((1, 2),))
    return Turn(question, question, asked, *told)


def questions(remembered: tuple[Turn, ...]) -> list[str]:
    return [each.question for each in remembered]


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    """Of the two packages' tables, which may be in one database, those of this one."""
    others = {"version_corpus", *ARCHIVE.tables, *FOLLOWED.tables, TERMS.name, IMPORTS.name}
    return kind != "table" or name not in others


def test_the_migrations_make_the_tables_that_the_code_expects(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "version_bot", "include_name": _ours})
        assert compare_metadata(context, metadata) == []


def test_a_turn_comes_back_as_it_was_stored(store: Store) -> None:
    number = store.remember(ANN, turn("Patriots?"))
    [back] = store.recall(ANN, NOW, IDLE)
    assert back.id == number
    assert back.shown == ((7, 2), (7, 3), (9, 0))
    assert {**_plain(back), "id": 0} == _plain(turn("Patriots?"))


def _plain(value: Turn) -> dict[str, object]:
    return {name: getattr(value, name) for name in Turn.__slots__}


def test_turns_are_recalled_oldest_first_and_only_the_last_few(store: Store) -> None:
    for n in range(RECALLED + 2):
        store.remember(ANN, turn(str(n)))
    assert questions(store.recall(ANN, NOW, IDLE)) == [str(n) for n in range(2, RECALLED + 2)]


def test_one_place_does_not_hear_of_another(store: Store) -> None:
    store.remember(ANN, turn("mine"))
    for other in (BOB, Place(11, 1, 11), Place(11, 0, 12)):
        assert store.recall(other, NOW, IDLE) == ()
        assert store.last(other) is None


def test_memory_fades_after_an_idle_half_hour_but_the_last_turn_can_still_be_explained(store: Store) -> None:
    store.remember(ANN, turn("early", NOW - timedelta(hours=5)))
    store.remember(ANN, turn("late", NOW - timedelta(minutes=31)))
    assert store.recall(ANN, NOW, IDLE) == ()
    last = store.last(ANN)
    assert last is not None
    assert last.question == "late"


def test_a_reply_finds_its_turn_however_old_and_only_in_its_chat(store: Store) -> None:
    number = store.remember(ANN, turn("old", NOW - timedelta(days=400)))
    store.link(ANN.chat, [501, 502], number)
    for message in (501, 502):
        found = store.turn_of(ANN.chat, message)
        assert found is not None
        assert (found.question, found.message) == ("old", 501)
    assert store.turn_of(BOB.chat, 501) is None
    assert store.turn(BOB.chat, number) is None


def test_a_message_that_no_longer_answers_a_turn_is_tied_to_it_no_more(store: Store) -> None:
    first, second = store.remember(ANN, turn("one?")), store.remember(ANN, turn("two?"))
    store.link(ANN.chat, [501, 502], first)
    store.link(ANN.chat, [501], first)
    assert (store.messages(ANN.chat, first), store.turn_of(ANN.chat, 502)) == ([501], None)
    store.link(ANN.chat, [501], second)
    assert (store.messages(ANN.chat, first), store.messages(ANN.chat, second)) == ([], [501])


def test_a_message_finds_the_newest_turn_that_it_asked_and_only_in_its_chat(store: Store) -> None:
    for question in ("first", "edited"):
        store.remember(ANN, replace(turn(question), heard=7))
    found = store.turn_heard(ANN.chat, 7)
    assert found is not None
    assert found.question == "edited"
    assert store.turn_heard(BOB.chat, 7) is None


def test_a_link_to_another_chats_turn_is_not_made(store: Store) -> None:
    number = store.remember(ANN, turn("mine"))
    store.link(BOB.chat, [7], number)
    assert store.turn_of(BOB.chat, 7) is None


def test_new_clears_the_context_but_old_answers_can_still_be_replied_to(store: Store) -> None:
    number = store.remember(ANN, turn("before"))
    store.link(ANN.chat, [501], number)
    store.clear(ANN)
    assert store.recall(ANN, NOW, IDLE) == ()
    assert store.last(ANN) is None
    assert store.turn_of(ANN.chat, 501) is not None


def test_a_place_keeps_a_bounded_number_of_turns(store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "KEPT", 3)
    store.remember(BOB, turn("other"))
    for n in range(5):
        store.link(ANN.chat, [n], store.remember(ANN, turn(str(n))))
    with reading(engine) as connection:
        kept = connection.execute(sa.select(turns.c.chat, sa.func.count()).group_by(turns.c.chat)).all()
    assert {row[0]: row[1] for row in kept} == {ANN.chat: 3, BOB.chat: 1}
    assert store.turn_of(ANN.chat, 0) is None


def test_forgetting_a_person_deletes_their_turns_everywhere_and_nobody_elses(store: Store) -> None:
    elsewhere = Place(BOB.chat, BOB.thread, ANN.user)
    for place in (ANN, elsewhere, BOB):
        store.link(place.chat, [place.user], store.remember(place, turn("?")))
    store.forget(ANN.user)
    assert store.everything(ANN.user) == []
    assert store.turn_of(ANN.chat, ANN.user) is None
    assert [place for place, _ in store.everything(BOB.user)] == [BOB]


def test_the_number_of_a_turn_is_never_used_again(store: Store) -> None:
    number = store.remember(ANN, turn("gone"))
    store.forget(ANN.user)
    assert store.remember(BOB, turn("next")) > number


# -- who may ask ----------------------------------------------------------------------------------


@pytest.fixture
def access(engine: Engine) -> Access:
    return Access(engine, public=False)


def test_the_owner_proves_themself_with_a_code_that_works_once(access: Access) -> None:
    code = access.owner_code()
    assert not access.owned()
    assert access.redeem(code.upper() + " ", 11, NOW) is Role.OWNER
    assert access.redeem(code, 22, NOW) is None
    assert (access.role(11), access.role(22)) == (Role.OWNER, Role.STRANGER)
    assert access.owned()


def test_a_guess_of_another_shape_than_a_code_does_not_even_reach_the_database(access: Access, engine: Engine) -> None:
    code, executed = access.owner_code(), list[str]()
    sa.event.listen(engine, "before_cursor_execute", lambda *told: executed.append(told[2]))
    for guess in ("", "1234", code[:-1], code + "0", f"{code} {code}", "g" * 16, "x" * 4096):
        assert access.redeem(guess, 22, NOW) is None
    assert executed == []


def test_a_new_owner_code_makes_the_older_one_worthless(access: Access) -> None:
    old, new = access.owner_code(), access.owner_code()
    assert access.redeem(old, 11, NOW) is None
    assert access.redeem(new, 11, NOW) is Role.OWNER


def test_an_invitation_lets_one_person_in_within_seven_days(access: Access) -> None:
    first, second = access.invitation(11, NOW), access.invitation(11, NOW)
    assert access.redeem(first, 22, NOW + INVITATION) is Role.GUEST
    assert access.redeem(first, 33, NOW) is None
    assert access.redeem(second, 33, NOW + INVITATION + timedelta(seconds=1)) is None
    assert access.role(22) is Role.GUEST


def test_codes_are_not_kept_in_the_clear(access: Access, engine: Engine) -> None:
    code = access.owner_code()
    with reading(engine) as connection:
        kept = connection.execute(sa.text("SELECT * FROM codes")).all()
    assert len(kept) == 1
    assert code not in str(kept)


def test_an_owner_who_opens_their_own_invitation_stays_the_owner(access: Access) -> None:
    access.redeem(access.owner_code(), 11, NOW)
    assert access.redeem(access.invitation(11, NOW), 11, NOW) is Role.OWNER
    assert access.role(11) is Role.OWNER


def test_a_public_bot_knows_no_strangers(engine: Engine) -> None:
    assert Access(engine, public=True).role(99) is Role.GUEST


def test_a_stranger_is_answered_once_in_a_while(access: Access) -> None:
    assert [access.tell(5, NOW), access.tell(5, NOW + TOLD_AGAIN / 2), access.tell(6, NOW)] == [True, False, True]
    assert access.tell(5, NOW + TOLD_AGAIN)


def test_a_forgotten_owner_is_a_stranger_whose_invitations_no_longer_work(access: Access) -> None:
    access.redeem(access.owner_code(), 11, NOW)
    code = access.invitation(11, NOW)
    access.forget(11)
    assert access.role(11) is Role.STRANGER
    assert access.redeem(code, 22, NOW) is None


# -- updates that are owed an answer --------------------------------------------------------------


def test_updates_are_owed_in_order_until_they_are_done(engine: Engine) -> None:
    inbox = Inbox(engine, 1)
    assert inbox.take([(5, "five"), (6, "six"), (7, "seven")], NOW) == [5, 6, 7]
    inbox.done(6)
    assert Inbox(engine, 1).owed() == [(5, "five"), (7, "seven")]


def test_an_update_that_telegram_sends_again_is_not_new(engine: Engine) -> None:
    inbox = Inbox(engine, 1)
    inbox.take([(5, "five"), (6, "six")], NOW)
    inbox.done(5)
    assert inbox.take([(5, "five"), (6, "six"), (7, "seven")], NOW) == [7]


def test_two_bots_in_one_database_do_not_mix_up_their_updates(engine: Engine) -> None:
    assert Inbox(engine, 1).take([(5, "one")], NOW) == [5]
    assert Inbox(engine, 2).take([(5, "two")], NOW) == [5]
    assert Inbox(engine, 2).owed() == [(5, "two")]


def test_an_update_that_brings_the_process_down_is_given_up_in_the_end(engine: Engine) -> None:
    inbox = Inbox(engine, 1)
    inbox.take([(5, "poison"), (6, "a question")], NOW)
    assert [inbox.begin(5) for _ in range(TRIES + 1)] == [True] * TRIES + [False]
    assert inbox.begin(6)


def test_an_update_that_is_put_off_can_be_tried_as_often_as_a_new_one(engine: Engine) -> None:
    inbox = Inbox(engine, 1)
    inbox.take([(5, "a question")], NOW)
    for _ in range(TRIES + 1):
        assert inbox.begin(5)
        inbox.put_off(5)
    assert inbox.owed() == [(5, "a question")]


def test_what_is_done_leaves_no_words_behind_and_goes_after_two_days(engine: Engine) -> None:
    inbox = Inbox(engine, 1)
    inbox.take([(5, "a question"), (6, "unanswered")], NOW)
    inbox.done(5)
    with reading(engine) as connection:
        assert "a question" not in str(connection.execute(sa.text("SELECT * FROM updates")).all())
    inbox.take([], NOW + timedelta(days=3))
    with reading(engine) as connection:
        assert [row.id for row in connection.execute(sa.text("SELECT id FROM updates"))] == [6]
