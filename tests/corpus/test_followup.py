"""Whether a message belongs to a conversation, and which sentences speak to it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from corpus.answering import followup, subject
from corpus.answering.bridge import Concept
from corpus.answering.pool import Floats
from corpus.model import Hit, Kind, Query, Window

NOW = datetime(2024, 6, 11, 12, tzinfo=UTC)
WEEK = Window(NOW, None, "this week")
RAREST = 10.0


def word(number: int, weight: float = 5.0) -> Concept:
    return Concept(weight, number, frozenset())


def belongs(
    terms: int, lean: float, held: int, kind: Kind = Kind.WHAT, strength: float = 0.0, window: Window | None = None
) -> bool:
    """Whether a message of so many words, of which an article under discussion holds so many, belongs to it."""
    alone = Query("", NOW, terms=tuple(map(str, range(terms))), kind=kind, window=window)
    home = followup.at_home([word(n) for n in range(terms)], [set(range(held))], RAREST) + strength * followup.STRONG
    return followup.leaning(alone, lean) + home > 0


@pytest.mark.parametrize(
    ("label", "expected", "given"),
    [
        ("a short question about words of the articles", True, belongs(2, 0.5, 2, strength=1.0)),
        ("one long question about other things", False, belongs(4, 0.5, 0)),
        ("bare keywords about other things", False, belongs(2, 0.5, 0, Kind.TOPIC)),
        ("keywords about words of the articles", True, belongs(2, 0.5, 2, Kind.TOPIC)),
        (
            "keywords about words of the articles, at a time of their own",
            False,
            belongs(2, 0.5, 2, Kind.TOPIC, 0, WEEK),
        ),
        ("a pronoun and strange words", True, belongs(2, 1.0, 0)),
        ("a long question with a pronoun about other things", False, belongs(5, 1.0, 0)),
        ("a long question with a pronoun about words of the articles", True, belongs(4, 1.0, 4, strength=0.8)),
    ],
)
def test_belongs(label: str, expected: bool, given: bool) -> None:
    assert given is expected, label


def test_other_words_are_at_home_as_well() -> None:
    bridged = Concept(5.0, 1, frozenset({2}), (frozenset({3, 4}),))
    missing = followup.at_home([bridged], [{9}], RAREST)
    assert followup.at_home([bridged], [{2}], RAREST) > missing
    assert followup.at_home([bridged], [{3, 4}], RAREST) > missing
    assert followup.at_home([bridged], [{3}], RAREST) == missing


def judged(size: int, **told: list[float]) -> dict[str, Floats]:
    """The columns of so many rows of the subject that hold nothing of the question, but for what is told."""
    named = ("own_words", "other_words", "words_beside", "told", "cue", "fitting", "in_places", "about")
    blank = {name: np.zeros(size) for name in named} | {"subject": np.ones(size), "near": np.ones(size)}
    return blank | {name: np.array(values, dtype=np.float64) for name, values in told.items()}


def test_more_keeps_to_the_subject_and_to_what_was_not_seen() -> None:
    hits = [Hit(1, 0, 3.0, 10), Hit(1, 1, 2.0, 11), Hit(2, 0, 1.0, 12), Hit(3, 0, 0.5, 13)]
    columns = judged(4, in_places=[1, 1, 0, 0], about=[0, 0, 0.9, 0.1])
    query = Query("", NOW, seen=frozenset({(1, 0)}))
    assert subject.kept(query, hits, np.array([10, 11, 12, 13]), columns) == [hits[1], hits[2]]


def test_nothing_that_has_to_do_with_the_question_is_no_answer() -> None:
    hits = [Hit(1, 0, 3.0, 10)]
    query = Query("", NOW, terms=("moon",))
    assert subject.kept(query, hits, np.array([10]), judged(1)) == []
    assert subject.kept(query, hits, np.array([10]), judged(1, words_beside=[0.5])) == hits
    assert subject.kept(replace(query, terms=()), hits, np.array([10]), judged(1)) == hits


def test_the_kind_of_thing_asked_for_is_enough_where_other_words_are_not_known() -> None:
    hits = [Hit(1, 0, 3.0, 10)]
    query, columns = Query("", NOW, terms=("moon",)), judged(1, fitting=[1])
    assert subject.kept(query, hits, np.array([10]), columns) == []
    assert subject.kept(replace(query, language="de"), hits, np.array([10]), columns) == hits
    assert subject.kept(replace(query, fragment=True, window=WEEK), hits, np.array([10]), columns) == hits


def test_a_fragment_is_answered_where_what_it_says_itself_stands_near_the_subject() -> None:
    hits = [Hit(1, 0, 3.0, 10), Hit(1, 1, 2.0, 11)]
    query, columns = Query("", NOW, terms=("weather",), fragment=True), judged(2, own_words=[0.9, 0.9], fitting=[1, 1])
    assert subject.kept(query, hits, np.array([10, 11]), columns) == []
    assert subject.kept(query, hits, np.array([10, 11]), judged(2, told=[0, 1])) == hits


def test_a_question_with_a_name_is_answered_where_that_stands() -> None:
    hits = [Hit(1, 0, 3.0, 10), Hit(1, 1, 2.0, 11)]
    query, columns = Query("", NOW, terms=("ana", "speech")), judged(2, own_words=[0.4, 0.9])
    assert subject.kept(query, hits, np.array([10, 11]), columns) == hits
    named = replace(query, alone=replace(query, names=("ana",)))
    assert subject.kept(named, hits, np.array([10, 11]), columns) == hits[1:]


def test_filler_is_what_is_of_another_subject_or_far_from_any_word_of_it() -> None:
    hits = [Hit(1, 0, 3.0, 10), Hit(2, 0, 2.0, 20), Hit(1, 9, 1.0, 19), Hit(1, 8, 0.5, 18)]
    query = Query("", NOW, terms=("moon",))
    columns = judged(4, own_words=[0.3, 1, 0.3, 0.6], subject=[1, 0.4, 1, 1], near=[1, 1, 0, 0])
    assert subject.kept(query, hits, np.array([10, 20, 19, 18]), columns) == [hits[0], hits[3]]


def test_the_weights_speak_for_words_of_the_question_and_for_the_places() -> None:
    weights = followup.weights()
    for name in ("general", "own_words", "other_words", "words_beside", "cue", "in_places", "place", "fitting"):
        assert weights[name] > 0, name
