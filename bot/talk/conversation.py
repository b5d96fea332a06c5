"""What a message asks for, in the light of what was said before. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.looks import phrases
from bot.model import Turn
from bot.talk import idioms, leaning
from bot.talk.leaning import Message
from bot.talk.threads import MORE, Thread, stems
from corpus.dates import mentions
from corpus.errors import BadQuestion
from corpus.language import tongues
from corpus.language.terms import words
from corpus.language.tongues import ENGLISH
from corpus.model import Query, Window
from corpus.questions import courtesy, kinds, nouns

Read = Callable[[str, datetime, tzinfo, str], Query]
"""Reads a question that stands alone, bare keywords in the language given; raises corpus.errors.BadQuestion."""

SUBJECT, MEANT, LAST = 0.4, 0.3, 0.2  # what a term counts that the subject, a pronoun or the last question lends

_SHIFT = re.compile(
    r"(?:in |on )?(?:the |a |one )?(?:same )?(?:(?P<back>previous|prior) |(?P<on>next|following) )?"
    r"(?P<unit>day|night|weekend|week|month|quarter|year)"
    r"(?: (?P<before>before|earlier|prior)| (?P<after>after|later))?(?: that)?\W*",
    re.IGNORECASE,
)


def resolve(
    text: str,
    turns: Sequence[Turn],
    now: datetime,
    zone: tzinfo,
    read: Read,
    *,
    replied: bool = False,
    hint: str = ENGLISH,
) -> Query:
    """The question that `text` asks at `now` in `zone`, after `turns` (oldest first). Raises BadQuestion.

    A message that may also stand alone carries that reading as `alone`: whether it belongs to the articles under
    discussion is for the archive to say; one that `replied` to an answer surely leans by its form. "more" never repeats a
    sentence of this subject. What tells no language of its own is of that of the question before, or of the `hint`.
    """
    threads = Thread.all(turns)
    thread = threads[-1] if threads else None
    language = _language(text, thread, hint)
    text = courtesy.bare(text, language)
    message = idioms.read(text, language)
    if thread is None or message.lean == leaning.ALONE or courtesy.is_all(text):
        return read(text, now, zone, hint)
    message = replace(message, lean=leaning.SURELY) if replied else message
    reading = _reading(message.rest, now, zone, language, read)
    if message.corrects and thread.began:
        return read(thread.corrected(message.rest, timed=bool(reading.window)), now, zone, language)
    if known := _by_set_phrase(message, reading, thread) or _at_another_time(message, reading, thread, zone):
        return known
    return reading if _lacks_nothing(message, reading, thread) else _going_on(message, reading, threads)


def _by_set_phrase(message: Message, reading: Query, thread: Thread) -> Query | None:
    """More of the same, what came since, or the same with the newest first; None for a question in words of its own."""
    if message.more or message.ordinal:
        return _more(message, reading, thread.answered)
    if message.since:
        return _since(reading, thread)
    if message.newest:
        return replace(_again(message, Query("", reading.asked), thread), strict=thread.strict, newest=True)
    return None


def _at_another_time(message: Message, reading: Query, thread: Thread, zone: tzinfo) -> Query | None:
    """The last question of another time or source: "and the week before?", "and in May?"; None where more is asked."""
    shifted = _shifted(message.rest, thread, zone)
    timed = _is_of_a_time(reading) and message.lean == leaning.SURELY and message.fragment
    if shifted or (timed and (thread.strict or reading.sources or reading.language != ENGLISH)):
        return _again(message, replace(reading, window=shifted or reading.window), thread)
    return None


def _lacks_nothing(message: Message, reading: Query, thread: Thread) -> bool:
    """Whether a message that may stand alone does: "what happened yesterday?", "strikes in France" after those in Britain."""
    alone = _is_of_a_time(reading) or thread.told_anew(message.rest, reading.terms)
    return message.lean < leaning.SURELY and alone


def _going_on(message: Message, reading: Query, threads: Sequence[Thread]) -> Query:
    """The message about the newest subject, or about an earlier one that it names, surely so where it says that it returns."""
    newest = threads[-1]
    named = next((thread for thread in reversed(threads) if thread.named_in(reading.terms)), None)
    if message.returns and not named and reading.terms:
        return reading
    if named is None or named is newest or message.returns or message.pronouns:
        return _leaning(message, reading, named if named and message.returns else newest)
    message = replace(message, lean=leaning.PERHAPS)
    return replace(_leaning(message, reading, newest), alone=_leaning(message, reading, named))


def _language(text: str, thread: Thread | None, hint: str) -> str:
    spoken = thread.language if thread else ENGLISH
    return tongues.of_question(text, spoken if spoken != ENGLISH else hint)


def _reading(text: str, now: datetime, zone: tzinfo, language: str, read: Read) -> Query:
    """The message by itself; a query of nothing where there is nothing to search for."""
    try:
        return read(text, now, zone, language)
    except BadQuestion:
        return Query(text, now, language=language)


def _is_of_a_time(reading: Query) -> bool:
    return not reading.terms and bool(reading.window or reading.sources)


def _leaning(message: Message, reading: Query, thread: Thread) -> Query:
    """The message with what it lacks: its subject, whom it means, and the articles to look in first."""
    asked = thread.taken(message.rest, placed=message.placed) if message.fragment else message.rest
    subject, lent = _subject(message, reading, thread)
    window = reading.window or (thread.window if thread.strict else None)
    meant = thread.meant(message.pronouns)
    spoken = thread.language if message.fragment else reading.language
    timed = stems((reading.window.said,), reading.language) if reading.window else ()
    own = tuple(dict.fromkeys((*reading.terms, *timed)))
    lending = ((stems((asked,), spoken), LAST), (stems(meant, spoken), MEANT))
    context = _weighed((*lending, (stems(subject, thread.language), SUBJECT)), own)
    return replace(
        reading,
        text=_line(meant, message.rest, subject, None if reading.window else window),
        terms=own,
        kind=kinds.kind(asked, spoken),
        classes=nouns.classes(asked, spoken),
        window=window,
        strict=bool(window) and thread.strict,
        personal=False,
        sources=reading.sources or thread.last.sources,
        context=context,
        places=thread.places,
        lent=lent,
        said=f"{asked} {message.rest}" if message.fragment else message.rest,
        fragment=message.fragment,
        lean=message.lean,
        alone=reading if reading.terms else None,
    )


def _subject(message: Message, reading: Query, thread: Thread) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the subject for this message and for the next one.

    A fragment leaves out what it replaces; what comes next is about the one and the other: "and in Syria?", "when was that?".
    """
    kept = thread.kept(message.rest) if message.fragment else thread.subject
    both = (*thread.original, *reading.words)
    return kept or thread.subject, thread.subject if kept == thread.subject else tuple(dict.fromkeys(both))


def _again(message: Message, reading: Query, thread: Thread) -> Query:
    """The last question at another time or of another source: "and the week before?"."""
    last, subject = thread.last, thread.subject
    return replace(
        reading,
        text=_line((), message.rest, (*last.words, *(word for word in subject if word not in last.words))),
        terms=tuple(dict.fromkeys((*last.terms, *(stems(last.lent, thread.language))))),
        words=last.words or subject,
        kind=kinds.kind(thread.asked, thread.language),
        classes=nouns.classes(thread.asked, thread.language),
        language=thread.language,
        window=reading.window or thread.window,
        strict=True,
        sources=reading.sources or last.sources,
        lent=subject,
        said=thread.asked,
        lean=message.lean,
    )


def _shifted(text: str, thread: Thread, zone: tzinfo) -> Window | None:
    """The time before or after that of the last turn: "and the week before?"; None where it had none or means another."""
    shift, window = _SHIFT.fullmatch(text), thread.window
    if not shift or not window:
        return None
    back, on = shift["back"] or shift["before"], shift["on"] or shift["after"]
    start = window.since if back else window.until if on else None
    found = mentions.window(f"{'last' if back else 'this'} {shift['unit']}", start, zone)[0] if start else None
    return replace(found, said=text.strip(" ?.!")) if found else None


def _more(message: Message, own: Query, thread: Thread) -> Query:
    """The same subject without what was shown of it; where one of the points shown is meant, of that one's article."""
    point, subject, places = thread.point(message.ordinal), thread.subject, thread.places
    own = Query("", own.asked) if message.ordinal else own
    told = f"more on point {thread.last.points.index(point) + 1}" if point else f"more {message.rest}"
    wanted = tuple(dict.fromkeys((*own.terms, *stems(subject, thread.language))))
    places = (point.article,) if point else places if wanted else ()  # without either, the next top stories
    return Query(
        text=_line(thread.meant(message.pronouns), told, subject, thread.window if thread.strict else None),
        asked=own.asked,
        terms=wanted,
        words=(*own.words, *subject),
        window=thread.window,
        strict=thread.strict,
        sources=thread.last.sources,
        context=_weighed(((thread.last.terms, LAST),), wanted),
        places=places,
        seen=thread.seen,
        lent=subject,
        said=MORE if message.ordinal else message.rest or MORE,
        lean=leaning.SURELY,
        language=thread.language,
    )


def _since(own: Query, thread: Thread) -> Query:
    """The same subject in what was published after the newest article shown."""
    start = thread.newest
    window = Window(start, None, f"since {phrases.day(start)}") if start else None
    return Query(
        text=_line((), "what has happened since", thread.subject, window),
        asked=own.asked,
        terms=stems(thread.subject, thread.language),
        words=thread.subject,
        window=window,
        strict=bool(window),
        sources=thread.last.sources,
        places=thread.places,
        seen=thread.seen,
        lent=thread.subject,
        said=thread.asked,
        lean=leaning.SURELY,
        language=thread.language,
    )


def _weighed(lent: Iterable[tuple[Iterable[str], float]], own: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Each lent term that is not the message's own with its weight; the last given counts."""
    weights = {term: weight for found, weight in lent for term in found}
    return tuple((term, weight) for term, weight in weights.items() if term not in own)


def _line(meant: Sequence[str], said: str, subject: Sequence[str], window: Window | None = None) -> str:
    """How the message was understood, in one line: "Zelensky · what did he ask for · Kyiv visit, last week"."""
    told = {word.lower() for part in (*meant, said) for word in words(part)}
    about = phrases.brief(" ".join(word for word in subject if word.lower() not in told))
    timed = ", ".join(part for part in (about, window.said if window else "") if part)
    return " · ".join(part for part in (*meant, phrases.brief(said.strip(' ?.!,"“”„«»')), timed) if part)
