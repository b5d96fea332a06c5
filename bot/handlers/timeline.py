"""The course of a topic: `/timeline ukraine aid` and the button "Timeline", with the picture in the chat's theme."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.desk import Desk
from bot.handlers.replies import lost, say, show
from bot.handlers.rights import may
from bot.looks import drawing, render, timelines
from bot.looks.drawing import DARK, LIGHT
from bot.looks.markup import Html, code, join, pages, text
from bot.model import Button, Picture, Place, Press, Reply, Said
from bot.talk.remembering import course, remembered
from bot.words import _, retold
from corpus.errors import BadQuestion
from corpus.events.timeline import Timeline
from corpus.model import Briefing, Query

EXAMPLE = "/timeline ukraine aid"
_THEME = re.compile(rf"(?:^|\s)({LIGHT}|{DARK})$", re.IGNORECASE)


def timeline(said: Said, desk: Desk) -> Reply:
    """`/timeline ukraine aid`; without a topic that of the last question. "dark" or "light" at the end chooses the theme."""
    typed = _THEME.search(said.text)
    if typed:
        _choose(said.place, typed[1].lower(), desk, private=said.private)
    topic = _THEME.sub("", said.text)
    if topic.strip():
        return _asked(topic, said, desk)
    last = desk.store.turn_of(said.place.chat, said.reply_to) if said.reply_to else desk.store.last(said.place)
    if last is None or not last.words:
        return show(join((text(_("Tell me a topic, as in: ")), code(EXAMPLE))))
    return _drawn(course(last), last.question, said.place, desk)


def _asked(topic: str, said: Said, desk: Desk) -> Reply:
    try:
        query = desk.read(topic, desk.now(), desk.zone(said.place))
    except BadQuestion as error:
        return say(retold(error.sentence))
    if not query.terms:
        return show(join((text(_("Tell me a topic, as in: ")), code(EXAMPLE))))
    return _drawn(query, topic, said.place, desk)


def pressed(press: Press, number: int, desk: Desk) -> Reply:
    """The button "Timeline" under the answer of turn `number`."""
    turn = desk.store.turn(press.place.chat, number)
    if turn is None:
        return lost()
    if not turn.words:
        return show(join((text(_("Tell me a topic, as in: ")), code(EXAMPLE))))
    return _drawn(course(turn), turn.question, press.place, desk)


def themed(theme: str) -> Callable[[Press, int, Desk], Reply]:
    """The button "Dark" or "Light" under the picture of turn `number`: it is drawn anew, and so are those to come."""

    def pressed(press: Press, number: int, desk: Desk) -> Reply:
        turn = desk.store.turn(press.place.chat, number)
        if turn is None:
            return say(_("I no longer keep that timeline. Please ask for it again."))
        _choose(press.place, theme, desk, private=press.private)
        found = desk.newsroom.chronicle.timeline(course(turn), desk.zone(press.place))
        if not found.days:
            return say(_("Its articles are no longer in the archive."))
        return Reply(picture=_picture(found, timelines.caption_and_pages(found)[0], theme, number), instead=True)

    return pressed


def _choose(place: Place, theme: str, desk: Desk, *, private: bool) -> None:
    """Remember the theme, where the person may choose."""
    if may(place, desk, private=private):
        desk.choices.set_theme(place, theme)


def _drawn(query: Query, question: str, place: Place, desk: Desk) -> Reply:
    """The timeline as a picture and its turns, remembered like an answer: one may ask on, or for a proof."""
    zone = desk.zone(place)
    found = desk.newsroom.chronicle.timeline(query, zone)
    points = tuple(turn.point for turn in found.turns)
    if not found.days:
        return Reply(pages([render.nothing(Briefing(query, (), desk.newsroom.freshness(query.asked)), zone)]))
    number = desk.store.remember(place, remembered(question, Briefing(query, points), zone))
    caption, following = timelines.caption_and_pages(found)
    return Reply(following, _picture(found, caption, desk.choices.theme(place) or LIGHT, number), turn=number)


def _picture(found: Timeline, caption: Html, theme: str, number: int) -> Picture:
    other = Button(_("Light"), f"1:light:{number}") if theme == DARK else Button(_("Dark"), f"1:dark:{number}")
    return Picture(drawing.draw(found, timelines.topic(found), theme), caption, ((other,),))


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {
    "timeline": pressed,
    "dark": themed(DARK),
    "light": themed(LIGHT),
}
