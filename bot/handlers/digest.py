"""Subscribing by `/digest`: three taps, or one line; and what happens to a chat's digests at `/start`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.desk import Desk
from bot.digests import schedule, subscribing, zones
from bot.digests.schedule import Timetable
from bot.digests.subscribing import Wish
from bot.digests.subscriptions import ACTIVE, DRAFT, MOST, Subscription
from bot.handlers.digests import EXAMPLE, Verb, described, gone, hours, of_admins, upcoming
from bot.handlers.door import Handler
from bot.handlers.latest import preview
from bot.handlers.replies import say, told
from bot.handlers.rights import admins, may
from bot.looks import phrases
from bot.looks.editions import TOP
from bot.looks.markup import bold, code, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import _, spoken
from corpus.events.digest import Told

RECENT = timedelta(days=30)  # in which a question offers itself as a topic


def digest(said: Said, desk: Desk) -> Reply:
    """`/digest`: the first of three taps, or a whole subscription in one line."""
    place = said.place
    if not may(place, desk, private=said.private):
        return admins()
    if len(desk.digests.all(place.chat)) >= MOST:
        return _full()
    desk.digests.resume(place.chat)
    settled = desk.choices.zone(place)
    wish = subscribing.read(said.text, settled=bool(settled))
    if wish.minute is None and said.text:
        return told(join((text(_("Begin with the time, as in: ")), code(EXAMPLE))))
    draft = _draft(wish, place, said.language, desk)
    if wish.minute is None:
        return _asking(draft)
    return _after_time(draft, desk) if not wish.zone else _subscribed(draft, desk)


def on(topic: str, place: Place, desk: Desk) -> Reply:
    """A digest on one topic: the first of the taps that it takes."""
    if len(desk.digests.all(place.chat)) >= MOST:
        return _full()
    return _asking(_draft(Wish(None, topics=(topic,)), place, desk.language(place), desk))


def hours_of_new(place: Place, language: str, desk: Desk) -> tuple[tuple[Button, ...], ...]:
    """The buttons of the first tap alone, under a message that stays when one is tapped."""
    return hours("dbegin", _draft(Wish(None), place, language, desk).id)


def _full() -> Reply:
    return say(_("This chat has {number} digests already: /digests ends one.", number=MOST))


def _asking(draft: Subscription) -> Reply:
    typed = join((text(_("Or in one line: ")), code(EXAMPLE)))
    return told(bold(_("When shall it come?")), typed, buttons=hours("dtime", draft.id))


def _draft(wish: Wish, place: Place, language: str, desk: Desk) -> Subscription:
    now = desk.now()
    known = (*(one.table.zone for one in desk.digests.all(place.chat)), desk.choices.zone(place))
    default = desk.settings.zone_name
    offers = zones.offered(language, *known, *([default] if default != "UTC" else []))
    table = Timetable(wish.minute or 0, wish.zone or offers[0], wish.days)
    return desk.digests.save(Subscription(place, wish.name, wish.topics, table, DRAFT, offers), now)


def _after_time(draft: Subscription, desk: Desk) -> Reply:
    now = desk.now()
    flat = [
        Button(f"{zones.label(name)} {now.astimezone(schedule.zone(name)):%H:%M}", f"1:dzone:{draft.id * 100 + place}")
        for place, name in enumerate(draft.offers)
    ]
    rows = tuple(tuple(flat[at : at + 2]) for at in range(0, len(flat), 2))
    line = f"/digest {schedule.clock(draft.table.minute)} Lima"
    another = join((text(_("Another place: ")), code(line)))
    return told(bold(_("What time is it where you are?")), another, buttons=rows)


def _after_zone(draft: Subscription, desk: Desk) -> Reply:
    turns = desk.store.recall(draft.place, desk.now(), RECENT)
    asked = dict.fromkeys(" ".join(turn.words)[:60] for turn in reversed(turns) if turn.words)
    desk.digests.save(replace(draft, offers=tuple(asked)[:4]), desk.now())
    labels = [_(TOP), *(phrases.brief(topic, 30) for topic in list(asked)[:4])]
    rows = tuple((Button(label, f"1:dtopic:{draft.id * 100 + n}"),) for n, label in enumerate(labels))
    line = f"/digest {schedule.clock(draft.table.minute)} {draft.table.zone} ukraine aid, patriot batteries"
    return told(bold(_("What about?")), join((text(_("Any topics of your own: ")), code(line))), buttons=rows)


def _subscribed(draft: Subscription, desk: Desk) -> Reply:
    """The draft made good, and at once what it would tell now."""
    now, place = desk.now(), draft.place
    name = draft.name or _name(draft.table.minute)
    made = desk.digests.save(replace(draft, state=ACTIVE, name=name, offers=()), now)
    if not desk.choices.zone(place):
        desk.choices.set_zone(place, made.table.zone)
    if not desk.choices.language(place):
        desk.choices.set_language(place, spoken())  # nobody speaks when a digest is due
    rest = _(". {next} /digests changes or ends it.", next=upcoming(made))
    done = join((text(_("Done: ")), described(made), text(rest)))
    return Reply((*told(done).pages, *preview(draft.place, draft.topics, name, desk, Told())))


def _name(minute: int) -> str:
    parts = (
        (300, _("Night digest")),
        (660, _("Morning digest")),
        (840, _("Midday digest")),
        (1080, _("Afternoon digest")),
        (1440, _("Evening digest")),
    )
    return next(name for end, name in parts if minute < end)


def resuming(handler: Handler) -> Handler:
    """The handler of `/start`, after which a chat that was closed to the bot gets its digests again."""

    def resumed(said: Said, desk: Desk) -> Reply | None:
        desk.digests.resume(said.place.chat)
        return handler(said, desk)

    return resumed


# ---- buttons ----


def _time(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    if one.state != DRAFT or minute >= 1440:
        return gone()
    draft = desk.digests.save(replace(one, table=replace(one.table, minute=minute)), desk.now())
    return replace(_after_time(draft, desk), instead=True)


def _begin(one: Subscription, minute: int, press: Press, desk: Desk) -> Reply:
    return replace(_time(one, minute, press, desk), instead=False)


def _zone(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    if one.state != DRAFT or choice >= len(one.offers) or not zones.find(one.offers[choice]):
        return gone()
    draft = replace(one, table=replace(one.table, zone=one.offers[choice]))
    if draft.topics:
        return replace(_subscribed(draft, desk), instead=True)
    return replace(_after_zone(draft, desk), instead=True)


def _topic(one: Subscription, choice: int, press: Press, desk: Desk) -> Reply:  # noqa: ARG001
    if one.state != DRAFT or choice > len(one.offers):
        return gone()
    topics = (one.offers[choice - 1],) if choice else ()
    return replace(_subscribed(replace(one, topics=topics), desk), instead=True)


VERBS: dict[str, Verb] = {
    "dbegin": of_admins(_begin, 10_000),
    "dtime": of_admins(_time, 10_000),
    "dzone": of_admins(_zone, 100),
    "dtopic": of_admins(_topic, 100),
}
