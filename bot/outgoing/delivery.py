"""One request to Telegram until its fate is known: never silently lost, at most once repeated."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

T = TypeVar("T")

# Without it python-telegram-bot warns of a coming change of type each time that Telegram asks us to wait.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_SHUT = ("topic_closed", "topic_deleted", "topic closed", "topic deleted", "message thread not found")
_IN_HAND = ("restart", "immediately deleted")
LONGEST = 30.0  # seconds between two tries
FAILURES = 3  # of Telegram itself, before the bot lets go of a message for now
REFUSALS = 3  # of the token, before the bot believes it: a proxy that restarts says "not found", too


class PostponedError(Exception):
    """The bot stops, or its token is no more, before Telegram took an answer: it is given at the next start."""


class LostError(Exception):
    """Twice it is unknown whether Telegram took a message: it is not sent a third time."""


class FailedError(LostError):
    """FAILURES times Telegram said that it failed: it took nothing, and may take it later."""


async def deliver(
    call: Callable[[], Awaitable[T]],
    stop: asyncio.Event,
    wait: float,
    probe: Callable[[], Awaitable[object]] | None = None,
) -> T:
    """The result of `call`, tried again for as long as Telegram surely took nothing.

    Where that is unknown (the connection broke after the request was sent, or a server on the way failed), it is tried once
    more and not again, and not before `probe`, which may be asked any number of times, tells that Telegram is well: during an
    outage the second try would be wasted. A flood limit is waited out; `wait` is the first other pause in seconds, doubled
    each time. Raises PostponedError when `stop` is set while waiting or the token is refused REFUSALS times, LostError,
    FailedError, and Telegram's other refusals (BadRequest, Forbidden) as they are.
    """
    unknown = refusals = failures = 0
    while True:
        try:
            return await call()
        except RetryAfter as error:
            pause = seconds(error)
        except InvalidToken as error:
            refusals += 1
            if refusals == REFUSALS:
                raise PostponedError from error
            pause, wait = wait, min(2 * wait, LONGEST)
        except TelegramError as error:
            if _final(error):
                raise
            failures += failed(error)
            if failures == FAILURES:
                raise FailedError("Telegram fails again and again to take a message.") from error
            unknown += not unsent(error)
            if unknown > 1:
                raise LostError("Telegram failed twice to say whether it took a message.") from error
            pause, wait = wait, min(2 * wait, LONGEST)
        if await stopped(stop, pause):
            raise PostponedError
        if unknown and probe is not None:
            await _well(probe, stop, wait)


async def _well(probe: Callable[[], Awaitable[object]], stop: asyncio.Event, wait: float) -> None:
    """Until Telegram answers; PostponedError when `stop` comes first."""
    while True:
        try:
            await probe()
        except TelegramError as error:
            pause = seconds(error) if isinstance(error, RetryAfter) else wait
        else:
            return
        if await stopped(stop, pause):
            raise PostponedError
        wait = min(2 * wait, LONGEST)


def _final(error: TelegramError) -> bool:
    """Whether Telegram has answered. One that cannot be read is a bare TelegramError, a BadRequest a NetworkError."""
    unclear = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return not unclear and type(error) is not TelegramError


def is_of_shut_topic(error: TelegramError) -> bool:
    """Whether Telegram refused because the topic is closed to the bot, or deleted."""
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in _SHUT)


def unsent(error: TelegramError) -> bool:
    """Whether Telegram surely took nothing: no connection was made, it failed, or said "too many" without saying how long."""
    unconnected = isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    return unconnected or failed(error) or error.message.startswith("Too Many Requests")


def failed(error: TelegramError) -> bool:
    """Whether Telegram itself says that it failed (500). It restarts with messages in hand, and what it deleted was sent."""
    told = error.__cause__ is None and error.message.startswith("Internal Server Error")
    return told and not any(words in error.message for words in _IN_HAND)


async def stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Wait for `seconds`, or less when `stop` is set; whether it is."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait, and a little more."""
    after = error.retry_after
    return (after.total_seconds() if isinstance(after, timedelta) else float(after)) + 0.1
