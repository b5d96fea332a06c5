"""Numbers that disagree: what several reports of one event give as the count that a question asks for, side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from corpus.answering import bridge
from corpus.answering.pool import Pool
from corpus.language import terms
from corpus.model import Figure, Hit, Kind, Query, dated

CLOSE = 6.0  # score below the best within which a sentence is heard
BETWEEN = 2  # words that may stand between a number and what it counts ("nine more people")
NEAR = 30  # days between two reports of one event
LIKELY = 5.0  # times that a number may be the middle one of all, or the middle one it: beyond that it counts a part
MOST = 4

_ASKED = re.compile(r"\bhow many\s+((?:[^\W\d_]+\s*){1,3})", re.IGNORECASE)
_WORDED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(
    r"(?:\b(?:more than|at least|over|nearly|about|around|almost|roughly|some|up to|as many as|fewer than|less than)\s)?"
    rf"(?<![$£€\d])\b(?:(?P<digits>\d[\d,.]*\d|\d)(?:\s(?P<scale>{'|'.join(_SCALES)}))?|(?P<word>{'|'.join(_WORDED)})(?:\s(?P<times>{'|'.join(_SCALES)}))?)\b(?!%)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDS = re.compile(r"[.,;:()–—]|\b(?:in|of|from|at|on|and|or|to|were|was|have|has|had)\b")
_ELSEWHERE = re.compile(r"\b(?:[Ii]n|[Aa]cross|[Aa]t)\s+(?:the\s+)?([A-Z][\w’'-]+)")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[;:–—]|,(?!\d)|\band\b")
# A number of a part, or of another time.
_ASIDE = re.compile(
    r"\balone\b|\b(?:hours|days|weeks|months|years) (?:after|ago|earlier|before)\b|"
    r"\bin (?:his|her|their|its|that|this|one|the) (?:state|county|city|town|village|province|region|district)\b",
    re.IGNORECASE,
)
# What is measured rather than counted: two such numbers seldom mean the same.
_MEASURES = frozenset(
    terms.terms("years months weeks days hours minutes seconds times steps percent miles feet degrees")
)
# What is counted while it goes on and by several people, unlike votes, medals and agreements.
_UNCERTAIN = frozenset(
    terms.terms(
        "kill die dead injure wound hurt missing miss displace evacuate flee destroy damage trap strand rescue arrest detain "
        "hostage abduct kidnap infect sick affect attend protest march deploy buried drown take hold"
    )
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a question counts: the terms of the noun, of all that is said of it and its names; other words for each."""

    noun: frozenset[str]
    rest: frozenset[str]
    names: frozenset[str]
    others: Mapping[str, frozenset[bridge.Phrase]]

    def said(self, term: str, held: Collection[str]) -> bool:
        """Whether a term, or another word for it, is among those held."""
        return term in held or any(held_all(phrase, held) for phrase in self.others.get(term, ()))

    def told_in(self, clause: Collection[str]) -> bool:
        """Whether a clause says all of what is counted that the question does, whoever and wherever it is."""
        return all(self.said(term, clause) for term in (self.rest - self.names or self.rest))


def held_all(phrase: bridge.Phrase, held: Collection[str]) -> bool:
    """Whether every term of a phrase is held."""
    return all(term in held for term in phrase)


def figures(query: Query, hits: Sequence[Hit], pool: Pool) -> tuple[Figure, ...]:
    """The different counts that different articles give, the newest first; () unless there are at least two.

    Heard are sentences that score nearly as well as the best and say of the thing counted what the question says of it,
    in reports near in time that are about all else in the question; a number far from the others counts something else.
    """
    wanted = _wanted(query)
    if query.kind is not Kind.COUNT or wanted is None:
        return ()
    found: dict[float, Figure] = {}
    articles: set[int] = set()
    for hit in hits:
        heard = hit.score >= hits[0].score - CLOSE and hit.article not in articles
        if heard and (counted := _counted(hit, wanted, pool)):
            value, figure = counted
            found[value] = max(found.get(value, figure), figure, key=_date)
            articles.add(hit.article)
    return _agreed(found)


def _wanted(query: Query) -> _Wanted | None:
    """What the question counts; None where it measures, or says nothing that could be held against a sentence."""
    asked = _ASKED.search(query.text)
    words = asked[1].split() if asked else []
    noun = next((found for word in words if (found := frozenset(terms.terms(word)))), frozenset())
    rest = [term for term in dict.fromkeys((*terms.terms(query.text), *query.terms)) if term not in noun]
    named = frozenset(query.names) - noun
    done = frozenset(rest) - named
    if not noun or not named or noun & _MEASURES or (done and done.isdisjoint(_UNCERTAIN)):
        return None
    return _Wanted(noun, frozenset(rest), named, bridge.read(query.text).others)


def _counted(hit: Hit, wanted: _Wanted, pool: Pool) -> tuple[float, Figure] | None:
    """The count that a sentence gives, as a number and as a figure; None where it speaks of something else."""
    stored = pool.articles[int(pool.owner[hit.row])]
    text, article = pool.text(hit.row), stored.article
    first, last = _neighbours(hit.row, pool)
    own, before, after = (set(terms.terms(each)) for each in (text, first, last))
    about = all(wanted.said(term, own | before | after | set(terms.terms(article.title))) for term in wanted.rest)
    named = all(wanted.said(name, own | before | set(terms.terms(article.title))) for name in wanted.names)
    years = _YEAR.findall(f"{first} {text}")
    past = article.published and any(year != str(article.published.day.year) for year in years)
    elsewhere = any(set(terms.terms(place)) - wanted.rest for place in _ELSEWHERE.findall(text))
    if not (about and named) or past or elsewhere or _ASIDE.search(text):
        return None
    return next(
        (
            (value, Figure(said, article.source, article.url, article.published))
            for value, said in _values(text, wanted)
        ),
        None,
    )


def _neighbours(row: int, pool: Pool) -> Iterator[str]:
    """The sentence before and the one after, "" where the article has none."""
    for other in (row - 1, row + 1):
        there = 0 <= other < len(pool.owner) and pool.owner[other] == pool.owner[row]
        yield pool.text(other) if there else ""


def _values(text: str, wanted: _Wanted) -> Iterator[tuple[float, str]]:
    """Numbers that stand shortly before what is counted, with what is said of it."""
    for number in _NUMBER.finditer(text):
        ahead = text[number.end() : number.end() + 60]
        pause = _ENDS.search(ahead)
        words = list(_WORD.finditer(ahead[: pause.start()] if pause else ahead))[: BETWEEN + 1]
        counted = next((word for word in words if wanted.noun & set(terms.terms(word.group()))), None)
        if counted and wanted.told_in(set(terms.terms(_clause(text, number))) - wanted.noun):
            yield _number(number), number.group()


def _clause(text: str, number: re.Match[str]) -> str:
    """The part of a sentence, between commas and the like, in which a number stands."""
    start = max((pause.end() for pause in _CLAUSE.finditer(text, 0, number.start())), default=0)
    end = _CLAUSE.search(text, number.end())
    return text[start : end.start() if end else None]


def _number(found: re.Match[str]) -> float:
    if found["word"]:
        return (_WORDED.index(found["word"].lower()) + 2) * _SCALES.get((found["times"] or "").lower(), 1.0)
    return float(found["digits"].replace(",", "").rstrip(".")) * _SCALES.get((found["scale"] or "").lower(), 1.0)


def _agreed(found: Mapping[float, Figure]) -> tuple[Figure, ...]:
    """The figures of one event, the newest first."""
    if len(found) < 2:
        return ()
    middle = median(found)
    likely = [figure for value, figure in found.items() if value * LIKELY >= middle and value <= middle * LIKELY]
    newest_first = sorted(likely, key=_date, reverse=True)
    newest = newest_first[0].published if newest_first else None
    same = [
        figure
        for figure in newest_first
        if newest and figure.published and _days(newest.day, figure.published.day) <= NEAR
    ]
    return tuple(same[:MOST]) if len(same) > 1 else ()


def _date(figure: Figure) -> str:
    return dated(figure.published)


def _days(one: date, other: date) -> int:
    return abs((one - other).days)
