"""A Bot API server that fails as Telegram and the network do, by chance: the same chance for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.bot.botapi import BotApi, Fault


class Troubled(BotApi):
    """A Bot API server of whose answers a share fails, in every way that there is."""

    def __init__(self, share: float, seed: int) -> None:
        super().__init__()
        self._share, self._dice = share, Random(seed)  # noqa: S311
        self.unsure: Counter[int] = Counter()
        self.met: Counter[str] = Counter()

    def meets(self, method: str, parameters: dict[str, str]) -> Fault | None:
        """One fault in so many requests, noted where the bot cannot know whether a message arrived."""
        if self._dice.random() >= self._share:
            return None
        name, fault = self._dice.choice(list(_troubles(method)))
        self.met[name] += 1
        if fault.after:
            self.unsure[int(parameters.get("chat_id", 0))] += 1
        return fault


def _troubles(method: str) -> Iterator[tuple[str, Fault]]:
    yield "500", Fault(method, 500, "Internal Server Error")
    yield "502", Fault(method)
    yield "504, taken", Fault(method, 504, "Gateway Timeout", after=True)
    yield "cut", Fault(method, cut=True)
    yield "cut, taken", Fault(method, cut=True, after=True)
    yield "no JSON, taken", Fault(method, garbled=True, after=True)
    yield "429", Fault(method, 429, "Too Many Requests: retry after 1", parameters={"retry_after": 1})
    yield "429, no time", Fault(method, 429, "Too Many Requests")
    if method == "getUpdates":
        yield "401", Fault(method, 401, "Unauthorized")
        yield "409", Fault(method, 409, "Conflict: terminated by other getUpdates request")
