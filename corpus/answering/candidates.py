"""Which articles may hold the answer: a Tantivy index of the articles' term numbers, made from the database and following it.

The index holds nothing of its own. Each article is one document of term numbers as words, so that database and index
agree on what a term is; when the index is missing, damaged or of another version it is made anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

import tantivy
from tantivy import FieldType, Occur, Query

from corpus.archive.analysis import U32
from corpus.archive.store import Outline, Store, Totals
from corpus.errors import DatabaseError
from corpus.model import Published, Window

VERSION = "1"  # of the schema below: a new one makes every index anew
HEAP = 60_000_000  # bytes of a writer's memory; more buys nothing at this document size
BATCH = 2_000  # documents between two commits of a catch-up
PATIENCE, PAUSE = 300.0, 0.02  # seconds that a patient caller waits for another process, and between two looks
MINUTE = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may hold the answer: its BM25 score, and the minute of its publication (None: undated)."""

    article: int
    score: float
    minute: int | None


def _schema() -> tantivy.Schema:
    build = tantivy.SchemaBuilder()
    build.add_unsigned_field("article", indexed=True, fast=True)
    build.add_unsigned_field("change", fast=True)
    build.add_integer_field("minute", indexed=True, fast=True)
    build.add_text_field("source", tokenizer_name="raw", index_option="basic")
    build.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    build.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    return build.build()


class Candidates:
    """The index in one folder, following one store. Safe to share between threads."""

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder / f"v{VERSION}"
        self._store = store
        self._schema = _schema()
        self._lock = Lock()
        self._index = self._open()
        self._change = -1  # the store's change number when the searcher was last brought up to date

    def _open(self) -> tantivy.Index:
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

    def _read(self) -> tantivy.Index:
        self._folder.mkdir(parents=True, exist_ok=True)
        index = tantivy.Index(self._schema, str(self._folder))
        index.searcher()
        index.config_reader("manual")
        return index

    def follow(self, told: Callable[[int], None] | None = None, *, patient: bool = False) -> Totals:
        """Bring the index up to the store's last change, and return the totals by then; `told` hears of articles indexed.

        Costs one small query when nothing changed. When another process is just writing the index, its work is used, by
        the next call; a `patient` caller waits for it. An index that was damaged meanwhile is made anew.
        """
        totals = self._store.totals()
        deadline = monotonic() + (PATIENCE if patient else 0)
        while totals.change != self._change and not self._brought_to(totals, told) and monotonic() < deadline:
            sleep(PAUSE)
        return totals

    def _brought_to(self, totals: Totals, told: Callable[[int], None] | None) -> bool:
        """Whether the index holds what the store held at `totals`, after doing what can be done for it."""
        with self._lock:
            try:
                self._index.reload()
                at = self._indexed()
            except (ValueError, OSError):
                self._index, at = self._open(), 0
            if at < totals.change and not self._catch_up(at, told):
                return False
            if not self._is_whole(totals) and not self._catch_up(0, told):
                return False
            self._change = totals.change
            return True

    def _indexed(self) -> int:
        """The last change that the index holds."""
        searcher = self._index.searcher()
        found = searcher.search(Query.all_query(), limit=1, count=False, order_by_field="change").hits
        return int(found[0][0]) if found else 0

    def _is_whole(self, totals: Totals) -> bool:
        """Whether the index holds as much as the store at `totals`, or the store has gone on since.

        It does not after a kill in the middle of a catch-up, or when the database was put back to an earlier state.
        """
        at = self._indexed()
        if at <= totals.change and self._index.searcher().num_docs == totals.articles:
            return True
        now = self._store.totals()
        return now != totals and at <= now.change

    def _catch_up(self, since: int, told: Callable[[int], None] | None) -> bool:
        """Index what changed after `since`, everything anew after 0; False when another process holds the writer.

        DatabaseError when the index cannot be written; what was committed before stays, and the next call goes on.
        """
        try:
            writer = self._index.writer(HEAP, 1)
            if not since:
                writer.delete_all_documents()
            self._write(writer, since, told or (lambda _: None))
            self._index.reload()
        except (ValueError, OSError) as error:
            if "LockBusy" in str(error):
                return False
            raise _refused(error) from error
        return True

    def _write(self, writer: tantivy.IndexWriter, since: int, told: Callable[[int], None]) -> None:
        rows = iter(self._store.changed(since))
        self._drop(writer, since)
        for number, batch in enumerate(iter(lambda: list(islice(rows, BATCH)), [])):
            if number:  # the last batch is left to the commit below: one article costs one, which waits for the disk
                writer.commit()
            for row in batch:
                writer.add_document(_document(row))
            told(len(batch))
        self._drop(writer, since)  # what was replaced while the rows were read
        writer.commit()
        writer.wait_merging_threads()

    def _drop(self, writer: tantivy.IndexWriter, since: int) -> None:
        for article in self._store.removed(since):
            # By query: `delete_documents_by_term` does not find unsigned numbers (tantivy-py 0.27).
            writer.delete_documents_by_query(Query.term_query(self._schema, "article", article))

    def find(
        self,
        terms: Iterable[tuple[int, float]],
        *,
        limit: int,
        until: datetime,
        since_days: float | None = None,
        window: Window | None = None,
        sources: Sequence[str] = (),
        title: float = 1.0,
        places: Sequence[int] = (),
    ) -> list[Candidate]:
        """The `limit` best articles for the weighted term numbers, best first; without terms the newest, all scored 0.

        None is published after `until`; `since_days` keeps to the last days before it. Undated articles are found as long as
        no time is asked for. `title` weighs the headline against the body; `places` keeps to these articles, whether or not
        they hold a term.
        """
        wanted = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, str(term), "freq"), weight * boost))
            for term, weight in terms
            for field, boost in (("title", title), ("body", 1.0))
        ]
        clauses = [(Occur.Must, self._between(until, since_days, window))]
        if places:
            one_of = [Query.term_query(self._schema, "article", place) for place in places]
            only = Query.boolean_query([(Occur.Should, query) for query in one_of])
            clauses += [(Occur.Must, Query.const_score_query(only, 0.0))]
        clauses += [(Occur.Should if places else Occur.Must, Query.boolean_query(wanted))] if wanted else []
        if sources:
            named = [(Occur.Should, Query.term_query(self._schema, "source", name, "basic")) for name in sources]
            clauses.append((Occur.Must, Query.const_score_query(Query.boolean_query(named), 0.0)))
        searcher = self._index.searcher()
        newest = None if wanted else "minute"
        hits = searcher.search(Query.boolean_query(clauses), limit=limit, count=False, order_by_field=newest).hits
        addresses = [address for _, address in hits]
        articles = searcher.fast_field_values("article", addresses)
        minutes = searcher.fast_field_values("minute", addresses)
        found = [
            Candidate(
                int(article or 0), float(score) if wanted else 0.0, None if minute == UNDATED else int(minute or 0)
            )
            for (score, _), article, minute in zip(hits, articles, minutes, strict=True)
        ]
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.article)) if wanted else found

    def _between(self, until: datetime, since_days: float | None, window: Window | None) -> Query:
        low = UNDATED if since_days is None else _minute_of(until - timedelta(days=since_days))
        high = _minute_of(until.replace(hour=23, minute=59))
        if window is not None:
            low = max(low, _minute_of(window.since) if window.since else UNDATED + 1)
            high = min(high, _minute_of(window.until) - 1) if window.until else high
        span = Query.range_query(self._schema, "minute", FieldType.Integer, low, high)
        return Query.const_score_query(span, 0.0)


UNDATED = -(10**9)


def minute(published: Published | None) -> int:
    """Minutes since 1970 in UTC. A bare day counts as its noon, which falls on that day in nearly every zone."""
    if published is None:
        return UNDATED
    if published.moment:
        return _minute_of(published.moment)
    return _minute_of(datetime(published.day.year, published.day.month, published.day.day, 12, tzinfo=UTC))


def _minute_of(moment: datetime) -> int:
    return int(moment.timestamp() // MINUTE)


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
