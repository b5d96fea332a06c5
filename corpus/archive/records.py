"""What the store gives: articles whole and in outline, and its running totals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from corpus.archive.analysis import Analysis
from corpus.model import Article, Point, Published


@dataclass(frozen=True, slots=True)
class Totals:
    """Running counts over all stored articles; `change` numbers the last change to any of them."""

    change: int
    articles: int
    samples: int
    sentences: int
    terms: int


@dataclass(frozen=True, slots=True)
class Stored:
    """An article with its analysis, its terms numbered by the dictionary.

    `updated_from` is when the text that this one replaced came in; None for an article whose text is its first.
    """

    article: Article
    analysis: Analysis
    updated_from: datetime | None = None

    def sentences(self) -> list[str]:
        """The sentences of its text, in order."""
        spans = zip(self.analysis.starts.tolist(), self.analysis.ends.tolist(), strict=True)
        return [self.article.text[start:end] for start, end in spans]

    def quoted(
        self, first: int, last: int, also: tuple[tuple[str, str], ...] = (), found: tuple[str, ...] = ()
    ) -> Point:
        """Its sentences `first..last`, as they stand in it; `also` and `found` as a point has them."""
        article = self.article
        return Point(
            text=article.text[int(self.analysis.starts[first]) : int(self.analysis.ends[last])],
            article=article.id,
            first=first,
            last=last,
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
            sample=article.sample,
            also=also,
            found=found,
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """An article without its text: what the index and the grouping of stories need."""

    id: int
    change: int
    title: str
    source: str
    url: str
    published: Published | None
    analysis: Analysis
