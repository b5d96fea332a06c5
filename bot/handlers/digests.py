"""The chat's digests once they are there: `/digests` with its buttons and changes, and `/quiet`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.desk import Desk
from bot.digests import schedule, subscribing, zones
from bot.digests.schedule import Timetable
from bot.digests.subscriptions import ACTIVE, DRAFT, PAUSED, Subscription
from bot.handlers.channels import here, mention, reached
from bot.handlers.replies import say, show
from bot.handlers.rights import admins, may
from bot.looks import keyboard, phrases
from bot.looks.markup import Html, bold, code, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import _

HOURS = (420, 450, 480, 510, 540, 720, 1080, 1260)
# What a button carries: the digest's number, then a minute of the day or the place of a choice: `digest * share + choice`.
OF_MINUTES, OF_CHOICES, ALONE = 10_000, 100, 1
EXAMPLE = "08:00 Europe/Berlin ukraine aid, patriot batteries"
CHANGE = "1 09:30 weekdays ukraine aid"
_QUIET = re.compile(
    r"(?:(?:from|von|de|з|من)\s+)?(.+?)(?:\s*[-–]\s*|\s+(?:to|until|bis|a|à|hasta|до|إلى)\s+)(.+)", re.IGNORECASE
)

Verb = Callable[[Press, int, Desk], Reply | None]
Act = Callable[[Subscription, int, Press, Desk], Reply]


def list_(said: Said, desk: Desk) -> Reply:
    """`/digests`: all of the chat's, with buttons; `/digests 1 09:30 weekdays` changes the first."""
    number, _space, change = said.text.partition(" ")
    held = desk.digests.all(said.place.chat)
    if held and number and not (number.isdecimal() and 1 <= int(number) <= len(held)):
        none = say(_("There is no digest “{name}” here. These are there:", name=phrases.brief(number)))
        listed = listing(said.place.chat, here(said), desk)
        return replace(listed, pages=none.pages + listed.pages)
    if held and change.strip():
        return _changed(held[int(number) - 1], change, said, desk)
    return listing(said.place.chat, here(said), desk)


def _changed(one: Subscription, change: str, said: Said, desk: Desk) -> Reply:
    if not may(said.place, desk, private=said.private):
        return admins()
    order = subscribing.read(change, settled=True)
    if order.unread:
        unread = text(_("{time} is no time of day. To change one: ", time=order.unread))
        return show(join((unread, code(_change(one.place.chat, here(said), desk)))))
    minute = one.table.minute if order.minute is None else order.minute
    table = Timetable(minute, order.zone or one.table.zone, order.days or one.table.days)
    topics = order.topics or (() if subscribing.is_top(change) else one.topics)
    return saved(replace(one, table=table, topics=topics, name=order.name or one.name), desk)


def saved(one: Subscription, desk: Desk) -> Reply:
    """A digest that was changed, as it is now."""
    stored = desk.digests.save(one, desk.now())
    return show(join((described(stored), text(f". {upcoming(stored)}"))))


def listing(chat: int, asking: Place, desk: Desk) -> Reply:
    """The chat's digests and alerts, a line and a row of buttons each, as they are told to who asks."""
    held, watched = desk.digests.all(chat), desk.alerts.all(chat)
    if not held and not watched:
        none = _("There is no digest yet. /digest makes one in three taps, or in one line:")
        return show(text(none), code(f"/digest {EXAMPLE}"))
    lines = [join((text(f"{n}. "), described(one), text(f". {upcoming(one)}"))) for n, one in enumerate(held, 1)]
    lines += [text(_("At once, when it is new: {topic}", topic=alert.topic)) for alert in watched]
    closed = _("This chat was closed to me; /start lets the digests come again.")
    lines += [text(closed)] if desk.chats.paused(chat) else []
    shut = _("What waits for a closed topic comes when that opens.")
    lines += [text(shut)] if desk.chats.shut_topics(chat) else []
    lines += [join((text(_("To change one: ")), code(_change(chat, asking, desk))))] if held else []
    rows = [_buttons(n, one) for n, one in enumerate(held, 1)]
    rows += [(Button(_("End “{topic}”", topic=phrases.brief(one.topic, 30)), f"1:aend:{one.id}"),) for one in watched]
    return show(*lines, buttons=tuple(rows))


def _change(chat: int, asking: Place, desk: Desk) -> str:
    """What one sends to change a digest of that chat, as an example."""
    return f"/digests {mention(chat, asking, desk)}{CHANGE}"


def _buttons(n: int, one: Subscription) -> tuple[Button, ...]:
    pause, resume = Button(_("{n} Pause", n=n), f"1:dpause:{one.id}"), Button(_("{n} Resume", n=n), f"1:dgo:{one.id}")
    hour, end = Button(_("{n} Hour", n=n), f"1:dhour:{one.id}"), Button(_("{n} End", n=n), f"1:dend:{one.id}")
    return hour, pause if one.state == ACTIVE else resume, end


def described(one: Subscription) -> Html:
    """`Morning digest, every day at 08:00 (Europe/Berlin): ukraine aid, patriot batteries`."""
    when = _(
        ", {days} at {clock} ({zone}): {topics}",
        days=phrases.days(one.table.days),
        clock=schedule.clock(one.table.minute),
        zone=zones.named(one.table.zone),
        topics=subscribing.listed(one.topics),
    )
    return join((bold(one.name), text(when)))


def upcoming(one: Subscription) -> str:
    """When the next edition comes."""
    if one.due is None:
        return _("It is paused.")
    return _("The next comes on {moment}.", moment=phrases.clock(one.due, schedule.zone(one.table.zone)))


def hours(verb: str, number: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons of hours for the digest of that number."""
    flat = [Button(schedule.clock(minute), f"1:{verb}:{number * OF_MINUTES + minute}") for minute in HOURS]
    return keyboard.rows(flat, 4)


def quiet(said: Said, desk: Desk) -> Reply:
    """`/quiet 22:00-07:00`: digests wait for the end of these hours; `/quiet off`."""
    if not may(said.place, desk, private=said.private):
        return admins()
    if said.text.lower() == "off":
        _quieten(said.place, None, desk)
        return say(_("No quiet hours: digests come at their own time."))
    parts = _QUIET.fullmatch(" ".join(said.text.split()))  # a thousand spaces would take it half a second
    minutes = [subscribing.minute(part) for part in parts.groups()] if parts else []
    if len(minutes) == 2 and minutes[0] is not None and minutes[1] is not None and minutes[0] != minutes[1]:
        _quieten(said.place, (minutes[0], minutes[1]), desk)
        return show(*_hushed(said.place, desk))
    how = text(_("Tell me the hours, as in: /quiet 22:00-07:00. /quiet off ends them."))
    return show(*_hushed(said.place, desk), how)


def _hushed(place: Place, desk: Desk) -> list[Html]:
    """The quiet hours of a place in a sentence; nothing where there are none."""
    hours = desk.choices.quiet(place)
    if hours is None:
        return []
    first, end = map(schedule.clock, hours)
    return [text(_("Quiet from {first} to {end}: what falls into these hours comes at {end}.", first=first, end=end))]


def _quieten(place: Place, hours: tuple[int, int] | None, desk: Desk) -> None:
    desk.choices.set_quiet(place, hours)
    desk.digests.reschedule(desk.now(), place.chat)


def crowded() -> Reply:
    """What is said to who adds a topic to a digest that takes no more."""
    return say(_("That digest has {number} topics already: /digests changes them.", number=subscribing.TOPICS))


# ---- buttons ----


def gone() -> Reply:
    """What a button says whose digest is no longer there, or is not this chat's."""
    return say(_("That digest is no longer there. /digests shows those that are."))


def of_admins(act: Act, share: int) -> Verb:
    """A button of a digest whose number is `digest * share + choice`."""

    def pressed(press: Press, number: int, desk: Desk) -> Reply | None:
        if not may(press.place, desk, private=press.private):
            return admins()
        one = reached(press, number // share, desk)
        return act(one, number % share, press, desk) if one else gone()

    return pressed


def _hour(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    asked = show(described(one), bold(_("When shall it come?")), buttons=hours("dat", one.id))
    return replace(asked, instead=True)


def _at(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:
    if minute >= schedule.MINUTES or one.state == DRAFT:
        return gone()
    desk.digests.save(replace(one, table=replace(one.table, minute=minute)), desk.now())
    return replace(listing(one.place.chat, press.place, desk), instead=True)


def _set(state: str) -> Act:
    def act(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
        if one.state == DRAFT:
            return gone()
        desk.digests.save(replace(one, state=state), desk.now())
        return replace(listing(one.place.chat, press.place, desk), instead=True)

    return act


def _end(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    desk.digests.end(one.place.chat, one.id)
    return replace(listing(one.place.chat, press.place, desk), instead=True)


VERBS: dict[str, Verb] = {
    "dhour": of_admins(_hour, ALONE),
    "dat": of_admins(_at, OF_MINUTES),
    "dpause": of_admins(_set(PAUSED), ALONE),
    "dgo": of_admins(_set(ACTIVE), ALONE),
    "dend": of_admins(_end, ALONE),
}
