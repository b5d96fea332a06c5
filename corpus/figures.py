"""Numbers that disagree: what several reports give as the count that a question asks for, side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import terms
from corpus.model import Figure, Hit, Kind, Query
from corpus.pool import Pool

CLOSE = 4.0  # score below the best within which a sentence is taken to speak of the same count
BETWEEN = 2  # words that may stand between a number and what it counts ("nine more people")
MOST = 4

_ASKED = re.compile(r"\bhow many\s+((?:[^\W\d_]+\s*){1,3})", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:(\d[\d,.]*\d|\d)(?:\s(hundred|thousand|million|billion))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[.,;:–—]")
_WORD = re.compile(r"[^\W\d_]+")


def figures(query: Query, hits: Sequence[Hit], pool: Pool) -> tuple[Figure, ...]:
    """The different counts that different articles give, the newest first; () unless there are at least two.

    Only sentences that score nearly as well as the best are heard, and only numbers that stand before what is counted.
    """
    counted = _counted(query)
    if query.kind is not Kind.COUNT or not counted or not hits:
        return ()
    found: dict[tuple[str, ...], Figure] = {}
    articles: set[int] = set()
    for hit in sorted(hits, key=lambda hit: hit.article, reverse=True):
        if hit.score < hits[0].score - CLOSE or hit.article in articles:
            continue
        for value in _values(pool.text(hit.row), counted):
            article = pool.articles[int(pool.owner[hit.row])].article
            figure = Figure(value, article.source, article.url, article.published)
            key = tuple(terms.terms(value))
            found[key] = max(found.get(key, figure), figure, key=_when)
            articles.add(hit.article)
    if len(found) < 2:
        return ()
    return tuple(sorted(found.values(), key=_when, reverse=True)[:MOST])


def _when(figure: Figure) -> str:
    return figure.published.isoformat() if figure.published else ""


def _counted(query: Query) -> set[str]:
    """The terms of what is counted: "people" of "how many people died"; the first noun that holds a term."""
    asked = _ASKED.search(query.text)
    words = asked[1].split() if asked else []
    return next((found for word in words if (found := set(terms.terms(word)))), set())


def _values(text: str, counted: set[str]) -> list[str]:
    """Numbers of the text that stand at most BETWEEN words before what is counted."""
    found = []
    for number in _NUMBER.finditer(text):
        after = _WORD.findall(
            text[number.end() : number.end() + 60].split(".", maxsplit=1)[0].split(",", maxsplit=1)[0]
        )[: BETWEEN + 1]
        if any(set(terms.terms(word)) & counted for word in after):
            found.append(number.group())
    return found
