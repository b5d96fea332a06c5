"""Time expressions read as windows. Unless a test says otherwise, it is Tuesday, 14 May 2024, 10:00 in Kyiv."""

from __future__ import annotations

import inspect
import time
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dates import holidays, mentions
from corpus.dates.rules import LAYERS
from corpus.dates.spans import Span, onwards
from corpus.dates.words import WORDS
from corpus.model import Window

KYIV = ZoneInfo("Europe/Kyiv")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
SANTIAGO = ZoneInfo("America/Santiago")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
NOW = datetime(2024, 5, 14, 10, tzinfo=KYIV)


def edge(wall: str, zone: ZoneInfo = KYIV) -> datetime | None:
    return datetime.fromisoformat(wall).replace(tzinfo=zone) if wall else None


def span(mention: mentions.Mention) -> tuple[datetime | None, datetime | None]:
    return mention.window.since, mention.window.until


def read(text: str, now: datetime = NOW, zone: ZoneInfo = KYIV) -> tuple[datetime | None, datetime | None]:
    """The edges of the only mention in a text."""
    (mention,) = mentions.find(text, now, zone)
    return span(mention)


EXPRESSIONS = [
    # days by name
    ("today", "2024-05-14", "2024-05-15"),
    ("yesterday", "2024-05-13", "2024-05-14"),
    ("the day before yesterday", "2024-05-12", "2024-05-13"),
    ("tomorrow", "2024-05-15", "2024-05-16"),
    ("earlier today", "2024-05-14", "2024-05-15"),
    # turns of a unit
    ("this week", "2024-05-13", "2024-05-20"),
    ("last week", "2024-05-06", "2024-05-13"),
    ("the previous week", "2024-05-06", "2024-05-13"),
    ("next week", "2024-05-20", "2024-05-27"),
    ("the week before last", "2024-04-29", "2024-05-06"),
    ("this month", "2024-05-01", "2024-06-01"),
    ("last month", "2024-04-01", "2024-05-01"),
    ("last quarter", "2024-01-01", "2024-04-01"),
    ("this year", "2024-01-01", "2025-01-01"),
    ("last year's budget", "2023-01-01", "2024-01-01"),
    ("last decade", "2010-01-01", "2020-01-01"),
    ("over the weekend", "2024-05-11", "2024-05-13"),
    ("last weekend", "2024-05-11", "2024-05-13"),
    ("next weekend", "2024-05-18", "2024-05-20"),
    ("last summer", "2023-06-01", "2023-09-01"),
    ("this spring", "2024-03-01", "2024-06-01"),
    # stretches up to now, and ahead
    ("in the past 48 hours", "2024-05-12 10:00", "2024-05-14 10:00"),
    ("last 3 days", "2024-05-11", "2024-05-14 10:00"),
    ("over the past year", "2023-05-14", "2024-05-14 10:00"),
    ("in the last couple of weeks", "2024-04-30", "2024-05-14 10:00"),
    ("for the past fortnight", "2024-04-30", "2024-05-14 10:00"),
    ("the next three months", "2024-06-01", "2024-09-01"),
    ("earlier this month", "2024-05-01", "2024-05-14 10:00"),
    ("later this year", "2024-05-14 10:00", "2025-01-01"),
    # so long ago
    ("two weeks ago", "2024-04-29", "2024-05-06"),
    ("a couple of months ago", "2024-03-01", "2024-04-01"),
    ("three days ago", "2024-05-11", "2024-05-12"),
    ("half a year ago", "2023-11-01", "2023-12-01"),
    ("a year ago", "2023-01-01", "2024-01-01"),
    ("in two weeks", "2024-05-28", "2024-05-29"),
    ("two Fridays ago", "2024-05-03", "2024-05-04"),
    # dates
    ("on 14 May", "2024-05-14", "2024-05-15"),
    ("on 15 May", "2023-05-15", "2023-05-16"),
    ("May 9", "2024-05-09", "2024-05-10"),
    ("14th of May 2022", "2022-05-14", "2022-05-15"),
    ("Sept. 11, 2001", "2001-09-11", "2001-09-12"),
    ("the third of April", "2024-04-03", "2024-04-04"),
    ("14 May last year", "2023-05-14", "2023-05-15"),
    ("on the 15th", "2024-04-15", "2024-04-16"),
    ("on the 31st", "2024-03-31", "2024-04-01"),
    ("the 20th of last month", "2024-04-20", "2024-04-21"),
    ("Feb 29", "2024-02-29", "2024-03-01"),
    ("in March", "2024-03-01", "2024-04-01"),
    ("in August", "2023-08-01", "2023-09-01"),
    ("March 2023", "2023-03-01", "2023-04-01"),
    ("March of last year", "2023-03-01", "2023-04-01"),
    ("last May", "2023-05-01", "2023-06-01"),
    ("in 2021", "2021-01-01", "2022-01-01"),
    ("2021", "2021-01-01", "2022-01-01"),
    ("the year 1989", "1989-01-01", "1990-01-01"),
    ("2024-05-02", "2024-05-02", "2024-05-03"),
    ("2024-04", "2024-04-01", "2024-05-01"),
    ("2024-05-14T05:00Z", "2024-05-14 08:00", "2024-05-14 08:01"),
    ("02/05/2024", "2024-05-02", "2024-05-03"),
    ("5/14/2024", "2024-05-14", "2024-05-15"),
    ("02.05.2024", "2024-05-02", "2024-05-03"),
    ("2-May-24", "2024-05-02", "2024-05-03"),
    ("on 3/5", "2024-05-03", "2024-05-04"),
    # weekdays
    ("on Monday", "2024-05-13", "2024-05-14"),
    ("on Tuesday", "2024-05-14", "2024-05-15"),
    ("on Wednesday", "2024-05-08", "2024-05-09"),
    ("Monday's debate", "2024-05-13", "2024-05-14"),
    ("last Tuesday", "2024-05-07", "2024-05-08"),
    ("next Tuesday", "2024-05-21", "2024-05-22"),
    ("on Monday last week", "2024-05-06", "2024-05-07"),
    ("last week on Friday", "2024-05-10", "2024-05-11"),
    ("Friday two weeks ago", "2024-05-03", "2024-05-04"),
    ("Saturday, 4 May", "2024-05-04", "2024-05-05"),
    ("Friday the 26th", "2024-04-26", "2024-04-27"),
    # quarters, halves, decades, centuries
    ("Q3 2023", "2023-07-01", "2023-10-01"),
    ("third quarter of 2022", "2022-07-01", "2022-10-01"),
    ("in Q2", "2024-04-01", "2024-07-01"),
    ("H1 2021", "2021-01-01", "2021-07-01"),
    ("the second half of last year", "2023-07-01", "2024-01-01"),
    ("the 1990s", "1990-01-01", "2000-01-01"),
    ("the nineties", "1990-01-01", "2000-01-01"),
    ("mid-1990s", "1994-01-01", "1997-01-01"),
    ("in the 19th century", "1801-01-01", "1901-01-01"),
    # parts
    ("early 2020", "2020-01-01", "2020-04-01"),
    ("late April", "2024-04-21", "2024-05-01"),
    ("mid-March", "2024-03-11", "2024-03-21"),
    ("end of March", "2024-03-21", "2024-04-01"),
    ("the beginning of the year", "2024-01-01", "2024-04-01"),
    ("early last week", "2024-05-06", "2024-05-09"),
    ("the first Monday of April", "2024-04-01", "2024-04-02"),
    ("the last day of 2023", "2023-12-31", "2024-01-01"),
    ("the second week of April", "2024-04-08", "2024-04-15"),
    ("the week of 1 May", "2024-04-29", "2024-05-06"),
    # hours
    ("this morning", "2024-05-14", "2024-05-14 12:00"),
    ("tonight", "2024-05-14 18:00", "2024-05-15 06:00"),
    ("last night", "2024-05-13 18:00", "2024-05-14 06:00"),
    ("yesterday at 5pm", "2024-05-13 17:00", "2024-05-13 18:00"),
    ("at 9:30 on Monday", "2024-05-13 09:30", "2024-05-13 09:31"),
    ("Monday evening", "2024-05-13 18:00", "2024-05-14"),
    # ranges
    ("between 3 and 10 May", "2024-05-03", "2024-05-11"),
    ("from May 3 to June 2", "2024-05-03", "2024-06-03"),
    ("between 20 December and 6 January", "2023-12-20", "2024-01-07"),
    ("May 3-10, 2023", "2023-05-03", "2023-05-11"),
    ("between March and June 2022", "2022-03-01", "2022-07-01"),
    ("from December to March 2023", "2022-12-01", "2023-04-01"),
    ("from 2010 to 2015", "2010-01-01", "2016-01-01"),
    ("from Thursday to Monday", "2024-05-09", "2024-05-14"),
    ("on Sunday and Monday", "2024-05-12", "2024-05-14"),
    ("after:april before:2024-05-03", "2024-04-01", "2024-05-03"),
    # open
    ("since March", "2024-03-01", ""),
    ("since the election on 3 November", "2023-11-03", ""),
    ("after the attack on 7 October 2023", "2023-10-07", ""),
    ("before the vote on 3 May", "", "2024-05-04"),
    ("until May 1", "", "2024-05-02"),
    ("before May 1", "", "2024-05-01"),
    ("after May 1", "2024-05-02", ""),
    ("since 8am", "2024-05-14 08:00", ""),
    ("from February onwards", "2024-02-01", ""),
    ("after:2024-05-01", "2024-05-01", ""),
    ("before: last monday", "", "2024-05-13"),
    ("since:2021", "2021-01-01", ""),
    ("until:may", "", "2024-06-01"),
    ("on:yesterday", "2024-05-13", "2024-05-14"),
    # holidays
    ("on Christmas Day", "2023-12-25", "2023-12-26"),
    ("at Easter", "2024-03-31", "2024-04-01"),
    ("since New Year’s Day", "2024-01-01", ""),
    ("Thanksgiving 2022", "2022-11-24", "2022-11-25"),
    ("last Halloween", "2023-10-31", "2023-11-01"),
    ("next Memorial Day", "2024-05-27", "2024-05-28"),
    ("on Labor Day", "2023-09-04", "2023-09-05"),
    ("over Labor Day weekend", "2023-09-02", "2023-09-05"),
    ("Independence Day of last year", "2023-07-04", "2023-07-05"),
    ("the day after Christmas", "2023-12-26", "2023-12-27"),
    ("three days before Easter 2023", "2023-04-06", "2023-04-07"),
]


@pytest.mark.parametrize(("text", "since", "until"), EXPRESSIONS, ids=[text for text, _, _ in EXPRESSIONS])
def test_expression_is_read(text: str, since: str, until: str) -> None:
    assert read(text) == (edge(since), edge(until))


@pytest.mark.parametrize(("text", "since", "until"), EXPRESSIONS, ids=[text for text, _, _ in EXPRESSIONS])
def test_expression_is_read_alike_within_a_question_and_in_capitals(text: str, since: str, until: str) -> None:
    if text == "2021":
        return  # a year alone is a time only where it is all that is said
    question = f"Which of the ministers spoke there {text}?"
    assert read(question) == read(question.upper()) == (edge(since), edge(until))


SILENT = [
    "How many of the 9,000 people left?",
    "How many 2024 runners finished?",
    "What did Theresa May say about Brexit?",
    "may 5 people meet?",
    "Which union will people march on Washington with?",
    "after May resigned",
    "the second round",
    "the 14th amendment",
    "the Fourth Amendment",
    "What did the Sunday Times write?",
    "Super Tuesday",
    "Black Friday deals",
    "Saturday Night Live",
    "USA Today",
    "Prague Spring",
    "the fall of Kabul",
    "a 3-1 win",
    "24/7 coverage",
    "the 9/11 commission",
    "in his late 40s",
    "a 20-month fight",
    "a last minute deal",
    "the last day of filming",
    "the first Thanksgiving",
    "30 February",
    "on 31 April",
    "2023-02-29",
    "9999-12-31",
    "14 May 9999",
    "in 9999",
    "0000-01-01",
    "in the year 0",
    "99999999999999999999 years ago",
    "in 9999999 days",
    "call 650-650-6500 or 10.0.0.1",
    "Is Jan in? Who sat in the sun?",
    "a poem of 1500 words about 1984 BC",
    "",
    "🙂",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert mentions.find(text, NOW, KYIV) == []


def test_month_that_counts_follow_is_the_month_alone() -> None:
    (mention,) = mentions.find("In March 30 officers resigned", NOW, KYIV)
    assert (mention.window.said, mention.grain) == ("In March", "month")


def test_mentions_tell_where_they_stand_and_what_was_said() -> None:
    text = "What changed in Rafah since the talks on 6 May, and who resigned last week?"
    first, second = mentions.find(text, NOW, KYIV)
    assert (text[first.start : first.end], first.window.said) == ("on 6 May", "since the talks on 6 May")
    assert (text[second.start : second.end], second.window.said) == ("last week", "last week")
    assert (first.grain, second.grain) == ("day", "week")


def test_only_what_comes_round_is_bare() -> None:
    texts = ("on Monday", "in March", "last Monday", "in March 2023")
    assert [mentions.find(text, NOW, KYIV)[0].bare for text in texts] == [True, True, False, False]


def test_day_is_the_day_of_the_zone() -> None:
    late = datetime(2024, 5, 14, 22, 30, tzinfo=UTC)
    assert read("today", late, KYIV) == (edge("2024-05-15"), edge("2024-05-16"))
    assert read("today", late, NEW_YORK) == (edge("2024-05-14", NEW_YORK), edge("2024-05-15", NEW_YORK))


def test_now_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        mentions.find("today", datetime(2024, 5, 14), KYIV)  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("now", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, tzinfo=UTC)], ids=str)
@pytest.mark.parametrize("zone", [KYIV, NEW_YORK], ids=str)
def test_asked_on_the_first_or_last_day_of_the_calendar_nothing_breaks(now: datetime, zone: ZoneInfo) -> None:
    for text, _, _ in EXPRESSIONS:
        mentions.window(text, now, zone)
    assert mentions.find("in 999 weeks", now, zone) == [] or now.year == 1
    assert read("in 2021", now, zone) == (edge("2021-01-01", zone), edge("2022-01-01", zone))


# ---- when the clocks change ----

CHANGES = [
    ("spring in New York", NEW_YORK, "2024-03-10", 23),
    ("autumn in New York", NEW_YORK, "2024-11-03", 25),
    ("spring in Berlin", BERLIN, "2024-03-31", 23),
    ("autumn in Berlin", BERLIN, "2024-10-27", 25),
    ("midnight skipped in Santiago", SANTIAGO, "2024-09-08", 23),
    ("last hour repeated in Santiago", SANTIAGO, "2024-04-06", 25),
    ("half an hour on Lord Howe", LORD_HOWE, "2024-10-06", 23.5),
]


@pytest.mark.parametrize(("zone", "day", "hours"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_day_on_which_the_clocks_change_is_whole(zone: ZoneInfo, day: str, hours: float) -> None:
    noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=zone)
    since, until = read("today", noon, zone)
    assert since and until
    assert until - since == timedelta(hours=hours)
    assert read("yesterday", noon, zone)[1] == since == read(day, noon, zone)[0]
    assert read("tomorrow", noon, zone)[0] == until
    for moment, expected in ((since, day), (until - timedelta(seconds=1), day)):
        assert moment.astimezone(zone).date().isoformat() == expected


@pytest.mark.parametrize(("zone", "day"), [each[1:3] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_hours_are_true_hours_when_the_clocks_change(zone: ZoneInfo, day: str) -> None:
    noon = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=zone)
    assert read("in the past 24 hours", noon, zone) == (noon.astimezone(UTC) - timedelta(hours=24), noon)


def test_hour_that_was_skipped_is_the_one_in_its_place() -> None:
    three, four = edge("2024-03-10 03:00", NEW_YORK), edge("2024-03-10 04:00", NEW_YORK)
    assert read("on 10 March 2024 at 2am", NOW, NEW_YORK) == (three, four)


def test_hour_that_came_twice_is_the_first() -> None:
    assert read("on 5 November 2023 at 1am", NOW, NEW_YORK)[0] == datetime(2023, 11, 5, 5, tzinfo=UTC)


def test_week_that_holds_a_change_begins_and_ends_at_midnight() -> None:
    now = datetime(2024, 11, 5, 9, tzinfo=NEW_YORK)
    assert read("last week", now, NEW_YORK) == (edge("2024-10-28", NEW_YORK), edge("2024-11-04", NEW_YORK))


# ---- the time a question is about ----

QUESTIONS = [
    ("Who met Blinken in Kyiv on 14 May?", "on 14 May", "Who met Blinken in Kyiv?"),
    ("In March, what did the Fed do?", "In March", "what did the Fed do?"),
    ("What did he say, on Monday, about aid?", "on Monday", "What did he say, about aid?"),
    ("Rafah (last week)", "last week", "Rafah ()"),
    ("strikes after:2024-05-01 before:2024-05-10 kharkiv", "after:2024-05-01 before:2024-05-10", "strikes kharkiv"),
    ("before:2024-05-10 strikes after:2024-05-01", "before:2024-05-10 after:2024-05-01", "strikes"),
    ("What was said last week about the attack in 2015?", "last week", "What was said about the attack in 2015?"),
    ("What came last week of the first win since 2017?", "last week", "What came of the first win since 2017?"),
    ("Who said in March that last year's loss was small?", "in March", "Who said that last year's loss was small?"),
    ("Who said on Monday that he will run in 2028?", "on Monday", "Who said that he will run in 2028?"),
    ("Which protests were banned since 2003?", "since 2003", "Which protests were banned?"),
    ("patriot after:2030-01-01", "after:2030-01-01", "patriot"),
    ("since the election on 3 November", "since the election on 3 November", "since the election"),
]


@pytest.mark.parametrize(("text", "said", "rest"), QUESTIONS, ids=[text for text, _, _ in QUESTIONS])
def test_time_is_taken_out_of_the_question(text: str, said: str, rest: str) -> None:
    window, left = mentions.window(text, NOW, KYIV)
    assert window
    assert (window.said, left) == (said, rest)


UNBOUND = [
    "What did Zelensky ask Blinken for?",
    "Which city hosts the World Cup in 2026?",
    "What will he sign on Sunday?",
    "polls ahead of the election on Sunday",
    "the first strike since 1926",
    "the largest protest since 2003",
    "Are eggs dearer than a year ago?",
    "emissions by 2050",
]


@pytest.mark.parametrize("text", UNBOUND)
def test_what_tells_no_time_of_writing_stays_in_the_question(text: str) -> None:
    assert mentions.window(text, NOW, KYIV) == (None, text)


def test_windows_that_overlap_mean_what_they_share() -> None:
    window, _ = mentions.window("What happened since 3 May in Rafah until 8 May?", NOW, KYIV)
    assert window == Window(edge("2024-05-03"), edge("2024-05-09"), "since 3 May until 8 May")


FRAMED = [
    ("In 2022, what did the Fed do in March?", "2022-03-01", "2022-04-01"),
    ("What did he say last week, and to whom, on Monday?", "2024-05-06", "2024-05-07"),
    ("Who was killed on the 20th, in December 2023?", "2023-12-20", "2023-12-21"),
    ("What did she say in March about last year's budget?", "2024-03-01", "2024-04-01"),
]


@pytest.mark.parametrize(("text", "since", "until"), FRAMED, ids=[text for text, _, _ in FRAMED])
def test_what_comes_round_is_the_one_of_the_year_or_week_given_elsewhere(text: str, since: str, until: str) -> None:
    window, _ = mentions.window(text, NOW, KYIV)
    assert window
    assert (window.since, window.until) == (edge(since), edge(until))


# ---- holidays ----


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [(1961, "04-02", "04-09"), (2000, "04-23", "04-30"), (2024, "03-31", "05-05"), (2025, "04-20", "04-20")],
)
def test_easter_falls_on_its_sunday(year: int, western: str, orthodox: str) -> None:
    assert holidays.easter(year) == date.fromisoformat(f"{year}-{western}")
    assert holidays.orthodox_easter(year) == date.fromisoformat(f"{year}-{orthodox}")


# Of 2024: the days on which calendars and newspapers had them.
FEASTS = {
    "New Year's Day": "01-01", "Epiphany": "01-06", "MLK Day": "01-15", "Groundhog Day": "02-02", "Mardi Gras": "02-13",
    "Ash Wednesday": "02-14", "Valentine's Day": "02-14", "Presidents' Day": "02-19", "International Women's Day": "03-08",
    "St. Patrick's Day": "03-17", "Palm Sunday": "03-24", "Maundy Thursday": "03-28", "Good Friday": "03-29",
    "Holy Saturday": "03-30", "Easter Sunday": "03-31", "Easter Monday": "04-01", "April Fools' Day": "04-01",
    "Earth Day": "04-22", "Anzac Day": "04-25", "May Day": "05-01", "Orthodox Good Friday": "05-03",
    "Orthodox Easter": "05-05", "Cinco de Mayo": "05-05", "Victory Day": "05-09", "Ascension Day": "05-09",
    "Mother's Day": "05-12", "Pentecost": "05-19", "Whit Monday": "05-20", "Trinity Sunday": "05-26",
    "Memorial Day": "05-27", "Father's Day": "06-16", "Juneteenth": "06-19", "Independence Day": "07-04",
    "Bastille Day": "07-14", "Labor Day": "09-02", "Columbus Day": "10-14", "Halloween": "10-31",
    "All Saints' Day": "11-01", "All Souls' Day": "11-02", "Bonfire Night": "11-05", "Veterans Day": "11-11",
    "Thanksgiving": "11-28", "Black Friday": "11-29", "Cyber Monday": "12-02", "Christmas Eve": "12-24",
    "Christmas": "12-25", "Boxing Day": "12-26", "New Year's Eve": "12-31",
}  # fmt: skip


@pytest.mark.parametrize(("name", "day"), FEASTS.items())
def test_a_feast_falls_on_its_day(name: str, day: str) -> None:
    falls = date.fromisoformat(f"2024-{day}")
    assert read(f"on {name} 2024") == (edge(str(falls)), edge(str(falls + timedelta(days=1))))


# ---- laws ----

ZONES = st.sampled_from([KYIV, NEW_YORK, BERLIN, SANTIAGO, LORD_HOWE, ZoneInfo("Pacific/Apia"), ZoneInfo("UTC")])
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SCRAPS = st.one_of(
    st.sampled_from(sorted(WORDS)),
    st.sampled_from(["May", "Christmas", "2024", "9999", "29", "3/5", "after:", "10:30pm", "1990s", "Q3", "year's"]),
    st.integers(0, 99_999).map(str),
    st.text(max_size=5),
)
ROUND = ["on Monday", "in March", "on 3 November", "on the 15th", "at Easter", "in Q2", "in the summer"]
TEXTS = st.one_of(st.text(), st.lists(SCRAPS, max_size=12).map(" ".join))


@settings(deadline=None)
@given(TEXTS, MOMENTS, ZONES)
def test_mentions_of_any_text_stand_in_order_within_it(text: str, now: datetime, zone: ZoneInfo) -> None:
    end = 0
    for mention in mentions.find(text, now, zone):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] in mention.window.said
        assert mention.window.said in text
        since, until = span(mention)
        assert since or until
        assert not (since and until) or since < until
        end = mention.end


@settings(deadline=None)
@given(TEXTS, MOMENTS, ZONES)
def test_window_takes_words_out_and_adds_none(text: str, now: datetime, zone: ZoneInfo) -> None:
    window, rest = mentions.window(text, now, zone)
    if window is None:
        assert rest == text
    else:
        assert len(rest) < len(text)
        assert is_within(rest, text)
        assert not (window.since and window.until) or window.since < window.until


def is_within(rest: str, text: str) -> bool:
    """Whether the signs of `rest`, white space aside, stand in `text` in that order."""
    signs = iter(text)
    return all(sign in signs for sign in rest if not sign.isspace())


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), MOMENTS, ZONES)
def test_full_date_is_its_day_in_any_zone_and_however_written(day: date, now: datetime, zone: ZoneInfo) -> None:
    written = [f"on {day:%Y-%m-%d}", f"on {day.day} {day:%B %Y}", f"{day:%b} {day.day}, {day.year}", f"{day:%d.%m.%Y}"]
    if day == date(2011, 12, 30) and zone.key == "Pacific/Apia":
        return  # the day that Samoa skipped
    for text in written:
        since, until = read(text, now, zone)
        assert since and until
        assert (since.astimezone(zone).date(), (until - timedelta(seconds=1)).astimezone(zone).date()) == (day, day)


@settings(deadline=None)
@given(st.sampled_from(ROUND), MOMENTS, ZONES)
def test_what_comes_round_is_the_latest_that_has_begun(text: str, now: datetime, zone: ZoneInfo) -> None:
    since, _ = read(text, now, zone)
    later, _ = read(text, now + timedelta(days=400), zone)
    assert since and later
    assert since <= now < later


def test_every_reading_takes_what_its_rule_names() -> None:
    for each in (rule for layer in LAYERS for rule in layer.rules):
        named = {name: None for name in each.names if name}
        inspect.signature(each.read).bind(None, **named)


def test_no_rule_is_passed_over_that_could_hold() -> None:
    for each in (rule for layer in LAYERS for rule in layer.rules):
        choices = ((choice[0], "") if optional else (choice[0],) for choice, optional in each.items)
        for tags in map("".join, product(*choices)):
            assert each.may_begin(tags[:1])
            assert each.may_begin(tags[:2])


def test_day_that_a_zone_skipped_is_no_time() -> None:
    assert mentions.find("on 30 December 2011", NOW, ZoneInfo("Pacific/Apia")) == []


@pytest.mark.parametrize("scrap", ["may ", "1 ", "1/", "on monday - ", "last week of ", "in ,", "9", "since the of a "])
def test_long_text_is_read_in_no_time(scrap: str) -> None:
    text = scrap * (100_000 // len(scrap))
    begun = time.process_time()
    mentions.window(text, NOW, KYIV)
    assert time.process_time() - begun < 1


def test_only_the_head_of_a_long_text_is_read() -> None:
    head = "word " * (mentions.LIMIT // 5)
    assert mentions.find(f"today {head}", NOW, KYIV)
    assert not mentions.find(f"{head} today", NOW, KYIV)


DAYS_OF_MARCH = ("2020-03-01", "2020-04-01", "2024-03-01", "2024-03-02")


def test_what_comes_round_stays_where_a_turn_begins_and_goes_on_to_the_next_from_there() -> None:
    march, april, first, second = (datetime.fromisoformat(f"{day}T00:00") for day in DAYS_OF_MARCH)
    said = Span(march, april, "month", "year")
    assert [onwards(said, target).since.year for target in (first, second)] == [2024, 2025]
