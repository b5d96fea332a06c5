"""Articles imported, told by event, and counted."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import RefusalError, now, opened

if TYPE_CHECKING:
    from bot.settings import Settings


def import_(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders: .txt .html .json .jsonl, also .gz .xz .bz2.")
    ] = None,
) -> None:
    """Import articles from files and folders; exit status 1 when some could not be read."""
    if not paths:
        raise RefusalError("Name the files and folders to import, for example: dateline import ~/articles")
    from bot.commands.importing import carry  # noqa: PLC0415

    with opened(samples=False) as (_, newsroom):
        raise typer.Exit(carry(paths, newsroom, now()))


def stories(
    since: Annotated[
        str, typer.Option(help="The first day, such as 2024-05-08; a week before the last when left out.")
    ] = "",
    as_of: Annotated[str, typer.Option(help="The last day; today when left out.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line.")] = False,
) -> None:
    """The period's articles grouped by event, a story a line, those with most sources first."""
    from bot.commands.batch import story  # noqa: PLC0415

    with opened() as (settings, newsroom):
        start, until = _period(since, as_of, settings.zone)
        found = newsroom.stories(start, until)
        if not found:
            first, last = (at.astimezone(settings.zone).date() for at in (start + timedelta(seconds=1), until))
            print(f"No stories from {first} to {last}.", file=sys.stderr)
        for told in found:
            if as_json:
                print(json.dumps(story(told), ensure_ascii=False))
            else:
                others = f" (+{len(told.articles) - 1})" if len(told.articles) > 1 else ""
                print(f"{told.title}{others} · {', '.join(told.sources)}")


def _period(since: str, as_of: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """The second before the first day begins, and the last of the last day; without days, the week that ends now."""
    from bot.commands.batch import end_of  # noqa: PLC0415

    try:
        until = end_of(as_of, zone) if as_of else now()
        start = end_of(since, zone) - timedelta(days=1) if since else until - timedelta(days=7)
    except ValueError as error:
        raise RefusalError("--since and --as-of take a day: write it as 2024-05-14.") from error
    if start >= until:
        raise RefusalError(
            f"--since {since} comes after {as_of or 'today'}: --since takes the first day, --as-of the last."
        )
    return start, until


def status() -> None:
    """What the archive holds, how fresh it is, and how each feed fares."""
    from bot.commands import feeds  # noqa: PLC0415

    with opened(samples=False) as (settings, newsroom):
        fresh = newsroom.freshness(now())
        newest = fresh.newest.isoformat() if fresh.newest else "none is dated" if fresh.articles else "none yet"
        print(f"Data folder      {settings.data_dir}")
        print(f"Articles         {fresh.articles:,}" + (" (samples)" if newsroom.store.totals().samples else ""))
        print(f"Sentences        {newsroom.store.totals().sentences:,}")
        print(f"Newest article   {newest}")
        print(f"Subscribers      {_subscribers(settings)}")
        for line in feeds.listed(newsroom, now(), settings.zone):
            print(line)


def _subscribers(settings: Settings) -> str:
    """`2 chats with 3 digests, 1 chat is closed to the bot`."""
    from bot.digests.subscriptions import DigestStore  # noqa: PLC0415
    from bot.looks.phrases import count  # noqa: PLC0415
    from corpus.database import connect  # noqa: PLC0415
    from corpus.versions import migrate  # noqa: PLC0415

    engine = connect(settings.database_url)
    migrate(engine, "bot.migrations")
    readers, wanted, closed = DigestStore(engine).subscribers()
    shut = f"; closed to the bot: {count(closed, 'chat')}" if closed else ""
    return (f"{count(readers, 'chat')} with {count(wanted, 'digest')}" if readers else "none") + shut
