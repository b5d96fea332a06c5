"""How a message is put: as asked of no newspaper, or as asking for news and for what is new."""

from __future__ import annotations

import re

from corpus.language import terms
from corpus.language.cues import Cued
from corpus.language.habits import word_set

# Terms that name no subject: a question of nothing else asks for the top stories.
EMPTY = frozenset(
    term
    for word in word_set("""
        news headline story happen happened going latest new newest today report reported article tell say said write
        update updates top main big important world
    """)
    for term in terms.terms(word)
)
# Terms that only ask for news, and would find articles that happen to have them.
ASKS_FOR_NEWS = frozenset(term for word in word_set("happen news headline update") for term in terms.terms(word))
_NEWS = re.compile(r"\b(?:news|headlines?|stor(?:y|ies)|happen\w*|going on|latest|new)\b", re.IGNORECASE)
_FRESH = Cued(
    "latest newest recent current now still today week far update breaking doing going happening",
    r"\b(?:latest|newest|recent(?:ly)?|current(?:ly)?|now|still|(?<!usa )today|this week|so far|update[sd]?|breaking)\b|"
    r"\bhow(?:'s|’s| is| are) .{1,60} (?:doing|going)\b|\bwhat(?:'s|’s| is) (?:happening|going on)\b",
)
# Asked of a cook or a calculator rather than of a newspaper: how such questions begin, and what is in them.
_OPENING = re.compile(
    r"how (?:do|can|should|would|could|to|does one)\b|(?:can|could|would|are|do) you\b|"
    r"(?:(?:can|could|may|must|should|shall|will|do|did|am|have) )?i\b|"
    r"(?:please )?(?:write|translate|convert|calculate|compute|define|spell|sing|play|draw)\b|"
    r"(?:what(?:'s|’s| is) )?\d+\s*[-+*/x^]\s*\d+\W*$"
)
_OWN = Cued("me my", r"\bm(?:e|y|yself)\b")
_ASIDE = Cued(
    "life recipe root % cent",
    r"\bmeaning of life\b|\brecipe(?: for\b|\W*$)|\b(?:square|cube) root of\b|\b\d+ ?(?:%|per ?cent) of \d",
)
# "I", but no numeral: "World War I" and "Artemis I".
_SELF = re.compile(r" i\b")
_ONESELF = re.compile(r"\b(?!war|act|part|phase|type|schedule)[a-z]+ [iI]\b")


def is_news(text: str) -> bool:
    """Whether it asks for news by name."""
    return _NEWS.search(text) is not None


def is_fresh(low: str) -> bool:
    """Whether a text in lower case asks for what is new."""
    return _FRESH.stands_in(low)


def is_personal(text: str, low: str) -> bool:
    """Whether it is what one asks a cook or a calculator; `low` is the text in lower case."""
    if _OPENING.match(low) or _OWN.stands_in(low) or _ASIDE.stands_in(low):
        return True
    return _SELF.search(low) is not None and _ONESELF.search(text) is not None
