"""What a message asks for, in the light of what was said before. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.model import Turn
from bot.talk import again, idioms, leaning, lending
from bot.talk.leaning import Message
from bot.talk.threads import Thread, stems
from corpus.errors import BadQuestion, UnknownSource
from corpus.language import tongues
from corpus.language.tongues import ENGLISH
from corpus.model import Query
from corpus.questions import courtesy, kinds, nouns, shorthand
from corpus.questions.reading import LONGEST
from corpus.saying import Saying

_ASK_ON = Saying("Ask on whenever you like, for example: why?")

Read = Callable[[str, datetime, tzinfo, str], Query]
"""Reads a question that stands alone, bare keywords in the language given; raises corpus.errors.BadQuestion."""


def resolve(
    text: str,
    turns: Sequence[Turn],
    now: datetime,
    zone: tzinfo,
    read: Read,
    *,
    replied: bool = False,
    ours: bool = False,
    hint: str = ENGLISH,
) -> Query:
    """The question that `text` asks at `now` in `zone`, after `turns` (oldest first). Raises BadQuestion.

    A message that may also stand alone carries that reading as `alone`: whether it belongs to the articles under
    discussion is for the archive to say; one that `replied` to an answer surely leans by its form. "more" never repeats a
    sentence of this subject. What tells no language of its own is of that of the question before, or of the `hint`; what is
    `ours`, as a button's words are, is English.
    """
    threads = Thread.all(turns)
    thread = threads[-1] if threads else None
    language = ENGLISH if ours else _language(text, thread, hint)
    text = _plain(text[:LONGEST], language)  # as much as `read` reads
    message = idioms.read(text, language)
    civil = courtesy.is_all(text)
    if message.lean == leaning.ALONE and not civil:
        if not message.rest:
            raise BadQuestion(_ASK_ON)
        return read(message.rest, now, zone, hint)
    if thread and civil and not (courtesy.gives_thanks(text) or courtesy.says_goodbye(text)):
        raise BadQuestion(_ASK_ON)
    if thread is None or civil or _said_again(text, thread):
        return read(text, now, zone, hint)
    message = replace(message, lean=leaning.SURELY) if replied else message
    reading = _named(_reading(message.rest, now, zone, language, read), message.rest, text)
    if message.corrects:
        turns = _put_right(message, turns)
        thread = Thread.all(turns)[-1]
    if message.corrects and not message.ordinal:
        named = bool(reading.terms) and not message.placed
        if meant := thread.corrected(message.rest, timed=bool(reading.window), named=named):
            return resolve(meant, () if thread.began else turns[:-1], now, zone, read, replied=True, hint=language)
    if known := again.by_set_phrase(message, reading, thread) or again.at_another_time(message, reading, thread, zone):
        return known
    return reading if _lacks_nothing(message, reading, thread) else _going_on(message, reading, threads)


def _put_right(message: Message, turns: Sequence[Turn]) -> Sequence[Turn]:
    """The turns up to the one that a correction means: "since then?" has no words to put right, the question before it has.

    "No, the third" is one of the points among which the second was chosen.
    """

    def passed_over(turn: Turn) -> bool:
        said = idioms.read(_plain(turn.question, turn.language), turn.language)
        wordless = said.newest or (not said.rest and (said.more or said.since))
        return bool(said.ordinal or (wordless and not message.ordinal))

    end = next((n for n in range(len(turns), 0, -1) if not (turns[n - 1].said and passed_over(turns[n - 1]))), 0)
    return turns[:end] or turns


def _said_again(text: str, thread: Thread) -> bool:
    """Whether it is the question that was just answered by itself, word for word: it gets that answer once more."""
    return thread.began and text.casefold() == _plain(thread.last.question, thread.language).casefold()


def _plain(text: str, language: str) -> str:
    """A message without its courtesies, its shorthand written out."""
    return courtesy.bare(shorthand.written_out(text, language), language)


def _lacks_nothing(message: Message, reading: Query, thread: Thread) -> bool:
    """Whether a message that may stand alone does: "what happened yesterday?", "strikes in France" after those in Britain."""
    if message.lean >= leaning.SURELY:
        return False
    return again.is_of_a_time(reading) or thread.told_anew(message.rest, reading.terms)


def _going_on(message: Message, reading: Query, threads: Sequence[Thread]) -> Query:
    """The message about the newest subject, or about an earlier one that it names, surely so where it says that it returns.

    Where the newest is no subject, since nothing was found and it names nothing, it may mean the last that had an answer.
    """
    newest = threads[-1]
    named = next((thread for thread in reversed(threads) if thread.named_in(reading.terms)), None)
    if message.returns and not named and reading.terms:
        return _returning(replace(message, lean=leaning.PERHAPS), reading, threads)
    if named is None or named is newest or message.returns or message.pronouns:
        meant = named if named and message.returns else newest
        asked = _leaning(message, reading, meant)
        passing = not (meant.found or meant.names_something)
        told = next((thread for thread in reversed(threads) if thread.found), None) if passing else None
        return replace(asked, alone=_leaning(message, reading, told)) if told else asked
    message = replace(message, lean=leaning.PERHAPS)
    return replace(_leaning(message, reading, newest), alone=_leaning(message, reading, named))


def _returning(message: Message, reading: Query, threads: Sequence[Thread]) -> Query:
    """The message about the latest of the earlier subjects, else the newest, whose articles hold its words; else by itself."""
    tried = reading
    for thread in (threads[-1], *threads[:-1]):
        tried = replace(_leaning(message, reading, thread), alone=tried)
    return tried


def _language(text: str, thread: Thread | None, hint: str) -> str:
    spoken = thread.language if thread else ENGLISH
    return tongues.of_question(text, spoken if spoken != ENGLISH else hint)


def _reading(text: str, now: datetime, zone: tzinfo, language: str, read: Read) -> Query:
    """The message by itself; a query of nothing where there is nothing to search for. Raises UnknownSource."""
    try:
        return read(text, now, zone, language)
    except UnknownSource:  # no subject makes it known
        raise
    except BadQuestion:
        return Query(text, now, language=language)


def _named(reading: Query, rest: str, text: str) -> Query:
    """The reading with the word that it begins with among its names, where that has a capital within a message: "and FTX?"."""
    first = rest.partition(" ")[0]
    named = reading.language == ENGLISH and first[:1].isupper() and not text.startswith(first)
    names = (*reading.names, *(term for term in stems((first,), ENGLISH) if named and term in reading.terms))
    return replace(reading, names=tuple(dict.fromkeys(names)))


def _leaning(message: Message, reading: Query, thread: Thread) -> Query:
    """The message with what it lacks: its subject, whom it means, and the articles to look in first."""
    asked = thread.taken(message.rest, placed=message.placed) if message.fragment else message.rest
    subject, lent = _subject(message, reading, thread)
    window = reading.window or (thread.window if thread.strict else None)
    meant = thread.meant(message.pronouns)
    spoken = thread.language if message.fragment else reading.language
    timed = stems((reading.window.said,), reading.language) if reading.window else ()
    own = tuple(dict.fromkeys((*reading.terms, *timed)))
    before = ((stems((asked,), spoken), lending.LAST), (stems(meant, spoken), lending.MEANT))
    context = lending.weighed((*before, (stems(subject, thread.language), lending.SUBJECT)), own)
    return replace(
        reading,
        text=lending.line(meant, message.rest, subject, None if reading.window else window),
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
