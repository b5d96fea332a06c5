"""The first minute: a question to tap that the articles answer, and a digest in three taps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.desk import Desk
from bot.handlers import digest
from bot.handlers.ask import answered
from bot.handlers.replies import EXAMPLE, say
from bot.looks import phrases
from bot.looks.markup import Html, join, text
from bot.model import Button, Press, Reply, Said
from bot.words import _, spoken

RECENT = timedelta(days=2)  # in which the example's story was new
LOOKED_AT = 10  # stories among which one may be in the language that is spoken
LONGEST = 60  # characters on a button

Rows = tuple[tuple[Button, ...], ...]


def first(said: Said, desk: Desk) -> tuple[list[Html], Rows]:
    """What `/start` says and offers: an example, and the first of the taps of a digest to those who have none."""
    lines = [
        text(
            _("I answer questions about the news: a few sentences, word for word from articles, each with its source.")
        )
    ]
    example = _example(desk)
    rows: Rows = ((example,),) if example else ()
    hints = [_("Try: tap the example, or ask me anything.")] if example else [_("Try: ask me anything.")]
    if not desk.digests.all(said.place.chat):
        hints.append(_("Tap an hour, and what is new comes every day."))
        rows += digest.hours_of_new(said.place, desk)
    lines.append(join(map(text, hints), " "))
    return [*lines, text(_("/help shows what else I can do."))], rows


def _example(desk: Desk) -> Button | None:
    """A question that the articles answer: the samples' own, else the biggest story of these days; None without one.

    One told in the language that is spoken goes ahead of bigger ones.
    """
    if desk.newsroom.store.totals().samples:
        return Button(EXAMPLE, "1:try:0")
    now = desk.now().replace(minute=0, second=0, microsecond=0)  # so that it is worked out once an hour
    told = [item.points[0] for item in desk.newsroom.digest((), now - RECENT, now, limit=LOOKED_AT).items]
    stored = desk.newsroom.store.articles([point.article for point in told])
    left = [point for point in told if point.article in stored]  # within the hour some may have been replaced
    own = [point for point in left if stored[point.article].article.language == spoken()]
    return next((Button(phrases.brief(one.title, LONGEST), f"1:try:{one.article}") for one in own or left), None)


def try_(press: Press, number: int, desk: Desk) -> Reply:
    """The example tapped: its answer, as if it had been typed."""
    stored = desk.newsroom.store.articles([number]).get(number) if number else None
    if number and stored is None:
        return say(_("That article is no longer in the archive."))
    return answered(press.place, stored.article.title if stored else EXAMPLE, (), desk)


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {"try": try_}
