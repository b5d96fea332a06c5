"""One file for each conversation; `COMMANDS` is the whole list, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers import explain, privacy, sources, start
from bot.handlers.door import Handler, admitted, invite


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what the menu says of it ("" keeps it out of the menu), and who answers."""

    name: str
    menu: str
    answer: Handler


COMMANDS = (
    Command("start", "", sources.welcoming(start.start)),
    Command("help", "What I can do", admitted(start.help_)),
    Command("new", "Start afresh", admitted(start.new)),
    Command("sources", "The feeds I follow", admitted(sources.list_)),
    Command("why", "How I read your last question", admitted(explain.why)),
    Command("proof", "A sentence within its paragraph", admitted(explain.proof)),
    Command("privacy", "What I keep about you", admitted(privacy.privacy)),
    Command("export", "Everything I keep about you, as a file", admitted(privacy.export)),
    Command("forget_me", "Delete everything I keep about you", admitted(privacy.forget_me)),
    Command("invite", "", admitted(invite)),
)
