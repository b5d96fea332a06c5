"""All that is kept, into a backup and back, or into another database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import RefusalError


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; a backup that is there is replaced.")],
) -> None:
    """Everything but the index into one file, also while the bot runs."""
    from bot.commands import backup as backups  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    size = backups.save(load().database_url, file)
    print(f"{file} holds everything but the index, {size / 1e6:,.1f} MB.")


def restore(file: Annotated[Path, typer.Argument(help="A file that dateline backup has written.")]) -> None:
    """Put a backup back, while the bot is stopped; newer data is not overwritten."""
    from bot.commands import backup as backups  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    settings = load()
    former = backups.restore(settings.database_url, settings.data_dir, file)
    kept = f" The former database lies in {former}." if former else ""
    print(f"{file} is back in place; the next start makes the index anew.{kept}")


def migrate_to(
    url: Annotated[str, typer.Argument(help="An empty database, such as postgresql://user:password@host/name.")],
) -> None:
    """Move everything but the index into another database, while the bot is stopped; all of it, or nothing."""
    from bot.commands import moving  # noqa: PLC0415
    from bot.commands.progress import bar  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415
    from corpus.database import connect  # noqa: PLC0415

    settings = load()
    if not settings.database_url.startswith("sqlite"):
        raise RefusalError(
            "The data is in a database server already: migrate-to moves it out of the file in the data folder."
        )
    source, target = connect(settings.database_url), connect(url)
    with bar("Moving", moving.rows(source)) as progress:
        moved = moving.move(source, target, progress)
    for name, contents in sorted(moved.items()):
        print(f"{name:<16} {contents.rows:>12,}  {contents.digest.hex()[:16]}")
    print("Counts and digests are the same on both sides. Set DATELINE_DATABASE_URL to it, and start the bot.")
