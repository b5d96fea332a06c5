"""Digests subscribed to by hand: `/digest` in three taps or one line, `/digests` with its buttons, `/latest`, `/quiet`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot import phrases, schedule, subscribing, zones
from bot.desk import Desk
from bot.digest_store import ACTIVE, DRAFT, MOST, PAUSED, Subscription
from bot.editions import TOP, sheets
from bot.handlers.door import Handler
from bot.handlers.replies import say, told
from bot.ledger import BUTTONS
from bot.markup import Html, bold, code, join, text
from bot.model import Button, Page, Place, Press, Reply, Said
from bot.schedule import Timetable
from bot.subscribing import Wish
from bot.words import _
from corpus.digest import Told

HOURS = (420, 450, 480, 510, 540, 720, 1080, 1260)
EXAMPLE = "/digest 08:00 Europe/Berlin ukraine aid, patriot batteries"
ADMINS = "Only administrators of this group can change its digests."
GONE = "That digest is no longer there. /digests shows those that are."
LOOK_BACK = timedelta(days=1)
RECENT = timedelta(days=30)  # in which a question offers itself as a topic
_QUIET = re.compile(r"(.+?)\s*(?:-|–|to|until)\s*(.+)")

Verb = Callable[[Press, int, Desk], Reply | None]


def digest(said: Said, desk: Desk) -> Reply:
    """`/digest`: the first of three taps, or a whole subscription in one line."""
    place = said.place
    if not may(place, desk, private=said.private):
        return say(ADMINS)
    if len(desk.digests.all(place.chat)) >= MOST:
        return say(f"This chat has {MOST} digests already: /digests ends one.")
    desk.digests.resume(place.chat)
    settled = desk.store.zone(place.chat)
    wish = subscribing.read(said.text, settled=bool(settled))
    if wish.minute is None and said.text:
        return told(join((text("Begin with the time, as in: "), code(EXAMPLE))))
    draft = _draft(wish, place, said, desk)
    if wish.minute is None:
        typed = join((text("Or in one line: "), code(EXAMPLE)))
        return told(bold("When shall it come?"), typed, buttons=_hours("dtime", draft.id))
    return _after_time(draft, desk) if not wish.zone else _subscribed(draft, desk)


def _draft(wish: Wish, place: Place, said: Said, desk: Desk) -> Subscription:
    now = desk.now()
    known = (*(one.table.zone for one in desk.digests.all(place.chat)), desk.store.zone(place.chat))
    default = desk.settings.zone_name
    offers = zones.offered(said.language, *known, *([default] if default != "UTC" else []))
    table = Timetable(wish.minute or 0, wish.zone or offers[0], wish.days)
    return desk.digests.save(Subscription(place, wish.name, wish.topics, table, DRAFT, offers), now)


def _hours(verb: str, number: int) -> tuple[tuple[Button, ...], ...]:
    flat = [Button(schedule.clock(minute), f"1:{verb}:{number * 10_000 + minute}") for minute in HOURS]
    return tuple(tuple(flat[at : at + 4]) for at in range(0, len(flat), 4))


def _after_time(draft: Subscription, desk: Desk) -> Reply:
    now = desk.now()
    flat = [
        Button(f"{zones.label(name)} {now.astimezone(schedule.zone(name)):%H:%M}", f"1:dzone:{draft.id * 100 + place}")
        for place, name in enumerate(draft.offers)
    ]
    rows = tuple(tuple(flat[at : at + 2]) for at in range(0, len(flat), 2))
    line = f"/digest {schedule.clock(draft.table.minute)} Lima"
    return told(bold("What time is it where you are?"), join((text("Another place: "), code(line))), buttons=rows)


def _after_zone(draft: Subscription, desk: Desk) -> Reply:
    turns = desk.store.recall(draft.place, desk.now(), RECENT)
    asked = dict.fromkeys(" ".join(turn.words)[:60] for turn in reversed(turns) if turn.words)
    desk.digests.save(replace(draft, offers=tuple(asked)[:4]), desk.now())
    labels = [TOP, *(phrases.brief(topic, 30) for topic in list(asked)[:4])]
    rows = tuple((Button(label, f"1:dtopic:{draft.id * 100 + n}"),) for n, label in enumerate(labels))
    line = f"/digest {schedule.clock(draft.table.minute)} {draft.table.zone} ukraine aid, patriot batteries"
    return told(bold("What about?"), join((text("Any topics of your own: "), code(line))), buttons=rows)


def _subscribed(draft: Subscription, desk: Desk) -> Reply:
    """The draft made good, and at once what it would tell now."""
    now, chat = desk.now(), draft.place.chat
    name = draft.name or _name(draft.table.minute)
    made = desk.digests.save(replace(draft, state=ACTIVE, name=name, offers=()), now)
    if not desk.store.zone(chat):
        desk.digests.set_zone(chat, made.table.zone, now)
    done = join((text("Done: "), described(made), text(f". {_next(made)} /digests changes or ends it.")))
    return Reply((*told(done).pages, *_now(draft.place, draft.topics, name, desk, Told())))


def _name(minute: int) -> str:
    parts = ((300, "Night"), (660, "Morning"), (840, "Midday"), (1080, "Afternoon"), (1440, "Evening"))
    return f"{next(name for end, name in parts if minute < end)} digest"


def described(one: Subscription) -> Html:
    """`Morning digest, every day at 08:00 (Europe/Berlin): ukraine aid, patriot batteries`."""
    when = (
        f", {schedule.days_told(one.table.days)} at {schedule.clock(one.table.minute)} ({zones.named(one.table.zone)})"
    )
    return join((bold(one.name), text(f"{when}: {', '.join(one.topics) or TOP.lower()}")))


def _next(one: Subscription) -> str:
    if one.due is None:
        return "It is paused."
    return f"The next comes on {phrases.clock(one.due, schedule.zone(one.table.zone))}."


def _now(place: Place, topics: tuple[str, ...], name: str, desk: Desk, before: Told) -> tuple[Page, ...]:
    """A digest of the last day at this moment, for one who was told `before`; what it tells counts as told."""
    now, zone = desk.now(), desk.zone(place.chat)
    muted = desk.memory.muted(place.chat)
    found = desk.newsroom.digest(topics, now - LOOK_BACK, now, before, muted, desk.settings.digest_stories)
    numbers = desk.memory.tell(place.chat, found.items, now)
    pages = []
    for sheet in sheets(found, name, topics, zone):
        flat = [Button(str(item + 1), f"1:story:{numbers[item]}") for item in sheet.items]
        rows = tuple(tuple(flat[at : at + BUTTONS]) for at in range(0, len(flat), BUTTONS))
        pages.append(Page(sheet.html, rows))
    return tuple(pages)


def latest(said: Said, desk: Desk) -> Reply:
    """`/latest`, or with topics: what a digest would tell now."""
    topics = subscribing.topics(said.text)
    if not topics and not said.text:
        topics = next((one.topics for one in desk.digests.all(said.place.chat)), ())
    return Reply(_now(said.place, topics, "Latest", desk, desk.memory.told(said.place.chat, desk.now())))


def list_(said: Said, desk: Desk) -> Reply:
    """`/digests`: all of the chat's, with buttons; `/digests 1 09:30 weekdays` changes the first."""
    number, _, change = said.text.partition(" ")
    held = desk.digests.all(said.place.chat)
    if change and number.isdecimal() and 1 <= int(number) <= len(held):
        return _changed(held[int(number) - 1], change, said, desk)
    return _listing(said.place.chat, desk)


def _changed(one: Subscription, change: str, said: Said, desk: Desk) -> Reply:
    if not may(said.place, desk, private=said.private):
        return say(ADMINS)
    wish = subscribing.read(change, settled=True)
    if wish.minute is None and not change.strip():
        return say("Tell me what to change, as in: /digests 1 09:30 weekdays ukraine aid")
    minute = one.table.minute if wish.minute is None else wish.minute
    days = wish.days if wish.days != schedule.DAILY or wish.minute is not None else one.table.days
    table = Timetable(minute, wish.zone or one.table.zone, days)
    topics = wish.topics or (() if "top stor" in change.lower() else one.topics)
    stored = desk.digests.save(replace(one, table=table, topics=topics, name=wish.name or one.name), desk.now())
    return told(join((described(stored), text(f". {_next(stored)}"))))


def _listing(chat: int, desk: Desk) -> Reply:
    held = desk.digests.all(chat)
    if not held:
        return told(text("There is no digest yet. /digest makes one in three taps, or in one line:"), code(EXAMPLE))
    lines = [join((text(f"{n}. "), described(one), text(f". {_next(one)}"))) for n, one in enumerate(held, 1)]
    closed = (
        [text("This chat was closed to me; /start lets the digests come again.")] if desk.digests.paused(chat) else []
    )
    if desk.digests.shut_topics(chat):
        closed.append(text(_("What waits for a closed topic comes when that opens.")))
    hint = text("To change one: /digests 1 09:30 weekdays ukraine aid")
    return told(*lines, *closed, hint, buttons=tuple(_buttons(n, one) for n, one in enumerate(held, 1)))


def _buttons(n: int, one: Subscription) -> tuple[Button, ...]:
    going = (
        Button(f"{n} Pause", f"1:dpause:{one.id}") if one.state == ACTIVE else Button(f"{n} Resume", f"1:dgo:{one.id}")
    )
    return Button(f"{n} Hour", f"1:dhour:{one.id}"), going, Button(f"{n} End", f"1:dend:{one.id}")


def quiet(said: Said, desk: Desk) -> Reply:
    """`/quiet 22:00-07:00`: digests wait for the end of these hours; `/quiet off`."""
    if not may(said.place, desk, private=said.private):
        return say(ADMINS)
    if said.text.lower() == "off":
        desk.digests.set_quiet(said.place.chat, None, desk.now())
        return say("No quiet hours: digests come at their own time.")
    parts = _QUIET.fullmatch(said.text)
    hours = [subscribing.minute(part) for part in parts.groups()] if parts else []
    if len(hours) != 2 or hours[0] is None or hours[1] is None or hours[0] == hours[1]:
        return say("Tell me the hours, as in: /quiet 22:00-07:00. /quiet off ends them.")
    desk.digests.set_quiet(said.place.chat, (hours[0], hours[1]), desk.now())
    first, end = schedule.clock(hours[0]), schedule.clock(hours[1])
    return say(f"Quiet from {first} to {end}: what falls into these hours comes at {end}.")


def resuming(handler: Handler) -> Handler:
    """The handler of `/start`, after which a chat that was closed to the bot gets its digests again."""

    def resumed(said: Said, desk: Desk) -> Reply | None:
        desk.digests.resume(said.place.chat)
        return handler(said, desk)

    return resumed


def may(place: Place, desk: Desk, *, private: bool) -> bool:
    """Whether a person may change what a chat gets: everybody in private, administrators in a group."""
    return private or desk.administers(place.chat, place.user)


# ---- buttons ----


def _of_admins(act: Callable[[Subscription, int, Press, Desk], Reply], share: int) -> Verb:
    """A button of a digest whose number is `digest * share + choice`."""

    def pressed(press: Press, number: int, desk: Desk) -> Reply | None:
        if not may(press.place, desk, private=press.private):
            return say(ADMINS)
        one = desk.digests.find(press.place.chat, number // share)
        return act(one, number % share, press, desk) if one else say(GONE)

    return pressed


def _time(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    if one.state != DRAFT or minute >= 1440:
        return say(GONE)
    draft = desk.digests.save(replace(one, table=replace(one.table, minute=minute)), desk.now())
    return replace(_after_time(draft, desk), instead=True)


def _zone(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    if one.state != DRAFT or choice >= len(one.offers) or not zones.find(one.offers[choice]):
        return say(GONE)
    draft = replace(one, table=replace(one.table, zone=one.offers[choice]))
    if draft.topics:
        return replace(_subscribed(draft, desk), instead=True)
    return replace(_after_zone(draft, desk), instead=True)


def _topic(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    if one.state != DRAFT or choice > len(one.offers):
        return say(GONE)
    topics = (one.offers[choice - 1],) if choice else ()
    return replace(_subscribed(replace(one, topics=topics), desk), instead=True)


def _hour(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    return replace(told(described(one), bold("When shall it come?"), buttons=_hours("dat", one.id)), instead=True)


def _at(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:
    if minute >= 1440:
        return say(GONE)
    desk.digests.save(replace(one, table=replace(one.table, minute=minute)), desk.now())
    return replace(_listing(press.place.chat, desk), instead=True)


def _set(state: str) -> Callable[[Subscription, int, Press, Desk], Reply]:
    def act(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
        desk.digests.save(replace(one, state=state), desk.now())
        return replace(_listing(press.place.chat, desk), instead=True)

    return act


def _end(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    desk.digests.end(press.place.chat, one.id)
    return replace(_listing(press.place.chat, desk), instead=True)


VERBS: dict[str, Verb] = {
    "dtime": _of_admins(_time, 10_000),
    "dzone": _of_admins(_zone, 100),
    "dtopic": _of_admins(_topic, 100),
    "dhour": _of_admins(_hour, 1),
    "dat": _of_admins(_at, 10_000),
    "dpause": _of_admins(_set(PAUSED), 1),
    "dgo": _of_admins(_set(ACTIVE), 1),
    "dend": _of_admins(_end, 1),
}
