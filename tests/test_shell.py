"""What a shell gets from the commands that are no conversation: questions without quotes, a time without stories, a version."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.opening import RefusalError


@pytest.fixture(autouse=True)
def fresh_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "data"))


def dateline(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_a_question_needs_no_quotes() -> None:
    loose = json.loads(dateline("ask", "--json", "Who", "did", "Blinken", "meet", "in", "Kyiv?").stdout)
    assert loose["understood"] == "Who did Blinken meet in Kyiv?"
    assert "Zelensky" in loose["sentences"][0]["text"]


def test_the_status_tells_what_there_is_and_how_new_the_newest_is() -> None:
    empty = dateline("status").stdout
    assert "Newest article   none yet" in empty
    assert "Subscribers      none" in empty
    dateline("ask", "Kharkiv")  # brings the samples
    assert "Articles         44 (samples)" in dateline("status").stdout
    Path("own.json").write_text('{"title": "Ferry", "text": "The ferry to Dunmere sails again after a week in port."}')
    dateline("import", "own.json")
    own = dateline("status").stdout
    assert "Articles         1\n" in own
    assert "Newest article   none is dated" in own


def test_a_question_beside_a_batch_is_refused() -> None:
    Path("questions.jsonl").write_text("")
    assert "--batch" in str(dateline("ask", "Who won?", "--batch", "questions.jsonl").exception or "nothing")


def test_a_time_without_stories_says_so_where_no_program_reads_it() -> None:
    told = dateline("stories", "--since", "2020-01-01", "--as-of", "2020-01-08")
    assert (told.exit_code, told.stdout, told.exception) == (0, "", None)
    assert told.stderr == "No stories from 2020-01-01 to 2020-01-08.\n"
    assert dateline("stories", "--since", "2024-05-08", "--as-of", "2024-05-14").stderr == ""


def test_stories_that_would_end_before_they_begin_are_refused() -> None:
    assert "--since" in str(dateline("stories", "--since", "2024-05-20", "--as-of", "2024-05-10").exception)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-30", "May"])
@pytest.mark.parametrize("command", [("ask", "Kharkiv", "--as-of"), ("stories", "--as-of"), ("stories", "--since")])
def test_a_day_that_is_none_or_of_no_article_is_refused_with_one_that_is(command: tuple[str, ...], day: str) -> None:
    refused = dateline(*command, day).exception
    assert isinstance(refused, RefusalError)
    assert command[-1] in str(refused)
    assert "2024-05-14" in str(refused)


def test_a_day_of_no_article_ends_a_batch_with_its_line() -> None:
    Path("questions.jsonl").write_text('{"question": "Kharkiv", "as_of": "0001-01-01"}\n')
    assert "line 1" in str(dateline("ask", "--batch", "questions.jsonl").exception)


def test_a_line_that_no_parser_can_hold_ends_a_batch_in_one_sentence() -> None:
    Path("questions.jsonl").write_text('{"question": ' + "[" * 100_000)
    assert "line 1: is not JSON" in str(dateline("ask", "--batch", "questions.jsonl").exception)


def test_an_id_comes_back_as_it_was_whatever_it_holds() -> None:
    Path("questions.jsonl").write_text(r'{"id": "\ud800", "question": "Kharkiv"}')
    assert json.loads(dateline("ask", "--batch", "questions.jsonl").stdout)["id"] == "\ud800"


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5_000])
def test_a_number_that_no_feed_can_have_is_one_that_is_not_followed(number: str) -> None:
    assert "is followed" in str(dateline("feeds", "remove", number).exception)


def test_a_list_of_feeds_that_is_none_is_named_with_its_reason() -> None:
    Path("feeds.opml").write_text("no list")
    assert str(dateline("feeds", "import", "feeds.opml").exception) == (
        "feeds.opml cannot be read: the file is no OPML, or broken."
    )


def test_the_version_is_that_of_the_package() -> None:
    assert dateline("--version").stdout == f"dateline {version('dateline')}\n"
