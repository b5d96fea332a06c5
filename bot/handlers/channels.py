"""A channel's digests seen to from a private chat, by those who may post in it: `/digest @channel …`, `/digests @channel`."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.desk import Desk
from bot.digests.subscriptions import Subscription
from bot.handlers.door import Handler
from bot.handlers.replies import say
from bot.model import Channel, Place, Press, Reply, Said
from bot.words import _

_NAMED = re.compile(r"@(\w{4,32})(?=[\s,:]|$)[\s,:]*")


def elsewhere(handler: Handler) -> Handler:
    """The handler of a command, which in private may begin with the name of a channel that it is then about."""

    def handled(said: Said, desk: Desk) -> Reply | None:
        named = _NAMED.match(said.text) if said.private else None
        if named is None:
            return handler(said, desk)
        channel = desk.channel(f"@{named[1]}", said.place.user)
        if channel is None or not channel.runs:
            return say(_refusal(channel, f"@{named[1]}"))
        about = Place(channel.chat, 0, said.place.user)
        return handler(replace(said, place=about, text=said.text[named.end() :]), desk)

    return handled


def _refusal(channel: Channel | None, name: str) -> str:
    if channel is None:
        return _(
            "Telegram shows me no channel {name}: make me an administrator of it who may post. In a group, send /digest in "
            "the group itself.",
            name=name,
        )
    if not channel.posts:
        return _("I may not post in {name}: make me an administrator there who may, and send this again.", name=name)
    return _("Only administrators of {name} who may post there can change its digests.", name=name)


def here(said: Said) -> Place:
    """Where a command was sent, whichever channel it is about."""
    return Place(said.place.user, 0, said.place.user) if said.private else said.place


def reached(press: Press, number: int, desk: Desk) -> Subscription | None:
    """A digest of this chat, or in private of a channel in which the person may post."""
    one = desk.digests.find(press.place.chat, number)
    if one is not None or not press.private:
        return one
    one = desk.digests.anywhere(number)
    return one if one and mine(one, press.place, desk) else None


def mine(one: Subscription, asking: Place, desk: Desk) -> bool:
    """Whether a digest is that of a channel in which the person may post."""
    channel = desk.channel(one.place.chat, asking.user)
    return channel is not None and channel.runs


def mention(chat: int, asking: Place, desk: Desk) -> str:
    """What commands about that chat begin with where they are sent: "@name " for a channel, "" for that very chat."""
    channel = desk.channel(chat, asking.user) if chat != asking.chat else None
    return f"{channel.mention} " if channel and channel.mention else ""
