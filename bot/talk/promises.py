"""Questions that a sentence beside an answer gives reason to ask, and how that sentence is told in answer to them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from bot.model import Turn
from corpus.answering.statements import whole
from corpus.language.cues import Cued
from corpus.language.terms import terms
from corpus.model import Briefing

BEST = 2  # points of an answer that are read by somebody in a hurry
_SAYS = "says|said|told|called|wrote|warned|promised|argued|announced|asked|denied|thanked"
_SAYS_AFTER = re.compile(rf"(?:,[^,]+,)? (?:also )?(?:{_SAYS})\b")
_SAYS_BEFORE = re.compile(rf"[,”\"’'] (?:{_SAYS}) (?:[\w’'-]+ ){{0,3}}$")
SINCE = "What has happened since?"
# Of who wrote it: "Ana Ruiz covers rivers for The Herald.", "Ana Ruiz contributed to this report."
_OF_AUTHOR = re.compile(
    r"\bcontributed to this (?:report|story|article)\b|\bcovers [\w ]{3,40} for [A-Z]|"
    r"\bis an? [\w ]{0,40}(?:reporter|producer|editor|writer|correspondent) (?:on|at|for|with) [A-Z]"
)
_SPEAKER, _PERSON = re.compile(r"What does (.+) say\?"), re.compile(r"What about (.+)\?")

# A count, no year, age or "Covid-19"; and a few words between it and what is counted.
_NUMBER = (
    r"(?:(?<![\w-])(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?!\d|[ -]years?\b)|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands|millions)\b)"
)
_FEW = r"(?: [\w’'-]+){0,6} "


# Questions about a number, and what a sentence that answers one holds: where something did harm, and of any subject.
HARMS = {
    "How many people died?": Cued(
        "killed killing died dead death bodies",
        rf"{_NUMBER}{_FEW}(?:killed|died|dead|deaths?|bodies)\b|\b(?:killed|killing|death toll){_FEW}{_NUMBER}",
    ),
    "How many were hurt?": Cued(
        "injur hurt wound",
        rf"{_NUMBER}{_FEW}(?:injured|hurt|wounded)\b|\b(?:injured|injuring|wounded){_FEW}{_NUMBER}",
    ),
    "How strong was it?": Cued("agnitude ategory", r"\b[Mm]agnitude\b.*\d|\b[Cc]ategory \d\b"),
}
COUNTS = {
    "How much does it cost?": Cued(
        "cost price worth",
        r"(?m:^)(?=.*\b(?:costs?|price|worth)\b).*(?:[$£€]\s?\d|\d .*\b(?:dollars|euros|pounds)\b)",
    ),
    "How many votes were there?": Cued(
        "vote by",
        r"\d+ votes|\b\d[\d.]* (?:percent|%) of the (?:\w+ )?vote|\bby \d+ to \d+\b|\b\d+ to \d+\b.*\bvote",
    ),
}
_COUNTED = HARMS | COUNTS


def of_person(name: str) -> tuple[str, str]:
    """The questions about a person, that for what they say first."""
    return f"What does {name} say?", f"What about {name}?"


def telling(question: str, beside: Mapping[int, str]) -> list[int]:
    """The numbers of those sentences that are full statements and answer one of these questions; none for any other.

    Of who wrote the article no question is asked.
    """
    answered = _answered(question)
    told = [n for n, sentence in beside.items() if answered and answered(sentence) and whole(sentence)]
    return [n for n in told if not _OF_AUTHOR.search(beside[n])]


def promised(question: str, found: Briefing, article: int, beside: Mapping[int, str]) -> int | None:
    """The sentence to tell ahead of the answer `found` to a question; None where one such is told among its first points.

    `beside` are the sentences by their number among which one of the `article` gave reason for the question.
    """
    told, first = telling(question, beside), () if found.remark else found.points[:BEST]
    shown = {n for point in first if point.article == article for n in range(point.first, point.last + 1)}
    return told[0] if told and shown.isdisjoint(told) else None


def subject_of(turn: Turn) -> set[str]:
    """The terms of what a turn was about: its own and those that it was lent."""
    return {*turn.terms, *terms(" ".join(turn.lent))}


def goes_further(since: Briefing, turn: Turn) -> bool:
    """Whether of what happened since `turn` one of the first points is on its subject, and was not shown then."""
    subject, shown = subject_of(turn), set(turn.shown)
    return any(
        len(subject.intersection(terms(point.text))) >= min(2, len(subject))
        and not shown.issuperset((point.article, n) for n in range(point.first, point.last + 1))
        for point in since.points[:BEST]
    )


def _answered(question: str) -> Callable[[str], bool] | None:
    """Whether a sentence answers one of these questions; None for any other."""
    if count := _COUNTED.get(question):
        return count.stands_in
    if speaker := _SPEAKER.fullmatch(question):
        return partial(_says, speaker[1].split()[-1])
    person = _PERSON.fullmatch(question)
    return partial(_names, person[1].split()[-1]) if person else None


def _says(surname: str, sentence: str) -> bool:
    """Whether it tells what the person of this surname says."""
    parts = sentence.split(surname)
    return any(map(_SAYS_AFTER.match, parts[1:])) or any(map(_SAYS_BEFORE.search, parts[:-1]))


def _names(surname: str, sentence: str) -> bool:
    """Whether it stands there as a word of its own."""
    parts = sentence.split(surname)
    return any(not (before[-1:].isalnum() or after[:1].isalnum()) for before, after in pairwise(parts))
