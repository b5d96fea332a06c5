"""Being added to a group or a channel, let go, kept quiet or heard again; and `/start` in a group."""

from __future__ import annotations

from bot.access import Role
from bot.desk import Desk
from bot.handlers.door import Handler
from bot.handlers.replies import EXAMPLE, show
from bot.looks.markup import code, join, text
from bot.model import Place, Reply, Said, Standing
from bot.words import _


def stands(standing: Standing, desk: Desk) -> Reply | None:
    """What the bot does when its standing in a chat has changed, and what it says: one greeting to who took it in."""
    place = standing.place
    if not standing.member:
        desk.access.close(place.chat)
    if not standing.writes:
        desk.chats.pause(place.chat, desk.now())
        return None
    desk.chats.resume(place.chat)
    if standing.private or not standing.joined:
        return None
    desk.access.open(place, desk.now())
    return _greeting(place, desk, channel=standing.channel)


def opening(handler: Handler) -> Handler:
    """The handler of `/start`; in a group that opens the bot to its members where one whom the bot knows says it."""

    def opened(said: Said, desk: Desk) -> Reply | None:
        if said.private:
            return handler(said, desk)
        if not desk.access.admits(said.place):
            return None
        desk.chats.resume(said.place.chat)
        if desk.access.role(said.place.user) is not Role.STRANGER:
            desk.access.open(said.place, desk.now())
        return _greeting(said.place, desk, channel=False)

    return opened


def _greeting(place: Place, desk: Desk, *, channel: bool) -> Reply:
    if not desk.access.admits(place):
        return show(
            text(
                _("This is a private bot: here I answer only those whom its owner invited. Its owner can add me anew.")
            )
        )
    if channel:
        return show(
            text(_("I can write in your channel now. Post there, for a digest every day:")),
            code("/digest 08:00 Europe/Berlin ukraine aid"),
        )
    # With the name: Telegram hands a bare command to a bot only while nobody has spoken since it did.
    asked = code(f"/ask@{desk.name} {EXAMPLE}")
    ways = text(_(", by mentioning me, or as a reply to one of my messages."))
    return show(
        text(
            _("I answer questions about the news: a few sentences, word for word from articles, each with its source.")
        ),
        join((text(_("Ask me with ")), asked, ways)),
        text(_("/digest brings what is new every day; only administrators set that up. /help shows the rest.")),
    )
