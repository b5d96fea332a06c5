"""What a small newspaper on loopback publishes, feeds and pages with news made up for tests; and what of it a newsroom has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from corpus.feeds.opml import Outline
from corpus.feeds.records import Source
from corpus.model import Article
from corpus.newsroom import Newsroom
from tests.corpus.feed_server import FeedServer

NOW = datetime(2024, 5, 14, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = NOW + 2 * HOUR

PARAGRAPHS = (
    "The harbour council of {place} voted on {day} to rebuild the old lighthouse, which a storm had damaged.",
    "Work on the {place} lighthouse is to begin in spring and will cost {cost} million crowns, the council said.",
    "Fishermen of {place} had asked for the light since the winter, because two boats ran aground without it.",
)


@dataclass(frozen=True)
class Item:
    """An entry of a feed; `at` None leaves it undated."""

    number: int
    title: str
    at: datetime | None = None
    summary: str = ""
    host: str = "127.0.0.1"

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/news/{self.number}"


def story(number: int, place: str = "") -> str:
    """A text of three paragraphs that no other number has."""
    place = place or f"Port{number}"
    return "\n\n".join(part.format(place=place, day="Tuesday", cost=number + 3) for part in PARAGRAPHS)


def page(title: str, text: str, head: str = "", site: str = "Harbour Post") -> bytes:
    """An article's web page."""
    body = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    name = f'<meta property="og:site_name" content="{site}">' if site else ""
    return (
        f"<html><head><title>{escape(title)}</title>{name}{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{escape(title)}</h1>{body}</article><footer>Harbour Post</footer></body></html>"
    ).encode()


def rss(server: FeedServer, *items: Item, title: str = "Harbour Post · News") -> bytes:
    """An RSS feed of these items."""
    entries = "".join(_entry(server, item) for item in items)
    return f"<rss version='2.0'><channel><title>{title}</title>{entries}</channel></rss>".encode()


def _entry(server: FeedServer, item: Item) -> str:
    at = f"<pubDate>{format_datetime(item.at)}</pubDate>" if item.at else ""
    link = server.url(item.path, item.host)
    told = f"<title>{escape(item.title)}</title><link>{link}</link><guid>{link}</guid>{at}"
    return f"<item>{told}<description>{escape(item.summary)}</description></item>"


def publish(server: FeedServer, *items: Item, path: str = "/feed", etag: str = "") -> str:
    """Put a feed and the pages of its items; the feed's address."""
    for item in items:
        server.put(item.path, page(item.title, story(item.number)), "text/html")
    return server.put(path, rss(server, *items), "application/rss+xml", etag=etag)


def follow(newsroom: Newsroom, *urls: str) -> None:
    """Follow the feeds at these addresses from the next refresh on."""
    newsroom.feeds.add_all([Outline(url) for url in urls], NOW)


def articles(newsroom: Newsroom) -> list[Article]:
    """Everything stored, oldest id first."""
    stored = newsroom.store.articles([outline.id for outline in newsroom.store.changed(0)])
    return [stored[number].article for number in sorted(stored)]


def only_source(newsroom: Newsroom) -> Source:
    """The one feed that is followed."""
    [source] = newsroom.feeds.store.all()
    return source


def fetches(server: FeedServer, path: str) -> int:
    """How often the publisher was asked for this."""
    return sum(request.path == path for request in server.requests)
