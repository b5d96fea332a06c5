"""The bot run, talked to in the terminal, or asked from a shell."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.care import heap
from bot.cli.opening import RefusalError, now, opened
from corpus.lasting import lasting

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.newsroom import Newsroom


def run() -> None:
    """Run the bot; with no TELEGRAM_TOKEN, the same bot as a chat in this terminal."""
    heap.share()
    with opened() as (settings, newsroom):
        if not settings.token.get_secret_value():
            raise typer.Exit(_chat(settings, newsroom))
        with lasting():
            from bot.running import run as run_bot  # noqa: PLC0415

        raise typer.Exit(run_bot(settings, newsroom))


def chat() -> None:
    """Talk to the bot in this terminal, through the same handlers; input from a pipe works too."""
    with opened() as (settings, newsroom):
        raise typer.Exit(_chat(settings, newsroom))


def _chat(settings: Settings, newsroom: Newsroom) -> int:
    from bot.commands.console import chat as talk  # noqa: PLC0415

    return talk(settings, newsroom, sys.stdin or io.StringIO(), sys.stdout)


def ask(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="question", help="What you want to know, with quotes or without.")
    ] = None,
    as_of: Annotated[str, typer.Option(help="Ask as on this day, such as 2024-05-14: nothing later is seen.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Questions from a JSON Lines file (- for standard input).")] = None,
) -> None:
    """Answer one question, or many with --batch."""
    question = " ".join(words or ())
    if question and batch is not None:
        raise RefusalError("Give a question, or --batch with a file of questions, but not both.")
    with lasting():
        from bot.commands import batch as batches  # noqa: PLC0415

    with opened() as (settings, newsroom):
        if batch is not None:
            if isinstance(sys.stdout, io.TextIOWrapper):  # half a character in an "id" goes back as JSON escapes it
                sys.stdout.reconfigure(errors="backslashreplace")
            for reply in batches.Batch(newsroom, settings).answers(_lines(batch), now()):
                print(json.dumps(reply, ensure_ascii=False), flush=True)
            return
        try:
            asked = batches.end_of(as_of, settings.zone) if as_of else now()
        except ValueError as error:
            raise RefusalError(f"--as-of {as_of} is not a day: write it as 2024-05-14.") from error
        if as_json:
            [reply] = batches.Batch(newsroom, settings).answers(
                [json.dumps({"id": "1", "question": question, "as_of": as_of})], now()
            )
            print(json.dumps(reply, ensure_ascii=False))
        else:
            _print_answer(question, asked, settings, newsroom)


def _print_answer(question: str, asked: datetime, settings: Settings, newsroom: Newsroom) -> None:
    from bot.looks.markup import shown  # noqa: PLC0415
    from bot.looks.render import answer  # noqa: PLC0415

    briefing = newsroom.answer(newsroom.read(question, asked, settings.zone))
    print(shown(answer(briefing, settings.zone)))


def _lines(path: Path) -> Iterator[str]:
    if str(path) == "-":
        yield from sys.stdin
        return
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise RefusalError(f"{path} cannot be read: --batch takes a UTF-8 file with a JSON object a line.") from error
