"""The year that a question names, and what a sentence of another year loses: prizes, cups and elections come again. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import numpy as np

from corpus.answering.pool import Floats, Ints, Pool
from corpus.model import Article, Query, Window

# Taken in steps, on questions that name a year, asked in their week and years later: twice as much does worse in either.
OTHER = 0.5  # score that a sentence loses for naming other years and not this one
ELSEWHEN = 0.3  # and for being of another year, where neither it nor its headline names this one

# Not of a date, nor one end of a stretch.
_ALONE = re.compile(
    r"(?<!, )(?<!since )(?<!until )(?<!till )(?<!from )(?<!before )(?<!after )(?<!by )\b(?:19|20)\d\d\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asked(query: Query) -> str:
    """The year that a question which stands alone names; "" for none or several, which may be of anything."""
    named = set() if query.places else set(_YEAR.findall(query.text))
    return named.pop() if len(named) == 1 else ""


def past(query: Query) -> Window | None:
    """That year as a time, where it is over and the question is of no other time: "the 2022 finals", "first since 2017" not."""
    year = asked(query)
    if not year or int(year) >= query.asked.year or not _ALONE.search(query.text):
        return None
    whole = Window(datetime(int(year), 1, 1, tzinfo=UTC), datetime(int(year) + 1, 1, 1, tzinfo=UTC), year)
    apart = query.window and (query.window.since, query.window.until) != (whole.since, whole.until)
    return None if apart else whole


def losses(query: Query, pool: Pool, rows: Ints) -> Floats:
    """What each row loses."""
    year = asked(query)
    if not year:
        return np.zeros(len(rows))
    articles = [pool.articles[owner].article for owner in pool.owner[rows].tolist()]
    return np.array([_loss(year, text, article) for text, article in zip(pool.texts(rows), articles, strict=True)])


def _loss(year: str, text: str, article: Article) -> float:
    if year in text:
        return 0.0
    elsewhen = year not in article.title and article.published is not None and str(article.published.day.year) != year
    return OTHER * (_YEAR.search(text) is not None) + ELSEWHEN * elsewhen
