"""An entry of a feed into an article: from its page, or from the feed's own text where that fails or is fuller.

Of a page at another's site a feed is believed nothing that the page does not say itself. What it tells in its own words is
kept as its own, beside what that site may bring, and not in its place.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from corpus.archive.analysis import Analysed, analyse
from corpus.feeds import parsing
from corpus.feeds.characters import decoded
from corpus.feeds.feed import Entry
from corpus.feeds.fetch import FetchError, Response
from corpus.feeds.fuller import fuller
from corpus.feeds.records import Seen, Source
from corpus.feeds.sites import host, same_site
from corpus.feeds.thinking import Thinking
from corpus.feeds.turns import Turns
from corpus.model import Draft, Published
from corpus.reading import addresses, extract

TRIES = 3  # refreshes at which a page that cannot be had is asked for
PATIENCE = 2  # pages in a row that cannot be had before a feed's other pages are left for the next time
LARGEST = 3_000_000  # bytes of a page; news pages have at most half of that, and extraction takes seconds beyond
_PASSING = (0, 408, 425, 429)  # no answer at all, or one that another hour may change; so do all from 500 on


class EntryReader:
    """Reads the entries of one feed at one refresh.

    `publisher` is the source that the last page named.
    """

    def __init__(self, turns: Turns, thinking: Thinking, source: Source, language: str, now: datetime) -> None:
        self._turns = turns
        self._thinking = thinking
        self._source = source
        self._language = language
        self._now = now
        self._failed = 0
        self.publisher = source.publisher

    def read(self, entry: Entry, former: Seen | None) -> tuple[Seen, Analysed | None]:
        """What to remember of an entry, and its article; None for an entry without any text."""
        page, owed = self._page(entry)
        seen = Seen(key_of(entry), stamp_of(entry, self._now), tries=(former.tries if former else 0) + 1 if owed else 0)
        draft = self._thinking.here(self._draft, entry, page)
        if draft is None:
            return seen, None
        article = self._thinking.do(analyse, draft)
        own = f"feed:{self._source.id}:{seen.key.hex()}"
        name = (former.article if former else "") or article.url_key or own
        if not self._owns(draft.url) and not (page and draft.text == page.text):
            name = own
        return replace(seen, article=name), replace(article, url_key=name)

    def _page(self, entry: Entry) -> tuple[Draft | None, bool]:
        """The page of an entry as an article, and whether it should be asked for again another time."""
        if not entry.url or entry.media:
            return None, False
        if self._failed >= PATIENCE:
            return None, True
        try:
            answer = self._turns.ask(entry.url)
        except FetchError as error:
            passing = error.status in _PASSING or error.status >= 500
            self._failed = self._failed + 1 if passing else 0
            return None, passing
        self._failed = 0
        return self._thinking.do(extracted, answer, self._now), False

    def _draft(self, entry: Entry, page: Draft | None) -> Draft | None:
        told = parsing.text_of(entry)
        text = fuller(page.text, told) if page else told
        if page is not None and self._owns(page.url) and _named(page):
            self.publisher = page.source
        published = self._dated(entry, page)
        if page is not None and text == page.text:
            title = (self._owns(page.url) and entry.title) or page.title or entry.title
            return replace(page, title=title, source=self._signed(page), published=published)
        record = {"title": entry.title, "text": text, "url": entry.url, "language": self._language}
        try:
            return replace(extract.from_record(record | {"source": self._signed(None)}), published=published)
        except ValueError:
            return None

    def _owns(self, url: str) -> bool:
        """Whether an address lies at the feed's own site, as far as hosts tell; an entry without one is its own."""
        return not url or same_site(self._source.url, url)

    def _signed(self, page: Draft | None) -> str:
        named = page.source if page and _named(page) else ""
        return named or self.publisher or self._source.title or addresses.host(self._source.url)

    def _dated(self, entry: Entry, page: Draft | None) -> Published | None:
        """The feed's date; else the page's, unless it is that of today only, as pages print it, in a feed's backlog.

        A feed makes nothing at another's site newer than its page says.
        """
        printed = page.published if page else None
        found = entry.published or printed
        if page and found and printed and printed.day < found.day and not self._owns(page.url):
            found = printed
        if found is None or found == entry.published:
            return found
        today = self._now.date()
        backlog = self._source.last_ok is None and found.moment is None and found.day == today
        return None if backlog or found.day > today or (found.moment and found.moment > self._now) else found


def _named(page: Draft) -> bool:
    """Whether a page says whose it is; the source of one that does not is its host."""
    return page.source != addresses.host(page.url)


def extracted(answer: Response, now: datetime) -> Draft | None:
    """The article on a page, its link one of the very host that answered; None where the page holds none."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if len(answer.body) > LARGEST or not (kind in ("", "application/xhtml+xml") or kind.startswith("text/")):
        return None
    try:
        page = extract.from_html(decoded(answer.body, answer.charset), answer.url, now)
    except (ValueError, RecursionError):
        return None
    here = host(extract.canonical(page.url)) == host(extract.canonical(answer.url))
    return page if here else replace(page, url=answer.url)


def key_of(entry: Entry) -> bytes:
    """16 bytes that tell an entry from all others of its feed."""
    return hashlib.blake2b(entry.id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def stamp_of(entry: Entry, now: datetime) -> bytes:
    """8 bytes that change when the feed says something else of an entry; a date held at `now` says nothing."""
    updated = entry.updated.isoformat() if entry.updated and entry.updated != Published.at(now) else ""
    said = "\n".join((entry.title, updated, parsing.text_of(entry)))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
