"""Fetching one address safely: which addresses may be asked, for how long, and how much of the answer is taken."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

import brotli  # type: ignore[import-untyped, unused-ignore]
import httpcore
import httpx

from corpus.errors import CorpusError
from corpus.saying import Saying

USER_AGENT = "Dateline/0.1 (news briefings; reads feeds)"
TIMEOUT = 15.0  # seconds
MAX_BYTES = 10_000_000
HOPS = 5

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
_MEANINGS = {
    401: Saying("it wants a login"),
    402: Saying("it wants payment"),
    403: Saying("it refuses programs"),
    404: Saying("nothing is at this address"),
    410: Saying("it is gone for good"),
    429: Saying("it was asked too often"),
    451: Saying("it is barred by law"),
}

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
# Public by their number but not by their use: protocol assignments, 6to4 relays, the host agent of a large cloud.
_TAKEN = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))

# One request runs in one thread from first to last, so its end is known to whichever connection serves it.
_deadline: ContextVar[float] = ContextVar("deadline")


class FetchError(CorpusError):
    """An address that could not be fetched, with a plain `reason`.

    `status` is 0 where no answer came; `retry_after`, in seconds, is what the server asked for, if it did.
    """

    def __init__(self, url: str, reason: str, status: int = 0, retry_after: int | None = None) -> None:
        url = re.sub(r"//[^/?#]*@", "//", url)  # a password is not repeated
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of 2xx, or of 304 to a conditional request.

    `url` is where the answer was found, `permanent` the address to remember: as far as the redirects were permanent
    (301, 308) from the first on. `content_type` is the whole header; `retry_after` and `max_age` are seconds.
    """

    status: int
    url: str
    permanent: str
    etag: str = ""
    last_modified: str = ""
    retry_after: int | None = None
    max_age: int | None = None
    content_type: str = ""
    charset: str = ""
    body: bytes = b""

    @property
    def unchanged(self) -> bool:
        """Whether the server said 304; the body is then empty."""
        return self.status == httpx.codes.NOT_MODIFIED


class Fetcher:
    """Fetches by GET over http and https; safe to share between threads.

    Addresses that are not public are refused at every hop, except for the hosts named in `allowed_hosts` (as they stand
    in the URL). `timeout`, in seconds, bounds a whole `get`, redirects and name look-ups included; `max_bytes` bounds
    the unpacked body. `resolve` tells the addresses of a host name, and OSError where there are none. Proxies set in
    the environment are ignored; cookies live for one `get`.
    """

    def __init__(
        self,
        allowed_hosts: frozenset[str] = frozenset(),
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        user_agent: str = USER_AGENT,
        resolve: Callable[[str], list[str]] | None = None,
    ) -> None:
        self._transport = _Transport(_Backend(allowed_hosts, resolve or addresses))
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._headers = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate, br"}

    def get(self, url: str, etag: str = "", last_modified: str = "") -> Response:
        """The answer at `url`; FetchError for all but 2xx, and 304 where `etag` or `last_modified` allowed for it."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        with self._bounded(url):
            return self._follow(url, {name: value for name, value in conditions.items() if value})

    def close(self) -> None:
        """Close the connections kept open."""
        self._transport.close()

    @contextmanager
    def _bounded(self, url: str) -> Iterator[None]:
        token = _deadline.set(monotonic() + self._timeout)
        try:
            yield
        except _RefusedError as error:
            raise FetchError(url, error.reason, error.status, error.retry_after) from error
        except httpcore.TimeoutException as error:
            raise FetchError(url, Saying("took longer than {number} seconds", number=f"{self._timeout:g}")) from error
        except tuple(_REASONS) as error:
            raise FetchError(url, _in_words(error)) from error
        finally:
            _deadline.reset(token)

    def _follow(self, url: str, conditions: dict[str, str]) -> Response:
        here, permanent, lasting = _checked(httpx.URL(url)), url, True
        client = httpx.Client(transport=self._transport, headers=self._headers, timeout=self._timeout, trust_env=False)
        for _ in range(HOPS + 1):
            with client.stream("GET", here, headers=conditions) as answer:
                if answer.next_request is None:
                    return self._taken(answer, permanent, asked=bool(conditions))
                here = _checked(answer.next_request.url)
                lasting = lasting and answer.status_code in (301, 308)
                permanent = str(here) if lasting else permanent
        raise _RefusedError(Saying("redirects more than {number} times", number=HOPS))

    def _taken(self, answer: httpx.Response, permanent: str, asked: bool) -> Response:
        now, status, headers = datetime.now(UTC), answer.status_code, answer.headers
        retry_after = seconds_until(headers.get("retry-after", ""), now)
        unchanged = asked and status == httpx.codes.NOT_MODIFIED
        if not (answer.is_success or unchanged):
            raise _RefusedError(_status_in_words(status), status, retry_after)
        body = b"" if unchanged else unpacked(answer.iter_raw(), headers.get("content-encoding", ""), self._max_bytes)
        return Response(
            status=status,
            url=str(answer.url),
            permanent=permanent,
            etag=_sendable(headers.get("etag", "")),
            last_modified=_sendable(headers.get("last-modified", "")),
            retry_after=retry_after,
            max_age=_max_age(headers, now),
            content_type=headers.get("content-type", ""),
            charset=answer.charset_encoding or "",
            body=body,
        )


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


def seconds_until(header: str, now: datetime) -> int | None:
    """A wait as HTTP states it, in seconds or as a date; 0 for a date that has passed, None for anything else."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", header):
        return int(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0, round((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()))


def unpacked(chunks: Iterable[bytes], coding: str, max_bytes: int) -> bytes:
    """A body as it was before its content coding; refused beyond `max_bytes`, packed or unpacked, before it grows."""
    coding = coding.strip().lower() or "identity"
    if coding not in _UNPACKERS:
        raise _RefusedError(Saying("answered in a form that cannot be unpacked ({name})", name=coding[:40]))
    unpacker, body, packed = _UNPACKERS[coding](), bytearray(), 0
    for chunk in chunks:
        packed += len(chunk)
        body += unpacker.feed(chunk, max_bytes + 1 - len(body))
        if max(packed, len(body)) > max_bytes:
            raise _RefusedError(Saying("larger than {size} MB", size=f"{max_bytes / 1e6:g}"))
    if packed and not unpacker.ended:
        raise _RefusedError(Saying("the answer broke off"))
    return bytes(body)


class _RefusedError(Exception):
    """A plain reason on its way to the FetchError that names the address."""

    def __init__(self, reason: str, status: int = 0, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after


# The first kind that an error is, or that caused it, tells its reason.
_REASONS: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: Saying("its certificate is not valid"),
    ssl.SSLError: Saying("no safe connection could be agreed on"),
    ConnectionRefusedError: Saying("nobody answers there"),
    httpcore.ConnectError: Saying("no connection could be made"),
    httpx.RemoteProtocolError: Saying("redirects to something that is no web address"),
    httpx.InvalidURL: Saying("that is no web address"),
    httpcore.NetworkError: Saying("the answer broke off"),
    httpcore.ProtocolError: Saying("the answer broke off, or is not HTTP"),
    zlib.error: Saying("the answer cannot be unpacked"),
    brotli.error: Saying("the answer cannot be unpacked"),
}


def _in_words(error: BaseException) -> str:
    both = (error, error.__context__)  # httpcore's pool cuts the cause off, but leaves the context
    return next(reason for kind, reason in _REASONS.items() if any(isinstance(one, kind) for one in both))


def _status_in_words(status: int) -> str:
    trouble = Saying("it has trouble of its own") if status >= httpx.codes.INTERNAL_SERVER_ERROR else ""
    meaning = trouble or _MEANINGS.get(status, "")
    if not meaning:
        return Saying("the server answered {status}", status=status)
    return Saying("the server answered {status} ({meaning})", status=status, meaning=meaning)


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in ("http", "https"):
        raise _RefusedError(Saying("only http and https addresses can be fetched"))
    if url.userinfo:
        raise _RefusedError(Saying("the address holds a user name or password; use it without"))
    if not url.host:
        raise _RefusedError(Saying("that is no web address"))
    return url


def _sendable(validator: str) -> str:
    return validator if validator.isascii() else ""


def _max_age(headers: httpx.Headers, now: datetime) -> int | None:
    stated = re.search(r"\bmax-age=\"?([0-9]{1,9})", headers.get("cache-control", ""))
    return int(stated[1]) if stated else seconds_until(headers.get("expires", ""), now)


class _Identity:
    ended = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Zlib:
    """gzip and zlib, told apart by their first bytes; also the raw deflate that some servers send as `deflate`."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    def feed(self, data: bytes, room: int) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._inner.decompress(data, room)
        except zlib.error:
            if begun:
                raise
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inner.decompress(data, room)

    @property
    def ended(self) -> bool:
        return self._inner.eof


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        return bytes(self._inner.process(data, output_buffer_limit=room))[:room]

    @property
    def ended(self) -> bool:
        return bool(self._inner.is_finished())


_UNPACKERS: dict[str, Callable[[], _Identity | _Zlib | _Brotli]] = {
    "identity": _Identity,
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
}


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
            raise _RefusedError(Saying("points to a private address"))
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
            raise _RefusedError(Saying("no host is known by the name {name}", name=host))
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


class _Transport(httpx.BaseTransport):
    """httpx over httpcore's pool, whose public constructor takes a network backend; httpx.HTTPTransport takes none."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        trusted = httpx.create_ssl_context(trust_env=False)
        # Kept connections are given up before servers usually close theirs (5 seconds).
        self._pool = httpcore.ConnectionPool(
            trusted, max_connections=100, keepalive_expiry=3.0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address = request.url
        url = httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)
        asked = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()
