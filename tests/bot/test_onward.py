"""The buttons under an answer and what they do, over the real sample archive and a real memory."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.access import Access
from bot.desk import Desk, furnish
from bot.handlers import buttons
from bot.handlers.ask import answered, ask, edited
from bot.handlers.onward import VERBS
from bot.looks.keyboard import TENS
from bot.looks.markup import plain
from bot.model import Place, Press, Reply, Said
from bot.talk.promises import BEST, SINCE, telling
from bot.words import speaking
from corpus.newsroom import Newsroom
from tests.bot.conftest import NOW

ANN, BOB = Place(11, 0, 11), Place(22, 0, 22)
QUESTION = "Who did Blinken meet in Kyiv?"
NUMBERS = itertools.count(1)
LATER = NOW + timedelta(weeks=4)  # when all samples are out


@pytest.fixture(autouse=True)
def public(desk: Desk) -> None:
    desk.access = Access(desk.engine, public=True)
    desk.now = lambda: LATER


def tell(desk: Desk, text: str, place: Place = ANN, message: int = 0, reply_to: int | None = None) -> Reply:
    return ask(Said(place, text, desk.now(), message or next(NUMBERS), place.chat > 0, reply_to=reply_to), desk)


def edit(desk: Desk, message: int, text: str, place: Place = ANN, *, ago: int = 1) -> Reply | None:
    return edited(Said(place, text, desk.now() - timedelta(minutes=ago), message, place.chat > 0), desk)


def press(desk: Desk, data: str, place: Place = ANN) -> Reply:
    reply = buttons.pressed(Press(place, data, 6, desk.now()), desk)
    assert reply is not None
    return reply


def read(reply: Reply | None) -> str:
    """The reply as its reader sees it, the words under a picture first; "" for silence."""
    captions = [reply.picture.caption] if reply and reply.picture else []
    return "\n\n".join(map(plain, captions + [page.html for page in reply.pages])) if reply else ""


def under(reply: Reply) -> dict[str, str]:
    """The buttons of a reply, each label with its data."""
    return {button.label: button.data for row in reply.pages[-1].buttons for button in row}


# -- what each button does ----------------------------------------------------------------------


def test_of_two_questions_in_one_message_the_first_is_answered_and_the_other_offered(desk: Desk) -> None:
    reply = tell(desk, "What did Zelensky ask for in Kyiv? Also, who won Eurovision?")
    assert "two Patriot" in read(reply)
    assert "Nemo" in read(press(desk, under(reply)["who won Eurovision?"]))


def test_so_is_the_other_where_the_first_finds_nothing(desk: Desk) -> None:
    reply = tell(desk, "Who won the Zyxwv Qponm prize? And how strong was the earthquake in Taiwan?")
    assert "strongest" in read(press(desk, under(reply)["how strong was the earthquake…"]))


def test_an_answer_has_at_most_three_rows_of_short_buttons(desk: Desk) -> None:
    for text in (QUESTION, "What did he ask for?", "Sunak calls election", "Papua New Guinea landslide", "solar storm"):
        rows = tell(desk, text).pages[-1].buttons
        assert 1 <= len(rows) <= 3
        assert all(len(row) * max(len(button.label) for button in row) <= 45 for row in rows)
        assert all(re.fullmatch(r"1:[a-z]+:\d+", button.data) for row in rows for button in row)


def test_proof_shows_the_point_with_that_number_within_its_paragraph(desk: Desk) -> None:
    answer = tell(desk, QUESTION)
    points = re.findall(r"^\d\. (.*)$", read(answer), re.MULTILINE)
    assert len(points) > 2
    for number, point in enumerate(points, 1):
        assert point in read(press(desk, under(answer)[f"Proof {number}"]))


def test_newest_gives_the_same_matter_with_the_newest_day_first(desk: Desk) -> None:
    answer = press(desk, under(tell(desk, "Zelensky Patriot batteries"))["Newest"])
    days = [int(day) for day in re.findall(r"· (\d+) May 2024", read(answer))]
    assert "Understood as: newest first" in read(answer)
    assert len(days) > 1 and days == sorted(days, reverse=True)


def test_why_says_how_the_question_was_read(desk: Desk) -> None:
    assert "Asks for: a person" in read(press(desk, under(tell(desk, QUESTION))["Why?"]))


def test_as_a_new_question_forgets_what_was_said_before(desk: Desk) -> None:
    tell(desk, "Papua New Guinea landslide")
    leaned = tell(desk, "and who won in India?")
    assert "Understood as" in read(leaned)
    anew = press(desk, under(leaned)["As a new question"])
    assert "Understood as" not in read(anew)
    assert "As a new question" not in under(anew)
    assert read(anew) == read(tell(desk, "and who won in India?", BOB))


def test_a_reply_to_an_answer_leans_on_it_even_with_words_enough_of_its_own(desk: Desk) -> None:
    first = tell(desk, "Sunak calls election")
    desk.store.link(ANN.chat, [801], first.turn or 0)
    assert "Understood as" not in read(tell(desk, "how far behind in the polls?", BOB))
    assert "Understood as: how far behind in the polls" in read(
        tell(desk, "how far behind in the polls?", reply_to=801)
    )


def test_a_question_that_is_none_without_what_was_said_has_no_such_button(desk: Desk) -> None:
    tell(desk, QUESTION)
    assert "As a new question" not in under(tell(desk, "why?"))
    assert "As a new question" not in under(tell(desk, "more"))


def test_what_a_question_was_offered_for_is_told_first_where_the_answer_would_leave_it_out(desk: Desk) -> None:
    answer = tell(desk, "US House passes 61 billion dollars for Ukraine after months of delay")
    said = "1. President Volodymyr Zelensky thanked the Senate and said that long-range weapons"
    assert said not in read(answer)
    pressed = press(desk, under(answer)["Volodymyr Zelensky"])
    assert said in read(pressed) and "2. " in read(pressed)
    tell(desk, "US House passes 61 billion dollars for Ukraine after months of delay", BOB)
    assert said in read(tell(desk, "What does Volodymyr Zelensky say?", BOB))


def test_what_has_happened_since_begins_with_news_of_the_subject_where_it_was_offered(desk: Desk) -> None:
    answer = tell(desk, "More than 4,000 people leave border villages in Kharkiv region")
    turn = desk.store.turn(ANN.chat, answer.turn or 0)
    assert turn is not None
    said = "1. Russia is attacking in the Kharkiv region in order to create a buffer zone"
    assert said not in read(answered(ANN, SINCE, (replace(turn, offers=()),), desk))
    assert said in read(answered(ANN, SINCE, (replace(turn, offers=(SINCE,)),), desk))


def test_it_is_offered_only_where_something_on_the_subject_did(desk: Desk) -> None:
    answer = tell(desk, "Germany gives Ukraine another Patriot air defence system")
    assert "Patriot" in read(press(desk, under(answer)["Since then"])).partition("\n\n")[2].partition("\n—")[0]
    assert "Since then" not in under(tell(desk, "Macron calls snap election"))


def test_that_sentence_is_of_the_conversation_as_any_other(desk: Desk) -> None:
    answer = tell(desk, "US House passes 61 billion dollars for Ukraine after months of delay")
    pressed = press(desk, under(answer)["Volodymyr Zelensky"])
    turn = desk.store.turn(ANN.chat, pressed.turn or 0)
    assert turn is not None and "zelenski" in turn.points[0].found
    assert "long-range weapons" in read(press(desk, under(pressed)["Proof 1"]))
    assert "long-range weapons" not in read(press(desk, under(pressed)["More"]))


@pytest.mark.parametrize(
    "question", ["Robert Fico shot", "Baltimore bridge collapse", "Eurovision", "Papua New Guinea landslide"]
)
def test_each_question_offered_is_answered_among_the_first_points(desk: Desk, question: str) -> None:
    turn = desk.store.turn(ANN.chat, tell(desk, question).turn or 0)
    assert turn is not None and turn.offers
    for text in turn.offers:
        first = answered(ANN, text, (turn,), desk).turn
        shown = desk.store.turn(ANN.chat, first or 0)
        beside = desk.newsroom.discussion.beside(turn.shown)
        told = {(turn.points[0].article, number) for number in telling(text, beside)}
        assert shown is not None
        assert told & {(point.article, n) for point in shown.points[:BEST] for n in range(point.first, point.last + 1)}


def test_a_question_offered_is_answered_and_the_conversation_goes_on_from_there(desk: Desk) -> None:
    answer = tell(desk, "Raisi helicopter")
    said = press(desk, under(answer)["Mohammad Mokhber"])
    assert "Understood as: Mohammad Mokhber" in read(said)
    assert "Mokhber" in read(said).partition("\n\n")[2]
    assert "28 June" in read(tell(desk, "and when is the vote?"))


def test_every_question_offered_has_an_answer(desk: Desk) -> None:
    for text in ("Eurovision", "Papua New Guinea landslide", "Raisi helicopter"):
        offered = [data for data in under(tell(desk, text)).values() if data.startswith("1:ask:")]
        assert offered
        assert all("— Sample" in read(press(desk, data)) for data in offered)


def test_more_never_repeats_and_says_when_that_was_all(desk: Desk) -> None:
    answer, seen = tell(desk, "Who won Eurovision?"), list[str]()
    for _ in range(50):
        points = re.findall(r"^\d\. (.*)$", read(answer), re.MULTILINE)
        assert not set(points) & set(seen)
        seen += points
        if "More" not in under(answer):
            break
        answer = press(desk, under(answer)["More"])
    assert read(answer) == "That was all I have on this."


def test_more_of_a_follow_up_passes_over_what_the_first_answer_showed_too(desk: Desk) -> None:
    first, follow_up = tell(desk, QUESTION), tell(desk, "What did he ask for?")
    shown = {line for reply in (first, follow_up) for line in re.findall(r"^\d\. (.*)$", read(reply), re.MULTILINE)}
    further = re.findall(r"^\d\. (.*)$", read(press(desk, under(follow_up)["More"])), re.MULTILINE)
    assert further
    assert not shown & set(further)


def test_so_does_more_in_reply_to_a_follow_up_after_another_matter(desk: Desk) -> None:
    first, follow_up = tell(desk, QUESTION), tell(desk, "What did he ask for?")
    desk.store.link(ANN.chat, [802], follow_up.turn or 0)
    tell(desk, "Who won Eurovision?")
    further = re.findall(r"^\d\. (.*)$", read(tell(desk, "more", reply_to=802)), re.MULTILINE)
    assert further
    assert not set(further) & {
        line for r in (first, follow_up) for line in re.findall(r"^\d\. (.*)$", read(r), re.MULTILINE)
    }


@pytest.mark.parametrize(
    ("language", "label", "told"),
    [
        ("de", "Mehr", "mehr"),
        ("de", "Neueste", "das Neueste zuerst"),
        ("es", "Recientes", "lo más nuevo primero"),
        ("fr", "Récents", "le plus récent d’abord"),
    ],
)
def test_what_a_button_asks_is_understood_and_told_in_every_language(
    desk: Desk, language: str, label: str, told: str
) -> None:
    with speaking(language):
        answer = tell(desk, "Blinken Kyiv")
        assert f"{told} · Blinken Kyiv" in read(press(desk, under(answer)[label]))


# -- old, foreign and forged ----------------------------------------------------------------------


def test_buttons_still_work_after_a_restart_and_after_weeks(desk: Desk, newsroom: Newsroom) -> None:
    tell(desk, QUESTION)
    data = under(tell(desk, "What did he ask for?"))
    again = furnish(desk.settings, newsroom)
    again.access = Access(again.engine, public=True)
    again.now = lambda: LATER + timedelta(weeks=8)
    for label, pressed in data.items():
        assert re.search("— Sample|Asks for|to follow it", read(press(again, pressed))), label
    again.engine.dispose()


@pytest.mark.parametrize("verb", VERBS)
def test_a_turn_of_another_chat_is_refused(desk: Desk, verb: str) -> None:
    turn = tell(desk, "Sunak calls election").turn or 0
    for number in (turn, turn * TENS + 1):
        assert read(press(desk, f"1:{verb}:{number}", BOB)) == "I no longer keep that answer. Please ask again."
    assert desk.store.everything(BOB.user) == []


@pytest.mark.parametrize("data", ["1:proof:10", "1:proof:19", "1:ask:19", "1:ask:0", "1:more:0", "1:anew:" + "9" * 18])
def test_a_number_made_up_gets_a_kind_line(desk: Desk, data: str) -> None:
    tell(desk, QUESTION)
    assert read(press(desk, data)) == "I no longer keep that answer. Please ask again."


# -- edited questions -----------------------------------------------------------------------------


def test_an_edited_question_is_answered_anew_in_its_place_with_what_was_said_before_it(desk: Desk) -> None:
    tell(desk, QUESTION)
    first = tell(desk, "What did he eat?", message=901)
    tell(desk, "Who won Eurovision?")
    changed = edit(desk, 901, "What did he ask for?")
    assert changed and changed.instead and changed.turn == first.turn
    assert "Understood as: Volodymyr Zelensky" in read(changed)
    assert "two Patriot" in read(changed)
    assert [turn.question for _, turn in desk.store.everything(ANN.user)][1] == "What did he ask for?"


def test_what_is_said_next_leans_on_the_edited_question(desk: Desk) -> None:
    tell(desk, "Who won the Champions League?", message=902)
    edit(desk, 902, "Who won Eurovision?")
    assert "591" in read(tell(desk, "how many points?"))


def test_an_edit_that_changes_nothing_is_passed_over(desk: Desk) -> None:
    tell(desk, QUESTION, message=903)
    assert edit(desk, 903, QUESTION) is None


def test_a_message_that_was_no_question_becomes_one_by_its_edit(desk: Desk) -> None:
    tell(desk, "?!", message=904)
    changed = edit(desk, 904, QUESTION)
    assert "Zelensky" in read(changed)
    assert changed and not changed.instead


def test_an_old_or_a_groups_message_that_was_no_question_stays_none(desk: Desk) -> None:
    assert edit(desk, 905, QUESTION, ago=31) is None
    assert edit(desk, 905, QUESTION, Place(-100, 0, 11)) is None


def test_an_edit_that_leaves_nothing_to_search_for_says_so_in_place_and_can_be_edited_on(desk: Desk) -> None:
    first = tell(desk, QUESTION, message=906)
    changed = edit(desk, 906, "?!")
    assert changed and changed.instead and changed.turn == first.turn
    assert "Please ask in words" in read(changed)
    assert "Nemo" in read(edit(desk, 906, "Who won Eurovision?"))


def test_a_message_that_comes_twice_after_a_crash_is_one_turn(desk: Desk) -> None:
    tell(desk, QUESTION, message=907)
    first = tell(desk, "What did he ask for?", message=908)
    again = tell(desk, "What did he ask for?", message=908)
    assert read(again) == read(first)
    assert (again.turn, again.instead) == (first.turn, True)
