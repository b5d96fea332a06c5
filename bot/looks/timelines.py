"""A timeline as its reader sees it: the caption that tells what the picture shows, and each turn in a sentence. Pure."""

from __future__ import annotations

from bot.looks import phrases
from bot.looks.markup import CAPTION, GAP, Html, bold, fits, join, link, pages, text
from bot.looks.render import NOTE, dash, name
from bot.model import Page
from bot.words import _, plural
from corpus.events.timeline import Timeline, Turning


def topic(timeline: Timeline) -> str:
    """What it is about, as asked."""
    return phrases.brief(" ".join(timeline.query.words))


def caption(timeline: Timeline) -> Html:
    """What the picture shows, in words: how many articles, from when to when, and the busiest day."""
    return join((bold(topic(timeline)), text(_extent(timeline))), "\n")


def caption_and_pages(timeline: Timeline) -> tuple[Html, tuple[Page, ...]]:
    """The caption, and the pages that follow it: none where caption and turns are short enough to stand together."""
    head = caption(timeline)
    turns = [turn(one, number) for number, one in enumerate(timeline.turns, 1)]
    whole = join((head, *turns), GAP)
    return (whole, ()) if fits(whole, CAPTION) else (head, pages(turns))


def turn(one: Turning, number: int) -> Html:
    """One turn: its number in the picture and its day, its sentence, and its source."""
    point = one.point
    reports = plural(" · {number} report", " · {number} reports", one.reports) if one.reports > 1 else ""
    head = join((bold(f"{number}. {phrases.day(one.day)}"), text(reports)))
    source = [dash(), link(name(point.source, point.url), point.url)]
    source += [text(f" · {_(NOTE)}")] if point.sample else []
    return join((head, text(" ".join(point.text.split())), join(source)), "\n")


def _extent(timeline: Timeline) -> str:
    first, last = timeline.days[0][0], timeline.days[-1][0]
    count = plural("{number} article", "{number} articles", timeline.articles)
    if not timeline.whole:
        count = _("{count}, those closest to it", count=count)
    if first == last:
        return _("{count} on {day}.", count=count, day=phrases.day(first))
    busiest, most = max(timeline.days, key=lambda entry: entry[1])
    extent = _("{count} from {first} to {last}", count=count, first=phrases.day(first), last=phrases.day(last))
    if most == min(number for _day, number in timeline.days):
        return f"{extent}."
    return _("{extent}, most on {day} ({number}).", extent=extent, day=phrases.day(busiest), number=most)
