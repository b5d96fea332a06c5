"""What in a sentence could be the answer, and how near it stands to the noun asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from corpus.answering import answers
from corpus.questions import reading
from corpus.sources.reading import Sources

NOW = datetime(2024, 5, 14, 10, tzinfo=UTC)


def asked(text: str) -> answers.Asked:
    return answers.asked(reading.read(text, NOW, UTC, Sources({})))


def fitting(sentence: str, text: str) -> set[str]:
    return set(answers.held(sentence, asked(text)).fitting())


FITTING = {
    "a person": ("Who opened the bridge?", "It was opened by Maria Silva.", {"maria silva"}),
    "a thing of its class": ("Which airline was sold?", "The deal gives Lufthansa three routes.", {"lufthansa"}),
    "a count": ("How many trams were lost?", "The depot lost 14 trams in 2023.", {"14"}),
    "a sum": ("How much did the bridge cost?", "The bridge cost $14 million and took 3 years.", {"$14 million"}),
    "a person of some trade": (
        "Which singer opened the bridge?",
        "It was opened by Oyelaran Adisa Bello.",
        {"oyelaran adisa bello"},
    ),
    "a year alone": ("What year did the bridge open?", "Begun in May, it opened on March 3, 2011.", {"2011"}),
    "a year since": ("It was the first flood since:", "The flood of Monday was the first since 1987.", {"1987"}),
    "a month alone": ("Which month will the bridge open?", "Said on Monday, it opens in July.", {"july"}),
    "no day in a name": ("Which siblings spoke?", "On Tuesday Anna and Maria Silva spoke.", {"anna and maria silva"}),
    "a day": ("When did the bridge open?", "The bridge opened on March 3.", {"march 3"}),
    "nothing of the question": ("Who helped Maria Silva?", "Maria Silva was helped.", set()),
}


@pytest.mark.parametrize(("text", "sentence", "found"), FITTING.values(), ids=FITTING)
def test_a_sentence_holds_what_is_of_the_kind_asked_for(text: str, sentence: str, found: set[str]) -> None:
    assert fitting(sentence, text) == found


BESIDE = {
    "side by side": ("The airline Lufthansa was sold.", 1.0),
    "in the plural, behind a mark": ("Two airlines, Lufthansa among them, were sold.", 1 / 2),
    "with words between": ("Lufthansa is an airline.", 1 / 3),
    "without the noun": ("Lufthansa was sold.", 0.0),
    "without an answer": ("The airline was sold.", 0.0),
}


@pytest.mark.parametrize(("sentence", "near"), BESIDE.values(), ids=BESIDE)
def test_an_answer_may_stand_beside_the_noun_asked_for(sentence: str, near: float) -> None:
    wanted = asked("Which airline was sold?")
    assert answers.beside(sentence, answers.held(sentence, wanted).fitting(), wanted) == pytest.approx(near)


def test_without_a_noun_nothing_stands_beside_it() -> None:
    wanted = asked("Who was sold?")
    assert answers.beside("Maria Silva", answers.held("Maria Silva", wanted).fitting(), wanted) == 0.0


IN_FULL = {
    "a thing by its name": ("Which country won?", "The cup goes to Cuba.", True),
    "by where its people are from": ("Which country won?", "The cup goes to the Cuban team.", False),
    "by both": ("Which country won?", "The cup goes to Cuba, to the Cuban team.", True),
    "by less than its name": ("Which NFL team won?", "The cup goes to the Chiefs.", False),
    "by what belongs to it": ("Which country won?", "The cup goes to Cuba's team.", False),
    "by that and itself": ("Which country won?", "The cup goes to Cuba, to Cuba’s team.", True),
    "by more than its name": ("Which agency was late?", "It was the Federal Emergency Management Agency.", True),
    "in the plural": ("Which insects are loud?", "They hear cicadas all night.", True),
    "a person": ("Who won?", "The cup goes to Maria Silva.", True),
    "what is a person's": ("Who won?", "The cup goes to Maria Silva’s team.", False),
    "who is no person": ("Who won?", "The cup goes to the Northern League.", False),
    "a name with a number behind it": ("Who won?", "The cup was like that of Maria 2024.", False),
    "a month": ("When does it open?", "It opens in July.", True),
    "a number of what is counted": ("How many trams were lost?", "They lost 14 of the old trams.", True),
    "a number in words of it": ("How many people won?", "Only twelve people won.", True),
    "a number of something else": ("How many trams were lost?", "They lost 14 of the buses.", False),
    "a number with what is counted further on": (
        "How many trams were lost?",
        "After 14 days of strikes and rain trams ran.",
        False,
    ),
    "a number of nothing that is named": ("How old is the bridge?", "It is 45.", True),
    "a share": ("What percentage of trams were late?", "Of them 14% were late.", True),
    "a number that is no share": ("What percentage of trams were late?", "Of them 14 were late.", False),
    "none that fits": ("Which country won?", "The cup goes to nobody.", False),
}


@pytest.mark.parametrize(("text", "sentence", "full"), IN_FULL.values(), ids=IN_FULL)
def test_what_fits_may_be_named_in_full(text: str, sentence: str, full: bool) -> None:
    wanted = asked(text)
    assert bool(answers.in_full(sentence, answers.held(sentence, wanted).fitting(), wanted)) is full
