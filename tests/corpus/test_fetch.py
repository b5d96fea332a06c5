"""Fetching: what is refused, what is bounded, and what is remembered; against a real server on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli  # type: ignore[import-untyped, unused-ignore]
import pytest

from corpus.feeds.connecting import public
from corpus.feeds.fetch import Fetcher, FetchError, seconds_until
from tests.corpus.feed_server import FeedServer, Handler

PRIVATE = "points to a private address, which only DATELINE_ALLOWED_HOSTS can allow"

LOOPBACK = frozenset({"127.0.0.1"})
NAMED = frozenset({"news.example", "other.example"})


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(LOOPBACK, timeout=5)
    yield made
    made.close()


def on_loopback(host: str) -> list[str]:
    return ["127.0.0.1"]


def reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as failure:
        fetcher.get(url)
    return failure.value.reason


# Addresses


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_open(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.255.0.9",
            "0.0.0.0",  # noqa: S104
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "100.100.100.200",
        ),
        *("169.254.169.254", "168.63.129.16", "192.0.0.192", "192.0.2.7", "198.18.0.1", "198.51.100.1", "203.0.113.9"),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
        *(
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "2001:db8::1",
            "::127.0.0.1",
            "100::1",
            "fec0::1",
        ),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808"),
        *("2002:7f00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "4000::1", "8000::1"),
    ],
)
def test_addresses_not_meant_for_everyone_are_closed(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "LOCALHOST", "127.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "0"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::]", "[64:ff9b::127.0.0.1]", "10.0.0.1", "169.254.169.254", "[fe80::1]"),
    ],
)
def test_every_notation_of_a_private_address_is_refused(server: FeedServer, host: str) -> None:
    server.put("/", b"secret")
    fetcher = Fetcher(timeout=5)
    assert reason(fetcher, f"http://{host}:{server.port}/") == PRIVATE
    assert server.requests == []


def test_a_name_that_points_inside_is_refused_even_among_public_addresses(server: FeedServer) -> None:
    for found in (["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["fe80::1%eth0"]):
        fetcher = Fetcher(resolve=lambda host, found=found: found)  # type: ignore[misc]
        assert reason(fetcher, server.url("/", "news.example")) == PRIVATE
    assert server.requests == []


def test_a_redirect_inside_is_refused(server: FeedServer) -> None:
    server.redirect("/feed", server.url("/secret", "inside.example"))
    server.put("/secret", b"secret")
    fetcher = Fetcher(NAMED, resolve=on_loopback)
    assert reason(fetcher, server.url("/feed", "news.example")) == PRIVATE
    assert [request.path for request in server.requests] == ["/feed"]
    fetcher.close()


def test_the_connection_goes_to_the_address_that_was_judged(server: FeedServer) -> None:
    """A name whose second look-up tells something else is looked up once for each connection."""
    server.put("/feed", b"news")
    asked: list[str] = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    fetcher = Fetcher(NAMED, resolve=rebinding)
    assert fetcher.get(server.url("/feed", "news.example")).body == b"news"
    assert asked == ["news.example"]
    assert server.requests[0].headers["host"] == f"news.example:{server.port}"
    fetcher.close()


def test_tls_is_asked_for_by_name_at_the_judged_address() -> None:
    hello: list[bytes] = []

    def greet(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            hello.append(connection.recv(10_000))
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=greet, args=(listener,))
        thread.start()
        fetcher = Fetcher(NAMED, resolve=on_loopback, timeout=5)
        told = reason(fetcher, f"https://news.example:{listener.getsockname()[1]}/")
        thread.join()
    assert b"news.example" in hello[0]
    assert told == "no safe connection could be agreed on"


def test_the_next_address_is_tried_where_one_does_not_answer(server: FeedServer) -> None:
    server.put("/feed", b"news")
    fetcher = Fetcher(NAMED, resolve=lambda host: ["127.0.0.9", "127.0.0.1"])
    assert fetcher.get(server.url("/feed", "news.example")).body == b"news"
    fetcher.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("file:///etc/hostname", "only http and https addresses can be fetched"),
        ("ftp://news.example/feed", "only http and https addresses can be fetched"),
        ("gopher://news.example/", "only http and https addresses can be fetched"),
        ("news.example/feed", "only http and https addresses can be fetched"),
        ("http://reader:word@news.example/", "the address holds a user name or password; use it without"),
        ("http:///feed", "that is no web address"),
        ("http://news.example:port/", "that is no web address"),
        ("http://a\nb/", "that is no web address"),
        ("http://" + "a" * 80 + ".example/", "no host is known by the name " + "a" * 80 + ".example"),
    ],
)
def test_other_schemes_passwords_and_nonsense_are_refused(url: str, told: str) -> None:
    def unknown(host: str) -> list[str]:
        raise OSError(host)

    fetcher = Fetcher(NAMED, resolve=unknown)
    assert reason(fetcher, url) == told


def test_a_password_is_not_repeated_in_the_error() -> None:
    with pytest.raises(FetchError) as failure:
        Fetcher().get("https://reader:word@news.example/feed")
    assert str(failure.value).startswith("https://news.example/feed: ")


def test_proxies_of_the_environment_are_ignored(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    fetcher = Fetcher(LOOPBACK)
    assert fetcher.get(server.put("/feed", b"news")).body == b"news"
    fetcher.close()


# Limits


def test_a_slow_dripping_body_ends_at_the_whole_time_limit(server: FeedServer) -> None:
    server.answers["/drip"] = server.drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    started = time.monotonic()
    assert reason(Fetcher(LOOPBACK, timeout=0.2), server.url("/drip")) == "took longer than 0.2 seconds"
    assert time.monotonic() - started < 1.5


def test_slow_dripping_headers_end_at_the_whole_time_limit(server: FeedServer) -> None:
    server.answers["/drip"] = server.drip(b"HTTP/1.1 200 OK\r\nX-Long: ")
    assert reason(Fetcher(LOOPBACK, timeout=0.2), server.url("/drip")) == "took longer than 0.2 seconds"


def test_a_silent_server_and_slow_redirects_share_one_time_limit(server: FeedServer) -> None:
    server.answers["/silent"] = lambda handler: [None for _ in [server.closing.wait(5)]]  # type: ignore[assignment]
    server.redirect("/there", "/silent")
    assert reason(Fetcher(LOOPBACK, timeout=0.2), server.url("/there")) == "took longer than 0.2 seconds"


def test_a_look_up_without_an_answer_ends_at_the_time_limit() -> None:
    ended = threading.Event()

    def waiting(host: str) -> list[str]:
        ended.wait(5)
        return []

    assert reason(Fetcher(resolve=waiting, timeout=0.1), "http://news.example/") == "took longer than 0.1 seconds"
    ended.set()


def test_an_endless_body_ends_at_the_size_limit(server: FeedServer) -> None:
    server.answers["/endless"] = server.drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"x" * 65536)
    assert reason(Fetcher(LOOPBACK, max_bytes=1_000_000), server.url("/endless")) == "larger than 1 MB"


def test_a_body_of_just_the_size_limit_is_taken(server: FeedServer) -> None:
    fetcher = Fetcher(LOOPBACK, max_bytes=1000)
    for packed in ("", "gzip", "br", "deflate"):
        assert len(fetcher.get(server.put("/just", b"x" * 1000, packed=packed)).body) == 1000
        assert reason(fetcher, server.put("/over", b"x" * 1001, packed=packed)) == "larger than 0.001 MB"
    fetcher.close()


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_a_bomb_is_never_unpacked(server: FeedServer, coding: str) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda data: bytes(brotli.compress(data, quality=5)),
    }
    bomb = pack[coding](bytes(80_000_000))
    server.put("/bomb", bomb, headers={"Content-Encoding": coding})
    fetcher = Fetcher(LOOPBACK)
    tracemalloc.start()
    told = reason(fetcher, server.url("/bomb"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == "larger than 10 MB"
    assert peak < 40_000_000
    fetcher.close()


def test_bytes_after_the_end_of_a_packed_body_count_against_the_limit(server: FeedServer) -> None:
    server.put("/tail", gzip.compress(b"news") + b"x" * 2_000_000, headers={"Content-Encoding": "gzip"})
    assert reason(Fetcher(LOOPBACK, max_bytes=1_000_000), server.url("/tail")) == "larger than 1 MB"


# Answers


@pytest.mark.parametrize("packed", ["", "gzip", "br", "deflate"])
def test_packed_bodies_are_unpacked(server: FeedServer, fetcher: Fetcher, packed: str) -> None:
    news = "Der Fähranleger ist wieder offen. ".encode() * 5000
    assert fetcher.get(server.put("/feed", news, packed=packed)).body == news


def test_raw_deflate_is_unpacked(server: FeedServer, fetcher: Fetcher) -> None:
    raw = zlib.compress(b"news" * 100)[2:-4]
    assert fetcher.get(server.put("/feed", raw, headers={"Content-Encoding": "deflate"})).body == b"news" * 100


@pytest.mark.parametrize(
    ("body", "coding", "told"),
    [
        (b"no gzip at all", "gzip", "the answer cannot be unpacked"),
        (b"no brotli at all", "br", "the answer cannot be unpacked"),
        (gzip.compress(b"news" * 999)[:-20], "gzip", "the answer broke off"),
        (bytes(brotli.compress(b"news and more news"))[:-3], "br", "the answer broke off"),
        (b"anything", "zstd", "answered in a form that cannot be unpacked (zstd)"),
        (b"anything", "gzip, gzip", "answered in a form that cannot be unpacked (gzip, gzip)"),
    ],
)
def test_damaged_packing_is_told(server: FeedServer, fetcher: Fetcher, body: bytes, coding: str, told: str) -> None:
    assert reason(fetcher, server.put("/feed", body, headers={"Content-Encoding": coding})) == told


def cut(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")


def not_http(handler: Handler) -> None:
    handler.wfile.write(b"220 mail.example ready\r\n")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (cut, "the answer broke off, or is not HTTP"),
        (not_http, "the answer broke off, or is not HTTP"),
        (lambda handler: None, "the answer broke off, or is not HTTP"),
    ],
)
def test_answers_that_break_off_are_told(
    server: FeedServer, fetcher: Fetcher, answer: Callable[[Handler], None], told: str
) -> None:
    server.answers["/odd"] = answer
    assert reason(fetcher, server.url("/odd")) == told


def test_a_closed_port_is_told(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert reason(fetcher, f"http://127.0.0.1:{port}/") == "nobody answers there"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (403, "the server answered 403 (it refuses programs)"),
        (404, "the server answered 404 (nothing is at this address)"),
        (410, "the server answered 410 (it is gone for good)"),
        (418, "the server answered 418"),
        (429, "the server answered 429 (it was asked too often)"),
        (503, "the server answered 503 (it has trouble of its own)"),
        (304, "the server answered 304"),
        (300, "the server answered 300"),
        (301, "the server answered 301"),
    ],
)
def test_refusing_answers_are_told_in_words(server: FeedServer, fetcher: Fetcher, status: int, told: str) -> None:
    with pytest.raises(FetchError) as failure:
        fetcher.get(server.put("/feed", status=status, headers={"Retry-After": "120"}))
    assert failure.value.reason == told
    assert (failure.value.status, failure.value.retry_after) == (status, 120)
    assert failure.value.url == server.url("/feed")


def test_an_unchanged_feed_is_asked_for_by_its_validators(server: FeedServer, fetcher: Fetcher) -> None:
    modified = "Tue, 14 May 2024 09:30:00 GMT"
    url = server.put("/feed", b"news", 'text/xml; charset="koi8-r"', etag='W/"a1"', modified=modified)
    first = fetcher.get(url)
    again = fetcher.get(url, first.etag, first.last_modified)
    assert (first.etag, first.last_modified, first.body) == ('W/"a1"', modified, b"news")
    assert (first.charset, first.content_type) == ("koi8-r", 'text/xml; charset="koi8-r"')
    assert (again.status, again.unchanged, again.body) == (304, True, b"")
    assert server.requests[1].headers["if-none-match"] == 'W/"a1"'
    assert server.requests[1].headers["if-modified-since"] == modified


def test_a_validator_that_could_not_be_sent_back_is_dropped(server: FeedServer, fetcher: Fetcher) -> None:
    assert fetcher.get(server.put("/feed", b"news", etag='"größer"')).etag == ""


def test_how_long_an_answer_is_good_for_is_read(server: FeedServer, fetcher: Fetcher) -> None:
    def max_age(**headers: str) -> int | None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return fetcher.get(server.put("/feed", b"news", headers=named)).max_age

    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert max_age(Cache_Control="public, max-age=900") == 900
    assert max_age(Cache_Control="s-maxage=900") is None
    assert max_age(Expires=later) == pytest.approx(3600, abs=5)
    assert max_age(Expires="-1") is None


def test_the_polite_headers_are_sent(server: FeedServer, fetcher: Fetcher) -> None:
    fetcher.get(server.put("/feed", b"news"))
    headers = server.requests[0].headers
    assert headers["user-agent"].startswith("Dateline/")
    assert headers["accept-encoding"] == "gzip, deflate, br"
    assert not {"cookie", "authorization", "referer"} & set(headers)


def test_one_connection_serves_several_requests(server: FeedServer, fetcher: Fetcher) -> None:
    for _ in range(3):
        fetcher.get(server.put("/feed", b"news"))
    assert len({request.connection for request in server.requests}) == 1


def test_a_kept_connection_that_the_server_closes_just_then_costs_no_answer(fetcher: Fetcher) -> None:
    """Each connection answers once, promises to be kept, and is closed on sight of the next request."""
    asked: list[int] = []

    def serve(listener: socket.socket) -> None:
        for number in range(2):
            connection, _ = listener.accept()
            with connection:
                connection.recv(10_000)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                asked.append(number)
                connection.recv(10_000)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        assert [fetcher.get(url).body, fetcher.get(url).body] == [b"ok", b"ok"]
    assert asked == [0, 1]


def test_a_server_that_closes_every_connection_is_asked_once(fetcher: Fetcher) -> None:
    asked: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(10_000))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        with pytest.raises(FetchError, match="broke off"):
            fetcher.get(f"http://127.0.0.1:{listener.getsockname()[1]}/")
    assert len(asked) == 1


def test_threads_share_connections_but_not_time_limits(server: FeedServer) -> None:
    server.answers["/drip"] = server.drip(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    addresses = [server.url("/drip"), *(server.put(f"/{n}", b"%d" % n) for n in range(40))]
    fetcher = Fetcher(LOOPBACK, timeout=1)

    def fetched(url: str) -> bytes | str:
        try:
            return fetcher.get(url).body
        except FetchError as error:
            return error.reason

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(fetched, addresses)) == ["took longer than 1 seconds", *(b"%d" % n for n in range(40))]
    fetcher.close()


def test_cookies_live_for_one_fetch(server: FeedServer, fetcher: Fetcher) -> None:
    """Some publishers set a cookie and send the reader back; nothing of it is kept for the next fetch."""
    server.put("/feed", status=302, headers={"Location": "/in", "Set-Cookie": "reader=1; Path=/"})
    server.put("/in", b"news")
    fetcher.get(server.url("/feed"))
    fetcher.get(server.url("/in"))
    assert [request.headers.get("cookie") for request in server.requests] == [None, "reader=1", None]


# Redirects


@pytest.mark.parametrize(
    ("statuses", "remembered"),
    [((301, 308), "/2"), ((301, 302), "/1"), ((302, 301), "/0"), ((307, 308), "/0"), ((303,), "/0"), ((), "/0")],
)
def test_permanent_redirects_are_remembered_as_far_as_they_go(
    server: FeedServer, fetcher: Fetcher, statuses: tuple[int, ...], remembered: str
) -> None:
    for hop, status in enumerate(statuses):
        server.redirect(f"/{hop}", f"/{hop + 1}", status)
    server.put(f"/{len(statuses)}", b"news")
    answer = fetcher.get(server.url("/0"))
    assert (answer.url, answer.permanent) == (server.url(f"/{len(statuses)}"), server.url(remembered))


def test_five_redirects_are_followed_and_no_more(server: FeedServer, fetcher: Fetcher) -> None:
    for hop in range(6):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    server.put("/6", b"news")
    assert fetcher.get(server.url("/1")).body == b"news"
    assert reason(fetcher, server.url("/0")) == "redirects more than 5 times"
    assert reason(fetcher, server.redirect("/loop", "/loop")) == "redirects more than 5 times"


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("file:///etc/hostname", "only http and https addresses can be fetched"),
        ("http://reader:word@127.0.0.1/", "the address holds a user name or password; use it without"),
        ("http://news.example:port/", "redirects to something that is no web address"),
    ],
)
def test_redirects_to_what_is_no_page_are_refused(
    server: FeedServer, fetcher: Fetcher, location: str, told: str
) -> None:
    assert reason(fetcher, server.redirect("/feed", location)) == told


# Waits


NOW = datetime(2024, 5, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 14 May 2024 09:31:00 GMT", 60),
        ("Tue, 14 May 2024 11:31:00 +0200", 60),
        ("Tue, 14 May 2024 09:31:00 -0000", 60),
        ("Tue, 14 May 2024 09:00:00 GMT", 0),
        ("Tue, 14 May 99999999999999999999 09:31:00 GMT", None),
        ("Tue, 14 May 2024 09:31:00 +99999999999999999999", None),
        *(("", None), ("-5", None), ("soon", None), ("1.5", None), ("٣", None), ("Tue, 99 May 2024", None)),
    ],
)
def test_waits_are_read_in_both_forms(header: str, seconds: int | None) -> None:
    assert seconds_until(header, NOW) == seconds
