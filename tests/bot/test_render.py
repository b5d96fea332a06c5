"""A briefing as its reader sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.looks import markup, phrases, render
from bot.model import Reply, Shown, Turn
from corpus.model import Article, Briefing, Freshness, Kind, Point, Published, Query, Window

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
FRESH = Freshness(44, Published.at(NOW - timedelta(minutes=12)))
QUERY = Query("Patriots in Kharkiv?", NOW, ("patriot", "kharkiv"), ("Patriots", "Kharkiv"))
MET = Point(
    text="Mr Blinken met the president\nin Kyiv.",
    article=7,
    first=2,
    last=2,
    title="A visit",
    source="Morning Ledger",
    url="https://ledger.example/visit",
    published=Published.at(datetime(2024, 5, 14, 21, 30, tzinfo=UTC)),
)


def briefing(*points: Point, **changes: object) -> Briefing:
    return replace(Briefing(QUERY, points, FRESH), **changes)  # type: ignore[arg-type]


def read(reply: Reply) -> str:
    """The reply as text."""
    return "\n\n".join(markup.plain(page.html) for page in reply.pages)


def test_a_point_is_its_sentence_and_then_source_date_and_link() -> None:
    reply = render.answer(briefing(MET), UTC)
    assert reply.pages[0].html == (
        "Mr Blinken met the president in Kyiv.\n"
        '— <a href="https://ledger.example/visit">Morning Ledger</a> · '
        '<tg-time unix="1715722200" format="Dt">14 May 2024, 21:30</tg-time>'
    )


def test_several_points_are_numbered_in_the_order_given() -> None:
    text = read(render.answer(briefing(MET, replace(MET, text="It was his fourth visit.")), UTC))
    assert [line for line in text.splitlines() if line[:1].isdigit()] == [
        "1. Mr Blinken met the president in Kyiv.",
        "2. It was his fourth visit.",
    ]


def test_a_heading_has_a_line_of_its_own() -> None:
    asked = replace(MET, text="Why did he come?\n\nHe had\nbeen asked to.")
    assert read(render.answer(briefing(asked), UTC)).splitlines()[:2] == ["Why did he come?", "He had been asked to."]


def test_the_fallback_of_a_time_is_in_the_chats_zone() -> None:
    assert "15 May 2024, 00:30" in read(render.answer(briefing(MET), KYIV))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"published": Published(date(2024, 5, 14))}, "· 14 May 2024", id="a day alone"),
        pytest.param({"published": None}, "· undated", id="no date"),
        pytest.param({"sample": True}, "· sample", id="a sample"),
        pytest.param({"source": "", "url": "https://www.ledger.example/x"}, "— ledger.example (", id="no source name"),
        pytest.param({"source": "", "url": ""}, "— unknown source ·", id="no source at all"),
        pytest.param({"source": "", "url": "http://[bad"}, "— unknown source", id="a broken address"),
        pytest.param({"url": "javascript:alert(1)"}, "— Morning Ledger ·", id="no web address"),
        pytest.param({"also": (("BBC", "https://b.example/1"),)}, "· also: BBC (https://b.example/1)", id="others too"),
    ],
)
def test_the_line_under_a_sentence_tells_what_is_known(changes: dict[str, object], expected: str) -> None:
    line = read(render.answer(briefing(replace(MET, **changes)), UTC)).splitlines()[1]  # type: ignore[arg-type]
    assert expected in line


HOSTILE = "</a><b>x</b> & \u202e<script>"


def test_every_given_string_is_escaped() -> None:
    point = replace(
        MET, text=HOSTILE, source=HOSTILE, url=f"https://x.example/{HOSTILE}", also=((HOSTILE, "https://y.example/<"),)
    )
    query = replace(QUERY, words=(HOSTILE,), sources=(HOSTILE,), unknown_sources=(HOSTILE,))
    turn = Turn(HOSTILE, HOSTILE, NOW, points=(Shown(1, 0, 0, HOSTILE, (HOSTILE,)),), words=(HOSTILE,), window=HOSTILE)
    pages = (
        *render.answer(briefing(point, query=query, remark=HOSTILE), UTC).pages,
        *render.answer(briefing(query=query, remark=HOSTILE), UTC).pages,
        *render.why(turn).pages,
    )
    for page in pages:
        assert "<script>" not in page.html
        assert "<b>x" not in page.html
        assert "\u202e" not in page.html
        assert "</a><b>x</b> & <script>" in markup.plain(page.html)


def test_nothing_found_says_what_was_searched_and_how_fresh_it_is() -> None:
    assert read(render.answer(briefing(), UTC)) == (
        "Nothing on Patriots Kharkiv. I searched 44 articles; the newest is 12 minutes old."
    )


def test_nothing_found_names_what_was_lent_as_well() -> None:
    query = replace(QUERY, words=("header",), lent=("Champions", "League"), said="was it a header?")
    assert read(render.answer(briefing(query=query), UTC)).startswith("Nothing on Champions League header.")


def test_nothing_found_names_the_period_and_the_source_asked_for() -> None:
    window = Window(datetime(2024, 11, 3, tzinfo=UTC), None, "since 3 November")
    query = replace(QUERY, window=window, sources=("BBC",), unknown_sources=("Daily Planet",))
    assert read(render.answer(briefing(query=query), UTC)) == (
        "Nothing on Patriots Kharkiv from BBC since 3 Nov 2024. I searched 44 articles; the newest is 12 minutes old."
        "\n\nI have no source called “Daily Planet”."
    )


def test_a_time_that_cannot_be_read_is_told_with_one_that_can() -> None:
    shown = read(render.answer(briefing(query=replace(QUERY, unread="after:2024-99-99")), UTC))
    assert shown.endswith("\n\nI cannot read after:2024-99-99: write a day, as in after:2024-05-14.")


def test_words_taken_for_others_are_told_in_one_line() -> None:
    query = replace(QUERY, respelled=(("Blinkne", "Blinken"), ("Kviv", "Kyiv")))
    assert read(render.answer(briefing(MET, query=query), UTC)).startswith(
        "Read “Blinkne” as “Blinken”, “Kviv” as “Kyiv”. In quotation marks, a word stays as typed."
    )


def test_an_empty_archive_says_so() -> None:
    assert "There are no articles to search yet." in read(render.answer(briefing(freshness=Freshness(0, None)), UTC))


WHO = replace(QUERY, text="Who met in Kyiv?", kind=Kind.WHO)


@pytest.mark.parametrize(
    ("query", "confidence", "told"),
    [
        pytest.param(WHO, 0.2, True, id="a doubtful answer"),
        pytest.param(WHO, 0.6, False, id="a likely one"),
        pytest.param(QUERY, 0.2, False, id="keywords"),
        pytest.param(replace(WHO, said="Who?"), 0.2, False, id="a follow-up"),
        pytest.param(replace(WHO, newest=True), 0.2, False, id="the newest of an answer"),
        pytest.param(replace(WHO, terms=()), 0.2, False, id="top stories"),
    ],
)
def test_an_answer_that_may_be_none_is_told_so(query: Query, confidence: float, told: bool) -> None:
    text = read(render.answer(briefing(MET, query=query, confidence=confidence), UTC))
    assert ("I am not sure that my articles tell this." in text) is told


def test_a_remark_is_read_before_the_answer() -> None:
    text = read(render.answer(briefing(MET, remark="Nothing in March; this is nearest."), UTC))
    assert text.startswith("Nothing in March")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (Published.at(NOW), "less than a minute old"),
        (Published.at(NOW + timedelta(hours=1)), "less than a minute old"),
        (Published.at(NOW - timedelta(minutes=1)), "1 minute old"),
        (Published.at(NOW - timedelta(hours=3)), "3 hours old"),
        (Published.at(NOW - timedelta(days=9)), "from 7 May 2024"),
        (Published(date(2024, 5, 2)), "from 2 May 2024"),
    ],
)
def test_age_is_told_as_a_person_would(published: Published, expected: str) -> None:
    assert phrases.age(published, NOW, UTC) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ""),
        ("2024-05-06", None, "since 6 May 2024"),
        ("2024-05-06T09:30", None, "since 6 May 2024, 09:30"),
        (None, "2024-05-06", "before 6 May 2024"),
        ("2024-05-06", "2024-05-07", "on 6 May 2024"),
        ("2024-05-06", "2024-05-13", "from 6 May 2024 to 12 May 2024"),
        ("0001-01-01", None, "since 1 Jan 1"),
        ("9999-12-31", "9999-12-31T23:59:59", "on 31 Dec 9999"),
    ],
)
def test_a_window_is_told_in_days(since: str | None, until: str | None, expected: str) -> None:
    edges = [datetime.fromisoformat(edge).replace(tzinfo=UTC) if edge else None for edge in (since, until)]
    assert phrases.period(Window(edges[0], edges[1]), UTC) == expected


def test_the_edges_of_the_calendar_do_not_break_a_zone() -> None:
    window = Window(datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    for zone in (ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")):
        assert phrases.period(window, zone).startswith("from ")


def test_proof_marks_the_sentence_in_its_paragraph() -> None:
    text = "First paragraph.\n\nBefore it. The <sentence> itself. After it.\n\nLast paragraph."
    start = text.index("The <")
    article = Article(7, "A & B", "BBC", "https://b.example/1", None, NOW, "en", True, text)
    reply = render.proof(article, start, start + len("The <sentence> itself."), UTC)
    assert "Before it. <b>The &lt;sentence&gt; itself.</b> After it." in reply.pages[0].html
    assert read(reply) == (
        "A & B\n\nBefore it. The <sentence> itself. After it.\n\n"
        "— BBC (https://b.example/1) · undated · sample\nFetched 16 May 2024, 12:00"
    )


def test_a_paragraph_without_end_is_shown_in_part() -> None:
    article = Article(7, "A", "BBC", "", None, NOW, "en", False, "x" * 9000)
    assert len(read(render.proof(article, 4000, 4100, UTC))) < 3300


def test_a_long_paragraph_is_cut_between_words_and_says_so() -> None:
    text = "lighthouse " * 400 + "The sentence itself." + " harbour" * 400
    start = text.index("The")
    article = Article(7, "A", "BBC", "", None, NOW, "en", False, text)
    paragraph = read(render.proof(article, start, start + 20, UTC)).split("\n\n")[1]
    assert set(paragraph.split()) == {"…", "lighthouse", "The", "sentence", "itself.", "harbour"}
    assert (paragraph[0], paragraph[-1]) == ("…", "…")


def test_why_says_what_found_a_sentence_in_the_words_that_were_typed_and_those_understood() -> None:
    found = Shown(1, 0, 0, "BBC", ("zelenski", "ask", "kyiv", "visit"))
    understood = "Volodymyr Zelensky · what did he ask for · Kyiv"
    turn = Turn("what did he ask for", understood, NOW, words=("asked",), points=(found,))
    assert read(render.why(turn)).endswith("1. Zelensky · asked · Kyiv · visit (BBC)")


def test_why_tells_how_the_question_was_read_and_what_found_each_sentence() -> None:
    turn = Turn(
        question="Patriots?",
        understood="Patriots?",
        asked=NOW,
        words=("Patriots",),
        kind="how many",
        window="last week: from 6 May 2024 to 12 May 2024",
        points=(Shown(1, 0, 0, "BBC", ("Patriots",)), Shown(2, 1, 1, "", ())),
    )
    assert read(render.why(turn)) == (
        "Question: Patriots?\nWords: Patriots\nAsks for: a number\nWhen: last week: from 6 May 2024 to 12 May 2024\n"
        "Sources: all\n\nFound by:\n1. Patriots (BBC)\n2. the sentences beside it (unknown source)"
    )
