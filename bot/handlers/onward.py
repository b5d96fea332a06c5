"""The buttons under an answer: more of it, newest first, how it came about, a question to go on with, the same one anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.desk import Desk
from bot.handlers import explain
from bot.handlers.ask import answered, given, thread
from bot.handlers.replies import lost, say
from bot.looks import render
from bot.looks.keyboard import TENS
from bot.model import Press, Reply, Turn
from bot.talk.conversation import resolve
from bot.words import _

NEWEST = "newest first"
Verb = Callable[[Press, int, Desk], Reply | None]


def more(press: Press, turn: Turn, desk: Desk) -> Reply:
    """The next best sentences on the turn's question, none of which was shown on its subject by then."""
    zone = desk.zone(press.place)
    query = resolve("more", (turn,), turn.asked, zone, desk.read, ours=True)
    briefing = desk.newsroom.answer(replace(query, seen=thread(turn, press.place, desk).seen))
    if briefing.abstained:
        return say(_("That was all I have on this."))
    return given(press.place, zone, turn.question, briefing, desk)


def newest(press: Press, turn: Turn, desk: Desk) -> Reply:
    """The same question again, of its good answers the newest first."""
    zone = desk.zone(press.place)
    briefing = desk.newsroom.answer(resolve(NEWEST, (turn,), desk.now(), zone, desk.read, ours=True))
    return given(press.place, zone, NEWEST, briefing, desk)


def why(press: Press, turn: Turn, desk: Desk) -> Reply:  # noqa: ARG001
    """How the question was read, and which words found each sentence."""
    return render.why(turn)


def anew(press: Press, turn: Turn, desk: Desk) -> Reply:
    """The turn's question as if nothing had been said before it."""
    return answered(press.place, turn.question, (), desk)


def proof(press: Press, turn: Turn, part: int, desk: Desk) -> Reply:
    """A point within its paragraph."""
    return explain.proven(turn, part, press.place, desk)


def ask_on(press: Press, turn: Turn, part: int, desk: Desk) -> Reply:
    """One of the questions that were offered, in the light of the turn."""
    return answered(press.place, turn.offers[part - 1], (turn,), desk)


def _of_turn(act: Callable[[Press, Turn, Desk], Reply]) -> Verb:
    """The number is a turn of this chat."""

    def pressed(press: Press, number: int, desk: Desk) -> Reply:
        turn = desk.store.turn(press.place.chat, number)
        return act(press, turn, desk) if turn else lost()

    return pressed


def _of_part(act: Callable[[Press, Turn, int, Desk], Reply], parts: Callable[[Turn], int]) -> Verb:
    """The number is a turn of this chat and one of its parts, counted from 1."""

    def pressed(press: Press, number: int, desk: Desk) -> Reply:
        turn, part = desk.store.turn(press.place.chat, number // TENS), number % TENS
        return act(press, turn, part, desk) if turn and 1 <= part <= parts(turn) else lost()

    return pressed


VERBS: dict[str, Verb] = {
    "more": _of_turn(more),
    "newest": _of_turn(newest),
    "why": _of_turn(why),
    "anew": _of_turn(anew),
    "proof": _of_part(proof, lambda turn: len(turn.points)),
    "ask": _of_part(ask_on, lambda turn: len(turn.offers)),
}
