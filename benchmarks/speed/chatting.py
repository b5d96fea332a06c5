"""Questions a second through a Bot API server on loopback, beside a bot that only repeats; and how long the loop was held up.

    python -m benchmarks.speed.chatting BOT URL DATA_DIR

runs one bot until its input ends, then prints a JSON object with its CPU seconds and the longest hold-ups of its event loop.
BOT is `dateline` or `echo`, as people run them, within Telegram's thirty messages a second; with `-free` behind it without
that limit, which Telegram itself would not grant. The data folder is written to, and serves once: `rate` gives it a copy.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, ApplicationBuilder, ContextTypes, MessageHandler, filters

from benchmarks.speed.asking import opened
from benchmarks.speed.machine import ROOT, percentile
from bot import app, running
from bot.care import heap
from bot.desk import furnish
from bot.settings import Settings
from tests.bot.botapi import PATIENCE, TOKEN, BotApi

CHATS, EACH = 40, 10  # people, and messages that each sends, the next one when the last is answered
LOOK = 0.005  # seconds between two looks at the event loop
SETTLED = 100  # looks that are not counted, while the bot starts
STRANGER = 1_000  # whose first answer says that the bot is up; the CPU is counted from then on

Bot = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


def rate(bot: str, data: Path, questions: list[str]) -> dict[str, float]:
    """Let people talk to a bot: answers a second by the clock and by its CPU, and its loop's hold-ups in milliseconds.

    The bot works on a copy of `data`. RuntimeError where it does not come up.
    """
    with _copied(data) as copy, BotApi() as server, _running(bot, server.url, copy) as process:
        server.say(questions[0], user=STRANGER)
        _await_first_answer(bot, server, process)
        started = time.perf_counter()
        _talk(server, questions)
        seconds = time.perf_counter() - started
        output, _ = process.communicate("")
    spent = dict(json.loads(output.splitlines()[-1]))
    done = CHATS * EACH
    return {
        "rate": done / seconds,
        "cpu": spent["cpu"] * 1000 / done,
        "held": spent["held"],
        "held_p99": spent["held_p99"],
    }


@contextmanager
def _copied(data: Path) -> Iterator[Path]:
    """A copy of the folder beside it: a bot that has answered an update takes none of another server's with its number."""
    with TemporaryDirectory(dir=data.parent) as folder:
        yield Path(shutil.copytree(data, Path(folder) / data.name))


@contextmanager
def _running(bot: str, url: str, data: Path) -> Iterator[subprocess.Popen[str]]:
    """The bot as a process of its own, which ends at the latest with the context."""
    command = [sys.executable, "-m", "benchmarks.speed.chatting", bot, url, str(data)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()  # does nothing to one that has ended


def _await_first_answer(bot: str, server: BotApi, process: subprocess.Popen[str]) -> None:
    late = time.monotonic() + PATIENCE
    while not server.messages:
        if process.poll() is not None or time.monotonic() > late:
            raise RuntimeError(f"The bot {bot} ended, or did not answer within {PATIENCE:.0f} s.")
        time.sleep(0.1)


def _talk(server: BotApi, questions: list[str]) -> None:
    """Everybody sends a message, and the next when it is answered."""
    sent = dict.fromkeys(range(1, CHATS + 1), 0)
    while True:
        heard = dict.fromkeys(sent, 0)
        for message in list(server.messages):
            if message.chat in heard:
                heard[message.chat] += 1
        if min(heard.values()) >= EACH:
            return
        for chat, count in sent.items():
            if count < EACH and heard[chat] >= count:
                server.say(questions[(chat * EACH + count) % len(questions)], user=chat)
                sent[chat] += 1
        count = len(server.messages)
        server.wait(lambda count=count: len(server.messages) > count)  # type: ignore[misc]


# ---- in the bot's own process ----


def dateline(url: str, data: Path) -> Bot:
    """The bot itself, begun as its command begins it."""
    heap.share()
    settings = Settings(  # type: ignore[call-arg]
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_BASE_URL=url,
        DATELINE_DATA_DIR=data,
        DATELINE_ACCESS="public",
        DATELINE_MESSAGES_PER_MINUTE=0,
    )
    desk = furnish(settings, opened(data))
    running.settle(desk)

    async def serve(stop: asyncio.Event) -> None:
        await running.serve(desk, stop)

    return serve


def echo(url: str, limited: bool) -> Bot:
    """The least that a bot on python-telegram-bot can do."""

    async def repeat(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    async def serve(stop: asyncio.Event) -> None:
        builder = ApplicationBuilder().token(TOKEN).base_url(url).concurrent_updates(True)
        built = (builder.rate_limiter(AIORateLimiter()) if limited else builder).build()
        built.add_handler(MessageHandler(filters.TEXT, repeat))
        async with built:
            await built.start()
            if built.updater:
                await built.updater.start_polling()
                await stop.wait()
                await built.updater.stop()
            await built.stop()

    return serve


async def _watched(bot: Bot) -> list[tuple[float, float]]:
    """Run it until standard input ends; for every look at the loop how many milliseconds it came late, and the CPU by then."""
    stop, late = asyncio.Event(), list[tuple[float, float]]()
    loop = asyncio.get_running_loop()
    ended = loop.run_in_executor(None, sys.stdin.read)
    ended.add_done_callback(lambda _: stop.set())
    serving = asyncio.create_task(bot(stop))
    while not stop.is_set():
        before = loop.time()
        await asyncio.sleep(LOOK)
        late.append(((loop.time() - before - LOOK) * 1000, time.process_time()))
    await serving
    return late


def main(name: str, url: str, data: Path) -> None:
    """Run one bot, and print what it took."""
    kind, _, free = name.partition("-")
    if free:
        # The wiring sets the limiter itself, since no one may go without; here another is put in its place.
        setattr(app, "AIORateLimiter", partial(AIORateLimiter, overall_max_rate=0, group_max_rate=0))  # noqa: B010
    bot = dateline(url, data) if kind == "dateline" else echo(url, not free)
    looks = asyncio.run(_watched(bot))[SETTLED:]
    late = [each for each, _ in looks]
    used = time.process_time() - looks[0][1]
    print(json.dumps({"cpu": used, "held": max(late), "held_p99": percentile(late, 0.99)}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
