"""The picture of a timeline: its steps, where its numbers stand, and what it looks like to a program that reads PNGs."""

from __future__ import annotations

import itertools
import struct
import zlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.looks import drawing, phrases
from bot.looks.bars import Bars, bars
from bot.looks.drawing import DARK, HEIGHT, LIGHT, THEMES, WIDTH, draw, drawable, spread, ticks
from bot.words import speaking
from corpus.events.timeline import Timeline, Turning
from corpus.model import Point, Published, Query

DAY = date(2024, 5, 14)
Days = tuple[tuple[date, int], ...]


def timeline(days: Days, *turns: date) -> Timeline:
    told = [
        Turning(day, 2, Point("It rained.", n, 0, 0, "Rain", "Paper", "", Published(day)))
        for n, day in enumerate(turns)
    ]
    return Timeline(Query("rain", datetime(2024, 6, 1, tzinfo=UTC)), days, tuple(told))


def corner(png: bytes) -> str:
    """The colour of the first pixel, as the themes write it; the picture's size is checked on the way."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (width, height, depth, kind) == (WIDTH, HEIGHT, 8, 6)
    at, data = 8, b""
    while at < len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += 12 + size
    return f"#{zlib.decompress(data)[1:4].hex()}"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_a_picture_has_the_ground_of_its_theme_and_the_same_size_always(theme: str) -> None:
    days = tuple((DAY + timedelta(n), n % 5 + 1) for n in range(30))
    assert corner(draw(timeline(days, DAY, DAY + timedelta(20)), "rain", theme)) == THEMES[theme].ground


HOSTILE = {
    "mathematics": r"$\frac{1}{0}$ ^_{\\",
    "another script": "Дощ і град",
    "signs that the font lacks": "雨と雪",
    "right to left": "مطر",
    "control characters": "rain\x00\x07\n\u202e",
    "nothing": "",
    "very long": "rain " * 500,
}


@pytest.mark.parametrize("topic", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_topic_can_be_drawn(topic: str) -> None:
    assert len(draw(timeline(((DAY, 1),), DAY), topic)) > 1_000


EXTREMES: dict[str, Days] = {
    "one day": ((DAY, 1),),
    "one day of a million": ((DAY, 1_000_000),),
    "the whole calendar": ((date.min, 1), (date.max, 3)),
    "a century": tuple((date(1924 + n, 1, 1), n % 7 + 1) for n in range(100)),
}


@pytest.mark.parametrize("days", EXTREMES.values(), ids=EXTREMES.keys())
def test_any_stretch_of_time_can_be_drawn(days: Days) -> None:
    assert len(draw(timeline(days, days[0][0], days[-1][0]), "rain", DARK)) > 1_000


@pytest.mark.parametrize(
    ("span", "unit"),
    [(0, "day"), (100, "day"), (101, "week"), (900, "week"), (901, "month"), (3_901, "year"), (40_001, "decade")],
)
def test_the_longer_the_time_the_longer_a_step(span: int, unit: str) -> None:
    assert bars(((DAY, 2), (DAY + timedelta(span), 1))).unit == unit


@example([(date(2008, 1, 31), 1), (date(2008, 1, 31) + timedelta(3_900), 1)])  # the most months that are shown
@given(st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 9)), min_size=1, max_size=50))
def test_no_article_is_lost_among_the_steps_and_no_step_is_left_out(days: list[tuple[date, int]]) -> None:
    found = bars(days)
    assert sum(found.counts) == sum(count for _, count in days)
    assert len(found.starts) == len(set(found.starts)) <= 130
    assert list(found.starts) == sorted(found.starts)


@given(st.lists(st.integers(0, 100), max_size=8).map(sorted))
def test_numbers_keep_apart_in_order_and_within_the_picture(places: list[int]) -> None:
    found = spread(places, 6.0, -1.0, 101.0)
    assert all(later - earlier >= 6.0 - 1e-6 for earlier, later in itertools.pairwise(found))
    assert all(2.0 - 1e-6 <= at <= 98.0 + 1e-6 for at in found)


def test_numbers_that_have_room_stand_above_their_bars() -> None:
    assert spread([10, 50, 90], 6.0, 0.0, 100.0) == [10, 50, 90]


def test_dates_below_are_few_and_years_where_there_are_years() -> None:
    days = tuple(DAY + timedelta(n) for n in range(60))
    assert len(ticks(Bars("day", days, (1,) * 60))) == 5
    months = tuple(date(2020 + n // 12, n % 12 + 1, 1) for n in range(50))
    assert [label for _, label in ticks(Bars("month", months, (1,) * 50))] == ["2020", "2021", "2022", "2023", "2024"]


def test_what_the_font_cannot_show_is_not_drawn() -> None:
    assert drawable("Дощ, Größe, ñ")
    assert not drawable("雨")
    assert not drawable("مطر")  # matplotlib would not join its letters


def test_the_colours_of_both_themes_can_be_told_from_their_ground() -> None:
    for theme in THEMES.values():
        assert contrast(theme.ink, theme.ground) > 7
        assert contrast(theme.faint, theme.ground) > 4.5
        assert contrast(theme.turn, theme.ground) > 3
        assert contrast(theme.number, theme.turn) > 3


def contrast(one: str, other: str) -> float:
    """As WCAG 2 has it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_library_is_loaded_only_when_something_is_drawn() -> None:
    assert not any(name.startswith("matplotlib") for name in vars(drawing))


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "uk"])
def test_dates_below_the_bars_are_written_as_in_the_text(language: str) -> None:
    april = date(2024, 4, 18)
    with speaking(language):
        assert dict(ticks(Bars("day", (april,), (1,)))) == {0: phrases.day_of_year(april)}
        assert phrases.day(april).startswith(phrases.day_of_year(april))
        assert dict(ticks(Bars("week", (april,), (1,)))) == {0: phrases.month(april)}


def test_dates_that_the_font_cannot_show_are_figures() -> None:
    with speaking("ar"):
        assert ticks(Bars("day", (date(2024, 4, 18),), (1,))) == [(0, "04-18")]
