"""The feeds that are followed, as people deal with them: added, paused, removed, tried again, in lists and out of them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from corpus.feeds import opml
from corpus.feeds.feed import FeedError
from corpus.feeds.fetch import FetchError
from corpus.feeds.following import AT_FIRST, MOST, TooManyFeeds, starters
from corpus.feeds.opml import Outline
from corpus.newsroom import Newsroom
from tests.corpus.feed_server import FeedServer
from tests.corpus.publishing import HOUR, NOW, Item, articles, follow, only_source, page, publish
from tests.databases import in_a_file


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


def test_an_articles_page_that_declares_none_leads_to_the_usual_places_of_its_site(
    server: FeedServer, newsroom: Newsroom
) -> None:
    publish(server, Item(1, "Lighthouse", NOW - HOUR), path="/rss.xml")
    article = server.put("/news/2024/lighthouse", page("Lighthouse", "The council voted."), "text/html")
    assert newsroom.feeds.add(article, NOW).source.url == server.url("/rss.xml")


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


@in_a_file
def test_a_database_that_fails_while_nobody_waits_is_told_in_the_log(
    server: FeedServer, newsroom: Newsroom, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    follow(newsroom, publish(server, Item(1, "Lighthouse", NOW - HOUR)))
    newsroom.store.engine.dispose()
    (tmp_path / "dateline.db").write_bytes(b"no database at all" * 1000)
    newsroom.feeds.hurry(NOW)
    newsroom.feeds.settle()
    assert "The database file is damaged" in caplog.text


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


def test_a_feed_named_in_many_folders_takes_no_more_room_than_one(newsroom: Newsroom) -> None:
    one = [Outline("https://a.example/feed", folders=(f"Folder {n}",)) for n in range(MOST + 1)]
    assert newsroom.feeds.add_all(one, NOW) == 1


def test_the_starters_are_safe_addresses_each_in_a_topic() -> None:
    listed = starters()
    assert listed.skipped == ()
    assert len({outline.url for outline in listed.feeds}) == len(listed.feeds) > 40
    assert all(outline.url.startswith("https://") and outline.title and outline.topic for outline in listed.feeds)
