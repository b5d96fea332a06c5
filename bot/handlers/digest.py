"""Subscribing by `/digest`: three taps or one line; what happens to a chat's digests at `/start`. What is typed: `typed`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.desk import Desk
from bot.digests import schedule, subscribing, zones
from bot.digests.schedule import Timetable
from bot.digests.subscribing import Order
from bot.digests.subscriptions import ACTIVE, DRAFT, MOST, Subscription
from bot.handlers.channels import here, mention
from bot.handlers.digests import EXAMPLE, OF_CHOICES, OF_MINUTES, Verb, described, gone, hours, of_admins, upcoming
from bot.handlers.door import Handler
from bot.handlers.latest import preview
from bot.handlers.replies import say, show
from bot.handlers.rights import admins, may
from bot.looks import keyboard, phrases
from bot.looks.editions import TOP
from bot.looks.markup import Html, bold, code, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.talk.remembering import topic
from bot.words import _, marked, spoken
from corpus.events.digest import Told

RECENT = timedelta(days=30)  # in which a question offers itself as a topic
ASKED = 4  # questions that do
WHERE = marked("What time is it where you are?")


def digest(said: Said, desk: Desk) -> Reply:
    """`/digest`: the first of three taps, or a whole subscription in one line."""
    place = said.place
    if not may(place, desk, private=said.private):
        return admins()
    if len(desk.digests.all(place.chat)) >= MOST:
        return _full()
    desk.chats.resume(place.chat)
    settled = desk.choices.zone(place)
    order = subscribing.read(said.text, settled=bool(settled))
    if order.minute is None and said.text:
        return show(join((text(_("Begin with the time, as in: ")), code(f"/digest {EXAMPLE}"))))
    draft = _draft(order, place, desk)
    if order.minute is None:
        return _asking(draft, here(said), desk)
    return subscribed(draft, here(said), desk) if order.zone else _after_time(draft, said.language, here(said), desk)


def on(subject: str, place: Place, desk: Desk, *opening: Html) -> Reply:
    """A digest on one topic, or on everything (""): the first of the taps that it takes, with an `opening` before it."""
    if len(desk.digests.all(place.chat)) >= MOST:
        return _full()
    return _asking(_draft(Order(None, topics=(subject,) if subject else ()), place, desk), place, desk, *opening)


def hours_of_new(place: Place, desk: Desk) -> tuple[tuple[Button, ...], ...]:
    """The buttons of the first tap alone, under a message that stays when one is tapped."""
    return hours("dbegin", _draft(Order(None), place, desk).id)


def _full() -> Reply:
    return say(_("This chat has {number} digests already: /digests ends one.", number=MOST))


def _asking(draft: Subscription, asking: Place, desk: Desk, *opening: Html) -> Reply:
    typed = join((text(_("Or in one line: ")), code(_line(draft, asking, EXAMPLE, desk))))
    return show(*opening, bold(_("When shall it come?")), typed, buttons=hours("dtime", draft.id))


def _line(draft: Subscription, asking: Place, rest: str, desk: Desk) -> str:
    return f"/digest {mention(draft.place.chat, asking, desk)}{rest}"


def _draft(order: Order, place: Place, desk: Desk) -> Subscription:
    table = Timetable(order.minute or 0, order.zone or desk.zone(place).key, order.days or schedule.DAILY)
    return desk.digests.save(Subscription(place, order.name, order.topics, table, DRAFT), desk.now())


def _after_time(draft: Subscription, language: str, asking: Place, desk: Desk) -> Reply:
    """The second of the three questions; where the chat has chosen a zone already, the third."""
    if chosen := desk.choices.zone(draft.place):
        return zoned(draft, chosen, asking, desk)
    known = (one.table.zone for one in desk.digests.all(draft.place.chat))
    default = desk.settings.zone_name
    return asking_zone(draft, zones.offered(language, *known, *([default] if default != "UTC" else [])), desk)


def asks_zone(draft: Subscription) -> bool:
    """Whether the question at hand is the zone."""
    return bool(draft.offers and draft.offers[0])


def asking_on(draft: Subscription, place: Place, desk: Desk) -> Reply:
    """What is known of a draft that was changed, and the question at hand once more."""
    if not draft.offers:
        return _asking(desk.digests.save(draft, desk.now()), place, desk)
    days, clock = phrases.days(draft.table.days), schedule.clock(draft.table.minute)
    topics = subscribing.listed(draft.topics)
    noted = text(_("Noted: {days} at {clock}, {topics}.", days=days, clock=clock, topics=topics))
    if asks_zone(draft):
        return asking_zone(draft, draft.offers, desk, noted)
    return _after_zone(draft, place, desk, noted)


def asking_zone(draft: Subscription, offers: tuple[str, ...], desk: Desk, *opening: Html) -> Reply:
    """The second of the three questions, with these zones on its buttons."""
    desk.digests.save(replace(draft, offers=offers), desk.now())
    flat = [Button(label, f"1:dzone:{draft.id * OF_CHOICES + n}") for n, label in enumerate(clocks(offers, desk))]
    another = text(_("Or send me a city, an offset such as UTC+3, or your location."))
    return show(*opening, bold(_(WHERE)), another, buttons=keyboard.rows(flat, 2))


def clocks(names: Sequence[str], desk: Desk) -> list[str]:
    """What buttons say of zones: `Berlin 14:05`."""
    now = desk.now()
    return [f"{zones.label(name)} {now.astimezone(schedule.zone(name)):%H:%M}" for name in names]


def _after_zone(draft: Subscription, asking: Place, desk: Desk, *opening: Html) -> Reply:
    asked = dict.fromkeys(topic(turn)[:60] for turn in reversed(desk.store.recall(asking, desk.now(), RECENT)))
    offers = ("", *[one for one in asked if one][:ASKED])
    desk.digests.save(replace(draft, offers=offers), desk.now())
    labels = [phrases.brief(one, 30) if one else _(TOP) for one in offers]
    rows = tuple((Button(label, f"1:dtopic:{draft.id * OF_CHOICES + n}"),) for n, label in enumerate(labels))
    when = f"{schedule.clock(draft.table.minute)} {draft.table.zone}"
    line = _line(draft, asking, f"{when} ukraine aid, patriot batteries", desk)
    typed = text(_("Or send me topics of your own, with commas between them. In one line: "))
    return show(*opening, bold(_("What about?")), join((typed, code(line))), buttons=rows)


def subscribed(draft: Subscription, asking: Place, desk: Desk) -> Reply:
    """The draft made good, and at once what it would tell now, to who asks for it."""
    now, place = desk.now(), draft.place
    name = draft.name or usual_name(draft.table.minute)
    made = desk.digests.save(replace(draft, state=ACTIVE, name=name, offers=()), now)
    if not desk.choices.zone(place):
        desk.choices.set_zone(place, made.table.zone)
    if not desk.choices.language(place):
        desk.choices.set_language(place, spoken())  # nobody speaks when a digest is due
    if place.chat != asking.chat and not desk.access.admits(Place(place.chat)):
        desk.access.open(place, now)  # or the buttons below a channel's digest would be dead
    rest = text(_(". {next} /digests changes or ends it.", next=upcoming(made)))
    there = mention(place.chat, asking, desk)
    done = join((text(_("Done: ")), described(made), rest))
    pages = show(done, *([code(f"/digests {there}".strip())] if there else [])).pages
    return Reply((*pages, *preview(asking, draft.topics, name, desk, Told())))


def usual_name(minute: int) -> str:
    """What a digest at that time of day is called unless it was given a name."""
    parts = (
        (300, _("Night digest")),
        (660, _("Morning digest")),
        (840, _("Midday digest")),
        (1080, _("Afternoon digest")),
        (schedule.MINUTES, _("Evening digest")),
    )
    return next(name for end, name in parts if minute < end)


def resuming(handler: Handler) -> Handler:
    """The handler of `/start`, after which a chat that was closed to the bot gets its digests again."""

    def resumed(said: Said, desk: Desk) -> Reply | None:
        desk.chats.resume(said.place.chat)
        return handler(said, desk)

    return resumed


def timed(draft: Subscription, minute: int, language: str, asking: Place, desk: Desk) -> Reply:
    """The first question answered: the second is asked."""
    return _after_time(replace(draft, table=replace(draft.table, minute=minute)), language, asking, desk)


def zoned(draft: Subscription, zone: str, asking: Place, desk: Desk) -> Reply:
    """The second question answered: the third is asked, unless there are topics already."""
    draft = replace(draft, table=replace(draft.table, zone=zone))
    return subscribed(draft, asking, desk) if draft.topics else _after_zone(draft, asking, desk)


# ---- buttons ----


def _time(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:
    if one.state != DRAFT or minute >= schedule.MINUTES:
        return gone()
    return replace(timed(one, minute, press.language, press.place, desk), instead=True)


def _begin(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:
    return replace(_time(one, minute, press, desk), instead=False)


def _zone(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:
    if one.state != DRAFT or not asks_zone(one) or choice >= len(one.offers):
        return gone()
    return replace(zoned(one, one.offers[choice], press.place, desk), instead=True)


def _topic(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:
    if one.state != DRAFT or asks_zone(one) or choice >= len(one.offers):
        return gone()
    topics = tuple(filter(None, one.offers[choice : choice + 1]))
    return replace(subscribed(replace(one, topics=topics), press.place, desk), instead=True)


VERBS: dict[str, Verb] = {
    "dbegin": of_admins(_begin, OF_MINUTES),
    "dtime": of_admins(_time, OF_MINUTES),
    "dzone": of_admins(_zone, OF_CHOICES),
    "dtopic": of_admins(_topic, OF_CHOICES),
}
