"""Who comes in: the check in front of every handler, the codes that open the door, and `/invite`."""

from __future__ import annotations

from collections.abc import Callable

from bot.access import Role
from bot.desk import Desk
from bot.handlers.replies import say, show
from bot.looks import markup
from bot.model import Reply, Said
from bot.words import _, marked

Handler = Callable[[Said, Desk], Reply | None]

CLOSED = marked(
    "This is a private bot. If its owner gave you an invitation link, open it; otherwise I cannot help, sorry."
)
STALE = marked(
    "That code is not valid, or no longer: it works once, and an invitation for seven days. Ask for a new one."
)


def admitted(handler: Handler) -> Handler:
    """The handler for people who may ask; a stranger gets one kind line now and then, and in a group none."""

    def checked(said: Said, desk: Desk) -> Reply | None:
        if desk.access.admits(said.place):
            return handler(said, desk)
        return turned_away(said, desk, CLOSED)

    return checked


def turned_away(said: Said, desk: Desk, line: str) -> Reply | None:
    """The line for a stranger, or nothing when they were told lately or others would have to read it."""
    return say(_(line)) if said.private and desk.access.tell(said.place.user, desk.now()) else None


def enter(said: Said, desk: Desk) -> str:
    """`/start CODE`: makes its sender the owner or a guest, and says so; "" when the message carries no valid code."""
    role = desk.access.redeem(said.text, said.place.user, desk.now()) if said.private and said.text else None
    if role is Role.OWNER:
        desk.introduce()  # the owner's menu holds more
        return _("You are the owner of this bot now. /invite lets somebody else in.")
    return _("Welcome!") if role is Role.GUEST else ""


def invite(said: Said, desk: Desk) -> Reply | None:
    """`/invite`: the owner gets a link that lets one person in."""
    if desk.access.role(said.place.user) is not Role.OWNER:
        return say(_("Only the owner of this bot can invite people."))
    if not said.private:
        return say(_("Please ask me for an invitation in our private chat: whoever reads the link first can use it."))
    code = desk.access.invitation(said.place.user, desk.now())
    typed = markup.join((markup.text(_("Let one person send me: ")), markup.code(f"/start {code}")))
    link = f"https://t.me/{desk.name}?start={code}"
    ways = [markup.link(link, link), typed] if desk.name else [typed]
    return show(markup.text(_("Here is an invitation. It works once, within seven days.")), *ways)
