"""What is wished of the bot in plain words, done as by the command that does it."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import Desk
from bot.handlers import digest, digests, explain, privacy, sources, start, stories, timeline, zone
from bot.handlers.door import Handler
from bot.handlers.rights import admins, may
from bot.looks.markup import text
from bot.model import Reply, Said
from bot.talk import wishes
from bot.talk.remembering import topic
from bot.talk.wishes import Wish
from bot.words import _

_DONE_BY: dict[str, Handler] = {
    "help": start.help_,
    "digests": digests.list_,
    "proof": explain.proof,
    "complaint": explain.sorry,
    "trust": explain.trust,
    "sources": sources.list_,
    "new": start.new,
    "forget": privacy.forget_me,
}

_DONE_ON: dict[str, Handler] = {"timeline": timeline.timeline, "mute": stories.mute, "zone": zone.zone}


def heeding(handler: Handler) -> Handler:
    """The handler of plain messages; one that wishes something of the bot itself is no question about the news."""

    def heeded(said: Said, desk: Desk) -> Reply | None:
        wish = wishes.read(said.text)
        return _done(wish, said, desk) if wish else handler(said, desk)

    return heeded


def _done(wish: Wish, said: Said, desk: Desk) -> Reply | None:
    if wish.command in _DONE_BY:
        return _DONE_BY[wish.command](replace(said, text=""), desk)
    if wish.command in _DONE_ON:
        return _DONE_ON[wish.command](replace(said, text=wish.topic), desk)
    reminder = wish.command == "reminder"
    last = desk.store.last(said.place) if wish.this or reminder else None
    about = topic(last) if last else wish.topic
    if reminder:
        return _instead(about, said, desk)
    if about and not wish.time:
        return digest.on(about, said.place, desk) if may(said.place, desk, private=said.private) else admins()
    # A comma, since a city right behind the time would be a zone.
    return digest.digest(replace(said, text=f"{wish.time}, {about}" if about else wish.time), desk)


def _instead(about: str, said: Said, desk: Desk) -> Reply:
    """What there is instead of a reminder: a digest, on what was last spoken of."""
    if not may(said.place, desk, private=said.private):
        return admins()
    on_it = _("I cannot remind you once, but I can bring you every day what is new on {topic}.", topic=about)
    on_all = _("I cannot remind you once, but I can bring you the news every day.")
    return digest.on(about, said.place, desk, text(on_it if about else on_all))
