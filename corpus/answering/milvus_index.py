"""The index of articles on other machines, shared by all workers: a Milvus server or cluster.

Each article and each question is one sparse vector, made by `vectors`. The weights are ours, and not those of Milvus's own
full text search: that takes text and no weights, and counts documents within a segment, so that the score of an article
depends on where it lies.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from corpus import database
from corpus.answering import vectors
from corpus.answering.candidates import Candidate, Held, Wanted
from corpus.archive.store import Store
from corpus.errors import DatabaseError

if TYPE_CHECKING:
    from pymilvus import MilvusClient

ARTICLES = "dateline_1"  # the collection; a new number for other fields or weights makes the index anew
BATCH = 500  # articles that travel together: some 2 MB
SECONDS = 10.0  # for which an answer is waited, tries and all
FLUSHING = 300.0  # seconds in which a server writes down a large import
MOST = 16_384  # entries that Milvus gives at once
SPANS = [60 * 4**power for power in range(10)]  # minutes back in which the newest are looked for: an hour to 30 years
WRITING = 6_001  # the number of the advisory lock of the one that writes


class MilvusIndex:
    """A `candidates.Index` at an address such as `http://user:password@host:19530/database`, or in a file `….db`.

    DatabaseError where pymilvus is not installed or the server is out of reach.
    """

    def __init__(self, address: str, store: Store) -> None:
        self._store = store
        self._address = address
        self._client: MilvusClient | None = None
        with self._asked():
            pass

    @contextmanager
    def _asked(self) -> Iterator[MilvusClient]:
        """The client, with the collection at hand; what it and the network raise, as a DatabaseError.

        After that the collection is looked for anew, since a server that was started again may have lost or unloaded it.
        """
        client = self._client
        try:
            client = self._client = client or _connected(self._address)
            yield client
        except DatabaseError:
            raise
        except Exception as error:  # the client has no tree of its own for what the network does
            self._forget(client)
            raise DatabaseError(
                f"The search server does not answer as it should ({type(error).__name__}): look after it, or after "
                "DATELINE_SEARCH_URL; all articles are unharmed."
            ) from error

    def _forget(self, broken: MilvusClient | None) -> None:
        if broken is not None:
            broken.close()
        if self._client is broken:  # and no other thread has a new one
            self._client = None

    def held(self) -> Held:
        """What all workers together have brought in."""
        with self._asked() as client:
            marks = client.get(ARTICLES, ids=[vectors.MARK], output_fields=["minute"], timeout=SECONDS)
            counted = client.query(
                ARTICLES, filter=f"article > {vectors.MARK}", output_fields=["count(*)"], timeout=SECONDS
            )
        return Held(marks[0]["minute"] - vectors.BEYOND if marks else 0, counted[0]["count(*)"])

    def catch_up(self, since: int) -> bool:
        """Send what changed after `since`; False while another worker does.

        Twice is once, and the mark goes up with each batch, so that whoever comes next goes on there.
        """
        with database.alone(self._store.engine, WRITING) as mine:
            if mine:
                with self._asked() as client:
                    self._write(client, since)
        return mine

    def _write(self, client: MilvusClient, since: int) -> None:
        last = self._store.totals().change
        if not since:
            client.delete(ARTICLES, filter=f"article >= {vectors.MARK}", timeout=SECONDS)
        self._drop(client, since)
        rows = iter(self._store.changed(since))
        sent = 0
        for batch in iter(lambda: list(islice(rows, BATCH)), []):
            client.upsert(ARTICLES, [*map(vectors.entry, batch), vectors.mark(batch[-1].change)], timeout=SECONDS)
            sent += len(batch)
        self._drop(client, since)  # what was replaced while the rows were read
        client.upsert(ARTICLES, [vectors.mark(last)], timeout=SECONDS)
        if sent > BATCH:
            # Until then Milvus keeps what is new without an index, and looks through all of it at each question.
            client.flush(ARTICLES, timeout=FLUSHING)

    def _drop(self, client: MilvusClient, since: int) -> None:
        gone = self._store.removed(since)
        for start in range(0, len(gone), BATCH):
            client.delete(ARTICLES, ids=gone[start : start + BATCH], timeout=SECONDS)

    def find(self, wanted: Wanted) -> list[Candidate]:
        """The articles by inner product; those among the places that hold no term are asked for by number."""
        query = self._query(wanted)
        with self._asked() as client:
            found = _best(client, wanted, query) if query else []
            others = _newest(client, wanted) if wanted.places or not wanted.terms else []
        known = {candidate.article for candidate in found}
        return [*found, *(other for other in others if other.article not in known)][: wanted.limit]

    def _query(self, wanted: Wanted) -> dict[int, float]:
        known = self._store.entries([term for term, _ in wanted.terms])
        return vectors.question(wanted, known, self._store.totals().articles)


def _best(client: MilvusClient, wanted: Wanted, query: dict[int, float]) -> list[Candidate]:
    hits = client.search(
        ARTICLES,
        data=[query],
        anns_field="terms",
        limit=wanted.limit,
        filter=vectors.chosen(wanted, wanted.low),
        output_fields=["minute"],
        timeout=SECONDS,
    )[0]
    return [Candidate(hit["article"], hit["distance"], hit["entity"]["minute"]) for hit in hits]


def _newest(client: MilvusClient, wanted: Wanted) -> list[Candidate]:
    """Milvus does not sort by a field: longer and longer stretches of time until one holds enough."""
    rows: list[dict[str, int]] = []
    for low in (*(max(wanted.low, wanted.high - span) for span in SPANS), wanted.low):
        chosen = vectors.chosen(wanted, low)
        rows = client.query(ARTICLES, filter=chosen, output_fields=["article", "minute"], limit=MOST, timeout=SECONDS)
        if len(rows) >= wanted.limit or low == wanted.low:
            break
    rows = sorted(rows, key=lambda row: (-row["minute"], row["article"]))[: wanted.limit]
    return [Candidate(row["article"], 0.0, row["minute"]) for row in rows]


def _connected(address: str) -> MilvusClient:
    try:
        from pymilvus import MilvusClient  # noqa: PLC0415  (half a second that others need not wait)
    except ModuleNotFoundError as error:
        raise DatabaseError('Milvus needs one more package: pip install "dateline[milvus]"') from error
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it tells of each error besides raising it
    client = MilvusClient(address, timeout=SECONDS, dedicated=True)
    if not client.has_collection(ARTICLES, timeout=SECONDS):
        _create(client)
    client.load_collection(ARTICLES, timeout=SECONDS)
    return client


def _create(client: MilvusClient) -> None:
    from pymilvus import DataType  # noqa: PLC0415

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("article", DataType.INT64, is_primary=True)
    schema.add_field("minute", DataType.INT64)
    schema.add_field("source", DataType.INT64)
    schema.add_field("terms", DataType.SPARSE_FLOAT_VECTOR)
    indexes = client.prepare_index_params()
    indexes.add_index("terms", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    for field in ("minute", "source"):
        indexes.add_index(field, index_type="INVERTED")
    client.create_collection(ARTICLES, schema=schema, index_params=indexes, consistency_level="Strong", timeout=SECONDS)
