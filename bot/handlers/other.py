"""What is no text: a picture, a voice, a contact and so on; one kind line in private, and nothing in a group."""

from __future__ import annotations

from bot.desk import Desk
from bot.handlers import ask, zone
from bot.handlers.replies import EXAMPLE, say
from bot.model import Reply, Said
from bot.words import _, marked

_LOOKED_AT = marked("I cannot see pictures or films. Ask me in words, as in: {example}")
_HEARD = marked("I cannot hear what is said there. Ask me in words, as in: {example}")
_FILE = marked("Of files I read articles (.txt or .html), lists of feeds (.opml), and nothing else.")
_CONTACT = marked("I keep no contacts, and have not kept this one. Ask me about the news, as in: {example}")
_POLL = marked("I do not vote, but I can tell what was reported. Ask me, as in: {example}")
_PLAY = marked("Nice. News I can tell you more about; ask me, as in: {example}")
_SERVICE = marked("I have taken note. Ask me about the news, as in: {example}")
_LINES = {
    **dict.fromkeys(("photo", "video", "animation", "story", "paid_media"), _LOOKED_AT),
    **dict.fromkeys(("voice", "audio", "video_note"), _HEARD),
    **dict.fromkeys(("sticker", "dice", "game"), _PLAY),
    **{"document": _FILE, "contact": _CONTACT, "poll": _POLL},
}


def other(said: Said, desk: Desk) -> Reply | None:
    """The caption of a picture as a question; where a location is; else, in private, the line for what came."""
    if said.spot:
        return zone.located(said, said.spot, desk)
    if said.text.strip():
        return ask.ask(said, desk)
    return say(_(_LINES.get(said.kind, _SERVICE), example=EXAMPLE)) if said.private else None
