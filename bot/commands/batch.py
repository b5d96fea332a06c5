"""Questions from and answers to other programs: one JSON object a line, many conversations in one file."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from datetime import time as clock

from bot.model import RECALLED, Turn
from bot.settings import Settings
from bot.talk.conversation import resolve
from bot.talk.remembering import remembered
from corpus.errors import BadQuestion, CorpusError
from corpus.model import Point, Story
from corpus.newsroom import Newsroom

LONGEST = 1_000_000  # characters of a line
YEARS = range(1800, 2201)  # in which one may ask: those of all articles, and room for weeks and zones on either side


class BadLine(CorpusError):
    """A line of a batch that is not a question, with its number and what would have worked."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(
            f"line {number}: {reason}; each line is a JSON object such as "
            '{"id": "1", "question": "Who did Blinken meet?", "as_of": "2024-05-14"}'
        )


class Batch:
    """The conversations of one batch, each with its turns."""

    def __init__(self, newsroom: Newsroom, settings: Settings) -> None:
        self._newsroom = newsroom
        self._zone = settings.zone
        self._turns: dict[str, list[Turn]] = {}

    def answers(self, lines: Iterable[str], now: datetime) -> Iterator[dict[str, object]]:
        """One answer for each line, in order, as soon as it is there; BadLine for the first line that is none."""
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield self._answer(_record(number, line), number, now)

    def _answer(self, record: dict[str, object], number: int, now: datetime) -> dict[str, object]:
        started = time.perf_counter()
        asked = _moment(number, record["as_of"], self._zone) if record.get("as_of") else now
        chat = record.get("chat")
        turns = self._turns.setdefault(str(chat), []) if chat is not None else None
        reply = one(self._newsroom, str(record["question"]), turns, asked, self._zone)
        if turns:
            del turns[:-RECALLED]
        return {"id": record.get("id", number), **reply, "ms": round((time.perf_counter() - started) * 1000, 2)}


def one(newsroom: Newsroom, text: str, turns: list[Turn] | None, asked: datetime, zone: tzinfo) -> dict[str, object]:
    """One answer as a JSON object without `id` and `ms`; the exchange is added to `turns`, which are None for a lone question."""
    try:
        briefing = newsroom.answer(resolve(text, turns or (), asked, zone, newsroom.read))
    except BadQuestion as error:
        return {"abstained": True, "understood": "", "remark": str(error), "sentences": []}
    if turns is not None:
        turns.append(remembered(text, briefing, zone))
    sentences = [sentence(point) for point in briefing.points]
    reply: dict[str, object] = {
        "abstained": briefing.abstained,
        "understood": briefing.query.text,
        "sentences": sentences,
    }
    return (
        reply | ({"remark": briefing.remark} if briefing.remark else {}) | {"confidence": round(briefing.confidence, 4)}
    )


def sentence(point: Point) -> dict[str, object]:
    """A point as other programs read it."""
    published = point.published.isoformat() if point.published else None
    return {"text": point.text, "title": point.title, "source": point.source, "url": point.url, "published": published}


def story(story: Story) -> dict[str, object]:
    """A story as other programs read it."""
    articles = [
        {
            "url": article.url,
            "title": article.title,
            "source": article.source,
            "published": article.published.isoformat() if article.published else None,
        }
        for article in story.articles
    ]
    return {"title": story.title, "articles": articles}


def _record(number: int, line: str) -> dict[str, object]:
    if len(line) > LONGEST:
        raise BadLine(number, "is longer than a million characters")
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLine(number, "is not JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise BadLine(number, 'has no "question"')
    return record


def _moment(number: int, as_of: object, zone: tzinfo) -> datetime:
    try:
        return end_of(str(as_of), zone)
    except ValueError as error:
        raise BadLine(number, '"as_of" is not a day') from error


def end_of(day: str, zone: tzinfo) -> datetime:
    """The last second of an ISO day in `zone`; ValueError when it is none of YEARS."""
    date = datetime.fromisoformat(day).date()
    if date.year not in YEARS:
        raise ValueError(f"{date} is of no year that articles are of")
    return datetime.combine(date, clock(23, 59, 59), zone).astimezone(UTC)
