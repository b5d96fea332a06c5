"""Follow-ups worth asking after an answer, made from what its articles say beside it. Pure, but for the one callable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from bot.model import Offer
from bot.words import _
from corpus.answering.answers import PERSON, things_in
from corpus.language.terms import terms
from corpus.model import Briefing

MOST = 3
ENOUGH = 2  # beside which it is not asked what happened since: the button for the newest tells that as well
PEOPLE = 2
BEST = 2  # points of an answer that are read by somebody in a hurry
SINCE = "What has happened since?"
_SAYS = "says|said|told|called|wrote|warned|promised|argued|announced|asked|denied|thanked"
_SAYS_AFTER = re.compile(rf"(?:,[^,]+,)? (?:also )?(?:{_SAYS})\b")
_SAYS_BEFORE = re.compile(rf"\b(?:{_SAYS}) (?:[\w’'-]+ ){{0,3}}$")
_GOES_ON = re.compile(r"(?:['’]s)?,? [a-z]")  # after a name in a sentence; after a byline a sentence begins

Ask = Callable[[str], Briefing]
"""Answers a question in the light of the briefing just given, without remembering it."""
Holds = Callable[[str], bool]
"""Whether a sentence holds what a question asks for."""

_NUMBER = r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|thousands)\b)"


class Count(NamedTuple):
    """A question about a number, and when a sentence answers it: it holds one of `words`, which is told at once, and `pattern`."""

    question: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def answered(self, sentence: str) -> bool:
        """Whether the sentence answers the question."""
        return any(word in sentence for word in self.words) and self.pattern.search(sentence) is not None


# Where something did harm, and of any subject.
_HARMS = (
    Count(
        "How many people died?",
        ("killed", "killing", "died", "dead", "death", "bodies"),
        re.compile(rf"{_NUMBER}.*\b(?:killed|died|dead|deaths?|bodies)\b|\b(?:killed|killing) .*{_NUMBER}"),
    ),
    Count(
        "How many were hurt?",
        ("injur", "hurt", "wound"),
        re.compile(rf"{_NUMBER}.*\b(?:injured|hurt|wounded)\b|\b(?:injured|injuring|wounded) .*{_NUMBER}"),
    ),
    Count("How strong was it?", ("agnitude", "ategory"), re.compile(r"\b[Mm]agnitude\b.*\d|\b[Cc]ategory \d\b")),
)
_COUNTS = (
    Count(
        "How much does it cost?",
        ("cost", "price", "worth"),
        re.compile(r"(?=.*\b(?:costs?|price|worth)\b).*(?:[$£€]\s?\d|\d .*\b(?:dollars|euros|pounds)\b)"),
    ),
    Count(
        "How many votes were there?",
        (" vote", " by ", " to "),
        re.compile(r"\d+ votes|\b\d[\d.]* (?:percent|%) of the (?:\w+ )?vote|\bby \d+ to \d+\b|\b\d+ to \d+\b.*\bvote"),
    ),
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
        room = len(found) < (ENOUGH if answer is None else MOST)
        if room and _new(offer.question, briefing) and _answered(ask(offer.question), answer, briefing):
            found.append(offer)
    return tuple(found)


def _candidates(briefing: Briefing, beside: Sequence[str]) -> Iterator[tuple[Offer, Holds | None]]:
    """Questions that the sentences beside give reason for, each with what its answer has to hold; None: anything new."""
    shown = " ".join(point.text for point in briefing.points)
    subject = _subject(briefing)
    harms = _HARMS if _HARM.search(shown) else ()
    for count in (*harms, *_COUNTS):
        telling = filter(count.answered, beside)
        if any(count in harms or not subject.isdisjoint(terms(sentence)) for sentence in telling):
            yield Offer(_label(count.question), count.question), count.answered
            break
    for person in _people(beside, shown):
        says, names = partial(_says, person.split()[-1]), partial(_names, person.split()[-1])
        if any(map(says, beside)):
            yield Offer(person, f"What does {person} say?"), says
        else:
            yield Offer(person, f"What about {person}?"), names
    yield Offer(_("Since then"), SINCE), None


def _says(surname: str, sentence: str) -> bool:
    """Whether it tells what the person of this surname says."""
    before, _, after = sentence.partition(surname)
    return bool(after and (_SAYS_AFTER.match(after) or _SAYS_BEFORE.search(before)))


def _names(surname: str, sentence: str) -> bool:
    return re.search(rf"\b{re.escape(surname)}\b", sentence) is not None


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
        name
        for sentence in beside
        for name, _ in things_in(sentence, PERSON)
        if name.split()[-1] not in shown and _GOES_ON.match(sentence.partition(name)[2])
    )
    return [name for name, _ in named.most_common(PEOPLE)]


def _new(question: str, briefing: Briefing) -> bool:
    """Whether the question asks for something else than the one just answered."""
    return not terms(question) or not set(terms(question)) <= set(briefing.query.terms)


def _answered(found: Briefing, answer: Holds | None, before: Briefing) -> bool:
    if found.remark:
        return False
    shown = {(p.article, n) for p in before.points for n in range(p.first, p.last + 1)}
    fresh = [p for p in found.points[:BEST] if any((p.article, n) not in shown for n in range(p.first, p.last + 1))]
    if answer is None:
        subject = _subject(before)
        return any(len(subject & set(terms(p.text))) >= min(2, len(subject)) for p in fresh)
    return any(p.article == before.points[0].article and answer(p.text) for p in fresh)
