"""A question in a person's words, read as a Query: its terms, its time, its sources; the rest of the room says what it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, tzinfo
from itertools import pairwise

from corpus.dates import mentions
from corpus.errors import BadQuestion, UnknownSource
from corpus.language import terms, tongues
from corpus.language.cues import Cued
from corpus.language.habits import word_set
from corpus.language.text import clean
from corpus.lexicon import lexicon
from corpus.model import Query
from corpus.questions import asking, courtesy, foreign, kinds, manner, nouns, shorthand
from corpus.saying import Saying
from corpus.sources.reading import Sources

LONGEST = 1_000  # characters of a message that are read as a question
MOST_TERMS = 48  # distinct terms searched for; a pasted paragraph has its best words among them

# A question with so few content words beside its time is about that time.
FEW = 3
# A day without its year, and with no preposition that makes it a time.
_DAY = re.compile(r"(?:about )?(?:the )?(?:[a-z]{3,9}\.? \d{1,2}|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9})", re.IGNORECASE)
_OPERATOR = Cued(":", r"\b(?:after|before|since|until|on):\S", re.IGNORECASE)
_UNREAD = re.compile(r"\b(?:after|before|since|until|on):\d\S*", re.IGNORECASE)  # in what the times have left
# Terms of phrases such as "earlier this week", which count from the moment of asking and stand in every article.
_RELATIVE = frozenset(
    term
    for word in word_set("""
        today tonight yesterday tomorrow day week weekend month quarter year decade hour ago last past previous next early
        earlier late later start end beginning evening morning afternoon night
    """)
    for term in terms.terms(word)
)
# A capital within a sentence or behind a sign of quotation. Begins with a set of letters, so that the search skips the others.
_NAMES = re.compile(r"[A-Z](?:(?<=[\w,;:“\"'‘(] .)|(?<=[“\"'‘(].))[\w’'-]*")
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{3,200})[”\"“»]")
_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def read(text: str, now: datetime, zone: tzinfo, sources: Sources, hint: str = tongues.ENGLISH) -> Query:
    """Understand one message as a question asked at `now` (aware) by somebody in `zone`, who speaks the language `hint`.

    Raises BadQuestion with one kind sentence when nothing is left to search for. A question that is all time or source
    ("what happened yesterday?") is left without terms: it asks for the top of that time or source.
    """
    typed = clean(text)[:LONGEST]
    whole = courtesy.bare(typed)
    if courtesy.is_all(whole):
        raise BadQuestion(_polite(whole))
    language = tongues.of_question(whole, hint)
    if language != tongues.ENGLISH:
        return _foreign(courtesy.bare(shorthand.written_out(typed, language), language), language, now, zone, sources)
    plain = shorthand.written_out(typed)
    return _english(whole if plain == typed else courtesy.bare(plain), now, zone, sources)


def _english(whole: str, now: datetime, zone: tzinfo, sources: Sources) -> Query:
    """A question in English: its time, then its source, then the terms of what is left, and what kind of thing it asks for."""
    window, rest = mentions.window(whole, now, zone)
    unread = _UNREAD.search(rest) if ":" in rest else None
    rest = rest[: unread.start()] + rest[unread.end() :] if unread else rest
    named = sources.find(rest)
    matter = found = list(dict.fromkeys(terms.terms(named.rest)))[:MOST_TERMS]
    named_by = window is not None and _is_of_a_name(window.said, whole, found)
    strict = (len(found) <= FEW and not named_by) or _OPERATOR.stands_in(whole)
    if window is not None and not strict:  # the time is beside the matter: its words may stand in the article
        found = list(dict.fromkeys(found + [term for term in terms.terms(window.said) if term not in _RELATIVE]))
    found = [term for term in found if term not in manner.ASKS_FOR_NEWS] if set(found) - manner.EMPTY else []
    if not found and window is None and not named.known and not manner.is_news(whole):
        raise _unheard_of(named.unknown[0], sources) if named.unknown else BadQuestion(_unusable(whole))
    asks, low = asking.sentence(whole), whole.lower()
    known, noun = nouns.of_sentence(asks)
    return Query(
        text=whole,
        asked=now,
        terms=tuple(found),
        words=_content_words(named.rest, set(found), manner.EMPTY),
        names=_names(whole, matter if found else ()),
        asking=tuple(terms.terms(asks)),
        kind=kinds.of_sentence(asks),
        classes=known,
        noun=noun,
        quoted=tuple(_QUOTED.findall(named.rest)),
        window=window,
        strict=strict,
        sources=named.known,
        unknown_sources=named.unknown,
        unread=unread.group() if unread else "",
        fresh=manner.is_fresh(low),
        personal=manner.is_personal(whole, low),
    )


def _is_of_a_name(said: str, whole: str, wanted: Collection[str]) -> bool:
    """Whether a day is part of what something is called, written about ever since: "the Jan. 6 committee"."""
    follows = _WORDS.match(whole.partition(said)[2].lstrip(" "))
    return bool(_DAY.fullmatch(said) and follows and any(term in wanted for term in terms.of_word(follows[0].lower())))


def _foreign(whole: str, language: str, now: datetime, zone: tzinfo, sources: Sources) -> Query:
    """A question in another language: its terms, its time where `foreign` knows it, and what kind of thing it asks for."""
    said = foreign.time(whole, language)
    window = mentions.window(said[1], now, zone)[0] if said else None
    if said and window:
        window = replace(window, said=said[0])
    rest = said[2] if said and window else whole
    named = sources.find(foreign.reported(rest, language))
    named = named if named.known or named.unknown else sources.find(rest)
    found = tuple(dict.fromkeys(terms.terms(named.rest, language)))[:MOST_TERMS]
    if not found and window is None and not named.known:
        raise _unheard_of(named.unknown[0], sources) if named.unknown else BadQuestion(_unusable(whole))
    return Query(
        text=whole,
        asked=now,
        terms=found,
        words=_content_words(named.rest, set(found), language=language),
        asking=tuple(terms.terms(whole, language)),
        kind=foreign.kind(whole, language),
        quoted=tuple(_QUOTED.findall(named.rest)),
        window=window,
        strict=len(found) <= FEW or _OPERATOR.stands_in(whole),
        sources=named.known,
        unknown_sources=named.unknown,
        language=language,
    )


def _content_words(
    text: str, wanted: set[str], empty: Collection[str] = (), language: str = tongues.ENGLISH
) -> tuple[str, ...]:
    """The words as typed, each once, that have a wanted term in them; an `empty` one where a name begins with it: "New York"."""
    found = [(word, wanted.intersection(terms.of_word(word, language))) for word in _WORDS.findall(text)]
    told = [
        word
        for (word, held), (after, _) in pairwise([*found, ("", set())])
        if held and (not held.issubset(empty) or f"{word} {after}".lower() in lexicon().lengths)
    ]
    return tuple(dict.fromkeys(told))


def _names(text: str, wanted: Collection[str]) -> tuple[str, ...]:
    """The wanted terms that have a capital in the text where a sentence does not begin."""
    capitalised = (term for word in _NAMES.findall(text) for term in terms.of_word(word))
    return tuple(dict.fromkeys(term for term in capitalised if term in wanted))


def _polite(text: str) -> Saying:
    if courtesy.gives_thanks(text):
        return Saying("You are welcome. Ask on whenever you like.")
    if courtesy.says_goodbye(text):
        return Saying("Goodbye, until next time.")
    return Saying("I am here for news: ask me about a person, a place or an event, for example: Patriot batteries.")


def _unheard_of(source: str, sources: Sources) -> UnknownSource:
    closest = " or ".join(sources.closest(source))
    if closest:
        return UnknownSource(
            Saying("I have no source called {name}. Did you mean {names}?", name=source, names=closest)
        )
    return UnknownSource(Saying("I have no source called {name}. Please ask about a subject.", name=source))


def _unusable(text: str) -> Saying:
    if not any(char.isalnum() for char in text):
        return Saying("Please ask in words, for example: What did Zelensky ask for?")
    return Saying(
        "I could not find a word to search for in that: please name a person, a place or a thing, "
        "for example: Patriot batteries."
    )
