"""A group, a topic and a channel: who is answered there, and what happens when the bot is let in, kept quiet or let go."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Update

from bot.access import Access
from bot.desk import Desk
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.handlers import COMMANDS, buttons, groups
from bot.handlers.ask import ask, asked
from bot.handlers.door import admitted
from bot.incoming import wire
from bot.looks.markup import plain
from bot.membership import NOBODY, Membership
from bot.model import Place, Press, Reply, Said, Standing
from tests.bot.botapi import TOKEN, BotApi
from tests.bot.conftest import NOW
from tests.bot.serving import Serving, Start
from tests.bot.test_digest_delivery import MORNING, deliver, subscribe

OWNER, GUEST, STRANGER, MEMBER = 11, 22, 33, 44
GROUP = {"id": -100, "type": "supergroup", "title": "News"}
CHANNEL = {"id": -200, "type": "channel", "title": "News"}
QUESTION = "Who did Blinken meet in Kyiv?"


@pytest.fixture(autouse=True)
def people(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    desk.access.redeem(desk.access.invitation(OWNER, NOW), GUEST, NOW)


def read(reply: Reply | None) -> str:
    return "\n\n".join(plain(page.html) for page in reply.pages) if reply else ""


def asks(desk: Desk, user: int, text: str = QUESTION) -> str:
    """What the bot answers to a person in the group."""
    return read(admitted(asked)(Said(Place(-100, 0, user), text, NOW, 5, private=False), desk))


def stands(desk: Desk, by: int, **how: Any) -> str:
    given = {"member": True, "writes": True, "joined": True, **how}
    return read(groups.stands(Standing(Place(-100, 0, by), **given), desk))


def change(
    status: str, by: int = OWNER, chat: dict[str, Any] = GROUP, old: str = "left", **rights: Any
) -> dict[str, Any]:
    """An update of the bot's own membership, as raw as Telegram sends it."""
    bot = {"id": 123456, "is_bot": True, "first_name": "Dateline"}
    until = {"until_date": 0} if status in ("kicked", "restricted") else {}
    return {
        "chat": chat,
        "from": {"id": by, "is_bot": False, "first_name": "Ann"},
        "date": 1715774400,
        "old_chat_member": {"user": bot, "status": old, **({"until_date": 0} if old == "kicked" else {})},
        "new_chat_member": {"user": bot, "status": status, **until, **rights},
    }


def standing(raw: dict[str, Any]) -> Standing:
    update = Update.de_json({"update_id": 1, "my_chat_member": raw}, None)
    assert update.my_chat_member
    return wire.standing(update.my_chat_member)


_SENDING = (
    "messages",
    "audios",
    "documents",
    "photos",
    "videos",
    "video_notes",
    "voice_notes",
    "polls",
    "other_messages",
)
_ACTING = ("add_web_page_previews", "change_info", "invite_users", "pin_messages", "manage_topics", "edit_tag")
MUTE: dict[str, Any] = {
    "is_member": True,
    **{f"can_send_{what}": False for what in _SENDING},
    **{f"can_{what}": False for what in (*_ACTING, "react_to_messages")},
}
_MANAGING = ("manage_chat", "delete_messages", "manage_video_chats", "restrict_members", "promote_members")
_WRITING = ("change_info", "invite_users", "post_stories", "edit_stories", "delete_stories", "be_edited")
ADMIN: dict[str, Any] = {"is_anonymous": False, **{f"can_{what}": True for what in (*_MANAGING, *_WRITING)}}
HERE = Place(-100, 0, OWNER)

CHANGES: dict[str, tuple[dict[str, Any], Standing]] = {
    "added": (change("member"), Standing(HERE, member=True, writes=True, joined=True)),
    "added as administrator": (change("administrator", **ADMIN), Standing(HERE, member=True, writes=True, joined=True)),
    "promoted": (
        change("administrator", old="member", **ADMIN),
        Standing(HERE, member=True, writes=True, joined=False),
    ),
    "restricted": (change("restricted", old="member", **MUTE), Standing(HERE, member=True, writes=False, joined=False)),
    "restricted and gone": (
        change("restricted", old="member", **MUTE | {"is_member": False}),
        Standing(HERE, member=False, writes=False, joined=False),
    ),
    "removed": (change("kicked", old="member"), Standing(HERE, member=False, writes=False, joined=False)),
    "gone": (change("left", old="member"), Standing(HERE, member=False, writes=False, joined=False)),
    "added to a channel": (
        change("administrator", chat=CHANNEL, can_post_messages=True, **ADMIN),
        Standing(Place(-200, 0, OWNER), member=True, writes=True, joined=True, channel=True),
    ),
    "in a channel without the right to post": (
        change("administrator", chat=CHANNEL, **ADMIN),
        Standing(Place(-200, 0, OWNER), member=True, writes=False, joined=True, channel=True),
    ),
    "blocked by a person": (
        change("kicked", old="member", chat={"id": 11, "type": "private"}),
        Standing(Place(11, 0, OWNER), member=False, writes=False, joined=False, private=True),
    ),
}


@pytest.mark.parametrize(("raw", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_what_became_of_the_bot_in_a_chat_is_read_from_telegram(raw: dict[str, Any], expected: Standing) -> None:
    assert standing(raw) == expected


# -- who is answered ------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [OWNER, GUEST])
def test_a_group_to_which_somebody_known_added_the_bot_is_open_to_all_its_members(desk: Desk, by: int) -> None:
    assert asks(desk, MEMBER) == ""
    assert "/ask@dateline_test_bot Who did Blinken meet" in stands(desk, by)
    assert "Zelensky" in asks(desk, MEMBER)
    turn = desk.store.last(Place(-100, 0, MEMBER))
    assert turn is not None
    assert "Question:" in read(
        buttons.pressed(Press(Place(-100, 0, MEMBER), f"1:why:{turn.id}", 6, NOW, private=False), desk)
    )


def test_a_group_to_which_a_stranger_added_it_is_told_so_once_and_only_those_it_knows_are_answered(desk: Desk) -> None:
    assert "private bot" in stands(desk, STRANGER)
    assert asks(desk, MEMBER) == asks(desk, STRANGER) == ""
    assert "Zelensky" in asks(desk, GUEST)


def test_an_open_group_opens_no_other_chat(desk: Desk) -> None:
    stands(desk, OWNER)
    assert "private bot" in read(admitted(ask)(Said(Place(MEMBER, 0, MEMBER), QUESTION, NOW, 5), desk))
    assert read(admitted(ask)(Said(Place(-101, 0, MEMBER), QUESTION, NOW, 5, private=False), desk)) == ""


def test_a_group_closes_when_the_bot_is_removed_or_who_added_it_is_forgotten(desk: Desk) -> None:
    stands(desk, GUEST)
    stands(desk, MEMBER, member=False, writes=False, joined=False)
    assert asks(desk, MEMBER) == ""
    stands(desk, GUEST)
    desk.access.forget(GUEST)
    assert asks(desk, MEMBER) == ""


def test_start_in_a_group_by_somebody_known_opens_it_and_by_a_stranger_does_not(desk: Desk) -> None:
    [start] = [command.answer for command in COMMANDS if command.name == "start"]

    def says(user: int) -> str:
        return read(start(Said(Place(-100, 0, user), "", NOW, 5, private=False, command="start"), desk))

    assert says(STRANGER) == ""
    assert asks(desk, MEMBER) == ""
    assert "/ask" in says(GUEST)
    assert "Zelensky" in asks(desk, MEMBER)


def test_an_open_group_lets_no_member_change_what_the_bot_follows(desk: Desk) -> None:
    stands(desk, OWNER)
    desk.administers = lambda chat, user: True
    pressed = buttons.pressed(Press(Place(-100, 0, MEMBER), "1:starter:0", 6, NOW, private=False), desk)
    assert "Only the owner" in read(pressed)


def test_a_public_bot_answers_everyone_in_every_group(desk: Desk) -> None:
    desk.access = Access(desk.engine, public=True)
    assert "Zelensky" in asks(desk, STRANGER)


def test_ask_alone_says_how_to_ask(desk: Desk) -> None:
    assert "/ask Who did" in asks(desk, GUEST, " ")


# -- what changes ---------------------------------------------------------------------------------


def test_being_promoted_or_unmuted_is_no_reason_to_greet_again(desk: Desk) -> None:
    assert stands(desk, OWNER)
    assert stands(desk, OWNER, joined=False) == ""


def test_digests_wait_while_the_bot_may_not_write_and_go_on_after(desk: Desk) -> None:
    stands(desk, OWNER)
    stands(desk, OWNER, writes=False, joined=False)
    assert desk.chats.paused(-100)
    stands(desk, OWNER, joined=False)
    assert not desk.chats.paused(-100)


def test_a_group_that_became_a_supergroup_stays_open_and_keeps_what_it_had(desk: Desk) -> None:
    stands(desk, GUEST)
    desk.choices.set_theme(Place(-100), "dark")
    desk.chats.move(-100, -1000)
    desk.chats.move(-100, -1000)
    assert "Zelensky" in read(admitted(ask)(Said(Place(-1000, 0, MEMBER), QUESTION, NOW, 5, private=False), desk))
    assert desk.choices.theme(Place(-1000)) == "dark"
    assert asks(desk, MEMBER) == ""


def test_anonymous_administrators_and_a_channel_itself_may_speak_for_their_chat() -> None:
    membership = Membership(Bot(TOKEN))
    assert membership.administers(-100, 1087968824)
    assert membership.administers(-200, NOBODY)
    assert not membership.administers(-100, MEMBER)


# -- through Telegram -----------------------------------------------------------------------------


def test_a_group_is_greeted_once_and_a_channel_not_at_all_but_who_added_the_bot_is(api: BotApi, start: Start) -> None:
    with start():
        api.push(my_chat_member=change("member"))
        api.push(my_chat_member=change("administrator", old="member", **ADMIN))
        api.push(my_chat_member=change("administrator", chat=CHANNEL, can_post_messages=True, **ADMIN))
        assert "digest" in api.to(OWNER)[0].text
        assert "/ask" in api.to(-100)[0].text
        api.ask("/help")
        api.wait(lambda: not api.waiting())
    assert (len(api.to(-100, 0)), len(api.to(-200, 0))) == (1, 0)


def test_a_command_posted_in_a_channel_is_answered_there(api: BotApi, start: Start) -> None:
    post = {"message_id": 7, "date": 1715774400, "chat": CHANNEL, "sender_chat": CHANNEL}
    marks = [{"type": "bot_command", "offset": 0, "length": 4}]
    with start():
        api.push(channel_post={**post, "text": "Good morning, all of you."})
        api.push(channel_post={**post, "text": f"/ask {QUESTION}", "entities": marks})
        assert "Zelensky" in api.to(-200)[0].text
    assert len(api.to(-200, 0)) == 1


def test_a_question_in_a_closed_topic_is_explained_to_the_asker_once(api: BotApi, start: Start) -> None:
    topic: dict[str, Any] = {"chat": GROUP, "message_thread_id": 9, "is_topic_message": True}
    with start():
        api.shut[-100, 9] = "TOPIC_CLOSED"
        for _ in range(2):
            api.say(f"/ask {QUESTION}", OWNER, **topic)
            assert "topic is closed" in api.to(OWNER)[0].text
        api.ask("/help")
        api.wait(lambda: not api.waiting())
        api.shut.clear()
        api.say("", OWNER, **topic, forum_topic_reopened={})
        api.say(f"/ask {QUESTION}", OWNER, **topic)
        assert api.to(-100)[0].thread == 9
    assert [message.text[:10] for message in api.to(OWNER, 0)] == ["That topic", "Just ask, "]


def test_a_group_that_moves_while_it_is_answered_gets_its_answer_where_it_is_now(api: BotApi, served: Desk) -> None:
    moved = {"status": 400, "description": "Bad Request: group chat was upgraded to a supergroup chat"}
    with Serving(served):
        served.choices.set_theme(Place(-100), "dark")
        api.fail("sendMessage", **moved, parameters={"migrate_to_chat_id": -1000})
        api.say(f"/ask {QUESTION}", OWNER, {**GROUP, "type": "group"})
        assert "Zelensky" in api.to(-1000)[0].text
        assert served.choices.theme(Place(-1000)) == "dark"


def test_an_administrator_who_stays_anonymous_chooses_for_a_topic(api: BotApi, served: Desk) -> None:
    hidden: dict[str, Any] = {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}
    topic: dict[str, Any] = {"chat": GROUP, "message_thread_id": 9, "is_topic_message": True}
    with Serving(served):
        api.say("/quiet 22:00-07:00", **topic, sender_chat=GROUP, **hidden)
        told = api.to(-100)[0]
        assert (told.thread, "Quiet from 22:00" in told.text) == (9, True)
    [chosen] = [served.digests.save(Subscription(Place(-100, 9), "", (), Timetable(480, "UTC")), MORNING).table.quiet]
    assert chosen == (1320, 420)


def test_what_telegram_says_of_a_move_moves_what_topics_chose_and_is_not_answered(api: BotApi, served: Desk) -> None:
    served.choices.set_language(Place(-100), "fr")
    served.choices.set_theme(Place(-100, 9), "dark")
    with Serving(served):
        api.say("", OWNER, {**GROUP, "type": "group"}, migrate_to_chat_id=-1000)
        api.say("", OWNER, {**GROUP, "id": -1000}, migrate_from_chat_id=-100)
        api.say(f"/ask {QUESTION}", OWNER, {**GROUP, "id": -1000})
        assert "exemple" in api.to(-1000)[0].text
    assert served.choices.theme(Place(-1000, 9)) == "dark"
    assert (len(api.to(-100, 0)), len(api.to(-1000, 0))) == (0, 1)


def test_restricted_and_promoted_again_the_bot_says_nothing_and_its_digests_wait_and_go_on(
    api: BotApi, served: Desk
) -> None:
    with Serving(served):
        api.push(my_chat_member=change("restricted", old="member", **MUTE))
        api.wait(lambda: served.chats.paused(-100))
        api.push(my_chat_member=change("administrator", old="member", **ADMIN))
        api.wait(lambda: not served.chats.paused(-100))
        api.say("/help", OWNER, GROUP)
        [answered] = api.to(-100)
        assert answered.text.startswith("Just ask")


# -- closed topics --------------------------------------------------------------------------------


@pytest.mark.parametrize("refusal", ["TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found"])
def test_the_digest_of_a_closed_topic_waits_is_told_of_once_and_is_not_lost(
    api: BotApi, served: Desk, refusal: str
) -> None:
    for thread in (0, 9):
        wanted = Subscription(Place(-100, thread, 11), f"Topic {thread}", (), Timetable(480, "UTC"))
        served.digests.save(wanted, MORNING.replace(day=15))
    subscribe(served, 12)
    api.shut[-100, 9] = refusal
    deliver(served)
    deliver(served)
    told = [message for message in api.to(-100, 0) if "closed to me" in message.text]
    assert [message.thread for message in told] == [0]
    assert served.chats.shut_topics(-100) == {9}
    assert not any(message.thread == 9 for message in api.messages)
    assert len(api.to(12, 0)) > 0
    api.shut.clear()
    served.chats.reopen(Place(-100, 9))
    deliver(served)
    assert any(message.thread == 9 for message in api.messages)
