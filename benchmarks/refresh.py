"""Refreshing many feeds at once: articles a second, memory, answers meanwhile, and what a second refresh costs.

    python -m benchmarks.refresh [FEEDS [ARTICLES]]

The publishers are another process on loopback, each feed on an address of its own, with pages of some 40 kB of which
3 kB are the article. Times are of this process alone.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bot.care.refreshing import TURN
from corpus.database import connect
from corpus.feeds.opml import Outline
from corpus.newsroom import Newsroom

NOW = datetime.now(UTC)
QUESTION = "What did the council of Kestrow decide?"
SYLLABLES = (
    "ka",
    "res",
    "tro",
    "lin",
    "mor",
    "den",
    "vas",
    "pel",
    "ur",
    "gan",
    "sho",
    "wick",
    "bra",
    "tem",
    "ol",
    "fen",
)


def words(rng: Random) -> list[str]:
    """A vocabulary of made-up words."""
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(20_000)]


WORDS = words(Random(1))  # noqa: S311


def text(name: str) -> list[str]:
    """An article's paragraphs, always the same for one name."""
    rng = Random(name)  # noqa: S311
    lines = [" ".join(WORDS[min(int(rng.paretovariate(0.5)), 19_999)] for _ in range(18)) for _ in range(24)]
    sentences = [f"The council of {line.capitalize()}." for line in lines]
    return [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]


def page(name: str) -> bytes:
    """An article's web page with a site's usual load around it."""
    links = "".join(f'<li><a class="nav" href="/section/{n}">Section {n}</a></li>' for n in range(200))
    script = f"<script>{'var state = {};' * 1_500}</script>"
    body = "".join(f"<p>{part}</p>" for part in text(name))
    head = f'<title>{name}</title><meta property="og:site_name" content="Paper {name.partition("-")[0]}">{script}'
    return f"<html><head>{head}</head><body><ul>{links}</ul><article><h1>{name}</h1>{body}</article></body></html>".encode()


def feed(host: str, count: int) -> bytes:
    """The feed of the publisher at an address."""
    entries = []
    for n in range(count):
        name = f"{host.rpartition('.')[2]}-{n}"
        at = format_datetime(NOW - timedelta(minutes=7 * n))
        link = f"http://{host}/{name}"
        lead = text(name)[0]
        entries.append(f"<item><title>Council {name}</title><link>{link}</link><pubDate>{at}</pubDate>"
                       f"<description>{lead}</description></item>")  # fmt: skip
    return f"<rss version='2.0'><channel><title>Paper</title>{''.join(entries)}</channel></rss>".encode()


def serve(count: int, port: Any, over: Event) -> None:
    """Publish until told that it is over."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = feed(self.headers["Host"], count) if self.path == "/feed" else page(self.path[1:])
            mark = f'"{blake2b(body, digest_size=8).hexdigest()}"'
            known = self.headers.get("If-None-Match") == mark
            self.send_response(304 if known else 200)
            self.send_header("ETag", mark)
            self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
            self.send_header("Content-Length", "0" if known else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if known else body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Server(("", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port.value = server.server_port
    over.wait()


@contextmanager
def publishers(count: int) -> Iterator[int]:
    """The port of a process full of publishers."""
    context = multiprocessing.get_context("spawn")
    port, over = context.Value("i", 0), context.Event()
    process = context.Process(target=serve, args=(count, port, over), daemon=True)
    process.start()
    while not port.value:
        time.sleep(0.05)
    yield int(port.value)
    over.set()
    process.join()


def measured(name: str, work: Callable[[], Any]) -> tuple[float, float]:
    """Do the work and print what it cost; wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {result}; {wall:.1f} s, of the processor {cpu:.1f} s; peak memory {memory:.0f} MB")
    return wall, cpu


class Asker(threading.Thread):
    """Asks one question every fifth of a second, and notes how long each answer took."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(daemon=True)
        self.newsroom, self.took, self.over = newsroom, list[float](), threading.Event()

    def run(self) -> None:
        """Until it is over."""
        while not self.over.wait(0.2):
            begun = time.perf_counter()
            now = datetime.now(UTC)
            self.newsroom.answer(self.newsroom.read(QUESTION, now, UTC))
            self.took.append(1_000 * (time.perf_counter() - begun))

    def spread(self) -> str:
        """Median, 95th centile and longest, in milliseconds."""
        took = sorted(self.took)
        return (
            f"{len(took)} answers, {took[len(took) // 2]:.0f} / {took[len(took) * 95 // 100]:.0f} / {took[-1]:.0f} ms"
        )


def main(feeds: int = 200, articles: int = 25) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder, publishers(articles) as port:
        hosts = [f"127.0.0.{n}" for n in range(2, feeds + 2)]
        newsroom = Newsroom(connect(f"sqlite:///{folder}/dateline.db"), Path(folder), frozenset(hosts))
        newsroom.furnish(NOW)
        newsroom.answer(newsroom.read(QUESTION, NOW, UTC))
        newsroom.feeds.add_all([Outline(f"http://{host}:{port}/feed") for host in hosts], NOW)
        measured("before", lambda: "nothing fetched")
        asker = Asker(newsroom) if "--asking" in sys.argv else None
        sys.setswitchinterval(TURN)
        if asker:
            asker.start()
        wall, cpu = measured("first refresh", lambda: newsroom.refresh(NOW))
        count = newsroom.store.totals().articles
        print(f"{count:,} articles: {count / wall:.0f} a second, {count / cpu:.0f} a processor second")
        measured("second refresh, nothing new", lambda: newsroom.refresh(NOW + timedelta(hours=1)))
        if asker:
            asker.over.set()
            asker.join()
            print(f"meanwhile {asker.spread()} (median / 95th centile / longest)")
        newsroom.feeds.close()


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:] if given.isdecimal()))
