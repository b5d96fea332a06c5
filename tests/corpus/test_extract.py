"""Headline, date, source and own words out of copied text and records; what is debris and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.language.text import clean
from corpus.model import Draft, Published
from corpus.reading import debris, drafts, extract, publishers, writers
from corpus.reading.lines import quotable
from tests.corpus.test_stamps import MAY_14, STAMPS, at

NOW = datetime(2024, 5, 14, 20, 0, tzinfo=UTC)
LEAD = "US Secretary of State Antony Blinken arrived in Kyiv by train on Tuesday, on a visit that was not announced."
SECOND = "He said that American weapons were on their way, and that some had reached the front already."
THIRD = "“You are not alone,” he told President Volodymyr Zelensky at the start of their meeting."


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


def test_a_headline_may_look_like_a_link_elsewhere_and_further_down_such_a_line_is_one() -> None:
    link = "Watch: Mayor plays guitar on the bridge"
    body = "The mayor played guitar on the new bridge on Tuesday evening, after a day of talks about its cost."
    draft = extract.from_text(
        f"{link}\n\n14 May 2024\n\n{body}\n\nWatch: Ferry sails again\n\nShe sang, too.", "pasted", NOW
    )
    assert draft.title == link
    assert (
        "Ferry" not in extract.from_text(f"Mayor on bridge\n\n{body}\n\nWatch: Ferry sails again", "pasted", NOW).text
    )


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
    "lines": "a b c d e f\n" * 9_000,
    "quotes": "“" * 100_000 + "xxxxxx",
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
    assert debris.is_debris(line) or writers.is_byline(line)


@pytest.mark.parametrize("line", OWN_WORDS)
def test_words_of_an_article_are_not_taken_for_debris(line: str) -> None:
    assert not debris.is_debris(line)
    assert not writers.is_byline(line)


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

        assert not writers.is_byline(line)
        assert not debris.is_furniture(line)
        assert not publishers.holder(line)
        assert extract.read_date(line[-190:], NOW) is None
        assert extract.from_text(f"{line}\n{line} cookies, newsletter, @, photo", "pasted", NOW)


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
        ({"text": "Yes. 12"}, "too short for an article: give it a sentence at least"),
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
        assert str(refused) in (drafts.NOTHING, drafts.SHORT)
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
