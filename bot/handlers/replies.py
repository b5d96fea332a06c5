"""Short replies, as the handlers put them."""

from __future__ import annotations

from bot.looks.markup import Html, pages, text
from bot.model import Button, Reply


def say(line: str) -> Reply:
    """A reply of one plain line."""
    return told(text(line))


def told(*blocks: Html, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    """A reply of several blocks."""
    return Reply(pages(blocks, buttons))
