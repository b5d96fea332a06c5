"""How a message reads on its own: what leans, what asks for more, what points at something."""

from __future__ import annotations

import pytest

from bot.talk import leaning
from bot.talk.leaning import ALONE, PERHAPS, SURELY
from corpus.questions.shorthand import written_out

SURE = (
    "why?", "since when?", "how many?", "for how much?", "from when?", "who is he", "what did she say", "how big is it?",
    "when was that?", "why that day?", "who did they meet there?", "did it break any records?", "who else?", "the same in May?",
    "and in Kharkiv?", "and the week before?", "what about China", "how about Kyiv?", "but why did markets panic?",
    "in Kharkiv?", "2014?", "wow. what did the critics say?", "cute. who noticed it first?", "omg how many died?",
    "poor guy, is he alive?", "why are there so few?", "which other countries did the same?", "has this happened before?",
    "compare it with Katrina", "compared to last year?", "versus Apple?", "after that, what did he do?",
)  # fmt: skip
OPEN = (
    "cuba blackout", "kharkiv", "is there a ceasefire?", "who came second?",
    "what did Biden say about his son?", "Zelensky, what did he ask for?", "is it true that Putin is ill?",
    "how long does it take to fly to Mars?", "is India changing its name?", "man finds pearl in his clams",
    "so far this year how many people died in floods", "storms in America this week", "tell me who won",
    "what is this balloon everybody talks about",
    "In Kharkiv, who is fighting?", "and the balloon what happened with that", "as for the storm, how strong was it?",
)  # fmt: skip
MORE = (
    "more", "More!", "more please", "tell me more", "please tell me more", "anything else?", "what else?", "go on", "and?",
    "so?", "more details", "some more, please", "continue", "ok, more", "can you tell me more",
)  # fmt: skip
SINCE = (
    "what has happened since?",
    "and since then?",
    "any updates?",
    "anything new?",
    "anything newer?",
    "more recent news?",
    "is there anything since?",
    "what happened since then?",
    "and now?",
    "is that still true?",
    "does this still hold",
    "is there any news since then?",
)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("whos the suspect", "who's the suspect"),
        ("who r they", "who are they"),
        ("how many ppl died", "how many people died"),
        ("what abt france", "france"),
        ("nah i mean how bad was it", "how bad was it"),
        ("wait which judges", "which judges"),
        ("wait, actually who won", "who won"),
        ("wait times at airports", "wait times at airports"),
        ("y?", "why?"),
        ("y tho", "why though"),
    ],
)
def test_what_is_typed_in_haste_is_read_as_written_out(text: str, rest: str) -> None:
    assert leaning.read(written_out(text)).rest == rest


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        *((said, True) for said in ("newest first", "show me the newest", "please give me the latest ones")),
        *((said, False) for said in ("give me the latest on Gaza", "show me the latest news", "the newest member")),
    ],
)
def test_the_newest_of_the_same_is_asked_for(text: str, *, newest: bool) -> None:
    assert leaning.read(text).newest == newest


@pytest.mark.parametrize(
    "text", ["any news from Ukraine?", "what changed in the deal?", "any news since the vote in May?"]
)
def test_what_names_more_than_a_time_asks_in_words_of_its_own(text: str) -> None:
    assert not leaning.read(text).since


@pytest.mark.parametrize("text", ["2", "#2", "second", "2nd one please", "nr 2", "the 2nd", "tell me about point 2"])
def test_a_point_is_told_by_its_number(text: str) -> None:
    assert leaning.read(text).ordinal == 2


@pytest.mark.parametrize("text", ["2014", "Apollo 3", "what happened on May 2", "second wave", "7"])
def test_not_every_number_is_one_of_a_point(text: str) -> None:
    assert leaning.read(text).ordinal == 0


@pytest.mark.parametrize("text", SURE)
def test_leans_surely(text: str) -> None:
    message = leaning.read(text)
    assert message.lean == SURELY
    assert not message.more and not message.since


@pytest.mark.parametrize("text", OPEN)
def test_may_stand_alone(text: str) -> None:
    assert leaning.read(text).lean == PERHAPS


@pytest.mark.parametrize(
    "text", ["ok whats up with the house speaker", "Great, who came second?", "thanks! is there a ceasefire?"]
)
def test_after_mere_assent_anything_may_be_asked(text: str) -> None:
    assert leaning.read(text).lean == PERHAPS


@pytest.mark.parametrize("text", MORE)
def test_asks_for_more(text: str) -> None:
    assert leaning.read(text).more


@pytest.mark.parametrize(
    "text",
    ["more troops for Ukraine", "no more war", "what is the next step?", "continue the war", "and the next hearing?"],
)
def test_is_no_wish_for_more(text: str) -> None:
    assert not leaning.read(text).more


@pytest.mark.parametrize("text", SINCE)
def test_asks_what_came_since(text: str) -> None:
    assert leaning.read(text).since


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("what changed since yesterday?", "since yesterday?"),
        ("What has happened since Monday", "since Monday"),
        ("any news this week?", "this week?"),
        ("any updates in the last 3 days", "in the last 3 days"),
        ("anything new over Easter?", "over Easter?"),
    ],
)
def test_asks_what_came_since_a_time(text: str, time: str) -> None:
    message = leaning.read(text)
    assert message.since
    assert message.rest == time


@pytest.mark.parametrize(
    "text", ["what happened yesterday?", "any news from Gaza?", "what happened since the strike?", "what's new today?"]
)
def test_does_not_ask_what_came_since(text: str) -> None:
    assert not leaning.read(text).since


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("ok forget it. government shutdown when", "government shutdown when"),
        ("Never mind. Who won the race?", "Who won the race?"),
        ("different topic: strikes in France", "strikes in France"),
    ],
)
def test_who_turns_to_something_else_asks_it_alone(text: str, rest: str) -> None:
    assert leaning.read(text) == leaning.Message(rest, ALONE)


def test_who_turns_to_what_was_said_does_not() -> None:
    assert leaning.read("never mind, how old is he?").lean == SURELY


@pytest.mark.parametrize("text", ["thanks", "wow", "ok", "haha", "that's sad", "Thank you!", "that's a lie!!", "huh"])
def test_a_mere_reaction_stands_alone(text: str) -> None:
    assert leaning.read(text) == leaning.Message("", ALONE)


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("the second one", 2),
        ("tell me more about the third", 3),
        ("and the first one?", 1),
        ("number 4", 4),
        ("the last one", -1),
    ],
)
def test_points_at_one_of_the_points(text: str, ordinal: int) -> None:
    assert leaning.read(text).ordinal == ordinal


@pytest.mark.parametrize("text", ["the second world war", "the first lady", "when was the last one?", "the last king"])
def test_points_at_nothing(text: str) -> None:
    assert not leaning.read(text).ordinal


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Oh dear, that is so sad. And how old is he?", "how old is he?"),
        ("oh how dreadful. and how many died?", "how many died?"),
        ("That is tragic! who did it?", "who did it?"),
        ("wow. what did the critics say?", "what did the critics say?"),
        ("thanks, and who won?", "who won?"),
        ("and what about the turkey?", "the turkey?"),
        ("tell me more about the strike", "the strike"),
        ("that’s awful. how many died?", "how many died?"),
        ("do you know who won?", "who won?"),
        ("so far 20 people died", "so far 20 people died"),
    ],
)
def test_rest_is_what_is_said_without_reaction_and_opener(text: str, rest: str) -> None:
    assert leaning.read(text).rest == rest


@pytest.mark.parametrize(
    ("text", "pronouns"),
    [
        ("who gave him the injection?", ("him",)),
        ("who did she meet there?", ("she", "there")),
        ("what did Biden say about his son?", ()),
        ("Zelensky, what did he ask for?", ()),
        ("is there a tax on it?", ("it",)),
        ("is it true that Putin is ill?", ()),
    ],
)
def test_pronouns_are_those_that_mean_something_outside(text: str, pronouns: tuple[str, ...]) -> None:
    assert leaning.read(text).pronouns == pronouns


@pytest.mark.parametrize(
    ("text", "fragment"),
    [("and in May?", True), ("and China?", True), ("what about China?", False), ("and who won?", False)],
)
def test_a_fragment_takes_its_words_from_the_question_before(text: str, fragment: bool) -> None:
    assert leaning.read(text).fragment is fragment


@pytest.mark.parametrize(
    ("text", "rest", "corrects"),
    [
        ("no, I meant 2018", "2018", True),
        ("I mean the women", "the women", True),
        ("not Kyiv, Kharkiv", "Kharkiv", True),
        ("No, not him, his wife", "his wife", True),
        ("make it last week", "last week", True),
        ("no, Kharkiv", "Kharkiv", True),
        ("I said Kharkiv not Kyiv", "Kharkiv", True),
        ("I meant 2018, not 2019!", "2018", True),
        ("no I ask about peace", "peace", True),
        ("That's not what I meant! Kharkiv.", "Kharkiv.", True),
        ("bruh. Kharkiv?", "Kharkiv?", False),
        ("No, how many died?", "how many died?", False),
        ("no, and Kharkiv?", "Kharkiv?", False),
        ("I meant how many died?", "how many died?", False),
        ("not sure, who won?", "not sure, who won?", False),
        ("and Kharkiv?", "Kharkiv?", False),
    ],
)
def test_a_correction_is_what_was_meant_instead(text: str, rest: str, *, corrects: bool) -> None:
    message = leaning.read(text)
    assert (message.rest, message.corrects) == (rest, corrects)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("back to the earthquake", "the earthquake"),
        ("ok, going back to the earthquake: who is helping?", "who is helping?, the earthquake"),
        ("the earthquake again. who is helping", "who is helping, the earthquake"),
        ("that shooting again", "that shooting"),
    ],
)
def test_one_may_go_back_to_what_was_said_before(text: str, rest: str) -> None:
    message = leaning.read(text)
    assert (message.returns, message.rest, message.fragment) == (True, rest, False)


@pytest.mark.parametrize(
    "text", ["back pain", "is it raining again?", "Trump again", "when do the troops go back to Iraq?"]
)
def test_not_all_that_says_back_or_again_goes_back(text: str) -> None:
    assert not leaning.read(text).returns


@pytest.mark.parametrize("text", ["what did Yellen say about it?", "and was Obama behind it?"])
def test_no_person_is_meant_by_it(text: str) -> None:
    assert leaning.read(text).lean == SURELY


@pytest.mark.parametrize(
    "text",
    [
        *("latest", "Latest?", "news", "🙂", "👍 👍", "the of and", "the", "yes 🙂"),
        *("Who did Blinken meet in Kyiv?", "what did Trump do about Spain", "Did Joe Biden call Xi Jinping?"),
    ],
)
def test_what_lacks_nothing_that_was_said_before_stands_alone(text: str) -> None:
    assert leaning.read(text).lean == ALONE


@pytest.mark.parametrize(
    "text",
    ["what did Joe Biden say?", "and what did Trump do about Spain?", "what did Trump tell Sunak about that?", "?"],
)
def test_a_question_with_less_than_two_names_or_that_points_back_may_lean(text: str) -> None:
    assert leaning.read(text).lean > ALONE
