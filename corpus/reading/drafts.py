"""What every draft keeps to, bounds and all; and JSON records, which are drafts under other names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from corpus.language.text import clean, sentences
from corpus.model import Draft
from corpus.reading.addresses import host, web
from corpus.reading.lines import LONGEST_TEXT, paragraphs, quotable
from corpus.reading.stamps import read_date
from corpus.saying import Saying

# In characters.
LONGEST_TITLE = 500
LONGEST_SOURCE = 100
SHORTEST_TEXT = 6  # letters and digits; "Pope dies" has eight, a few stray bytes read as text have less

NOTHING = Saying("it holds no article text")
SHORT = Saying("it is too short for an article: give it a sentence at least")


def from_record(record: Mapping[str, object]) -> Draft:
    """A JSON object with `text` and, where known, `title`, `published`, `source`, `url`, `language`, or common aliases.

    Its text is kept whole, every line of it, white space aside: it is an article already, and what is quoted of it must
    stand in it. A date that cannot be read leaves the article undated. ValueError with a plain reason when the text is
    missing or empty or a field has the wrong type.
    """
    text = _field(record, "text", "body", "content", "fulltext")
    if not text:
        raise ValueError('it has no "text"; an article needs at least {"text": "..."}')
    url = _field(record, "url", "link", "href")
    told = _field(record, "published", "date", "published_at", "publishedAt", "pubDate", "datePublished")
    return bounded(
        Draft(
            title=_field(record, "title", "headline"),
            text=joint(paragraphs(text)),
            source=_field(record, "source", "site", "publisher", "sitename") or host(url),
            url=url,
            published=read_date(told, None),
            language=_field(record, "language", "lang"),
        )
    )


def joint(paragraphs: Sequence[str]) -> str:
    """Paragraphs as a draft holds them."""
    return "\n\n".join(paragraphs)


def bounded(draft: Draft) -> Draft:
    """The draft with every field clean and of bearable length; ValueError when its text is no sentence of any length."""
    text = _cut(draft.text, LONGEST_TEXT)
    letters = len(list(islice(filter(str.isalnum, text), SHORTEST_TEXT)))
    if letters < SHORTEST_TEXT:
        raise ValueError(SHORT if letters else NOTHING)
    return replace(
        draft,
        title=_cut(folded(draft.title) or _first_sentence(text), LONGEST_TITLE),
        text=text,
        source=_cut(folded(draft.source), LONGEST_SOURCE),
        url=web(draft.url),
        language=draft.language[:2].lower() if re.match(r"[A-Za-z]{2}(?:[-_]|$)", draft.language) else "",
    )


def _field(record: Mapping[str, object], *names: str) -> str:
    """The first of these fields that is there, "" for none; a publisher may be an object with a name."""
    value = next((record[name] for name in names if record.get(name) not in (None, "")), "")
    if isinstance(value, Mapping):
        value = value.get("name") or value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f'its "{names[0]}" is not text')  # noqa: TRY004  (a bad record is one kind of error)
    return str(value)


def folded(text: str) -> str:
    """A name or a headline: clean, in one line."""
    return " ".join(clean(text).split())


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit + 1].rsplit(maxsplit=1)[0][:limit]


def _first_sentence(text: str) -> str:
    start, end = quotable(text)[0]
    opening = text[start : min(end, start + 1_000)]
    first = sentences(opening)[0]
    return _cut(" ".join(opening[first.start : first.end].split()), 120)
