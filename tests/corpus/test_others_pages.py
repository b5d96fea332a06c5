"""Feeds that link to pages at another's site: what is believed of them, and who keeps such an article up to date."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from corpus.archive.analysis import analyse
from corpus.newsroom import Newsroom
from corpus.reading import extract
from tests.corpus.feed_server import FeedServer
from tests.corpus.publishing import HOUR, LATER, NOW, Item, articles, fetches, follow, page, publish, rss, story

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
