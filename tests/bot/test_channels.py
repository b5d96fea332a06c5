"""A channel's digests seen to from a private chat."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from bot.handlers import ask, buttons
from bot.handlers.typed import answering
from bot.model import Channel, Place, Press, Reply, Said
from tests.bot.botapi import BotApi, RefusalError
from tests.bot.conftest import NOW, OWNER
from tests.bot.serving import Serving
from tests.bot.test_digests import labels, read, reply_to, tap, tell
from tests.bot.test_groups import ADMIN

CHANNEL, EDITOR = -200, 22


class Telegram:
    """What Telegram says of @harbour: whether the bot may post there, and who may."""

    def __init__(self) -> None:
        self.posts, self.runs = True, {OWNER}

    def channel(self, name: str | int, user: int) -> Channel | None:
        if name not in ("@harbour", CHANNEL):
            return None
        return Channel(CHANNEL, "@harbour", self.posts, self.posts and user in self.runs)


@pytest.fixture
def telegram(desk: Desk) -> Telegram:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    desk.access.redeem(desk.access.invitation(OWNER, NOW), EDITOR, NOW)
    made = Telegram()
    desk.channel = made.channel
    return made


def test_one_line_gives_a_channel_a_digest_and_shows_it_here(desk: Desk, telegram: Telegram) -> None:
    done = tell(desk, "/digest @harbour 08:00 Europe/Berlin patriot batteries")
    assert "Done: Morning digest, every day at 08:00 (Europe/Berlin): patriot batteries" in done
    assert "/digests @harbour" in done
    assert "Patriot" in done
    [one] = desk.digests.all(CHANNEL)
    assert one.place == Place(CHANNEL, 0, OWNER)
    assert desk.digests.all(OWNER) == []
    assert desk.memory.told(CHANNEL, NOW).articles == frozenset()  # its readers have seen nothing yet
    assert desk.access.admits(Place(CHANNEL, 0, 99))  # who reads there may press what is below its digest


def test_three_taps_give_a_channel_a_digest(desk: Desk, telegram: Telegram) -> None:
    when = reply_to(desk, "/digest @harbour")
    assert "/digest @harbour 08:00 Europe/Berlin ukraine aid" in read(when)
    what = tap(desk, tap(desk, when, "08:00"), "Berlin")
    assert "/digest @harbour 08:00 Europe/Berlin ukraine aid" in read(what)
    assert "every day at 08:00 (Europe/Berlin): top stories" in read(tap(desk, what, "Top stories"))
    assert len(desk.digests.all(CHANNEL)) == 1


def test_a_typed_city_answers_for_the_channel(desk: Desk, telegram: Telegram) -> None:
    tap(desk, reply_to(desk, "/digest @harbour"), "08:00")
    typed = Said(Place(OWNER, 0, OWNER), "Lima", NOW, 7)
    assert "What about?" in read(answering(ask.ask)(typed, desk))
    telegram.runs = set()
    assert "What about?" not in read(answering(ask.ask)(typed, desk))


def test_a_channels_digests_are_listed_changed_paused_and_ended_from_here(desk: Desk, telegram: Telegram) -> None:
    tell(desk, "/digest @harbour 8 UTC patriot batteries")
    held = reply_to(desk, "/digests @harbour")
    assert "1. Morning digest, every day at 08:00 (UTC): patriot batteries" in read(held)
    assert "/digests @harbour 1 09:30 weekdays ukraine aid" in read(held)
    assert "on weekdays at 09:30" in tell(desk, "/digests @harbour 1 9:30 weekdays")
    held = tap(desk, held, "1 Pause")
    assert "It is paused." in read(held)
    held = tap(desk, tap(desk, tap(desk, held, "1 Resume"), "1 Hour"), "07:30")
    assert "at 07:30" in read(held)
    assert "There is no digest yet" in read(tap(desk, held, "1 End"))
    assert desk.digests.all(CHANNEL) == []


REFUSALS = {
    "no such channel": ("/digest @nowhere 8 UTC", "no channel @nowhere"),
    "a list of none": ("/digests @nowhere", "no channel @nowhere"),
}


@pytest.mark.parametrize(("typed", "told"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_no_channel_is_told(desk: Desk, telegram: Telegram, typed: str, told: str) -> None:
    assert told in tell(desk, typed)


def test_where_the_bot_may_not_post_it_says_what_to_do(desk: Desk, telegram: Telegram) -> None:
    telegram.posts = False
    assert "make me an administrator there" in tell(desk, "/digest @harbour 8 UTC")
    assert desk.digests.all(CHANNEL) == []


def test_who_may_not_post_there_changes_nothing_not_even_by_an_old_button(desk: Desk, telegram: Telegram) -> None:
    tell(desk, "/digest @harbour 8 UTC")
    held = reply_to(desk, "/digests @harbour")
    telegram.runs = set()
    assert "Only administrators of @harbour" in tell(desk, "/digest @harbour 9 UTC")
    assert "Only administrators of @harbour" in tell(desk, "/digests @harbour")
    for label in labels(held):
        assert "no longer there" in read(tap(desk, held, label))
    assert len(desk.digests.all(CHANNEL)) == 1


def test_another_persons_chat_is_out_of_reach_whatever_its_button_says(desk: Desk, telegram: Telegram) -> None:
    tell(desk, "/digest 8 UTC")
    [one] = desk.digests.all(OWNER)
    forged = Press(Place(EDITOR, 0, EDITOR), f"1:dend:{one.id}", 6, NOW)
    assert "no longer there" in read(buttons.pressed(forged, desk))
    assert desk.digests.all(OWNER)


def test_in_a_group_a_mentioned_channel_is_only_a_word(desk: Desk, telegram: Telegram) -> None:
    desk.administers = lambda chat, user: True
    reply: Reply = reply_to(desk, "/digest @harbour 8 UTC", -100)
    assert "Begin with the time" in read(reply)
    assert desk.digests.all(CHANNEL) == []


# -- as Telegram tells it ---------------------------------------------------------------------------


class Harbour(BotApi):
    """A Bot API server that knows the channel @harbour and the group @pier; `members` are by chat and person."""

    def __init__(self) -> None:
        super().__init__()
        poster = {"status": "administrator", **ADMIN, "can_post_messages": True}
        self.members: dict[tuple[int, int], dict[str, object]] = {
            (CHANNEL, 123456): poster,
            (CHANNEL, OWNER): {"status": "creator", "is_anonymous": False},
            (CHANNEL, EDITOR): poster,
            (CHANNEL, 33): {"status": "administrator", **ADMIN},
            (CHANNEL, 44): {"status": "member"},
        }

    def _carry_out(self, method: str, parameters: dict[str, str], files: dict[str, bytes]) -> object:
        if method == "getChat":
            return self._chat(parameters["chat_id"])
        if method == "getChatMember":
            user = int(parameters["user_id"])
            member = self.members.get((int(parameters["chat_id"]), user))
            if member is None:
                raise RefusalError(400, "Bad Request: member list is inaccessible")
            return {"user": {"id": user, "is_bot": False, "first_name": "Ann"}, **member}
        return super()._carry_out(method, parameters, files)

    def _chat(self, name: str) -> dict[str, object]:
        known = {"@harbour": (CHANNEL, "channel"), str(CHANNEL): (CHANNEL, "channel"), "@pier": (-100, "supergroup")}
        if name not in known:
            raise RefusalError(400, "Bad Request: chat not found")
        number, kind = known[name]
        gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
        full = {"accent_color_id": 0, "max_reaction_count": 1, "accepted_gift_types": dict.fromkeys(gifts, False)}
        return {"id": number, "type": kind, "title": "News", "username": name.strip("@"), **full}


@pytest.fixture
def api() -> Iterator[Harbour]:
    with Harbour() as server:
        yield server


ASKERS = {
    "the owner": (OWNER, "Done: "),
    "an administrator who may post": (EDITOR, "Done: "),
    "one who may not": (33, "Only administrators of @harbour"),
    "a reader": (44, "Only administrators of @harbour"),
    "a stranger to it": (55, "Only administrators of @harbour"),
}


@pytest.mark.parametrize(("user", "told"), ASKERS.values(), ids=ASKERS)
def test_telegram_says_who_may(served: Desk, api: Harbour, user: int, told: str) -> None:
    with Serving(served):
        assert api.ask("/digest @harbour 08:00 UTC patriot batteries", user).text.startswith(told)
    assert len(served.digests.all(CHANNEL)) == (told == "Done: ")


def test_telegram_says_where_the_bot_may_post_and_what_is_a_channel(served: Desk, api: Harbour) -> None:
    with Serving(served):
        assert "no channel @pier" in api.ask("/digest @pier 08:00 UTC", OWNER).text
        assert "no channel @nowhere" in api.ask("/digest @nowhere 08:00 UTC", OWNER).text
        del api.members[CHANNEL, 123456]
        assert "I may not post in @harbour" in api.ask("/digest @harbour 08:00 UTC", OWNER).text
    assert served.digests.all(CHANNEL) == []
