"""An entry of a feed on its way to an article: which date it gets, and whether its page or the feed gives its text."""

from __future__ import annotations

from datetime import UTC, timedelta

from corpus.newsroom import Newsroom
from tests.corpus.feed_server import FeedServer
from tests.corpus.publishing import HOUR, LATER, NOW, Item, articles, follow, page, publish, rss, story

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
