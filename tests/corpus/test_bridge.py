"""Other words for the same thing: what the light lexicon holds, and how a question is read with it."""

from __future__ import annotations

from importlib.resources import files

import pytest

from corpus.answering import bridge
from corpus.language.terms import stem, terms


@pytest.mark.parametrize(
    ("question", "word", "other"),
    [
        ("What did he ask for?", "ask", "request"),
        ("What did he ask for?", "ask", "sought"),
        ("how many were killed?", "killed", "dead"),
        ("who died?", "died", "toll"),
        ("where does the money come from?", "money", "dollars"),
        ("which state is the priciest?", "priciest", "expensive"),
        ("what does it cost?", "cost", "price"),
        ("what does Moscow say?", "moscow", "kremlin"),
        ("how are the kids?", "kids", "children"),
    ],
)
def test_a_word_brings_the_others_for_it(question: str, word: str, other: str) -> None:
    assert (stem(other),) in bridge.read(question).others[stem(word)]


def test_a_phrase_stands_for_a_word_and_a_word_for_a_phrase() -> None:
    assert tuple(terms("white house")) in bridge.read("what does Washington say?").others["washington"]
    assert (stem("refund"),) in bridge.read("do I get my money back?").others["money"]


def test_a_question_word_brings_what_it_is_answered_with() -> None:
    assert {("year",), ("hour",)} <= bridge.read("How long was he in office?").cues
    assert not bridge.read("What did he say?").cues


def test_a_cue_is_a_word_of_the_question_and_no_part_of_one() -> None:
    assert not bridge.read("which showlonger film").cues


def test_words_for_each_other_go_both_ways() -> None:
    for question, word, other in (("who died?", "die", "perish"), ("who perished?", "perish", "die")):
        assert (stem(other),) in bridge.read(question).others[stem(word)]


def test_an_unknown_word_has_no_others() -> None:
    assert bridge.read("xylophone").others == {"xylophon": frozenset()}


def test_terms_are_all_that_the_archive_has_to_number() -> None:
    reading = bridge.read("how long was the talk with the White House?")
    assert {"talk", "white", "hous", "year"} <= reading.terms


def test_every_line_of_the_lexicon_says_something() -> None:
    lines = (files("corpus.answering") / "bridge.txt").read_text("utf-8").splitlines()
    for line in filter(None, (line.partition("#")[0].strip() for line in lines)):
        cue, _, words = line.rpartition(":")
        assert len({tuple(terms(word)) for word in words.split(",")} - {()}) >= (1 if cue else 2), line
