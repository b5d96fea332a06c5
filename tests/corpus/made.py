"""Articles made for tests: small, many, all different, and the same at every run."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import numpy as np

from corpus.archive.analysis import Analysed, Analysis, analyse
from corpus.archive.records import Stored
from corpus.archive.store import Store
from corpus.database import connect
from corpus.events.compiling import Compiler
from corpus.model import Article, Query
from corpus.newsroom import Newsroom
from corpus.reading.drafts import from_record
from corpus.versions import migrate
from tests.databases import address

PEOPLE = [
    "mayor",
    "council",
    "harbour",
    "farmers",
    "minister",
    "court",
    "union",
    "museum",
    "school",
    "hospital",
    "railway",
    "festival",
]
DEEDS = [
    "opened",
    "closed",
    "repaired",
    "sold",
    "painted",
    "counted",
    "moved",
    "praised",
    "feared",
    "measured",
    "rented",
    "flooded",
]
THINGS = [
    "bridge",
    "market",
    "orchard",
    "tunnel",
    "library",
    "ferry",
    "stadium",
    "clinic",
    "mill",
    "theatre",
    "garden",
    "archive",
]
TOWNS = [
    "Aldermoor",
    "Brackley",
    "Castleton",
    "Dunmere",
    "Eastwick",
    "Fernhill",
    "Grantly",
    "Holmfirth",
    "Inverlay",
    "Kelso",
]


def record(number: int, sentences: int = 4) -> dict[str, str]:
    """Article `number` as an import takes it."""
    dice = random.Random(number)  # noqa: S311
    said = [
        f"The {dice.choice(PEOPLE)} of {dice.choice(TOWNS)} {dice.choice(DEEDS)} the {dice.choice(THINGS)} "
        f"number {dice.randrange(1_000)}, and word{number} was heard near the {dice.choice(THINGS)}."
        for _ in range(sentences)
    ]
    return {
        "title": f"{dice.choice(TOWNS)} and its {dice.choice(THINGS)} {number}",
        "text": "\n\n".join(said),
        "source": f"{dice.choice(TOWNS)} Gazette",
        "published": (date(2024, 1, 1) + timedelta(days=number % 120)).isoformat(),
        "url": f"https://example.org/{number}",
    }


def lines(numbers: range, sentences: int = 4) -> str:
    """These articles as JSON Lines."""
    return "".join(json.dumps(record(number, sentences)) + "\n" for number in numbers)


def analysed(numbers: range | list[int], **changed: str) -> list[Analysed]:
    """These articles, ready to be stored; `changed` fields are the same in all of them."""
    return [analyse(from_record(record(number) | changed)) for number in numbers]


def counting(newsroom: Newsroom) -> tuple[Compiler, list[str]]:
    """A compiler of digests over the newsroom's archive, and the topics that it has worked out."""
    read: list[str] = []

    def noted(topic: str, now: datetime, zone: tzinfo) -> Query:
        read.append(topic)
        return newsroom.read(topic, now, zone)

    return Compiler(newsroom.store, newsroom.candidates, noted, frozenset), read


def store(folder: Path) -> Store:
    """An empty store, or the one that is there."""
    engine = connect(address(folder))
    migrate(engine, "corpus.migrations")
    return Store(engine)


def closed(*stores: Store) -> None:
    """Let go of the database files."""
    for one in stores:
        one.engine.dispose()


def bare(number: int, article: list[list[int]]) -> Stored:
    """An article of such sentences, each its term numbers; nothing is known of its text."""
    empty = np.zeros(len(article), dtype="<u4")
    counts = np.array([len(sentence) for sentence in article], dtype="<u4")
    terms = np.array([word for sentence in article for word in sentence], dtype="<u4")
    analysis = Analysis(empty, empty, counts, np.zeros(0, dtype="<u4"), terms)
    return Stored(Article(number, "", "", "", None, datetime(2024, 5, 14, tzinfo=UTC), "en", False, ""), analysis)
