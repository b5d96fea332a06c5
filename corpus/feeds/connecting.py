"""Connections for fetching: only to addresses that are open to everyone, and each step within the time of its request."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

import httpcore
import httpx

from corpus.feeds.refused import RefusedError
from corpus.saying import Saying

KEPT = 3.0  # seconds for which an idle connection is kept: servers usually close theirs after five
AGAIN = 3  # connections found closed that one request may meet

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
# Public by their number but not by their use: protocol assignments, 6to4 relays, the host agent of a large cloud.
_TAKEN = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))

# One request runs in one thread from first to last, so its end is known to whichever connection serves it.
_deadline: ContextVar[float] = ContextVar("deadline")


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All connections used by this thread meanwhile end at the same time; httpcore.TimeoutException then."""
    token = _deadline.set(monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def public(address: str) -> bool:
    """Whether an IP address is open to everyone: not loopback, private, link-local, metadata, multicast, reserved.

    An IPv4 address carried within an IPv6 one (mapped, 6to4, NAT64) is judged as the IPv4 address.
    """
    ip = _carried(ipaddress.ip_address(address))
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _UNICAST and ip.is_global
    return ip.is_global and not ip.is_multicast and not any(ip in taken for taken in _TAKEN)


def _carried(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def addresses(host: str) -> list[str]:
    """What the machine's resolver answers for a name or a number in any notation; OSError where it knows none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _left() -> float:
    left = _deadline.get() - monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


class _Backend(httpcore.NetworkBackend):
    """Connects to the very address that was looked up and judged, so that a second look-up can tell nothing else.

    Host header and TLS name stay those of the URL: httpcore takes them from there.
    """

    def __init__(self, allowed_hosts: frozenset[str], resolve: Callable[[str], list[str]]) -> None:
        self._allowed = frozenset(map(_bare, allowed_hosts))
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that answers; the time left is the deadline's."""
        found = self._looked_up(host)
        if _bare(host) not in self._allowed and not all(map(public, found)):
            raise RefusedError(Saying("points to a private address, which only DATELINE_ALLOWED_HOSTS can allow"))
        for address in found[:-1]:
            try:
                return _Stream(self._sockets.connect_tcp(address, port, timeout=_left() / 3))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return _Stream(self._sockets.connect_tcp(found[-1], port, timeout=_left()))

    def _looked_up(self, host: str) -> list[str]:
        # The system's look-up knows no time limit, so it is waited for from outside.
        answers: SimpleQueue[list[str]] = SimpleQueue()
        threading.Thread(target=lambda: answers.put(self._known(host)), daemon=True).start()
        try:
            found = answers.get(timeout=_left())
        except Empty:
            raise httpcore.ConnectTimeout from None
        if not found:
            raise RefusedError(Saying("no host is known by the name {name}", name=host))
        return [address.partition("%")[0] for address in found]

    def _known(self, host: str) -> list[str]:
        try:
            return self._resolve(host)
        except (OSError, UnicodeError):
            return []


def _bare(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline of the request that uses it."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, *_: Any, **__: Any) -> bytes:
        return self._stream.read(max_bytes, _left())

    def write(self, buffer: bytes, *_: Any, **__: Any) -> None:
        self._stream.write(buffer, _left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, *_: Any, **__: Any) -> _Stream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left()))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class Transport(httpx.BaseTransport):
    """httpx over httpcore's pool, whose public constructor takes a network backend; httpx.HTTPTransport takes none.

    `allowed_hosts` and `resolve` are those of `corpus.feeds.fetch.Fetcher`.
    """

    def __init__(self, allowed_hosts: frozenset[str], resolve: Callable[[str], list[str]] | None) -> None:
        trusted = httpx.create_ssl_context(trust_env=False)
        backend = _Backend(allowed_hosts, resolve or addresses)
        self._pool = httpcore.ConnectionPool(
            trusted, max_connections=100, keepalive_expiry=KEPT, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx asks for it."""
        address = request.url
        url = httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)
        answer = self._answered(request, url)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def _answered(self, request: httpx.Request, url: httpcore.URL) -> httpcore.Response:
        """The answer; once more where a kept connection was closed by the server just when it was to be used."""
        for left in reversed(range(AGAIN + 1)):
            steps: list[str] = []
            extensions = {**request.extensions, "trace": lambda step, _, to=steps: to.append(step)}
            asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=extensions)
            try:
                return self._pool.handle_request(asked)
            except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                if not left or any(step.startswith("connection.connect_tcp") for step in steps):
                    raise
        raise AssertionError  # the last try returns or raises

    def close(self) -> None:
        """Close the connections kept open."""
        self._pool.close()
