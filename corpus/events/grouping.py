"""Articles of the archive grouped by event: what `stories` decides about their terms, asked of the store."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.archive.records import Outline
from corpus.archive.store import Store
from corpus.events import stories
from corpus.events.likeness import OPENING, Archive, Report
from corpus.events.wordings import Term
from corpus.model import Card, Story


def grouped(outlines: Sequence[Outline], store: Store) -> list[Story]:
    """The stories that these articles tell, those with most sources first; which terms are rare the whole archive says."""
    reports = [Report.of(o.id, o.source, o.published, o.analysis) for o in outlines]
    read = [part for o in outlines for part in (o.analysis.title, o.analysis.terms[:OPENING])]
    terms = np.unique(np.concatenate([np.zeros(0, dtype=np.uint32), *read])).tolist()
    archive = Archive(store.totals().articles, dict[Term, int](store.article_spread(terms).items()))
    cards = {o.id: Card(o.id, o.title, o.source, o.url, o.published) for o in outlines}
    return [Story(tuple(cards[number] for number in group)) for group in stories.group(reports, archive=archive)]
