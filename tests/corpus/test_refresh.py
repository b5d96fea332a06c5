"""Refreshing: a feed's way from its publisher to an answer, over a real HTTP server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.answering.okapi import average_idf, idf
from corpus.archive.analysis import analyse
from corpus.database import connect
from corpus.feeds import opml
from corpus.feeds.feed import FeedError
from corpus.feeds.fetch import FetchError
from corpus.feeds.following import AT_FIRST, MOST, TooManyFeeds, starters
from corpus.feeds.opml import Outline
from corpus.feeds.reader import PAGES
from corpus.feeds.records import Source
from corpus.model import Article
from corpus.newsroom import Newsroom
from corpus.reading import extract
from tests.corpus.feed_server import FeedServer, Handler, Page
from tests.corpus.publishing import Item, page, publish, rss, story
from tests.databases import Kind, address

NOW = datetime(2024, 5, 14, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = NOW + 2 * HOUR


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


@pytest.fixture
def newsroom(tmp_path: Path, database: Kind) -> Iterator[Newsroom]:
    engine = connect(address(tmp_path))
    made = Newsroom(engine, tmp_path, frozenset({"127.0.0.1", "localhost"}))
    yield made
    made.feeds.close()
    engine.dispose()


def follow(newsroom: Newsroom, *urls: str) -> None:
    newsroom.feeds.add_all([Outline(url) for url in urls], NOW)


def articles(newsroom: Newsroom) -> list[Article]:
    """Everything stored, oldest id first."""
    stored = newsroom.store.articles([outline.id for outline in newsroom.store.changed(0)])
    return [stored[number].article for number in sorted(stored)]


def only_source(newsroom: Newsroom) -> Source:
    [source] = newsroom.feeds.store.all()
    return source


def fetches(server: FeedServer, path: str) -> int:
    return sum(request.path == path for request in server.requests)


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


# Another's site


FORGED = "Nobody pays for the lighthouse any more, it was said today in the harbour. " * 8


def loud(server: FeedServer, *items: Item) -> str:
    """A feed at one host whose entries link to another, where `publish` puts their pages."""
    return server.put("/loud", rss(server, *items, title="Loud Gazette"), "application/rss+xml")


def elsewhere(number: int, title: str, at: datetime = NOW - HOUR, summary: str = "") -> Item:
    return Item(number, title, at, summary, host="localhost")


def collected(server: FeedServer, newsroom: Newsroom) -> None:
    """A collection of links brings a page of another site."""
    publish(server, elsewhere(1, "Lighthouse"))
    follow(newsroom, loud(server, elsewhere(1, "Lighthouse")))
    newsroom.refresh(NOW)


def test_what_a_feed_says_of_anothers_page_stands_beside_what_that_site_brings(
    server: FeedServer, newsroom: Newsroom
) -> None:
    publish(server, elsewhere(1, "Lighthouse"))
    follow(newsroom, loud(server, elsewhere(1, "Lighthouse sold", summary=FORGED)))
    newsroom.refresh(NOW)
    follow(newsroom, server.url("/feed", "localhost"))
    newsroom.refresh(LATER)
    forged, true = articles(newsroom)
    assert (forged.source, forged.text.split()) == ("Loud Gazette", FORGED.split())
    assert (true.source, true.title, true.text) == ("Harbour Post", "Lighthouse", story(1))
    assert true.url == server.url("/news/1", "localhost")


def test_a_feed_that_told_of_anothers_page_changes_nothing_there_by_telling_something_else(
    server: FeedServer, newsroom: Newsroom
) -> None:
    collected(server, newsroom)
    [true] = articles(newsroom)
    loud(server, elsewhere(1, "Lighthouse", summary=FORGED))
    newsroom.refresh(LATER)
    assert [article.source for article in articles(newsroom)] == ["Harbour Post", "Loud Gazette"]
    assert articles(newsroom)[0] == true


def test_a_page_at_anothers_site_keeps_its_own_headline_and_is_no_newer_than_it_says(
    server: FeedServer, newsroom: Newsroom
) -> None:
    publish(server, elsewhere(1, "Lighthouse"))
    declared = '<meta property="article:published_time" content="2024-05-02T08:00:00+02:00">'
    server.put("/news/1", page("Lighthouse", story(1), declared), "text/html")
    follow(newsroom, loud(server, elsewhere(1, "Lighthouse sold", NOW - HOUR)))
    newsroom.refresh(NOW)
    [article] = articles(newsroom)
    assert (article.title, article.text) == ("Lighthouse", story(1))
    assert article.published is not None
    assert article.published.isoformat() == "2024-05-02T06:00:00+00:00"


def test_a_feed_does_not_sign_its_own_words_with_the_name_of_a_site_that_it_links_to(
    server: FeedServer, newsroom: Newsroom
) -> None:
    items = elsewhere(1, "Lighthouse", NOW), elsewhere(2, "Ferry", NOW - HOUR, FORGED)
    publish(server, *items)
    server.put("/news/2", b"No.", status=403)
    follow(newsroom, loud(server, *items))
    newsroom.refresh(NOW)
    assert {article.title: article.source for article in articles(newsroom)} == {
        "Lighthouse": "Harbour Post",
        "Ferry": "Loud Gazette",
    }


def test_a_page_that_does_not_say_whose_it_is_is_signed_as_the_others_of_its_feed(
    server: FeedServer, newsroom: Newsroom
) -> None:
    items = Item(1, "Lighthouse", NOW), Item(2, "Ferry", NOW - HOUR)
    follow(newsroom, publish(server, *items))
    link = '<link rel="canonical" href="http://127.0.0.1/news/2">'
    server.put("/news/2", page("Ferry", story(2), link, site=""), "text/html")
    newsroom.refresh(NOW)
    assert {article.source for article in articles(newsroom)} == {"Harbour Post"}


def test_what_a_collection_of_links_brought_is_not_fetched_again_for_the_sites_own_feed(
    server: FeedServer, newsroom: Newsroom
) -> None:
    items = [elsewhere(number, f"Lighthouse {number}") for number in (1, 2)]
    publish(server, *items)
    follow(newsroom, loud(server, *items))
    assert newsroom.refresh(NOW).added == 2
    follow(newsroom, server.url("/feed", "localhost"))
    assert newsroom.refresh(LATER).added == 0
    assert (fetches(server, "/news/1"), fetches(server, "/news/2")) == (1, 1)


def told_anew(server: FeedServer, at: datetime, cost: int) -> None:
    """The site's own feed says that its page has changed."""
    publish(server, elsewhere(1, f"Lighthouse: {cost} million", at))
    server.put("/news/1", page("Lighthouse", story(1).replace("4 million", f"{cost} million")), "text/html")


def test_a_sites_own_feed_keeps_up_to_date_what_a_collection_of_links_brought(
    server: FeedServer, newsroom: Newsroom
) -> None:
    collected(server, newsroom)
    follow(newsroom, server.url("/feed", "localhost"))
    assert newsroom.refresh(LATER).updated == 0
    told_anew(server, LATER, 9)
    assert newsroom.refresh(LATER + HOUR).updated == 1
    [article] = articles(newsroom)
    assert (article.title, "9 million" in article.text) == ("Lighthouse: 9 million", True)


@pytest.mark.parametrize("first", ["the collection", "the site"])
def test_a_collection_of_links_never_takes_an_article_back(server: FeedServer, newsroom: Newsroom, first: str) -> None:
    publish(server, elsewhere(1, "Lighthouse"))
    feeds = [loud(server, elsewhere(1, "Lighthouse")), server.url("/feed", "localhost")]
    for url in feeds if first == "the collection" else reversed(feeds):
        follow(newsroom, url)
        newsroom.refresh(NOW)
    for day in range(1, 4):
        told_anew(server, NOW + timedelta(days=day), 10 + day)
        newsroom.refresh(NOW + timedelta(days=day))
        before, fetched = articles(newsroom), fetches(server, "/news/1")
        loud(server, elsewhere(1, "Lighthouse sold", summary=FORGED * day))
        newsroom.refresh(NOW + timedelta(days=day, hours=2))
        assert (articles(newsroom), fetches(server, "/news/1")) == (before, fetched)
        assert [article.title for article in before] == [f"Lighthouse: {10 + day} million"]


def test_of_a_sites_own_feeds_one_alone_keeps_an_article_up_to_date(server: FeedServer, newsroom: Newsroom) -> None:
    collected(server, newsroom)
    follow(newsroom, server.url("/feed", "localhost"))
    newsroom.refresh(NOW)
    server.put("/harbour", rss(server, elsewhere(1, "Harbour")), "application/rss+xml")
    follow(newsroom, server.url("/harbour", "localhost"))
    newsroom.refresh(NOW)
    told_anew(server, LATER, 9)
    newsroom.refresh(LATER)
    before = articles(newsroom)
    server.put("/harbour", rss(server, elsewhere(1, "Harbour, once more", LATER)), "application/rss+xml")
    assert newsroom.refresh(LATER + HOUR).updated == 0
    assert articles(newsroom) == before


def test_of_two_collections_of_links_the_second_keeps_nothing_up_to_date(
    server: FeedServer, newsroom: Newsroom
) -> None:
    collected(server, newsroom)
    for at in (NOW, LATER):
        server.put("/louder", rss(server, elsewhere(1, f"Lighthouse at {at.hour}")), "application/rss+xml")
        follow(newsroom, server.url("/louder"))
        newsroom.refresh(at)
    assert fetches(server, "/news/1") == 1


def test_feeds_change_no_page_that_was_imported(server: FeedServer, newsroom: Newsroom) -> None:
    text = story(1, "Elsewhere")
    record = {"url": server.url("/news/1", "localhost"), "text": text}
    newsroom.store.add([analyse(extract.from_record(record))], NOW)
    follow(newsroom, loud(server, elsewhere(1, "Lighthouse")))
    newsroom.refresh(NOW)
    for cost in (8, 9):
        told_anew(server, NOW, cost)
        follow(newsroom, server.url("/feed", "localhost"))
        newsroom.refresh(NOW + cost * HOUR)
    assert [article.text for article in articles(newsroom)] == [text]


# Dates


def test_a_new_feeds_backlog_keeps_its_own_dates(server: FeedServer, newsroom: Newsroom) -> None:
    old = [Item(n, f"Lighthouse {n}", NOW - timedelta(days=100 * n)) for n in range(1, 4)]
    follow(newsroom, publish(server, *old))
    newsroom.refresh(NOW)
    assert [article.published and article.published.moment for article in articles(newsroom)] == [i.at for i in old]
    assert newsroom.stories(NOW - timedelta(days=1), NOW) == []


def test_undated_entries_stay_undated_although_their_page_shows_todays_date(
    server: FeedServer, newsroom: Newsroom
) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse")))
    server.put("/news/1", page("Lighthouse", "Tuesday 14 May 2024\n\n" + story(1)), "text/html")
    newsroom.refresh(NOW)
    assert [article.published for article in articles(newsroom)] == [None]


def test_an_undated_entry_takes_the_date_that_its_page_declares(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse")))
    declared = '<meta property="article:published_time" content="2024-05-02T08:00:00+02:00">'
    server.put("/news/1", page("Lighthouse", story(1), declared), "text/html")
    newsroom.refresh(NOW)
    [article] = articles(newsroom)
    assert article.published is not None
    assert article.published.isoformat() == "2024-05-02T06:00:00+00:00"


def test_an_entry_dated_in_the_future_is_held_at_the_moment_when_it_was_first_seen(
    server: FeedServer, newsroom: Newsroom
) -> None:
    item = Item(1, "Lighthouse", NOW + timedelta(days=30), "The council voted.")
    follow(newsroom, publish(server, item))
    newsroom.refresh(NOW)
    server.put("/news/1", page(item.title, story(1).replace("Tuesday", "Wednesday")), "text/html")
    server.put("/feed", rss(server, Item(1, item.title, item.at, "The council voted again.")), "application/rss+xml")
    assert newsroom.refresh(LATER).updated == 1
    [article] = articles(newsroom)
    assert article.published is not None
    assert article.published.moment == NOW


# Texts


def test_the_feeds_own_text_serves_where_the_page_cannot_be_had(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR, story(1))))
    server.put("/news/1", b"No.", status=403)
    newsroom.refresh(NOW)
    [article] = articles(newsroom)
    assert article.text.split() == story(1).split()
    assert (article.source, article.url) == ("Harbour Post · News", server.url("/news/1"))


def test_a_paywall_does_not_replace_the_feeds_longer_text(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR, story(1))))
    stub = story(1).partition("\n\n")[0] + "\n\nSubscribe to read on."
    server.put("/news/1", page("Lighthouse", stub), "text/html")
    newsroom.refresh(NOW)
    [article] = articles(newsroom)
    assert article.text.split() == story(1).split()


def test_a_page_that_fails_for_a_while_is_asked_for_again_and_its_text_takes_the_place_of_the_feeds(
    server: FeedServer, newsroom: Newsroom
) -> None:
    item = Item(1, "Lighthouse", NOW - HOUR, story(1).partition("\n\n")[0])
    follow(newsroom, publish(server, item))
    server.put("/news/1", status=503)
    newsroom.refresh(NOW)
    assert [len(article.text.split("\n\n")) for article in articles(newsroom)] == [1]
    publish(server, item, Item(2, "Ferry", NOW))
    report = newsroom.refresh(LATER)
    assert (report.added, report.updated) == (1, 1)
    assert {article.text for article in articles(newsroom)} == {story(1), story(2)}


def test_a_host_in_trouble_is_not_asked_for_page_after_page(server: FeedServer, newsroom: Newsroom) -> None:
    items = [Item(n, f"Lighthouse {n}", NOW - HOUR, story(n)) for n in range(10)]
    follow(newsroom, publish(server, *items))
    for item in items:
        server.put(item.path, status=503)
    assert newsroom.refresh(NOW).added == 10
    assert sum(request.path.startswith("/news/") for request in server.requests) == 2


def test_a_page_may_not_claim_to_stand_at_another_host(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    claim = '<link rel="canonical" href="https://famous.example/news/1">'
    server.put("/news/1", page("Lighthouse", story(1), claim), "text/html")
    newsroom.refresh(NOW)
    assert [article.url for article in articles(newsroom)] == [server.url("/news/1")]


def test_an_updated_article_takes_the_place_of_its_former_text(server: FeedServer, newsroom: Newsroom) -> None:
    item = Item(1, "Lighthouse", NOW - HOUR, "The council voted.")
    follow(newsroom, publish(server, item))
    newsroom.refresh(NOW)
    [former] = articles(newsroom)
    before = newsroom.store.totals()
    publish(server, Item(1, "Lighthouse: new cost", NOW + HOUR, "The council voted, and named the cost."))
    server.put("/news/1", page("Lighthouse", story(1).replace("4 million", "9 million")), "text/html")
    report = newsroom.refresh(LATER)
    assert (report.added, report.updated) == (0, 1)
    [article] = articles(newsroom)
    assert "9 million" in article.text
    assert (article.published, article.title) == (former.published, "Lighthouse: new cost")
    assert newsroom.store.successor(former.id) == article.id
    assert newsroom.store.articles([article.id])[article.id].updated_from == NOW
    after = newsroom.store.totals()
    assert (after.articles, after.sentences) == (before.articles, before.sentences)
    points = newsroom.answer(newsroom.read("How much will the Port1 lighthouse cost?", LATER, UTC)).points
    assert any("9 million" in point.text for point in points)
    assert not any("4 million" in point.text for point in points)


def test_a_stub_that_comes_later_does_not_take_the_place_of_a_full_text(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR, "The council voted.")))
    newsroom.refresh(NOW)
    publish(server, Item(1, "Lighthouse", NOW - HOUR, "The harbour council voted on Tuesday."))
    server.put("/news/1", status=403)
    assert newsroom.refresh(LATER).updated == 0
    assert [article.text for article in articles(newsroom)] == [story(1)]


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


def test_two_refreshes_at_once_share_the_feeds(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    first, second = newsroom.feeds.store.claim(NOW), newsroom.feeds.store.claim(NOW)
    assert (len(first), len(second)) == (1, 0)
    assert len(newsroom.feeds.store.claim(NOW + HOUR)) == 1  # whoever claimed it died


# Following


def test_adding_a_feed_brings_its_newest_articles_at_once_and_the_others_at_the_next_refresh(
    server: FeedServer, newsroom: Newsroom
) -> None:
    items = [Item(n, f"Lighthouse {n}", NOW - n * HOUR) for n in range(AT_FIRST + 2)]
    added = newsroom.feeds.add(publish(server, *items), NOW, "Sea")
    assert (added.new, added.articles, added.left) == (True, AT_FIRST, 2)
    assert (added.source.title, added.source.topic) == ("Harbour Post · News", "Sea")
    assert added.source.newest is not None
    assert added.source.newest.moment == NOW
    assert newsroom.refresh(NOW + timedelta(minutes=6)).added == 2


def test_a_page_leads_to_the_feed_that_it_declares(server: FeedServer, newsroom: Newsroom) -> None:
    publish(server, Item(1, "Lighthouse", NOW - HOUR))
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    home = server.put("/home", page("Harbour Post", "News.", link), "text/html")
    assert newsroom.feeds.add(home, NOW).source.url == server.url("/feed")


def test_a_page_that_declares_none_leads_to_the_usual_places(server: FeedServer, newsroom: Newsroom) -> None:
    publish(server, Item(1, "Lighthouse", NOW - HOUR), path="/rss.xml")
    home = server.put("/", page("Harbour Post", "News."), "text/html")
    assert newsroom.feeds.add(home, NOW).source.url == server.url("/rss.xml")


def test_an_address_with_no_feed_is_refused_with_the_reason(server: FeedServer, newsroom: Newsroom) -> None:
    with pytest.raises(FeedError, match="names no feed"):
        newsroom.feeds.add(server.put("/", page("Home", "Welcome."), "text/html"), NOW)
    with pytest.raises(FetchError, match="404"):
        newsroom.feeds.add(server.url("/nothing"), NOW)
    with pytest.raises(FetchError, match="no web address"):
        newsroom.feeds.add("ftp://harbour.example/feed", NOW)
    assert newsroom.feeds.store.all() == []


def test_a_feed_is_followed_once_by_whatever_address_it_is_given(server: FeedServer, newsroom: Newsroom) -> None:
    feed = publish(server, Item(1, "Lighthouse", NOW - HOUR))
    assert newsroom.feeds.add(feed, NOW).new
    assert not newsroom.feeds.add(feed, NOW).new
    assert not newsroom.feeds.add(server.redirect("/moved", feed, 301), NOW).new


def test_a_removed_feed_leaves_its_articles(server: FeedServer, newsroom: Newsroom) -> None:
    newsroom.feeds.add(publish(server, Item(1, "Lighthouse", NOW - HOUR)), NOW)
    assert newsroom.feeds.store.remove(only_source(newsroom).id)
    assert newsroom.feeds.store.all() == []
    assert len(articles(newsroom)) == 1


def test_a_paused_feed_is_not_asked_and_one_taken_up_again_is(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    newsroom.feeds.store.pause(only_source(newsroom).id, paused=True)
    assert newsroom.refresh(NOW).asked == 0
    newsroom.feeds.store.pause(only_source(newsroom).id, paused=False)
    assert newsroom.refresh(NOW).asked == 1


def test_what_a_person_does_during_a_refresh_stays(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    [claimed] = newsroom.feeds.store.claim(NOW)
    newsroom.feeds.store.mute(claimed.id, muted=True)
    newsroom.feeds.store.save([(claimed, [])], NOW)
    assert only_source(newsroom).muted
    newsroom.feeds.store.remove(claimed.id)
    newsroom.feeds.store.save([(claimed, [])], NOW)
    assert newsroom.feeds.store.all() == []


def test_retrying_asks_a_feed_whether_it_is_due_or_not(server: FeedServer, newsroom: Newsroom) -> None:
    follow(newsroom, server.put("/feed", status=500))
    newsroom.refresh(NOW)
    publish(server, Item(1, "Lighthouse", NOW - HOUR))
    tried = newsroom.feeds.retry(only_source(newsroom).id, NOW)
    assert tried is not None
    assert (tried.last_error, len(articles(newsroom))) == ("", 1)
    assert newsroom.feeds.retry(tried.id + 1, NOW) is None


def test_what_is_exported_comes_back_with_its_topics(newsroom: Newsroom) -> None:
    listed = (
        Outline("https://a.example/feed", "A & B", "https://a.example/", ("World", "Europe")),
        Outline("https://c.example/feed", "C"),
    )
    assert newsroom.feeds.add_all(listed, NOW) == 2
    assert newsroom.feeds.add_all(listed, NOW) == 0
    assert set(opml.read(newsroom.feeds.export()).feeds) == set(listed)


def test_feeds_beyond_what_one_machine_refreshes_are_refused_as_a_whole(newsroom: Newsroom) -> None:
    with pytest.raises(TooManyFeeds):
        newsroom.feeds.add_all([Outline(f"https://{n}.example/feed") for n in range(MOST + 1)], NOW)
    assert newsroom.feeds.store.all() == []


def test_the_starters_are_safe_addresses_each_in_a_topic() -> None:
    listed = starters()
    assert listed.skipped == ()
    assert len({outline.url for outline in listed.feeds}) == len(listed.feeds) > 40
    assert all(outline.url.startswith("https://") and outline.title and outline.topic for outline in listed.feeds)


def test_counts_from_two_looks_at_a_growing_archive_do_not_break_an_answer() -> None:
    assert idf(10, 12, lambda: 0.25) == 0.25
    assert average_idf(10, {12: 1, 2: 1}) < average_idf(10, {2: 1})
