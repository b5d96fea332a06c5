"""What is kept about a person, on paper and for good: `/privacy`, `/export`, `/forget_me`."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from bot.access import Role
from bot.desk import Desk
from bot.handlers.replies import say, show
from bot.looks.markup import text
from bot.model import Button, Document, Press, Reply, Said
from bot.words import _


def privacy(said: Said, desk: Desk) -> Reply:  # noqa: ARG001
    """`/privacy`: what is kept, for how long, and who sees it."""
    return show(
        text(
            _(
                "I keep your Telegram number, your settings, and your last questions with what answered them, so that you "
                "can ask on. They stay in this bot's own database; nobody else is told, and no log holds them."
            )
        ),
        text(_("A message waits on disk until it is answered, and is then deleted.")),
        text(_("/export hands everything over. /forget_me deletes it.")),
    )


def export(said: Said, desk: Desk) -> Reply:
    """`/export`: everything kept about the person, as a JSON file; only in private."""
    if not said.private:
        return say(_("Please ask me for that in our private chat."))
    user = said.place.user
    turns = [{"place": asdict(place), **asdict(turn)} for place, turn in desk.store.everything(user)]
    kept = {
        "person": user,
        "role": desk.access.role(user),
        "zone": desk.choices.zone(said.place),
        "language": desk.choices.language(said.place),
        "turns": turns,
    }
    kept |= desk.access.everything(user) | desk.chats.everything(user)
    content = json.dumps(kept, ensure_ascii=False, indent=2, default=str).encode()
    return replace(say(_("This is everything I keep about you.")), document=Document("dateline-export.json", content))


def forget_me(said: Said, desk: Desk) -> Reply:
    """`/forget_me`: asks once before it deletes."""
    role = desk.access.role(said.place.user)
    loss = {
        Role.OWNER: _("You would no longer be the owner; the next start prints a new code.")
        if desk.access.owned()
        else "",
        Role.GUEST: _("You would need a new invitation to come back.") if desk.settings.access == "private" else "",
    }.get(role, "")
    user = said.place.user
    buttons = ((Button(_("Delete everything"), f"1:forget:{user}"), Button(_("Keep it"), f"1:keep:{user}")),)
    return show(text(" ".join(filter(None, (_("Delete everything I keep about you?"), loss)))), buttons=buttons)


def forget(press: Press, number: int, desk: Desk) -> Reply | None:
    """The button "Delete everything", when the person themself presses it."""
    if number != press.place.user:
        return None
    desk.store.forget(number)
    desk.chats.forget(number)
    desk.access.forget(number)
    return replace(say(_("Done: everything I kept about you is deleted.")), instead=True)


def keep(press: Press, number: int, desk: Desk) -> Reply | None:  # noqa: ARG001
    """The button "Keep it"."""
    return replace(say(_("Nothing was deleted.")), instead=True) if number == press.place.user else None
