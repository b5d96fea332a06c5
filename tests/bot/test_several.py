"""Messages that ask several things, and those that only look so."""

from __future__ import annotations

import pytest

from bot.talk.several import questions


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "Why does Ukraine ask for Patriots? Also, who won Eurovision?",
            ("Why does Ukraine ask for Patriots?", "who won Eurovision?"),
        ),
        (
            "Wer gewann Eurovision? Und wie stark war das Erdbeben?",
            ("Wer gewann Eurovision?", "wie stark war das Erdbeben?"),
        ),
        (
            "¿Quién ganó Eurovisión? ¿Y cuántos muertos hubo en Taiwán?",
            ("¿Quién ganó Eurovisión?", "cuántos muertos hubo en Taiwán?"),
        ),
    ],
)
def test_several_questions_are_told_apart(text: str, asked: tuple[str, ...]) -> None:
    assert questions(text, "en") == asked


@pytest.mark.parametrize(
    "text",
    [
        "Who won Eurovision?",
        "Who shot Robert Fico? And why?",
        "Did you hear about the bridge in Baltimore? How many people died there?",
        "Really? Who won Eurovision?",
        "The Queen has died. Who is king now?",
        "Who won Eurovision? Thank you very much!",
        "Remember the balloon? What happened to it?",
        "What did Blinken play? Guitar?",
    ],
)
def test_what_goes_on_about_the_same_is_one_question(text: str) -> None:
    assert questions(text, "en") == (text,)
