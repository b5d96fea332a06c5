"""Follow-ups offered after an answer over the sample articles: each comes from its article and has an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.talk.conversation import resolve
from bot.talk.remembering import remembered
from bot.talk.suggestions import MOST, SINCE, suggestions
from corpus.model import Briefing
from corpus.newsroom import Newsroom

NOW = datetime(2024, 6, 11, 12, tzinfo=UTC)
QUESTIONS = ("Robert Fico shot", "Baltimore bridge collapse", "Taiwan earthquake", "Eurovision", "Sunak calls election",
             "Raisi helicopter", "Papua New Guinea landslide", "aid package for Ukraine", "solar storm")  # fmt: skip


def asked(newsroom: Newsroom, question: str) -> tuple[Briefing, list[str]]:
    """A briefing, and what was asked of the callable while suggestions were made."""
    found = newsroom.answer(newsroom.read(question, NOW, UTC))
    turn = remembered(question, found, UTC)
    heard: list[str] = []

    def ask(text: str) -> Briefing:
        heard.append(text)
        query = resolve(text, (turn,), NOW, UTC, newsroom.read)
        return newsroom.answer(replace(query, within=not query.strict))

    made = [offer.question for offer in suggestions(found, newsroom.discussion.beside(found), ask)]
    assert set(made) <= set(heard)
    return found, made


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_has_an_answer_that_shows_something_new(newsroom: Newsroom, question: str) -> None:
    found, made = asked(newsroom, question)
    shown = {(point.article, point.first) for point in found.points}
    assert len(made) <= MOST
    for text in made:
        turn = remembered(question, found, UTC)
        answer = newsroom.answer(resolve(text, (turn,), NOW, UTC, newsroom.read))
        assert {(point.article, point.first) for point in answer.points} - shown, text


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("Eurovision", "What about Joost Klein?"),
        ("When is the British election?", "What does Keir Starmer say?"),
        ("Papua New Guinea landslide", "How many people died?"),
    ],
)
def test_a_number_or_a_person_of_the_article_is_offered(newsroom: Newsroom, question: str, suggested: str) -> None:
    assert suggested in asked(newsroom, question)[1]


def test_a_byline_is_nobody_to_ask_about(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    told = "Keir Starmer Fico was taken to a hospital.", "Rishi Sunak wished him well."
    heard: list[str] = []

    def ask(text: str) -> Briefing:
        heard.append(text)
        return found

    suggestions(found, told, ask)
    assert heard == ["What about Rishi Sunak?", SINCE]


def test_what_was_just_asked_is_not_offered(newsroom: Newsroom) -> None:
    assert (
        "How many people died?" not in asked(newsroom, "How many people died in the landslide in Papua New Guinea?")[1]
    )


def test_what_happened_since_is_offered_only_when_something_did(newsroom: Newsroom) -> None:
    assert SINCE not in asked(newsroom, "Macron calls snap election")[1]


def test_nothing_is_offered_after_no_answer(newsroom: Newsroom) -> None:
    nothing = newsroom.answer(newsroom.read("xylophone thieves of Ulan Bator", NOW - timedelta(days=90), UTC))
    assert nothing.abstained
    assert suggestions(nothing, ("Ten people died.",), lambda _: nothing) == ()


def test_a_question_without_an_answer_is_not_offered(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    silent = Briefing(found.query, (), None)
    assert suggestions(found, newsroom.discussion.beside(found), lambda _: silent) == ()
