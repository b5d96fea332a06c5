"""The commands: each reads its arguments, opens the newsroom, and hands over; all heavy imports wait until they are needed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.errors import CorpusError
from corpus.lasting import lasting

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.newsroom import Newsroom

app = typer.Typer(
    help="News briefings, word for word, each sentence with its source, date and link.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
feeds = typer.Typer(help="RSS, Atom and JSON feeds that are followed; OPML in and out.", no_args_is_help=True)
app.add_typer(feeds, name="feeds")


class RefusalError(Exception):
    """A person's mistake or a fault of the surroundings, told in one sentence; ends the program with `status`."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


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


@contextmanager
def _newsroom(*, samples: bool = True) -> Iterator[tuple[Settings, Newsroom]]:
    """The settings and the open newsroom; an archive that holds nothing is given the sample articles."""
    with lasting():
        from bot.settings import load  # noqa: PLC0415
        from corpus.database import connect  # noqa: PLC0415
        from corpus.newsroom import Newsroom  # noqa: PLC0415

    settings = load()
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's questions lie in it
    except OSError as error:
        raise RefusalError(
            f"The data folder {settings.data_dir} cannot be made ({error.strerror}): name another with DATELINE_DATA_DIR."
        ) from error
    newsroom = Newsroom(connect(settings.database_url), settings.data_dir, settings.allowed_hosts, settings.search)
    if samples:
        newsroom.furnish(_now())
    try:
        yield settings, newsroom
    finally:
        newsroom.feeds.close()


def _now() -> datetime:
    return datetime.now(UTC)


@app.command()
def run() -> None:
    """Run the bot; with no TELEGRAM_TOKEN, the same bot as a chat in this terminal."""
    with _newsroom() as (settings, newsroom):
        if not settings.token.get_secret_value():
            raise typer.Exit(_chat(settings, newsroom))
        with lasting():
            from bot.app import run as run_bot  # noqa: PLC0415

        raise typer.Exit(run_bot(settings, newsroom))


@app.command()
def chat() -> None:
    """Talk to the bot in this terminal, through the same handlers; input from a pipe works too."""
    with _newsroom() as (settings, newsroom):
        raise typer.Exit(_chat(settings, newsroom))


def _chat(settings: Settings, newsroom: Newsroom) -> int:
    from bot.commands.console import chat as talk  # noqa: PLC0415

    return talk(settings, newsroom, sys.stdin or io.StringIO(), sys.stdout)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="What you want to know.")] = "",
    as_of: Annotated[str, typer.Option(help="Ask as on this day, such as 2024-05-14: nothing later is seen.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    batch: Annotated[Path | None, typer.Option(help="Questions from a JSON Lines file (- for standard input).")] = None,
) -> None:
    """Answer one question, or many with --batch."""
    with lasting():
        from bot.commands import batch as batches  # noqa: PLC0415

    with _newsroom() as (settings, newsroom):
        if batch is not None:
            for reply in batches.Batch(newsroom, settings).answers(_lines(batch), _now()):
                print(json.dumps(reply, ensure_ascii=False), flush=True)
            return
        try:
            asked = batches.end_of(as_of, settings.zone) if as_of else _now()
        except ValueError as error:
            raise RefusalError(f"--as-of {as_of} is not a day: write it as 2024-05-14.") from error
        if as_json:
            [reply] = batches.Batch(newsroom, settings).answers(
                [json.dumps({"id": "1", "question": question, "as_of": as_of})], _now()
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


@app.command("import")
def import_(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders: .txt .html .json .jsonl, also .gz .xz .bz2.")
    ] = None,
) -> None:
    """Import articles from files and folders; exit status 1 when some could not be read."""
    if not paths:
        raise RefusalError("Name the files and folders to import, for example: dateline import ~/articles")
    from bot.commands.importing import carry  # noqa: PLC0415

    with _newsroom(samples=False) as (_, newsroom):
        raise typer.Exit(carry(paths, newsroom, _now()))


@app.command()
def stories(
    since: Annotated[
        str, typer.Option(help="The first day, such as 2024-05-08; a week before the last when left out.")
    ] = "",
    as_of: Annotated[str, typer.Option(help="The last day; today when left out.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line.")] = False,
) -> None:
    """The period's articles grouped by event, a story a line, those with most sources first."""
    from bot.commands.batch import end_of, story  # noqa: PLC0415

    with _newsroom() as (settings, newsroom):
        try:
            until = end_of(as_of, settings.zone) if as_of else _now()
            start = end_of(since, settings.zone) - timedelta(days=1) if since else until - timedelta(days=7)
        except ValueError as error:
            raise RefusalError("--since and --as-of take a day: write it as 2024-05-14.") from error
        for found in newsroom.stories(start, until):
            if as_json:
                print(json.dumps(story(found), ensure_ascii=False))
            else:
                others = f" (+{len(found.articles) - 1})" if len(found.articles) > 1 else ""
                print(f"{found.title}{others} · {', '.join(found.sources)}")


@app.command()
def status() -> None:
    """What the archive holds, how fresh it is, and how each feed fares."""
    from bot.commands import feeds as feed_commands  # noqa: PLC0415

    with _newsroom(samples=False) as (settings, newsroom):
        fresh = newsroom.freshness(_now())
        newest = fresh.newest.isoformat() if fresh.newest else "none is dated"
        print(f"Data folder      {settings.data_dir}")
        print(f"Articles         {fresh.articles:,}" + (" (samples)" if newsroom.store.totals().samples else ""))
        print(f"Sentences        {newsroom.store.totals().sentences:,}")
        print(f"Newest article   {newest}")
        print(f"Subscribers      {_subscribers(settings)}")
        for line in feed_commands.listed(newsroom, _now(), settings.zone):
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


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; a backup that is there is replaced.")],
) -> None:
    """Everything but the index into one file, also while the bot runs."""
    from bot.commands import backup as backups  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    size = backups.save(load().database_url, file)
    print(f"{file} holds everything but the index, {size / 1e6:,.1f} MB.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that dateline backup has written.")]) -> None:
    """Put a backup back, while the bot is stopped; newer data is not overwritten."""
    from bot.commands import backup as backups  # noqa: PLC0415
    from bot.settings import load  # noqa: PLC0415

    settings = load()
    former = backups.restore(settings.database_url, settings.data_dir, file)
    kept = f" The former database lies in {former}." if former else ""
    print(f"{file} is back in place; the next start makes the index anew.{kept}")


@app.command("migrate-to")
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
    with bar("Moving", moving.rows(source)) as told:
        moved = moving.move(source, target, told)
    for name, contents in sorted(moved.items()):
        print(f"{name:<16} {contents.rows:>12,}  {contents.digest.hex()[:16]}")
    print("Counts and digests are the same on both sides. Set DATELINE_DATABASE_URL to it, and start the bot.")


@feeds.command("list")
def feeds_list() -> None:
    """Each feed with its number, its newest item's age, or why it fails."""
    from bot.commands import feeds as feed_commands  # noqa: PLC0415

    with _newsroom(samples=False) as (settings, newsroom):
        for line in feed_commands.listed(newsroom, _now(), settings.zone):
            print(line)


@feeds.command("add")
def feeds_add(
    url: Annotated[str, typer.Argument(help="The address of a feed, or of a page that names one.")],
    topic: Annotated[str, typer.Option(help="The topic under which it is listed.")] = "",
) -> None:
    """Follow a feed, and fetch its newest articles at once."""
    from bot.commands import feeds as feed_commands  # noqa: PLC0415

    with _newsroom(samples=False) as (settings, newsroom):
        print(feed_commands.add(newsroom, url, topic, _now(), settings.zone))


@feeds.command("remove")
def feeds_remove(feed: Annotated[str, typer.Argument(help="Its number in `feeds list`, or its address.")]) -> None:
    """Follow a feed no longer; its articles stay."""
    from bot.commands import feeds as feed_commands  # noqa: PLC0415

    with _newsroom(samples=False) as (_, newsroom):
        source = feed_commands.find(newsroom, feed)
        if source is None or not newsroom.feeds.store.remove(source.id):
            raise RefusalError(f"No feed {feed} is followed: dateline feeds list shows their numbers.")
        print(f"{source.name} is removed; its articles stay.")


@feeds.command("import")
def feeds_import(file: Annotated[Path, typer.Argument(help="An OPML file; its folders become topics.")]) -> None:
    """Follow all feeds of an OPML file."""
    from bot.commands import feeds as feed_commands  # noqa: PLC0415

    with _newsroom(samples=False) as (_, newsroom):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise RefusalError(f"{file} cannot be read ({error.strerror}).") from error
        for line in feed_commands.take_over(newsroom, content, _now()):
            print(line)


@feeds.command("export")
def feeds_export(
    file: Annotated[Path | None, typer.Argument(help="Where to write; standard output when left out.")] = None,
) -> None:
    """All feeds as OPML, a topic a folder."""
    with _newsroom(samples=False) as (_, newsroom):
        if file is None:
            sys.stdout.buffer.write(newsroom.feeds.export())
            return
        try:
            file.write_bytes(newsroom.feeds.export())
        except OSError as error:
            raise RefusalError(f"{file} cannot be written ({error.strerror}).") from error


@app.command()
def refresh() -> None:
    """Fetch all due feeds once; exit status 1 when not one of them could be read."""
    from bot.commands import feeds as feed_commands  # noqa: PLC0415

    with _newsroom(samples=False) as (_, newsroom):
        report = newsroom.refresh(_now())
        print(feed_commands.refreshed(report))
        for source, reason in report.failed:
            print(f"{source.name}: {reason}", file=sys.stderr)
        if report.asked and len(report.failed) == report.asked:
            raise typer.Exit(1)
