"""The feeds that the bot follows: `/sources` and its buttons, addresses and OPML files sent to it, the starter set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.desk import Desk
from bot.handlers import articles
from bot.handlers.articles import OWNERS, UNSENT, Fetch
from bot.handlers.door import Handler
from bot.handlers.replies import say, show
from bot.handlers.rights import may_edit
from bot.looks import source_lines
from bot.looks.markup import GAP, Html, text
from bot.model import Document, Page, Place, Press, Progress, Reply, Said
from bot.words import _, marked, plural, retold
from corpus.feeds import opml
from corpus.feeds.feed import FeedError
from corpus.feeds.fetch import FetchError
from corpus.feeds.following import TooManyFeeds, starters

TRIED = 3  # addresses of one message that are looked at
GONE = marked("I no longer follow that feed.")
NONE = marked("I follow no feeds yet.")


def list_(said: Said, desk: Desk) -> Reply:
    """`/sources`: every feed with its newest item's age, or why it fails."""
    return _listing(desk, said.place, 0)


def _listing(desk: Desk, place: Place, page: int) -> Reply:
    sources = desk.newsroom.feeds.store.all()
    return source_lines.listing(sources, page, desk.now(), desk.zone(place)) if sources else _starters(desk, _(NONE))


# ---- adding ----


def pasted(said: Said, desk: Desk) -> Reply:
    """A message that is nothing but an address."""
    return linked(said, (said.text.strip(),), desk)


def linked(said: Said, links: Sequence[str], desk: Desk) -> Reply:
    """Follow the feed to which the first of these addresses leads that leads to any.

    Where none does, the article on the first page is offered to be kept; else the reason why it cannot be followed.
    """
    if not may_edit(said.place, desk, private=said.private):
        return say(_(OWNERS))
    reasons = []
    for link in links[:TRIED]:
        try:
            return show(_added(link, said, desk))
        except TooManyFeeds as error:
            return say(retold(error.sentence))
        except (FetchError, FeedError) as error:
            reasons.append(error.reason)
    refusal = say(_("I cannot follow that: {reason}.", reason=retold(reasons[0])))
    return articles.paged(links[0], said.place, desk) or refusal


def _added(link: str, said: Said, desk: Desk) -> Html:
    now = desk.now()
    return source_lines.added(desk.newsroom.feeds.add(link, now), now, desk.zone(said.place))


def imported(said: Said, fetch: Fetch, desk: Desk) -> Reply:
    """An OPML file: follow all feeds in it, and tell how far they have been read."""
    if not may_edit(said.place, desk, private=said.private):
        return say(_(OWNERS))
    given = fetch()
    if given is None:
        return say(_(UNSENT))
    try:
        listed = opml.read(given[1])
        new = desk.newsroom.feeds.add_all(listed.feeds, desk.now())
    except TooManyFeeds as error:
        return say(retold(error.sentence))
    except opml.OpmlError as error:
        return say(_("I cannot take over these feeds: {reason}.", reason=retold(error.sentence)))
    desk.newsroom.feeds.hurry(desk.now())
    done = " ".join(_taken_over(new, len(listed.feeds) - new, len(listed.skipped)))
    urls = frozenset(outline.url for outline in listed.feeds)
    return replace(say(done), progress=lambda: _progress(done, urls, desk) if new else None)


def _progress(done: str, urls: frozenset[str], desk: Desk) -> Progress:
    """How far the feeds just taken over have been read."""
    read, failed, of = desk.newsroom.feeds.progress(urls)
    under_way = read + failed < of
    line = _("{number} of {all} read.", number=read, all=of) if under_way else _("All are read that can be.")
    lost = plural(
        "{number} cannot be read; /sources shows why.", "{number} cannot be read; /sources shows why.", failed
    )
    told_so_far = " ".join([done, line, *([lost] if failed else [])])
    return Progress(say(told_so_far).pages[0], done=not under_way)


def _taken_over(new: int, known: int, left: int) -> Iterator[str]:
    yield plural("Now following {number} new feed.", "Now following {number} new feeds.", new)
    if known:
        yield plural("I followed {number} already.", "I followed {number} already.", known)
    if left:
        yield plural("{number} address of no web page left out.", "{number} addresses of no web page left out.", left)
    if new:
        yield _("They are being fetched; /sources shows how they fare.")


# ---- the starter set ----


def welcoming(start: Handler) -> Handler:
    """`/start` with the starter set offered, for an owner who follows nothing yet."""

    def welcome(said: Said, desk: Desk) -> Reply | None:
        reply = start(said, desk)
        if (
            reply is None
            or not said.private
            or not may_edit(said.place, desk, private=said.private)
            or desk.newsroom.feeds.store.all()
        ):
            return reply
        *before, last = reply.pages
        [offer] = _starters(desk, "").pages
        return replace(reply, pages=(*before, Page(f"{last.html}{GAP}{offer.html}", last.buttons + offer.buttons)))

    return welcome


def _starters(desk: Desk, opening: str) -> Reply:
    followed = frozenset(url for one in desk.newsroom.feeds.store.all() for url in (one.url, one.given))
    return source_lines.starters(starters(), followed, opening)


def choose(press: Press, number: int, desk: Desk) -> Reply:  # noqa: ARG001
    """The button "More feeds"."""
    return _starters(desk, "")


def start_with(press: Press, number: int, desk: Desk) -> Reply:
    """A topic of the starter set: follow its feeds."""
    if not may_edit(press.place, desk, private=press.private):
        return say(_(OWNERS))
    topics = [list(group) for _, group in groupby(starters().feeds, lambda one: one.topic)]
    if number >= len(topics):
        return say(_("That button no longer works. Please send /sources."))
    new = desk.newsroom.feeds.add_all(topics[number], desk.now())
    desk.newsroom.feeds.hurry(desk.now())
    names = ", ".join(outline.title for outline in topics[number])
    opening = (
        _("Now following {names}. They are being fetched.", names=names)
        if new
        else _("I follow these already: {names}.", names=names)
    )
    return replace(_starters(desk, opening), instead=True)


# ---- buttons ----


def page(press: Press, number: int, desk: Desk) -> Reply:
    """Another page of the list."""
    return replace(_listing(desk, press.place, number), instead=True)


def card(press: Press, number: int, desk: Desk) -> Reply:
    """One feed, with what can be done about it."""
    source = desk.newsroom.feeds.store.one(number)
    if source is None:
        return say(_(GONE))
    return replace(source_lines.card(source, desk.now(), desk.zone(press.place)), instead=True)


def changing(change: Callable[[int, Desk], object]) -> Callable[[Press, int, Desk], Reply]:
    """A button that changes one feed, and then shows it as it is now."""

    def pressed(press: Press, number: int, desk: Desk) -> Reply:
        if not may_edit(press.place, desk, private=press.private):
            return say(_(OWNERS))
        change(number, desk)
        return card(press, number, desk)

    return pressed


def remove(press: Press, number: int, desk: Desk) -> Reply:
    """The button "Remove"."""
    source = desk.newsroom.feeds.store.one(number)
    if not may_edit(press.place, desk, private=press.private):
        return say(_(OWNERS))
    if source is None or not desk.newsroom.feeds.store.remove(number):
        return say(_(GONE))
    gone = _("{name} is removed. Its articles stay. To follow it again, send me its address:", name=source.name)
    return replace(show(text(gone), text(source.url)), instead=True)


def export(press: Press, number: int, desk: Desk) -> Reply:  # noqa: ARG001
    """The button "Export": all feeds as an OPML file."""
    return replace(
        say(_("All feeds, for any reader.")), document=Document("dateline.opml", desk.newsroom.feeds.export())
    )


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {
    "sources": page,
    "source": card,
    "starters": choose,
    "starter": start_with,
    "opml": export,
    "retry": changing(lambda number, desk: desk.newsroom.feeds.retry(number, desk.now())),
    "pause": changing(lambda number, desk: desk.newsroom.feeds.store.pause(number, paused=True)),
    "resume": changing(lambda number, desk: desk.newsroom.feeds.store.pause(number, paused=False)),
    "mute": changing(lambda number, desk: desk.newsroom.feeds.store.mute(number, muted=True)),
    "unmute": changing(lambda number, desk: desk.newsroom.feeds.store.mute(number, muted=False)),
    "remove": remove,
}
