"""Headline, date, source and own words out of copied text, pages and records; and what addresses are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import debris, extract
from corpus.lines import quotable
from corpus.model import Draft, Published
from corpus.text import clean

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
MAY_14 = Published(date(2024, 5, 14))
LEAD = "US Secretary of State Antony Blinken arrived in Kyiv by train on Tuesday, on a visit that was not announced."
SECOND = "He said that American weapons were on their way, and that some had reached the front already."
THIRD = "“You are not alone,” he told President Volodymyr Zelensky at the start of their meeting."


def at(hour: int, minute: int, day: int = 14) -> Published:
    return Published.at(datetime(2024, 5, day, hour, minute, tzinfo=UTC))


def lines(*given: str) -> str:
    return "\n".join(given)


def quoted(draft: Draft) -> list[str]:
    """The paragraphs of which sentences may be quoted."""
    return [line for start, end in quotable(draft.text) for line in draft.text[start:end].split("\n\n")]


@dataclass(frozen=True)
class Page:
    """A page as copied, and what is to be found on it; `body` is the lead and the second paragraph unless said.

    `between` is what stands between these two, kept for the reader but never quoted.
    """

    text: str
    title: str = "Blinken arrives in Kyiv"
    published: Published | None = MAY_14
    source: str = "pasted"
    url: str = ""
    body: tuple[str, ...] = (LEAD, SECOND)
    between: str = ""


PAGES = {
    "headline, date, icons, place": Page(
        lines(
            "Blinken arrives in Kyiv",
            "Tue May 14 2024",
            "icon-facebook icon-twitter icon-whatsapp",
            f"Kyiv: {LEAD}",
            "",
            SECOND,
        ),
        body=(f"Kyiv: {LEAD}", SECOND),
    ),
    "the same on one line": Page(
        f"Blinken arrives in Kyiv Tue May 14 2024 icon-facebook icon-twitter icon-whatsapp Kyiv: {LEAD} {SECOND}",
        body=(f"Kyiv: {LEAD} {SECOND}",),
    ),
    "one line without icons": Page(
        f"Blinken arrives in Kyiv Published 2 hours ago {LEAD}", published=at(18, 0), body=(LEAD,)
    ),
    "like the BBC's": Page(
        lines(
            "Blinken arrives in Kyiv",
            "14 May 2024",
            "Nellie Bly",
            "Diplomatic correspondent",
            "Share",
            "Save",
            "Image source, Getty Images",
            "Image caption, Blinken at the station",
            LEAD,
            SECOND,
            "Related Topics",
            "War in Ukraine",
            "More on this story",
            "What a Patriot battery can do",
            "Copyright © 2024 BBC. The BBC is not responsible for the content of external sites.",
        ),
        source="BBC",
    ),
    "like CNN's": Page(
        lines(
            "Blinken arrives in Kyiv",
            "By Nellie Bly and Ida Tarbell, CNN",
            "4 minute read",
            "Updated 9:30 AM EDT, Tue May 14, 2024",
            "Link Copied!",
            "Video Ad Feedback",
            f"Kyiv CNN — {LEAD}",
            SECOND,
            "See all topics",
            "Facebook Tweet Email Link",
        ),
        published=at(13, 30),
        source="CNN",
        body=(f"Kyiv CNN — {LEAD}", SECOND),
    ),
    "like Reuters'": Page(
        lines(
            "Blinken arrives in Kyiv",
            "By Nellie Bly",
            "May 14, 2024 9:30 AM UTC Updated 3 hours ago",
            "[1/3] Blinken steps off the train in Kyiv. REUTERS/Robert Capa Purchase Licensing Rights, opens new tab",
            f"KYIV, May 14 (Reuters) - {LEAD}",
            SECOND,
            "Sign up here.",
            "Reporting by Nellie Bly; Editing by Ida Tarbell",
            "Our Standards: The Thomson Reuters Trust Principles., opens new tab",
        ),
        published=at(9, 30),
        source="Reuters",
        body=(f"KYIV, May 14 (Reuters) - {LEAD}", SECOND),
    ),
    "like the Guardian's": Page(
        lines(
            "Blinken arrives in Kyiv | Ukraine | The Guardian",
            "Nellie Bly in Kyiv",
            "Tue 14 May 2024 10.30 BST",
            "Last modified on Tue 14 May 2024 12.00 BST",
            "View image in fullscreen",
            "Antony Blinken at the station in Kyiv. Photograph: Robert Capa/Reuters",
            LEAD,
            "Skip past newsletter promotion",
            SECOND,
        ),
        published=at(9, 30),
        source="The Guardian",
        between="Skip past newsletter promotion",
    ),
    "like AP's": Page(
        lines(
            "Blinken arrives in Kyiv",
            "BY NELLIE BLY",
            "Updated 9:30 AM EDT, May 14, 2024",
            "Share",
            f"KYIV, Ukraine (AP) — {LEAD}",
            "Advertisement",
            "Secretary of State Antony Blinken walks through Kyiv, Tuesday, May 14, 2024. (AP Photo/Robert Capa, Pool)",
            SECOND,
        ),
        published=at(13, 30),
        source="AP",
        body=(f"KYIV, Ukraine (AP) — {LEAD}", SECOND),
        between="Advertisement\n\nSecretary of State Antony Blinken walks through Kyiv, Tuesday, May 14, 2024. "
        "(AP Photo/Robert Capa, Pool)",
    ),
    "labels for all": Page(
        lines(
            "Blinken arrives in Kyiv",
            "Source: Harbour Gazette",
            "URL: https://www.example.org/world/1",
            "Date: 2024-05-14",
            "",
            LEAD,
            "",
            SECOND,
        ),
        source="Harbour Gazette",
        url="https://www.example.org/world/1",
    ),
    "source at the foot": Page(
        lines("Blinken arrives in Kyiv", "14 May 2024", LEAD, SECOND, "Source: Reuters"), source="Reuters"
    ),
    "a chart's source stays": Page(
        lines("Blinken arrives in Kyiv", "14 May 2024", LEAD, SECOND, "Source: state department", THIRD, THIRD, THIRD),
        body=(LEAD, SECOND, "Source: state department", THIRD, THIRD, THIRD),
    ),
    "address, then headline": Page(
        lines("https://www.example.org/world/1?id=7", "", "Blinken arrives in Kyiv", "", LEAD, "", SECOND),
        published=None,
        source="example.org",
        url="https://www.example.org/world/1?id=7",
    ),
    "cookie notice first": Page(
        lines(
            "We and our partners use cookies to give you the best online experience.",
            "Accept all",
            "World",
            "Blinken arrives in Kyiv",
            "By Nellie Bly | May 14, 2024 | 5 min read",
            LEAD,
            "Read more: What a Patriot battery can do",
            SECOND,
            "Sign up for our newsletter",
            "© 2024 Harbour News. All rights reserved.",
        ),
        source="Harbour News",
        between="Read more: What a Patriot battery can do",
    ),
    "icons in the middle": Page(
        lines("Blinken arrives in Kyiv", "14 May 2024", f"{LEAD} icon-facebook icon-twitter {SECOND}"),
        between="icon-facebook icon-twitter",
    ),
    "headlines of others in the middle": Page(
        lines("Blinken arrives in Kyiv", "14 May 2024", LEAD, "Related", "Dam to be rebuilt", "Snow in May", SECOND),
        between="Related",
    ),
    "hours ago": Page(lines("Blinken arrives in Kyiv", "Published 2 hours ago", LEAD, SECOND), published=at(18, 0)),
    "exact date goes before the hours": Page(
        lines("Blinken arrives in Kyiv", "2 hours ago", "Published 14 May 2024", LEAD, SECOND)
    ),
    "no date": Page(lines("Blinken arrives in Kyiv", LEAD, SECOND), published=None),
    "date in the headline": Page(
        lines("Campaign assessment, May 14, 2024", LEAD, SECOND), title="Campaign assessment, May 14, 2024"
    ),
    "hard-wrapped": Page(
        lines(
            "Blinken arrives in Kyiv",
            "14 May 2024",
            "",
            "US Secretary of State Antony Blinken arrived in Kyiv by",
            "train on Tuesday, on a visit that was not announced.",
            "",
            "He said that American weapons were on their way, and",
            "that some had reached the front already.",
            "",
            "“You are not alone,” he told President Volodymyr",
            "Zelensky at the start of their meeting.",
        ),
        body=(LEAD, SECOND, THIRD),
    ),
    "no headline": Page(lines(LEAD, "", SECOND), title=LEAD, published=None, body=(LEAD, SECOND)),
    "dates of a timeline stay": Page(
        lines("Blinken arrives in Kyiv", "14 May 2024", LEAD, SECOND, "April 24, 2024", THIRD),
        body=(LEAD, SECOND, "April 24, 2024", THIRD),
    ),
    "an agency only when nothing else is known": Page(
        lines("Blinken arrives in Kyiv - BBC News", "14 May 2024", f"LONDON (Reuters) - {LEAD}", SECOND),
        source="BBC News",
        body=(f"LONDON (Reuters) - {LEAD}", SECOND),
    ),
    "a headline that looks like a link": Page(
        lines("Watch: Blinken plays guitar in Kyiv", "15 May 2024", LEAD, SECOND),
        title="Watch: Blinken plays guitar in Kyiv",
        published=Published(date(2024, 5, 15)),
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_a_copied_page_gives_headline_date_source_and_its_own_words(page: Page) -> None:
    draft = extract.from_text(page.text, "pasted", NOW)

    whole = [*page.body[:1], *filter(None, [page.between]), *page.body[1:]]
    assert draft == Draft(page.title, "\n\n".join(whole), page.source, page.url, page.published)
    assert quoted(draft) == list(page.body)


def test_a_first_sentence_serves_as_headline_and_is_cut_at_a_word() -> None:
    long = "The ministers who met in Kyiv on Tuesday talked about air defence, " + "ammunition, " * 12 + "and money."

    draft = extract.from_text(f"{long} They meet again in June.", "pasted", NOW)

    assert draft.text == f"{long} They meet again in June."
    assert len(draft.title) <= 120
    assert long.startswith(draft.title + " ")


@pytest.mark.parametrize("text", ["", " \n\t\n", "\0\0", "🙂🙂", "Share\nSave\nhttps://example.org/", "* * *"])
def test_text_without_an_article_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="no article text"):
        extract.from_text(text, "pasted", NOW)


LONG = {
    "words": "word " * 20_000,
    "one word": "x" * 100_000,
    "lines": "a\n" * 50_000,
    "quotes": "“" * 100_000 + "x",
    "bylines": "By A " * 20_000,
    "dates": "14 May 2024 " * 9_000,
    "icons": "icon-x " * 20_000 + "Text.",
    "brackets": "A (" * 40_000,
    "links": "more: " * 20_000,
    "captions": "A. Bly / " * 12_000 + "AP",
    "surrogates": "\ud800 lone \udfff halves " * 4_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_a_hundred_kilobytes_of_anything_are_read_in_bounds(text: str) -> None:
    draft = extract.from_text(text, "pasted", NOW)

    assert 0 < len(draft.text) <= extract.LONGEST_TEXT
    assert len(draft.title) <= extract.LONGEST_TITLE
    draft.text.encode()


def test_every_field_is_cut_to_its_bound() -> None:
    draft = extract.from_record(
        {
            "text": "word " * 100_000,
            "title": "t " * 900,
            "source": "s" * 900,
            "url": "https://example.org/" + "u" * 3_000,
        }
    )

    assert (len(draft.text), len(draft.title), len(draft.source)) == (199_999, 499, 100)
    assert draft.url == ""


# ---- debris ----

DEBRIS = """
icon-facebook icon-twitter icon-whatsapp
Share on Facebook
Share this article
Save
5 min read
By Nellie Bly
Photo: AP
Getty Images
(AP Photo/Robert Capa)
Robert Capa/Getty Images
AFP via Getty Images
Image source, Getty Images
Blinken speaks in Kyiv on Tuesday. Robert Capa/Reuters
Read more: What a Patriot battery can do
Related: What a Patriot battery can do
Read more
Advertisement
Story continues below advertisement
Sign up for our newsletter
What's everyone talking about? Sign up for our newsletter
Subscribe to get alerts
Follow us on Instagram
Contributing: The Associated Press
Reporting by Nellie Bly in Kyiv; editing by Ida Tarbell
Nellie Bly is a reporter for the New York World. Reach her at bly@example.org
This website uses cookies to improve your experience.
By continuing to use this site you agree to our terms.
Accept all cookies
Privacy Policy | Terms of Service
© 2024 BBC. All rights reserved.
Copyright 2024 The Associated Press. All rights reserved. This material may not be published.
This story has been updated with additional information.
Kyiv, Ukraine CNN —
___
https://example.org/a
12 comments
""".strip().splitlines()

OWN_WORDS = """
Share prices fell on Tuesday.
Save the Children said that two of its trucks were hit.
Sign-up for the health plans ended on Friday, the department said.
Read more than one account, the minister advised.
By Monday, the water had reached the second floor.
By the numbers
Follow the money, investigators like to say.
Photo identification is required at the polls.
Image problems have followed the carmaker for years.
More than 40 people were hurt.
More countries on Tuesday recognised the state.
Reporting by several newspapers showed that the firm knew.
Copyright law has not changed since 1998.
The bakery sold cookies to raise money.
AP reported the result first.
Reuters could not verify the report.
Watch parties were held in three cities.
The picture: brighter than in March.
Related companies paid 4 million dollars.
Kyiv: the capital was quiet.
Trump
WHAT COMES NEXT
""".strip().splitlines()


@pytest.mark.parametrize("line", DEBRIS)
def test_debris_is_known(line: str) -> None:
    assert debris.is_debris(line) or debris.is_byline(line)


@pytest.mark.parametrize("line", OWN_WORDS)
def test_words_of_an_article_are_not_taken_for_debris(line: str) -> None:
    assert not debris.is_debris(line)
    assert not debris.is_byline(line)


@pytest.mark.parametrize(
    "part",
    [
        "icon-",
        "copy link ",
        "accessibility help ",
        "share this e-mail ",
        "(est)",
        "mon, ",
        "A. ",
        "we use ",
        "x/",
        "by By ",
    ],
)
def test_lines_that_almost_fit_again_and_again_are_judged_at_once(part: str) -> None:
    for length in (190, 590):
        line = (part * length)[:length] + "§z"

        assert not debris.is_byline(line)
        assert not debris.is_furniture(line)
        assert not debris.holder(line)
        assert extract.read_date(line[-190:], NOW) is None
        assert extract.from_text(f"{line}\n{line} cookies, newsletter, @, photo", "pasted", NOW)


# ---- dates ----

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
    ),
    *("4 months ago", "99999999999999999999", "nan", "1e400", "١٤ May 2024 ago", "-5", "13:00", "Updated", "|"),
]


@pytest.mark.parametrize(("stamp", "published"), STAMPS.items(), ids=STAMPS.keys())
def test_a_date_is_read_as_news_pages_and_programs_write_it(stamp: str, published: Published) -> None:
    assert extract.read_date(stamp, NOW) == published


@pytest.mark.parametrize("stamp", NO_STAMPS)
def test_what_is_no_date_is_none(stamp: str) -> None:
    assert extract.read_date(stamp, NOW) is None


def test_with_no_present_to_count_from_a_relative_date_is_none() -> None:
    assert [extract.read_date(stamp, None) for stamp in ("2 hours ago", "yesterday", "May 14")] == [None] * 3


NAIVE = (datetime(1901, 1, 1), datetime(2099, 12, 30))  # noqa: DTZ001  (bounds are given without a zone)


@given(st.datetimes(*NAIVE), st.integers(-14 * 60, 14 * 60))
def test_a_moment_written_by_a_program_is_read_exactly(moment: datetime, minutes: int) -> None:
    written = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))

    assert extract.read_date(written.isoformat(), None) == Published.at(written)
    seconds = written.replace(microsecond=0)
    assert extract.read_date(f"{seconds:%a, %d %b %Y %H:%M:%S %z}", None) == Published.at(seconds)


@given(st.text(max_size=60) | st.from_regex(r"[0-9A-Za-z:.,+/ -]{0,40}", fullmatch=True))
def test_reading_a_date_never_raises(text: str) -> None:
    published = extract.read_date(text, NOW)

    assert published is None or 1899 <= published.day.year <= 2101


# ---- records ----


def test_a_record_keeps_its_text_whole_and_debris_is_not_quoted() -> None:
    stamp = "May 14, 2024, 12:08 p.m. ET"
    text = lines(stamp, "", f"Kyiv CNN — {LEAD}", "", "Advertisement", "", "What next", "", SECOND)
    record = {
        "title": "Blinken arrives in Kyiv | CNN",
        "text": text,
        "published": "2024-05-14",
        "source": "CNN",
        "url": "https://www.example.org/2024/05/14/kyiv",
        "language": "en-US",
    }

    draft = extract.from_record(record)

    assert draft == Draft(str(record["title"]), text, "CNN", str(record["url"]), MAY_14, "en")
    assert quoted(draft) == [f"Kyiv CNN — {LEAD}", "What next", SECOND]


def test_a_record_is_stored_sign_by_sign() -> None:
    text = "Alejandro Gonza\u0301lez\u200b spoke at the cafe\u0301 \u2060on Tuesday, the co\xadoperative said."

    assert extract.from_record({"text": text}).text == text


def test_a_record_without_a_title_is_named_by_its_first_own_sentence() -> None:
    assert extract.from_record({"text": f"Advertisement\n\n{LEAD}"}).title == LEAD


def test_common_aliases_of_the_fields_are_understood() -> None:
    record = {
        "headline": "Blinken arrives in Kyiv",
        "content": LEAD,
        "pubDate": "Tue, 14 May 2024 18:30:00 GMT",
        "publisher": {"name": "Harbour News"},
        "link": "https://example.org/1",
    }

    draft = extract.from_record(record)

    assert draft == Draft("Blinken arrives in Kyiv", LEAD, "Harbour News", "https://example.org/1", at(18, 30))


def test_a_record_with_text_alone_is_an_article() -> None:
    assert extract.from_record({"text": LEAD, "title": None}) == Draft(LEAD, LEAD)


def test_the_host_stands_in_for_a_missing_source() -> None:
    assert extract.from_record({"text": LEAD, "url": "https://www.example.org/1"}).source == "example.org"


def test_a_record_that_is_debris_all_through_is_kept_whole() -> None:
    draft = extract.from_record({"text": "Advertisement\n\nRead more"})

    assert draft.text == "Advertisement\n\nRead more"
    assert quoted(draft) == ["Advertisement", "Read more"]


@pytest.mark.parametrize(
    "value", ["soon", "9999-01-01", "0001-01-01T00:00:00+14:00", 10**30, 1e308, float("nan"), float("-inf"), 0]
)
def test_a_date_that_cannot_be_read_leaves_a_record_undated(value: object) -> None:
    assert extract.from_record({"text": LEAD, "published": value}).published is None


def test_seconds_since_1970_may_be_a_number() -> None:
    assert extract.from_record({"text": LEAD, "published": 1715711400}).published == at(18, 30)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, 'no "text"'),
        ({"text": None}, 'no "text"'),
        ({"text": ""}, 'no "text"'),
        ({"text": " \n "}, "no article text"),
        ({"text": ["a", "b"]}, '"text" is not text'),
        ({"text": {"a": 1}}, '"text" is not text'),
        ({"text": True}, '"text" is not text'),
        ({"text": LEAD, "title": []}, '"title" is not text'),
        ({"text": LEAD, "published": {}}, '"published" is not text'),
    ],
)
def test_a_record_of_the_wrong_shape_is_refused_in_words(record: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        extract.from_record(record)


# ---- pages ----

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
        (page(), None),
    ],
    ids=["meta", "JSON-LD", "no zone", "time", "in words", "none"],
)
def test_a_page_is_dated_to_the_moment_where_it_tells_one(markup: str, published: Published | None) -> None:
    markup = markup if published else markup.replace("© 2024", "©")

    assert extract.from_html(markup, "", NOW).published == published


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


# ---- addresses ----


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/world/dam?id=7&page=2",
        "http://example.org/world/dam?id=7&page=2",
        "https://EXAMPLE.org:443/world/dam?id=7&page=2",
        "http://example.org:80/world/dam/?page=2&id=7",
        "https://m.example.org/world/dam?id=7&page=2#comments",
        "https://amp.example.org/world/dam?page=2&id=7",
        "https://example.org/world/dam/amp/?id=7&page=2",
        "https://example.org/world/dam?utm_source=x&id=7&UTM_medium=y&page=2&fbclid=z&gclid=w",
        " https://user:secret@example.org/world/dam?id=7&page=2 ",
    ],
)
def test_one_article_has_one_key(url: str) -> None:
    assert extract.canonical(url) == "https://example.org/world/dam?id=7&page=2"


def test_two_articles_have_two_keys() -> None:
    urls = [
        *("https://example.org/", "https://example.org/a", "https://example.org/A", "https://example.org/a/b"),
        *(
            "https://example.org/a?id=1",
            "https://example.org/a?id=2",
            "https://example.org/a?id=",
            "https://example.org/?a",
        ),
        *(
            "https://news.example.org/a",
            "https://example.org:8080/a",
            "https://example.com/a",
            "https://example.co.uk/a",
        ),
        *(
            "https://m.co.uk/a",
            "https://example.org/a%2Fb",
            "https://example.org/a?q=%E8",
            "https://example.org/a?q=%E9",
        ),
        *(
            "https://example.org/camp",
            "https://example.org/amplitude",
            "https://example.org/a?x=1&x=2",
            "https://example.org/a?ampere=1",
        ),
        *("https://example.org/a?x=2&x=1", "https://example.org/статья"),
    ]

    keys = [extract.canonical(url) for url in urls]

    assert len(set(keys)) == len(urls)
    assert "" not in keys


NO_ADDRESSES = [
    *("", "example.org/a", "ftp://example.org/a", "javascript:alert(1)", "mailto:a@example.org", "http://", "http://["),
    *(
        "https:///a",
        "http://example.org:99999/",
        "http://a b/",
        "https://example.org/" + "a" * 2_000,
        "http://\ud800 x",
    ),
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_of_the_web_has_no_key(url: str) -> None:
    assert extract.canonical(url) == ""


HOSTS = st.sampled_from(
    ["example.org", "www.m.example.org", "amp.example.co.uk:8080", "WWW.Example.org.", "m.co.uk", "1.2.3.4"]
)


@given(st.builds("https://{}/{}".format, HOSTS, st.text(max_size=40)) | st.text(max_size=40))
def test_a_key_is_its_own_key(url: str) -> None:
    key = extract.canonical(url)

    assert extract.canonical(key) == key


# ---- laws ----

ODD_LINES = st.sampled_from([*DEBRIS, *OWN_WORDS, *list(STAMPS), LEAD, SECOND, THIRD, "", "Related", "icon-x y"])
COPIED = st.lists(ODD_LINES | st.text(max_size=80), max_size=12).map("\n".join) | st.text(max_size=400)


def folded(text: str) -> str:
    return " ".join(clean(text, verbatim=True).split())


@settings(max_examples=300, deadline=None)
@given(COPIED)
def test_every_paragraph_kept_stands_word_for_word_in_the_text(text: str) -> None:
    try:
        draft = extract.from_text(text, "pasted", NOW)
    except ValueError as refused:
        assert str(refused) == "it holds no article text"
        return
    for paragraph in draft.text.split("\n\n"):
        assert folded(paragraph) in folded(text)
        assert paragraph.strip() == paragraph != ""


@settings(max_examples=200, deadline=None)
@given(COPIED)
def test_a_record_loses_nothing_and_its_stretches_are_whole_paragraphs(text: str) -> None:
    try:
        draft = extract.from_record({"text": text})
    except ValueError:
        return
    assert folded(draft.text) == folded(text)
    for line in quoted(draft):
        assert line in draft.text.split("\n\n")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>/=\"' abdivptr&;#0x!-\0\ud800é", max_size=200))
def test_a_page_of_any_signs_is_read_or_refused(markup: str) -> None:
    try:
        assert extract.from_html(markup, "", NOW).text
    except ValueError as refused:
        assert str(refused)
