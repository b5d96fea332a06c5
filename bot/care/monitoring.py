"""What monitors ask for: `/healthz` and `/metrics`, served on loopback."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.care.health import BOUNDS, Health, Tally
from bot.care.vitals import Vitals
from corpus.errors import CorpusError

log = logging.getLogger(__name__)

# A page of anybody's in a browser on this machine can reach loopback under a name of its own, once that points there.
LOCAL = ("localhost", "127.0.0.1", "[::1]")
PLAIN = "text/plain; charset=utf-8"
Look = Callable[[], Vitals]
Page = tuple[int, str, bytes]  # status, kind, body
MISDIRECTED: Page = (421, PLAIN, b"Ask for localhost, or set DATELINE_HEALTH_HOSTS to the name that you ask for.\n")


@contextmanager
def watched(health: Health, look: Look, port: int, hosts: Collection[str] = ()) -> Iterator[None]:
    """Errors are counted within, and where `port` is not 0, `/healthz` and `/metrics` are served there on loopback.

    Only to those who ask for a name of loopback or one of `hosts`, such as that of a proxy.
    """
    tally = Tally(health)
    logging.getLogger().addHandler(tally)
    server = _serving(health, look, port, {*LOCAL, *hosts}) if port else None
    try:
        yield
    finally:
        if server:
            server.shutdown()
            server.server_close()
        logging.getLogger().removeHandler(tally)


def _serving(health: Health, look: Look, port: int, hosts: Collection[str]) -> ThreadingHTTPServer | None:
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _handler(health, look, hosts))
    except OSError as error:
        log.error("/healthz and /metrics are not served: port %d cannot be had (%s).", port, error.strerror)  # noqa: TRY400
        return None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


def _handler(health: Health, look: Look, hosts: Collection[str]) -> type[BaseHTTPRequestHandler]:
    registry = CollectorRegistry()
    registry.register(_Numbers(health, look))
    ProcessCollector(registry=registry)

    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            try:
                status, kind, body = self._page(self.path) if self._is_meant() else MISDIRECTED
            except CorpusError as error:
                status, kind, body = 503, PLAIN, f"{error}\n".encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _is_meant(self) -> bool:
            asked = self.headers.get("Host", "localhost")  # which no browser leaves out
            return re.sub(r":\d*$", "", asked).lower() in hosts

        def _page(self, path: str) -> Page:
            if path == "/metrics":
                return 200, CONTENT_TYPE_LATEST, generate_latest(registry)
            if path != "/healthz":
                return 404, PLAIN, b"/healthz and /metrics are here.\n"
            look()  # whether the database answers
            if health.silent():
                return 503, PLAIN, b"Telegram has not answered for some minutes.\n"
            return 200, PLAIN, b"ok\n"

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


class _Numbers(Collector):
    """What is counted and what the database says, in the form that Prometheus reads."""

    def __init__(self, health: Health, look: Look) -> None:
        self._health = health
        self._look = look

    def describe(self) -> Iterable[Metric]:
        """Nothing yet: the names come with the numbers."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """All numbers as they are now."""
        health, vitals = self._health, self._look()
        yield _histogram(health)
        yield CounterMetricFamily("dateline_errors", "Errors in the log.", health.errors)
        told = {
            "articles": ("Articles in the archive.", vitals.articles),
            "newest_article_timestamp_seconds": (
                "When the newest article was published.",
                _stamp(vitals.newest.middle if vitals.newest else None),
            ),
            "feeds": ("Feeds that are fetched.", vitals.feeds),
            "feeds_failing": ("Of these, those that could not be read at the last try.", len(vitals.failing)),
            "feeds_read_timestamp_seconds": ("When any feed was last read.", _stamp(vitals.read)),
            "updates_waiting": ("Messages and presses that are taken and not yet answered.", vitals.waiting),
            "digests": ("Digests that are subscribed.", vitals.digests),
            "digests_waiting": ("Editions that are claimed and not yet sent.", vitals.owed),
            "database_bytes": ("Size of the database.", vitals.database),
            "disk_free_bytes": ("Room on the disk of the data folder.", vitals.free),
        }
        for name, (meaning, value) in told.items():
            yield GaugeMetricFamily(f"dateline_{name}", meaning, value)


def _histogram(health: Health) -> Metric:
    counts, total = [], 0
    for bound, count in zip((*map(str, BOUNDS), "+Inf"), health.answers, strict=True):
        total += count
        counts.append((bound, float(total)))
    return HistogramMetricFamily("dateline_answer_seconds", "Time to an answer.", counts, health.seconds)


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else float("nan")
