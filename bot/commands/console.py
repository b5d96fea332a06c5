"""The whole bot as a chat in the terminal: the very same application over a Telegram that is not there."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from telegram import Update

from bot.app import App, build
from bot.care import logs
from bot.commands.terminal import YOU, Screen, Terminal
from bot.desk import Desk, furnish
from bot.handlers.replies import EXAMPLE
from bot.looks import phrases
from bot.settings import Settings
from corpus.newsroom import Newsroom

_NUMBER = re.compile(r"/?(\d{1,2})")  # of a button; a longer one is a year
_NOTHING_SAID = "There is nothing to answer in an empty message. Ask a question, or type /help."


def chat(settings: Settings, newsroom: Newsroom, typed: TextIO, output: TextIO) -> int:
    """Answer what is typed, a message a line, until the input ends or Ctrl-C; the exit status, 0.

    While there are buttons on the screen, a line that is only a number presses one; any other line is said to the bot.
    """
    logs.configure("DEBUG" if settings.log_level == "DEBUG" else "WARNING", settings.secrets)
    screen = Screen(output)
    terminal = Terminal(screen)
    with asyncio.Runner() as runner:
        desk = furnish(settings, newsroom, host=YOU)
        application = build(desk, (terminal, terminal), asyncio.Event())
        runner.run(application.initialize())
        screen.show(_greeting(desk))
        with suppress(KeyboardInterrupt):
            _talk(runner, application, terminal, screen, _lines(typed, screen))
        runner.run(application.shutdown())
    return 0


def _talk(runner: asyncio.Runner, application: App, terminal: Terminal, screen: Screen, lines: Iterator[str]) -> None:
    for line in lines:
        if refusal := _refusal(line.strip(), len(terminal.buttons)):
            screen.show(refusal)
        else:
            update = Update.de_json(_update(terminal, line.strip()), application.bot)
            runner.run(application.process_update(update))
        if screen.quiet:
            return


def _refusal(line: str, buttons: int) -> str:
    """The sentence for an empty line, and for the number of a button past those on the screen; "" for what can be sent."""
    number = _NUMBER.fullmatch(line)
    if number and buttons and not 1 <= int(number[1]) <= buttons:
        there = f"those above are 1 to {buttons}" if buttons > 1 else "the only one above is 1"
        return f"There is no button {number[1]}: {there}."
    return "" if line else _NOTHING_SAID


def _update(terminal: Terminal, line: str) -> dict[str, object]:
    """A line as a button pressed, where there are any and it is a number; else as a message."""
    number = _NUMBER.fullmatch(line)
    if number and terminal.buttons:
        return terminal.pressed(terminal.buttons[int(number[1]) - 1])
    return terminal.said(line)


def _greeting(desk: Desk) -> str:
    totals = desk.newsroom.store.totals()
    kind = "sample article" if totals.samples else "article"
    token = "" if desk.settings.token.get_secret_value() else "No TELEGRAM_TOKEN is set, so this is "
    opening = f"{token or 'This is '}the bot in your terminal, with {phrases.count(totals.articles, kind)}."
    return f"{opening}\nTry: {EXAMPLE}   (/help for more, Ctrl-D to leave)"


def _lines(typed: TextIO, screen: Screen) -> Iterator[str]:
    """Lines as they come: edited on a terminal, and shown as typed when they come from elsewhere."""
    if isinstance(typed, TextIOWrapper):
        typed.reconfigure(errors="replace")
    if typed.isatty():
        yield from _typed(typed)
        screen.show("\nGoodbye.")
        return
    number = 0
    for number, line in enumerate(typed, 1):  # noqa: B007  (counted for the check below)
        screen.show(f"> {line.rstrip()}"[:500])
        yield line
    if not number:
        screen.show(f'No question came in. Type one in a terminal, or pipe one in: echo "{EXAMPLE}" | make run')


def _typed(typed: TextIO) -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415  (gives input() editing and a history)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            if typed is sys.stdin:
                yield input("> ")
            else:
                line = typed.readline()
                if not line:
                    return
                yield line
