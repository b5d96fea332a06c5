"""What else would rank a million sentences, each over the same terms of the same sentences; run in a process of its own.

    python -m benchmarks.speed.rivals NAME DATA_DIR QUESTIONS.jsonl

Each gives the ten best sentences by its own BM25 (PostgreSQL by ts_rank), and neither reads dates nor composes an answer.
It prints a JSON object, with "missing" where it cannot be had on this machine.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.speed.asking import ZONE, opened, questions
from benchmarks.speed.machine import resident, summary
from benchmarks.speed.postgres import server

TOP = 10
PATIENCE, FEWEST, MOST = 5.0, 5, 200  # seconds of asking, and questions at least and at most

Row = list[str]
Search = Callable[[Row], object]


class _Words(dict[int, str]):
    def __missing__(self, number: int) -> str:
        self[number] = word = f"t{number}"
        return word


def sentences(data: Path) -> Iterator[Row]:
    """The terms of every sentence, as words."""
    words = _Words()  # each once: a million sentences hold eleven million
    for outline in opened(data).store.changed(0):
        terms = [words[number] for number in outline.analysis.terms.tolist()]
        ends = np.cumsum(outline.analysis.counts).tolist()
        yield from (terms[begin:end] for begin, end in zip([0, *ends], ends, strict=False))


def queries(data: Path, path: Path) -> list[Row]:
    """The same terms of the questions, as the archive reads them."""
    newsroom = opened(data)
    read = [newsroom.read(question, at, ZONE).terms for question, at in questions(path)[:MOST]]
    return [[f"t{term.id}" for term in newsroom.store.terms(terms).values()] for terms in read]


def rank_bm25(rows: Iterator[Row]) -> Iterator[Search]:
    """rank-bm25 over all sentences."""
    from rank_bm25 import BM25Okapi  # noqa: PLC0415

    index = BM25Okapi(list(rows))
    yield lambda query: np.argpartition(-index.get_scores(query), TOP)[:TOP]


def bm25s(rows: Iterator[Row]) -> Iterator[Search]:
    """bm25s on NumPy: every score worked out before, an archive that cannot grow."""
    import bm25s as library  # noqa: PLC0415

    index = library.BM25(backend="numpy")
    index.index(list(rows), show_progress=False)
    yield lambda query: index.retrieve([query], k=TOP, show_progress=False, backend_selection="numpy")


def sqlite_fts5(rows: Iterator[Row]) -> Iterator[Search]:
    """SQLite's full text search, in a file."""
    with TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder) / "fts.db")
        connection.execute("CREATE VIRTUAL TABLE s USING fts5(body, content='')")
        connection.executemany("INSERT INTO s(rowid, body) VALUES (?, ?)", enumerate(map(" ".join, rows), 1))
        connection.commit()
        ask = f"SELECT rowid FROM s WHERE s MATCH ? ORDER BY rank LIMIT {TOP}"  # noqa: S608  (a number of ours)
        yield lambda query: connection.execute(ask, (" OR ".join(query),)).fetchall()
        connection.close()


def postgresql(rows: Iterator[Row]) -> Iterator[Search]:
    """PostgreSQL's full text search, with a GIN index."""
    with server() as connection:
        connection.execute("CREATE TABLE raw (id int, body text)")
        with connection.cursor().copy("COPY raw FROM STDIN") as copy:
            for number, row in enumerate(rows):
                copy.write_row((number, " ".join(row)))
        connection.execute("CREATE TABLE s AS SELECT id, to_tsvector('simple', body) AS v FROM raw")
        connection.execute("CREATE INDEX ON s USING gin(v)")
        connection.execute("ANALYZE s")
        ask = f"SELECT id FROM s, to_tsquery('simple', %s) q WHERE v @@ q ORDER BY ts_rank(v, q) DESC LIMIT {TOP}"  # noqa: S608
        yield lambda query: connection.execute(ask, (" | ".join(query),)).fetchall()


def bare_tantivy(rows: Iterator[Row]) -> Iterator[Search]:
    """Tantivy, a sentence a document."""
    import tantivy  # noqa: PLC0415

    build = tantivy.SchemaBuilder()
    build.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    schema = build.build()
    with TemporaryDirectory() as folder:
        index = tantivy.Index(schema, folder)
        writer = index.writer(60_000_000, 1)
        for row in rows:
            document = tantivy.Document()
            document.add_text("body", " ".join(row))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher, query_of, should = index.searcher(), tantivy.Query, tantivy.Occur.Should

        def search(query: Row) -> object:
            wanted = [(should, query_of.term_query(schema, "body", term, "freq")) for term in query]
            return searcher.search(query_of.boolean_query(wanted), limit=TOP, count=False).hits

        yield search


RIVALS = {
    "rank-bm25": rank_bm25,
    "PostgreSQL": postgresql,
    "SQLite FTS5": sqlite_fts5,
    "bm25s": bm25s,
    "Tantivy": bare_tantivy,
}
# Sentences beyond which they are left out: they keep all in memory, several GB for a million.
MOST_SENTENCES = {"rank-bm25": 1_200_000, "bm25s": 1_200_000}
SERVED = {"PostgreSQL"}  # works in processes of its own, whose CPU is not seen here


def asked(search: Search, wanted: Sequence[Row]) -> list[tuple[float, float]]:
    """How long each question takes by the clock and of our CPU, in milliseconds, until patience or questions are at an end."""
    search(wanted[0])
    found: list[tuple[float, float]] = []
    deadline = time.monotonic() + PATIENCE
    for query in wanted:
        if len(found) >= FEWEST and time.monotonic() > deadline:
            break
        started, used = time.perf_counter(), time.thread_time()
        search(query)
        found.append(((time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000))
    return found


def main(name: str, data: Path, path: Path) -> None:
    """Build, ask, print."""
    if opened(data).store.totals().sentences > MOST_SENTENCES.get(name, math.inf):
        print(json.dumps({"missing": f"more than {MOST_SENTENCES[name]:,} sentences would fill the memory"}))
        return
    wanted = [query for query in queries(data, path) if query]
    started = time.perf_counter()
    try:
        built = RIVALS[name](sentences(data))
        search = next(built)
        building = time.perf_counter() - started
        found = asked(search, wanted)
        told = summary([wall for wall, _ in found], building=building, memory=resident(os.getpid()))
        within = name not in SERVED
        print(json.dumps({**told, "cpu": summary([cpu for _, cpu in found])} if within else told))
        next(built, None)
    except (ImportError, FileNotFoundError) as error:
        print(json.dumps({"missing": str(error)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
