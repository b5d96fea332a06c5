"""What a message asks for, in the light of what was said before. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot import leaning, names, phrases
from bot.leaning import Message
from bot.model import Shown, Turn
from corpus import question, things
from corpus.errors import BadQuestion
from corpus.model import Briefing, Kind, Published, Query, Window
from corpus.terms import terms, words

Read = Callable[[str, datetime, tzinfo], Query]
"""Reads a question that stands alone; raises corpus.errors.BadQuestion."""

SUBJECT, MEANT, LAST = 0.4, 0.3, 0.2  # what a term counts that the subject, a pronoun or the last question lends
PLACES = 6  # articles to look in first
LENT = 8  # words of the subject that are carried on

_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_UNIT = r"(?P<unit>day|night|weekend|week|month|quarter|year)"
_SHIFT = re.compile(
    rf"(?:in |on )?(?:the |a |one )?(?:same )?(?:(?P<back>previous|prior) |(?P<on>next|following) )?{_UNIT}"
    r"(?: (?P<before>before|earlier|prior)| (?P<after>after|later))?(?: that)?\W*",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\bhow (?:long|far|old|big|large|high|tall|deep|fast|heavy|hot|cold|often|strong)\b", re.IGNORECASE
)


def resolve(text: str, turns: Sequence[Turn], now: datetime, zone: tzinfo, read: Read) -> Query:
    """The question that `text` asks at `now` in `zone`, after `turns` (oldest first). Raises BadQuestion.

    A message that may also stand alone carries that reading as `alone`: whether it belongs to the articles under
    discussion is for the archive to say. "more" never repeats a sentence of this subject.
    """
    thread, message = _thread(turns), leaning.read(text)
    if not thread or message.lean == leaning.ALONE:
        return read(text, now, zone)
    if message.more or message.ordinal:
        return _more(message, thread, now, zone, read)
    if message.since:
        return _since(thread, now)
    return _leaning(message, thread, now, zone, read)


def _leaning(message: Message, thread: Sequence[Turn], now: datetime, zone: tzinfo, read: Read) -> Query:
    last = thread[-1]
    reading = _reading(message.rest, now, zone, read)
    of_a_time = not reading.terms and bool(reading.window or reading.sources)
    if of_a_time and message.lean < leaning.SURELY:  # "what happened yesterday?"
        return reading
    shifted = _shifted(message.rest, last, zone, read)
    if shifted or (of_a_time and message.fragment and _was_strict(last)):
        return _again(message, last, replace(reading, window=shifted or reading.window))
    window = reading.window or (_window(last) if _was_strict(last) else None)
    meant, own = _meant(message.pronouns, thread), _own(reading)
    taken, subject = _taken(message, last), _kept(_subject(last), message)
    lent = _weighed(((_terms((taken,)), LAST), (_terms(meant), MEANT), (_terms(subject), SUBJECT)), own)
    return replace(
        reading,
        text=_line(meant, message.rest, subject, window if window is not reading.window else None),
        terms=own,
        said=f"{taken} {message.rest}" if message.fragment else message.rest,
        lent=subject,
        lean=message.lean,
        alone=None if of_a_time or not reading.terms else reading,
        kind=question.kind(taken if message.fragment else message.rest),
        classes=question.classes(taken if message.fragment else message.rest),
        window=window,
        strict=bool(window) and _was_strict(last),
        personal=False,
        sources=reading.sources or last.sources,
        context=lent,
        places=_places(thread),
    )


def _again(message: Message, last: Turn, reading: Query) -> Query:
    """The last question at another time or of another source: "and the week before?"."""
    asked, subject = last.said or last.question, _subject(last)
    terms = tuple(dict.fromkeys((*last.terms, *_terms(subject))))
    return replace(
        reading,
        text=_line((), message.rest, (*last.words, *(word for word in subject if word not in last.words))),
        terms=terms,
        words=last.words or subject,
        said=asked,
        lent=subject,
        lean=message.lean,
        kind=question.kind(asked),
        classes=question.classes(asked),
        window=reading.window or _window(last),
        strict=True,
        sources=reading.sources or last.sources,
    )


def _taken(message: Message, last: Turn) -> str:
    """The last question, of which a fragment takes its words; without the person that the fragment names another for."""
    asked = last.said or last.question
    if not message.fragment or message.placed:
        return asked
    named = {word for name in last.names for word in words(name)}
    return " ".join(word for word in asked.split() if named.isdisjoint(words(word))) or asked


def _thread(turns: Sequence[Turn]) -> list[Turn]:
    """The turns about the newest subject, oldest first: back to the last that stood alone."""
    found: list[Turn] = []
    for turn in reversed(turns):
        found.insert(0, turn)
        if not turn.lent:
            break
    return found


def _reading(text: str, now: datetime, zone: tzinfo, read: Read) -> Query:
    """The message by itself; a query of nothing where there is nothing to search for."""
    try:
        return read(text, now, zone)
    except BadQuestion:
        return Query(text, now)


def _own(reading: Query) -> tuple[str, ...]:
    """The terms of a message in which a time is a word among others: "and in 2014?"."""
    return tuple(dict.fromkeys((*reading.terms, *_terms((reading.window.said,) if reading.window else ()))))


def _terms(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms(" ".join(phrases))))


def _weighed(lent: Iterable[tuple[Iterable[str], float]], own: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Each lent term that is not the message's own with its weight; the last given counts."""
    weights = {term: weight for found, weight in lent for term in found}
    return tuple((term, weight) for term, weight in weights.items() if term not in own)


def _meant(pronouns: Sequence[str], thread: Sequence[Turn]) -> tuple[str, ...]:
    """Whom or what place the pronouns mean: the newest turn that names one."""
    people = next((turn.names[:1] for turn in reversed(thread) if turn.names), ()) if _PERSON & set(pronouns) else ()
    places = next((turn.spots[:1] for turn in reversed(thread) if turn.spots), ()) if "there" in pronouns else ()
    return people + places


def _kept(subject: Sequence[str], message: Message) -> tuple[str, ...]:
    """The subject's words without those that a fragment puts another in the place of: "and in Kharkiv?" means not Kyiv."""
    kept = tuple(subject)
    if not message.fragment:
        return kept
    new = {kind for thing in things.find(things.tokens(message.rest), cased=False) for kind in thing.classes}
    old = things.find(things.tokens(" ".join(kept)), cased=False)
    gone = {word for thing in old if new & set(thing.classes) for word in words(thing.name)}
    return tuple(word for word in kept if not gone & set(words(word))) or kept


# ---- time ----


def _window(turn: Turn) -> Window | None:
    """The time that a turn was about."""
    if not turn.span:
        return None
    since, until, said, _ = turn.span
    return Window(
        datetime.fromisoformat(since) if since else None, datetime.fromisoformat(until) if until else None, said
    )


def _was_strict(turn: Turn) -> bool:
    return bool(turn.span and turn.span[3])


def _shifted(text: str, last: Turn, zone: tzinfo, read: Read) -> Window | None:
    """The time before or after that of the last turn: "and the week before?"; None where it had none or means another."""
    shift, window = _SHIFT.fullmatch(text.strip()), _window(last)
    if not shift or not window:
        return None
    back, on = shift["back"] or shift["before"], shift["on"] or shift["after"]
    start = window.since if back else window.until if on else None
    found = read(f"{'last' if back else 'this'} {shift['unit']}", start, zone).window if start else None
    return replace(found, said=text.strip(" ?.!")) if found else None


# ---- more, and what came since ----


def _more(message: Message, thread: Sequence[Turn], now: datetime, zone: tzinfo, read: Read) -> Query:
    """The same subject without what was shown of it; where one of the points shown is meant, that one's article first."""
    last = thread[-1]
    own = _reading(message.rest, now, zone, read) if message.rest and not message.ordinal else Query("", now)
    subject = _subject(last)
    wanted = tuple(dict.fromkeys((*own.terms, *_terms(subject))))
    point = _pointed(message.ordinal, last)
    told = (
        f"more on point {last.points.index(point) + 1}" if point else f"more on {message.rest}" if own.words else "more"
    )
    places = _places(thread)
    return Query(
        text=_line(_meant(message.pronouns, thread), told, subject),
        asked=now,
        terms=wanted,
        words=(*own.words, *subject),
        window=_window(last),
        strict=_was_strict(last),
        sources=last.sources,
        context=_weighed(((last.terms, LAST),), wanted),
        places=(point.article, *(place for place in places if place != point.article)) if point else places,
        seen=_seen(thread),
        lent=subject,
        lean=leaning.SURELY,
        said=message.rest,
    )


def _since(thread: Sequence[Turn], now: datetime) -> Query:
    """The same subject in what was published after the newest article shown."""
    last = thread[-1]
    subject, newest = _subject(last), max((turn.newest for turn in thread), default="")
    start = datetime.fromisoformat(newest) if newest else None
    window = Window(start, None, f"since {phrases.day(start)}") if start else None
    return Query(
        text=_line((), "what has happened since", subject, window),
        asked=now,
        terms=_terms(subject),
        words=subject,
        window=window,
        strict=bool(window),
        sources=last.sources,
        seen=_seen(thread),
        lent=subject,
        lean=leaning.SURELY,
    )


def _pointed(ordinal: int, last: Turn) -> Shown | None:
    """The point that "the second one" means; None where there are fewer."""
    index = ordinal - 1 if ordinal > 0 else len(last.points) - 1
    return last.points[index] if ordinal and 0 <= index < len(last.points) else None


def _seen(thread: Sequence[Turn]) -> frozenset[tuple[int, int]]:
    return frozenset(pair for turn in thread for pair in (*turn.shown, *turn.earlier))


# ---- what is said of it, and what is kept ----


def _subject(turn: Turn) -> tuple[str, ...]:
    """The words that a turn lends to the next: those it was lent itself, else its own but for "long" in "how long"."""
    if turn.lent:
        return turn.lent
    measured = {word.lower() for found in _MEASURE.findall(turn.question) for word in found.split()}
    return tuple(word for word in turn.words if word.lower() not in measured)[:LENT] or turn.words


def _line(meant: Sequence[str], said: str, subject: Sequence[str], window: Window | None = None) -> str:
    """How the message was understood, in one line: "Zelensky · what did he ask for · Kyiv visit, last week"."""
    told = {word.lower() for part in (*meant, said) for word in words(part)}
    about = " ".join(word for word in subject if word.lower() not in told)
    timed = ", ".join(part for part in (about, window.said if window else "") if part)
    return " · ".join(part for part in (*meant, phrases.brief(said.strip(" ?.!,")), timed) if part)


def _places(thread: Sequence[Turn]) -> tuple[int, ...]:
    """The articles that answered, those of newer turns first, in the order of their first sentences."""
    return tuple(dict.fromkeys(point.article for turn in reversed(thread) for point in turn.points))[:PLACES]


def remembered(question: str, briefing: Briefing, zone: tzinfo) -> Turn:
    """The exchange as it is kept: the question as typed, how it was read, and what was shown."""
    query = briefing.query
    goes_on = bool(_PERSON & set(leaning.read(question).pronouns))
    texts = [point.text for point in briefing.points]
    people, spots = names.meant(query.text, Kind.TOPIC if goes_on else query.kind, texts)
    return Turn(
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
        span=_span(query),
        newest=max((_out(point.published).isoformat() for point in briefing.points if point.published), default=""),
    )


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
