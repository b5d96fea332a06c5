"""How an answer came about: `/why` and `/proof`, and what is said to who doubts it."""

from __future__ import annotations

import re

from bot.desk import Desk
from bot.handlers.replies import say, show
from bot.looks import keyboard, render
from bot.looks.markup import text
from bot.model import Place, Reply, Said, Turn
from bot.words import _, marked, plural

NONE = marked("There is no answer to explain yet. Ask me something first.")


def why(said: Said, desk: Desk) -> Reply:
    """`/why`: of the answer replied to, else of the last one."""
    turn = _meant(said, desk)
    return render.why(turn) if turn else say(_(NONE))


def proof(said: Said, desk: Desk) -> Reply:
    """`/proof 2`: the second sentence or sentences of the answer within their paragraph."""
    turn = _meant(said, desk)
    if turn is None or not turn.points:
        return say(_(NONE))
    return proven(turn, _number(said.text), said.place, desk)


def proven(turn: Turn, number: int, place: Place, desk: Desk) -> Reply:
    """The numbered point of a turn that has some within its paragraph, or what would work."""
    if not 1 <= number <= len(turn.points):
        return say(
            plural(
                "That answer has {number} point: try /proof 1.",
                "That answer has {number} points: try /proof 1.",
                len(turn.points),
            )
        )
    shown = turn.points[number - 1]
    stored = desk.newsroom.store.articles([shown.article]).get(shown.article)
    if stored is None:
        return _gone(shown.article, place, desk)
    start, end = int(stored.analysis.starts[shown.first]), int(stored.analysis.ends[shown.last])
    return render.proof(stored.article, start, end, desk.zone(place), stored.updated_from)


def sorry(said: Said, desk: Desk) -> Reply:
    """What is said to who is not content with an answer: how to put it right, and what else there is of it."""
    turn = _meant(said, desk)
    line = _(
        "I am sorry that this did not help. Tell me what you meant, as in: no, I meant May. Or ask in other words."
    )
    return show(text(line), buttons=keyboard.instead(turn) if turn else ())


def trust(said: Said, desk: Desk) -> Reply:  # noqa: ARG001
    """What is said to who asks whether all this can be trusted."""
    return say(
        _(
            "I am a program: I find sentences in news articles and show them word for word, and make nothing up. Whether "
            "an article is right I cannot tell; its link shows who says so. /sources lists whom I read."
        )
    )


def _gone(article: int, place: Place, desk: Desk) -> Reply:
    """What became of an article that is no longer kept as it was."""
    heir = desk.newsroom.store.successor(article)
    stored = desk.newsroom.store.articles([heir]).get(heir) if heir else None
    if stored is None:
        return say(_("That article is no longer in the archive."))
    return render.replaced(stored.article, desk.zone(place))


def _number(text: str) -> int:
    """The number of a point; 1 when none is given, 0 when it is no number."""
    return int(text or 1) if re.fullmatch(r"[0-9]{0,3}", text) else 0


def _meant(said: Said, desk: Desk) -> Turn | None:
    replied = desk.store.turn_of(said.place.chat, said.reply_to) if said.reply_to else None
    return replied or desk.store.last(said.place)
