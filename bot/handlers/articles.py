"""An article handed over, a file or a page: shown for what it was read as, and kept when the person says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from bot.desk import Desk
from bot.handlers.replies import say, show
from bot.handlers.rights import may_edit
from bot.looks import phrases, render
from bot.looks.markup import Html, bold, join, link, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import _, marked, retold
from corpus.errors import UnreadableFile
from corpus.feeds import opml
from corpus.feeds.feed import FeedError
from corpus.feeds.fetch import FetchError
from corpus.model import Draft
from corpus.reading import files

OWNERS = marked("Only the owner of this bot can change what it follows.")
UNSENT = marked("I could not get that file from Telegram. Please send it again.")
GONE = marked("I no longer find what you sent. Please send it again.")
SHORTEST = 200  # characters of a page that is more than a greeting
READ = 300  # characters of an article that show how it was read

Fetch = Callable[[], tuple[str, bytes] | None]
"""The name and the content of a file, or None where Telegram does not give it."""


class _UnreadError(Exception):
    """Nothing to keep; `str()` is the sentence that says why."""


def filed(said: Said, fetch: Fetch, desk: Desk) -> Reply:
    """A text or an HTML file: the article in it, offered to be kept."""
    if not may_edit(said.place, desk, private=said.private):
        return say(_(OWNERS))
    try:
        return _offer(_file(fetch, desk), desk.zone(said.place))
    except _UnreadError as error:
        return say(str(error))


def paged(url: str, place: Place, desk: Desk) -> Reply | None:
    """The article on a page, offered to be kept; None where the page holds none, or hardly a sentence."""
    try:
        draft = _page(url, desk)
    except _UnreadError:
        return None
    return _offer(draft, desk.zone(place)) if len(draft.text) >= SHORTEST else None


def keep(press: Press, links: Sequence[str], fetch: Fetch | None, desk: Desk) -> Reply:
    """The button "Keep it": what was sent is read once more, and stored. `links` and `fetch` are of the message offered."""
    if not may_edit(press.place, desk, private=press.private):
        return say(_(OWNERS))
    try:
        draft = _file(fetch, desk) if fetch else _page(links[0], desk) if links else None
    except _UnreadError as error:
        return say(str(error))
    if draft is None:
        return replace(say(_(GONE)), instead=True)
    new = desk.newsroom.keep(draft, desk.now())
    line = _("Kept. You can ask about it now.") if new else _("I have that article already.")
    return replace(show(bold(draft.title), text(line)), instead=True)


def leave(press: Press, number: int, desk: Desk) -> Reply:  # noqa: ARG001
    """The button "Leave it"."""
    return replace(say(_("Left as it was; nothing was stored.")), instead=True)


def _file(fetch: Fetch, desk: Desk) -> Draft:
    given = fetch()
    if given is None:
        raise _UnreadError(_(UNSENT))
    name, content = given
    if len(content) > opml.MAX_BYTES:
        large = _("the file is larger than {size} MB", size=f"{opml.MAX_BYTES / 1e6:g}")
        raise _UnreadError(_("I cannot read that file: {reason}.", reason=large))
    try:
        return files.article(Path(name), content, desk.now())
    except UnreadableFile as error:
        raise _UnreadError(_("I cannot read that file: {reason}.", reason=retold(error.reason))) from error


def _page(url: str, desk: Desk) -> Draft:
    try:
        return desk.newsroom.feeds.page(url, desk.now())
    except (FetchError, FeedError) as error:
        raise _UnreadError(_("I cannot read that page: {reason}.", reason=retold(error.reason))) from error


def _offer(draft: Draft, zone: tzinfo) -> Reply:
    """What was read, and the choice; it answers the message itself, which the button finds again by that."""
    buttons = ((Button(_("Keep it"), "1:clip:0"), Button(_("Leave it"), "1:unclip:0")),)
    source = link(render.name(draft.source, draft.url), draft.url)
    credit = join((render.dash(), source, text(" · "), render.published(draft.published, zone)))
    opening = text(phrases.brief(" ".join(draft.text.split()), READ))
    blocks: list[Html] = [bold(draft.title), join((opening, credit), "\n"), text(_("Shall I keep this article?"))]
    return replace(show(*blocks, buttons=buttons), cites=True)


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {"unclip": leave}
