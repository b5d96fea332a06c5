"""The running totals, counted again from what the articles hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple

import sqlalchemy as sa

from corpus.archive.analysis import Analysis
from corpus.archive.store import Store


def counted(store: Store) -> tuple[tuple[int, ...], dict[int, tuple[int, ...]]]:
    """(articles, samples, sentences, terms) of all articles, and for each term number its sentences, articles, headlines."""
    with store.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT sample, sentences, analysis FROM articles")).all()
    sentences, articles, headlines, words = Counter[int](), Counter[int](), Counter[int](), 0
    for row in rows:
        analysis = Analysis.unpack(row.analysis)
        cuts = analysis.counts.cumsum().tolist()
        within = [set(analysis.terms[a:b].tolist()) for a, b in zip([0, *cuts], cuts, strict=False)]
        sentences.update(number for row_terms in within for number in row_terms)
        articles.update(set().union(*within, analysis.title.tolist()))
        headlines.update(set(analysis.title.tolist()))
        words += len(analysis.terms)
    totals = (len(rows), sum(row.sample for row in rows), sum(row.sentences for row in rows), words)
    return totals, {number: (sentences[number], count, headlines[number]) for number, count in articles.items()}


def kept(store: Store) -> tuple[tuple[int, ...], dict[int, tuple[int, ...]]]:
    """The same as the store keeps them."""
    with store.engine.connect() as connection:
        rows = connection.execute(
            sa.text("SELECT id, sentences, articles, headlines FROM terms WHERE articles <> 0")
        ).all()
    return astuple(store.totals())[1:], {row.id: (row.sentences, row.articles, row.headlines) for row in rows}


def assert_true(store: Store) -> None:
    """The totals are what the articles hold, every term of theirs has its one number, and no article is there twice."""
    assert kept(store) == counted(store)
    with store.engine.connect() as connection:
        distinct = "SELECT count(*), count(DISTINCT text_key), count(url_key), count(DISTINCT url_key) FROM articles"
        articles, texts, urls, addresses = connection.execute(sa.text(distinct)).one()
        wrong = "SELECT count(*) FROM terms WHERE sentences < 0 OR articles < 0 OR headlines NOT BETWEEN 0 AND articles"
        strays = connection.execute(sa.text(wrong)).scalar()
    assert (texts, addresses, strays) == (articles, urls, 0)
