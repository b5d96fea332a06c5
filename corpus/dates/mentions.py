"""Expressions of time in an English question, read as windows: "last week", "since 3 November", `after:2024-05-01`.

A question about news looks back: "in March", "on Monday" and "on 3 November" mean the latest one that has begun by now;
only "next", "tomorrow", "in two weeks" and the like look ahead. Calendars are those of the asker's zone. Of two
numbers the first is the day (3/5 is 3 May) unless no month fits (2/15). Years lie between 1000 and 2999: a date outside
them, or one that no calendar has (30 February), is no mention at all. The words and rules are in the other files of this folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from corpus.dates import spans
from corpus.dates.grammar import reduce
from corpus.dates.rules import LAYERS
from corpus.dates.spans import Grain, Now, Span
from corpus.dates.tokens import Token, timely, tokens
from corpus.dates.words import tag
from corpus.language.cues import Cued
from corpus.model import Window

LIMIT = 2_000  # characters read: a question is shorter, and a pasted page is no question about a time

_PHRASE = tag("phrase")
_OPERATOR = re.compile(r"\w+:")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENING = ("(", "“", '"')
_CLOSING = (",", ".", ";", ":", "?", "!", ")", "”")

# What, standing before it, makes "on Sunday" the coming one and no time of writing.
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|going to|(?:set|due|expected|scheduled|planned) (?:to|for)|ahead of|upcoming)\b"
    r"[^.;?!]*$",
    re.IGNORECASE,
)
# What makes "a year ago" and "since 2017" a measure: higher than a year ago, the first time since 2017.
_THAN = Cued("than vs versus compar", r"\b(?:than|versus|vs\.?|compar\w+ (?:to|with))(?:\s+[\w'’-]+){0,2}\s*$")
_RECORD = re.compile(
    r"\b(?:first|only|last|most|least|best|worst|(?:bigg|small|larg|great|high|low|long|short|old|young|strong|weak|fast|"
    r"slow|hott|warm|cold|wett|dri|cheap|deadli|heavi|steep|sharp|earli)est)\b[^.;?!]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression of time, `text[start:end]` with its preposition; `grain` is the calendar unit in which it was said.

    `bare` is one that comes round, as "on Monday" and "in March" do, and that was read as the latest.
    """

    start: int
    end: int
    window: Window
    grain: Grain
    bare: bool = False


def find(text: str, now: datetime, zone: tzinfo) -> list[Mention]:
    """The expressions of time in a text, in order, none within another; ValueError for a `now` without a zone.

    Windows are in UTC, `since` before `until`, never open at both ends. `said` is the phrase as typed; in "since the
    election on 3 November" it is all of that, while the mention itself is the date. Only the first LIMIT characters are
    read.
    """
    if now.tzinfo is None:
        raise ValueError("the moment of asking needs a zone")
    head = text[:LIMIT]
    if not timely(head):
        return []
    phrases = [token for token in reduce(tokens(head), LAYERS, Now(now, zone)) if token.tag == _PHRASE]
    if not phrases:
        return []
    frames = [token.value for token in phrases if not _POSSESSIVE.search(head[token.start : token.end])]
    mentions = (_mention(head, token, _framed(token.value, frames), zone) for token in phrases)
    return [mention for mention in mentions if mention]


def _framed(span: Span, frames: list[Span]) -> Span:
    """A span that comes round, within the year, month or week that the text gives elsewhere: in 2022, ... in March?"""
    for frame in frames:
        if span.cycle == frame.grain and frame == spans.around(frame.since.date(), frame.grain):
            turn = spans.towards(span, frame.until - timedelta(microseconds=1))
            if frame.since <= turn.since and turn.until <= frame.until:
                return replace(turn, cycle=None)
    return span


def _mention(text: str, token: Token, span: Span, zone: tzinfo) -> Mention | None:
    try:
        window = spans.window(span, zone, text[token.said : token.end])
    except OverflowError:
        return None
    return Mention(token.start, token.end, window, span.grain, span.cycle is not None) if window else None


def window(text: str, now: datetime, zone: tzinfo) -> tuple[Window | None, str]:
    """The time that a question is about, and its text without the expressions that say so.

    Two that overlap mean what they have in common ("since 3 May, before June"); of two that do not, the later counts
    ("what was said last week about the attack in 2015"), since news is written after what it tells. What tells no time
    of writing stays in the text to be searched for: a time all to come ("the election in 2028", "what will he sign on
    Sunday"), a measure ("more than a year ago", "the first time since 1998"), and what says less than another one.
    Operators such as `after:2030-01-01` are taken at their word.
    """
    mentions = [mention for mention in find(text, now, zone) if _tells_when(mention, text[: mention.start], now)]
    if not mentions:
        return None, text
    period = mentions[0].window
    for mention in mentions[1:]:
        period = _common(period, mention.window) or max(period, mention.window, key=_end)
    telling = [mention for mention in mentions if mention.window is period or _bounds(mention.window, period)]
    said = " ".join(mention.window.said for mention in telling)
    return Window(period.since, period.until, said), without(text, telling)


def _tells_when(mention: Mention, before: str, now: datetime) -> bool:
    window = mention.window
    if _OPERATOR.match(window.said):
        return True
    begun = window.since < now if window.since else window.until is not None and window.until <= now
    ahead = mention.bare and _AHEAD.search(before)
    record = window.until is None and mention.grain in ("year", "decade") and _RECORD.search(before)
    return begun and not (ahead or record or _THAN.stands_in(before.lower()))


def _common(one: Window, other: Window) -> Window | None:
    since = max((each.since for each in (one, other) if each.since), default=None)
    until = min((each.until for each in (one, other) if each.until), default=None)
    return None if since and until and since >= until else Window(since, until)


def _end(window: Window) -> datetime:
    return window.until or datetime.max.replace(tzinfo=UTC)


def _bounds(window: Window, period: Window) -> bool:
    """Whether a window sets one of the period's ends and holds all of it."""
    begins = window.since is not None and window.since == period.since
    ends = window.until is not None and window.until == period.until
    return (begins or ends) and _common(window, period) == Window(period.since, period.until)


def without(text: str, mentions: list[Mention]) -> str:
    """A text without these of its mentions."""
    for mention in reversed(mentions):
        text = _joined(text[: mention.start].rstrip(), text[mention.end :].lstrip())
    return text.strip(" ,;:–—-")


def _joined(left: str, right: str) -> str:
    """Both sides of a cut as one text, with no comma doubled and no space before a full stop."""
    if right.startswith(_CLOSING):
        return left.rstrip(",;:") + right
    return left + right if not left or left.endswith(_OPENING) else f"{left} {right}"
