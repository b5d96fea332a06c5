"""The door to all that turns given text into drafts: copied text, pages, records; dates and addresses with them."""

from __future__ import annotations

from datetime import datetime

from corpus.model import Draft
from corpus.reading.addresses import LONGEST_URL, canonical
from corpus.reading.copied import from_text
from corpus.reading.drafts import LONGEST_SOURCE, LONGEST_TITLE, from_record
from corpus.reading.lines import LONGEST_TEXT
from corpus.reading.stamps import read_date

__all__ = [
    "LONGEST_SOURCE",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "LONGEST_URL",
    "canonical",
    "from_html",
    "from_record",
    "from_text",
    "read_date",
]


def from_html(html: str, url: str, now: datetime) -> Draft:
    """As `pages.from_html`, which is loaded when the first page comes."""
    from corpus.reading import pages  # noqa: PLC0415  (trafilatura takes 130 ms, and few runs see a page)

    return pages.from_html(html, url, now)
