"""One file for each conversation; `COMMANDS` is the whole list, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers import (
    ask,
    digest,
    digests,
    explain,
    groups,
    language,
    latest,
    privacy,
    sources,
    start,
    stories,
    timeline,
)
from bot.handlers.door import Handler, admitted, invite
from bot.words import marked


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what the menu says of it ("" keeps it out of the menu), and who answers."""

    name: str
    menu: str
    answer: Handler


COMMANDS = (
    Command("start", "", groups.opening(digest.resuming(sources.welcoming(start.start)))),
    Command("help", marked("What I can do"), admitted(start.help_)),
    Command("ask", "", admitted(ask.asked)),
    Command("new", marked("Start afresh"), admitted(start.new)),
    Command("latest", marked("What is new, now"), admitted(latest.latest)),
    Command("timeline", marked("The course of a topic, with a picture"), admitted(timeline.timeline)),
    Command("digest", marked("What is new, every day at your hour"), admitted(digest.digest)),
    Command("digests", marked("Change or end a digest"), admitted(digests.list_)),
    Command("mute", marked("Leave out a word or a source"), admitted(stories.mute)),
    Command("unmute", "", admitted(stories.unmute)),
    Command("quiet", marked("Hours without digests"), admitted(digests.quiet)),
    Command("sources", marked("The feeds I follow"), admitted(sources.list_)),
    Command("language", marked("The language I speak here"), admitted(language.language)),
    Command("why", marked("How I read your last question"), admitted(explain.why)),
    Command("proof", marked("A sentence within its paragraph"), admitted(explain.proof)),
    Command("privacy", marked("What I keep about you"), admitted(privacy.privacy)),
    Command("export", marked("Everything I keep about you, as a file"), admitted(privacy.export)),
    Command("forget_me", marked("Delete everything I keep about you"), admitted(privacy.forget_me)),
    Command("invite", "", admitted(invite)),
)
