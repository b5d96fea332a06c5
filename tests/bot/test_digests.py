"""Digests as people meet them: subscribed to, read, changed, muted; and as they are written down for many at once."""

from __future__ import annotations

import json
import os
import re
import time
from copy import copy
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.desk import Desk
from bot.digests.composing import Composer
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.handlers import COMMANDS, buttons
from bot.looks.markup import fits, plain
from bot.model import Button, Place, Press, Reply, Said
from bot.tables import choices, digests, editions, mutes, told, turns
from corpus.database import reading
from tests.bot.conftest import NOW
from tests.corpus.made import counting

OWNER, GROUP = 11, -100
SUBSCRIBERS = int(os.environ.get("DATELINE_SUBSCRIBERS", "300"))
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def owner(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)


def reply_to(desk: Desk, text: str, chat: int = OWNER, language: str = "de") -> Reply:
    name, _, rest = text.removeprefix("/").partition(" ")
    [command] = [command for command in COMMANDS if command.name == name]
    place = Place(chat, 0, OWNER)
    reply = command.answer(Said(place, rest, NOW, 5, chat == OWNER, language, command=name), desk)
    assert reply
    assert all(fits(page.html) for page in reply.pages)
    return reply


def read(reply: Reply | None) -> str:
    return "\n\n".join(plain(page.html) for page in reply.pages) if reply else ""


def tell(desk: Desk, text: str, chat: int = OWNER) -> str:
    return read(reply_to(desk, text, chat))


def labels(reply: Reply) -> list[str]:
    return [button.label for page in reply.pages for row in page.buttons for button in row]


def tap(desk: Desk, reply: Reply, label: str, chat: int = OWNER) -> Reply:
    found: list[Button] = [b for page in reply.pages for row in page.buttons for b in row if b.label.startswith(label)]
    assert found, labels(reply)
    assert len(found[0].data.encode()) <= 64
    answer = buttons.pressed(Press(Place(chat, 0, OWNER), found[0].data, 6, NOW, chat == OWNER), desk)
    assert answer
    return answer


def prepared(desk: Desk, now: datetime) -> list[str]:
    """The texts of all pages that wait after a tick at `now`."""
    parcels = Composer(desk).parcels(now)
    return [plain(page.html) for parcel in parcels for _, page in parcel.pages]


# -- subscribing ----------------------------------------------------------------------------------


def test_three_taps_make_a_digest_and_show_it_at_once(desk: Desk) -> None:
    when = reply_to(desk, "/digest")
    where = tap(desk, when, "08:00")
    what = tap(desk, where, "Berlin")
    done = tap(desk, what, "Top stories")
    text = read(done)
    assert (
        "Morning digest, every day at 08:00 (Europe/Berlin): top stories. The next comes on 17 May 2024, 08:00" in text
    )
    assert "Fico" in text
    [one] = desk.digests.all(OWNER)
    assert (one.table, one.topics) == (Timetable(480, "Europe/Berlin"), ())
    assert str(desk.zone(Place(OWNER))) == "Europe/Berlin"


def test_what_was_asked_lately_is_offered_as_a_topic(desk: Desk) -> None:
    said = Said(Place(OWNER, 0, OWNER), "Patriot batteries", NOW, 4)
    from bot.handlers.ask import ask  # noqa: PLC0415

    ask(said, desk)
    what = tap(desk, tap(desk, reply_to(desk, "/digest"), "08:00"), "London")
    assert "Patriot batteries" in read(tap(desk, what, "Patriot"))


def test_one_line_makes_a_digest(desk: Desk) -> None:
    text = tell(desk, "/digest 08:00 Europe/Berlin ukraine aid, patriot batteries")
    assert "every day at 08:00 (Europe/Berlin): ukraine aid, patriot batteries" in text
    assert "Patriot" in text


def test_a_line_without_a_zone_leaves_one_tap(desk: Desk) -> None:
    where = reply_to(desk, "/digest 9pm patriot batteries")
    assert "Evening digest, every day at 21:00 (Europe/Berlin): patriot batteries" in read(tap(desk, where, "Berlin"))


def test_who_has_told_where_they_are_is_not_asked_again(desk: Desk) -> None:
    tell(desk, "/digest 8 Europe/Kyiv gaza")
    assert "every day at 07:30 (Europe/Kyiv): iran" in tell(desk, "/digest 7:30 iran")
    what = tap(desk, reply_to(desk, "/digest"), "18:00")
    assert "What about?" in read(what)
    assert "every day at 18:00 (Europe/Kyiv): top stories" in read(tap(desk, what, "Top stories"))


def test_a_line_that_begins_with_no_time_is_answered_with_one_that_does(desk: Desk) -> None:
    assert "/digest 08:00 Europe/Berlin ukraine aid, patriot batteries" in tell(desk, "/digest ukraine")


def test_a_tap_on_an_old_button_changes_nothing(desk: Desk) -> None:
    first = reply_to(desk, "/digest")
    reply_to(desk, "/digest")
    assert "no longer there" in read(tap(desk, first, "08:00"))


def test_only_administrators_change_a_groups_digests(desk: Desk) -> None:
    assert "Only administrators" in tell(desk, "/digest 8 UTC", GROUP)
    assert "Only administrators" in tell(desk, "/mute crypto", GROUP)
    desk.administers = lambda chat, user: (chat, user) == (GROUP, OWNER)
    assert "Done" in tell(desk, "/digest 8 UTC", GROUP)
    held = reply_to(desk, "/digests", GROUP)
    desk.administers = lambda chat, user: False
    for label in ("1 End", "1 Pause", "1 Hour"):
        assert "Only administrators" in read(tap(desk, held, label, GROUP))
    assert len(desk.digests.all(GROUP)) == 1


def test_digests_are_listed_changed_paused_and_ended(desk: Desk) -> None:
    tell(desk, '/digest "Aid" 8 UTC ukraine aid')
    tell(desk, "/digest 18:00 weekdays UTC")
    held = reply_to(desk, "/digests")
    assert "1. Aid, every day at 08:00 (UTC): ukraine aid. The next comes on 17 May 2024, 08:00." in read(held)
    assert "2. Evening digest, on weekdays at 18:00 (UTC): top stories" in read(held)
    held = tap(desk, tap(desk, held, "1 Hour"), "07:30")
    assert "Aid, every day at 07:30" in read(held)
    held = tap(desk, held, "1 Pause")
    assert "It is paused." in read(held)
    held = tap(desk, held, "1 Resume")
    assert "paused" not in read(held)
    assert "Aid, on Mon at 09:15 (Europe/Kyiv): gaza" in tell(desk, "/digests 1 9:15 monday Kyiv, gaza")
    assert "Aid" not in read(tap(desk, reply_to(desk, "/digests"), "1 End"))
    assert "/digest" in read(tap(desk, reply_to(desk, "/digests"), "1 End"))


def test_only_what_is_told_of_a_digest_changes(desk: Desk) -> None:
    tell(desk, '/digest "Aid" 8 weekends UTC ukraine aid')
    assert "Aid, on weekends at 09:15 (UTC): ukraine aid" in tell(desk, "/digests 1 09:15")
    assert "Aid, on weekdays at 09:15 (UTC): ukraine aid" in tell(desk, "/digests 1 weekdays")
    assert "Aid, every day at 09:15 (UTC): ukraine aid" in tell(desk, "/digests 1 daily")
    assert "Aid, every day at 09:15 (UTC): ferries" in tell(desk, "/digests 1 ferries")
    assert "Harbour, every day at 09:15 (UTC): ferries" in tell(desk, '/digests 1 "Harbour"')


def test_a_chat_that_was_closed_is_told_so_beside_its_digests(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC")
    assert "closed" not in tell(desk, "/digests")
    desk.chats.pause(OWNER, NOW)
    assert "This chat was closed to me; /start lets the digests come again." in tell(desk, "/digests")


@pytest.mark.parametrize("number", ["7", "0", "x", "-1"])
def test_a_digest_that_is_not_there_is_told_beside_those_that_are(desk: Desk, number: str) -> None:
    tell(desk, "/digest 8 UTC ukraine aid")
    for change in ("", " 09:15"):
        told = tell(desk, f"/digests {number}{change}")
        assert f"There is no digest “{number}” here." in told
        assert "1. Morning digest, every day at 08:00 (UTC): ukraine aid" in told
        assert "/digests 1 09:30 weekdays ukraine aid" in told


def test_a_time_that_is_none_becomes_no_topic(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC ukraine aid")
    told = tell(desk, "/digests 1 25:00")
    assert told == "25:00 is no time of day. To change one: /digests 1 09:30 weekdays ukraine aid"
    assert desk.digests.all(OWNER)[0].topics == ("ukraine aid",)


def test_another_chats_digest_is_out_of_reach(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC")
    [one] = desk.digests.all(OWNER)
    press = Press(Place(77, 0, OWNER), f"1:dend:{one.id}", 6, NOW)
    assert "no longer there" in read(buttons.pressed(press, desk))
    assert desk.digests.all(OWNER)


def test_quiet_hours_are_set_and_ended(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC")
    assert "comes at 09:00" in tell(desk, "/quiet 22:00-9:00")
    assert "The next comes on 17 May 2024, 09:00" in tell(desk, "/digests")
    tell(desk, "/quiet off")
    assert "The next comes on 17 May 2024, 08:00" in tell(desk, "/digests")
    assert "/quiet 22:00-07:00" in tell(desk, "/quiet please")


@pytest.mark.parametrize(
    "typed", ["22-7", "22 to 7", "from 10 pm to 7 am", "von 22 bis 7 Uhr", "de 22h à 7h", "з 22 до 7"]
)
def test_quiet_hours_may_be_put_in_several_ways(desk: Desk, typed: str) -> None:
    assert "Quiet from 22:00 to 07:00" in tell(desk, f"/quiet {typed}")


def test_quiet_hours_are_told_to_who_asks(desk: Desk) -> None:
    assert "Quiet" not in tell(desk, "/quiet")
    tell(desk, "/quiet 22:00-9:00")
    told = tell(desk, "/quiet")
    assert "Quiet from 22:00 to 09:00" in told
    assert "/quiet off" in told


# -- reading --------------------------------------------------------------------------------------


def test_a_digest_tells_stories_with_sources_dates_and_links(desk: Desk) -> None:
    text = tell(desk, "/latest")
    assert re.search(r"1\. .+\.\n— Sample \w.* \(https://\S+\) · 1\d May 2024", text)
    assert "also: Sample" in text


def test_what_an_answer_or_a_digest_told_is_not_told_again(desk: Desk) -> None:
    first = tell(desk, "/latest patriot batteries")
    assert "Patriot" in first
    nothing = tell(desk, "/latest patriot batteries")
    assert nothing.startswith("Nothing new on patriot batteries since")
    assert nothing.endswith(" I searched 28 articles; the newest is from 16 May 2024.")


def test_a_story_goes_on_under_its_number(desk: Desk) -> None:
    digest = reply_to(desk, "/latest")
    more = tap(desk, digest, "1")
    first = read(digest).split("\n")[2].removeprefix("1. ")
    assert first not in read(more)
    assert "— Sample" in read(more)
    line = tap(desk, more, "Timeline")
    days = re.findall(r"(\d+) May 2024", read(line))
    assert days == sorted(days)
    assert "no longer keep" in read(buttons.pressed(Press(Place(77, 0, OWNER), "1:story:1", 6, NOW), desk))


def test_what_is_muted_is_hidden_with_a_receipt(desk: Desk) -> None:
    assert "Tell me what to mute" in tell(desk, "/mute source")
    assert "leave out stories with “Fico”" in tell(desk, "/mute Fico")
    text = tell(desk, "/latest")
    assert re.search(r"\d hidden: \d Fico", text)
    assert "Fico" not in text.split("hidden")[0]
    assert "Words: Fico" in tell(desk, "/mute")
    assert "no longer muted" in tell(desk, "/unmute fico")
    assert "was not muted" in tell(desk, "/unmute fico")


@pytest.mark.parametrize(("first", "again"), [("Київ", "КИЇВ"), ("Österreich", "österreich"), ("Straße", "STRASSE")])
def test_what_is_muted_goes_by_its_letters_whatever_their_case(desk: Desk, first: str, again: str) -> None:
    for typed in (first, again):
        assert "leave out stories" in tell(desk, f"/mute {typed}")
    assert desk.memory.muted(Place(OWNER)).words == (again,)
    assert "no longer muted" in tell(desk, f"/unmute {first}")
    assert desk.memory.muted(Place(OWNER)).words == ()


def test_a_word_and_a_source_of_one_name_are_muted_side_by_side(desk: Desk) -> None:
    for line in ("/mute herald", "/mute source Herald"):
        tell(desk, line)
    muted = desk.memory.muted(Place(OWNER))
    assert (muted.words, muted.sources) == (("herald",), ("Herald",))


def test_a_source_is_muted_by_its_button(desk: Desk) -> None:
    digest = reply_to(desk, "/latest")
    hush = tap(desk, tap(desk, digest, "1"), "Mute")
    assert "the source “Sample" in read(tap(desk, hush, "Mute Sample"))
    assert desk.memory.muted(Place(OWNER)).sources


# -- the second day -------------------------------------------------------------------------------


def test_the_second_day_tells_nothing_of_the_first(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC patriot batteries")
    [page] = prepared(desk, NOW + DAY)
    assert page.startswith("Nothing new on patriot batteries")


def test_two_digests_of_a_chat_tell_a_story_once(desk: Desk) -> None:
    for minute in (480, 481):
        wanted = Subscription(Place(5), str(minute), ("patriot batteries",), Timetable(minute, "UTC"))
        desk.digests.save(wanted, NOW)
    [one] = prepared(desk, NOW + DAY)
    _, other = prepared(desk, NOW + DAY)
    assert "Patriot" in one
    assert other.startswith("Nothing new")


# -- all that a chat has --------------------------------------------------------------------------


def test_a_supergroup_gets_all_that_the_group_had_in_one_go_and_twice_does_no_harm(desk: Desk) -> None:
    desk.administers = lambda chat, user: True
    tell(desk, "/digest 8 UTC patriot batteries", -5)
    tell(desk, "/mute crypto", -5)
    tell(desk, "/mute crypto", -1005)
    tell(desk, "/quiet 22-7", -5)
    prepared(desk, NOW + DAY)
    for _ in range(2):
        desk.chats.move(-5, -1005)
    with reading(desk.engine) as connection:
        for table in (digests, editions, told, mutes, turns):
            assert set(connection.scalars(sa.select(table.c.chat))) <= {-1005}
        assert list(connection.scalars(sa.select(choices.c.chat))) == [-1005]
    assert len(desk.digests.all(-1005)) == 1


def test_export_holds_the_digests_and_forget_me_deletes_them(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC patriot batteries")
    tell(desk, "/mute crypto")
    reply_to(desk, "/digest")  # begun, and no digest yet
    document = reply_to(desk, "/export").document
    assert document
    kept = json.loads(document.content)
    assert [(one["state"], one["topics"]) for one in kept["digests"]] == [
        ("active", ["patriot batteries"]),
        ("draft", []),
    ]
    assert kept["muted"][0]["value"] == "crypto"
    assert kept["told"]
    tap(desk, reply_to(desk, "/forget_me"), "Delete")
    assert not any(desk.chats.everything(OWNER).values())


# -- many at once ---------------------------------------------------------------------------------


def test_many_subscribers_on_the_same_topics_are_composed_for_once(desk: Desk) -> None:
    for chat in range(1, SUBSCRIBERS + 1):
        wanted = Subscription(Place(chat), "Morning", ("ukraine aid", "patriot batteries"), Timetable(480, "UTC"))
        desk.digests.save(wanted, NOW)
    desk.newsroom = copy(desk.newsroom)  # others use it, too
    desk.newsroom.compiler, read = counting(desk.newsroom)
    begun, pages = time.perf_counter(), 0
    composer = Composer(desk)
    while parcels := composer.parcels(NOW + DAY):
        for parcel in parcels:
            for number, _ in parcel.pages:
                assert desk.ledger.begin(parcel.edition, number)
                desk.ledger.sent(parcel.edition, number)
                pages += 1
    spent = time.perf_counter() - begun
    print(f"{SUBSCRIBERS:,} subscribers: {pages:,} pages in {spent:.1f} s")
    assert pages == SUBSCRIBERS
    assert read == ["ukraine aid", "patriot batteries"]
