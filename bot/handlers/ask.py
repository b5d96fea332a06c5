"""A question asked, or edited: answered, remembered, and given its buttons."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from bot.desk import Desk
from bot.handlers.replies import EXAMPLE, say, show
from bot.looks import keyboard, phrases, render
from bot.looks.markup import code, join, text
from bot.model import Offer, Place, Reply, Said, Turn
from bot.talk.again import since
from bot.talk.conversation import resolve
from bot.talk.promises import SINCE, goes_further, promised, subject_of
from bot.talk.remembering import remembered
from bot.talk.several import questions
from bot.talk.suggestions import MOST, suggestions
from bot.talk.threads import Thread
from bot.words import _, retold, spoken
from corpus.errors import BadQuestion, DatabaseError
from corpus.model import Briefing, Query

SHORT = 30  # letters of a question on a button

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """The message that asks, and the turn that it has already; neither where a button asks."""

    message: int | None = None
    turn: Turn | None = None


BUTTON = Heard()


def ask(said: Said, desk: Desk) -> Reply:
    """A plain message: the answer, or the sentence that says why there is none."""
    return _ask(said, desk.store.turn_heard(said.place.chat, said.message), desk)


def _ask(said: Said, turn: Turn | None, desk: Desk) -> Reply:
    """The answer to a message, which may have its `turn` already: it was edited, or comes a second time after a crash."""
    heard = Heard(said.message, turn)
    return answered(said.place, said.text, _before(said, turn, desk), desk, heard, replied=bool(said.reply_to))


def asked(said: Said, desk: Desk) -> Reply:
    """`/ask Who …?`: for groups, where the bot does not hear what is not said to it."""
    if not said.text.strip():
        return show(join((text(_("Ask me like this: ")), code(f"/ask {EXAMPLE}"))))
    return ask(said, desk)


def edited(said: Said, desk: Desk) -> Reply | None:
    """A message changed: its answer is given anew, where it stands, as if the message had read so at once.

    In private one that was no question before is taken for a new one, unless it is old.
    """
    if said.command not in ("", "ask"):
        return None
    turn = desk.store.turn_heard(said.place.chat, said.message)
    recent = said.private and desk.now() - said.at <= desk.idle
    changed = turn.question != said.text if turn else recent
    return _ask(said, turn, desk) if changed else None


def _before(said: Said, turn: Turn | None, desk: Desk) -> tuple[Turn, ...]:
    """What was said before a message, which may have its `turn` already: the newest turns.

    Where it replies to an answer, that and what it went on about.
    """
    replied = desk.store.turn_of(said.place.chat, said.reply_to) if said.reply_to else None
    if replied:
        return thread(replied, said.place, desk).turns
    if turn is None:
        return desk.store.recall(said.place, desk.now(), desk.idle)
    return desk.store.recall(said.place, turn.asked, desk.idle, before=turn.id)


def thread(turn: Turn, place: Place, desk: Desk) -> Thread:
    """The subject of a turn as it stood then."""
    return Thread.all((*desk.store.recall(place, turn.asked, desk.idle, before=turn.id), turn))[-1]


def answered(
    place: Place, question: str, turns: Sequence[Turn], desk: Desk, heard: Heard = BUTTON, *, replied: bool = False
) -> Reply:
    """The answer to a question after `turns`, which a message asks that was `heard`, or a button.

    Of several questions in one message the first is answered, and the others are offered.
    """
    zone = desk.zone(place)
    first, *others = questions(question, spoken())
    offered = bool(turns) and question in turns[-1].offers and question not in turns[-1].question
    try:
        query = resolve(first, turns, desk.now(), zone, desk.read, replied=replied or offered, hint=spoken())
    except BadQuestion as error:
        old, why = heard.turn, say(retold(error.sentence))
        return replace(why, turn=old.id, instead=True) if old else why
    found = desk.newsroom.answer(query)
    if offered:
        found = _as_promised(question, found, turns[-1], desk)
    return given(place, zone, question, found, desk, heard, others)


def _as_promised(question: str, found: Briefing, turn: Turn, desk: Desk) -> Briefing:
    """The answer to a question that was offered after `turn`, led by the sentence that gave reason for it unless that is told."""
    discussion, article = desk.newsroom.discussion, turn.points[0].article
    if question == SINCE:
        reason = None if goes_further(found, turn) else discussion.newer(found.query)
    else:
        sentence = promised(question, found, article, discussion.beside(turn.shown))
        reason = None if sentence is None else (article, sentence)
    return discussion.led(found, *reason) if reason else found


def given(
    place: Place,
    zone: tzinfo,
    question: str,
    briefing: Briefing,
    desk: Desk,
    heard: Heard = BUTTON,
    others: Sequence[str] = (),
) -> Reply:
    """A briefing as it is sent, with its buttons, remembered as a turn; in the place of that which the message had.

    The `others` are questions of the same message.
    """
    turn = replace(remembered(question, briefing, zone), heard=heard.message)
    asked = [Offer(phrases.brief(other, SHORT), other) for other in others]
    offers = (*asked, *_offers(briefing, turn, desk))[:MOST]
    turn, old = replace(turn, offers=tuple(offer.question for offer in offers)), heard.turn
    try:
        number = desk.store.revise(place.chat, old.id, turn) if old else desk.store.remember(place, turn)
    except DatabaseError as error:  # a full disk takes the memory, not the answer
        log.error("%s", error)  # noqa: TRY400  (its sentence says it all)
        return render.answer(briefing, zone)
    bare = heard.message is not None and _also_alone(question, briefing.query, desk, zone)
    reply = render.answer(briefing, zone, keyboard.under(number, briefing, offers, bare=bare))
    return replace(reply, turn=number, instead=bool(old))


def _offers(briefing: Briefing, turn: Turn, desk: Desk) -> tuple[Offer, ...]:
    discussion = desk.newsroom.discussion

    def happened() -> bool:
        query = since(turn)
        return query.strict and discussion.newer(query) is not None

    on_it = discussion.holding(turn.shown, subject_of(turn))
    return suggestions(briefing, discussion.beside(turn.shown), on_it, happened)


def _also_alone(question: str, query: Query, desk: Desk, zone: tzinfo) -> bool:
    """Whether a question that leaned on what was said before can be read without it."""
    try:
        return bool(query.said and desk.read(question, query.asked, zone).terms)
    except BadQuestion:
        return False
