"""Follow-ups offered after an answer over the sample articles: each comes from a sentence of its article that answers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Turn
from bot.talk.conversation import resolve
from bot.talk.promises import SINCE, promised, subject_of, telling
from bot.talk.remembering import remembered
from bot.talk.suggestions import MOST, suggestions
from corpus.language.terms import terms
from corpus.model import Briefing, Point, Query
from corpus.newsroom import Newsroom

NOW = datetime(2024, 6, 11, 12, tzinfo=UTC)
NONE = frozenset[int]()  # of made-up sentences is on the subject
QUESTIONS = ("Robert Fico shot", "Baltimore bridge collapse", "Taiwan earthquake", "Eurovision", "Sunak calls election",
             "Raisi helicopter", "Papua New Guinea landslide", "aid package for Ukraine", "solar storm")  # fmt: skip


def beside_of(turn: Turn, newsroom: Newsroom) -> tuple[dict[int, str], frozenset[int]]:
    """The sentences beside what was shown, and the numbers of those on the subject."""
    discussion = newsroom.discussion
    return discussion.beside(turn.shown), discussion.holding(turn.shown, subject_of(turn))


def asked(newsroom: Newsroom, question: str) -> tuple[Briefing, Turn, list[str]]:
    """A briefing, how it is remembered, and what is suggested after it."""
    found = newsroom.answer(newsroom.read(question, NOW, UTC))
    turn = remembered(question, found, UTC)

    def since() -> bool:
        return newsroom.discussion.newer(resolve(SINCE, (turn,), NOW, UTC, newsroom.read)) is not None

    made = suggestions(found, *beside_of(turn, newsroom), since)
    return found, turn, [offer.question for offer in made]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_was_given_reason_for_by_a_sentence_that_the_answer_did_not_show(
    newsroom: Newsroom, question: str
) -> None:
    found, turn, made = asked(newsroom, question)
    beside = newsroom.discussion.beside(turn.shown)
    assert not {(found.points[0].article, number) for number in beside} & set(turn.shown)
    assert len(made) <= MOST
    assert all(telling(text, beside) for text in made if text != SINCE)


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("Eurovision", "What about Joost Klein?"),
        ("When is the British election?", "What does Keir Starmer say?"),
        ("Papua New Guinea landslide", "How many people died?"),
    ],
)
def test_a_number_or_a_person_of_the_article_is_offered(newsroom: Newsroom, question: str, suggested: str) -> None:
    assert suggested in asked(newsroom, question)[2]


def test_a_byline_is_nobody_to_ask_about(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    told = {7: "Keir Starmer Fico was taken to a hospital.", 9: "Rishi Sunak wished him well."}
    assert [offer.question for offer in suggestions(found, told, NONE, lambda: False)] == ["What about Rishi Sunak?"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Soon Mark Rutte flew home.", "Mark Rutte"),
        ("They met Álvaro Uribe there.", "Álvaro Uribe"),
        ("Later Rihanna sang for an hour.", "Rihanna"),
        ("Later 50 Cent sang for an hour.", "50 Cent"),
        ("Then Sha'Carri Richardson ran.", "Sha'Carri Richardson"),
    ],
)
def test_a_person_may_be_called_as_they_like(newsroom: Newsroom, sentence: str, name: str) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    made = suggestions(found, {70: sentence}, NONE, lambda: False)
    assert [offer.question for offer in made] == [f"What about {name}?"]


def test_a_cost_is_offered_where_it_is_one_of_the_subject(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    beside = {70: "A ticket costs $2."}
    assert suggestions(found, beside, NONE, lambda: False) == ()
    assert [offer.question for offer in suggestions(found, beside, {70}, lambda: False)] == ["How much does it cost?"]


def test_which_sentences_are_on_the_subject_is_told_by_their_terms(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    turn = remembered("Robert Fico shot", found, UTC)
    beside, on_it = beside_of(turn, newsroom)
    told = {n for n, sentence in beside.items() if not subject_of(turn).isdisjoint(terms(sentence))}
    assert told
    assert on_it & beside.keys() == told != beside.keys()


def test_what_was_just_asked_is_not_offered(newsroom: Newsroom) -> None:
    question = "How many people died in the landslide in Papua New Guinea?"
    assert "How many people died?" not in asked(newsroom, question)[2]


def test_what_happened_since_is_offered_only_when_something_did(newsroom: Newsroom) -> None:
    assert SINCE not in asked(newsroom, "Macron calls snap election")[2]


def test_a_number_that_was_just_told_is_not_offered_in_other_words(newsroom: Newsroom) -> None:
    beside = {90: "The earthquake killed 25 people, officials said later."}
    for question, offered in (
        ("how many dead in the Taiwan earthquake?", []),
        ("Taiwan earthquake", ["How many people died?"]),
    ):
        found = newsroom.answer(newsroom.read(question, NOW, UTC))
        assert [offer.question for offer in suggestions(found, beside, NONE, lambda: False)] == offered


@pytest.mark.parametrize(("question", "first"), [("Eurovision", True), ("Raisi helicopter", False)])
def test_what_happened_since_comes_first_where_all_is_of_one_article(
    newsroom: Newsroom, question: str, *, first: bool
) -> None:
    found, turn, others = asked(newsroom, question)
    assert len(others) == 2
    made = suggestions(found, *beside_of(turn, newsroom), lambda: True)
    assert [offer.question for offer in made] == [SINCE] * first + others


def test_nobody_of_another_part_of_a_roundup_is_offered(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    point = replace(found.points[0], first=20, last=20)
    beside = {n: "The weather stays fine." for n in range(60) if n != 20}
    beside |= {21: "A nurse told Keir Starmer to wait.", 50: "In Lisbon, Rishi Sunak opened a garden."}
    made = suggestions(replace(found, points=(point,)), beside, NONE, lambda: False)
    assert [offer.question for offer in made] == ["What about Keir Starmer?"]


def test_nothing_is_offered_after_no_answer(newsroom: Newsroom) -> None:
    nothing = newsroom.answer(newsroom.read("xylophone thieves of Ulan Bator", NOW - timedelta(days=90), UTC))
    assert nothing.abstained
    assert suggestions(nothing, {3: "Ten people died."}, NONE, lambda: True) == ()


def test_without_a_sentence_that_answers_nothing_is_offered(newsroom: Newsroom) -> None:
    found = newsroom.answer(newsroom.read("Robert Fico shot", NOW, UTC))
    assert suggestions(found, {3: "The hospital lies above the town.", 4: "By Rishi Sunak"}, NONE, lambda: False) == ()


# -- which sentence gives reason for a question --------------------------------------------------


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many people died?", "The wave killed at least 17 people."),
        ("How many people died?", "At least 1,300 people are now dead."),
        ("How many were hurt?", "Three residents and two firefighters were injured in Alsdorf."),
        ("How strong was it?", "The quake had a magnitude of 6.4."),
        ("How much does it cost?", "A ticket costs $2."),
        ("How many votes were there?", "The bill passed by 61 to 38."),
        ("What does Ana Ruiz say?", "“We stay,” said Mayor Ruiz."),
        ("What does Ana Ruiz say?", "Bauer left after Ruiz, her deputy, said so."),
        ("What about Ana Ruiz?", "The prize went to Ruiz."),
        ("What about Ana Ruiz?", "Ruiz is a reporter who was arrested in Orsel."),
    ],
)
def test_a_sentence_that_answers_tells_what_a_question_promises(question: str, sentence: str) -> None:
    assert telling(question, {4: "It rained.", 5: sentence}) == [5]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many people died?", "The singer, 71, had moved there before her death."),
        ("How many people died?", "In 2019, a visitor was killed."),
        ("How many people died?", "Eleven of 40 wells ran dry; 11 years later the lake was dead."),
        ("How many people died?", "Covid-19 deaths fell."),
        ("How many people died?", "What we know of the 17 dead"),
        ("What does Ana Ruiz say?", "Bauer argued that Ruiz was too careful."),
        ("What does Ana Ruiz say?", "Ruiz stayed."),
        ("What about Ana Ruiz?", "The Ruizes came too."),
        ("What about Ana Ruiz?", "Ana Ruiz and Ben Ode"),
        ("What about Ana Ruiz?", "Ana Ruiz covers trending news for The Herald."),
        ("What about Ana Ruiz?", "Ana Ruiz is a visual producer on The Herald's night team."),
        ("What about Ana Ruiz?", "Ben Ode and Ana Ruiz contributed to this report."),
        (SINCE, "Ruiz said that 17 people died."),
    ],
)
def test_another_does_not(question: str, sentence: str) -> None:
    assert telling(question, {5: sentence}) == []


# -- whether it is still to be told ---------------------------------------------------------------

BESIDE = {4: "Mayor Ruiz said no.", 6: "It rained.", 9: "Ruiz said that boats will come."}


@pytest.mark.parametrize(
    ("points", "remark", "ahead"),
    [
        (((1, 9, 9), (1, 2, 3)), "", None),
        (((1, 2, 3), (1, 8, 9)), "", None),
        (((1, 2, 3), (1, 6, 6), (1, 4, 4)), "", 4),
        (((2, 4, 4), (2, 9, 9)), "", 4),
        (((1, 4, 4),), "Nothing from that time. This lies nearest:", 4),
        ((), "", 4),
    ],
    ids=["first", "second, with its neighbour", "third", "of another article", "only what lies nearest", "no answer"],
)
def test_what_was_promised_is_put_ahead_unless_it_is_among_the_first_points(
    points: tuple[tuple[int, int, int], ...], remark: str, ahead: int | None
) -> None:
    told = tuple(Point("", article, first, last, "", "", "", None) for article, first, last in points)
    found = Briefing(Query("What does Ana Ruiz say?", NOW), told, remark=remark)
    assert promised("What does Ana Ruiz say?", found, 1, BESIDE) == ahead
    assert promised("What about Ben Ode?", found, 1, BESIDE) is None
