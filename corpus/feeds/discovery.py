"""Which feeds a web page names, and where they often live on a site whose pages name none."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from corpus.feeds.characters import decoded
from corpus.feeds.fields import address
from corpus.feeds.markup import one_line, tree
from corpus.reading.extract import LONGEST_TITLE

_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|application/(?:feed\+)?json|(?:application|text)/xml")
_FEED_LINK = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:$|[/._?&=-])", re.IGNORECASE)
_GUESSES = ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")


def discover(page: bytes, url: str) -> list[tuple[str, str]]:
    """The feeds that a web page names, as (address, title), likeliest first; feeds of comments come last.

    Declared ones (`link rel=alternate`), or where there are none, links that look like feeds.
    """
    root = tree(decoded(page))
    if root is None:
        return []
    base = next((address(url, element.get("href") or "") for element in root.iter("base")), "") or url
    declared = [link for link in root.iter("link") if _declares(link)]
    links = declared or [link for link in root.iter("a") if _FEED_LINK.search(link.get("href") or "")]
    found: dict[str, str] = {}
    for link in links:
        found.setdefault(
            address(base, link.get("href") or ""), one_line(link.get("title") or link.text_content())[:LONGEST_TITLE]
        )
    found.pop("", None)
    return sorted(found.items(), key=lambda pair: bool(re.search("comment", "".join(pair), re.IGNORECASE)))


def guesses(url: str) -> list[str]:
    """Where feeds often live on a site whose page names none: each name below the page itself and below the site's root."""
    page = re.sub(r"/*(?:[?#].*)?$", "/", url)
    return list(dict.fromkeys(address(base, guess) for guess in _GUESSES for base in (page, urljoin(url, "/"))))


def _declares(link: Any) -> bool:
    relations, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower().split(";")[0].strip()
    return bool({"alternate", "feed"} & set(relations)) and (bool(_FEED_TYPE.fullmatch(kind)) or "feed" in relations)
