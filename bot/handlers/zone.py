"""Where a chat reads: a location that was sent becomes a choice of zones, and one tap sets the chat's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.desk import Desk
from bot.digests import cities, schedule, zones
from bot.digests.cities import Spot
from bot.handlers import digest, typed
from bot.handlers.digests import gone
from bot.handlers.replies import told
from bot.handlers.rights import admins, may
from bot.looks.markup import bold, text
from bot.model import Button, Press, Reply, Said
from bot.words import _, plural


def located(said: Said, spot: Spot, desk: Desk) -> Reply:
    """A location: the zones nearest to it, for the digest that is being asked for, else for the chat."""
    if not may(said.place, desk, private=said.private):
        return admins()
    found, draft = cities.nearest(spot, desk.now()), typed.begun(said, desk)
    if draft is not None and digest.asks_zone(draft):
        return digest.asking_zone(draft, found, desk)
    labels = digest.clocks(found, desk)
    rows = tuple((Button(label, f"1:zone:{zones.number(name)}"),) for label, name in zip(labels, found, strict=True))
    return told(bold(_(digest.WHERE)), buttons=rows)


def chosen(press: Press, number: int, desk: Desk) -> Reply:
    """A zone's button: the chat reads in it from now on, and the digests that kept its former one move along."""
    name, place, now = zones.numbered(number), press.place, desk.now()
    if not may(press.place, desk, private=press.private):
        return admins()
    if not name:
        return gone()
    former, held = desk.choices.zone(place), desk.digests.all(place.chat)
    moving = [one for one in held if one.place.thread == place.thread and one.table.zone == former != name]
    desk.choices.set_zone(place, name)
    for one in moving:
        desk.digests.save(replace(one, table=replace(one.table, zone=name)), now)
    clock = f"{now.astimezone(schedule.zone(name)):%H:%M}"
    line = _("I go by the clock of {place} now: it is {clock}.", place=zones.label(name), clock=clock)
    moved = plural("{number} digest moves along.", "{number} digests move along.", len(moving))
    return replace(told(text(" ".join([line, *([moved] if moving else [])]))), instead=True)


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {"zone": chosen}
