"""How the bot fares, for its owner: `/status`."""

from __future__ import annotations

from bot.access import Role
from bot.care import vitals
from bot.desk import Desk
from bot.handlers.replies import say, show
from bot.looks.markup import join, text
from bot.model import Reply, Said
from bot.words import _


def status(said: Said, desk: Desk) -> Reply:
    """`/status`: freshness, feeds that fail, what waits, errors today, room on the disk; for the owner in private."""
    if desk.access.role(said.place.user) is not Role.OWNER or not said.private:
        return say(_("Only the owner of this bot can ask for that, in our private chat."))
    lines = vitals.lines(vitals.take(desk), desk.zone(said.place))
    return show(join(map(text, lines), "\n"))
