"""How an answer came about: `/why`."""

from __future__ import annotations

from bot import render
from bot.desk import Desk
from bot.handlers.replies import say
from bot.model import Press, Reply, Said, Turn

NONE = "There is no answer to explain yet. Ask me something first."


def why(said: Said, desk: Desk) -> Reply:
    """`/why`: of the answer replied to, else of the last one."""
    turn = _meant(said, desk)
    return render.why(turn) if turn else say(NONE)


def why_pressed(press: Press, number: int, desk: Desk) -> Reply:
    """The button "Why these?"."""
    turn = desk.store.turn(press.place.chat, number)
    return render.why(turn) if turn else say("I no longer keep that answer. Please ask again.")


def _meant(said: Said, desk: Desk) -> Turn | None:
    replied = desk.store.turn_of(said.place.chat, said.reply_to) if said.reply_to else None
    return replied or desk.store.last(said.place)
