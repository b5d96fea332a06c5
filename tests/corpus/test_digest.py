"""What of the new stories is told to whom, over a real archive of made articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.archive import ingest
from corpus.database import connect
from corpus.events.digest import Digest, Muted, Told
from corpus.events.leads import Lead, folded
from corpus.events.quoting import Quote, Subject
from corpus.model import Card, Draft, Point, Published, Story
from corpus.newsroom import Newsroom
from tests.corpus.made import counting
from tests.databases import Kind

NOW = datetime(2024, 5, 16, 8, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

FLOOD = (
    "The river Oder flooded the old town of Altmark on Wednesday and drove two thousand people from their homes.",
    "Firefighters in boats brought patients out of the Altmark hospital, whose cellar had filled with water.",
)
FLOOD_AGAIN = (
    "Two thousand people had to leave their homes in the old town of Altmark, which the river Oder flooded on Wednesday.",
    "The Altmark hospital was cleared by firefighters in boats after water had filled its cellar overnight.",
)
DAM = (
    "Engineers blew up a dam above Altmark on Thursday, and the flood of the river Oder in the old town began to fall.",
    "A blast at Wiesengrund sent the water into empty fields, where farmers are promised eleven million euros.",
)
STRIKE = (
    "Train drivers of the northern railway will strike for three days from Friday over their weekend shifts.",
    "The railway union Signal asks for a week of thirty-five hours and for every second weekend without work.",
)
COIN = (
    "A court in Lisbon sentenced the founder of the cryptocurrency exchange Moneta to nine years for fraud on Wednesday.",
    "Some forty thousand customers of Moneta lost their savings, prosecutors told the court in Lisbon.",
)


@pytest.fixture
def newsroom(tmp_path: Path, database: Kind) -> Newsroom:
    return Newsroom(connect(database.address(tmp_path)), tmp_path)


Print = Callable[..., int]


@pytest.fixture
def report(newsroom: Newsroom) -> Print:
    """Prints an article `ago` before NOW; its id."""

    def add(text: tuple[str, ...], source: str, ago: timedelta | None, fetched: datetime | None = None) -> int:
        published = Published.at(NOW - ago) if ago is not None else None
        title = text[0].split(" on ")[0]
        draft = Draft(title, "\n\n".join(text), source, f"https://example.com/{source}/{abs(hash(text))}", published)
        ingest.add([draft], newsroom.store, newsroom.candidates, fetched or NOW - (ago or HOUR))
        outlines = newsroom.store.changed(newsroom.store.totals().change - 1)
        return next(iter(outlines)).id

    return add


def told_of(digest: Digest) -> list[str]:
    """The first source and the beginning of each story told."""
    return [f"{item.points[0].source}: {item.points[0].text[:18]}" for item in digest.items]


def told_in(*digests: Digest) -> Told:
    items = [item for digest in digests for item in digest.items]
    return Told(
        frozenset((point.article, point.first) for item in items for point in item.points),
        frozenset(card.id for item in items for card in item.story.articles),
    )


def test_reports_of_one_event_are_one_story_and_most_sources_come_first(newsroom: Newsroom, report: Print) -> None:
    report(STRIKE, "Gazette", HOUR)
    report(FLOOD, "Herald", 5 * HOUR)
    report(FLOOD_AGAIN, "Tribune", 6 * HOUR)
    first, second = newsroom.digest((), NOW - DAY, NOW).items
    assert first.story.sources == ("Herald", "Tribune")
    assert (first.independent, second.independent) == (2, 1)
    assert len(first.points) == 2


def test_every_sentence_stands_in_its_article(newsroom: Newsroom, report: Print) -> None:
    report(FLOOD, "Herald", HOUR)
    report(FLOOD_AGAIN, "Tribune", HOUR)
    points = [point for item in newsroom.digest((), NOW - DAY, NOW).items for point in item.points]
    assert points
    for point in points:
        assert point.text in newsroom.store.articles([point.article])[point.article].article.text


def test_the_news_is_told_rather_than_what_is_said_to_the_reader(newsroom: Newsroom, report: Print) -> None:
    greeting = (
        "Editor's note: I'm Anna Ferrow, and here is all that you may want to know about your river this weekend."
    )
    report((greeting, *DAM), "Gazette", HOUR)
    [item] = newsroom.digest((), NOW - DAY, NOW).items
    assert tuple(point.text for point in item.points) == DAM


def test_only_what_is_close_to_a_topic_is_told_under_it(newsroom: Newsroom, report: Print) -> None:
    for text, source in ((FLOOD, "Herald"), (STRIKE, "Gazette"), (COIN, "Courier")):
        report(text, source, HOUR)
    digest = newsroom.digest(("railway strike", "Altmark flood"), NOW - DAY, NOW)
    assert [section.topic for section in digest.sections] == ["railway strike", "Altmark flood"]
    assert told_of(digest) == ["Gazette: Train drivers of t", "Herald: The river Oder flo"]
    assert newsroom.digest(("volcano",), NOW - DAY, NOW).items == ()
    assert newsroom.digest(("Altmark volcano",), NOW - DAY, NOW).items == ()


def test_a_story_found_for_two_topics_is_told_once(newsroom: Newsroom, report: Print) -> None:
    report(FLOOD, "Herald", HOUR)
    assert len(newsroom.digest(("Altmark", "Oder"), NOW - DAY, NOW).items) == 1


def test_the_limit_is_shared_between_topics(newsroom: Newsroom, report: Print) -> None:
    for text, source in ((FLOOD, "Herald"), (STRIKE, "Gazette"), (COIN, "Courier")):
        report(text, source, HOUR)
    digest = newsroom.digest(("Altmark", "strike", "Moneta"), NOW - DAY, NOW, limit=2)
    assert [section.topic for section in digest.sections] == ["Altmark", "strike"]


NOT_NEW = {
    "older": (30 * HOUR, None),
    "from the future": (-HOUR, None),
    "undated": (None, None),
    "published just before and fetched before": (25 * HOUR, NOW - DAY - HOUR),
}


@pytest.mark.parametrize(("ago", "fetched"), NOT_NEW.values(), ids=NOT_NEW)
def test_what_is_not_new_is_not_told(
    newsroom: Newsroom, report: Print, ago: timedelta | None, fetched: datetime | None
) -> None:
    report(FLOOD, "Herald", ago, fetched)
    assert newsroom.digest((), NOW - DAY, NOW).items == ()


def test_what_came_out_before_the_last_digest_and_was_fetched_after_it_is_told(
    newsroom: Newsroom, report: Print
) -> None:
    report(FLOOD, "Herald", 25 * HOUR, NOW - 23 * HOUR)
    assert len(newsroom.digest((), NOW - DAY, NOW).items) == 1


def test_nothing_is_told_twice(newsroom: Newsroom, report: Print) -> None:
    report(FLOOD, "Herald", 5 * HOUR)
    first = newsroom.digest((), NOW - DAY, NOW)
    assert newsroom.digest((), NOW - DAY, NOW + HOUR, told_in(first)).items == ()
    report(FLOOD_AGAIN, "Tribune", -HOUR, NOW + HOUR)
    assert newsroom.digest((), NOW - DAY, NOW + 2 * HOUR, told_in(first)).items == ()  # newer, but nothing new


def test_something_new_in_a_told_story_is_an_update_of_one_sentence(newsroom: Newsroom, report: Print) -> None:
    report(FLOOD, "Herald", 20 * HOUR)
    first = newsroom.digest((), NOW - DAY, NOW)
    report(DAM, "Tribune", -12 * HOUR, NOW + 12 * HOUR)
    [item] = newsroom.digest((), NOW, NOW + DAY, told_in(first)).items
    assert (item.update, len(item.points), item.points[0].source) == (True, 1, "Tribune")
    assert item.points[0].text in DAM


def test_a_story_that_an_answer_told_counts_as_told(newsroom: Newsroom, report: Print) -> None:
    number = report(FLOOD, "Herald", HOUR)
    assert newsroom.digest((), NOW - DAY, NOW, Told(frozenset({(number, 0)}), frozenset({number}))).items == ()


def test_muted_words_and_sources_are_hidden_with_a_receipt(newsroom: Newsroom, report: Print) -> None:
    report(COIN, "Courier", HOUR)
    report(STRIKE, "Gazette", HOUR)
    report(FLOOD, "Herald", HOUR)
    digest = newsroom.digest((), NOW - DAY, NOW, muted=Muted(("crypto",), ("gazette",)))
    assert told_of(digest) == ["Herald: The river Oder flo"]
    assert dict(digest.hidden) == {"crypto": 1, "gazette": 1}


def test_a_muted_word_may_begin_with_a_sign(newsroom: Newsroom, report: Print) -> None:
    report(tuple(line.replace("Oder", "#Oder") for line in FLOOD), "Herald", HOUR)
    digest = newsroom.digest((), NOW - DAY, NOW, muted=Muted(("#oder",)))
    assert (digest.items, dict(digest.hidden)) == ((), {"#oder": 1})


def test_a_story_of_a_muted_source_is_told_by_another(newsroom: Newsroom, report: Print) -> None:
    report(FLOOD, "Herald", HOUR)
    report(FLOOD_AGAIN, "Tribune", 2 * HOUR)
    [item] = newsroom.digest((), NOW - DAY, NOW, muted=Muted((), ("Herald",))).items
    assert {point.source for point in item.points} == {"Tribune"}
    assert item.story.sources == ("Tribune",)


def test_the_same_topics_and_period_are_worked_out_once(newsroom: Newsroom, report: Print) -> None:
    report(FLOOD, "Herald", HOUR)
    compiler, read = counting(newsroom)
    for chat in range(100):
        told = Told(frozenset(), frozenset({chat + 1000}))
        assert compiler.digest(("Altmark", "strike"), NOW - DAY, NOW, told, Muted(), 10).items
    assert read == ["Altmark", "strike"]


def test_a_story_is_told_further_and_in_order_of_time(newsroom: Newsroom, report: Print) -> None:
    later, earlier = report(DAM, "Tribune", HOUR), report(FLOOD, "Herald", 20 * HOUR)
    line = newsroom.compiler.timeline([later, earlier])
    assert [point.article for point in line] == [earlier, later]
    seen = frozenset((point.article, point.first) for point in line)
    further = newsroom.compiler.further([later, earlier], seen)
    assert {(point.article, point.first) for point in further} == {(later, 1), (earlier, 1)}
    assert not newsroom.compiler.further([later, earlier], seen | {(p.article, p.first) for p in further})


# -- which sentences, and in which order ------------------------------------------------------------

PORTRAIT = (
    "Wilma Sand, who is seventy-nine, has carried her three cats up to the attic twice in a single winter of her life.",
    "She was a child when she first saw the water on the stairs, and she has kept a diary of every flood since then.",
    "Two thousand people were driven from their homes in the old town of Altmark by a flood of the river Oder.",
    "Altmark will dredge the river Oder, its mayor promised, and pay for the homes that the flood has ruined.",
)


def printed(newsroom: Newsroom, title: str, *text: str, source: str = "Herald", ago: timedelta = HOUR) -> None:
    draft = Draft(title, "\n\n".join(text), source, f"https://example.com/{source}/{title}", Published.at(NOW - ago))
    ingest.add([draft], newsroom.store, newsroom.candidates, NOW - ago)


def sentences_of(digest: Digest) -> list[list[str]]:
    return [[point.text for point in item.points] for item in digest.items]


def test_the_event_is_told_rather_than_the_anecdote_that_opens_its_report(newsroom: Newsroom) -> None:
    printed(newsroom, "Flood in Altmark: two thousand people driven from their homes", *PORTRAIT)
    [[first, *_]] = sentences_of(newsroom.digest((), NOW - DAY, NOW))
    assert first == PORTRAIT[2]


NO_NEWS = {
    "a caption": "Lena Moor/AP A boat rows past the town hall of Altmark in the flood of the river Oder on Wednesday.",
    "an address to look at": "The mayor of Altmark speaks about the flood of the Oder at https://altmark.example/live today.",
    "a heading": "What the flood of the river Oder means for the old town of Altmark and for its two thousand people",
}


@pytest.mark.parametrize("line", NO_NEWS.values(), ids=NO_NEWS)
def test_what_is_no_sentence_of_the_report_is_never_told(newsroom: Newsroom, line: str) -> None:
    printed(newsroom, "Flood in Altmark drives two thousand from their homes", FLOOD[1], line)
    assert sentences_of(newsroom.digest((), NOW - DAY, NOW)) == [[FLOOD[1]]]


def test_an_aside_is_told_after_the_news(newsroom: Newsroom) -> None:
    aside = "Plus, two thousand people who were driven from their homes in Altmark by the river are to be paid by the state."
    printed(newsroom, "Flood in Altmark: two thousand people driven from their homes", aside, PORTRAIT[2])
    [[first, *_]] = sentences_of(newsroom.digest((), NOW - DAY, NOW))
    assert first == PORTRAIT[2]


def test_a_label_before_a_report_is_not_told(newsroom: Newsroom) -> None:
    printed(newsroom, "Flood in Altmark", f"(CNN) — {FLOOD[0]}", f"AI-assisted summary {FLOOD[1]}")
    assert sentences_of(newsroom.digest((), NOW - DAY, NOW)) == [list(FLOOD)]


def told_by(article: int, *words: int, rank: float = 1.0) -> Lead:
    """A story of one article whose first sentence holds these terms."""
    card = Card(article, f"Story {article}", "Herald", "", Published.at(NOW))
    point = Point("…", article, 0, 0, card.title, card.source, "", card.published)
    return Lead(Story((card,)), frozenset({article}), (Quote(point, frozenset(words)),), 1, 1.0, rank)


def test_a_report_and_a_portrait_of_one_event_are_one_story() -> None:
    flood, portrait = told_by(1, *range(10)), told_by(2, *range(4, 14))
    strike = told_by(3, *range(12, 24))  # shares two words with the portrait
    both, other = folded((flood, portrait, strike), Subject(frozenset(), dict.fromkeys(range(24), 1.0)))
    assert [card.id for card in both.story.articles] == [1, 2]
    assert [quote.point.article for quote in both.quotes] == [1, 2]
    assert both.fresh == {1, 2}
    assert other == strike


def test_stories_that_share_everyday_words_stay_two() -> None:
    common = dict.fromkeys(range(10), 0.1) | dict.fromkeys(range(10, 30), 3.0)
    one, other = told_by(1, *range(10), 10, 11, 12), told_by(2, *range(10), 20, 21, 22)
    assert len(folded((one, other), Subject(frozenset(), common))) == 2


def test_of_stories_with_as_many_sources_the_one_with_more_reports_comes_first(newsroom: Newsroom) -> None:
    printed(newsroom, "Flood in Altmark", *FLOOD, ago=5 * HOUR)
    printed(newsroom, "Altmark hospital cleared in the flood", *FLOOD_AGAIN, ago=4 * HOUR)
    printed(newsroom, "Flood of the Oder begins to fall", *DAM, ago=3 * HOUR)
    printed(newsroom, "Train drivers to strike for three days", *STRIKE)
    first, second = newsroom.digest((), NOW - DAY, NOW).items
    assert (first.independent, second.independent) == (1, 1)
    assert "Altmark" in first.points[0].text


def test_advice_to_the_reader_and_opinions_come_after_reports(newsroom: Newsroom) -> None:
    printed(newsroom, "How you can save on your train ticket", *STRIKE, ago=timedelta(minutes=1))
    printed(newsroom, "Flood in Altmark", *FLOOD, ago=8 * HOUR)
    assert told_of(newsroom.digest((), NOW - DAY, NOW)) == ["Herald: The river Oder flo", "Herald: Train drivers of t"]


NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
IN_PASSING = tuple(f"The {n} lamp of the harbour was lit by a keeper who had come from {n} islands." for n in NUMBERS)


def test_a_topic_mentioned_in_passing_is_no_news_of_it(newsroom: Newsroom) -> None:
    printed(
        newsroom, "The lamps of the harbour", *IN_PASSING, "The last lamp had waited for the railway strike to end."
    )
    assert newsroom.digest(("railway strike",), NOW - DAY, NOW).items == ()
    printed(newsroom, "The trains of the harbour", *IN_PASSING[:3], STRIKE[0], *IN_PASSING[3:])
    assert len(newsroom.digest(("railway strike",), NOW - DAY, NOW + HOUR).items) == 1


def test_the_newest_of_what_is_known_is_told(newsroom: Newsroom) -> None:
    printed(newsroom, "Dam above Altmark to be blown up", "Engineers will blow up a dam above Altmark in the flood of the "
            "river Oder, the mayor of the old town said.", source="Tribune", ago=2 * DAY + HOUR)  # fmt: skip
    printed(newsroom, "Dam above Altmark blown up", *DAM)
    [item] = newsroom.digest((), NOW - 3 * DAY, NOW).items
    assert item.points[0].text == DAM[0]


def test_a_topic_is_held_by_what_its_terms_are_worth_and_no_topic_by_nothing() -> None:
    worth = {1: 3.0, 2: 1.0}
    assert Subject(frozenset({1, 2}), worth).share(frozenset({1, 5})) == 0.75
    assert Subject(frozenset({1, 2}), worth, unknown=4.0).share(frozenset({1, 2})) == 0.5
    assert Subject(frozenset(), worth).share(frozenset({1, 2})) == 0.0
