"""A question in a person's words, read as a Query: its terms, its time, its sources, and the kind of thing it asks for."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from corpus import dates, terms, things
from corpus.errors import BadQuestion
from corpus.model import Kind, Query
from corpus.sources import Sources
from corpus.text import clean

LONGEST = 1_000  # characters of a message that are read as a question
MOST_TERMS = 48  # distinct terms searched for; a pasted paragraph has its best words among them
HEAD_WORDS = 6  # words after "which" among which the thing asked for is named

_KINDS = (
    (Kind.MONEY, r"how much (?:money|debt|cash|did|does|do|will|would|is|are|was|were|has|have)\b.*(?:cost|pa(?:y|id)|worth|spen[dt]|"
                 r"rais|fine|price|earn|s[oe]ll|sold|bought|money|debt|fund|budget|salary|tax)|\bhow much (?:money|debt|cash)\b|"
                 r"\b(?:what|which) (?:price|amount|sum)\b|(?:^|\s)how expensive\b"),
    (Kind.COUNT, r"\bhow (?:many|much|old|long|far|tall|big|large|fast|high|deep|heavy|often|hot|cold)\b|"
                 r"\bwhat (?:number|percent\w*|share|proportion|fraction|score)\b|\bapproximately\b"),
    (Kind.WHEN, r"\bwhen\b|\b(?:what|which|in what|in which) (?:year|month|day|date|decade|century|season|time)\b|\bsince:?$"),
    (Kind.WHERE, r"\bwhere\b"),
    (Kind.WHO, r"\bwho(?:m|se|'s|’s)?\b"),
    (Kind.WHY, r"\bwhy\b|\bwhat (?:caused|led to|prompted)\b|\bfor what reason\b"),
    (Kind.THING, r"\b(?:which|what)\s+(?!is\b|are\b|was\b|were\b|did\b|does\b|do\b|has\b|have\b|had\b|happen|about\b)\w+"),
    (Kind.HOW, r"\bhow\b"),
    (Kind.WHAT, r"\bwhat\b|\bwhich\b"),
    (Kind.POLAR, r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|true or false)\b"),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in _KINDS)
# A question with so few content words beside its time is about that time.
FEW = 3
_OPERATOR = re.compile(r"\b(?:after|before|since|until|on):\S", re.IGNORECASE)
# Terms of phrases such as "earlier this week", which count from the moment of asking and stand in every article.
_RELATIVE = frozenset(
    term for word in "today tonight yesterday tomorrow day week weekend month quarter year decade hour ago last past previous "
    "next early earlier late later start end beginning evening morning afternoon night".split() for term in terms.terms(word)
)
# Terms that name no subject: a question of nothing else asks for the top stories.
_NEWS = re.compile(r"\b(?:news|headlines?|stor(?:y|ies)|happen\w*|going on|latest|new)\b", re.IGNORECASE)
_EMPTY = frozenset(
    term for word in "news headline story happen happened going latest new newest today report reported article tell say said "
    "write update updates top main big important world".split() for term in terms.terms(word)
)
_NAMES = re.compile(r"(?<=[\w,;:“\"'‘(] )[“\"'‘(]?[A-Z][\w’'-]*|(?<=[“\"'‘(])[A-Z][\w’'-]*")
_FRESH = re.compile(r"\b(?:latest|newest|recent(?:ly)?|current(?:ly)?|now|still|today|this week|so far|update[sd]?|breaking)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{3,200})[”\"“»]")
_QUESTION_WORD = re.compile(r"\b(?:which|what|who|whom|whose|where|when|why|how)\b", re.IGNORECASE)
_ENDS = re.compile(r"(?<=[.?!])\s+")
_ASKING = re.compile(r"\b(?:which|what)\b|\bname of (?:the|a|an|this|that)\b", re.IGNORECASE)


def read(text: str, now: datetime, zone: tzinfo, sources: Sources) -> Query:
    """Understand one message as a question asked at `now` (aware) by somebody in `zone`.

    Raises BadQuestion with one kind sentence when nothing is left to search for. A question that is all time or source
    ("what happened yesterday?") is left without terms: it asks for the top of that time or source.
    """
    whole = clean(text)[:LONGEST]
    window, rest = dates.window(whole, now, zone)
    named = sources.find(rest)
    found = list(dict.fromkeys(terms.terms(named.rest)))[:MOST_TERMS]
    strict = len(found) <= FEW or bool(_OPERATOR.search(whole))
    if window is not None and not strict:  # the time is beside the matter: its words may stand in the article
        found = list(dict.fromkeys(found + [term for term in terms.terms(window.said) if term not in _RELATIVE]))
    found = found if set(found) - _EMPTY else []
    if not found and window is None and not named.known and not _NEWS.search(whole):
        raise BadQuestion(_unusable(whole))
    return Query(
        text=whole,
        asked=now,
        terms=tuple(found),
        words=_content_words(named.rest, set(found)),
        names=tuple(term for word in _NAMES.findall(whole) for term in terms.terms(word) if term in found),
        asking=_asking(whole),
        kind=kind(whole),
        classes=classes(whole),
        quoted=tuple(_QUOTED.findall(whole)),
        window=window,
        strict=strict,
        sources=named.known,
        unknown_sources=named.unknown,
        fresh=bool(_FRESH.search(whole)),
    )


def kind(text: str) -> Kind:
    """What kind of thing `text` asks for; TOPIC for bare keywords and headlines."""
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(text)), Kind.TOPIC)


def classes(text: str) -> tuple[str, ...]:
    """The lexicon classes of the thing asked for: ("airline",) for "which airline …", () where none is known."""
    for asking in _ASKING.finditer(text):
        after = [word.lower() for word in things.tokens(text[asking.end() : asking.end() + 120])[:HEAD_WORDS]]
        for place in range(len(after)):
            for size in (3, 2, 1):
                found = things.classes_of(" ".join(after[place : place + size]))
                if found:
                    return found
    return ()


def _asking(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The terms of the sentence that asks, and of its part from the question word on; the whole text where nothing asks."""
    sentence = next((part for part in reversed(_ENDS.split(text)) if _QUESTION_WORD.search(part)), text)
    word = _QUESTION_WORD.search(sentence)
    return tuple(terms.terms(sentence)), tuple(terms.terms(sentence[word.start() :] if word else sentence))


def _content_words(text: str, wanted: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", text) if wanted & set(terms.terms(word))))


def _unusable(text: str) -> str:
    if not any(char.isalnum() for char in text):
        return "Please ask in words, for example: What did Zelensky ask for?"
    return "I could not find a word to search for in that: please name a person, a place or a thing, for example: Patriot batteries."
