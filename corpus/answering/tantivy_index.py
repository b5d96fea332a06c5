"""The index of articles on this machine's disk, by Tantivy.

Each article is one document of term numbers as words, so that database and index agree on what a term is.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import tantivy
from tantivy import FieldType, Occur, Query

from corpus.answering.candidates import UNDATED, Candidate, Held, Wanted, minute
from corpus.archive.analysis import U32
from corpus.archive.records import Outline
from corpus.archive.store import Store
from corpus.errors import DatabaseError

VERSION = "1"  # of the schema below: a new one makes every index anew
ASKED = 8  # sets of terms whose query is kept: each question searches two or three times, for the same terms
HEAP = 60_000_000  # bytes of a writer's memory; more buys nothing at this document size
BATCH = 20_000  # documents between two commits of a catch-up: some seconds; what they make is searched as one piece


@cache
def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_unsigned_field("article", indexed=True, fast=True)
    build.add_unsigned_field("change", fast=True)
    build.add_integer_field("minute", indexed=True, fast=True)
    build.add_text_field("source", tokenizer_name="raw", index_option="basic")
    build.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    build.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    return build.build()


class _Sight(NamedTuple):
    """The index as it stood at a look, and the minute of its newest article by then."""

    searcher: tantivy.Searcher
    newest: int


def _sight(index: tantivy.Index) -> _Sight:
    searcher = index.searcher()
    newest = searcher.search(Query.all_query(), limit=1, count=False, order_by_field="minute").hits
    minutes = searcher.fast_field_values("minute", [address for _, address in newest])
    return _Sight(searcher, int(minutes[0] or 0) if minutes else UNDATED)


class TantivyIndex:
    """A `candidates.Index` in one folder; several processes may share it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder / f"v{VERSION}"
        self._store = store
        self._index, self._sight = self._open()

    def _open(self) -> tuple[tantivy.Index, _Sight]:
        """The index as it lies there; an empty one when there is none, or none that can be read."""
        try:
            for old in self._folder.parent.glob("v*"):
                if old != self._folder:
                    shutil.rmtree(old, ignore_errors=True)
            with suppress(ValueError, OSError):
                return self._read()
            shutil.rmtree(self._folder, ignore_errors=True)
            return self._read()
        except (ValueError, OSError) as error:
            raise _refused(error) from error

    def _read(self) -> tuple[tantivy.Index, _Sight]:
        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(_schema(), str(self._folder))
        sight = _sight(index)
        index.config_reader("manual")
        return index, sight

    def held(self) -> Held:
        """What it holds, after what other processes wrote was read; nothing where it was damaged."""
        try:
            self._look_again()
            searcher = self._sight.searcher
            newest = searcher.search(Query.all_query(), limit=1, count=False, order_by_field="change").hits
        except (ValueError, OSError):
            self._index, self._sight = self._open()
            return Held(0, 0)
        return Held(int(newest[0][0]) if newest else 0, searcher.num_docs)

    def _look_again(self) -> None:
        self._index.reload()
        self._sight = _sight(self._index)

    def catch_up(self, since: int) -> bool:
        """Index what changed after `since`, everything anew after 0; False when another process holds the writer."""
        try:
            writer = self._index.writer(HEAP, 1)
            if not since:
                writer.delete_all_documents()
            self._write(writer, since)
            self._look_again()
        except (ValueError, OSError) as error:
            if "LockBusy" in str(error):
                return False
            raise _refused(error) from error
        return True

    def _write(self, writer: tantivy.IndexWriter, since: int) -> None:
        self._drop(writer, since)
        for number, row in enumerate(self._store.changed(since)):
            if number and number % BATCH == 0:  # the last is left to the commit below, which waits for the disk
                writer.commit()
            writer.add_document(_document(row))
        self._drop(writer, since)  # what was replaced while the rows were read
        writer.commit()
        writer.wait_merging_threads()

    def _drop(self, writer: tantivy.IndexWriter, since: int) -> None:
        for article in self._store.removed(since):
            # By query: `delete_documents_by_term` does not find unsigned numbers (tantivy-py 0.27).
            writer.delete_documents_by_query(Query.term_query(_schema(), "article", article))

    def find(self, wanted: Wanted) -> list[Candidate]:
        """The articles with Tantivy's BM25, headline and body each scored by itself; ties in any order."""
        terms = _any_of(wanted.terms, wanted.title) if wanted.terms else None
        sight = self._sight
        clauses = self._filters(wanted, sight.newest)
        if terms and clauses:
            clauses.append((Occur.Should if wanted.places else Occur.Must, terms))
        hits = sight.searcher.search(
            # Terms alone are searched without those that cannot come first.
            terms if terms and not clauses else Query.boolean_query(clauses),
            limit=wanted.limit,
            count=False,
            order_by_field=None if terms else "minute",
        ).hits
        addresses = [address for _, address in hits]
        articles = sight.searcher.fast_field_values("article", addresses)
        minutes = sight.searcher.fast_field_values("minute", addresses)
        scores = [score for score, _ in hits] if terms else [0.0] * len(hits)
        return list(map(Candidate._make, zip(articles, scores, minutes, strict=True)))

    def _filters(self, wanted: Wanted, newest: int) -> list[tuple[Occur, Query]]:
        """What every article must be, whatever its score; `newest` is the last minute of any."""
        tests = []
        # A range that holds all is gone through all the same; without terms it is what there is to ask.
        if wanted.low > UNDATED or wanted.high < newest or not wanted.terms:
            tests.append(Query.range_query(_schema(), "minute", FieldType.Integer, wanted.low, wanted.high))
        for field, values in (("article", wanted.places), ("source", wanted.sources)):
            one_of = [Query.term_query(_schema(), field, value, "basic") for value in values]
            tests += [Query.boolean_query([(Occur.Should, query) for query in one_of])] if one_of else []
        return [(Occur.Must, Query.const_score_query(test, 0.0)) for test in tests]


@lru_cache(ASKED)
def _any_of(terms: tuple[tuple[int, float], ...], title: float) -> Query:
    """Articles with any of the terms, by their weights; each counts `title` times as much in the headline as in the body."""
    words = [
        Query.boost_query(Query.term_query(_schema(), field, str(term), "freq"), weight * boost)
        for term, weight in terms
        for field, boost in (("title", title), ("body", 1.0))
    ]
    return Query.boolean_query([(Occur.Should, word) for word in words])


def _refused(error: Exception) -> DatabaseError:
    if any(reason in str(error) for reason in ("Permission denied", "Read-only file system")):
        return DatabaseError("The data folder is read-only: make it writable, or name another with DATELINE_DATA_DIR.")
    return DatabaseError(
        "The search index cannot be written (is the disk full?): free some space and run it again; "
        "all articles stored so far are unharmed."
    )


def _document(row: Outline) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("article", row.id)
    document.add_unsigned("change", row.change)
    document.add_integer("minute", minute(row.published))
    document.add_text("source", row.source)
    document.add_text("title", _numbers(row.analysis.title))
    document.add_text("body", _numbers(row.analysis.terms))
    return document


def _numbers(terms: U32) -> str:
    return " ".join(map(str, terms.tolist()))
