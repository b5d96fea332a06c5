"""A question asked, answered and remembered; and "more" of the same."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot import render
from bot.conversation import remembered, resolve
from bot.desk import Desk
from bot.handlers.replies import say, told
from bot.markup import code, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import _
from corpus.errors import BadQuestion, DatabaseError
from corpus.model import Briefing

log = logging.getLogger(__name__)


def ask(said: Said, desk: Desk) -> Reply:
    """A plain message: the answer, or the sentence that says why there is none."""
    zone, now = desk.zone(said.place.chat), desk.now()
    replied = desk.store.turn_of(said.place.chat, said.reply_to) if said.reply_to else None
    turns = (replied,) if replied else desk.store.recall(said.place, now, desk.idle)
    try:
        query = resolve(said.text, turns, now, zone, desk.newsroom.read)
    except BadQuestion as error:
        return say(str(error))
    return _given(said.place, said.text, desk.newsroom.answer(query), desk)


def asked(said: Said, desk: Desk) -> Reply:
    """`/ask Who …?`: for groups, where the bot does not hear what is not said to it."""
    if not said.text.strip():
        return told(join((text(_("Ask me like this: ")), code("/ask Who did Blinken meet in Kyiv?"))))
    return ask(said, desk)


def more(press: Press, number: int, desk: Desk) -> Reply:
    """The button "More": the next best sentences on that question, none of which was shown for it."""
    turn = desk.store.turn(press.place.chat, number)
    if turn is None:
        return say("I no longer keep that answer. Please ask again.")
    query = resolve("more", (turn,), turn.asked, desk.zone(press.place.chat), desk.newsroom.read)
    briefing = desk.newsroom.answer(replace(query, seen=query.seen | frozenset(turn.earlier + turn.shown)))
    if briefing.abstained:
        return say("That was all I have on this.")
    return _given(press.place, turn.question, briefing, desk)


def _given(place: Place, question: str, briefing: Briefing, desk: Desk) -> Reply:
    zone = desk.zone(place.chat)
    try:
        number = desk.store.remember(place, remembered(question, briefing, zone))
    except DatabaseError as error:  # a full disk takes the memory, not the answer
        log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
        return render.answer(briefing, zone)
    buttons = ((Button("More", f"1:more:{number}"), Button("Why these?", f"1:why:{number}")),)
    return replace(render.answer(briefing, zone, buttons), turn=number)
