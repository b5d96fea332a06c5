"""The counting of a soak: what is lost, what is repeated, and what nobody asked for."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benchmarks.soak.crowd import COMMANDS, Act, Crowd, plan
from tests.bot.botapi import Message

QUESTIONS = ("Who met in Kyiv?", "What happened in Hull?")


class Scripted:
    """A Telegram on which a bot sends the same answer to each message as often as it is told to."""

    def __init__(self, copies: int, *, unsure: int = 0) -> None:
        self.messages: list[Message] = []
        self.edits: list[Message] = []
        self.unsure = Counter({11: unsure})
        self._copies = copies

    def say(self, text: str, user: int, chat: dict[str, Any] | None = None) -> int:
        """A person writes."""
        place, number = int(chat["id"]) if chat else user, len(self.messages) + 1
        self.messages += [Message(place, number, "Zelensky.", reply_to=number if chat else 0)] * self._copies
        return number

    def press(self, message: Message, label: str = "", data: str = "") -> None:
        """Nothing comes of it."""


def played(server: Scripted, *acts: Act) -> Crowd:
    crowd = Crowd(server, acts, "bot")
    for second in range(4):
        crowd.play(float(second), 0.0)
    crowd.close()
    return crowd


def test_the_same_seed_is_the_same_plan_in_order() -> None:
    acts = plan(7, 50, 4, 600, QUESTIONS)
    assert acts == plan(7, 50, 4, 600, QUESTIONS) != plan(8, 50, 4, 600, QUESTIONS)
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    assert len([act for act in acts if act.person <= 50]) == 45 * 4 + 5


def test_one_more_person_sends_every_command_before_memory_counts_as_warm() -> None:
    sent = [act for act in plan(7, 50, 4, 600, QUESTIONS) if act.person == 51]
    assert {act.text.split()[0] for act in sent} == {text.split()[0] for text in COMMANDS}
    assert all(act.kind == "command" and act.at < 60 for act in sent)


def test_what_is_answered_once_is_neither_lost_nor_repeated() -> None:
    crowd = played(Scripted(1), Act(0, 11, "question", "Who?"), Act(1, 11, "question", "Who?"))
    assert (crowd.figures.lost, crowd.repeated(), crowd.figures.times) == ([], 0, {"question": [1.0, 1.0]})


def test_what_is_not_answered_is_lost_and_holds_the_person_up() -> None:
    first, second = Act(0, 11, "question", "Who?"), Act(1, 11, "question", "When?")
    crowd = played(Scripted(0), first, second)
    assert crowd.figures.lost == [first]
    assert crowd.figures.done == {"question": 1}


def test_a_repeat_counts_unless_the_bot_could_not_know_and_a_third_time_always() -> None:
    act = Act(0, 11, "question", "Who?")
    assert played(Scripted(2), act).repeated() == 1
    assert played(Scripted(2, unsure=1), act).repeated() == 0
    assert played(Scripted(3, unsure=2), act).repeated() == 1


def test_an_answer_to_what_people_in_a_group_say_to_each_other_is_counted() -> None:
    assert played(Scripted(1), Act(0, 11, "group", "Who?")).figures.unasked == 0
    assert played(Scripted(1), Act(0, 11, "chatter", "Who?")).figures.unasked == 1
