"""Where updates come in, fetched or sent: those that are new go to the application."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot, Update

from bot.incoming.intake import Intake

log = logging.getLogger(__name__)

ALLOWED = ("message", "edited_message", "channel_post", "callback_query", "inline_query", "my_chat_member")
"""The kinds of updates that Telegram is asked for."""


class Entrance:
    """Where updates come in, as Telegram sends them: those that are new go to the application."""

    def __init__(self, bot: Bot, intake: Intake, queue: asyncio.Queue[object]) -> None:
        self._bot = bot
        self._intake = intake
        self._queue = queue

    @property
    def crowded(self) -> bool:
        """As of Intake."""
        return self._intake.crowded

    @property
    def lined_up(self) -> bool:
        """As of Intake."""
        return self._intake.lined_up

    async def accept(self, batch: Sequence[dict[str, Any]]) -> None:
        """Take updates in. Raises DatabaseError: then Telegram must keep them."""
        new = set(await self._intake.take(batch))
        await self.put([raw for raw in batch if raw["update_id"] in new])

    async def resume(self) -> None:
        """Go on with what an earlier run took and did not finish."""
        await self.put(await self._intake.owed())

    async def put(self, batch: Sequence[dict[str, Any]]) -> None:
        """Give updates that are written down to the application; one that nobody can read must not hold up the others."""
        for raw in batch:
            try:
                update = Update.de_json(_of_characters(raw), self._bot)
            except Exception as error:
                log.warning("An update cannot be read (%s); it is left aside.", type(error).__name__)
                await self._intake.drop(raw)
                continue
            self._intake.hands.add(update.update_id)
            await self._queue.put(update)


def _of_characters(raw: dict[str, Any]) -> dict[str, Any]:
    """A raw update with a question mark for each half of a character, which JSON allows and nothing else does."""
    told = json.dumps(raw, ensure_ascii=False).encode(errors="replace")
    found: dict[str, Any] = json.loads(told) if b"?" in told else raw
    return found
