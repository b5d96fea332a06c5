"""Inline mode: what is typed behind the bot's name in any chat finds sentences to send there."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot import links
from bot.desk import Desk
from bot.looks import phrases, render
from bot.looks.markup import plain
from bot.model import Excerpt, Place, Selection, Typed
from bot.words import _, retold
from corpus.errors import BadQuestion
from corpus.model import Point, Query

PAGE, MOST = 10, 50  # sentences offered at a time, and of one question
SECONDS = 300  # for which Telegram may keep what was found: feeds are looked at as often
BRIEFLY = 30  # for which it may keep that nothing was
LABEL = 60  # characters of a button


def found(typed: Typed, desk: Desk) -> Selection:
    """Up to PAGE sentences that answer, the top stories where nothing is typed, and a way into the private chat."""
    if not desk.access.admits(Place(typed.user, 0, typed.user)):
        return Selection((), BRIEFLY, way_in=(_("This is a private bot"), links.payload("")))
    try:
        query = _read(typed, desk)
    except BadQuestion as error:
        return Selection((), BRIEFLY, way_in=(phrases.brief(retold(error.sentence), LABEL), links.payload("")))
    first = int(typed.offset) if typed.offset.isdecimal() and len(typed.offset) < 4 else 0
    last = min(first + PAGE, MOST)
    points = _points(query, last + 1, desk)
    shown = tuple(_excerpt(point, typed.text, desk, desk.zone(Place(typed.user))) for point in points[first:last])
    if not shown and not first:
        label = phrases.brief(_("Nothing on {topic}: ask me in our chat", topic=phrases.brief(typed.text, 20)), LABEL)
        return Selection((), BRIEFLY, way_in=(label, links.payload(typed.text)))
    return Selection(shown, SECONDS, str(last) if len(points) > last < MOST else "")


def _read(typed: Typed, desk: Desk) -> Query:
    return desk.read(typed.text, desk.now(), desk.zone(Place(typed.user))) if typed.text else Query("", desk.now())


def _points(query: Query, wanted: int, desk: Desk) -> tuple[Point, ...]:
    """The best `wanted` points or fewer, those of an answer first, then what "more" would bring."""
    points: tuple[Point, ...] = ()
    while len(points) < wanted:
        seen = frozenset((point.article, n) for point in points for n in range(point.first, point.last + 1))
        new = desk.newsroom.answer(replace(query, seen=seen)).points
        if not new:
            break
        points += new
    return points[:wanted]


def _excerpt(point: Point, asked: str, desk: Desk, zone: ZoneInfo) -> Excerpt:
    title = f"{render.name(point.source, point.url)} · {plain(render.published(point.published, zone))}"
    more = links.link(desk.name, asked or point.title)
    html = render.point(point, 0, zone)
    return Excerpt(f"{point.article}-{point.first}", title, " ".join(point.text.split()), html, _("More"), more)
