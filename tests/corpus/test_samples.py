"""The bundled samples: well formed, plainly samples, and able to answer the questions that they are there for."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest

from corpus import samples

FIELDS = {"title", "source", "url", "published", "text"}
MONTHS = {"March": 3, "April": 4, "May": 5, "June": 6, "July": 7}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b(?! \d{{4}})")
WEEKDAY_AND_DATE = re.compile(rf"\b({'|'.join(WEEKDAYS)})(?: evening)?, {DATE.pattern[2:]}")
QUOTATION_MARKS = set('"“”„«»‹›‘`')

ARTICLES: list[dict[str, str]] = [json.loads(line) for line in samples.path().read_text(encoding="utf-8").splitlines()]


def moment_of(article: dict[str, str]) -> datetime | None:
    """The moment of publication where the sample tells one; it is then aware."""
    return datetime.fromisoformat(article["published"]) if "T" in article["published"] else None


def day_of(article: dict[str, str]) -> date:
    """The day of publication in UTC."""
    moment = moment_of(article)
    return moment.astimezone(UTC).date() if moment else date.fromisoformat(article["published"])


def sentences_of(article: dict[str, str]) -> list[str]:
    """A plain split, enough here: the samples hold no abbreviation with a full stop."""
    return re.split(r"(?<=[.!?])\s+", article["text"])


def holds(text: str, words: str) -> bool:
    """Whether every one of `words`, split at `|`, stands in the text."""
    return all(word in text for word in words.split("|"))


def on(day: str) -> list[dict[str, str]]:
    return [article for article in ARTICLES if day_of(article) == date.fromisoformat(day)]


each_article = pytest.mark.parametrize(
    "article", ARTICLES, ids=[article["url"].rsplit("/", 1)[1] for article in ARTICLES]
)


def test_there_are_enough_articles_for_a_first_try() -> None:
    assert len(ARTICLES) >= 40


def test_no_link_headline_or_text_is_used_twice() -> None:
    for field in ("url", "title", "text"):
        assert len({article[field] for article in ARTICLES}) == len(ARTICLES), field


def test_four_or_five_sources_share_the_articles() -> None:
    sources = [article["source"] for article in ARTICLES]
    assert 4 <= len(set(sources)) <= 5
    assert min(sources.count(source) for source in set(sources)) >= 3


def test_some_articles_tell_the_time_of_day_and_some_only_the_day() -> None:
    timed = sum(moment_of(article) is not None for article in ARTICLES)
    assert timed >= 10
    assert len(ARTICLES) - timed >= 10


@each_article
def test_every_field_is_there_and_nothing_else(article: dict[str, str]) -> None:
    assert set(article) == FIELDS
    assert all(value and value == value.strip() for value in article.values())


@each_article
def test_source_and_link_cannot_be_taken_for_real_ones(article: dict[str, str]) -> None:
    assert article["source"].startswith("Sample ")
    assert re.fullmatch(r"https://example\.com/sample/[a-z0-9-]+", article["url"])


@each_article
def test_published_is_a_day_of_spring_2024_in_its_own_zone_and_in_utc(article: dict[str, str]) -> None:
    assert date(2024, 3, 1) <= day_of(article) <= date(2024, 6, 30)
    moment = moment_of(article)
    if moment is not None:
        assert moment.tzinfo is not None
        assert moment.date() == day_of(article)


@each_article
def test_text_is_short_and_in_clean_paragraphs(article: dict[str, str]) -> None:
    assert 90 <= len(article["text"].split()) <= 220
    assert 5 <= len(sentences_of(article)) <= 10
    paragraphs = article["text"].split("\n\n")
    assert len(paragraphs) >= 2
    assert all(re.fullmatch(r"\S.*[.!?]", paragraph) and "  " not in paragraph for paragraph in paragraphs)


@each_article
def test_nobody_is_quoted(article: dict[str, str]) -> None:
    assert not QUOTATION_MARKS & set(article["title"] + article["text"])


@each_article
def test_weekdays_fit_their_dates(article: dict[str, str]) -> None:
    for weekday, day, month in WEEKDAY_AND_DATE.findall(article["text"]):
        assert WEEKDAYS[date(2024, MONTHS[month], int(day)).weekday()] == weekday, (weekday, day, month)


@each_article
def test_headlines_are_headlines(article: dict[str, str]) -> None:
    assert 20 <= len(article["title"]) <= 90
    assert not article["title"].endswith(".")
    assert article["title"] not in article["text"]


EVENTS = {
    "baltimore": ("2024-03-26", "Francis Scott Key Bridge|collapsed|Dali"),
    "taiwan": ("2024-04-03", "earthquake|Hualien"),
    "eclipse": ("2024-04-08", "solar eclipse|8 April"),
    "german-patriot": ("2024-04-13", "Germany|Patriot"),
    "iran-attack": ("2024-04-14", "Iran|Israel|drones"),
    "seven-patriots": ("2024-04-19", "at least seven|Patriot|NATO"),
    "house-vote": ("2024-04-20", "House of Representatives|311 votes to 112|61 billion"),
    "senate-vote": ("2024-04-24", "Senate|23 April|79 votes to 18|$95 billion"),
    "aid-law": ("2024-04-24", "Biden|signed|24 April"),
    "kharkiv-offensive": ("2024-05-10", "Kharkiv|Vovchansk|Lyptsi"),
    "aurora": ("2024-05-12", "solar storm|10 and 11 May"),
    "eurovision": ("2024-05-12", "Nemo|Eurovision|Malmö|11 May"),
    "blinken-zelensky": ("2024-05-14", "Blinken|Kyiv|Zelensky|Patriot"),
    "blinken-kuleba": ("2024-05-14", "Blinken|Kuleba|pizza"),
    "georgia-law": ("2024-05-14", "Georgia|foreign influence"),
    "guitar": ("2024-05-15", "Blinken|guitar|bar"),
    "fico": ("2024-05-15", "Robert Fico|shot|Handlová"),
    "new-caledonia": ("2024-05-16", "New Caledonia|state of emergency"),
    "buffer-zone": ("2024-05-17", "Putin|buffer zone|Kharkiv"),
    "raisi-missing": ("2024-05-19", "Raisi|helicopter|Varzaqan"),
    "raisi-dead": ("2024-05-20", "Raisi|died"),
    "ai-act": ("2024-05-21", "AI Act|European Union"),
    "uk-election": ("2024-05-22", "Sunak|4 July"),
    "landslide": ("2024-05-26", "landslide|Papua New Guinea|24 May"),
    "georgia-override": ("2024-05-28", "Georgia|veto"),
    "champions-league": ("2024-06-01", "Real Madrid|2-0|Dortmund"),
    "moon-landing": ("2024-06-02", "Chang'e-6|far side"),
    "south-africa": ("2024-06-02", "ANC|29 May|40.2 percent"),
    "mexico": ("2024-06-03", "Claudia Sheinbaum|2 June"),
    "india": ("2024-06-05", "Modi|4 June|240"),
    "starliner": ("2024-06-05", "Starliner|5 June"),
    "d-day": ("2024-06-06", "D-Day|Normandy|80th"),
    "european-election": ("2024-06-10", "European Parliament|Macron|9 June"),
    "bird-flu": ("2024-04-02", "bird flu|dairy cows|Texas"),
}


@pytest.mark.parametrize(("day", "words"), EVENTS.values(), ids=EVENTS)
def test_the_event_is_reported_on_its_day(day: str, words: str) -> None:
    assert any(holds(article["title"] + "\n" + article["text"], words) for article in on(day))


ANSWERS = {
    "Who did Blinken meet in Kyiv?": "Blinken|Kyiv|met President Volodymyr Zelensky",
    "What did Zelensky ask for?": "Zelensky asked|Blinken|for two Patriot batteries|Kharkiv",
    "How much is the aid package worth?": "package|worth about $95 billion|$61 billion",
    "When did the Senate pass the aid package?": "Senate passed the aid package|Tuesday, 23 April",
    "Why did Russia attack near Kharkiv?": "Russia attacked near Kharkiv|to tie down Ukrainian troops",
    "Why did Russia attack near Kharkiv, says Putin?": "Kharkiv|in order to create a buffer zone|Putin",
    "How many people were evacuated from the Kharkiv region?": "More than 4,000 people|evacuated|Kharkiv region",
    "Who won Eurovision 2024?": "Nemo|Switzerland|won the Eurovision Song Contest",
    "When did the bridge in Baltimore collapse?": "Bridge in Baltimore collapsed|Tuesday, 26 March",
    "How many workers died?": "Six workers died|Baltimore",
    "What happened on 14 May? (Kyiv)": "Blinken arrived in Kyiv|Tuesday, 14 May",
    "What happened on 14 May? (Georgia)": "Georgia's parliament passed|Tuesday, 14 May",
    "What happened to Robert Fico?": "Robert Fico was shot several times|Handlová",
    "Where did Raisi's helicopter crash?": "Raisi|helicopter crash|near Varzaqan|East Azerbaijan",
}


@pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
def test_one_sentence_answers_the_question_by_itself(words: str) -> None:
    assert any(holds(sentence, words) for article in ARTICLES for sentence in sentences_of(article))


def test_sample_wire_reports_about_patriot_batteries_more_than_once() -> None:
    wire = [article for article in ARTICLES if article["source"] == "Sample Wire" and "Patriot" in article["title"]]
    assert len({day_of(article) for article in wire}) >= 2


DISAGREEMENTS = {
    "missing in Baltimore": ("as many as 20 people", "Six workers", "Baltimore"),
    "dead in Taiwan": ("killed at least four people", "risen to nine", "Taiwan"),
    "missiles at Israel": ("more than 200 drones", "more than 300 drones", "Israel"),
    "evacuated near Kharkiv": ("More than 4,000 people", "about 5,700 people", "Kharkiv"),
    "buried in Papua New Guinea": ("More than 670 people", "more than 2,000 people", "Papua New Guinea"),
}


@pytest.mark.parametrize(("early", "late", "subject"), DISAGREEMENTS.values(), ids=DISAGREEMENTS)
def test_a_later_report_from_another_source_gives_another_number(early: str, late: str, subject: str) -> None:
    first = next(article for article in ARTICLES if holds(article["text"], f"{subject}|{early}"))
    second = next(article for article in ARTICLES if holds(article["text"], f"{subject}|{late}"))
    assert first["source"] != second["source"]
    assert ARTICLES.index(first) < ARTICLES.index(second)
    assert day_of(first) <= day_of(second)


def test_no_article_tells_of_a_day_after_its_own_unless_as_something_planned() -> None:
    planned = {"4 July", "28 June", "30 June", "7 July", "30 May"}  # elections, and the end of a parliament
    for article in ARTICLES:
        for day, month in DATE.findall(article["text"]):
            ahead = date(2024, MONTHS[month], int(day)) > day_of(article)
            assert not ahead or f"{day} {month}" in planned, (article["url"], day, month)


def test_the_articles_stand_in_order_of_their_days() -> None:
    days = [day_of(article) for article in ARTICLES]
    assert days == sorted(days)
