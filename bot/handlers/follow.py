"""Following a question: the button "Follow" under an answer makes it a digest's topic, or an alert."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.desk import Desk
from bot.digests.alerts import A_DAY, MOST
from bot.digests.subscribing import LONGEST, TOPICS
from bot.handlers import digest
from bot.handlers.digests import crowded, described, gone, listing
from bot.handlers.replies import lost, say, show
from bot.handlers.rights import admins, may
from bot.looks import phrases
from bot.looks.markup import bold, join, text
from bot.model import Button, Press, Reply
from bot.talk.remembering import topic
from bot.words import _

SHARE = 10**9  # `turn * SHARE + digest` is a digest to which a turn's question is added
OFFERED = 4  # digests of a chat


def ways(press: Press, turn: int, desk: Desk) -> Reply:
    """The button "Follow": each digest of the chat, one of its own, or an alert."""
    about = _topic(press, turn, desk)
    if not about:
        return lost()
    rows = [
        (Button(_("Add to “{name}”", name=phrases.brief(one.name, 30)), f"1:fadd:{turn * SHARE + one.id}"),)
        for one in desk.digests.all(press.place.chat)[:OFFERED]
    ]
    rows.append((Button(_("A digest of its own"), f"1:fnew:{turn}"),))
    rows.append((Button(_("Tell me when something is new"), f"1:falert:{turn}"),))
    return show(join((text(_("How do you want to follow it? ")), bold(about))), buttons=tuple(rows))


def add(press: Press, number: int, desk: Desk) -> Reply:
    """A digest's button: the question becomes one of its topics."""
    if not may(press.place, desk, private=press.private):
        return admins()
    about = _topic(press, number // SHARE, desk)
    one = desk.digests.find(press.place.chat, number % SHARE)
    if not about or one is None:
        return gone() if about else lost()
    if len(one.topics) >= TOPICS and about not in one.topics:
        return crowded()
    topics = tuple(dict.fromkeys((*(one.topics or ("",)), about)))
    stored = desk.digests.save(replace(one, topics=topics), desk.now())
    return replace(show(described(stored)), instead=True)


def own(press: Press, turn: int, desk: Desk) -> Reply:
    """The button "A digest of its own": the first of the taps that are left."""
    if not may(press.place, desk, private=press.private):
        return admins()
    about = _topic(press, turn, desk)
    return replace(digest.on(about, press.place, desk), instead=True) if about else lost()


def alert(press: Press, turn: int, desk: Desk) -> Reply:
    """The button "Tell me when something is new"."""
    if not may(press.place, desk, private=press.private):
        return admins()
    about = _topic(press, turn, desk)
    if not about:
        return lost()
    if not desk.alerts.watch(press.place, about, desk.now()):
        return say(_("This chat has {number} alerts already: /digests ends one.", number=MOST))
    line = _(
        "I will tell you when something new is published, at most {number} times a day and not in quiet hours. "
        "/digests ends it.",
        number=A_DAY,
    )
    return replace(show(bold(about), text(line)), instead=True)


def end(press: Press, number: int, desk: Desk) -> Reply:
    """An alert's button "End" in the list of digests."""
    if not may(press.place, desk, private=press.private):
        return admins()
    if not desk.alerts.end(press.place.chat, number):
        return gone()
    return replace(listing(press.place.chat, press.place, desk), instead=True)


def _topic(press: Press, turn: int, desk: Desk) -> str:
    """The turn's subject as a topic; "" when it is no longer kept, or has none."""
    asked = desk.store.turn(press.place.chat, turn)
    return topic(asked)[:LONGEST] if asked else ""


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {
    "follow": ways,
    "fadd": add,
    "fnew": own,
    "falert": alert,
    "aend": end,
}
