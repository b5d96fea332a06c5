"""What is sent beside words: an article in a file or on a page, and all that the bot can make nothing of."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.desk import Desk
from bot.handlers import articles
from bot.model import Place
from corpus.feeds import opml
from corpus.feeds.opml import Outline
from tests.bot import test_sources
from tests.bot.botapi import PATIENCE
from tests.bot.test_sources import GUEST, NOW, OWNER, Telegram
from tests.corpus.feed_server import FeedServer, Handler, Page
from tests.corpus.publishing import page, story
from tests.databases import Files, Kind

# A bot that runs over an empty archive, the people who talk to it, and a newspaper on loopback.
api, bot, desk, publisher = test_sources.api, test_sources.bot, test_sources.desk, test_sources.publisher


@pytest.fixture
def databases() -> Kind:
    """One kind will do: what is kept is tested over both where it is kept."""
    return Files()


GROUP = {"id": -100, "type": "supergroup", "title": "News"}
QUESTION = "How much will the Port7 lighthouse cost?"


def clipping(folder: Path, name: str = "clipping.txt") -> Path:
    file = folder / name
    text = f"Port7 lighthouse to be rebuilt\n\n15 May 2024\n\n{story(7)}"
    file.write_bytes(page("Port7 lighthouse to be rebuilt", story(7)) if "htm" in name.lower() else text.encode())
    return file


# -- articles -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["clipping.txt", "page.html", "PAGE.HTM"])
def test_a_file_is_shown_for_what_it_was_read_as_and_kept_on_request(
    bot: Desk, api: Telegram, tmp_path: Path, name: str
) -> None:
    offered = api.hand_over(clipping(tmp_path, name))
    assert offered.text.startswith("Port7 lighthouse to be rebuilt\n\nThe harbour council of Port7 voted")
    assert list(offered.buttons) == ["Keep it", "Leave it"]
    assert bot.newsroom.store.totals().articles == 0
    assert "You can ask about it now" in api.pressed(offered, "Keep it").text
    assert "10 million crowns" in api.ask(QUESTION).text
    assert "I have that article already" in api.pressed(offered, "Keep it").text


def test_what_is_left_is_not_stored(bot: Desk, api: Telegram, tmp_path: Path) -> None:
    assert "nothing was stored" in api.pressed(api.hand_over(clipping(tmp_path)), "Leave it").text
    assert bot.newsroom.store.totals().articles == 0


def test_a_page_without_a_feed_is_offered_as_an_article(bot: Desk, api: Telegram, publisher: FeedServer) -> None:
    link = publisher.put("/news/7", page("Port7 lighthouse to be rebuilt", story(7)), "text/html")
    offered = api.ask(link)
    assert "Harbour Post" in offered.text
    assert "Kept" in api.pressed(offered, "Keep it").text
    [stored] = bot.newsroom.store.changed(0)
    assert stored.url == link


def test_a_page_that_is_gone_when_it_is_to_be_kept_is_said_to_be(
    bot: Desk, api: Telegram, publisher: FeedServer
) -> None:
    offered = api.ask(publisher.put("/news/7", page("Port7 lighthouse", story(7)), "text/html"))
    publisher.put("/news/7", b"", "text/html")
    before = len(api.to(OWNER))
    api.press(offered, "Keep it")
    assert api.to(OWNER, before + 1)[before].text.startswith("I cannot read that page: ")


BAD = {
    "empty": (b"", "clipping.txt", "it holds no article text"),
    "no article": (b"<html><body><nav>Home</nav></body></html>", "page.html", "it holds no article text"),
    "no text": (bytes(range(256)) * 20, "clipping.txt", "it is a binary file: save the article as text"),
    "too large": (b"word " * 500_000, "clipping.txt", "the file is larger than 2 MB"),
}


@pytest.mark.parametrize(("content", "name", "reason"), BAD.values(), ids=BAD.keys())
def test_a_file_that_holds_no_article_gets_the_plain_reason(
    bot: Desk, api: Telegram, tmp_path: Path, content: bytes, name: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    answer = api.hand_over(tmp_path / name)
    assert answer.text == f"I cannot read that file: {reason}."
    assert answer.buttons == {}


def test_the_reason_is_told_in_the_language_of_the_chat(bot: Desk, api: Telegram, tmp_path: Path) -> None:
    bot.choices.set_language(Place(OWNER), "de")
    (tmp_path / "page.html").write_bytes(BAD["no article"][0])
    answer = api.hand_over(tmp_path / "page.html")
    assert answer.text == "Diese Datei kann ich nicht lesen: sie enthält keinen Artikeltext."


def test_only_who_may_change_what_the_bot_reads_hands_over_articles(bot: Desk, api: Telegram, tmp_path: Path) -> None:
    assert api.hand_over(clipping(tmp_path), GUEST).text == articles.OWNERS
    offered = api.hand_over(clipping(tmp_path))
    api.ask("/help", GUEST)
    forged = type(offered)(GUEST, offered.id, offered.text, buttons=offered.buttons, reply_to=offered.reply_to)
    before = len(api.to(GUEST))
    api.press(forged, "Keep it")
    assert api.to(GUEST, before + 1)[before].text == articles.OWNERS
    assert bot.newsroom.store.totals().articles == 0


def test_a_button_whose_message_is_gone_says_so(bot: Desk, api: Telegram, tmp_path: Path) -> None:
    offered = api.hand_over(clipping(tmp_path))
    alone = type(offered)(OWNER, offered.id, offered.text, buttons=offered.buttons)
    assert "send it again" in api.pressed(alone, "Keep it").text


# -- long work ------------------------------------------------------------------------------------


FEEDS = 300


def test_a_long_list_of_feeds_tells_how_far_it_is_by_changing_one_message(
    bot: Desk, api: Telegram, publisher: FeedServer, tmp_path: Path
) -> None:
    seen = threading.Event()

    def patient(handler: Handler) -> None:
        """The last feed answers once the reader was told of others."""
        seen.wait(PATIENCE)
        handler.page(Page(short(FEEDS), "application/rss+xml"))

    urls = [publisher.put(f"/feed{n}", short(n), "application/rss+xml") for n in range(FEEDS - 2)]
    urls += [publisher.url("/gone"), publisher.url("/patient")]
    publisher.answers["/patient"] = patient
    file = tmp_path / "mine.opml"
    file.write_bytes(opml.write([Outline(url, "A feed", "", ()) for url in urls]))
    begun = api.hand_over(file)
    assert begun.text.startswith(f"Now following {FEEDS} new feeds.")
    api.wait(lambda: any(re.search(r"[1-9]\d* of 300 read", edit.text) for edit in api.edits))
    seen.set()
    last = "All are read that can be. 1 cannot be read; /sources shows why."
    api.wait(lambda: any(last in edit.text for edit in api.edits))
    assert {edit.id for edit in api.edits} == {begun.id}
    assert len(api.to(OWNER)) == 1
    told = [edit.text for edit in api.edits]
    assert len(told) == len(set(told))
    assert bot.newsroom.store.totals().articles == FEEDS - 1


def short(number: int) -> bytes:
    """A feed of one item, which leads to no page."""
    told = f"<title>Lamp {number}</title><description>Lamp {number} of the harbour was lit on Tuesday.</description>"
    return f"<rss version='2.0'><channel><title>A feed</title><item>{told}</item></channel></rss>".encode()


# -- everything else ------------------------------------------------------------------------------

FILE = {"file_id": "1", "file_unique_id": "1"}
ANN = {"id": 11, "is_bot": False, "first_name": "Ann"}
THINGS: dict[str, tuple[dict[str, Any], str]] = {
    "a photo": ({"photo": [{**FILE, "width": 8, "height": 8}]}, "pictures"),
    "a film": ({"video": {**FILE, "width": 8, "height": 8, "duration": 1}}, "pictures"),
    "an animation": (
        {"animation": {**FILE, "width": 8, "height": 8, "duration": 1}, "document": {**FILE, "file_name": "a.mp4"}},
        "pictures",
    ),
    "a voice": ({"voice": {**FILE, "duration": 1}}, "hear"),
    "a song": ({"audio": {**FILE, "duration": 1}}, "hear"),
    "a game": ({"game": {"title": "G", "description": "D", "photo": [{**FILE, "width": 8, "height": 8}]}}, "Nice"),
    "a film that speaks": ({"video_note": {**FILE, "length": 8, "duration": 1}}, "hear"),
    "a sticker": (
        {"sticker": {**FILE, "width": 8, "height": 8, "type": "regular", "is_animated": False, "is_video": False}},
        "Nice",
    ),
    "a die": ({"dice": {"emoji": "🎲", "value": 4}}, "Nice"),
    "a contact": ({"contact": {"phone_number": "1", "first_name": "Ann"}}, "not kept"),
    "a file": ({"document": {**FILE, "file_name": "report.pdf"}}, "(.txt or .html)"),
    "a file without a name": ({"document": FILE}, "(.txt or .html)"),
    "a poll": (
        {
            "poll": {
                **{"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False},
                **{"is_anonymous": True, "type": "regular", "allows_multiple_answers": False},
                **{"allows_revoting": False, "members_only": False},
            }
        },
        "vote",
    ),
    "a service message": (
        {"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 11, "type": "private"}}},
        "note",
    ),
    "something to come": ({"hologram": {"id": "1"}}, "note"),
}


@pytest.mark.parametrize(("content", "word"), THINGS.values(), ids=THINGS.keys())
def test_what_is_no_text_gets_one_kind_line_in_private(
    bot: Desk, api: Telegram, content: dict[str, Any], word: str
) -> None:
    api.say("", **content)
    assert word in api.to(OWNER)[0].text
    assert "I do not know" in api.ask("/nothing").text
    assert len(api.to(OWNER)) == 2


def test_none_of_it_is_answered_in_a_group_not_even_as_a_reply_to_the_bot(bot: Desk, api: Telegram) -> None:
    answer = {"message_id": 4, "date": 1, "chat": GROUP, "from": {"id": 123456, "is_bot": True, "first_name": "D"}}
    answer["from"]["username"] = "dateline_test_bot"  # type: ignore[index]
    for content, _word in THINGS.values():
        api.say("", chat=GROUP, **content)
        api.say("", chat=GROUP, reply_to_message={**answer, "text": "…"}, **content)
    api.say("", chat=GROUP, location={"latitude": 52.5, "longitude": 13.4})
    api.say("", chat=GROUP, new_chat_members=[ANN])
    api.say("/help", chat=GROUP)  # a chat's messages are answered in order: with this one all before it are done
    [answered] = api.to(-100)
    assert answered.text.startswith("Just ask")


def test_the_caption_of_a_picture_is_a_question(bot: Desk, api: Telegram, tmp_path: Path) -> None:
    api.pressed(api.hand_over(clipping(tmp_path)), "Keep it")
    before = len(api.to(OWNER))
    api.say("", photo=[{**FILE, "width": 8, "height": 8}], caption=QUESTION)
    assert "10 million crowns" in api.to(OWNER, before + 1)[before].text
    called = f"@dateline_test_bot {QUESTION}"
    marks = [{"type": "mention", "offset": 0, "length": 18}]
    api.say("", chat=GROUP, photo=[{**FILE, "width": 8, "height": 8}], caption=called, caption_entities=marks)
    assert "10 million crowns" in api.to(-100)[0].text


def test_an_edited_post_of_a_channel_is_left_alone(bot: Desk, api: Telegram) -> None:
    channel = {"id": -200, "type": "channel", "title": "News"}
    post = {"message_id": 7, "date": int(NOW.timestamp()), "edit_date": int(NOW.timestamp()) + 1, "chat": channel}
    bot.access.open(Place(-200, 0, OWNER), NOW)
    api.push(edited_channel_post={**post, "text": f"@dateline_test_bot {QUESTION}"})
    mark = {"type": "bot_command", "offset": 0, "length": 5}
    api.push(channel_post={**post, "message_id": 8, "text": "/help", "entities": [mark]})
    [answered] = api.to(-200)
    assert answered.text.startswith("Just ask")
