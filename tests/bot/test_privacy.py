"""What is kept about a person: `/export` hands over all of it, and `/forget_me` leaves nothing, in whatever table."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from bot.desk import Desk
from bot.handlers.buttons import pressed
from bot.handlers.privacy import export
from bot.model import Place, Press, Said
from bot.tables import metadata, pages
from corpus.database import Moment, reading, writing
from tests.bot.conftest import NOW
from tests.test_docs import read

ANN, BEN, GROUP = 4711, 4712, -100900
# Columns that hold a person, or a chat that may be one's private chat.
NUMBERS = {"chat", "person", "invited_by", "made_by", "added_by"}
OWN = {"people", "chats"}  # tables whose `id` is such a number
# What forgetting leaves: a message on its way names its sender in its body, and goes with its answer.
PASSING = {"updates"}
FITTING = {"role": "guest"}


def columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [c for c in table.columns if c.name in NUMBERS or (c.name == "id" and table.name in OWN)]


def personal() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if columns(table)]


def value(column: sa.Column[Any], number: int) -> object:
    """Something that fits a column, with the number where a person or a chat belongs."""
    if column in columns(column.table) or column.foreign_keys:
        return number
    kinds = {sa.JSON: [], sa.Date: date(2024, 5, 16), Moment: NOW, sa.Boolean: False, sa.String: "active", sa.Text: "…"}
    return next((given for kind, given in kinds.items() if isinstance(column.type, kind)), number)


def fill(desk: Desk, number: int) -> None:
    """A row in every table that may hold something about a person."""
    with writing(desk.engine) as connection:
        for table in personal():
            if table.name not in PASSING:
                row = {column.name: value(column, number) for column in table.columns}
                known = {name: given for name, given in FITTING.items() if name in row}
                known |= {"digest": str(number)} if table.name == "codes" else {}
                connection.execute(table.insert().values(**row | known))


def traces(desk: Desk, number: int) -> dict[str, int]:
    """In which tables the number still stands."""
    with reading(desk.engine) as connection:
        counted = {
            table.name: connection.execute(
                sa.select(sa.func.count()).select_from(table).where(sa.or_(*(c == number for c in columns(table))))
            ).scalar_one()
            for table in personal()
        }
    return {name: count for name, count in counted.items() if count}


def test_whoever_is_forgotten_stands_in_no_table_and_others_stay(desk: Desk) -> None:
    fill(desk, ANN)
    fill(desk, BEN)
    before = traces(desk, BEN)
    assert len(before) >= 8
    pressed(Press(Place(ANN, 0, ANN), f"1:forget:{ANN}", 1, NOW), desk)
    assert traces(desk, ANN) == {}
    assert traces(desk, BEN) == before


def test_that_somebody_invited_others_and_made_a_groups_digest_is_forgotten_too(desk: Desk) -> None:
    fill(desk, BEN)
    desk.access.redeem(desk.access.owner_code(), ANN, NOW)
    with writing(desk.engine) as connection:
        connection.execute(sa.text(f"UPDATE people SET invited_by = {ANN}"))  # noqa: S608
        connection.execute(sa.text(f"UPDATE digests SET chat = {GROUP}, person = {ANN}"))  # noqa: S608
    pressed(Press(Place(ANN, 0, ANN), f"1:forget:{ANN}", 1, NOW), desk)
    assert traces(desk, ANN) == {}


def test_the_export_holds_a_part_for_every_table(desk: Desk) -> None:
    fill(desk, ANN)
    with writing(desk.engine) as connection:
        connection.execute(sa.text("DELETE FROM turns"))
        connection.execute(pages.insert().values({column.name: value(column, ANN) for column in pages.columns}))
    reply = export(Said(Place(ANN, 0, ANN), "", NOW, 1, command="export"), desk)
    assert reply.document is not None
    kept = json.loads(reply.document.content)
    for part in ("member", "invitations", "groups", "settings", "digests", "editions", "pages", "muted", "told"):
        assert kept[part], part


def test_nobody_is_handed_what_is_kept_about_another(desk: Desk) -> None:
    fill(desk, ANN)
    with writing(desk.engine) as connection:
        connection.execute(sa.text("DELETE FROM turns"))
    reply = export(Said(Place(BEN, 0, BEN), "", NOW, 1, command="export"), desk)
    assert reply.document is not None
    assert str(ANN).encode() not in reply.document.content


def test_nothing_is_handed_over_where_others_read_along(desk: Desk) -> None:
    reply = export(Said(Place(GROUP, 0, ANN), "", NOW, 1, private=False, command="export"), desk)
    assert reply.document is None
    assert "in our private chat" in reply.pages[0].html


def test_another_person_can_delete_nothing(desk: Desk) -> None:
    fill(desk, ANN)
    before = traces(desk, ANN)
    assert pressed(Press(Place(GROUP, 0, BEN), f"1:forget:{ANN}", 1, NOW, private=False), desk) is None
    assert traces(desk, ANN) == before


@pytest.mark.parametrize("table", personal(), ids=lambda table: table.name)
def test_every_table_with_a_person_is_told_of_in_the_papers(table: sa.Table) -> None:

    assert f"`{table.name}`" in read("docs/security.md")
