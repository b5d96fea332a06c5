"""The last question once more: more of it, what came since, the newest first, at another time or of another source. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import tzinfo

from bot.looks import phrases
from bot.model import Turn
from bot.talk import leaning, lending
from bot.talk.leaning import Message
from bot.talk.threads import MORE, Thread, stems
from bot.words import _
from corpus.dates import mentions
from corpus.language.tongues import ENGLISH
from corpus.model import Query, Window
from corpus.questions import kinds, nouns

_SHIFT = re.compile(
    r"(?:in |on )?(?:the |a |one )?(?:same )?(?:(?P<back>previous|prior) |(?P<on>next|following) )?"
    r"(?P<unit>day|night|weekend|week|month|quarter|year)"
    r"(?: (?P<before>before|earlier|prior)| (?P<after>after|later))?(?: that)?\W*",
    re.IGNORECASE,
)


def by_set_phrase(message: Message, reading: Query, thread: Thread) -> Query | None:
    """More of the same, what came since, or the same with the newest first; None for a question in words of its own."""
    if message.more or message.ordinal:
        return _more(message, reading, thread.answered)
    if message.since:
        return _since(message, reading, thread)
    if message.newest:
        told = replace(message, typed=message.typed or _("newest first"))
        return replace(_again(told, Query("", reading.asked), thread), strict=thread.strict, newest=True)
    return None


def at_another_time(message: Message, reading: Query, thread: Thread, zone: tzinfo) -> Query | None:
    """The last question of another time or source: "and the week before?", "and in May?"; None where more is asked."""
    shifted = _shifted(message, thread, zone)
    timed = is_of_a_time(reading) and message.lean == leaning.SURELY and message.fragment
    on = reading.window is not None and reading.window.until is None  # "since Monday"
    # Else an article under discussion may tell of that time as well ("and five years ago?"), where its English can be weighed.
    if shifted or (timed and (thread.strict or on or reading.sources or reading.language != ENGLISH)):
        return _again(message, replace(reading, window=shifted or reading.window), thread)
    return None


def is_of_a_time(reading: Query) -> bool:
    """Whether a message says a time or a source and nothing else."""
    return not reading.terms and bool(reading.window or reading.sources)


def _again(message: Message, reading: Query, thread: Thread) -> Query:
    """The last question once more, where `reading` has a time or sources with these in the place of its own."""
    last, subject = thread.last, thread.subject
    return replace(
        reading,
        text=lending.line(
            (), message.typed or message.rest, (*last.words, *(word for word in subject if word not in last.words))
        ),
        terms=tuple(dict.fromkeys((*last.terms, *stems(last.lent, thread.language)))),
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


def _shifted(message: Message, thread: Thread, zone: tzinfo) -> Window | None:
    """The time before or after that of the last turn: "and the week before?"; None for others, and where it had none.

    Where no article can be asked for it, since its English is not known, it is that before the newest shown.
    """
    shift, window = _SHIFT.fullmatch(message.rest), thread.window
    if not shift:
        return None
    back, on = shift["back"] or shift["before"], shift["on"] or shift["after"]
    newest = thread.newest if thread.language != ENGLISH else None
    start = (window.since if window else newest) if back else window.until if window and on else None
    found = mentions.window(f"{'last' if back else 'this'} {shift['unit']}", start, zone)[0] if start else None
    return replace(found, said=(message.typed or message.rest).strip(" ?.!")) if found else None


def _more(message: Message, own: Query, thread: Thread) -> Query:
    """The same subject without what was shown of it; where one of the points shown is meant, of that one's article."""
    point, subject, places = thread.point(message.ordinal), thread.subject, thread.places
    own = Query("", own.asked) if message.ordinal else own
    number = thread.last.points.index(point) + 1 if point else 0
    told = _("more on point {number}", number=number) if point else " ".join((_("more"), message.rest))
    wanted = tuple(dict.fromkeys((*own.terms, *stems(subject, thread.language))))
    places = (point.article,) if point else places if wanted else ()  # without either, the next top stories
    return Query(
        text=lending.line(
            thread.meant(message.pronouns), message.typed or told, subject, thread.window if thread.strict else None
        ),
        asked=own.asked,
        terms=wanted,
        words=(*own.words, *subject),
        window=thread.window,
        strict=thread.strict,
        sources=thread.last.sources,
        context=lending.weighed(((thread.last.terms, lending.LAST),), wanted),
        places=places,
        seen=thread.seen,
        lent=subject,
        said=MORE if message.ordinal else message.rest or MORE,
        lean=leaning.SURELY,
        language=thread.language,
    )


def since(turn: Turn) -> Query:
    """What has happened since a turn, as if asked right after it."""
    return _since(Message("", leaning.SURELY, since=True), Query("", turn.asked), Thread((turn,)))


def _since(message: Message, own: Query, thread: Thread) -> Query:
    """The same subject in what was published after the newest article shown, or in the time that the message tells."""
    start = thread.newest
    window = own.window or (Window(start, None, _("since {day}", day=phrases.day(start))) if start else None)
    return Query(
        text=lending.line((), message.typed or _("what has happened since"), thread.subject, window),
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
