"""What a chat has chosen, and what a topic of it chooses for itself: zone, language, theme, quiet hours, mutes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.choices import Choices
from bot.desk import Desk
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import DigestStore, Subscription
from bot.digests.told import Memory
from bot.handlers import COMMANDS
from bot.handlers.privacy import export, forget
from bot.looks.markup import plain
from bot.model import Place, Press, Said
from bot.tables import metadata
from corpus.database import connect, writing
from corpus.versions import migrate
from tests.bot.conftest import NOW
from tests.databases import Kind, address

GROUP, MEMBER, ADMIN = -100, 44, 45
CHAT, TOPIC, OTHER = Place(GROUP), Place(GROUP, 9), Place(GROUP, 10)

# How each choice is made and read.
CHOSEN: dict[str, tuple[str, str]] = {
    "zone": ("Europe/Kyiv", "America/Lima"),
    "language": ("uk", "es"),
    "theme": ("dark", "light"),
}


def choose(choices: Choices, name: str) -> tuple[Callable[[Place, str], None], Callable[[Place], str]]:
    return getattr(choices, f"set_{name}"), getattr(choices, name)


def tell(desk: Desk, line: str, place: Place, user: int = ADMIN) -> str:
    """What the bot answers to a command of the group, typed in that place."""
    name, _space, rest = line[1:].partition(" ")
    [answer] = [known.answer for known in COMMANDS if known.name == name]
    said = Said(replace(place, user=user), rest, NOW, 5, private=place.chat > 0, command=name)
    reply = answer(said, desk)
    return "\n".join(plain(page.html) for page in reply.pages) if reply else ""


@pytest.fixture
def group(desk: Desk) -> Desk:
    """A desk with an open group, of which one person is an administrator."""
    desk.access.redeem(desk.access.owner_code(), ADMIN, NOW)
    desk.access.open(Place(GROUP, 0, ADMIN), NOW)
    desk.administers = lambda chat, user: (chat, user) == (GROUP, ADMIN)
    return desk


@pytest.mark.parametrize("name", CHOSEN)
def test_a_topic_has_what_its_chat_chose_until_it_chooses_for_itself(desk: Desk, name: str) -> None:
    (put, read), (first, second) = choose(desk.choices, name), CHOSEN[name]
    assert read(TOPIC) == ""
    put(CHAT, first)
    assert read(TOPIC) == first
    put(TOPIC, second)
    assert [read(place) for place in (CHAT, TOPIC, OTHER)] == [first, second, first]


@pytest.mark.parametrize("name", CHOSEN)
def test_a_topic_that_chooses_what_its_chat_has_goes_with_it_again(desk: Desk, name: str) -> None:
    (put, read), (first, second) = choose(desk.choices, name), CHOSEN[name]
    put(CHAT, first)
    put(TOPIC, second)
    put(TOPIC, first)
    put(CHAT, second)
    assert read(TOPIC) == second


def test_where_a_zone_is_known_no_longer_one_reads_by_utc(desk: Desk) -> None:
    desk.choices.set_zone(CHAT, "Europe/Atlantis")
    assert desk.zone(CHAT).key == "UTC"


def test_quiet_hours_of_a_topic_defer_its_own_digests_and_no_others(group: Desk) -> None:
    for place in (CHAT, TOPIC, OTHER):
        group.digests.save(Subscription(place, "Morning", (), Timetable(8 * 60, "UTC")), NOW)
    tell(group, "/quiet 07:00-09:00", CHAT)
    tell(group, "/quiet off", TOPIC)
    tell(group, "/quiet 07:30-10:00", OTHER)
    due = {one.place.thread: one.due for one in group.digests.all(GROUP)}
    assert {thread: f"{at:%H:%M}" for thread, at in due.items() if at} == {0: "09:00", 9: "08:00", 10: "10:00"}
    group.alerts.watch(OTHER, "ukraine", NOW)
    assert [alert.quiet for alert in group.alerts.all(GROUP)] == [(450, 600)]


def test_what_is_muted_in_a_topic_is_muted_there_besides_what_the_chat_muted(group: Desk) -> None:
    tell(group, "/mute crypto", CHAT)
    tell(group, "/mute golf", TOPIC)
    assert [group.memory.muted(place).words for place in (CHAT, TOPIC, OTHER)] == [
        ("crypto",),
        ("crypto", "golf"),
        ("crypto",),
    ]
    assert "whole group" in tell(group, "/unmute Crypto", TOPIC)
    assert "no longer muted" in tell(group, "/unmute golf", TOPIC)
    assert group.memory.muted(TOPIC).words == ("crypto",)


@pytest.mark.parametrize("line", ["/quiet 22:00-07:00", "/mute crypto", "/language de", "/timeline ukraine dark"])
def test_only_administrators_choose_for_a_topic(group: Desk, line: str) -> None:
    tell(group, line, TOPIC, MEMBER)
    assert kept(group) == []
    tell(group, line, TOPIC)
    assert kept(group) == [9]


def kept(desk: Desk) -> list[int]:
    """The topics for which anything was chosen."""
    with writing(desk.engine) as connection:
        rows = [connection.execute(sa.select(metadata.tables[name].c.thread)) for name in ("choices", "mutes")]
        return [thread for found in rows for thread in found.scalars()]


def test_a_topic_speaks_its_language_and_draws_in_its_theme(group: Desk) -> None:
    tell(group, "/language es", TOPIC)
    tell(group, "/timeline ukraine dark", TOPIC)
    assert [group.language(place, "de") for place in (CHAT, TOPIC)] == ["de", "es"]
    assert [group.choices.theme(place) for place in (CHAT, TOPIC)] == ["", "dark"]


def test_a_digest_of_a_topic_gives_it_the_zone_in_which_it_comes(group: Desk) -> None:
    group.choices.set_zone(CHAT, "UTC")
    tell(group, "/digest 8 Europe/Kyiv ukraine", OTHER)
    tell(group, "/digest 8 Europe/Kyiv ukraine", Place(-200, 3))
    assert str(group.zone(OTHER)) == "UTC"
    assert group.digests.all(GROUP)[0].table.zone == "Europe/Kyiv"


def test_a_supergroup_keeps_what_the_group_and_its_topics_chose(desk: Desk) -> None:
    desk.choices.set_zone(CHAT, "Europe/Kyiv")
    desk.choices.set_theme(TOPIC, "dark")
    desk.choices.set_theme(Place(-1000), "light")
    for place in (TOPIC, Place(-1000, 9)):
        desk.memory.mute(place, "word", "golf")
    for _ in range(2):
        desk.chats.move(GROUP, -1000)
    assert desk.choices.theme(Place(-1000, 9)) == "dark"
    assert desk.choices.theme(Place(-1000)) == "light"
    assert desk.memory.muted(Place(-1000, 9)).words == ("golf",)
    assert desk.choices.zone(CHAT) == ""


def test_what_the_topics_of_a_private_chat_chose_is_handed_over_and_forgotten(desk: Desk) -> None:
    ann, thread = Place(11, 0, 11), Place(11, 7, 11)
    desk.choices.set_zone(ann, "Europe/Kyiv")
    desk.choices.set_language(thread, "uk")
    desk.memory.mute(thread, "word", "golf")
    document = export(Said(ann, "", NOW, 5), desk).document
    assert document
    handed = json.loads(document.content)
    assert [(row["thread"], row["zone"], row["language"]) for row in handed["settings"]] == [
        (0, "Europe/Kyiv", None),
        (7, None, "uk"),
    ]
    assert handed["muted"] == [{"thread": 7, "kind": "word", "value": "golf"}]
    forget(Press(ann, "", 6, NOW), 11, desk)
    assert (desk.choices.zone(thread), desk.choices.language(thread), desk.memory.muted(thread).words) == ("", "", ())


def before(engine: sa.Engine, version: str) -> None:
    """Leave a database of the bot as that version made it."""
    config = Config()
    config.set_main_option("script_location", str(files("corpus") / "migrations"))
    config.set_main_option("version_locations", str(files("bot.migrations") / "versions"))
    config.set_main_option("path_separator", "newline")
    with writing(engine) as connection:
        metadata.drop_all(connection)
        connection.execute(sa.text("DROP TABLE IF EXISTS version_bot"))
        config.attributes.update(connection=connection, version_table="version_bot")
        command.upgrade(config, version)


def test_what_chats_chose_before_topics_could_is_still_chosen(tmp_path: Path, database: Kind) -> None:
    engine = connect(address(tmp_path))
    before(engine, "0009")
    rows: list[dict[str, Any]] = [
        {"id": 11, "zone": "Europe/Berlin", "quiet": "1320-420", "theme": "dark", "language": "de"},
        {"id": GROUP, "zone": "", "quiet": None, "theme": None, "language": None},
    ]
    with writing(engine) as connection:
        chat = "INSERT INTO chats (id, zone, quiet, theme, language, since) VALUES (:id, :zone, :quiet, :theme, :language, :since)"
        connection.execute(sa.text(chat), [{**row, "since": NOW.replace(tzinfo=None)} for row in rows])
        connection.execute(sa.text("INSERT INTO mutes (chat, kind, value) VALUES (11, 'word', 'crypto')"))
    migrate(engine, "bot.migrations")
    choices, ann = Choices(engine), Place(11, 3)
    assert (choices.zone(ann), choices.theme(ann), choices.language(ann)) == ("Europe/Berlin", "dark", "de")
    digest = DigestStore(engine).save(Subscription(ann, "Night", (), Timetable(0, "UTC")), NOW)
    assert digest.table.quiet == (1320, 420)
    assert choices.zone(CHAT) == ""
    assert Memory(engine).muted(ann).words == ("crypto",)
    Memory(engine).mute(ann, "word", "crypto")
    engine.dispose()
