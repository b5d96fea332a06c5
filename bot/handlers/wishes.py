"""What is wished of the bot in plain words, done as by the command that does it."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import Desk
from bot.handlers import digest, digests, start
from bot.handlers.door import Handler
from bot.model import Reply, Said
from bot.talk import wishes

_DONE_BY: dict[str, Handler] = {"help": start.help_, "digest": digest.digest, "digests": digests.list_}


def heeding(handler: Handler) -> Handler:
    """The handler of plain messages; one that wishes something of the bot itself is no question about the news."""

    def heeded(said: Said, desk: Desk) -> Reply | None:
        wish = wishes.read(said.text)
        return _DONE_BY[wish.command](replace(said, text=wish.rest), desk) if wish else handler(said, desk)

    return heeded
