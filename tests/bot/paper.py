"""A small newspaper of the tests' own: articles that come into a desk's archive when a test says so."""

from __future__ import annotations

from datetime import datetime

from bot.desk import Desk
from corpus.archive.analysis import analyse
from corpus.model import Draft, Published


def report(desk: Desk, at: datetime, event: str, source: str = "Harbour Post", url: str = "") -> None:
    """Publish an article about an event at `at` and bring it in at once; with an address known already, it is an update."""
    draft = Draft(
        title=event[0].upper() + event[1:],
        text=f"A {event}.",
        source=source,
        published=Published(at.date(), at),
        url=url,
    )
    desk.newsroom.store.put([analyse(draft)], at)
    desk.newsroom.candidates.follow(patient=True)
