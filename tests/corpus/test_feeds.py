"""Feeds: a folder of hard ones served over HTTP, then dates, texts, discovery and schedules by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.feeds import discovery, parsing
from corpus.feeds.characters import decoded
from corpus.feeds.due import Outcome, next_due
from corpus.feeds.feed import Entry, Feed, FeedError, NotAFeedError
from corpus.feeds.fetch import Fetcher, FetchError
from corpus.feeds.fuller import fuller
from tests.corpus.feed_server import FeedServer

NOW = datetime(2024, 5, 14, 12, 0, tzinfo=UTC)
HARD = Path(__file__).with_name("hard_feeds")
EXPECTED = ".expected.json"
unhurried = settings(deadline=None)  # the machine may be busy with other things
NAMES = sorted(path.name.removesuffix(EXPECTED) for path in HARD.glob(f"*{EXPECTED}"))


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(frozenset({"127.0.0.1"}))
    yield made
    made.close()


def shown(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "url": entry.url,
        "published": entry.published and entry.published.isoformat(),
        "updated": entry.updated and entry.updated.isoformat(),
        "text": parsing.text_of(entry),
        "media": entry.media,
    }


def fetched(server: FeedServer, fetcher: Fetcher, name: str, headers: dict[str, str]) -> Feed:
    answer = fetcher.get(server.put(f"/feeds/{name}", (HARD / name).read_bytes(), headers=headers))
    return parsing.parse(answer.body, answer.url, answer.content_type, NOW)


def test_every_hard_feed_says_what_must_come_out() -> None:
    assert len(NAMES) >= 60
    assert {path.name for path in HARD.iterdir()} == {*NAMES, *(name + EXPECTED for name in NAMES)}


@pytest.mark.parametrize("name", NAMES)
def test_a_hard_feed(server: FeedServer, fetcher: Fetcher, name: str) -> None:
    told = (HARD / f"{name}{EXPECTED}").read_text(encoding="utf-8")
    expected = json.loads(told.replace("BASE/", server.url("/")))
    if "error" in expected:
        with pytest.raises((FeedError, FetchError)) as failure:
            fetched(server, fetcher, name, expected.get("headers", {}))
        assert str(failure.value) == f"{server.url(f'/feeds/{name}')}: {expected['error']}"
        return
    feed = fetched(server, fetcher, name, expected.get("headers", {}))
    about = dict(expected.get("feed", {}))
    assert len(feed.entries) == about.pop("count", len(expected.get("entries", feed.entries)))
    assert {key: getattr(feed, key) for key in about} == about
    for entry, wanted in zip(feed.entries, expected.get("entries", ()), strict=False):
        assert {key: shown(entry)[key] for key in wanted} == wanted
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


# Reading


def test_an_unchanged_feed_is_not_sent_again(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.put("/unchanged", (HARD / "rss-2.0.xml").read_bytes(), etag='"1"')
    assert fetcher.get(url, fetcher.get(url).etag).body == b""


def test_the_newest_are_kept_in_the_order_of_the_feed() -> None:
    """Six hundred items, oldest first, of which the last 200 are of one moment."""
    items = "".join(
        f"<item><title>{n}</title><link>https://harbour.example/{n}</link>"
        f"<pubDate>2024-05-{1 + n // 50:02}T00:00:00Z</pubDate></item>"
        for n in range(600)
    )
    feed = parsing.parse(f"<rss><channel>{items}</channel></rss>".encode(), "https://harbour.example/feed", "", NOW)
    assert [entry.title for entry in feed.entries] == [str(n) for n in range(100, 600)]


def test_undated_items_give_way_first() -> None:
    dates = ["", "<pubDate>2001-01-01</pubDate>"]
    items = "".join(f"<item><title>{n}</title><guid>n{n}</guid>{dates[n % 2]}</item>" for n in range(800))
    feed = parsing.parse(f"<rss><channel>{items}</channel></rss>".encode(), "https://harbour.example/feed", "", NOW)
    kept = [int(entry.title) for entry in feed.entries]
    assert kept == sorted([*range(1, 800, 2), *range(0, 200, 2)])


def test_an_item_without_id_or_link_keeps_its_id_when_its_markup_changes() -> None:
    def only(text: str) -> str:
        body = f"<rss><channel><item><title>Tides</title><description>{text}</description></item></channel></rss>"
        return parsing.parse(body.encode(), "https://harbour.example/feed", "", NOW).entries[0].id

    assert only("&lt;p&gt;High at noon.&lt;/p&gt;") == only("High  at noon.")
    assert only("High at noon.") != only("Low at noon.")


@pytest.mark.parametrize("name", ["links", "tags", "content", "title_detail", "summary_detail", "guidislink"])
def test_a_feeds_own_element_may_bear_a_name_of_the_parsers(name: str) -> None:
    item = f"<item><title>Tides</title><description>High at noon.</description><{name}>x</{name}></item>"
    body = f"<rss><channel><title>Harbour</title><{name}>x</{name}>{item}</channel></rss>"
    feed = parsing.parse(body.encode(), "https://harbour.example/feed", "", NOW)
    assert [entry.title for entry in feed.entries] == ["Tides"]


def test_a_page_is_told_from_other_failures() -> None:
    with pytest.raises(NotAFeedError):
        parsing.parse(b"<!DOCTYPE html><html><body>News</body></html>", "https://harbour.example/", "text/html", NOW)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A hard feed with pieces of itself cut out, repeated or overwritten."""
    body = (HARD / draw(st.sampled_from([name for name in NAMES if not name.startswith("bomb")]))).read_bytes()[:4000]
    for _ in range(draw(st.integers(1, 6))):
        start, length = draw(st.integers(0, len(body))), draw(st.integers(0, 30))
        body = (
            body[:start]
            + draw(st.binary(max_size=4) | st.just(body[start : start + length] * 2))
            + body[start + length :]
        )
    return body


@unhurried
@given(damaged() | st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=utf-16", "text/xml; charset=hex"]))
def test_no_answer_does_worse_than_be_refused(body: bytes, content_type: str) -> None:
    try:
        feed = parsing.parse(body, "https://harbour.example/feed", content_type, NOW)
    except FeedError as refusal:
        assert refusal.reason
        return
    for entry in feed.entries:
        assert entry.id
        assert entry.url == "" or entry.url.startswith(("http://", "https://"))
        told = "".join((entry.id, entry.title, entry.url, parsing.text_of(entry)))
        assert told.encode() and "\0" not in told
        assert entry.published is None or entry.published.day <= NOW.date()


@unhurried
@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "cp1252", "zip", "shift_jis", "x\0y"]))
def test_any_bytes_are_characters_in_the_end(body: bytes, charset: str) -> None:
    assert decoded(body, charset).encode() is not None


# Page or feed

ARTICLE = "The harbour board approved the new pier on Tuesday after months of debate about its costs.\n\n" * 6
SUMMARY = "The harbour board approved the new pier on Tuesday after months of debate."


@pytest.mark.parametrize(
    ("page", "feed", "kept"),
    [
        (ARTICLE, SUMMARY, ARTICLE),
        (ARTICLE, "", ARTICLE),
        ("", SUMMARY, SUMMARY),
        (SUMMARY, ARTICLE, ARTICLE),
        (ARTICLE[:-30], ARTICLE, ARTICLE[:-30]),
        (SUMMARY + "\n\n" + "Subscribe now to read on. Already a member? Log in.\n\n" * 30, ARTICLE, ARTICLE),
        ("We and our partners store information on a device and process personal data. " * 20, SUMMARY, SUMMARY),
        (
            "港湾局は火曜日に新しい桟橋を承認した。" * 5,
            "港湾局は新しい桟橋を承認した。",
            "港湾局は火曜日に新しい桟橋を承認した。" * 5,
        ),
        (
            "ログインしてください。" * 9,
            "港湾局は火曜日に新しい桟橋を承認した。",
            "港湾局は火曜日に新しい桟橋を承認した。",
        ),
    ],
    ids=[
        "whole",
        "no feed text",
        "no page text",
        "short page",
        "nearly as long",
        "paywall",
        "consent",
        "CJK",
        "CJK wall",
    ],
)
def test_a_stub_does_not_replace_a_longer_text(page: str, feed: str, kept: str) -> None:
    assert fuller(page, feed) == kept


# Pages that name feeds


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<link rel="alternate" type="application/rss+xml" title="All news" href="/feed">', [("/feed", "All news")]),
        (
            '<LINK REL="ALTERNATE" TYPE="application/atom+xml; charset=utf-8" HREF="feed.atom">',
            [("/news/feed.atom", "")],
        ),
        ("<link rel='alternate feed' href='/f'><link rel=feed href=/g>", [("/f", ""), ("/g", "")]),
        ('<base href="/de/"><link rel=alternate type=application/feed+json href=f.json>', [("/de/f.json", "")]),
        (
            '<link rel=alternate type=application/rss+xml title="Comments" href=/c>'
            "<link rel=alternate type=application/rss+xml title=News href=/n>"
            "<link rel=alternate type=application/rss+xml title=Again href=/n>",
            [("/n", "News"), ("/c", "Comments")],
        ),
        ("<link rel=alternate hreflang=de href=/de><link rel=stylesheet type=text/css href=/s.css>", []),
        ("<link rel=alternate type=application/rss+xml href=javascript:x>", []),
        ('<a href="/about">About</a><a href="/rss">RSS</a><a href="/x.rss">X</a>', [("/rss", "RSS"), ("/x.rss", "X")]),
        ('<a href="/newsfeeds-explained">No</a><a href="/seafeed">No</a>', []),
        ("", []),
        ("<?xml version='1.0' encoding='latin-1'?><html><body>x</body></html>", []),
        ("<div>" * 50_000, []),
    ],
)
def test_feeds_named_by_a_page_are_found(page: str, found: list[tuple[str, str]]) -> None:
    told = discovery.discover(page.encode(), "https://harbour.example/news/")
    assert told == [(f"https://harbour.example{path}", title) for path, title in found]


def test_likely_places_are_below_the_page_and_below_the_site() -> None:
    places = discovery.guesses("https://harbour.example/blog?page=2#top")
    assert {"https://harbour.example/blog/feed", "https://harbour.example/feed", "https://harbour.example/rss"} <= {
        *places
    }
    assert len(places) == len(set(places))


# When a feed is due


def wait(outcome: Outcome, failures: int = 0, seed: int = 1) -> float:
    """Minutes."""
    rng = Random(seed)  # noqa: S311  it spreads load and keeps no secret
    due = next_due(failures, outcome, NOW, rng)
    return (due - NOW) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("outcome", "least", "most"),
    [
        (Outcome(), 15, 16.5),
        (Outcome(ttl=60), 60, 66),
        (Outcome(ttl=1), 5, 5),
        (Outcome(ttl=999_999), 1440, 1440),
        (Outcome(max_age=3600), 60, 66),
        (Outcome(max_age=60), 15, 16.5),
        (Outcome(ttl=30, max_age=600), 30, 33),
        (Outcome(retry_after=7200), 120, 120),
        (Outcome(retry_after=10**9), 1440, 1440),
        (Outcome("the server answered 503"), 12, 18),
        (Outcome("the server answered 429", retry_after=3600), 60, 60),
    ],
)
def test_a_feed_is_asked_as_often_as_it_says(outcome: Outcome, least: float, most: float) -> None:
    assert all(least <= wait(outcome, seed=seed) <= most for seed in range(50))


def test_a_failing_feed_is_asked_ever_less_until_once_a_day() -> None:
    waits = [wait(Outcome("took longer than 15 seconds"), failures) for failures in range(12)]
    assert waits[:7] == pytest.approx([15 * 2**n for n in range(7)], rel=0.21)
    assert waits[7:] == [1440] * 5


def test_feeds_that_failed_together_are_not_asked_together() -> None:
    assert len({wait(Outcome("no answer"), seed=seed) for seed in range(20)}) == 20


@unhurried
@given(
    st.integers(0, 10**6),
    st.builds(
        Outcome,
        st.sampled_from(["", "no answer"]),
        *(st.none() | st.integers(0, 10**9) for _ in range(3)),
    ),
)
def test_no_feed_is_asked_within_five_minutes_or_forgotten_for_more_than_a_day(failures: int, outcome: Outcome) -> None:
    assert 5 <= wait(outcome, failures) <= 1440
