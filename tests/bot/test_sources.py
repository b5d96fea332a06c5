"""Sources in the chat: the running bot against a Bot API server and a publisher, both on loopback."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.desk import Desk, furnish
from bot.handlers import articles, sources
from bot.looks.markup import plain
from bot.looks.source_lines import SHOWN, health, listing
from bot.model import Place, Press, Said
from bot.running import serve
from bot.settings import load
from corpus.database import connect
from corpus.feeds import opml
from corpus.feeds.following import MOST
from corpus.feeds.opml import Outline
from corpus.feeds.records import Source
from corpus.model import Published
from corpus.newsroom import Newsroom
from tests.bot.botapi import PATIENCE, TOKEN, BotApi, Message
from tests.corpus.feed_server import FeedServer
from tests.corpus.publishing import Item, page, publish
from tests.databases import Kind

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
OWNER, GUEST = 11, 22


class Telegram(BotApi):
    """The Bot API server with files: each is a path on this machine, as a server of one's own gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, Path] = {}

    def _carry_out(self, method: str, parameters: dict[str, str], files: dict[str, bytes]) -> object:
        if method == "getFile":
            number = parameters["file_id"]
            return {"file_id": number, "file_unique_id": number, "file_path": str(self.files[number])}
        return super()._carry_out(method, parameters, files)

    def hand_over(self, file: Path, user: int = OWNER) -> Message:
        """A person sends a file; what the bot replies."""
        self.files[file.name] = file
        before = len(self.to(user, 0))
        told = {"file_id": file.name, "file_unique_id": file.name, "file_name": file.name}
        self.say("", user, document={**told, "file_size": file.stat().st_size})
        return self.to(user, before + 1)[before]

    def forward(self, text: str, *links: str, user: int = OWNER) -> Message:
        """A person forwards a post whose words lead to these addresses; what the bot replies."""
        before = len(self.to(user, 0))
        origin = {"type": "hidden_user", "date": 1715774400, "sender_user_name": "A channel"}
        marks = [{"type": "text_link", "offset": n, "length": 1, "url": url} for n, url in enumerate(links)]
        self.say(text, user, entities=marks, forward_origin=origin)
        return self.to(user, before + 1)[before]

    def pressed(self, message: Message, label: str) -> Message:
        """What a message has turned into after a button under it was pressed."""
        before = len(self.edits)
        self.press(message, next(known for known in message.buttons if label in known))
        return self.wait(lambda: self.edits[before:])[0]  # type: ignore[no-any-return]


@pytest.fixture
def api() -> Iterator[Telegram]:
    with Telegram() as server:
        yield server


@pytest.fixture
def publisher() -> Iterator[FeedServer]:
    with FeedServer() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, api: Telegram, database: Kind) -> Iterator[Desk]:
    """A desk whose archive is empty, of a bot with an owner and a guest."""
    given = {"token": TOKEN, "base_url": api.url, "data_dir": tmp_path, "database": database.address(tmp_path)}
    settings = load(_env_file=None, hosts="127.0.0.1", **given)
    newsroom = Newsroom(connect(settings.database_url), tmp_path, settings.allowed_hosts)
    made = furnish(settings, newsroom)
    made.now = lambda: NOW
    made.pause = 0.01
    made.access.redeem(made.access.owner_code(), OWNER, NOW)
    made.access.redeem(made.access.invitation(OWNER, NOW), GUEST, NOW)
    yield made
    newsroom.feeds.close()
    made.engine.dispose()


@contextmanager
def running(desk: Desk) -> Iterator[None]:
    """The bot at a desk, in a thread, until it has stopped in good order."""
    begun = threading.Event()
    stopping: list[Callable[[], object]] = []

    async def run() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        stopping.append(lambda: loop.call_soon_threadsafe(stop.set))
        begun.set()
        await serve(desk, stop)

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    assert begun.wait(PATIENCE)
    try:
        yield
    finally:
        stopping[0]()
        thread.join(PATIENCE)
    assert not thread.is_alive()


@pytest.fixture
def bot(desk: Desk) -> Iterator[Desk]:
    """The bot running at that desk."""
    with running(desk):
        yield desk


def item(number: int = 1, minutes: int = 12) -> Item:
    return Item(number, f"Lighthouse {number}", NOW - timedelta(minutes=minutes))


def followed(desk: Desk) -> list[str]:
    return [source.url for source in desk.newsroom.feeds.store.all()]


def test_an_address_pasted_is_followed_and_can_be_asked_about_at_once(
    bot: Desk, api: Telegram, publisher: FeedServer
) -> None:
    answer = api.ask(publish(publisher, item())).text
    assert answer.startswith("Now following Harbour Post · News. The newest is 12 minutes old.")
    assert "1 article can be asked about now" in answer
    assert "4 million crowns" in api.ask("How much will the Port1 lighthouse cost?").text


def test_an_address_pasted_again_is_said_to_be_followed(bot: Desk, api: Telegram, publisher: FeedServer) -> None:
    url = publish(publisher, item())
    api.ask(url)
    assert api.ask(url).text.startswith("I follow that already: Harbour Post · News.")
    assert len(followed(bot)) == 1


def test_a_page_pasted_leads_to_its_feed(bot: Desk, api: Telegram, publisher: FeedServer) -> None:
    link = '<link rel="alternate" type="application/atom+xml" href="/feed">'
    feed = publish(publisher, item())
    home = publisher.put("/home", page("Harbour Post", "News.", link), "text/html")
    assert "Now following" in api.ask(home).text
    assert followed(bot) == [feed]


BAD = {
    "nothing there": ("/nothing", "I cannot follow that: the server answered 404 (nothing is at this address)."),
    "a page without a feed": ("/page", "I cannot follow that: that page names no feed; look for a link that says RSS"),
    "a private address": (
        "http://10.0.0.7/feed",
        "I cannot follow that: points to a private address, which only DATELINE_ALL",
    ),
    "a password": ("http://me:secret@127.0.0.1/", "I cannot follow that: the address holds a user name or password"),
}


@pytest.mark.parametrize("bad", BAD)
def test_an_address_that_cannot_be_followed_gets_the_plain_reason(
    bot: Desk, api: Telegram, publisher: FeedServer, bad: str
) -> None:
    publisher.put("/page", page("Home", "Welcome."), "text/html")
    given, expected = BAD[bad]
    answer = api.ask(publisher.url(given) if given.startswith("/") else given).text
    assert answer.startswith(expected)
    assert followed(bot) == []


def test_a_guest_cannot_change_what_is_followed_but_may_look(bot: Desk, api: Telegram, publisher: FeedServer) -> None:
    url = publish(publisher, item())
    assert api.ask(url, GUEST).text == articles.OWNERS
    assert publisher.requests == []
    api.ask(url)
    [listed] = [api.ask("/sources", GUEST)]
    assert "Harbour Post · News – the newest is 12 minutes old" in listed.text
    [source] = bot.newsroom.feeds.store.all()
    for verb in ("retry", "pause", "mute", "remove"):
        before = len(api.to(GUEST))
        api.press(listed, data=f"1:{verb}:{source.id}")
        assert api.to(GUEST, before + 1)[before].text == articles.OWNERS
    assert bot.newsroom.feeds.store.one(source.id) == source


def test_a_forwarded_post_leads_to_the_feed_of_its_first_link_that_has_one(
    bot: Desk, api: Telegram, publisher: FeedServer
) -> None:
    feed = publish(publisher, item())
    answer = api.forward("News!", "https://t.me/a_channel", publisher.url("/nothing"), feed)
    assert "Now following Harbour Post" in answer.text
    assert followed(bot) == [feed]


def test_a_forwarded_post_without_a_link_is_a_question(bot: Desk, api: Telegram) -> None:
    assert "There are no articles to search yet" in api.forward("What do zebras eat?").text


def test_an_opml_file_is_taken_over_with_its_folders(
    bot: Desk, api: Telegram, publisher: FeedServer, tmp_path: Path
) -> None:
    file = tmp_path / "mine.opml"
    urls = [publish(publisher, item(n), path=f"/feed{n}") for n in range(3)]
    file.write_bytes(opml.write([Outline(url, f"Feed {url[-1]}", "", ("Sea",)) for url in urls]))
    assert api.hand_over(file).text.startswith("Now following 3 new feeds.")
    assert "I followed 3 already" in api.hand_over(file).text
    bot.newsroom.feeds.settle()
    listed = api.ask("/sources").text
    assert "Sea:" in listed
    assert "1. Feed 0 – the newest is 12 minutes old" in listed
    assert bot.newsroom.store.totals().articles == 3


def test_a_file_that_is_no_opml_or_cannot_be_had_gets_the_plain_reason(
    bot: Desk, api: Telegram, tmp_path: Path
) -> None:
    file = tmp_path / "notes.xml"
    file.write_text("<notes/>")
    assert api.hand_over(file).text == "I cannot take over these feeds: the file is XML, but no OPML."
    api.fail("getFile", status=400, description="Bad Request: file is too big")
    assert api.hand_over(file).text == articles.UNSENT
    assert api.hand_over(file, GUEST).text == articles.OWNERS


def test_a_feed_is_paused_muted_retried_and_removed_by_its_buttons(
    bot: Desk, api: Telegram, publisher: FeedServer
) -> None:
    api.ask(publish(publisher, item()))
    card = api.pressed(api.ask("/sources"), "Harbour Post")
    assert list(card.buttons) == ["Retry", "Pause", "Mute", "Remove", "All sources"]
    card = api.pressed(card, "Pause")
    assert "Paused; the newest is 12 minutes old." in card.text
    card = api.pressed(card, "Resume")
    card = api.pressed(card, "Mute")
    assert card.text.splitlines()[2].endswith("; muted.")
    assert bot.newsroom.feeds.store.muted() == {"Harbour Post"}
    card = api.pressed(card, "Unmute")
    publisher.put("/feed", status=500)
    card = api.pressed(card, "Retry")
    assert "Fails: the server answered 500 (it has trouble of its own); the newest is 12 minutes old." in card.text
    assert "1 feed cannot be read just now" in api.pressed(card, "All sources").text
    card = api.pressed(card, "Remove")
    assert "Harbour Post · News is removed" in card.text
    assert followed(bot) == []


def test_the_export_holds_what_is_followed(bot: Desk, api: Telegram, publisher: FeedServer) -> None:
    url = publish(publisher, item())
    api.ask(url)
    api.press(api.ask("/sources"), "Export")
    exported = api.wait(lambda: [message.document for message in api.messages if message.document])[0]
    assert [outline.url for outline in opml.read(exported).feeds] == [url]


def test_the_owners_first_start_offers_the_starters_by_topic_and_forces_none(bot: Desk, api: Telegram) -> None:
    first = api.ask("/start")
    assert {"World (7)", "Technology (4)"} <= first.buttons.keys()
    assert followed(bot) == []
    assert "World (7)" not in api.ask("/start", GUEST).buttons
    assert api.ask("/sources").text.startswith(sources.NONE)


def test_feeds_that_are_due_come_in_while_the_bot_runs(api: Telegram, desk: Desk, publisher: FeedServer) -> None:
    desk.newsroom.feeds.add_all([Outline(publish(publisher, item()))], NOW)
    with running(desk):
        question = "How much will the Port1 lighthouse cost?"
        assert any("4 million crowns" in api.ask(question).text for _ in range(200))


# In the terminal


def test_feeds_are_added_listed_refreshed_exported_and_removed_in_the_terminal(
    publisher: FeedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATELINE_ALLOWED_HOSTS", "127.0.0.1")

    def dateline(*words: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == status, done.output
        return done.output

    assert dateline("feeds", "list").startswith("No feeds are followed yet")
    url = publish(publisher, item())
    assert dateline("feeds", "add", url, "--topic", "Sea").startswith("Now following Harbour Post · News.")
    assert "    1  Harbour Post · News · the newest is" in dateline("feeds", "list")
    assert dateline("refresh") == "No feed is due.\n"
    dateline("feeds", "export", "mine.opml")
    assert dateline("feeds", "remove", "1").startswith("Harbour Post · News is removed")
    assert "No feed 1 is followed" in str(CliRunner().invoke(app, ["feeds", "remove", "1"]).exception)
    assert dateline("feeds", "import", "mine.opml").startswith("1 new feed.")
    assert "1 feed asked: 0 new articles" in dateline("refresh")
    status = dateline("status")
    assert "Subscribers      none" in status
    assert "Sea:" in status
    assert "Harbour Post · News · the newest is" in status
    dateline("feeds", "remove", url)
    (tmp_path / "bad.opml").write_bytes(opml.write([Outline(publisher.url("/nothing"), "Gone Post")]))
    dateline("feeds", "import", "bad.opml")
    assert "Gone Post: the server answered 404 (nothing is at this address)" in dateline("refresh", status=1)


# What handlers and lines do by themselves


def press(verb: str, number: int, desk: Desk) -> str:
    reply = sources.VERBS[verb](Press(Place(OWNER, 0, OWNER), "", 1, NOW), number, desk)
    assert reply is not None
    return "\n".join(page.html for page in reply.pages)


def test_a_list_of_more_feeds_than_there_is_room_for_is_refused_in_one_sentence(desk: Desk) -> None:
    desk.access.redeem(desk.access.owner_code(), OWNER, NOW)
    body = opml.write(Outline(f"https://{number}.example/feed") for number in range(MOST + 1))
    reply = sources.imported(Said(Place(OWNER, 0, OWNER), "", NOW, 5), lambda: ("feeds.opml", body), desk)
    assert [plain(page.html) for page in reply.pages] == ["I follow at most 2,000 feeds. Remove some first."]


def test_a_button_of_a_feed_that_is_gone_says_so(desk: Desk) -> None:
    for verb in ("source", "retry", "pause", "mute", "remove"):
        assert press(verb, 999, desk) == sources.GONE
    assert "no longer works" in press("starter", 999, desk)


def test_a_starter_topic_is_followed_when_chosen_and_has_a_tick_then(desk: Desk) -> None:
    desk.newsroom.feeds.close()  # these are real publishers: what is tested ends before any is asked
    reply = sources.VERBS["starter"](Press(Place(OWNER, 0, OWNER), "", 1, NOW), 0, desk)
    assert reply is not None
    assert len(followed(desk)) == 7
    labels = [button.label for row in reply.pages[0].buttons for button in row]
    assert "World ✓" in labels
    assert "Technology (4)" in labels


def feed(number: int, **more: Any) -> Source:
    return Source(number, f"https://{number}.example/feed", "", f"Paper {number}", "Sea", **more)


HEALTH: dict[str, dict[str, Any]] = {
    "not fetched yet": {},
    "nothing dated yet": {"last_ok": NOW},
    "the newest is 5 minutes old": {"last_ok": NOW, "newest": Published.at(NOW - timedelta(minutes=5))},
    "fails: it is gone (3 times)": {"last_error": "it is gone", "failures": 3},
    "paused; fails: it is gone; the newest is from 2 May 2024; muted": {
        "last_error": "it is gone",
        "failures": 1,
        "newest": Published(NOW.date() - timedelta(days=14)),
        "paused": True,
        "muted": True,
    },
}


@pytest.mark.parametrize("expected", HEALTH)
def test_how_a_feed_fares_is_said_in_plain_words(expected: str) -> None:
    assert health(feed(1, **HEALTH[expected]), NOW, UTC) == expected


def test_many_feeds_are_listed_page_by_page(desk: Desk) -> None:
    many = [feed(n) for n in range(1, 2 * SHOWN + 2)]
    for number, turns in enumerate((["›"], ["‹", "›"], ["‹"])):
        [shown] = listing(many, number, NOW, UTC).pages
        labels = [button.label for row in shown.buttons for button in row]
        assert [label for label in labels if label in "‹›"] == turns
        assert all(len(button.data.encode()) <= 64 for row in shown.buttons for button in row)
    assert listing(many, 99, NOW, UTC) == listing(many, 2, NOW, UTC)


def test_a_feeds_name_is_shown_as_it_is_written(desk: Desk) -> None:
    [shown] = listing([replace(feed(1), title="<b>A & B</b>")], 0, NOW, UTC).pages
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in shown.html


@pytest.mark.parametrize(
    ("access", "administrator", "allowed"),
    [("private", False, False), ("private", True, True), ("public", True, False)],
)
def test_in_a_group_its_administrators_may_add_sources_unless_the_bot_is_everyones(
    desk: Desk, publisher: FeedServer, access: str, administrator: bool, allowed: bool
) -> None:
    desk.settings = load(_env_file=None, data_dir=desk.settings.data_dir, access=access)
    desk.administers = lambda chat, user: administrator and (chat, user) == (-100, GUEST)
    said = Said(Place(-100, 0, GUEST), publish(publisher, item()), NOW, 5, private=False)
    [shown] = sources.pasted(said, desk).pages
    assert ("Now following" in shown.html, shown.html == articles.OWNERS) == (allowed, not allowed)
