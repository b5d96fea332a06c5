"""What a message asks for, in the light of what was said before. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from bot import phrases
from bot.model import Shown, Turn
from corpus.model import Briefing, Query

Read = Callable[[str, datetime, tzinfo], Query]
"""Reads a question that stands alone; raises corpus.errors.BadQuestion."""


def resolve(text: str, turns: Sequence[Turn], now: datetime, zone: tzinfo, read: Read) -> Query:  # noqa: ARG001
    """The question that `text` asks at `now` in `zone`, after `turns` (oldest first). Raises BadQuestion.

    Each message stands alone as yet: `turns` lend nothing.
    """
    return read(text, now, zone)


def remembered(question: str, briefing: Briefing, zone: tzinfo) -> Turn:
    """The exchange as it is kept: the question as typed, how it was read, and what was shown."""
    query = briefing.query
    return Turn(
        question=question,
        understood=query.text,
        asked=query.asked,
        terms=query.terms,
        points=tuple(Shown(p.article, p.first, p.last, p.source, p.found) for p in briefing.points),
        words=query.words,
        kind=str(query.kind),
        window=phrases.window(query.window, zone),
        sources=query.sources,
        earlier=tuple(sorted(query.seen)),
    )
