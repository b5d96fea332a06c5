"""Following a question: into a digest, as one of its own, or as an alert that speaks when something new is published."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.desk import Desk
from bot.digests.alerts import A_DAY, LOOK, MOST
from bot.digests.composing import Composer
from bot.digests.subscribing import TOPICS
from bot.handlers import buttons
from bot.handlers.ask import ask
from bot.looks.markup import plain
from bot.model import Place, Press, Reply, Said
from tests.bot.conftest import NOW, OWNER
from tests.bot.paper import report
from tests.bot.test_digests import labels, prepared, read, reply_to, tap, tell

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def desk(paper: Desk) -> Desk:
    """A desk whose archive holds one article, to which others come."""
    report(paper, NOW - DAY, "storm damaged the old lighthouse of Selwick and two boats ran aground")
    return paper


def followed(desk: Desk, question: str = "Selwick lighthouse") -> Reply:
    """The ways to follow a question that was just answered."""
    return tap(desk, ask(Said(Place(OWNER, 0, OWNER), question, desk.now(), 5), desk), "Follow")


def later(desk: Desk, now: datetime) -> list[str]:
    """What goes out at `now`; all of it arrives."""
    desk.now = lambda: now
    pages = []
    for parcel in Composer(desk).parcels(now):
        for number, page in parcel.pages:
            assert desk.ledger.begin(parcel.edition, number)
            desk.ledger.sent(parcel.edition, number)
            pages.append(plain(page.html))
    return pages


def test_a_followed_question_joins_a_digest_that_is_there(desk: Desk) -> None:
    tell(desk, '/digest "Aid" 8 UTC ukraine aid')
    done = tap(desk, followed(desk), "Add to “Aid”")
    assert "Aid, every day at 08:00 (UTC): ukraine aid, Selwick lighthouse" in read(done)
    tap(desk, followed(desk), "Add to “Aid”")
    assert desk.digests.all(OWNER)[0].topics == ("ukraine aid", "Selwick lighthouse")


def test_a_digest_that_has_all_the_topics_it_may_takes_no_further_one(desk: Desk) -> None:
    full = ("Selwick lighthouse", *(f"topic {n}" for n in range(TOPICS - 1)))
    tell(desk, f'/digest "Aid" 8 UTC {", ".join(full)}')
    assert f"has {TOPICS} topics already" in read(tap(desk, followed(desk, "Selwick boats"), "Add to “Aid”"))
    assert "Selwick lighthouse" in read(tap(desk, followed(desk), "Add to “Aid”"))
    assert desk.digests.all(OWNER)[0].topics == full


def test_a_digest_of_top_stories_keeps_them_beside_a_followed_question(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC")
    assert "top stories, Selwick lighthouse" in read(tap(desk, followed(desk), "Add to"))
    report(desk, NOW + HOUR, "lighthouse of Selwick gets a new lamp from the museum of Brackley")
    report(desk, NOW + HOUR, "ferry to Dunmere stays in port because its captain fell ill")
    [page] = prepared(desk, NOW + DAY)
    assert "Top stories\n" in page
    assert "new lamp" in page
    assert "ferry to Dunmere" in page


def test_the_top_stories_are_headed_in_the_language_of_the_chat(desk: Desk) -> None:
    tell(desk, "/digest 8 UTC Selwick lighthouse, top stories")
    desk.choices.set_language(Place(OWNER), "de")
    report(desk, NOW + HOUR, "ferry to Dunmere stays in port because its captain fell ill")
    [page] = prepared(desk, NOW + DAY)
    assert "Top-Meldungen\n" in page


def test_a_followed_question_gets_a_digest_of_its_own_in_two_taps(desk: Desk) -> None:
    where = tap(desk, tap(desk, followed(desk), "A digest of its own"), "08:00")
    assert "every day at 08:00 (Europe/Kyiv): Selwick lighthouse" in read(tap(desk, where, "Kyiv"))


def test_a_question_that_leaned_on_the_talk_before_is_followed_by_its_subject(desk: Desk) -> None:
    ask(Said(Place(OWNER, 0, OWNER), "Selwick lighthouse", NOW, 4), desk)
    ways = followed(desk, "and what happened to the boats?")
    assert "How do you want to follow it? Selwick lighthouse" in read(ways)
    asked = tap(desk, tap(desk, reply_to(desk, "/digest"), "08:00"), "London")
    assert labels(asked) == ["Top stories", "Selwick lighthouse"]


def test_an_alert_speaks_when_something_new_is_published_and_once(desk: Desk) -> None:
    assert f"at most {A_DAY} times a day" in read(tap(desk, followed(desk), "Tell me"))
    assert later(desk, NOW + LOOK) == []
    report(desk, NOW + HOUR, "ferry to Dunmere stays in port because its captain fell ill")
    report(desk, NOW + HOUR, "lighthouse of Selwick gets a new lamp from the museum of Brackley")
    [page] = later(desk, NOW + HOUR + LOOK)
    assert page.startswith(
        "New on Selwick lighthouse · 16 May 2024\n\n1. Update A lighthouse of Selwick gets a new lamp"
    )
    assert "ferry" not in page
    assert later(desk, NOW + 3 * HOUR) == []


EVENTS = (
    "lighthouse of Selwick gets a new lamp from the museum of Brackley",
    "painter from Kelso sells forty views of the Selwick lighthouse in one evening",
    "court forbids night tours of the Selwick lighthouse after three broken legs",
    "swarm of bees moves into the Selwick lighthouse and stops its clock",
)


def test_an_alert_speaks_a_few_times_a_day_and_goes_on_the_next(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    told = []
    for n, event in enumerate(EVENTS):
        at = NOW + (1 + 2 * n) * HOUR
        report(desk, at, event)
        told.append(len(later(desk, at + LOOK)))
    assert told == [1, 1, 1, 0]
    [page] = later(desk, NOW.replace(hour=0) + DAY + LOOK)
    assert "swarm of bees" in page


def test_an_alert_keeps_quiet_hours_and_speaks_at_their_end(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    tell(desk, "/quiet 20:00-06:00")
    report(desk, NOW.replace(hour=21), EVENTS[0])
    assert later(desk, NOW.replace(hour=22)) == []
    assert later(desk, NOW.replace(hour=5) + DAY) == []
    assert "new lamp" in later(desk, NOW.replace(hour=6) + DAY)[0]


def test_an_alert_that_did_not_arrive_in_time_is_told_after_all(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    report(desk, NOW + 11 * HOUR, EVENTS[0])
    assert prepared(desk, NOW + 11 * HOUR + LOOK)  # written down, and then the process is gone over midnight
    assert "new lamp" in later(desk, NOW + 14 * HOUR)[0]


def test_alerts_survive_a_clock_that_was_years_ahead(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    later(desk, NOW + 400 * DAY)
    report(desk, NOW + HOUR, EVENTS[0])
    assert "new lamp" in later(desk, NOW + 2 * HOUR)[0]


def test_alerts_are_listed_and_ended_and_no_more_than_a_few_are_kept(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    tap(desk, followed(desk), "Tell me")
    held = reply_to(desk, "/digests")
    assert "At once, when it is new: Selwick lighthouse" in read(held)
    assert labels(held) == ["End “Selwick lighthouse”"]
    assert "There is no digest yet" in read(tap(desk, held, "End"))
    for n in range(MOST):
        assert desk.alerts.watch(Place(OWNER), str(n), NOW)
    assert "10 alerts already" in read(tap(desk, followed(desk), "Tell me"))


def test_another_chats_alert_is_out_of_reach(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    [one] = desk.alerts.all(OWNER)
    press = Press(Place(77, 0, OWNER), f"1:aend:{one.id}", 6, NOW)
    assert "no longer there" in read(buttons.pressed(press, desk))
    assert desk.alerts.all(OWNER)


def test_only_administrators_follow_for_a_group(desk: Desk) -> None:
    group = Place(-100, 0, OWNER)
    ways = tap(desk, ask(Said(group, "Selwick lighthouse", NOW, 5, private=False), desk), "Follow", -100)
    for label in ("A digest", "Tell me"):
        assert "Only administrators" in read(tap(desk, ways, label, -100))
    assert not desk.alerts.all(-100)


def test_what_is_watched_is_exported_and_forgotten(desk: Desk) -> None:
    tap(desk, followed(desk), "Tell me")
    assert [one["topic"] for one in desk.chats.everything(OWNER)["alerts"]] == ["Selwick lighthouse"]
    tap(desk, reply_to(desk, "/forget_me"), "Delete")
    assert not desk.alerts.all(OWNER)


def test_alerts_move_with_a_group(desk: Desk) -> None:
    for chat in (-5, -1005):
        desk.alerts.watch(Place(chat), "Selwick lighthouse", NOW)
    desk.alerts.watch(Place(-5), "ferry", NOW)
    desk.chats.move(-5, -1005)
    assert {alert.topic for alert in desk.alerts.all(-1005)} == {"Selwick lighthouse", "ferry"}
    assert not desk.alerts.all(-5)
