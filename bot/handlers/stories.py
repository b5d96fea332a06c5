"""A story of a digest further: more of it, its timeline, and what to mute; `/mute` and `/unmute`."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk
from bot.digests.told import MUTES, ToldStory
from bot.handlers.replies import say, show
from bot.handlers.rights import admins, may
from bot.looks.editions import points
from bot.looks.markup import Html, code, italic, join, text
from bot.model import Button, Place, Press, Reply, Said
from bot.words import _, marked
from corpus.model import Point

FORGOTTEN = marked("I no longer keep that story. Please ask about it.")
NO_MORE = marked("That was all I have on this story.")
HOW = marked("Tell me what to mute, as in: /mute crypto, or: /mute source Daily Example")


def story(press: Press, number: int, desk: Desk) -> Reply:
    """A number under a digest: the story's next sentences, and buttons to go on."""
    told = desk.memory.story(press.place.chat, number)
    if told is None:
        return say(_(FORGOTTEN))
    found = desk.newsroom.compiler.further(told.articles, frozenset(told.shown))
    desk.memory.show(press.place.chat, number, [(point.article, point.first) for point in found])
    return _further(told, found, _(NO_MORE), number, press, desk)


def timeline(press: Press, number: int, desk: Desk) -> Reply:
    """The button "Timeline": the story's articles by a sentence each, the oldest first."""
    told = desk.memory.story(press.place.chat, number)
    if told is None:
        return say(_(FORGOTTEN))
    found = desk.newsroom.compiler.timeline(told.articles)
    desk.memory.show(press.place.chat, number, [(point.article, point.first) for point in found])
    return _further(told, found, _("Its articles are no longer in the archive."), number, press, desk)


def _further(told: ToldStory, found: tuple[Point, ...], none: str, number: int, press: Press, desk: Desk) -> Reply:
    row = (
        Button(_("More"), f"1:story:{number}"),
        Button(_("Timeline"), f"1:line:{number}"),
        Button(_("Mute …"), f"1:hush:{number}"),
    )
    zone = desk.zone(press.place)
    blocks = points(told.title, found, zone) if found else [italic(told.title), text(none)]
    return show(*blocks, buttons=(row if found else row[1:],))


def hush(press: Press, number: int, desk: Desk) -> Reply:
    """The button "Mute …": a button for each of the story's sources, and how to mute a word."""
    told = desk.memory.story(press.place.chat, number)
    if told is None:
        return say(_(FORGOTTEN))
    named = [source for source in told.sources if source][:8]
    rows = tuple(
        (Button(_("Mute {name}", name=source)[:60], f"1:hushed:{number * 100 + n}"),) for n, source in enumerate(named)
    )
    return show(join((text(_("Stories with a word: ")), code("/mute crypto"))), buttons=rows)


def hushed(press: Press, number: int, desk: Desk) -> Reply:
    """A source's button under "Mute …"."""
    if not may(press.place, desk, private=press.private):
        return admins()
    told = desk.memory.story(press.place.chat, number // 100)
    named = [source for source in told.sources if source] if told else []
    if number % 100 >= len(named):
        return say(_(FORGOTTEN))
    return _muted(press.place, "source", named[number % 100], desk)


def mute(said: Said, desk: Desk) -> Reply:
    """`/mute crypto`, `/mute source Daily Example`; alone it lists what is muted."""
    kind, value = _meant(said.text)
    if not value:
        return _listing(said.place, desk)
    if not may(said.place, desk, private=said.private):
        return admins()
    return _muted(said.place, kind, value, desk)


def unmute(said: Said, desk: Desk) -> Reply:
    """`/unmute crypto`: the word or the source of that name."""
    kind, value = _meant(said.text)
    if not value:
        return _listing(said.place, desk)
    if not may(said.place, desk, private=said.private):
        return admins()
    freed = [desk.memory.unmute(said.place, each, value) for each in dict.fromkeys((kind, "word", "source"))]
    if any(freed):
        return say(_("“{name}” is no longer muted.", name=value))
    muted = desk.memory.muted(said.place)
    if value.casefold() in map(str.casefold, (*muted.words, *muted.sources)):
        return say(_("“{name}” is muted in the whole group: send this outside of topics to end it.", name=value))
    return say(_("“{name}” was not muted. /mute lists what is.", name=value))


def _meant(said: str) -> tuple[str, str]:
    """What kind of thing is to be muted, and which; "" where only the kind was told."""
    first, _space, rest = said.strip().partition(" ")
    if first.lower() in ("word", "source"):
        return first.lower(), " ".join(rest.split())[:60]
    return "word", " ".join(said.split()).strip("\"“”'")[:60]


def _muted(place: Place, kind: str, value: str, desk: Desk) -> Reply:
    if not desk.memory.mute(place, kind, value):
        return say(_("{number} things are muted already: /unmute lets one go.", number=MUTES))
    left = (
        _("Digests leave out the source “{name}”, and say how many stories they left out.", name=value)
        if kind == "source"
        else _("Digests leave out stories with “{name}”, and say how many they left out.", name=value)
    )
    return show(join((text(left), text(_(" To end it: ")), code(f"/unmute {value}"))))


def _listing(place: Place, desk: Desk) -> Reply:
    muted = desk.memory.muted(place)
    lines: list[Html] = [text(_("Words: {names}", names=", ".join(muted.words)))] if muted.words else []
    lines += [text(_("Sources: {names}", names=", ".join(muted.sources)))] if muted.sources else []
    return show(*(lines or [text(_("Nothing is muted."))]), text(_(HOW)))


VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {
    "story": story,
    "line": timeline,
    "hush": hush,
    "hushed": hushed,
}
