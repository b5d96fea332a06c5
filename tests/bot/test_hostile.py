"""People, publishers and programs that mean harm: what they send gets one kind line, changes nothing, and breaks nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as quickly
from hypothesis import strategies as st

from bot.desk import Desk
from bot.handlers import COMMANDS
from bot.handlers.ask import ask
from bot.handlers.buttons import VERBS, pressed
from bot.incoming.wire import usable
from bot.looks.markup import UNITS, clean, fits, plain, text
from bot.model import Place, Press, Said
from bot.outgoing.sender import keyboard
from bot.tables import metadata
from corpus.archive import ingest
from corpus.database import connect, reading
from corpus.errors import UnreadableFile
from corpus.feeds import opml
from corpus.model import Draft, Published
from corpus.newsroom import Newsroom
from corpus.reading import files
from tests.bot.botapi import BotApi
from tests.bot.conftest import NOW
from tests.bot.serving import Start
from tests.databases import in_a_file

OWNER, GUEST, GROUP = 11, 22, -100500
ALONE = in_a_file  # what no kind of database makes a difference to

MESSAGES = {
    "4,096 characters": ("What did Zelensky ask for in Kyiv? " * 200)[:4096],
    "4,096 letters in a row": "a" * 4096,
    "4,096 full stops": "." * 4096,
    "numbers without end": "9" * 4000,
    "brackets": "(" * 2000 + ")" * 2000,
    "a pattern": "(a+)+$ " + "a" * 3000 + "!",
    "spaces and commas": " ,;" * 1300,
    "dates and more dates": "since 14 May 2024 until 31 February after " * 90,
    "sources and more sources": "source:bbc according to " * 160,
    "pronouns": "and what did he and she and they say about it there? " * 75,
    "days without end": "any news " + "1" * 900 + "x",
    "requests without end": "who? " + "please tell me " * 130 + "who",
    "labels and frames": "FWD: BREAKING! ich habe von allem " * 80,
    "markup": "<b>bold</b> <script>alert(1)</script> & &lt; </a> <a href='x" * 60,
    "markdown": "*_[]()~`>#+-=|{}.! **bold** [a](javascript:alert(1)) ```" * 60,
    "formats": "%s %n {0} {user.__class__} ${jndi:ldap://x} {{7*7}}",
    "a statement of SQL": "'; DROP TABLE turns; -- \" OR 1=1",
    "half a character": "who \ud800 met \udfff in Kyiv",
    "zeros": "who \x00 met \x00 in Kyiv \x07\x1b[2J",
    "turned about": "\u202egnihtyna \u2066 who \u2069 met\u202c",
    "nothing to be seen": "\u200b\u2060\ufeff" * 400,
    "heaped accents": "Z" + "\u0301\u0489" * 2000,
    "emoji": "👨‍👩‍👧‍👦🏳️‍🌈🇺🇦👍🏽" * 90,
    "mixed scripts": "привет hello مرحبا 你好 שלום नमस्ते " * 100,
    "many lines": "\n".join(map(str, range(800))),
}
ALMOST_COMMANDS = (
    "/",
    "//help",
    "/ help",
    "/start@another_bot",
    "/старт",
    "please /forget_me now",
    "/" + "x" * 300,
    "/help\u200b",
)
# Signs that nobody sees, or that turn those which one does.
TRICKS = "\u202e\u202d\u2066\u2067\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\u180e\U000e0041\U000e007f"


# -- messages -------------------------------------------------------------------------------------


@ALONE
@pytest.mark.parametrize("words", MESSAGES.values(), ids=MESSAGES)
def test_any_message_gets_pages_that_telegram_takes(desk: Desk, words: str) -> None:
    reply = ask(Said(Place(OWNER, 0, OWNER), usable(words), NOW, 1), desk)
    again = ask(Said(Place(OWNER, 0, OWNER), usable(words), NOW, 2), desk)  # now in the light of the first
    for page in (*reply.pages, *again.pages):
        assert fits(page.html)
        assert plain(page.html).strip()


@ALONE
@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
@pytest.mark.parametrize("name", ["markup", "numbers without end"])
def test_any_command_takes_any_words(desk: Desk, command: str, name: str) -> None:
    [answer] = [known.answer for known in COMMANDS if known.name == command]
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    reply = answer(Said(Place(OWNER, 0, OWNER), usable(MESSAGES[name]), NOW, 1, command=command), desk)
    assert reply is not None
    assert all(fits(page.html) for page in reply.pages)


@ALONE
def test_what_looks_like_a_command_does_nothing(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture, samples: Path
) -> None:
    with start():
        api.ask("Who did Blinken meet in Kyiv?")
        for number, words in enumerate(ALMOST_COMMANDS, 2):
            api.say(words)
            api.to(OWNER, number)
        assert len(json.loads(_exported(api))["turns"]) >= 1  # "please /forget_me now" has deleted nothing
    assert "Unexpected" not in logged.text


def _exported(api: BotApi) -> bytes:
    api.say("/export")
    found: list[bytes] = api.wait(lambda: [message.document for message in api.messages if message.document])
    return found[0]


def test_what_is_no_character_is_none_when_it_comes_in(
    api: BotApi, start: Start, logged: pytest.LogCaptureFixture
) -> None:
    with start():
        for number, words in enumerate(("who \ud800 met \x00 in Kyiv", "/start \ud800", "/mute \udfff"), 1):
            api.say(words)
            assert api.to(OWNER, number)
    assert "Unexpected" not in logged.text


# -- buttons and groups ---------------------------------------------------------------------------


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """All that the chat's tables hold."""
    with reading(desk.engine) as connection:
        tables = {table.name: connection.execute(sa.select(table)).all() for table in metadata.sorted_tables}
    return {name: [tuple(row) for row in found] for name, found in tables.items()}


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "try"])  # that asks the archive, as all here may
@pytest.mark.parametrize("user", [OWNER, GUEST, 999], ids=["owner", "guest", "stranger"])
def test_a_forged_button_reaches_no_other_chat(desk: Desk, verb: str, user: int) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    desk.access.redeem(desk.access.invitation(OWNER, NOW), GUEST, NOW)
    desk.choices.set_zone(Place(OWNER), "Europe/Berlin")
    asked = ask(Said(Place(OWNER, 0, OWNER), "Who did Blinken meet in Kyiv?", NOW, 1), desk)
    before = rows(desk)
    for number in (0, 1, asked.turn or 1, OWNER, 10**17):
        if verb not in ("starter", "theme") or user != OWNER:  # the owner's own, by rights
            reply = pressed(Press(Place(33, 0, user), f"1:{verb}:{number}", 1, NOW), desk)
            assert reply is None or "Zelensky" not in "".join(page.html for page in reply.pages)
    theirs = {name: [row for row in found if OWNER in row] for name, found in rows(desk).items()}
    if verb != "forget" or user != OWNER:
        assert theirs == {name: [row for row in found if OWNER in row] for name, found in before.items()}


@ALONE
@given(st.text(max_size=64) | st.from_regex(r"[0-9]:[a-z]{1,9}:[0-9]{1,20}", fullmatch=True))
@quickly(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_any_data_under_a_button_gets_one_line_at_most(desk: Desk, data: str) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    reply = pressed(Press(Place(33, 0, OWNER), data, 1, NOW), desk)
    assert reply is None or len(reply.pages) <= 2


@ALONE
@pytest.mark.parametrize(
    "data", ["x1:why:1", "1:why:1 ", "1:why:1\n", "1:why:-1", "1:why:1:1", "1:why:\u0661\u0662x", "2:why:1"]
)
def test_data_that_only_holds_a_buttons_is_no_buttons(desk: Desk, data: str) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    ask(Said(Place(OWNER, 0, OWNER), "Who did Blinken meet in Kyiv?", NOW, 1), desk)
    reply = pressed(Press(Place(OWNER, 0, OWNER), data, 1, NOW), desk)
    assert reply is not None
    assert "no longer works" in reply.pages[0].html


CHANGES = (
    ("digest", "08:00 Europe/Berlin kharkiv"),
    ("digests", "1 09:30 weekdays"),
    ("mute", "crypto"),
    ("unmute", "war"),
    ("quiet", "22:00-07:00"),
    ("invite", ""),
)


@ALONE
@pytest.mark.parametrize(("command", "words"), CHANGES, ids=[command for command, _ in CHANGES])
def test_a_member_of_a_group_changes_none_of_its_settings(desk: Desk, command: str, words: str) -> None:
    desk.access.redeem(desk.access.invitation(OWNER, NOW), GUEST, NOW)
    desk.administers = lambda chat, user: False
    desk.memory.mute(Place(GROUP), "word", "war")
    before = rows(desk)
    [answer] = [known.answer for known in COMMANDS if known.name == command]
    reply = answer(Said(Place(GROUP, 0, GUEST), words, NOW, 1, private=False, command=command), desk)
    assert reply is not None
    assert rows(desk) == before


# -- what publishers write ------------------------------------------------------------------------


def archive(folder: Path, *drafts: Draft) -> Newsroom:
    newsroom = Newsroom(connect(f"sqlite:///{folder / 'dateline.db'}"), folder)
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
    return newsroom


@ALONE
def test_tricks_in_titles_and_sources_are_gone_where_they_are_read(desk: Desk, tmp_path: Path) -> None:
    said = "The harbour master of Dover counted 412 ships on Tuesday morning."
    tricky = Draft(
        f"{TRICKS}Ships <b>counted</b> &amp; weighed",
        f"{said}\n\nThe pilots of Dover {TRICKS}went home after that, as the harbour master said.",
        f"Harbour{TRICKS} Post</a>",
        'https://example.com/"><script>',
        Published(date(2024, 5, 14)),
    )
    desk.newsroom = archive(tmp_path, tricky)
    reply = ask(Said(Place(OWNER, 0, OWNER), "How many ships did the harbour master of Dover count?", NOW, 1), desk)
    html = "".join(page.html for page in reply.pages)
    assert said in plain(html)
    assert not set(TRICKS) & set(html)
    assert "<script" not in html
    assert all(fits(page.html) for page in reply.pages)


def test_what_is_stored_stays_as_it_was_written(tmp_path: Path) -> None:
    said = "The pilots of Dover \u200bwent\u200b home, as the harbour master of Dover told everybody there."
    newsroom = archive(tmp_path, Draft("Pilots", said, "Harbour Post", "", Published(date(2024, 5, 14))))
    [stored] = newsroom.store.articles([1]).values()
    assert stored.article.text == said
    assert clean(said) == said.replace("\u200b", "")


def test_signs_that_carry_meaning_stay() -> None:
    for words in ("👩‍👩‍👧", "می‌خواهم", "क्‍ष", "e\u0301", "naïve"):  # joiners within emoji, Persian and Hindi
        assert clean(words) == words


@given(st.text(st.characters(exclude_characters="\u2068")), st.lists(st.sampled_from(TRICKS)))
def test_no_trick_gets_through_however_it_is_placed(words: str, tricks: list[str]) -> None:
    assert not set(TRICKS) & set(text("".join(tricks).join(words)))


def test_a_buttons_label_is_bare_of_tricks_too() -> None:
    from bot.model import Button  # noqa: PLC0415

    made = keyboard(((Button(f"Mute {TRICKS}Post", "1:hushed:1"),),))
    assert made is not None
    assert made.inline_keyboard[0][0].text == "Mute Post"


# -- bombs in files -------------------------------------------------------------------------------

FEEDS = (f'<outline xmlUrl="https://e.example/{n}"/>' for n in range(6_000))
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "a billion laughs": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]><opml>&a9;</opml>',
    "a file of the machine": '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body>&x;</body></opml>',
    "depth": "<opml><body>" + '<outline text="a">' * 50_000,
    "an attribute without end": '<opml><body><outline text="' + "a" * 1_900_000,
    "feeds without end": "<opml><body>" + "".join(FEEDS),
    "too large": "<opml>" + " " * 2_000_001,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_list_that_is_a_bomb_is_refused_in_one_sentence(bomb: str) -> None:
    with pytest.raises(opml.OpmlError) as refused:
        opml.read(bomb.encode())
    assert str(refused.value)


def test_json_that_is_a_bomb_is_an_unreadable_line() -> None:
    for line in (
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"text": ' + b"9" * 5_000 + b"}",
        b'{"text": "' + b"\\ud800" * 9 + b'"}',
    ):
        found = files.parse_line(1, line, "bomb.jsonl")
        assert isinstance(found, UnreadableFile) or "\ud800" not in found.text


def test_a_packed_bomb_is_read_no_further_than_its_limit(tmp_path: Path) -> None:
    import gzip  # noqa: PLC0415

    bomb = tmp_path / "bomb.txt.gz"
    with gzip.open(bomb, "wb", 9) as packed:
        for _ in range(300):
            packed.write(b" " * 1_000_000)
    [found] = files.read(bomb)
    assert isinstance(found, UnreadableFile)
    assert bomb.stat().st_size < 1_000_000


def test_a_text_of_any_length_is_cut_where_telegram_counts() -> None:
    assert UNITS == 4096
    assert not fits("😀" * 2049)
    assert fits("😀" * 2048)
