"""The first words: `/start`, `/help`, `/new`, and what to say to a command that does not exist."""

from __future__ import annotations

from bot.access import Role
from bot.desk import Desk
from bot.handlers import welcome
from bot.handlers.door import CLOSED, STALE, enter, turned_away
from bot.handlers.replies import EXAMPLE, say, show
from bot.looks.markup import bold, join, text
from bot.model import Reply, Said
from bot.words import _


def start(said: Said, desk: Desk) -> Reply | None:
    """`/start`, with a code or without: the first words, and what to tap first."""
    entered = enter(said, desk)
    if desk.access.role(said.place.user) is Role.STRANGER:
        return turned_away(said, desk, STALE if said.text else CLOSED)
    lines, rows = welcome.first(said, desk)
    return show(*([text(entered)] if entered else []), *lines, buttons=rows)


def help_(said: Said, desk: Desk) -> Reply:
    """`/help`: all of it on one screen."""
    owner = desk.access.role(said.place.user) is Role.OWNER
    commands = [
        _("/why – how I read your last question, and which words found each sentence"),
        _("/proof 2 – the second of them within its paragraph"),
        _("/timeline ukraine aid – the course of a topic, with a picture"),
        _("/new – start afresh"),
        _("/digest – what is new, every day at your hour; /digests, /latest, /mute and /quiet"),
        _("“Follow” below an answer – its subject in a digest, or a word from me as soon as something is new"),
        _("/language – the language I speak here; /zone – the clock I go by"),
        _("/sources – the feeds I follow; to add one, send me its address or that of any news page"),
        _("/privacy – what I keep about you; /export and /forget_me"),
        *([_("/status – how I fare: feeds, disk, errors")] if owner else []),
        *([_("/invite – a link that lets one more person in")] if owner else []),
    ]
    return show(
        join((bold(_("Just ask")), text(_(", as in: {example}", example=EXAMPLE))), ""),
        text(_("A time or a source narrows it down: “aid package in April 2024”, “Kharkiv last week”.")),
        join((text(line) for line in commands), "\n"),
        text(_("Every sentence stands word for word in the article that its link names.")),
    )


def new(said: Said, desk: Desk) -> Reply:
    """`/new`: what was said so far lends nothing to the next question."""
    desk.store.clear(said.place)
    return say(_("Starting afresh. What would you like to know?"))


def unknown(said: Said, desk: Desk) -> Reply | None:  # noqa: ARG001
    """A command that does not exist: one line in private, nothing in a group, where it may be another bot's."""
    return (
        say(_("I do not know {command}. /help shows what I can do.", command=f"/{said.command[:32]}"))
        if said.private
        else None
    )
