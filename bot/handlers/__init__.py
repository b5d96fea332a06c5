"""One file for each conversation; `COMMANDS` is the whole list, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers import (
    ask,
    channels,
    digest,
    digests,
    explain,
    groups,
    language,
    latest,
    links,
    privacy,
    sources,
    start,
    status,
    stories,
    timeline,
    zone,
)
from bot.handlers.door import Handler, admitted, invite
from bot.words import marked


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what menus say of it ("" keeps it out of them), who answers, and in which menus it stands."""

    name: str
    menu: str
    answer: Handler
    private: bool = True
    group: bool = False
    owner: bool = False


COMMANDS = (
    Command("start", "", groups.opening(links.following(digest.resuming(sources.welcoming(start.start))))),
    Command("help", marked("What I can do"), admitted(start.help_), group=True),
    Command("ask", marked("A question about the news"), admitted(ask.asked), private=False, group=True),
    Command("new", marked("Start afresh"), admitted(start.new)),
    Command("latest", marked("What is new, now"), admitted(latest.latest), group=True),
    Command("timeline", marked("The course of a topic, with a picture"), admitted(timeline.timeline), group=True),
    Command(
        "digest", marked("What is new, every day at your hour"), admitted(channels.elsewhere(digest.digest)), group=True
    ),
    Command("digests", marked("Change or end a digest"), admitted(channels.elsewhere(digests.list_)), group=True),
    Command("mute", marked("Leave out a word or a source"), admitted(stories.mute)),
    Command("unmute", "", admitted(stories.unmute)),
    Command("quiet", marked("Hours without digests"), admitted(digests.quiet)),
    Command("sources", marked("The feeds I follow"), admitted(sources.list_)),
    Command("language", marked("The language I speak here"), admitted(language.language), group=True),
    Command("zone", marked("The clock I go by here"), admitted(zone.zone), group=True),
    Command("why", marked("How I read your last question"), admitted(explain.why), group=True),
    Command("proof", marked("A sentence within its paragraph"), admitted(explain.proof), group=True),
    Command("privacy", marked("What I keep about you"), admitted(privacy.privacy)),
    Command("export", marked("Everything I keep about you, as a file"), admitted(privacy.export)),
    Command("forget_me", marked("Delete everything I keep about you"), admitted(privacy.forget_me)),
    Command("invite", marked("Let one more person in"), admitted(invite), private=False, owner=True),
    Command("status", marked("How I fare: feeds, disk, errors"), admitted(status.status), private=False, owner=True),
)
