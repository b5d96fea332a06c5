"""Followed feeds as a reader sees them: a line each, how they fare in plain words, a page for one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import groupby

from bot.looks import phrases
from bot.looks.keyboard import rows
from bot.looks.markup import Html, bold, join, link, pages, text
from bot.model import Button, Reply
from bot.words import _, marked, plural, retold
from corpus.feeds.following import Added
from corpus.feeds.opml import Opml
from corpus.feeds.records import Source

SHOWN = 8  # sources on a page: as many buttons as fit a small screen
LABEL = 22  # characters on a button, two of them side by side
Row = tuple[Button, ...]
# Of the starter set, which `corpus/starters.opml` holds.
TOPICS = (
    marked("World"),
    marked("Europe"),
    marked("Ukraine"),
    marked("Middle East"),
    marked("Africa"),
    marked("Asia and Pacific"),
    marked("Americas"),
    marked("United Kingdom"),
    marked("Business"),
    marked("Technology"),
    marked("Science and Climate"),
    marked("Health"),
    marked("Sport"),
)


def health(source: Source, now: datetime, zone: tzinfo) -> str:
    """How a feed fares, in plain words: its newest item's age, or why it fails."""
    newest = _("the newest is {age}", age=phrases.age(source.newest, now, zone)) if source.newest else ""
    if source.last_error:
        told = _("fails: {reason}", reason=retold(source.last_error))
        told += plural(" ({number} time)", " ({number} times)", source.failures) if source.failures > 1 else ""
    else:
        told = "" if newest else _("not fetched yet") if source.last_ok is None else _("nothing dated yet")
    states = (_("paused") if source.paused else "", told, newest, _("muted") if source.muted else "")
    return "; ".join(filter(None, states))


def listing(sources: Sequence[Source], page: int, now: datetime, zone: tzinfo) -> Reply:
    """One page of the list, the feeds under their topics, a button for each; `page` counts from 0, the last if beyond."""
    last = max(0, (len(sources) - 1) // SHOWN)
    page = min(page, last)
    numbered = list(enumerate(sources, 1))[page * SHOWN : (page + 1) * SHOWN]
    blocks = [
        join((text(plural("I follow {number} feed.", "I follow {number} feeds.", len(sources))), _failing(sources)))
    ]
    for topic, group in groupby(numbered, lambda pair: pair[1].topic):
        lines = [join((bold(f"{n}. {one.name}"), text(f" – {health(one, now, zone)}"))) for n, one in group]
        blocks.append(join(([bold(f"{topic}:")] if topic else []) + lines, "\n"))
    chosen = [Button(f"{n}. {phrases.brief(one.name, LABEL)}", f"1:source:{one.id}") for n, one in numbered]
    turns = (Button("‹", f"1:sources:{page - 1}") if page else None, Button("›", f"1:sources:{page + 1}"))
    turning = [turn for turn in (turns if page < last else turns[:1]) if turn]
    more = (*turning, Button(_("More feeds"), "1:starters:0"), Button(_("Export"), "1:opml:0"))
    return Reply(pages(blocks, (*rows(chosen, 2), more)))


def _failing(sources: Sequence[Source]) -> Html:
    count = sum(bool(source.last_error) and not source.paused for source in sources)
    told = plural("{number} feed cannot be read just now.", "{number} feeds cannot be read just now.", count)
    return text(f" {told}" if count else "")


def card(source: Source, now: datetime, zone: tzinfo) -> Reply:
    """All about one feed, and the buttons that change it."""
    lines = [bold(source.name), link(source.url, source.url), text(_sentence(health(source, now, zone)))]
    if source.last_ok:
        lines.append(text(_("Last fetched {time}.", time=phrases.clock(source.last_ok, zone))))
    if source.next_due and source.next_due > now and not source.paused:
        lines.append(text(_("Next try at {time}.", time=f"{source.next_due.astimezone(zone):%H:%M}")))
    buttons = (
        Button(_("Retry"), f"1:retry:{source.id}"),
        Button(_("Resume"), f"1:resume:{source.id}") if source.paused else Button(_("Pause"), f"1:pause:{source.id}"),
        Button(_("Unmute"), f"1:unmute:{source.id}") if source.muted else Button(_("Mute"), f"1:mute:{source.id}"),
        Button(_("Remove"), f"1:remove:{source.id}"),
    )
    return Reply(pages([join(lines, "\n")], (buttons[:2], buttons[2:], (Button(_("All sources"), "1:sources:0"),))))


def added(result: Added, now: datetime, zone: tzinfo) -> Html:
    """What is said of a feed just added, or followed already."""
    source = result.source
    opening = _("Now following ") if result.new else _("I follow that already: ")
    state = health(source, now, zone)
    come = []
    if result.new:
        came = result.articles
        come.append(plural("{number} article can be asked about now", "{number} articles can be asked about now", came))
    if result.left:
        come.append(plural("{number} more follows within minutes", "{number} more follow within minutes", result.left))
    rest = f" {', '.join(come)}." if come else ""
    return join((text(opening), bold(source.name), text(f". {_sentence(state)}{rest}")))


def starters(listed: Opml, followed: frozenset[str], opening: str) -> Reply:
    """The starter set, a button for each topic; those followed already have a tick."""
    topics = [(topic, [one.url for one in group]) for topic, group in groupby(listed.feeds, lambda one: one.topic)]
    labels = [f"{_(topic)} ✓" if followed.issuperset(urls) else f"{_(topic)} ({len(urls)})" for topic, urls in topics]
    buttons = [Button(label, f"1:starter:{number}") for number, label in enumerate(labels)]
    told = _("Choose topics to follow public news feeds on them, or paste the address of any feed or news page.")
    return Reply(pages([text(opening), text(told)] if opening else [text(told)], rows(buttons, 2)))


def _sentence(told: str) -> str:
    return f"{told[:1].upper()}{told[1:]}."
