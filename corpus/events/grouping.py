"""Articles of the archive grouped by event: what `stories` decides about their terms, asked of the store."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.archive.records import Outline
from corpus.archive.store import Store
from corpus.events import likeness, stories
from corpus.events.wordings import Term
from corpus.model import Card, Story


def grouped(outlines: Sequence[Outline], store: Store) -> list[Story]:
    """The stories that these articles tell, those with most sources first; which terms are rare the whole archive says."""
    openings = {o.id: o.analysis.terms[: likeness.OPENING].tolist() for o in outlines}
    titles = {o.id: o.analysis.title.tolist() for o in outlines}
    reports = [likeness.Report(o.id, o.source, o.published, titles[o.id], openings[o.id]) for o in outlines]
    terms = sorted({term for held in (openings, titles) for numbers in held.values() for term in numbers})
    archive = likeness.Archive(store.totals().articles, dict[Term, int](store.article_spread(terms).items()))
    cards = {o.id: Card(o.id, o.title, o.source, o.url, o.published) for o in outlines}
    return [Story(tuple(cards[number] for number in group)) for group in stories.group(reports, archive=archive)]
