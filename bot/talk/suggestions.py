"""Follow-ups worth asking after an answer, made from what its articles say beside it. Pure, but for the one callable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from bot.model import Offer
from bot.words import _
from corpus.answering import things
from corpus.language.terms import terms
from corpus.model import Briefing

MOST = 3
PEOPLE = 2
BEST = 2  # points of an answer that are read by somebody in a hurry
SINCE = "What has happened since?"
SAYS = "says|said|told|called|wrote|warned|promised|argued|announced|asked|denied|thanked"

Ask = Callable[[str], Briefing]
"""Answers a question in the light of the briefing just given, without remembering it."""

_NUMBER = r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b)"
# A question about a number, and what a sentence that answers it holds: where something did harm, and of any subject.
_HARMS = tuple(
    (question, re.compile(pattern, re.IGNORECASE))
    for question, pattern in (
        (
            "How many people died?",
            rf"{_NUMBER}.*\b(?:killed|died|dead|deaths?|bodies)\b|\b(?:killed|killing) .*{_NUMBER}",
        ),
        ("How many were hurt?", rf"{_NUMBER}.*\b(?:injured|hurt|wounded)\b|\b(?:injured|injuring|wounded) .*{_NUMBER}"),
        ("How strong was it?", r"\bmagnitude\b.*\d|\bcategory \d\b"),
    )
)
_COUNTS = tuple(
    (question, re.compile(pattern, re.IGNORECASE))
    for question, pattern in (
        (
            "How much does it cost?",
            r"(?=.*\b(?:costs?|price|worth)\b).*(?:[$£€]\s?\d|\d .*\b(?:dollars|euros|pounds)\b)",
        ),
        (
            "How many votes were there?",
            r"\d+ votes|\b\d[\d.]* (?:percent|%) of the (?:\w+ )?vote|\bby \d+ to \d+\b|\b\d+ to \d+\b.*\bvote",
        ),
    )
)
_HARM = re.compile(
    r"\b(?:kill|die[ds]\b|dead|death|attack|strike|struck|crash|collaps|fire|flood|storm|quake|shot|shoot|explo|bomb|"
    r"landslide|outbreak|war\b|accident|wreck|riot)",
    re.IGNORECASE,
)


def suggestions(briefing: Briefing, beside: Sequence[str], ask: Ask) -> tuple[Offer, ...]:
    """At most MOST questions: a number, what a person says or does, what happened since.

    `beside` are the sentences that the briefing's first article holds and the answer did not show. Each question has been
    asked of `ask`: among the first points of its answer is one that holds what it should and was not shown before, from
    the same article, or for "since" from any. Nothing that was just asked is suggested.
    """
    found: list[Offer] = []
    for offer, answer in _candidates(briefing, beside) if briefing.points else ():
        if len(found) < MOST and _new(offer.question, briefing):
            found += [offer] if _answered(ask(offer.question), answer, briefing) else []
    return tuple(found)


def _candidates(briefing: Briefing, beside: Sequence[str]) -> Iterator[tuple[Offer, re.Pattern[str] | None]]:
    """Questions that the sentences beside give reason for, each with what its answer has to hold; None: anything new."""
    shown = " ".join(point.text for point in briefing.points)
    about = [sentence for sentence in beside if _subject(briefing) & set(terms(sentence))]
    harmed = [(question, pattern, beside) for question, pattern in _HARMS if _HARM.search(shown)]
    counted = [(question, pattern, about) for question, pattern in _COUNTS]
    for question, pattern, told in harmed + counted:
        if any(pattern.search(sentence) for sentence in told):
            yield Offer(_label(question), question), pattern
            break
    for person in _people(beside, shown):
        last = re.escape(person.split()[-1])
        saying = re.compile(rf"\b{last}(?:,[^,]+,)? (?:also )?(?:{SAYS})\b|\b(?:{SAYS}) (?:[\w’'-]+ ){{0,3}}{last}\b")
        if any(map(saying.search, beside)):
            yield Offer(person, f"What does {person} say?"), saying
        else:
            yield Offer(person, f"What about {person}?"), re.compile(rf"\b{last}\b")
    yield Offer(_("Since then"), SINCE), None


def _label(question: str) -> str:
    """A question about a number as short as a button."""
    return {
        "How many people died?": _("How many died?"),
        "How many were hurt?": _("How many hurt?"),
        "How strong was it?": _("How strong?"),
        "How much does it cost?": _("The cost?"),
        "How many votes were there?": _("How many votes?"),
    }[question]


def _subject(briefing: Briefing) -> set[str]:
    return set(briefing.query.terms) | set(terms(" ".join(briefing.query.lent)))


def _people(beside: Sequence[str], shown: str) -> list[str]:
    """The persons of whom these sentences tell most and the answer nothing; no bylines, after which a sentence begins."""
    named = Counter(
        thing.name
        for sentence in beside
        for thing in things.find(things.tokens(sentence))
        if "person" in thing.classes and thing.name.split()[-1] not in shown
        if re.search(rf"{re.escape(thing.name)}(?:['’]s)?,? [a-z]", sentence)
    )
    return [name for name, _ in named.most_common(PEOPLE)]


def _new(question: str, briefing: Briefing) -> bool:
    """Whether the question asks for something else than the one just answered."""
    return not terms(question) or not set(terms(question)) <= set(briefing.query.terms)


def _answered(found: Briefing, answer: re.Pattern[str] | None, before: Briefing) -> bool:
    if found.remark:
        return False
    shown = {(p.article, n) for p in before.points for n in range(p.first, p.last + 1)}
    fresh = [p for p in found.points[:BEST] if any((p.article, n) not in shown for n in range(p.first, p.last + 1))]
    if answer is None:
        subject = _subject(before)
        return any(len(subject & set(terms(p.text))) >= min(2, len(subject)) for p in fresh)
    return any(p.article == before.points[0].article and answer.search(p.text) for p in fresh)
