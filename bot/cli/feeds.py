"""Feeds listed, followed and fetched; OPML in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opening import RefusalError, now, opened

app = typer.Typer(help="RSS, Atom and JSON feeds that are followed; OPML in and out.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """Each feed with its number, its newest item's age, or why it fails."""
    from bot.commands import feeds  # noqa: PLC0415

    with opened(samples=False) as (settings, newsroom):
        for line in feeds.listed(newsroom, now(), settings.zone):
            print(line)


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(help="The address of a feed, or of a page that names one.")],
    topic: Annotated[str, typer.Option(help="The topic under which it is listed.")] = "",
) -> None:
    """Follow a feed, and fetch its newest articles at once."""
    from bot.commands import feeds  # noqa: PLC0415

    with opened(samples=False) as (settings, newsroom):
        print(feeds.add(newsroom, url, topic, now(), settings.zone))


@app.command("remove")
def remove(feed: Annotated[str, typer.Argument(help="Its number in `feeds list`, or its address.")]) -> None:
    """Follow a feed no longer; its articles stay."""
    from bot.commands import feeds  # noqa: PLC0415

    with opened(samples=False) as (_, newsroom):
        source = feeds.find(newsroom, feed)
        if source is None or not newsroom.feeds.store.remove(source.id):
            raise RefusalError(f"No feed {feed} is followed: dateline feeds list shows their numbers.")
        print(f"{source.name} is removed; its articles stay.")


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="An OPML file; its folders become topics.")]) -> None:
    """Follow all feeds of an OPML file."""
    from bot.commands import feeds  # noqa: PLC0415
    from corpus.feeds.opml import OpmlError  # noqa: PLC0415

    with opened(samples=False) as (_, newsroom):
        try:
            for line in feeds.take_over(newsroom, file.read_bytes(), now()):
                print(line)
        except OSError as error:
            raise RefusalError(f"{file} cannot be read ({error.strerror}).") from error
        except OpmlError as error:
            raise RefusalError(f"{file} cannot be read: {error}.") from error


@app.command("export")
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output when left out.")] = None,
) -> None:
    """All feeds as OPML, a topic a folder."""
    with opened(samples=False) as (_, newsroom):
        if file is None:
            sys.stdout.buffer.write(newsroom.feeds.export())
            return
        try:
            file.write_bytes(newsroom.feeds.export())
        except OSError as error:
            raise RefusalError(f"{file} cannot be written ({error.strerror}).") from error


def refresh() -> None:
    """Fetch all due feeds once; exit status 1 when not one of them could be read."""
    from bot.commands import feeds  # noqa: PLC0415

    with opened(samples=False) as (_, newsroom):
        report = newsroom.refresh(now())
        print(feeds.refreshed(report))
        for source, reason in report.failed:
            print(f"{source.name}: {reason}", file=sys.stderr)
        if report.asked and len(report.failed) == report.asked:
            raise typer.Exit(1)
