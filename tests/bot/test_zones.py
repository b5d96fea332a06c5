"""Where a reader is: zones from a location or from what is typed, for the chat and for a digest that is being asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.desk import Desk
from bot.digests import cities, zones
from bot.digests.cities import Spot
from bot.digests.schedule import Timetable
from bot.handlers import ask, buttons, other, typed, zone
from bot.model import Place, Press, Reply, Said
from tests.bot.conftest import NOW, OWNER
from tests.bot.test_digests import GROUP, labels, read, reply_to, tap, tell

MUNICH, NUUK, PERTH = (48.14, 11.58), (64.18, -51.72), (-31.95, 115.86)
JANUARY, JULY = datetime(2024, 1, 15, 12, tzinfo=UTC), datetime(2024, 7, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def owner(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)


def send(desk: Desk, text: str, chat: int = OWNER, spot: Spot | None = None) -> Reply | None:
    """What a plain message gets, which in a group is a reply to one of the bot's."""
    said = Said(Place(chat, 0, OWNER), text, NOW, 7, chat == OWNER, kind="location" if spot else "text", spot=spot)
    return other.other(said, desk) if spot else typed.answering(ask.ask)(said, desk)


def located(desk: Desk, spot: Spot, chat: int = OWNER) -> Reply:
    reply = send(desk, "", chat, spot)
    assert reply
    return reply


def zoned(desk: Desk, typed: str, chat: int = OWNER) -> Reply:
    """What `/zone` answers."""
    return zone.zone(Said(Place(chat, 0, OWNER), typed, NOW, 8, chat == OWNER, command="zone"), desk)


# -- from a spot to zones ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spot", "offset"),
    [
        pytest.param(MUNICH, 2, id="between the cities of four countries"),
        pytest.param((-12.05, -77.04), -5, id="south and west"),
        pytest.param(NUUK, -1, id="high in the north"),
        pytest.param(PERTH, 8, id="south and east"),
        pytest.param((-17.0, -179.9), 12, id="across the date line from its city"),
        pytest.param((90.0, 0.0), None, id="the pole"),
        pytest.param((0.0, 180.0), None, id="the middle of an ocean"),
    ],
)
def test_the_nearest_city_comes_first_and_no_two_clocks_agree(spot: Spot, offset: int | None) -> None:
    found = cities.nearest(spot, JULY)
    assert len(found) == cities.OFFERED
    clocks = [(JULY.astimezone(ZoneInfo(name)), JANUARY.astimezone(ZoneInfo(name))) for name in found]
    offsets = [(summer.utcoffset(), winter.utcoffset()) for summer, winter in clocks]
    assert len(set(offsets)) == len(offsets)
    if offset is not None:
        assert offsets[0][0] == timedelta(hours=offset)


def test_zones_that_agree_only_in_summer_are_told_apart() -> None:
    """Arizona has no summer time: in winter its clock is Denver's, in summer that of Los Angeles."""
    found = [JANUARY.astimezone(ZoneInfo(name)).utcoffset() for name in cities.nearest((33.4, -112.0), JANUARY)]
    assert found.count(timedelta(hours=-7)) == 2


def test_a_zone_keeps_its_number_and_no_two_share_one() -> None:
    names = available_timezones()
    assert len({zones.number(name) for name in names}) == len(names)
    assert zones.numbered(zones.number("Europe/Kyiv")) == "Europe/Kyiv"
    assert zones.numbered(7) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    {
        "Lima": "America/Lima",
        "lima.": "America/Lima",
        "in Lima": "America/Lima",
        "I'm in Lima, Peru": "America/Lima",
        "Berlin time": "Europe/Berlin",
        "UTC+3": "Etc/GMT-3",
        "Europe/Kyiv": "Europe/Kyiv",
        "What happened in Lima?": "",
        "in": "",
        "": "",
    }.items(),
)
def test_a_message_names_a_place_only_as_a_whole(typed: str, name: str) -> None:
    assert zones.place(typed) == name


# -- the chat's clock -------------------------------------------------------------------------------


def test_a_location_sets_the_clock_by_one_tap(desk: Desk) -> None:
    offered = located(desk, MUNICH)
    assert "What time is it where you are?" in read(offered)
    assert labels(offered)[0] == "Zurich 14:00"
    assert "I go by the clock of Zurich now: it is 14:00." in read(tap(desk, offered, "Zurich"))
    assert str(desk.zone(Place(OWNER))) == "Europe/Zurich"


def test_who_travels_takes_their_digests_along_but_not_those_of_another_zone(desk: Desk) -> None:
    tell(desk, '/digest "Home" 8 Berlin')
    tell(desk, '/digest "Market" 9 Asia/Tokyo gold')
    assert "1 digest moves along." in read(tap(desk, located(desk, NUUK), "Nuuk"))
    home, market = desk.digests.all(OWNER)
    assert (home.table.zone, market.table.zone) == ("America/Nuuk", "Asia/Tokyo")
    assert home.due
    assert home.due > NOW


@pytest.mark.parametrize(("typed", "clock"), [("Tokyo", "Tokyo now: it is 21:00"), ("utc+3", "UTC+3 now: it is 15:00")])
def test_a_command_sets_the_clock_where_no_location_can_be_sent(desk: Desk, typed: str, clock: str) -> None:
    assert f"I go by the clock of {clock}." in read(zoned(desk, typed))
    assert clock in read(zoned(desk, ""))


def test_a_command_takes_digests_along_as_a_location_does(desk: Desk) -> None:
    tell(desk, '/digest "Home" 8 Berlin')
    assert "1 digest moves along." in read(zoned(desk, "Nuuk"))
    assert desk.digests.all(OWNER)[0].table.zone == "America/Nuuk"


@pytest.mark.parametrize("typed", ["", "Atlantis", "26:00"])
def test_a_command_without_a_place_tells_the_clock_and_offers_others(desk: Desk, typed: str) -> None:
    offered = zoned(desk, typed)
    assert "I go by the clock of UTC now: it is 12:00." in read(offered)
    assert zone.EXAMPLE in read(offered)
    assert "it is 14:00" in read(tap(desk, offered, "Berlin"))
    assert str(desk.zone(Place(OWNER))) == "Europe/Berlin"


def test_a_forged_zone_changes_nothing(desk: Desk) -> None:
    buttons.pressed(Press(Place(OWNER, 0, OWNER), "1:zone:12345", 6, NOW), desk)
    assert desk.choices.zone(Place(OWNER)) == ""


def test_only_administrators_set_a_groups_clock(desk: Desk) -> None:
    assert "Only administrators" in read(located(desk, MUNICH, GROUP))
    assert "Only administrators" in read(zoned(desk, "Tokyo", GROUP))
    assert labels(zoned(desk, "", GROUP)) == []
    desk.administers = lambda chat, user: True
    offered = located(desk, MUNICH, GROUP)
    desk.administers = lambda chat, user: False
    assert "Only administrators" in read(tap(desk, offered, "Zurich", GROUP))
    assert desk.choices.zone(Place(GROUP)) == ""


# -- the questions of a new digest ------------------------------------------------------------------


def test_a_location_answers_a_digests_question(desk: Desk) -> None:
    tap(desk, reply_to(desk, "/digest"), "08:00")
    offered = located(desk, NUUK)
    done = tap(desk, tap(desk, offered, "Nuuk"), "Top stories")
    assert "every day at 08:00 (America/Nuuk)" in read(done)


@pytest.mark.parametrize("typed", ["Lima", "in Lima, Peru", "America/Lima"])
def test_a_typed_city_answers_a_digests_question(desk: Desk, typed: str) -> None:
    tap(desk, reply_to(desk, "/digest"), "08:00")
    what = send(desk, typed)
    assert "What about?" in read(what)
    assert what
    assert "every day at 08:00 (America/Lima): top stories" in read(tap(desk, what, "Top stories"))


def test_an_offset_answers_a_digests_question_and_completes_one_with_topics(desk: Desk) -> None:
    reply_to(desk, "/digest 8 patriot batteries")
    assert "every day at 08:00 (UTC+3): patriot batteries" in read(send(desk, "UTC+3"))
    [one] = desk.digests.all(OWNER)
    assert one.table == Timetable(480, "Etc/GMT-3")


def test_a_typed_hour_answers_the_first_question_and_may_be_put_right(desk: Desk) -> None:
    reply_to(desk, "/digest")
    assert "What time is it" in read(send(desk, "7.30 pm"))
    assert "What time is it" in read(send(desk, "7.45 pm"))
    assert "What about?" in read(send(desk, "Berlin"))
    [draft] = desk.digests.drafts(OWNER, NOW - timedelta(minutes=1))
    assert draft.table == Timetable(19 * 60 + 45, "Europe/Berlin")


def test_a_city_is_a_question_about_the_news_where_no_zone_is_asked_for(desk: Desk) -> None:
    assert "What about?" not in read(send(desk, "Kyiv"))
    reply_to(desk, "/digest")  # asks for the hour
    assert "What about?" not in read(send(desk, "Kyiv"))
    tap(desk, reply_to(desk, "/digest"), "08:00")
    assert "What about?" in read(send(desk, "Kyiv"))  # answers
    assert "every day at 08:00 (Europe/Kyiv): Kyiv" in read(send(desk, "Kyiv"))  # and now it is what about


TOPICS = {
    "ukraine aid, Patriot batteries": "ukraine aid, Patriot batteries",
    "Top stories": "top stories",
    "news": "top stories",
    "8 o'clock news": "8 o'clock news",
}


@pytest.mark.parametrize(("typed", "topics"), TOPICS.items())
def test_typed_topics_answer_the_last_question(desk: Desk, typed: str, topics: str) -> None:
    send(desk, "Who did Blinken meet in Kyiv?")
    desk.now = lambda: NOW + timedelta(seconds=1)
    tap(desk, reply_to(desk, "/digest"), "08:00")
    assert "Or send me topics of your own" in read(send(desk, "Lima"))
    assert f"every day at 08:00 (America/Lima): {topics}. The next" in read(send(desk, typed))


@pytest.mark.parametrize(
    "typed",
    [
        "Who did Blinken meet in Kyiv?",
        "what did he ask for",
        "cancel",
        "help me",
        "…",
        ", ,",
        "tell me who won the election",
    ],
)
def test_what_is_no_topic_makes_no_digest(desk: Desk, typed: str) -> None:
    tap(desk, reply_to(desk, "/digest"), "08:00")
    send(desk, "Lima")
    assert "Done" not in read(send(desk, typed))
    assert not desk.digests.all(OWNER)


def test_keywords_after_a_question_are_no_topics_any_more(desk: Desk) -> None:
    tap(desk, reply_to(desk, "/digest"), "08:00")
    what = send(desk, "Lima")
    desk.now = lambda: NOW + timedelta(minutes=1)
    send(desk, "Who did Blinken meet in Kyiv?")
    assert "Done" not in read(send(desk, "patriot batteries"))
    assert what
    assert "Done" in read(tap(desk, what, "Top stories"))


def test_a_question_about_the_news_is_answered_between_two_taps(desk: Desk) -> None:
    where = tap(desk, reply_to(desk, "/digest"), "08:00")
    assert "Zelensky" in read(send(desk, "Who did Blinken meet in Kyiv?"))
    assert "What about?" in read(tap(desk, where, "Berlin"))


def test_an_answer_that_comes_after_a_long_while_is_a_question_again(desk: Desk) -> None:
    tap(desk, reply_to(desk, "/digest"), "08:00")
    desk.now = lambda: NOW + desk.idle + timedelta(minutes=1)
    assert "What about?" not in read(send(desk, "Kyiv"))


def test_another_chats_question_is_not_answered_here(desk: Desk) -> None:
    desk.administers = lambda chat, user: True
    tap(desk, reply_to(desk, "/digest", GROUP), "08:00", GROUP)
    assert "What about?" not in read(send(desk, "Kyiv"))
    assert "What about?" in read(send(desk, "Kyiv", GROUP))


def test_a_topic_that_is_a_citys_name_never_becomes_a_zone(desk: Desk) -> None:
    send(desk, "London")
    where = tap(desk, reply_to(desk, "/digest"), "08:00")
    tap(desk, where, "Berlin")
    assert "no longer there" in read(tap(desk, where, "Kyiv"))
