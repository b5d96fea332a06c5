"""Whole conversations in each language of the interface, held over one archive of articles in all of them and in English."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.model import Turn
from bot.talk.conversation import resolve
from bot.talk.remembering import remembered
from corpus.archive import ingest
from corpus.database import connect
from corpus.model import Briefing, Draft, Published
from corpus.newsroom import Newsroom

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
EVENTS = {
    "cathedral": date(2024, 12, 8),
    "song": date(2024, 5, 12),
    "next_song": date(2025, 5, 18),
    "president": date(2024, 6, 3),
}
SPOKEN: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "talks.toml").read_text("utf-8"))
TALKS = {
    f"{language}-{number}": (language, talk)
    for language, spoken in SPOKEN.items()
    for number, talk in enumerate(spoken.get("talks", ()), 1)
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The same events in all languages."""
    folder = tmp_path_factory.mktemp("talks")
    drafts = [
        Draft(
            text.partition(". ")[0].strip(),
            text.strip(),
            "Harbour Post",
            f"https://example.com/{language}/{event}",
            Published(EVENTS[event]),
            language,
        )
        for language, spoken in SPOKEN.items()
        for event, text in spoken["told"].items()
    ]
    newsroom = Newsroom(connect(f"sqlite:///{folder / 'test.db'}"), folder)
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
    return newsroom


def held(newsroom: Newsroom, said: list[str], language: str) -> list[Briefing]:
    """What is answered to each message in turn."""
    turns: list[Turn] = []
    found = []
    for text in said:
        found.append(newsroom.answer(resolve(text, turns, NOW, UTC, newsroom.read, hint=language)))
        turns.append(remembered(text, found[-1], UTC))
    return found


def languages(found: Briefing) -> list[str]:
    return [point.url.split("/")[3] for point in found.points]


@pytest.mark.parametrize("language", ["de", "es", "fr", "uk", "ar"])
def test_a_buttons_english_is_understood_after_a_question_in_any_language(newsroom: Newsroom, language: str) -> None:
    question = SPOKEN[language]["talks"][0][0]
    query = resolve(question, (), NOW, UTC, newsroom.read, hint=language)
    turn = remembered(question, newsroom.answer(query), UTC)
    newest, more = (resolve(said, (turn,), NOW, UTC, newsroom.read, ours=True) for said in ("newest first", "more"))
    assert (newest.newest, newest.language) == (True, language)
    assert more.seen == set(turn.shown)


def test_each_language_has_eight_conversations() -> None:
    for language in ("de", "es", "fr", "uk", "ar"):
        assert len(SPOKEN[language]["talks"]) == 8
        assert sum(len(talk) // 2 - 1 for talk in SPOKEN[language]["talks"]) >= 16  # messages that lean on earlier ones


@pytest.mark.parametrize("language_talk", TALKS.values(), ids=TALKS.keys())
def test_a_conversation_is_followed_in_its_language(newsroom: Newsroom, language_talk: tuple[str, list[str]]) -> None:
    language, talk = language_talk
    shown: set[str] = set()
    for found, said, expected in zip(held(newsroom, talk[::2], language), talk[::2], talk[1::2], strict=True):
        told = {point.text for point in found.points}
        assert any(expected in text for text in told), said
        assert expected or not told & shown, said
        assert languages(found)[0] == language, said
        assert set(languages(found)) <= {language, "en"}, said
        shown |= told


def test_a_third_language_is_read_where_there_is_nothing_else(newsroom: Newsroom) -> None:
    assert set(languages(held(newsroom, ["¿Qué pasó con los bomberos?"], "es")[0])) == {"es"}
    assert set(languages(held(newsroom, ["Was wurde aus den bomberos?"], "de")[0])) == {"es"}


def test_english_reads_english_first(newsroom: Newsroom) -> None:
    assert languages(held(newsroom, ["Claudia Sheinbaum"], "en")[0])[0] == "en"
