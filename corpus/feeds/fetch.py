"""Fetching one address safely: redirects, conditional requests, and what an answer or its absence means, in plain words.

Which addresses may be asked and for how long is seen to by `connecting`, how much is taken of an answer by `unpacking`.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from corpus.errors import CorpusError
from corpus.feeds.connecting import Transport, within
from corpus.feeds.refused import RefusedError
from corpus.feeds.unpacking import DAMAGED, unpacked
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
        self._transport = Transport(allowed_hosts, resolve)
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
        try:
            with within(self._timeout):
                yield
        except RefusedError as error:
            raise FetchError(url, error.reason, error.status, error.retry_after) from error
        except httpcore.TimeoutException as error:
            raise FetchError(url, Saying("took longer than {number} seconds", number=f"{self._timeout:g}")) from error
        except tuple(_REASONS) as error:
            raise FetchError(url, _in_words(error)) from error

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
        raise RefusedError(Saying("redirects more than {number} times", number=HOPS))

    def _taken(self, answer: httpx.Response, permanent: str, asked: bool) -> Response:
        now, status, headers = datetime.now(UTC), answer.status_code, answer.headers
        retry_after = seconds_until(headers.get("retry-after", ""), now)
        unchanged = asked and status == httpx.codes.NOT_MODIFIED
        if not (answer.is_success or unchanged):
            raise RefusedError(_status_in_words(status), status, retry_after)
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


def seconds_until(header: str, now: datetime) -> int | None:
    """A wait as HTTP states it, in seconds or as a date; 0 for a date that has passed, None for anything else."""
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", header):
        return int(header)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return max(0, round((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()))


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
    **dict.fromkeys(DAMAGED, Saying("the answer cannot be unpacked")),
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
        raise RefusedError(Saying("only http and https addresses can be fetched"))
    if url.userinfo:
        raise RefusedError(Saying("the address holds a user name or password; use it without"))
    if not url.host:
        raise RefusedError(Saying("that is no web address"))
    return url


def _sendable(validator: str) -> str:
    return validator if validator.isascii() else ""


def _max_age(headers: httpx.Headers, now: datetime) -> int | None:
    stated = re.search(r"\bmax-age=\"?([0-9]{1,9})", headers.get("cache-control", ""))
    return int(stated[1]) if stated else seconds_until(headers.get("expires", ""), now)
