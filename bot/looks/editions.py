"""A digest as pages, and a story told further: headings, sentences with their credits, who else tells it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from bot.digests import subscribing
from bot.digests.records import Sheet
from bot.looks import phrases, render
from bot.looks.markup import GAP, Html, bold, fits, italic, join, link, text
from bot.words import _, isolated, marked, plural
from corpus.events.digest import Digest, Item
from corpus.model import Card, Point

NAMED = 2  # other sources that are named; the rest are counted
TOP = marked("Top stories")


def sheets(digest: Digest, name: str, topics: Sequence[str], zone: tzinfo) -> tuple[Sheet, ...]:
    """The pages of a digest, each with the places of its stories; one line when nothing is new."""
    if not digest.items:
        return (Sheet(join((_quiet(digest, topics, zone), *_receipt(digest)), "\n")),)
    blocks = _blocks(digest, name, topics, zone)
    filled: list[tuple[Html, tuple[int, ...]]] = []
    for html, items in blocks:
        joined = join((filled[-1][0], html), GAP) if filled else html
        if filled and fits(joined):
            filled[-1] = (joined, filled[-1][1] + items)
        else:
            filled.append((html, items))
    return tuple(Sheet(html, items) for html, items in filled)


def _blocks(digest: Digest, name: str, topics: Sequence[str], zone: tzinfo) -> list[tuple[Html, tuple[int, ...]]]:
    """What stays together on a page, with the places of its stories: a heading and what follows it, each further story."""
    day = phrases.day(digest.until.astimezone(zone).date())
    heading = [join((bold(name), text(f" · {day}")))]
    found: list[tuple[Html, tuple[int, ...]]] = []
    for section in digest.sections:
        heading += [bold(phrases.brief(section.topic or _(TOP)))] if len(topics) > 1 else []
        for item in section.items:
            place = len(found)
            found.append((join((*heading, story(item, place + 1, zone)), GAP), (place,)))
            heading = []
    closing = join(
        [*_receipt(digest), italic(_("A number below: more of that story, its timeline, or mute it."))], "\n"
    )
    return [*found, (closing, ())]


def story(item: Item, number: int, zone: tzinfo) -> Html:
    """One story: its sentences, each with source and date, and who else tells it."""
    opening = _("{number}. Update", number=number) if item.update else f"{number}."
    lines: list[Html] = []
    for place, point in enumerate(item.points):
        said = text(" ".join(point.text.split()))
        lines.append(join((bold(opening), said), " ") if not place else said)
        following = item.points[place + 1] if place + 1 < len(item.points) else None
        if following is None:
            lines.append(join((render.credit(point, zone), also(item)), ""))
        elif following.article != point.article:
            lines.append(render.credit(point, zone))
    return join(lines, "\n")


def also(item: Item) -> Html:
    """` · also: BBC, DW (+3)`: the story's other sources, or nothing."""
    told = {point.source for point in item.points}
    others: dict[str, Card] = {}
    for card in item.story.articles:
        if card.source and card.source not in told:
            others.setdefault(card.source, card)
    if not others:
        return text("")
    named = [link(isolated(card.source), card.url) for card in list(others.values())[:NAMED]]
    more = f" (+{len(others) - NAMED})" if len(others) > NAMED else ""
    return join((text(f" · {_('also: ')}"), join(named, ", "), text(more)))


def points(title: str, told: Sequence[Point], zone: tzinfo) -> list[Html]:
    """A story told further: its headline, then each sentence with its credit."""
    return [italic(title), *(render.point(point, 0, zone) for point in told)]


def _quiet(digest: Digest, topics: Sequence[str], zone: tzinfo) -> Html:
    """That there is nothing, since when, and in what it was looked for."""
    named = bold(phrases.brief(subscribing.listed(topics)))
    nothing = [text(_("Nothing new on ")), named] if topics else [text(_("No new stories"))]
    since = text(_(" since {time}.", time=phrases.clock(digest.since, zone)))
    searched = phrases.searched(digest.freshness, digest.until, zone) if digest.freshness else ""
    return join((*nothing, since, text(f" {searched}" if searched else "")))


def _receipt(digest: Digest) -> list[Html]:
    """`3 hidden: 2 “crypto”, 1 Daily Example`, where anything was hidden."""
    if not digest.hidden:
        return []
    kinds = [f"{count} {_quoted(what)}" for what, count in digest.hidden]
    number = sum(count for _what, count in digest.hidden)
    return [italic(plural("{number} hidden: {what}", "{number} hidden: {what}", number, what=", ".join(kinds)))]


def _quoted(what: str) -> str:
    """Words in quotes; names of sources, which are written with capitals, without."""
    return what if what[:1].isupper() else f"“{what}”"
