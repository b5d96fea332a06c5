"""Articles put in, brought up to date and taken out, with the counts that follow them.

Every function works in the caller's transaction; `Store` sees to it that one writes at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from corpus.archive import rows
from corpus.archive.analysis import Analysed, Analysis
from corpus.archive.dictionary import Dictionary, chunks, unlearn
from corpus.archive.tables import ARTICLES, REMOVED, TOTALS


def add(connection: Connection, dictionary: Dictionary, batch: Sequence[Analysed], now: datetime) -> list[Analysed]:
    """Put in those of `batch` that are not there yet, and return them; the first real article sends the samples away."""
    fresh = _unknown(connection, batch)
    totals = rows.totals(connection)
    real = [item for item in fresh if not item.draft.sample]
    if real or totals.articles > totals.samples:
        fresh = real
    if real and totals.samples:
        _remove(connection, ARTICLES.c.sample.is_(sa.true()))
    if fresh:
        _insert(connection, dictionary, fresh, now)
    return fresh


def put(connection: Connection, dictionary: Dictionary, batch: Sequence[Analysed], now: datetime) -> tuple[int, int]:
    """As `add`, but newer texts take the place of stored ones, as of `Store.put`; how many are new, how many did."""
    stale = _stale(connection, batch)
    _remove(connection, ARTICLES.c.id.in_([row.id for row in stale.values()]))
    fresh = add(connection, dictionary, [_dated_as(item, stale.get(item.url_key)) for item in batch], now)
    updated = [stale[item.url_key] for item in fresh if item.url_key in stale]
    _succeed(connection, updated)
    return len(fresh) - len(updated), len(updated)


def retire(connection: Connection, first: date | None, most: int, limit: int) -> int:
    """Take out the oldest articles, as of `Store.retire`; how many."""
    came = sa.func.date(ARTICLES.c.fetched_at, type_=sa.Date)
    day = sa.func.coalesce(ARTICLES.c.published_day, came, type_=sa.Date)
    oldest = sa.select(ARTICLES.c.id).where(ARTICLES.c.sample.is_(sa.false())).order_by(day, ARTICLES.c.id)
    totals = rows.totals(connection)
    beyond = max(0, totals.articles - totals.samples - most) if most else 0
    gone = set(connection.scalars(oldest.limit(min(beyond, limit)))) if beyond else set()
    if first is not None:
        undated = sa.and_(ARTICLES.c.published_day.is_(None), came < first)
        gone |= set(connection.scalars(oldest.where(sa.or_(ARTICLES.c.published_day < first, undated)).limit(limit)))
    _remove(connection, ARTICLES.c.id.in_(gone))
    if gone:
        _forget_removals(connection)
    return len(gone)


def _unknown(connection: Connection, batch: Sequence[Analysed]) -> list[Analysed]:
    """Those of `batch` that are neither stored nor twice in it."""
    urls = rows.present(connection, ARTICLES.c.url_key, [item.url_key for item in batch if item.url_key])
    texts = rows.present(connection, ARTICLES.c.text_key, [item.text_key for item in batch])
    fresh = []
    for item in batch:
        if item.text_key in texts or item.url_key in urls:
            continue
        fresh.append(item)
        texts.add(item.text_key)
        if item.url_key:
            urls.add(item.url_key)
    return fresh


def _insert(connection: Connection, dictionary: Dictionary, fresh: Sequence[Analysed], now: datetime) -> None:
    change = rows.totals(connection).change
    numbers = dictionary.learn(connection, fresh)
    made = [
        rows.row(item, item.analysis.renumbered(own), place, now)
        for place, (item, own) in enumerate(zip(fresh, numbers, strict=True), change + 1)
    ]
    connection.execute(sa.insert(ARTICLES), made)
    _count_totals(
        connection,
        change=len(made),
        articles=len(made),
        samples=sum(item.draft.sample for item in fresh),
        sentences=sum(len(item.analysis.starts) for item in fresh),
        terms=sum(len(item.analysis.terms) for item in fresh),
    )


def _remove(connection: Connection, which: sa.ColumnElement[bool]) -> None:
    columns = (ARTICLES.c.id, ARTICLES.c.sample, ARTICLES.c.analysis)
    found = connection.execute(sa.select(*columns).where(which)).all()
    if not found:
        return
    change = rows.totals(connection).change
    analyses = [Analysis.unpack(row.analysis) for row in found]
    connection.execute(sa.delete(ARTICLES).where(which))
    gone = [{"article": row.id, "change": place} for place, row in enumerate(found, change + 1)]
    connection.execute(sa.insert(REMOVED), gone)
    unlearn(connection, analyses)
    _count_totals(
        connection,
        change=len(found),
        articles=-len(found),
        samples=-sum(bool(row.sample) for row in found),
        sentences=-sum(len(analysis.starts) for analysis in analyses),
        terms=-sum(len(analysis.terms) for analysis in analyses),
    )


def _stale(connection: Connection, batch: Sequence[Analysed]) -> dict[str, Any]:
    """The stored articles, by URL key, that one of `batch` brings up to date."""
    names = ("id", "url_key", "text_key", "title", "fetched_at", "updated_from", "published_day", "published_at")
    columns = [*(ARTICLES.c[name] for name in names), sa.func.length(ARTICLES.c.text).label("length")]
    found: dict[str, Any] = {
        row.url_key: row
        for chunk in chunks([item.url_key for item in batch if item.url_key])
        for row in connection.execute(sa.select(*columns).where(ARTICLES.c.url_key.in_(chunk)))
    }
    owners = _owners(connection, batch)
    own = (item for item in batch if item.url_key in found and owners[item.text_key] == {item.url_key})
    return {item.url_key: found[item.url_key] for item in own if _renews(item, found[item.url_key])}


def _owners(connection: Connection, batch: Sequence[Analysed]) -> dict[bytes, set[str]]:
    """By text key the URL keys under which a text of `batch` comes or is stored: one of several articles is none's own."""
    owners: dict[bytes, set[str]] = {}
    for item in batch:
        owners.setdefault(item.text_key, set()).add(item.url_key)
    columns = (ARTICLES.c.text_key, ARTICLES.c.url_key)
    for chunk in chunks(list(owners)):
        for row in connection.execute(sa.select(*columns).where(ARTICLES.c.text_key.in_(chunk))):
            owners[row.text_key].add(row.url_key or "")
    return owners


def _renews(item: Analysed, row: Any) -> bool:
    other = item.text_key != row.text_key or item.draft.title != row.title
    return other and 2 * len(item.draft.text) >= int(row.length)


def _dated_as(item: Analysed, former: Any) -> Analysed:
    published = rows.published(former) if former else None
    return replace(item, draft=replace(item.draft, published=published)) if published else item


def _succeed(connection: Connection, former: Iterable[Any]) -> None:
    """Note that the articles which now have these rows' URL keys took their places."""
    for row in former:
        this = ARTICLES.c.url_key == row.url_key
        heir = connection.execute(sa.select(ARTICLES.c.id).where(this)).scalar_one()
        connection.execute(sa.update(ARTICLES).where(this).values(updated_from=row.updated_from or row.fetched_at))
        connection.execute(sa.update(REMOVED).where(REMOVED.c.article == row.id).values(successor=heir))


def _forget_removals(connection: Connection) -> None:
    """Drop the notes on articles that went before any that is here had come: whatever follows has long seen them."""
    oldest = sa.select(sa.func.min(ARTICLES.c.change)).scalar_subquery()
    connection.execute(sa.delete(REMOVED).where(REMOVED.c.change < oldest))


def _count_totals(connection: Connection, **by: int) -> None:
    connection.execute(sa.update(TOTALS).values({name: TOTALS.c[name] + count for name, count in by.items()}))
