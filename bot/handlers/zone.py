"""By which clock a chat reads: `/zone Tokyo` sets it, or a location that was sent and one tap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.desk import Desk
from bot.digests import cities, schedule, zones
from bot.digests.cities import Spot
from bot.handlers import digest, typed
from bot.handlers.digests import gone
from bot.handlers.replies import say, show
from bot.handlers.rights import may
from bot.looks import keyboard
from bot.looks.markup import bold, code, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import _, marked, plural

EXAMPLE = "/zone Europe/Berlin"
ADMINS = marked("Only administrators of this group can change its clock.")


def zone(said: Said, desk: Desk) -> Reply:
    """`/zone Tokyo`, `/zone UTC+3`: the clock to go by; alone, or with what is no place, which one that is, and others."""
    name = zones.place(said.text)
    if not may(said.place, desk, private=said.private):
        return say(_(ADMINS)) if name else show(text(_told(desk.zone(said.place).key, desk)))
    return _set(said.place, name, desk) if name else _choice(said, desk)


def _choice(said: Said, desk: Desk) -> Reply:
    offers = zones.offered(said.language, *(one.table.zone for one in desk.digests.all(said.place.chat)))
    line = join((text(_("Or in one line: ")), code(EXAMPLE)))
    here = text(_told(desk.zone(said.place).key, desk))
    return show(here, bold(_(digest.WHERE)), line, buttons=_offering(offers, desk))


def located(said: Said, spot: Spot, desk: Desk) -> Reply:
    """A location: the zones nearest to it, for the digest that is being asked for, else for the chat."""
    if not may(said.place, desk, private=said.private):
        return say(_(ADMINS))
    found, draft = cities.nearest(spot, desk.now()), typed.begun(said, desk)
    if draft is not None and digest.asks_zone(draft):
        return digest.asking_zone(draft, found, desk)
    return show(bold(_(digest.WHERE)), buttons=_offering(found, desk))


def _offering(names: Sequence[str], desk: Desk) -> tuple[tuple[Button, ...], ...]:
    """A button for each of these zones."""
    labels = digest.clocks(names, desk)
    flat = [Button(label, f"1:zone:{zones.number(name)}") for label, name in zip(labels, names, strict=True)]
    return keyboard.rows(flat, 2)


def chosen(press: Press, number: int, desk: Desk) -> Reply:
    """A zone's button."""
    if not may(press.place, desk, private=press.private):
        return say(_(ADMINS))
    name = zones.numbered(number)
    return replace(_set(press.place, name, desk), instead=True) if name else gone()


def _set(place: Place, name: str, desk: Desk) -> Reply:
    """The chat reads in this zone from now on, and the digests that kept its former one move along."""
    former, held = desk.choices.zone(place), desk.digests.all(place.chat)
    moving = [one for one in held if one.place.thread == place.thread and one.table.zone == former != name]
    desk.choices.set_zone(place, name)
    for one in moving:
        desk.digests.save(replace(one, table=replace(one.table, zone=name)), desk.now())
    moved = plural("{number} digest moves along.", "{number} digests move along.", len(moving))
    return say(" ".join((_told(name, desk), *([moved] if moving else []))))


def _told(name: str, desk: Desk) -> str:
    clock = f"{desk.now().astimezone(schedule.zone(name)):%H:%M}"
    return _("I go by the clock of {place} now: it is {clock}.", place=zones.label(name), clock=clock)


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {"zone": chosen}
