"""From one time to another, and times that are open at one end: 3 to 10 May, since March, `after:2024-05-01`.

Each is (now, values) -> Span, or None where the words mean no time after all, as the rules in `rules` need it.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.dates import spans
from corpus.dates.points import Settled, day_of_month, settle
from corpus.dates.spans import ALWAYS, CLOCKS, FOREVER, Now, Span


def days_of_month(
    now: Now, month: int | Span, first: int, second: int, annual: int | Span | None = None
) -> Span | None:  # fmt: skip
    """3 to 10 May, both included."""
    last = day_of_month(now, month, second, annual)
    return replace(last, since=last.since.replace(day=first)) if last and 0 < first < second else None


def pair_of_month(now: Now, month: int | Span, pair: tuple[int, int], annual: int | Span | None = None) -> Span | None:
    """May 3-10."""
    return days_of_month(now, month, *pair, annual)


def between(now: Now, first: Settled, second: Settled) -> Span | None:
    """From the first's beginning to the second's end; None if they are the wrong way round.

    What comes round is fitted to the other: the latest May 3 to the June 2 after it, the May 3 before 2 June 2023.
    """
    since, until = settle(now, first), settle(now, second)
    if since is None or until is None:
        return None
    until = spans.onwards(until, since.since)
    since = since if until.cycle else spans.towards(since, until.since)
    end = until.since if until.grain in CLOCKS else until.until
    grain = since.grain if since.grain == until.grain else "day"
    return Span(since.since, end, grain) if since.since < end else None


def years_between(now: Now, first: int, second: int) -> Span | None:
    """1960-1961."""
    return between(now, first, second) if 1900 <= first < second < 2100 else None


def both(_now: Now, first: Span, second: Span) -> Span | None:
    """Monday and Tuesday: from the first's beginning to the second's end, if they are of one grain and in order."""
    if first.grain != second.grain or second.since < first.since:
        return None
    return Span(first.since, max(first.until, second.until), first.grain)


def open_from(now: Now, op: str, point: Settled) -> Span | None:
    """Since and until take in what they name, "after 3 May" begins and "before 3 May" ends outside it."""
    span = settle(now, point)
    if span is None:
        return None
    begins, ends = span.since, span.since if span.grain in CLOCKS else span.until
    if op in ("since", "after"):
        return Span(begins if op == "since" else ends, FOREVER, span.grain)
    return Span(ALWAYS, begins if op == "before" else ends, span.grain)


def operated(now: Now, op: str, point: Settled) -> Span | None:
    """`after:2024-05-01` takes in that day, as in mail and web searches, and `before:` does not."""
    name = {"after": "since", "from": "since", "to": "until"}.get(op, op)
    return open_from(now, name, point) if name in ("since", "until", "before") else settle(now, point)


def open_between(now: Now, begin: str, first: Settled, end: str, second: Settled) -> Span | None:
    """After 3 May and before 2 June."""
    return _until(now, open_from(now, begin, first), end, second)


def operated_between(now: Now, begin: str, first: Settled, end: str, second: Settled) -> Span | None:
    """`after:May before:2024-06-03`."""
    return _until(now, operated(now, begin, first), end, second)


def _until(now: Now, since: Span | None, end: str, second: Settled) -> Span | None:
    """An open span ended by the first turn of the second that comes after its beginning."""
    until = settle(now, second)
    if since is None or until is None or since.until != FOREVER:
        return None
    ends = operated(now, end, spans.onwards(until, since.since))
    return replace(since, until=ends.until) if ends and ends.since == ALWAYS and since.since < ends.until else None


def onwards_from(now: Now, span: Span) -> Span | None:
    """From March onwards."""
    return open_from(now, "since", span)


def around_event(now: Now, op: str, span: Span) -> Span | None:
    """Since or after the vote on 3 May: from that day on; before the vote on 3 May: up to its end."""
    return open_from(now, "until" if op == "before" else "since", span)


def unchanged(_now: Now, span: Span) -> Span:
    """On Monday, as Monday."""
    return span
