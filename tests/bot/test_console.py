"""The terminal chat: the whole application, typed to and read as a person would."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.console import chat
from bot.commands.terminal import Screen, Terminal
from bot.settings import Settings
from corpus.newsroom import Newsroom

Talk = Callable[..., list[str]]

QUESTION = "Who did Blinken meet in Kyiv?"


@pytest.fixture
def talk(settings: Settings, newsroom: Newsroom) -> Talk:
    """Types lines and gives what is then on the screen, a list with the reply to each line."""

    def typed(*lines: str) -> list[str]:
        output = io.StringIO()
        assert chat(settings, newsroom, io.StringIO("".join(f"{line}\n" for line in lines)), output) == 0
        return [part.partition("\n\n")[2].strip() for part in output.getvalue().split("\n> ")[1:]]

    return typed


def test_a_question_from_a_pipe_is_answered_with_sources(talk: Talk) -> None:
    [answer] = talk(QUESTION)
    assert "Zelensky" in answer
    assert "(https://example.com/sample/" in answer
    assert "· sample" in answer


def test_the_exchange_in_the_readme_is_what_is_said(settings: Settings, newsroom: Newsroom) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    [shown] = re.findall(r"^```text\n(> Who did.*?)^```", readme, re.MULTILINE | re.DOTALL)
    lines, output = re.findall(r"^> (.*)$", shown, re.MULTILINE), io.StringIO()
    chat(settings, newsroom, io.StringIO("".join(f"{line}\n" for line in lines)), output)
    assert lines
    assert output.getvalue().partition("\n\n")[2].strip() == shown.strip()


def test_with_no_input_at_all_it_says_what_to_do(settings: Settings, newsroom: Newsroom) -> None:
    output = io.StringIO()
    assert chat(settings, newsroom, io.StringIO(""), output) == 0
    assert "No TELEGRAM_TOKEN is set" in output.getvalue()
    assert "sample articles" in output.getvalue()
    assert f'echo "{QUESTION}" | make run' in output.getvalue()


def test_buttons_are_numbered_and_pressed_by_their_number(talk: Talk) -> None:
    answer, why, again, year = talk(QUESTION, "5", "/5", "2024")
    assert "[1] More   [2] Newest   [3] Timeline   [4] Follow   [5] Why?\n[6] Proof 1   [7] Proof 2" in answer
    assert "Asks for: a person" in why
    assert again == why
    assert "Asks for" not in year


def test_a_number_without_a_button_is_a_message(talk: Talk) -> None:
    [reply] = talk("7")
    assert reply


@pytest.mark.parametrize("typed", ["99", "/99", "0"])
def test_a_number_past_the_buttons_is_told_which_there_are(talk: Talk, typed: str) -> None:
    answer, told = talk(QUESTION, typed)
    last = re.findall(r"\[(\d+)\]", answer)[-1]
    assert told == f"There is no button {typed.strip('/')}: those above are 1 to {last}."


def test_a_number_past_the_only_button_is_told_so(talk: Talk) -> None:
    assert talk("/timeline kharkiv", "5")[-1] == "There is no button 5: the only one above is 1."


def test_an_empty_line_gets_a_sentence(talk: Talk) -> None:
    first, second = talk("", "   ")
    assert first == second == "There is nothing to answer in an empty message. Ask a question, or type /help."


def test_commands_work_as_in_telegram(talk: Talk) -> None:
    replies = talk("/start", "/help", "/why", "/privacy", "/export", "/invite", "/nonsense", "/forget_me", "1")
    expected = ("Try:", "Just ask", "no answer", "/forget_me", '"turns"', "/start ", "do not know", "[1] Del", "Done")
    for reply, words in zip(replies, expected, strict=True):
        assert words in reply


def test_the_memory_of_the_terminal_survives_its_end(talk: Talk) -> None:
    talk(QUESTION)
    [reply] = talk("/why")
    assert "Blinken" in reply


def test_what_is_said_in_a_new_terminal_takes_no_place_of_what_was_said_in_one_before(talk: Talk) -> None:
    talk("Papua New Guinea landslide", "Taiwan earthquake", "Sunak calls election")
    *_, reply = talk("Baltimore bridge collapse", "/help", "how many dead?")
    assert "Understood as: how many dead · Baltimore bridge collapse" in reply


def test_colour_is_for_terminals_only(talk: Talk, settings: Settings, newsroom: Newsroom) -> None:
    assert "\x1b[" not in talk("/help")[0]

    class Tty(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Tty()
    chat(settings, newsroom, io.StringIO("/help\n"), screen)
    assert "\x1b[1m" in screen.getvalue()


def test_input_that_is_not_text_is_read_all_the_same(settings: Settings, newsroom: Newsroom) -> None:
    output = io.StringIO()
    typed = io.TextIOWrapper(io.BytesIO(b"\xff\xfe zebra \x00\n"), encoding="utf-8")
    assert chat(settings, newsroom, typed, output) == 0
    assert "Nothing on" in output.getvalue()


def test_it_ends_when_nobody_reads_any_more(settings: Settings, newsroom: Newsroom) -> None:
    readable, writable = os.pipe()
    os.close(readable)
    with os.fdopen(writable, "w", buffering=1) as output:
        assert chat(settings, newsroom, io.StringIO("/help\n" * 50), output) == 0


def test_a_message_is_shown_without_markup_and_links_with_their_address() -> None:
    output = io.StringIO()
    Screen(output).show("[bold]not markup[/bold] :smile:")
    assert output.getvalue() == "[bold]not markup[/bold] :smile:\n\n"
    assert Terminal(Screen(output)).buttons == []


def test_a_follow_up_is_understood_and_says_how(talk: Talk) -> None:
    _, asked, _, more = talk("Who did Blinken meet in Kyiv?", "What did he ask for?", "and in Kharkiv?", "more")
    assert "Understood as" in asked
    assert "Kharkiv" in more or "Blinken" in more
