"""What `dateline feeds` and `dateline refresh` do with an open newsroom; each gives the lines to print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import groupby

from bot.looks import phrases
from bot.looks.markup import plain
from bot.looks.source_lines import added, health
from corpus.feeds import opml
from corpus.feeds.records import Source
from corpus.feeds.refresh import Report
from corpus.newsroom import Newsroom

NONE = "No feeds are followed yet: dateline feeds add URL, or dateline feeds import FILE.opml"


def listed(newsroom: Newsroom, now: datetime, zone: tzinfo) -> Iterator[str]:
    """Each feed with its number and how it fares, under its topic."""
    sources = newsroom.feeds.store.all()
    if not sources:
        yield NONE
    for topic, group in groupby(sources, lambda source: source.topic):
        yield f"{topic or 'No topic'}:"
        for one in group:
            yield f"{one.id:>5}  {one.name} · {health(one, now, zone)}"


def add(newsroom: Newsroom, url: str, topic: str, now: datetime, zone: tzinfo) -> str:
    """Follow a feed. Raises corpus.errors.CorpusError with the plain reason."""
    return plain(added(newsroom.feeds.add(url, now, topic), now, zone))


def find(newsroom: Newsroom, named: str) -> Source | None:
    """The feed with this number or address."""
    is_number = named.isdecimal() and len(named) < 19  # as long as a database takes for one
    return newsroom.feeds.store.one(int(named)) if is_number else newsroom.feeds.store.find(named)


def take_over(newsroom: Newsroom, content: bytes, now: datetime) -> Iterator[str]:
    """Follow all feeds of an OPML file. Raises opml.OpmlError and TooManyFeeds."""
    read = opml.read(content)
    new = newsroom.feeds.add_all(read.feeds, now)
    known = f", {len(read.feeds) - new:,} were followed already" if len(read.feeds) > new else ""
    yield f"{phrases.count(new, 'new feed')}{known}. They come in with: dateline refresh"
    yield from (f"Left out, no web address: {address}" for address in read.skipped)


def refreshed(report: Report) -> str:
    """What came of a refresh, in one line."""
    if not report.asked:
        return "No feed is due."
    came = f"{phrases.count(report.added, 'new article')}, {report.updated:,} updated"
    fared = f"{report.unchanged:,} had nothing new, {len(report.failed):,} could not be read"
    return f"{phrases.count(report.asked, 'feed')} asked: {came}; {fared}."
