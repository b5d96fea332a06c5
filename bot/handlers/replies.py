"""Short replies, as the handlers put them, and what several of them say."""

from __future__ import annotations

from bot.looks.markup import Html, pages, text
from bot.model import Button, Reply
from bot.words import _

EXAMPLE = "Who did Blinken meet in Kyiv?"  # in the language of the sample articles


def say(line: str) -> Reply:
    """A reply of one plain line."""
    return show(text(line))


def show(*blocks: Html, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    """A reply of several blocks."""
    return Reply(pages(blocks, buttons))


def lost() -> Reply:
    """What a button says whose answer is no longer kept, or is another chat's."""
    return say(_("I no longer keep that answer. Please ask again."))
