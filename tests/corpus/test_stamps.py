"""Date stamps as news pages and programs write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Published
from corpus.reading.stamps import is_stamp, read_date

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
MAY_14 = Published(date(2024, 5, 14))


def at(hour: int, minute: int, day: int = 14) -> Published:
    return Published.at(datetime(2024, 5, day, hour, minute, tzinfo=UTC))


STAMPS = {
    "Tue May 14 2024": MAY_14,
    "May 14, 2024": MAY_14,
    "14 May 2024": MAY_14,
    "14th of May, 2024": MAY_14,
    "Tuesday, 14-May-2024": MAY_14,
    "Sept. 3, 2024": Published(date(2024, 9, 3)),
    "2024-05-14": MAY_14,
    "20240514": MAY_14,
    "2024/05/14": MAY_14,
    "14.05.2024": MAY_14,
    "05/14/2024": MAY_14,
    "Published: May 14, 2024": MAY_14,
    "Published On 14 May 2024": MAY_14,
    "May 14, 2024, 9:30 AM EDT": at(13, 30),
    "May 14, 2024, 9:30 p.m. ET": at(1, 30, day=15),
    "Updated 9:30 AM EDT, Tue May 14, 2024": at(13, 30),
    "14 May 2024 18:30 GMT": at(18, 30),
    "14 May 2024, 1830 GMT": at(18, 30),
    "Tue 14 May 2024 10.30 BST": at(9, 30),
    "May 14, 2024 at 12 a.m. UTC": at(0, 0),
    "Tue, 14 May 2024 18:30:00 +0300": at(15, 30),
    "Tue, 14 May 2024 18:30:00 GMT": at(18, 30),
    "Tue May 14 09:30:00 EDT 2024": at(13, 30),
    "Tue May 14 2024 18:30:00 GMT+0300 (EEST)": at(15, 30),
    "2024-05-14T18:30:00Z": at(18, 30),
    "2024-05-14T18:30:00+03:00": at(15, 30),
    "2024-05-14T18:30:00": at(18, 30),
    "2024-05-14 18:30:00 UTC": at(18, 30),
    "1715711400": at(18, 30),
    "1715711400000": at(18, 30),
    "May 14, 2024, 9:30 AM": MAY_14,
    "May 13, 2024 Updated May 14, 2024, 10:17 a.m. ET": Published(date(2024, 5, 13)),
    "Updated 14 May 2024, Published 13 May 2024": Published(date(2024, 5, 13)),
    "2 hours ago": at(18, 0),
    "Published 25 mins ago": at(19, 35),
    "Updated an hour ago": at(19, 0),
    "just now": at(20, 0),
    "3 days ago": Published(date(2024, 5, 11)),
    "2 weeks ago": Published(date(2024, 4, 30)),
    "Yesterday": Published(date(2024, 5, 13)),
    "Today, 9:30 AM EDT": at(13, 30),
    "May 14": MAY_14,
    "Tue 24 Dec": Published(date(2023, 12, 24)),
}

NO_STAMPS = [
    *("", "May", "2024", "Blinken arrives in Kyiv", "May 14, 2024 was a Tuesday", "14 May 2024 in Kyiv", "5/6/2024"),
    *(
        "31 February 2024",
        "May 14, 9999",
        "1 Jan 1066",
        "9999-12-31",
        "9999-12-31T23:59:59-05:00",
        "May 14, 2024 25:99 GMT",
        *("9999999999", "9999999999999", "-9999999999"),
    ),
    *("4 months ago", "99999999999999999999", "nan", "1e400", "١٤ May 2024 ago", "-5", "13:00", "Updated", "|"),
]


@pytest.mark.parametrize(("stamp", "published"), STAMPS.items(), ids=STAMPS.keys())
def test_a_date_is_read_as_news_pages_and_programs_write_it(stamp: str, published: Published) -> None:
    assert read_date(stamp, NOW) == published


@pytest.mark.parametrize("stamp", NO_STAMPS)
def test_what_is_no_date_is_none(stamp: str) -> None:
    assert read_date(stamp, NOW) is None


def test_a_leap_day_without_a_year_is_the_last_that_there_was() -> None:
    told = [read_date("Thu 29 Feb", NOW.replace(year=year)) for year in (2024, 2025, 2027)]
    assert told == [Published(date(2024, 2, 29))] * 3
    assert read_date("31 Feb", NOW) is None


def test_a_line_is_a_stamp_whatever_day_it_is() -> None:
    assert all(is_stamp(line) for line in ("2 hours ago", "May 14", "Updated 9:30 a.m. ET, May 14, 2024"))
    assert not is_stamp("On May 14, it rained.")


def test_with_no_present_to_count_from_a_relative_date_is_none() -> None:
    assert [read_date(stamp, None) for stamp in ("2 hours ago", "yesterday", "May 14")] == [None] * 3


NAIVE = (datetime(1901, 1, 1), datetime(2099, 12, 30))  # noqa: DTZ001  (bounds are given without a zone)


@given(st.datetimes(*NAIVE), st.integers(-14 * 60, 14 * 60))
def test_a_moment_written_by_a_program_is_read_exactly(moment: datetime, minutes: int) -> None:
    written = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))

    assert read_date(written.isoformat(), None) == Published.at(written)
    seconds = written.replace(microsecond=0)
    assert read_date(f"{seconds:%a, %d %b %Y %H:%M:%S %z}", None) == Published.at(seconds)


@given(st.text(max_size=60) | st.from_regex(r"[0-9A-Za-z:.,+/ -]{0,40}", fullmatch=True))
def test_reading_a_date_never_raises(text: str) -> None:
    published = read_date(text, NOW)

    assert published is None or 1899 <= published.day.year <= 2101
