"""Telegram's HTML: nothing given can write a tag, and every page fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.looks import markup
from bot.looks.markup import ENTITIES, UNITS, Html
from bot.model import Button

BUTTONS = ((Button("More", "1:more:1"),),)


@given(st.text())
def test_given_text_reads_as_it_was_given(text: str) -> None:
    assert markup.plain(markup.text(text)) == markup.clean(text)


@given(st.text(), st.sampled_from([markup.bold, markup.italic, markup.code]))
def test_given_text_never_becomes_a_tag(text: str, tag: object) -> None:
    written = tag(text)  # type: ignore[operator]
    assert written.count("<") == 2
    assert markup.plain(written) == markup.clean(text)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "tg://user?id=1", "", "example.org", "http://", "https:///path", "http://a b", "ftp://a.b"],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert markup.link("Ledger", url) == "Ledger"


def test_an_address_cannot_leave_its_quotes() -> None:
    assert markup.link("Ledger", 'https://x.example/"onclick="') == (
        '<a href="https://x.example/&quot;onclick=&quot;">Ledger</a>'
    )


def test_an_address_that_escapes_make_endless_is_no_link() -> None:
    assert markup.link("read", f"https://example.com/?{'&' * 300}").startswith("<a ")
    assert markup.link("read", f"https://example.com/?{'&' * 1_900}") == "read"


def test_a_links_address_is_escaped() -> None:
    assert markup.link("A & B", "https://example.org/?a=1&b=<2>") == (
        '<a href="https://example.org/?a=1&amp;b=&lt;2&gt;">A &amp; B</a>'
    )


def test_a_moment_carries_its_unix_time_and_a_fallback() -> None:
    at = datetime(2024, 5, 14, 9, 30, tzinfo=UTC)
    assert markup.moment(at, "14 May 2024, 09:30") == (
        '<tg-time unix="1715679000" format="Dt">14 May 2024, 09:30</tg-time>'
    )


def test_characters_that_turn_the_reading_direction_are_removed() -> None:
    assert markup.clean("safe \u202egnp.exe\u2066 \u200fend\x00") == "safe gnp.exe end "


@given(st.lists(st.text(max_size=6000).map(markup.text), max_size=6))
def test_pages_fit_and_lose_no_word(blocks: list[Html]) -> None:
    pages = markup.pages(blocks, BUTTONS)
    assert all(markup.fits(page.html) for page in pages)
    words = [word for block in blocks for word in markup.plain(block).split()]
    assert "".join(word for page in pages for word in markup.plain(page.html).split()) == "".join(words)


def test_a_page_is_cut_between_blocks() -> None:
    block = markup.text("x" * 2000)
    pages = markup.pages([block] * 3)
    assert [len(page.html) for page in pages] == [4002, 2000]


def test_length_is_counted_in_units_of_utf_16() -> None:
    assert markup.fits("😀" * (UNITS // 2))
    assert not markup.fits("😀" * (UNITS // 2) + "x")


def test_references_to_characters_do_not_make_a_page_longer() -> None:
    assert markup.fits("&amp;" * UNITS)
    assert not markup.fits("&amp;" * UNITS + "x")


def test_a_page_holds_no_more_entities_than_telegram_keeps() -> None:
    pages = markup.pages([markup.bold("x")] * (ENTITIES + 1))
    assert [page.html.count("<b>") for page in pages] == [ENTITIES, 1]


def test_the_buttons_stand_under_the_last_page_only() -> None:
    pages = markup.pages([markup.text("x" * 4000)] * 2, BUTTONS)
    assert [page.buttons for page in pages] == [(), BUTTONS]


def test_a_block_too_long_for_a_page_is_cut_between_words() -> None:
    pages = markup.pages([markup.bold("word & " * 1000)])
    assert len(pages) == 2
    assert all(markup.plain(page.html).strip().split()[-1] in ("word", "&") for page in pages)


def test_plain_text_names_the_address_of_a_link() -> None:
    assert (
        markup.plain(markup.link("Ledger", "https://example.org/a?x=1&y=2")) == "Ledger (https://example.org/a?x=1&y=2)"
    )
    assert markup.plain(markup.link("https://example.org/", "https://example.org/")) == "https://example.org/"


@given(st.text(st.sampled_from("ab😀é \n"), max_size=60), st.integers(2, 12))
def test_a_text_is_cut_into_parts_that_fit_and_together_hold_it_all(text: str, limit: int) -> None:
    parts = list(markup.cut(text, limit))
    assert all(0 < markup.units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    words = text.split()
    if all(markup.units(word) <= limit for word in words):
        assert " ".join(parts).split() == words  # no word is broken that need not be


@pytest.mark.parametrize(
    ("text", "parts"),
    [("ab c", ["ab c"]), ("fours", ["four", "s"]), ("ab cde", ["ab", "cde"]), ("a bc de", ["a bc", "de"])],
)
def test_a_part_takes_in_as_many_words_as_just_fit(text: str, parts: list[str]) -> None:
    assert list(markup.cut(text, 4)) == parts
