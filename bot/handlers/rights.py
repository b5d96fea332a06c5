"""Who may change what a chat gets: everybody in private, administrators in a group."""

from __future__ import annotations

from bot.desk import Desk
from bot.handlers.replies import say
from bot.model import Place, Reply
from bot.words import _


def may(place: Place, desk: Desk, *, private: bool) -> bool:
    """Whether a person may change what a chat gets."""
    return private or desk.administers(place.chat, place.user)


def admins() -> Reply:
    """What everybody else is told."""
    return say(_("Only administrators of this group can change its digests."))
