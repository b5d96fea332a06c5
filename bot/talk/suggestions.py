"""Follow-ups worth asking after an answer, made from what its articles say beside it. Pure, but for the one callable."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from bot.model import Offer
from bot.talk.promises import COUNTS, HARMS, SINCE, of_person, telling
from bot.words import _
from corpus.answering import subject, things
from corpus.answering.answers import PERSON
from corpus.answering.contents import things_in
from corpus.language.terms import terms
from corpus.lexicon import lexicon
from corpus.model import Briefing, Kind

MOST = 3
ENOUGH = 2  # beside which it is not asked what happened since, where a button for the newest tells that as well
PEOPLE = 2
_GOES_ON = re.compile(r"(?:['’]s)?,? [a-z]")  # after a name in a sentence; after a byline a sentence begins
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž\d]\w*")  # or a number, as in "50 Cent"
_HARM = re.compile(
    r"\b(?:kill|die[ds]\b|dead|death|attack|strike|struck|crash|collaps|fire|flood|storm|quake|shot|shoot|explo|bomb|"
    r"landslide|outbreak|war\b|accident|wreck|riot)",
    re.IGNORECASE,
)


def suggestions(
    briefing: Briefing, beside: Mapping[int, str], on_it: AbstractSet[int], since: Callable[[], bool]
) -> tuple[Offer, ...]:
    """At most MOST questions: a number, what a person says or does, what happened since.

    `beside` are the sentences that the briefing's first article holds and the answer did not show, by their number; those
    `on_it` hold a word of the subject. One of them answers each question, and is told when it is asked (`promises`); whether
    anything has happened since is asked of `since`, where there is room. Nothing that was just asked is suggested.
    """
    if briefing.abstained:
        return ()
    near = _of_its_part(briefing, beside, on_it)
    found = [offer for offer in _offers(briefing, near, on_it) if _new(offer.question, briefing)]
    alone = len({point.article for point in briefing.points}) == 1  # then there is no such button
    if (alone or len(found) < ENOUGH) and since():
        found.insert(0 if alone else len(found), Offer(_("Since then"), SINCE))
    return tuple(found[:MOST])


def _of_its_part(briefing: Briefing, beside: Mapping[int, str], on_it: AbstractSet[int]) -> Mapping[int, str]:
    """The sentences beside the answer; of a roundup, few of whose sentences are on the subject, those next to what was shown."""
    article = briefing.points[0].article
    shown = {n for p in briefing.points if p.article == article for n in range(p.first, p.last + 1)}
    if len(shown) + len(on_it & beside.keys()) >= subject.ON_IT * (len(shown) + len(beside)):
        return beside
    return {n: sentence for n, sentence in beside.items() if any(abs(n - at) <= subject.CLOSE for at in shown)}


def _offers(briefing: Briefing, beside: Mapping[int, str], on_it: AbstractSet[int]) -> Iterator[Offer]:
    """Questions that one of the sentences beside answers: one about a number, and one about each of PEOPLE."""
    shown = " ".join(point.text for point in briefing.points)
    harms = HARMS if _HARM.search(shown) else {}
    for question in (*harms, *COUNTS):
        first = telling(question, beside)[:1]  # which is the one that is told
        if first and (question in harms or first[0] in on_it):
            yield Offer(_label(question), question)
            break
    for person in _people(beside.values(), shown):
        answered = [question for question in of_person(person) if telling(question, beside)]
        yield from (Offer(person, question) for question in answered[:1])


def _label(question: str) -> str:
    """A question about a number as short as a button."""
    return {
        "How many people died?": _("How many died?"),
        "How many were hurt?": _("How many hurt?"),
        "How strong was it?": _("How strong?"),
        "How much does it cost?": _("The cost?"),
        "How many votes were there?": _("How many votes?"),
    }[question]


def _people(beside: Iterable[str], shown: str) -> list[str]:
    """The persons of whom these sentences tell most and the answer nothing; no bylines, after which a sentence begins."""
    named = Counter(
        name
        for sentence in beside
        if not _firsts().isdisjoint(_CAPITALISED.findall(sentence))  # most name nobody: a tenth of the time
        for name, _ in things_in(sentence, PERSON)
        if name.split()[-1] not in shown and _GOES_ON.match(sentence.partition(name)[2])
    )
    return [name for name, _ in named.most_common(PEOPLE)]


@cache
def _firsts() -> frozenset[str]:
    """The words with which the names of persons begin."""
    return frozenset(_CAPITALISED.findall(" ".join(lexicon().names.keys() | things.capitals(PERSON))))


def _new(question: str, briefing: Briefing) -> bool:
    """Whether the question asks for something else than the one just answered, in whatever words that asked for a number."""
    told = dict(enumerate(point.text for point in briefing.points))
    counted = briefing.query.kind is Kind.COUNT and question in (*HARMS, *COUNTS) and telling(question, told)
    return not (counted or set(terms(question)) <= set(briefing.query.terms))
