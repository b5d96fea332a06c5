"""Whether a sentence can be told as it stands: full statements, headings, what leans on its neighbour or repeats another; pure."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import TypeVar

from corpus.language.cues import Cued

T = TypeVar("T")

HEADING = 100  # characters that a line above a paragraph has at most
REPEAT = 0.55  # share of the shorter sentence's terms that a near-repeat has in common
LEAST = 5  # terms that the shorter one counts with at least: two of three are common to "all 112 votes" and much else

# A sentence that opens so leans on the one before it.
_LEANING = re.compile(
    r"^[“\"'‘(\[]*(?:he|she|it|they|we|i|you|his|her|hers|their|its|our|my|this|that|these|those|but|and|or|so|yet|nor|however|instead|"
    r"meanwhile|still|also|then|there|here|such|both|another|one|some|others?|in addition|for example|now|later|earlier|after|"
    r"because|not|the (?-i:(?:[a-z-]+ ){0,2}[a-z-]+))\b",
    re.IGNORECASE,
)
# It sends the reader elsewhere, or tells of the page itself.
_POINTER = Cued(
    "see follow visit read check click sign subscribe page story article file update caption photos editor",
    r"\b(?:for (?:the latest|more|full)\b.{0,80}\b(?:see|follow|visit|read|check|click)|(?:please see|follow|read) our|click here|"
    r"sign up (?:for|here)|subscribe to|this (?:page|story|article|file) (?:reflects|was (?:updated|originally)|has been)|"
    r"share this update|(?:hide|show) caption|\d+ of \d+ photos|editor['’]s note|live updates (?:file|blog|page|here))\b",
)
# It tells how to write to whoever wrote the page.
_CONTACT = Cued(
    "@",
    r"\b(?:reach|contact|follow|find|e-?mail)(?: out to)? (?:him|her|them|me|us)\b.{1,80}@\w|"
    r"\b(?:reporter|story|tips|ideas)\b.{1,60}@\w|"
    r"^(?:contact|follow|e-?mail) [\w'’-]+ [\w'’-]+(?: of .{1,60})? (?:at|on) .{0,20}@\w",
)
# It tells of the publisher: what is earned, who pays, what was wrong before.
_PUBLISHER = Cued(
    "earn journalism content coverage check inbox transcript podcasts correction clarification",
    r"\bmay earn (?:us|our|an? (?:affiliate )?(?:commission|fee)|revenue (?:from|for) .{0,60}referrals?)\b|"
    r"^(?:please )?(?:consider )?support(?:ing)? (?:our|local) journalism\b|\bcontent free\b|"
    r"\b(?:coverage|fact[- ]check(?:ing)? work) .{0,60}\bis (?:supported|made possible) .{0,30}\bgrant\b|"
    r"\b(?:delivered|right|directly) to your inbox\b|\btranscript was automatically\b|"
    r"\bwherever you get your podcasts\b|^(?:correction|clarification)s?(?: and clarifications?)?:",
)
# A line that links elsewhere: "Live updates:Quake in Chile".
_LINK = re.compile(r"[^\W\d]:[^\W\d/]|:[\"'“‘]")
_STOPS, _CLOSING = (".", "!", "…"), "”\"’')]"
_UNNAMED_SPEAKER = Cued(
    "said told added wrote",
    r"[”\"],? (?:he|she|they|the [a-z]+) (?:said|told|added|wrote)|\b(?:he|she|they) (?:said|told|added)",
)


def whole(text: str) -> bool:
    """Whether it is a full statement with its quotation marks in pairs: no heading, byline, question, half a quote or pointer."""
    return text.rstrip(_CLOSING).endswith(_STOPS) and _paired(text) and not _points(text)


def is_heading(text: str) -> bool:
    """Whether it may be the heading of what stands below it, as a question above its answer."""
    if len(text) > HEADING or whole(text):
        return False
    return _paired(text) and not _points(text) and not _LINK.search(text)


def _points(text: str) -> bool:
    low = text.lower()
    return _POINTER.stands_in(low) or _CONTACT.stands_in(low) or _PUBLISHER.stands_in(low)


def _paired(text: str) -> bool:
    """Whether each quotation mark that opens has one that closes."""
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def repeats(one: AbstractSet[T], other: AbstractSet[T]) -> bool:
    """Whether two sentences say much the same, by their terms, or by the numbers of these."""
    return len(one & other) > REPEAT * max(LEAST, min(len(one), len(other)))


def leans(text: str) -> bool:
    """Whether a sentence would not be understood without the one before it."""
    return bool(_LEANING.match(text) or _UNNAMED_SPEAKER.stands_in(text))
