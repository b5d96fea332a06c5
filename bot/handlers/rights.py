"""Who may change what a chat gets, and what the bot reads."""

from __future__ import annotations

from bot.access import Role
from bot.desk import Desk
from bot.handlers.replies import say
from bot.model import Place, Reply
from bot.words import _


def may(place: Place, desk: Desk, *, private: bool) -> bool:
    """Whether a person may change what a chat gets: everybody in private, administrators in a group."""
    return private or desk.administers(place.chat, place.user)


def admins() -> Reply:
    """What everybody else is told."""
    return say(_("Only administrators of this group can change its digests."))


def may_edit(place: Place, desk: Desk, *, private: bool) -> bool:
    """Whether a person may change what the bot reads, which is the same for everyone whom it answers.

    The owner may, and so may a group's administrators whom the owner let in; in a public bot anyone can make a group.
    """
    role = desk.access.role(place.user)
    trusted = role is Role.GUEST and desk.settings.access == "private"
    return role is Role.OWNER or (trusted and not private and desk.administers(place.chat, place.user))
