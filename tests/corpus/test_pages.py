"""HTML pages: the article's own words in paragraphs, and what the page's head tells of it."""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Published
from corpus.reading import extract
from tests.corpus.test_extract import quoted
from tests.corpus.test_stamps import MAY_14, at

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Dam to be rebuilt - Harbour News</title>
<meta property="og:site_name" content="Harbour News">{head}</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Dam to be rebuilt</h1><p>By Nellie Bly</p>{stamp}
<figure><img src="a.jpg"><figcaption>The dam. Photograph: Robert Capa/Reuters</figcaption></figure>
<p>Two towns agreed on <b>Tuesday</b> to rebuild the <a href="/dam">old dam</a> between&nbsp;them, after nine years.</p>
<p>Read more: <a href="/1">How the dam broke</a></p>
<h2>What comes next</h2>
<p>Work begins in June, the council said, and is to take two years &amp; a half.</p>
<ul><li>First, the road is widened.</li><li>Then, the wall is raised.</li></ul>
<blockquote><p>“It was time,” the harbour master said.</p></blockquote>
</article>
<div class="cookie-banner"><p>We use cookies to improve your experience.</p></div>
<footer><p>© 2024 Harbour News. All rights reserved.</p></footer></body></html>"""
CANONICAL = '<link rel="canonical" href="https://www.example.org/world/dam-1">'
MOMENT = '<meta property="article:published_time" content="2024-05-14T10:30:00+01:00">'


def page(head: str = "", stamp: str = "") -> str:
    return PAGE.format(head=head, stamp=stamp)


def test_a_page_gives_its_article_in_paragraphs_and_what_its_head_tells() -> None:
    draft = extract.from_html(page(CANONICAL + MOMENT), "", NOW)

    own = [
        "Two towns agreed on Tuesday to rebuild the old dam between them, after nine years.",
        "What comes next",
        "Work begins in June, the council said, and is to take two years & a half.",
        "First, the road is widened.",
        "Then, the wall is raised.",
        "“It was time,” the harbour master said.",
    ]
    assert draft.text.split("\n\n") == [own[0], "Read more: How the dam broke", *own[1:]]
    assert quoted(draft) == own
    assert (draft.title, draft.source, draft.language) == ("Dam to be rebuilt", "Harbour News", "en")
    assert (draft.url, draft.published) == ("https://www.example.org/world/dam-1", at(9, 30))


JSON_LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-14T09:30:00Z"}</script>'


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        (page(MOMENT), at(9, 30)),
        (page(JSON_LD), at(9, 30)),
        (page(MOMENT.replace("+01:00", "")), MAY_14),
        (page(stamp='<p><time datetime="2024-05-14T09:30:00Z">14 May</time></p>'), at(9, 30)),
        (page(stamp="<p>Published 14 May 2024</p>"), MAY_14),
        (page(stamp="<p>By Nellie Bly, 2 min read</p><div>Tue 14 May 2024, <b>10.30 BST</b></div>"), MAY_14),
        (page(stamp="<p>Published 15 May 2024</p>"), None),
        (page(), None),
    ],
    ids=["meta", "JSON-LD", "no zone", "time", "in words", "in a line", "still to come", "none"],
)
def test_a_page_is_dated_to_the_moment_where_it_tells_one(markup: str, published: Published | None) -> None:
    markup = markup if published else markup.replace("© 2024", "©")

    assert extract.from_html(markup, "", NOW).published == published


def test_no_number_of_dates_on_a_page_calls_the_parser_of_two_hundred_languages() -> None:
    stamps = "".join(f"<p class='date'>{n % 28 + 1} of foo 20{n % 90 + 10} x{n}</p>" for n in range(300))

    called = calls(lambda: extract.from_html(page(stamp=stamps), "", NOW))

    assert called["htmldate"]
    assert not called["dateparser"]


def calls(work: Callable[[], object]) -> Counter[str]:
    """How many calls of functions `work` makes within each installed package."""
    seen: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            seen[frame.f_globals.get("__name__", "").partition(".")[0]] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return seen


@pytest.mark.parametrize(
    ("head", "url", "link"),
    [
        (CANONICAL, "https://m.example.org/world/dam-1?x=1", "https://www.example.org/world/dam-1"),
        ('<link rel="canonical" href="/world/dam-1">', "https://example.org/a?b", "https://example.org/world/dam-1"),
        (
            '<link rel="canonical" href="https://example.org/">',
            "https://example.org/world/2",
            "https://example.org/world/2",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', "", ""),
        ('<link rel="canonical" href="http://[">', "https://example.org/3", "https://example.org/3"),
        ("<!-- saved from url=(0027)https://example.org/world/3 -->", "", "https://example.org/world/3"),
    ],
    ids=["canonical", "relative", "front page", "script", "broken", "saved"],
)
def test_a_page_links_to_its_own_address(head: str, url: str, link: str) -> None:
    assert extract.from_html(page(head), url, NOW).url == link


ADDRESSES = {
    "https://www.example.org/a": "example.org",
    "https://Example.ORG/a": "example.org",
    "http://www.example.org:8080/a": "example.org",
    "http://127.0.0.1:8080/a": "127.0.0.1",
    "": "",
}


@pytest.mark.parametrize(("url", "source"), ADDRESSES.items())
def test_a_page_that_does_not_say_whose_it_is_has_the_name_of_its_host(url: str, source: str) -> None:
    nameless = (
        page().replace('<meta property="og:site_name" content="Harbour News">', "").replace(" - Harbour News", "")
    )
    assert extract.from_html(nameless, url, NOW).source == source


def test_a_short_page_keeps_its_paragraphs_apart() -> None:
    first, second = (
        "The dam is safe, both councils said after the storm.",
        "Work on a new wall begins in June, they added.",
    )
    body = f"<h1>No water lost</h1><p>{first}</p><table><tr><td>8 m</td></tr></table><p>{second}</p>"
    draft = extract.from_html(f"<html><body><article>{body}</article></body></html>", "", NOW)

    assert draft.text.split("\n\n") == [first, second]


EMPTY_PAGES = {
    "empty": "",
    "plain": "no tags at all",
    "NUL": "\0",
    "bare": "<html></html>",
    "surrogate": "<p>\ud800</p>",
    "deep": "<div>" * 10_000 + "text" + "</div>" * 10_000,
    "brackets": "<" * 100_000,
    "stuffed": "<p " + " ".join(f"a{n}='>'" for n in range(200_000)) + ">Text.</p>",
    "menus": "<html><body>" + "<nav><a href='/'>Home</a></nav>" * 50 + "</body></html>",
}


@pytest.mark.parametrize("markup", EMPTY_PAGES.values(), ids=EMPTY_PAGES.keys())
def test_a_page_without_an_article_is_refused_in_words(markup: str) -> None:
    with pytest.raises(ValueError, match=r"no (article text|HTML page)"):
        extract.from_html(markup, "", NOW)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/=\"' abdivptr&;#0x!-\0\ud800é", max_size=200))
def test_a_page_of_any_signs_is_read_or_refused(markup: str) -> None:
    try:
        assert extract.from_html(markup, "", NOW).text
    except ValueError as refused:
        assert str(refused)


@pytest.mark.parametrize("broken", ["", "<html></html>", "\x00\x01", "<html><body>" + "<div>" * 3000 + "x"])
def test_a_page_that_cannot_be_read_is_no_line_in_the_log(broken: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(ValueError, match=r"^it (is no HTML page|holds no article text)$"):
        extract.from_html(broken, "https://example.org/1", NOW)
    assert caplog.messages == []
