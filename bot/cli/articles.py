"""Articles imported, told by event, and counted."""

from __future__ import annotations

import json
from datetime import timedelta
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
    from bot.commands.batch import end_of, story  # noqa: PLC0415

    with opened() as (settings, newsroom):
        try:
            until = end_of(as_of, settings.zone) if as_of else now()
            start = end_of(since, settings.zone) - timedelta(days=1) if since else until - timedelta(days=7)
        except ValueError as error:
            raise RefusalError("--since and --as-of take a day: write it as 2024-05-14.") from error
        for found in newsroom.stories(start, until):
            if as_json:
                print(json.dumps(story(found), ensure_ascii=False))
            else:
                others = f" (+{len(found.articles) - 1})" if len(found.articles) > 1 else ""
                print(f"{found.title}{others} · {', '.join(found.sources)}")


def status() -> None:
    """What the archive holds, how fresh it is, and how each feed fares."""
    from bot.commands import feeds  # noqa: PLC0415

    with opened(samples=False) as (settings, newsroom):
        fresh = newsroom.freshness(now())
        newest = fresh.newest.isoformat() if fresh.newest else "none is dated"
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
    from corpus.database import connect, migrate  # noqa: PLC0415

    engine = connect(settings.database_url)
    migrate(engine, "bot.migrations")
    readers, wanted, closed = DigestStore(engine).subscribers()
    shut = f"; closed to the bot: {count(closed, 'chat')}" if closed else ""
    return (f"{count(readers, 'chat')} with {count(wanted, 'digest')}" if readers else "none") + shut
