"""Statements put to the driver itself answer as SQLAlchemy does, and refuse as it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from corpus.archive.prepared import Named, Prepared, Repeated
from corpus.database import Moment, connect, reading, writing
from tests.databases import Kind, address

WORDS = sa.Table("words", sa.MetaData(), sa.Column("word", sa.String), sa.Column("number", sa.Integer))
ALL = Prepared(sa.select(WORDS).order_by(WORDS.c.number))
SOME = Prepared(
    sa.select(WORDS.c.number).where(WORDS.c.word.in_(sa.bindparam("wanted", expanding=True))).order_by(WORDS.c.number)
)

NEW = Repeated(sa.insert(WORDS), ("number", "word"))
MORE = Repeated(
    sa.update(WORDS).where(WORDS.c.word == sa.bindparam("of")).values(number=WORDS.c.number + sa.bindparam("more")),
    ("of", "more"),
)


@pytest.fixture
def engine(database: Kind, tmp_path: Path) -> Iterator[Engine]:
    made = connect(address(tmp_path))
    with writing(made) as connection:
        WORDS.create(connection)
        rows = [{"word": word, "number": number} for number, word in enumerate(("one", "'two'", "%s :wanted ?"), 1)]
        connection.execute(sa.insert(WORDS), rows)
    yield made
    made.dispose()


def test_what_is_asked_comes_as_plain_rows(engine: Engine) -> None:
    with reading(engine) as connection:
        assert ALL.rows(connection) == [("one", 1), ("'two'", 2), ("%s :wanted ?", 3)]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [([], []), (["one"], [1]), (["one", "two", "'two'"], [1, 2]), (["%s :wanted ?", "one", "x", "y"], [1, 3])],
)
def test_of_the_values_any_number_will_do(engine: Engine, wanted: list[str], numbers: list[int]) -> None:
    with reading(engine) as connection:
        assert [number for (number,) in SOME.rows(connection, wanted)] == numbers
        assert [number for (number,) in SOME.rows(connection, wanted)] == numbers


def test_a_writer_sees_what_it_wrote_and_others_do_not_yet(engine: Engine) -> None:
    with writing(engine) as connection, reading(engine) as other:
        connection.execute(sa.insert(WORDS), {"word": "four", "number": 4})
        assert SOME.rows(connection, ["four"]) == [(4,)]
        assert SOME.rows(other, ["four"]) == []


def test_a_change_is_made_with_each_of_many_rows_whatever_the_order_of_their_values(engine: Engine) -> None:
    with writing(engine) as connection:
        NEW.run(connection, [(40, "%(word)s ?"), (50, "five")])
        MORE.run(connection, [("one", 10), ("five", 1), ("nowhere", 1)])
        MORE.run(connection, [])
    with reading(engine) as connection:
        assert ALL.rows(connection) == [
            ("'two'", 2),
            ("%s :wanted ?", 3),
            ("one", 11),
            ("%(word)s ?", 40),
            ("five", 51),
        ]


def test_a_change_goes_with_its_transaction(engine: Engine) -> None:
    with suppress(ZeroDivisionError), writing(engine) as connection:
        NEW.run(connection, [(4, "four")])
        1 / 0  # noqa: B018
    with reading(engine) as connection:
        assert SOME.rows(connection, ["four"]) == []


def test_a_column_of_dates_comes_as_dates(engine: Engine) -> None:
    days = sa.Table(
        "days", sa.MetaData(), sa.Column("day", sa.Date), sa.Column("at", Moment), sa.Column("held", sa.Boolean)
    )
    rows = [(date(2024, 5, 14), datetime(2024, 5, 14, 20, 30, tzinfo=UTC), True), (None, None, False)]
    with writing(engine) as connection:
        days.create(connection)
        connection.execute(sa.insert(days), [dict(zip(days.c.keys(), row, strict=True)) for row in rows])

        assert Prepared(sa.select(days).order_by(days.c.held.desc())).rows(connection) == rows


NOTES = sa.Table(
    "notes", sa.MetaData(), sa.Column("number", sa.Integer), sa.Column("at", Moment), sa.Column("body", sa.JSON)
)
NOTE = Named(sa.insert(NOTES).returning(NOTES.c.number, NOTES.c.at), ("number", "at", "body"))
SINCE = Named(
    sa.select(NOTES).where(NOTES.c.at >= sa.bindparam("since", type_=Moment)).order_by(NOTES.c.number).limit(1)
)
FORGET = Named(sa.delete(NOTES).where(NOTES.c.number == sa.bindparam("of")))


def test_named_values_go_in_and_come_out_as_their_columns_have_them(engine: Engine) -> None:
    noon = datetime(2024, 5, 14, 12, tzinfo=UTC)
    with writing(engine) as connection:
        NOTES.create(connection)
        assert NOTE.rows(connection, {"body": {"why": ["?", "%s"]}, "at": noon, "number": 2}) == [(2, noon)]
        NOTE.rows(connection, {"number": 1, "at": noon, "body": None})
        NOTE.rows(connection, {"number": 3, "at": None, "body": []})
    with reading(engine) as connection:
        assert SINCE.rows(connection, {"since": noon}) == [(1, noon, None)]  # one, as the statement itself says
        assert SINCE.rows(connection, {"since": noon.replace(hour=13)}) == []
    with writing(engine) as connection:
        assert FORGET.rows(connection, {"of": 1}) == []
        assert SINCE.rows(connection, {"since": noon}) == [(2, noon, {"why": ["?", "%s"]})]


def test_a_refusal_is_told_as_any_other(engine: Engine) -> None:
    lost = Prepared(sa.select(sa.table("lost", sa.column("word"))))
    with writing(engine) as connection:
        with pytest.raises(sa.exc.DBAPIError, match="lost"):
            lost.rows(connection)
        connection.rollback()
