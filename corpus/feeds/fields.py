"""What the items of a feed say under their names: texts, links, dates; the same in XML and in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from corpus.feeds.characters import usable
from corpus.model import Published
from corpus.reading.extract import LONGEST_URL, read_date

_RECORDING = re.compile(r"\.(?:mp3|m4[abv]|mp4|aac|og[ga]|opus|wav|flac|webm)(?:$|\?)", re.IGNORECASE)


def said(item: Any, name: str) -> str:
    """What an item says under a name, as text; "" where it says nothing, or something that is no text."""
    value = item.get(name)
    return usable(str(value)) if isinstance(value, str | int | float) else ""


def is_plain(item: Any, detail: str) -> bool:
    """Whether an item says in this detail that it is no HTML. A feed's own element may bear such a name, and be text."""
    told = item.get(detail)
    return isinstance(told, dict) and told.get("type") == "text/plain"


def dicts(values: Any) -> Iterator[dict[str, Any]]:
    """The objects in what should be a list of them."""
    yield from (value for value in values if isinstance(value, dict)) if isinstance(values, list) else ()


def language_of(name: str) -> str:
    """A language's tag in small letters, "" for what is none."""
    return name.strip().replace("_", "-").lower() if re.fullmatch(r"\s*[A-Za-z]{2,3}([-_]\w{2,8})*\s*", name) else ""


def address(base: str, link: str) -> str:
    """An absolute http or https address for a link found at `base`; "" for any other scheme and for nonsense."""
    link = re.sub(r"\s*[\r\n\t]\s*", "", link.strip()).replace(" ", "%20")
    link = f"https://{link}" if link.lower().startswith("www.") else link
    try:
        found = urljoin(base, link) if link else ""
        good = urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname and len(found) <= LONGEST_URL
    except ValueError:
        return ""
    return found if good else ""


def recording(base: str, attached: Iterable[dict[str, Any]]) -> str:
    """The first sound or film among what is attached to an entry; pictures are often attached, too."""
    for one in attached:
        kind = said(one, "type") or said(one, "mime_type")
        url = address(base, said(one, "href") or said(one, "url"))
        if kind.startswith(("audio/", "video/")) or _RECORDING.search(url):
            return url
    return ""


_ZEROS = (date(1970, 1, 1), date(1969, 12, 31))


def date_of(text: str) -> Published | None:
    """A date as feeds write it: what `extract` reads, and years of two digits, Chinese and Korean dates.

    An impossible time or an unknown zone leaves the day. None for the zero dates that programs write for none.
    """
    text = re.sub(r"(\d{4}) ?[年년] ?(\d\d?) ?[月월] ?(\d\d?) ?[日일]", r"\1-\2-\3 ", text[:200])
    text = re.sub(r"(?<=\d[ -][A-Za-z]{3})([ -])([0-6]\d)(?= \d\d?:)", r"\g<1>20\2", text)
    day = re.split(r"\d{1,2}:\d\d", text)[0].rstrip(" ,tT")
    found = read_date(text, None) or read_date(day, None)
    return None if found is None or found.day in _ZEROS else found


def held(found: Published, now: datetime) -> Published:
    """A date, held at the moment of reading where it lies in the future."""
    if found.moment is None:
        return min(found, Published(now.astimezone(UTC).date()), key=lambda one: one.day)
    return Published.at(min(found.moment, now))
