"""What is kept of an exchange, and what it was about for another day. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.looks import phrases
from bot.model import Shown, Turn
from bot.talk import idioms, names
from bot.talk.threads import Thread, goes_on_about, stems
from corpus.model import Briefing, Kind, Published, Query


def remembered(question: str, briefing: Briefing, zone: tzinfo) -> Turn:
    """The exchange as it is kept: the question as typed, how it was read, and what was shown."""
    query = briefing.query
    kind = Kind.TOPIC if goes_on_about(idioms.read(question, query.language).pronouns) else query.kind
    texts = [point.text for point in briefing.points]
    people, spots = names.meant(query.text, kind, texts)
    if query.fragment:  # "and Oz?": he is meant next, whoever else is in the answer
        own, _ = names.meant(" ".join(query.words), Kind.TOPIC, texts)
        people = tuple(dict.fromkeys((*own, *people)))[: names.KEPT]
    turn = Turn(
        question=question,
        understood=query.text,
        asked=query.asked,
        terms=query.terms,
        names=people,
        points=tuple(Shown(p.article, p.first, p.last, p.source, p.found) for p in briefing.points),
        words=query.words,
        kind=str(query.kind),
        window=phrases.window(query.window, zone),
        sources=query.sources,
        earlier=tuple(sorted(query.seen)),
        lent=query.lent,
        said=query.said,
        spots=spots,
        span=_span(query) if not briefing.remark or _from_that_time(briefing) else (),
        language=query.language,
    )
    about = {point.article for point in turn.pertinent}
    dates = [_out(point.published) for point in briefing.points if point.published and point.article in about]
    return replace(turn, newest=max(dates).isoformat() if dates else "")


def _from_that_time(briefing: Briefing) -> bool:
    """Whether what is told is of the time asked for, and not what lies nearest to it."""
    since, until = (briefing.query.window.since, briefing.query.window.until) if briefing.query.window else (None, None)
    ends = [point.published.end for point in briefing.points if point.published]
    return any((since is None or end >= since) and (until is None or end < until) for end in ends)


def _span(query: Query) -> tuple[str, ...]:
    """The query's time as text: since, until, how it was said, and whether it kept all else out; () for none."""
    if query.window is None:
        return ()
    since, until = (edge.isoformat() if edge else "" for edge in (query.window.since, query.window.until))
    return since, until, query.window.said, "strict" if query.strict else ""


def _out(published: Published) -> datetime:
    """The first moment at which another article is newer, in UTC."""
    if published.moment:
        return published.moment + timedelta(minutes=1)
    return datetime.combine(published.day, time(), UTC) + timedelta(days=1)


def course(turn: Turn) -> Query:
    """The subject of a turn as a topic, of which a timeline can be told: without what was asked about it."""
    thread = Thread((turn,))
    return Query(
        text=turn.understood,
        asked=turn.asked,
        terms=stems(thread.subject, turn.language) if turn.lent else turn.terms,
        words=thread.subject,
        window=thread.window if thread.strict else None,
        strict=thread.strict,
        sources=turn.sources,
        language=turn.language,
    )


def topic(turn: Turn) -> str:
    """What a turn was about, as words to search for another day.

    A message that leaned on earlier ones is about what they lent it, unless it named some of that anew ("Selwick lighthouse").
    """
    lent = {word.lower() for word in turn.lent}
    anew = len(turn.words) > 1 and lent.issuperset(word.lower() for word in turn.words)
    return " ".join(turn.words if anew or not turn.lent else Thread((turn,)).subject)
