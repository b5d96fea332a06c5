"""JSON Feed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from corpus.feeds.feed import ITEMS, Content, Entry, Feed, FeedError
from corpus.feeds.fields import address, date_of, dicts, held, language_of, recording, said
from corpus.feeds.markup import one_line
from corpus.language.text import clean
from corpus.reading.extract import LONGEST_TITLE, LONGEST_URL
from corpus.saying import Saying


def read(text: str, url: str, now: datetime) -> Feed:
    """The feed in a text. Raises FeedError."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(url, Saying("the JSON is broken")) from error
    items = told.get("items") if isinstance(told, dict) else None
    if not isinstance(items, list):
        raise FeedError(url, Saying("that is JSON, but no JSON Feed"))
    if len(items) > ITEMS:
        raise FeedError(url, Saying("it holds more than {number} entries", number=f"{ITEMS:,}"))
    return Feed(
        title=one_line(said(told, "title"))[:LONGEST_TITLE],
        entries=tuple(_json_entry(item, url, now) for item in items if isinstance(item, dict)),
        language=language_of(said(told, "language")),
        site=address(url, said(told, "home_page_url")),
    )


def _json_entry(item: dict[str, Any], base: str, now: datetime) -> Entry:
    page = address(base, said(item, "url")) or address(base, said(item, "external_url"))
    sound = recording(base, dicts(item.get("attachments")))
    dates = (date_of(said(item, name)) for name in ("date_published", "date_modified"))
    published, updated = (found and held(found, now) for found in dates)
    given = (
        Content(said(item, "content_html"), True),
        *(Content(said(item, n), False) for n in ("content_text", "summary")),
    )
    return Entry(
        id=clean(said(item, "id"))[:LONGEST_URL],
        title=one_line(said(item, "title"))[:LONGEST_TITLE],
        url=page or sound,
        published=published or updated,
        updated=updated,
        contents=tuple(content for content in given if content.value),
        media=bool(sound) and page in ("", sound),
    )
