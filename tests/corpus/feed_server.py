"""A publisher on loopback for tests: a real HTTP server in a thread, with answers to put and requests to look at."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

import brotli  # type: ignore[import-untyped, unused-ignore]

PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}


@dataclass(frozen=True)
class Page:
    """An answer at a path. A request that names its `etag` or `modified` gets 304; `packed` is a content coding."""

    body: bytes = b""
    content_type: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    modified: str = ""
    packed: str = ""


@dataclass(frozen=True)
class Request:
    """A request as it came; `connection` is the client's port, the same for requests over one connection."""

    path: str
    headers: dict[str, str]
    connection: int


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server was given for the path, or 404."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits 40 milliseconds for an acknowledgement
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.publisher.requests.append(Request(self.path, headers, self.client_address[1]))
        answer = self.server.publisher.answers.get(self.path, Page(status=404))
        if isinstance(answer, Page):
            self.page(answer)
        else:
            self.close_connection = True
            answer(self)

    def page(self, page: Page) -> None:
        known = page.etag and page.etag == self.headers.get("If-None-Match")
        known = known or (page.modified and page.modified == self.headers.get("If-Modified-Since"))
        body = b"" if known else PACKERS[page.packed](page.body) if page.packed else page.body
        self.send_response(304 if known else page.status)
        named = {"Content-Type": page.content_type, "ETag": page.etag, "Last-Modified": page.modified}
        for name, value in {**named, "Content-Encoding": page.packed, **page.headers}.items():
            if value:
                self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")  # or the next request may be lost to a connection that ends
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    publisher: FeedServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of these tests hang up as they like."""


class FeedServer:
    """`with FeedServer() as server:` serves `server.answers[path]` at `server.url(path)`; `requests` are in order."""

    def __init__(self) -> None:
        self.answers: dict[str, Page | Callable[[Handler], None]] = {}
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.publisher = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes = b"", content_type: str = "", **rest: object) -> str:
        """Put a page at a path; returns its address."""
        self.answers[path] = Page(body, content_type, **rest)  # type: ignore[arg-type]
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.put(path, status=status, headers={"Location": to})

    def drip(self, head: bytes, piece: bytes = b"x") -> Callable[[Handler], None]:
        """An answer that begins with `head` and goes on with `piece` every few milliseconds, for some three seconds."""

        def answer(handler: Handler) -> None:
            handler.wfile.write(head)
            for _ in range(600):
                handler.wfile.write(piece)
                self.closing.wait(0.005)

        return answer

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
