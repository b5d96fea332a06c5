"""A digest changed in plain words: "actually make it 8", "add climate to my digest"."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import Desk
from bot.digests import changing
from bot.digests.changing import Change
from bot.digests.subscriptions import Subscription
from bot.handlers import digest
from bot.handlers.digests import crowded, described, saved
from bot.handlers.door import Handler
from bot.handlers.replies import show
from bot.handlers.rights import admins, may
from bot.looks.markup import text
from bot.model import Reply, Said
from bot.words import _


def heeding(handler: Handler) -> Handler:
    """The handler of plain messages; one that changes a digest is no question about the news."""

    def heeded(said: Said, desk: Desk) -> Reply | None:
        change = changing.read(said.text)
        one = _meant(change, said, desk) if change else None
        return _done(change, one, said, desk) if change and one else handler(said, desk)

    return heeded


def _meant(change: Change, said: Said, desk: Desk) -> Subscription | None:
    """The digest that a change is about: the newest here, where it can mean nothing else or that was just spoken of."""
    held = [one for one in desk.digests.all(said.place.chat) if one.place.thread == said.place.thread]
    if not held:
        return None
    if change.sure or (change.drop and changing.applied(change, held[-1]).topics != held[-1].topics):
        return held[-1]
    last = desk.store.last(said.place)
    begun = desk.now() - desk.idle
    return desk.digests.newest(said.place, max(begun, last.asked) if last else begun)


def _done(change: Change, one: Subscription, said: Said, desk: Desk) -> Reply:
    if not may(said.place, desk, private=said.private):
        return admins()
    anew = changing.applied(change, one)
    if not set(change.add) <= set(anew.topics):
        return crowded()
    if change.drop and anew.topics == one.topics:
        return show(text(_("That is none of its topics.")), described(one))
    if change.drop and not anew.topics:
        return show(text(_("That is its only topic: give it another one first, or /digests ends it.")), described(one))
    usual = one.name == digest.usual_name(one.table.minute)  # an evening digest that comes at eight is a morning's now
    return saved(replace(anew, name=digest.usual_name(anew.table.minute)) if usual else anew, desk)
