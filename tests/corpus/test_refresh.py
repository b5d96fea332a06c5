"""Refreshing: a feed's way from its publisher to an answer, over a real HTTP server on loopback; how often, and what goes wrong."""

from __future__ import annotations

import threading
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from corpus.database import connect
from corpus.feeds.reader import PAGES
from corpus.newsroom import Newsroom
from tests.corpus.feed_server import FeedServer, Handler, Page
from tests.corpus.publishing import (
    HOUR,
    LATER,
    NOW,
    Item,
    articles,
    fetches,
    follow,
    only_source,
    page,
    publish,
    rss,
    story,
)
from tests.databases import address

# From the publisher to an answer


def test_what_a_feed_brings_is_findable_when_the_refresh_returns(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse to be rebuilt", NOW - HOUR, "The council voted.")))
    report = newsroom.refresh(NOW)
    assert (report.asked, report.added, report.failed) == (1, 1, [])
    answer = newsroom.answer(newsroom.read("How much will the Port1 lighthouse cost?", NOW, UTC))
    assert any("4 million crowns" in point.text for point in answer.points)
    [article] = articles(newsroom)
    assert (article.title, article.source) == ("Lighthouse to be rebuilt", "Harbour Post")
    assert (article.text, article.url) == (story(1), server.url("/news/1"))
    assert article.published is not None
    assert article.published.moment == NOW - HOUR


def test_a_feed_is_asked_again_only_when_it_is_due(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    newsroom.refresh(NOW)
    assert newsroom.refresh(NOW + timedelta(minutes=5)).asked == 0
    assert newsroom.refresh(NOW + timedelta(minutes=20)).asked == 1


@pytest.mark.parametrize("etag", ['"1"', ""], ids=["by its ETag", "by its body"])
def test_an_unchanged_feed_is_neither_parsed_nor_are_its_pages_asked_for(
    server: FeedServer, newsroom: Newsroom, etag: str
) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR), etag=etag))
    newsroom.refresh(NOW)
    report = newsroom.refresh(LATER)
    assert (report.asked, report.unchanged, report.added) == (1, 1, 0)
    assert fetches(server, "/news/1") == 1
    assert server.requests[-1].headers.get("if-none-match", "") == etag


def test_only_new_entries_have_their_pages_asked_for(server: FeedServer, newsroom: Newsroom) -> None:
    first, second = Item(1, "Lighthouse", NOW - HOUR), Item(2, "Ferry", NOW + HOUR)
    follow(newsroom, publish(server, first))
    newsroom.refresh(NOW)
    publish(server, second, first)
    assert newsroom.refresh(LATER).added == 1
    assert (fetches(server, "/news/1"), fetches(server, "/news/2")) == (1, 1)


def test_an_article_in_two_feeds_is_fetched_and_stored_once(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    newsroom.refresh(NOW)
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR), path="/other"))
    assert newsroom.refresh(LATER).added == 0
    assert (fetches(server, "/news/1"), len(articles(newsroom))) == (1, 1)


def test_a_feed_changes_no_article_that_another_brought(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    newsroom.refresh(NOW)
    before = articles(newsroom)
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR), path="/other"))
    newsroom.refresh(LATER)
    forged = Item(1, "Lighthouse sold", LATER, "Nobody pays for the lighthouse any more, it was said today. " * 40)
    publish(server, forged, path="/other")
    newsroom.refresh(LATER + HOUR)
    assert articles(newsroom) == before


# Bounds and politeness


def test_a_long_backlog_comes_in_bounded_parts_newest_first(server: FeedServer, newsroom: Newsroom) -> None:
    items = [Item(n, f"Lighthouse {n}", NOW - n * HOUR) for n in range(PAGES + 5)]
    follow(newsroom, publish(server, *reversed(items), etag='"1"'))
    assert newsroom.refresh(NOW).added == PAGES
    assert {article.title for article in articles(newsroom)} == {item.title for item in items[:PAGES]}
    assert newsroom.refresh(NOW + timedelta(minutes=6)).added == 5
    assert newsroom.refresh(LATER).unchanged == 1


def test_feeds_of_several_hosts_are_asked_at_once_and_one_host_once_at_a_time(
    server: FeedServer, newsroom: Newsroom
) -> None:
    under_way = dict.fromkeys(("127.0.0.1", "localhost"), 0)
    most = dict.fromkeys(under_way, 0)
    both, lock = threading.Barrier(2, timeout=20), threading.Lock()

    def answer(handler: Handler) -> None:
        host = handler.headers["Host"].partition(":")[0]
        with lock:
            under_way[host] += 1
            most[host] = max(most[host], under_way[host])
        both.wait()
        with lock:
            under_way[host] -= 1
        handler.page(Page(rss(server, title=f"At {host}{handler.path}")))

    for n in range(4):
        server.answers[f"/feed{n}"] = answer
    follow(newsroom, *(server.url(f"/feed{n}", host) for host in under_way for n in range(4)))
    assert newsroom.refresh(NOW).failed == []
    assert most == {"127.0.0.1": 1, "localhost": 1}


def test_pages_of_one_host_are_asked_for_one_at_a_time_whichever_feeds_name_them(
    server: FeedServer, newsroom: Newsroom
) -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def answer(handler: Handler) -> None:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        server.closing.wait(0.05)  # as long as a page takes
        with lock:
            under_way -= 1
        handler.page(Page(page("Lighthouse", story(1)), "text/html"))

    for n in (1, 2):
        item = Item(n, f"Lighthouse {n}", NOW - HOUR, host="localhost")
        server.put(f"/feed{n}", rss(server, item), "application/rss+xml")
        server.answers[item.path] = answer
    follow(newsroom, server.url("/feed1"), server.url("/feed2", "localhost"))
    newsroom.refresh(NOW)
    assert (fetches(server, "/news/1"), fetches(server, "/news/2"), most) == (1, 1, 1)


def test_a_permanent_redirect_is_remembered(server: FeedServer, newsroom: Newsroom) -> None:
    new = publish(server, Item(1, "Lighthouse", NOW - HOUR))
    old = server.redirect("/old", new, 301)
    follow(newsroom, old)
    newsroom.refresh(NOW)
    newsroom.refresh(LATER)
    assert (only_source(newsroom).url, only_source(newsroom).given, fetches(server, "/old")) == (new, old, 1)
    follow(newsroom, old)
    assert only_source(newsroom).url == new


def test_a_feed_that_moves_to_anothers_address_becomes_one_with_it(server: FeedServer, newsroom: Newsroom) -> None:
    new = publish(server, Item(1, "Lighthouse", NOW - HOUR))
    follow(newsroom, new, server.redirect("/old", new, 308))
    assert [source.given for source in newsroom.refresh(NOW).merged] == [server.url("/old")]
    assert only_source(newsroom).given == new


def test_a_server_that_asks_to_wait_is_left_alone_as_long(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, server.put("/feed", status=429, headers={"Retry-After": "7200"}))
    newsroom.refresh(NOW)
    assert newsroom.refresh(NOW + HOUR).asked == 0
    assert newsroom.refresh(NOW + 3 * HOUR).asked == 1


# Trouble


BAD = {
    "gone": (Page(status=410), "the server answered 410 (it is gone for good)"),
    "a web page": (Page(page("Home", "Welcome.")), "that is a web page, not a feed"),
    "empty": (Page(b""), "the answer is empty"),
    "a bomb": (
        Page(b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss><channel>&b;</channel></rss>"),
        "it declares entities that hold others or lead elsewhere, as attacks do",
    ),
    "too large": (Page(b"<rss>" + b" " * 10_000_001), "larger than 10 MB"),
}


@pytest.mark.parametrize("bad", BAD)
def test_one_bad_feed_is_one_plain_line_and_the_others_come_in(
    server: FeedServer, newsroom: Newsroom, bad: str
) -> None:
    server.answers["/bad"], reason = BAD[bad]
    follow(newsroom, server.url("/bad"), publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    report = newsroom.refresh(NOW)
    assert [(source.given, why) for source, why in report.failed] == [(server.url("/bad"), reason)]
    assert report.added == 1
    failing = newsroom.feeds.store.find(server.url("/bad"))
    assert failing is not None
    assert (failing.last_error, failing.failures, failing.last_ok) == (reason, 1, None)


def test_a_feed_at_a_private_address_is_refused(server: FeedServer, tmp_path: Path) -> None:
    closed = Newsroom(connect(address(tmp_path)), tmp_path)
    follow(closed, publish(server, Item(1, "Lighthouse", NOW)))
    assert [why for _, why in closed.refresh(NOW).failed] == [
        "points to a private address, which only DATELINE_ALLOWED_HOSTS can allow"
    ]
    assert server.requests == []
    closed.feeds.close()


def test_a_feed_that_recovers_is_no_longer_failing(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, server.put("/feed", status=500))
    newsroom.refresh(NOW)
    publish(server, Item(1, "Lighthouse", NOW - HOUR))
    newsroom.refresh(LATER)
    assert (only_source(newsroom).last_error, only_source(newsroom).failures, only_source(newsroom).last_ok) == (
        "",
        0,
        LATER,
    )


def test_a_failing_feed_is_asked_less_and_less_often(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, server.put("/feed", status=500))
    waits, now = [], NOW
    for _ in range(5):
        newsroom.refresh(now)
        due = only_source(newsroom).next_due
        assert due is not None
        waits.append(due - now)
        now = due
    assert waits == sorted(waits)
    assert waits[-1] > 3 * HOUR


def test_a_refresh_that_is_stopped_returns_and_its_feeds_are_due_again(server: FeedServer, newsroom: Newsroom) -> None:
    arrived, go = threading.Event(), threading.Event()

    def slow(handler: Handler) -> None:
        arrived.set()
        go.wait(20)
        handler.page(Page(rss(server)))

    server.answers["/slow"] = slow
    follow(newsroom, server.url("/slow"))
    newsroom.refresh(NOW, arrived.is_set)
    assert only_source(newsroom).next_due == NOW
    go.set()
    for thread in threading.enumerate():
        if thread.name.startswith("feed "):
            thread.join(20)


def test_after_the_clock_was_set_back_feeds_are_asked_again_at_once(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    newsroom.refresh(NOW + timedelta(days=400))
    assert newsroom.refresh(NOW).asked == 1
    assert newsroom.refresh(NOW + timedelta(minutes=1)).asked == 0


def test_two_refreshes_at_once_share_the_feeds(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    first, second = newsroom.feeds.store.claim(NOW), newsroom.feeds.store.claim(NOW)
    assert (len(first), len(second)) == (1, 0)
    assert len(newsroom.feeds.store.claim(NOW + HOUR)) == 1  # whoever claimed it died
