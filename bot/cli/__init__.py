"""The command line: each command reads its arguments, opens the newsroom, and hands over to `bot.commands`.

All heavy imports wait until they are needed: an answer from a cold shell takes less than a second.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli import articles, feeds, keeping, talking
from bot.cli.opening import RefusalError
from corpus.errors import CorpusError

COMMANDS: dict[str, Callable[..., None]] = {
    "run": talking.run,
    "chat": talking.chat,
    "ask": talking.ask,
    "import": articles.import_,
    "stories": articles.stories,
    "status": articles.status,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "migrate-to": keeping.migrate_to,
    "refresh": feeds.refresh,
}
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, command in COMMANDS.items():
    app.command(name)(command)
app.add_typer(feeds.app, name="feeds")


def _version(asked: bool) -> None:
    if asked:
        print(f"dateline {version('dateline')}")
        raise typer.Exit


@app.callback()
def _options(
    version_: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News briefings, word for word, each sentence with its source, date and link."""


def main() -> None:
    """Run the command line; a refusal is one line on standard error and an exit status, never a trace."""
    from bot.settings import SettingsError  # noqa: PLC0415  (settings are only needed once a command runs)

    try:
        app()
    except (CorpusError, SettingsError) as error:
        _end(str(error), 2)
    except RefusalError as error:
        _end(str(error), error.status)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing is left to say
        sys.exit(0)


def _end(sentence: str, status: int) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(status)
