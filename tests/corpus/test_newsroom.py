"""Questions asked of a real archive in a real file: what an answer promises, and what it says when it has none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.answering import briefing, statements
from corpus.answering.confidence import is_doubtful
from corpus.archive import ingest
from corpus.archive.records import Stored
from corpus.archive.store import Store
from corpus.database import connect
from corpus.errors import BadQuestion
from corpus.events.top import TopStories
from corpus.model import Briefing, Draft, Point, Published, Window
from corpus.newsroom import Newsroom
from tests import engines
from tests.databases import Kind, address

NOW = datetime(2024, 6, 11, 12, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("databases", "engine")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, databases: Kind, engine: None) -> Iterator[Newsroom]:
    """The bundled samples in an archive of their own."""
    folder = tmp_path_factory.mktemp("samples")
    newsroom = Newsroom(connect(address(folder)), folder, search=engines.address(folder))
    newsroom.furnish(NOW)
    yield newsroom


def archive(folder: Path, *drafts: Draft) -> Newsroom:
    newsroom = Newsroom(connect(address(folder)), folder, search=engines.address(folder))
    ingest.add(drafts, newsroom.store, newsroom.candidates, NOW)
    return newsroom


def draft(day: str, text: str, source: str = "Example Herald", title: str = "") -> Draft:
    slug = "-".join(text.lower().split()[:6])
    return Draft(
        title or text[:60], text, source, f"https://example.com/{day}/{slug}", Published(date.fromisoformat(day))
    )


def ask(newsroom: Newsroom, text: str, now: datetime = NOW) -> Briefing:
    return newsroom.answer(newsroom.read(text, now, UTC))


def text_of(found: Briefing) -> str:
    return " ".join(point.text for point in found.points)


QUESTIONS = {
    "who": ("Who did Blinken meet in Kyiv?", "Zelensky"),
    "what-asked": ("What did Zelensky ask for?", "two Patriot batteries"),
    "how-much": ("How much is the aid package for Ukraine worth?", "61 billion"),
    "when": ("When did the bridge in Baltimore collapse?", "26 March"),
    "how-many": ("How many workers died in the Baltimore bridge collapse?", "Six"),
    "winner": ("Who won Eurovision 2024?", "Nemo"),
    "where": ("Where did Raisi's helicopter crash?", "East Azerbaijan"),
    "headline": ("Robert Fico shot", "Handlová"),
    "typed-in-lower-case": ("why was the francis scott key bridge hit", "Dali"),
}


@pytest.mark.parametrize(("question", "answer"), QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_answered_from_the_samples(samples: Newsroom, question: str, answer: str) -> None:
    assert answer.lower() in text_of(ask(samples, question)).lower()


@pytest.mark.parametrize("question", [question for question, _ in QUESTIONS.values()])
def test_every_point_stands_word_for_word_in_the_article_that_its_link_names(samples: Newsroom, question: str) -> None:
    found = ask(samples, question)
    assert found.points
    for point in found.points:
        article = samples.store.articles([point.article])[point.article].article
        assert point.text in article.text
        assert (point.url, point.source, point.published) == (article.url, article.source, article.published)


@pytest.mark.parametrize("question", [question for question, _ in QUESTIONS.values()])
def test_an_answer_is_short(samples: Newsroom, question: str) -> None:
    points = ask(samples, question).points
    assert 1 <= len(points) <= briefing.POINTS
    assert sum(len(point.text) for point in points) <= briefing.BUDGET


def test_an_answer_ends_before_what_answers_far_less_well(samples: Newsroom) -> None:
    found = ask(samples, "When did Raisi die?")
    assert len(found.points) == briefing.FEWEST
    assert all("Raisi" in point.text and "May" in point.text for point in found.points)
    told = frozenset((point.article, at) for point in found.points for at in range(point.first, point.last + 1))
    assert samples.answer(replace(found.query, seen=told)).points  # for who asks for more


def test_an_answer_holds_no_filler_from_articles_about_something_else(samples: Newsroom) -> None:
    titles = {point.title for point in ask(samples, "Who won the Eurovision?").points}
    assert len(titles) == 1


def test_a_sentence_altered_on_its_way_is_not_said(samples: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = briefing.compose

    def altered(*args: object) -> tuple[Point, ...]:
        first, *rest = whole(*args)  # type: ignore[arg-type]
        return (replace(first, text=first.text.replace("Blinken", "Lavrov")), *rest)

    monkeypatch.setattr(briefing, "compose", altered)
    found = ask(samples, "Who did Blinken meet in Kyiv?")
    assert found.points
    assert "Lavrov" not in text_of(found)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(0, 90), question=st.sampled_from([question for question, _ in QUESTIONS.values()]))
def test_nothing_from_after_the_moment_of_asking_is_said(samples: Newsroom, days: int, question: str) -> None:
    now = NOW - timedelta(days=days)
    for point in ask(samples, question, now).points:
        assert point.published is not None
        assert (point.published.moment or datetime.combine(point.published.day, datetime.min.time(), UTC)) <= now


def test_an_article_of_later_today_is_not_seen_yet(tmp_path: Path) -> None:
    later = Published.at(NOW + timedelta(minutes=5))
    newsroom = archive(
        tmp_path, replace(draft("2024-06-11", "A comet was seen over Lisbon on Tuesday morning."), published=later)
    )
    assert ask(newsroom, "comet over Lisbon").abstained
    assert not ask(newsroom, "comet over Lisbon", NOW + timedelta(minutes=6)).abstained


def test_what_was_there_to_search_is_all_but_articles_of_later_days(tmp_path: Path) -> None:
    early = draft("2024-06-01", "The harbour of Rotterdam opened a new terminal on Saturday.")
    late = draft("2024-06-09", "A comet was seen over Lisbon on Sunday morning.")
    undated = replace(draft("2024-06-03", "The bakers of Ghent keep a recipe from 1650."), published=None)
    newsroom = archive(tmp_path, early, late, undated)
    assert newsroom.freshness(NOW).articles == 3
    assert newsroom.freshness(datetime(2024, 6, 9, tzinfo=UTC)).articles == 3
    assert newsroom.freshness(datetime(2024, 6, 8, 23, tzinfo=UTC)).articles == 2


def test_a_new_article_is_found_at_once_by_a_newsroom_that_is_already_open(tmp_path: Path) -> None:
    reader = archive(tmp_path, draft("2024-06-01", "The harbour of Rotterdam opened a new terminal on Saturday."))
    assert ask(reader, "volcano eruption on Reykjanes").abstained
    writer = Newsroom(connect(address(tmp_path)), tmp_path, search=engines.address(tmp_path))
    ingest.add(
        [draft("2024-06-02", "A volcano eruption on Reykjanes began on Sunday night.")],
        writer.store,
        writer.candidates,
        NOW,
    )
    assert "Reykjanes" in text_of(ask(reader, "volcano eruption on Reykjanes"))


def test_a_question_about_a_time_is_answered_from_that_time(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft("2024-05-02", "The river Elbe stood at three metres in Dresden on Thursday."),
        draft("2024-06-08", "The river Elbe stood at six metres in Dresden on Saturday."),
    )
    assert "three metres" in text_of(ask(newsroom, "Elbe in Dresden in May"))
    assert "six metres" not in text_of(ask(newsroom, "Elbe in Dresden in May"))
    assert "three metres" not in text_of(ask(newsroom, "Elbe in Dresden after:2024-06-01"))


def test_a_time_that_holds_nothing_says_what_lies_nearest(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, draft("2024-05-02", "The river Elbe stood at three metres in Dresden on Thursday."))
    found = ask(newsroom, "Elbe in Dresden in February")
    assert "Nothing from that time" in found.remark
    assert "three metres" in text_of(found)


def test_a_day_without_a_subject_gives_its_top_stories(samples: Newsroom) -> None:
    found = ask(samples, "What happened on 14 May?")
    assert found.points
    assert {point.published.day for point in found.points if point.published} == {date(2024, 5, 14)}


class Hasty(Store):
    """A store from which all but one article go just before they are read."""

    def articles(self, ids: Sequence[int]) -> dict[int, Stored]:
        self.retire(None, 1, 10)
        return super().articles(ids)


def test_what_goes_while_the_top_stories_are_told_is_not_among_them(tmp_path: Path) -> None:
    ferry = draft("2024-06-10", "The ferry to Selwick ran aground near the old lighthouse in a heavy storm.")
    mill = draft("2024-06-11", "The council of Altmark agreed to rebuild the mill that had burned down in March.")
    newsroom = archive(tmp_path, ferry, mill)
    top = TopStories(Hasty(newsroom.store.engine), newsroom.candidates, frozenset)
    assert [point.text for point in top.answer(newsroom.read("What happened this week?", NOW, UTC)).points] == [
        mill.text
    ]


def test_a_source_that_is_named_is_the_only_one_heard(samples: Newsroom) -> None:
    found = ask(samples, "What did the Sample Wire report about Patriot batteries?")
    assert {point.source for point in found.points} == {"Sample Wire"}


@pytest.mark.parametrize(
    "question",
    [
        "how do I boil an egg",
        "asdf",
        "what is the square root of 16",
        "20% of 50",
        "qwertz uiopü",
        "best pizza recipe with pineapple",
    ],
)
def test_what_the_articles_do_not_hold_is_not_answered(samples: Newsroom, question: str) -> None:
    found = ask(samples, question)
    assert found.abstained
    assert found.freshness is not None
    assert found.freshness.articles == 44


@pytest.mark.parametrize("question", ["", "   ", "🎉🎉", "the of and", "\x00\x01", "?!"])
def test_what_holds_no_word_to_search_for_gets_one_kind_sentence(samples: Newsroom, question: str) -> None:
    with pytest.raises(BadQuestion) as told:
        samples.read(question, NOW, UTC)
    assert str(told.value).count(".") + str(told.value).count("?") >= 1


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_at_all_is_read_or_refused_kindly(samples: Newsroom, text: str) -> None:
    try:
        samples.answer(samples.read(text, NOW, UTC))
    except BadQuestion as refusal:
        assert str(refusal)


def test_a_hundred_kilobytes_are_read_in_bounded_time_and_length(samples: Newsroom) -> None:
    query = samples.read("Patriot batteries for Kharkiv " * 4_000, NOW, UTC)
    assert len(query.text) <= 1_000
    assert samples.answer(query).points


def test_samples_step_aside_at_the_first_real_article(tmp_path: Path) -> None:
    newsroom = Newsroom(connect(address(tmp_path)), tmp_path, search=engines.address(tmp_path))
    newsroom.furnish(NOW)
    assert all(point.sample for point in ask(newsroom, "Who did Blinken meet in Kyiv?").points)
    ingest.add([draft("2024-06-10", "A tram line opened in Graz on Monday.")], newsroom.store, newsroom.candidates, NOW)
    assert ask(newsroom, "Who did Blinken meet in Kyiv?").abstained
    assert newsroom.freshness(NOW).articles == 1


def test_sentences_already_shown_are_not_shown_again(samples: Newsroom) -> None:
    query = samples.read("Patriot batteries for Ukraine", NOW, UTC)
    shown: set[tuple[int, int]] = set()
    for _ in range(4):
        found = samples.answer(replace(query, seen=frozenset(shown)))
        new = {(point.article, at) for point in found.points for at in range(point.first, point.last + 1)}
        assert not new & shown
        shown |= new


LAKE = (
    "The lake of Orsel fell by two metres. Mayor Ana Ruiz closed the harbour on Monday. She said that boats will be moved to "
    "the river. Fishermen want money from the state for their losses."
)


def test_a_sentence_put_ahead_brings_what_it_leans_on_and_leaves_out_what_repeats_it(tmp_path: Path) -> None:
    again = "Ana Ruiz, the mayor, closed the harbour of Orsel on Monday. Trains went on to the lake."
    newsroom = archive(tmp_path, draft("2024-06-10", LAKE), draft("2024-06-10", again, "Other Herald"))
    found = ask(newsroom, "harbour of Orsel lake")
    article = next(point.article for point in found.points if point.source == "Example Herald")
    told = newsroom.discussion.led(found, article, 2).points
    assert told[0].text == LAKE[LAKE.index("Mayor") : LAKE.index(" Fishermen")]
    assert (told[0].first, told[0].last) == (1, 2)
    assert {point.text for point in told[1:]} < {point.text for point in found.points}
    assert not any("harbour" in point.text for point in told[1:])
    assert len(told) > 1


def test_a_sentence_put_ahead_of_an_answer_of_nothing_is_the_answer(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, draft("2024-06-10", LAKE), draft("2024-03-10", "The lake of Orsel froze in March."))
    article = ask(newsroom, "harbour of Orsel").points[0].article
    nothing = ask(newsroom, "xylophones of Orsel")
    nearest = ask(newsroom, "what about Orsel since 11 June?")
    assert nothing.abstained and nearest.remark and nearest.points
    for found in (nothing, nearest):
        told = newsroom.discussion.led(found, article, 3)
        assert [point.text for point in told.points] == ["Fishermen want money from the state for their losses."]
        assert not told.remark and told.freshness is None


def test_a_sentence_put_ahead_leaves_no_doubt(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, draft("2024-06-10", LAKE))
    doubtful = replace(ask(newsroom, "Who closed the harbour of Orsel?"), confidence=0.1)
    assert is_doubtful(doubtful)
    assert not is_doubtful(newsroom.discussion.led(doubtful, doubtful.points[0].article, 3))


def test_what_is_newer_on_a_subject_is_a_full_statement_that_was_not_shown(tmp_path: Path) -> None:
    later = (
        "Harbour of Orsel\nTrains are late. The harbour of Orsel opened again. The lake rose, and the harbour is full."
    )
    newsroom = archive(
        tmp_path,
        draft("2024-06-01", LAKE),
        draft("2024-06-05", later, title="Orsel"),
        draft("2024-06-06", "The harbour of Madrid is a joke. Nobody in Orsel laughs."),
    )

    def newer(day: int, *seen: tuple[int, int], asked: str = "harbour of Orsel lake") -> str:
        since = Window(datetime(2024, 6, day, tzinfo=UTC), None, "since then")
        query = replace(newsroom.read(asked, NOW, UTC), window=since, strict=True, seen=frozenset(seen))
        found = newsroom.discussion.newer(query)
        return newsroom.store.articles([found[0]])[found[0]].sentences()[found[1]] if found else ""

    assert newer(2) == "The harbour of Orsel opened again."
    article = next(point.article for point in ask(newsroom, "harbour opened again").points if "again" in point.text)
    assert newer(2, (article, 2)) == "The lake rose, and the harbour is full."
    assert newer(2, asked="Orsel harbour xylophone orchestra festival") == ""
    assert newer(6) == ""
    assert newer(8) == ""


def test_where_nothing_more_can_be_told_no_sentence_is_read(samples: Newsroom) -> None:
    query = samples.read("Eurovision song contest in Malmo and the election", NOW, UTC)
    first = samples.answer(query).points[0]
    later = Window(NOW - timedelta(days=3), None, "since 8 June")
    more = replace(
        query, places=(first.article,), seen=frozenset({(first.article, first.first)}), window=later, strict=True
    )
    laid, facts = samples.look(more)
    assert laid.articles
    assert len(facts.rows) == 0
    assert samples.answer(more).abstained


def test_one_answer_holds_no_near_repeats(tmp_path: Path) -> None:
    wire = "The parliament of Slovenia recognised the state of Palestine on Tuesday with 52 votes."
    newsroom = archive(
        tmp_path,
        draft("2024-06-04", f"{wire} The opposition left the hall.", "Example Herald"),
        draft("2024-06-04", f"{wire} It was a long day.", "Example Post"),
    )
    points = ask(newsroom, "Which state did Slovenia recognise?").points
    assert sum("52 votes" in point.text for point in points) == 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Which country bought the ferry Aurora?", "Denmark"), ("Who bought the ferry Aurora?", "Maria")],
)
def test_of_many_sentences_alike_one_that_may_name_what_is_asked_for_is_read(
    tmp_path: Path, question: str, answer: str
) -> None:
    sold = "In {} the old ferry Aurora was bought at last."
    text = " ".join(sold.format(word) for word in [*(f"Yard{n}" for n in range(60)), answer])
    newsroom = archive(tmp_path, draft("2024-06-08", text, title="The ferry Aurora is bought"))
    laid, facts = newsroom.look(newsroom.read(question, NOW, UTC))
    assert any(answer in read for read in laid.texts(facts.rows))


def test_a_slip_of_the_keyboard_is_forgiven(samples: Newsroom) -> None:
    assert "Zelensky" in text_of(ask(samples, "who did blinkne meet in kyiv"))


@pytest.mark.parametrize(("typed", "meant"), [("Solra", "solar"), ("Kyvi", "kyvi")], ids=["five letters", "four"])
def test_a_slip_is_looked_for_in_words_of_five_letters_and_more(samples: Newsroom, typed: str, meant: str) -> None:
    assert samples.read(f"{typed} championship", NOW, UTC).terms[0] == meant


@pytest.mark.parametrize("typed", ["erthquake", "eathquake", "aerthquake", "earhtquake"])
def test_so_is_one_in_the_first_two_letters(samples: Newsroom, typed: str) -> None:
    assert "earthquak" in samples.answer(samples.read(f"{typed} Taiwan", NOW, UTC)).query.terms


def test_a_second_slip_there_is_too_many(samples: Newsroom) -> None:
    assert "earthquak" not in samples.answer(samples.read("erthqauk Taiwan", NOW, UTC)).query.terms


def test_a_slip_is_forgiven_in_all_that_is_known_of_the_question(samples: Newsroom) -> None:
    meant, slipped = (samples.read(f"Who did {name} meet in Kyiv?", NOW, UTC) for name in ("Blinken", "Blinkenn"))
    assert (slipped.terms, slipped.names, slipped.asking) == (meant.terms, meant.names, meant.asking)


@pytest.mark.parametrize("question", ["Who did Blinkne meet in Kyiv?", "what did blinkne play in the bar"])
def test_a_word_taken_for_another_is_told_as_the_articles_write_it(samples: Newsroom, question: str) -> None:
    ((typed, meant),) = ask(samples, question).query.respelled
    assert (typed.lower(), meant) == ("blinkne", "Blinken")


def test_a_word_of_everyday_is_told_without_a_capital(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, draft("2024-06-08", "Stations closed. Stations opened again. All stations are safe."))
    assert newsroom.read("statoins", NOW, UTC).respelled == (("statoins", "stations"),)


def test_what_stands_in_quotation_marks_is_left_as_it_is(samples: Newsroom) -> None:
    found = ask(samples, "Who did “Blinkne” meet in Kyiv?")
    assert not found.query.respelled and "blinkn" in found.query.terms


@pytest.mark.parametrize("question", ["how many died in the greek boat disaster?", "Greek election"])
def test_a_word_that_the_lexicon_knows_is_no_slip(samples: Newsroom, question: str) -> None:
    assert samples.read(question, NOW, UTC).respelled == ()


def test_no_name_is_taken_for_an_everyday_word(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, draft("2024-06-08", "The organ of the old church plays again. An organ it is."))
    assert newsroom.read("What did Orgin say of the church?", NOW, UTC).terms[0] == "orgin"
    assert newsroom.read("what did the orgin play in church?", NOW, UTC).terms[0] == "organ"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("Pourquoi le prozess de Londn ?", ["London"]), ("why the prozess of Londn?", ["process", "London"])],
)
def test_no_word_is_taken_for_one_of_another_language(tmp_path: Path, typed: str, read: list[str]) -> None:
    newsroom = archive(tmp_path, draft("2024-06-08", "The process in London is a long process, and London waits."))
    assert [meant for _, meant in newsroom.read(typed, NOW, UTC).respelled] == read


def test_who_asks_in_a_language_of_no_article_is_told_so_unless_names_are_all_that_is_typed(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path, draft("2024-06-08", "Blinken met Zelensky in Kyiv. In Kyiv, Blinken played the guitar.")
    )
    asked, named = (
        newsroom.answer(newsroom.read(text, NOW, UTC, "de")) for text in ("Was ist denn in Kyiv passiert?", "Kyiv")
    )
    assert asked.points and "Please ask in one of theirs: English" in asked.remark
    assert named.points and not named.remark


def test_a_rare_word_and_a_number_behind_it_are_no_word(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, *(draft("2024-06-08", f"Day {n}, prices rose by 6 percent.") for n in range(40)))
    assert newsroom.read("Which houseplant 8.6% dearer?", NOW, UTC).terms[:2] == ("housepl", "8.6")


def test_a_name_typed_as_one_word_is_no_other_word(tmp_path: Path) -> None:
    newsroom = archive(tmp_path, *(draft("2024-06-08", f"Day {n} of the World Cup.") for n in range(12)))
    assert newsroom.read("worldcup", NOW, UTC).respelled == ()


@pytest.mark.parametrize(("typed", "meant"), [("worldcup final", "World Cup final"), ("tik tok ban", "TikTok ban")])
def test_a_name_is_found_however_its_words_are_parted(tmp_path: Path, typed: str, meant: str) -> None:
    told = (f"Day {n} of the {name}." for n in range(12) for name in ("World Cup final", "TikTok ban"))
    newsroom = archive(tmp_path, *(draft("2024-06-08", text) for text in told))
    assert newsroom.read(typed, NOW, UTC).terms == newsroom.read(meant, NOW, UTC).terms
    assert newsroom.read(typed, NOW, UTC, "de").terms == newsroom.read(meant, NOW, UTC).terms


def test_words_that_stand_as_typed_are_left_so(tmp_path: Path) -> None:
    told = (f"Day {n}: a superbowl of soup for the World Cup, and a Super Bowl for the world." for n in range(3))
    newsroom = archive(tmp_path, *(draft("2024-06-08", text) for text in told))
    assert newsroom.read("superbowl soup", NOW, UTC).terms == ("superbowl", "soup")


def test_what_a_question_is_lent_is_put_right_as_well(samples: Newsroom) -> None:
    query = samples.read("how strong?", NOW, UTC)
    found = samples.answer(replace(query, context=(("eathquak", 0.4), ("taiwan", 0.4)), lean=1.0))
    assert dict(found.query.context) == {"earthquak": 0.4, "taiwan": 0.4}


def test_another_source_that_says_the_same_in_its_own_words_is_named(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft(
            "2024-06-04",
            "The parliament of Slovenia recognised a Palestinian state on Tuesday with 52 votes.",
            "Example Herald",
        ),
        draft(
            "2024-06-04",
            "With 52 votes Slovenia's parliament on Tuesday recognised Palestinian statehood.",
            "Example Post",
        ),
    )
    [first, *_] = ask(newsroom, "parliament of Slovenia recognised Palestinian state").points
    assert {name for name, _ in first.also} == {"Example Herald", "Example Post"} - {first.source}


def test_a_copied_sentence_is_no_second_voice(tmp_path: Path) -> None:
    wire = "The parliament of Slovenia recognised a Palestinian state on Tuesday with 52 votes."
    newsroom = archive(
        tmp_path,
        draft("2024-06-04", f"{wire} The opposition left the hall before the vote.", "Example Herald"),
        draft("2024-06-04", f"{wire} It had been a long day of debate.", "Example Post"),
    )
    [first, *_] = ask(newsroom, "parliament of Slovenia recognised Palestinian state").points
    assert first.also == ()


def test_counts_that_disagree_are_shown_side_by_side_the_newest_first(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft(
            "2024-06-04",
            "The earthquake near Lamia killed four people on Tuesday morning, the mayor said.",
            "Example Herald",
        ),
        draft(
            "2024-06-05",
            "By Wednesday, rescuers near Lamia had found nine people killed by the earthquake.",
            "Example Post",
        ),
    )
    found = ask(newsroom, "How many people were killed by the earthquake near Lamia?")
    assert [(figure.value, figure.source) for figure in found.figures] == [
        ("nine", "Example Post"),
        ("four", "Example Herald"),
    ]


def test_of_many_counts_that_disagree_the_newest_four_are_shown(tmp_path: Path) -> None:
    counted = ("three", "four", "five", "six", "seven", "eight")
    newsroom = archive(
        tmp_path,
        *(
            draft(f"2024-06-0{day}", f"The earthquake near Lamia killed {count} people, a mayor said.", f"Paper {day}")
            for day, count in enumerate(counted, 1)
        ),
    )
    found = ask(newsroom, "How many people were killed by the earthquake near Lamia?")
    assert [figure.value for figure in found.figures] == ["eight", "seven", "six", "five"]


def test_counts_of_other_things_do_not_disagree(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft(
            "2024-06-04",
            "The earthquake near Lamia killed four people on Tuesday morning, the mayor said.",
            "Example Herald",
        ),
        draft("2024-06-05", "The earthquake near Lamia damaged thirty houses and killed four people.", "Example Post"),
    )
    assert ask(newsroom, "How many people were killed by the earthquake near Lamia?").figures == ()


@pytest.mark.parametrize(
    "other",
    [
        "Nine people were hurt when the earthquake near Lamia shook the town, the mayor said.",
        "The earthquake near Lamia killed nine people in Volos alone, the mayor said.",
        "The earthquake near Lamia struck eight months after a storm killed nine people there.",
        "The earthquake near Lamia recalled that of 1980, when nine people were killed.",
        "The earthquake near Lamia hurt nine people, and many animals were killed.",
        "The earthquake near Lamia killed 900 people and sheep, a first report had it.",
        "Near Thebes, a storm killed nine people on Tuesday morning, the mayor said.",
        "In Volos, the earthquake near Lamia killed nine people, the mayor said.",
        "Governor Maria Ioannou said that the earthquake near Lamia killed nine people in her province.",
        "The worst came in 1980. The earthquake near Lamia killed nine people then.",
        "An earthquake killed nine people.",
    ],
    ids=[
        *("hurt", "a part", "another event", "another year", "another clause", "far from likely", "another place"),
        *("in a place named first", "in her province", "a year before it", "no name"),
    ],
)
def test_a_number_of_something_else_does_not_disagree(tmp_path: Path, other: str) -> None:
    first = "The earthquake near Lamia killed four people on Tuesday morning, the mayor said."
    newsroom = archive(tmp_path, draft("2024-06-04", first), draft("2024-06-05", other, "Example Post"))
    assert ask(newsroom, "How many people were killed by the earthquake near Lamia?").figures == ()


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "How many medals did Greece win in Lamia?",
            "Greece won four medals in Lamia.",
            "Anna Petrou of Greece won nine medals in Lamia.",
        ),
        (
            "How many votes does Greece need in Lamia?",
            "Greece needs 140 votes in Lamia.",
            "Of the 200 votes in Lamia, Greece needs 90.",
        ),
        (
            "How many people were killed by the storms?",
            "The storms killed four people on Tuesday morning, the mayor said.",
            "By Wednesday, rescuers had found nine people killed by the storms.",
        ),
    ],
    ids=["of one among many", "what is agreed", "of no event that has a name"],
)
def test_counts_that_cannot_be_of_one_event_are_not_set_side_by_side(
    tmp_path: Path, question: str, first: str, second: str
) -> None:
    newsroom = archive(tmp_path, draft("2024-06-04", first), draft("2024-06-05", second, "Example Post"))
    assert ask(newsroom, question).figures == ()


def test_dozens_are_counted(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft("2024-06-04", "The earthquake near Lamia killed more than three dozen people, the mayor said."),
        draft("2024-06-05", "The earthquake near Lamia killed 28 people, the police said.", "Example Post"),
    )
    found = ask(newsroom, "How many people were killed by the earthquake near Lamia?")
    assert [figure.value for figure in found.figures] == ["28", "more than three dozen"]


def test_a_count_is_shown_word_for_word_with_how_sure_it_is(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft("2024-06-04", "The earthquake near Lamia killed at least 1,033 people, the mayor said."),
        draft("2024-06-05", "More than 1,100 people were killed by the earthquake near Lamia.", "Example Post"),
    )
    found = ask(newsroom, "How many people were killed by the earthquake near Lamia?")
    assert [figure.value for figure in found.figures] == ["More than 1,100", "at least 1,033"]


def test_a_few_keywords_are_answered_by_the_newest_reports_that_hold_them_all(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft("2023-03-01", "The Lisbon election was won by the harbour party in a long night of counting."),
        draft("2024-04-01", "The Lisbon election was won by the garden party in a short night of counting."),
    )
    found = ask(newsroom, "lisbon election")
    assert "garden party" in found.points[0].text


def test_a_few_keywords_are_told_by_as_many_articles_as_hold_them(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft(
            "2024-06-10",
            "The Lisbon trams stood still on Monday morning. The Lisbon trams are the oldest in the country. "
            "The Lisbon trams carry tourists up the hill all summer. The Lisbon trams will run again on Friday.",
        ),
        draft("2024-06-08", "A thief was caught on one of the Lisbon trams with forty purses in his coat."),
        draft("2024-06-06", "New drivers are sought for the Lisbon trams, and the pay was raised to find them."),
    )
    told = [point.article for point in ask(newsroom, "lisbon trams").points[:3]]
    assert len(set(told)) == 3


@pytest.mark.parametrize(
    ("question", "before", "since", "latest"),
    [
        (
            "How many people died in the earthquake?",
            "In the earthquake of Lamia 17 people died. So many had not died in an earthquake in Greece before.",
            "In the earthquake of Corfu 23 people died. Rescuers have given up the search for more of them.",
            True,
        ),
        (
            "How is the shipping economy of the islands doing?",
            "The shipping economy of the islands is doing well. No other economy in Greece is doing so well.",
            "Half the berths are empty. The shipping economy of the islands shrank for a third month.",
            True,
        ),
        (
            "When was the shipping economy of the Greek islands doing well?",
            "The shipping economy of the islands is doing well. No other economy in Greece is doing so well.",
            "Half the berths are empty. The shipping economy of the islands shrank for a third month.",
            False,
        ),
    ],
    ids=["few-words", "how-it-is-going", "another-question"],
)
def test_the_latest_goes_ahead_where_it_is_asked_for(
    tmp_path: Path, question: str, before: str, since: str, latest: bool
) -> None:
    today = draft("2024-06-11", "A comet was seen over Lisbon on Tuesday.")  # what is news counts from here
    newsroom = archive(tmp_path, draft("2021-03-01", before), draft("2024-05-22", since), today)
    pool, _ = newsroom.look(newsroom.read(question, NOW, UTC))
    assert (pool.articles[0].article.text == since) is latest


@pytest.mark.parametrize("question", ["lisbon submarine", "submarine", "best cake recipe", "lisbon tram recipe"])
def test_keywords_that_no_report_holds_together_are_not_answered(samples: Newsroom, question: str) -> None:
    assert ask(samples, question).abstained


def test_sentences_that_send_the_reader_elsewhere_are_not_quoted(tmp_path: Path) -> None:
    newsroom = archive(
        tmp_path,
        draft(
            "2024-06-04",
            "For the latest on the Lisbon comet, please see our Lisbon comet file.\n\n"
            "The Lisbon comet was seen by thousands of people on Monday evening.\n\n"
            "Editor's note: this page reflects what was known of the Lisbon comet on Monday.\n\n"
            "9:50 p.m. ET, June 3, 2024 Share this update The Lisbon comet was seen by a crowd.\n\n"
            "Hide Caption 12 of 66 Photos: The Lisbon comet is seen above a bridge.",
        ),
    )
    assert text_of(ask(newsroom, "Who saw the Lisbon comet?")) == (
        "The Lisbon comet was seen by thousands of people on Monday evening."
    )


def test_headings_bylines_questions_and_half_quotes_are_not_quoted_when_there_is_better(tmp_path: Path) -> None:
    body = (
        "Lisbon comet: what to know\n\nBy a comet reporter in Lisbon\n\nWhere was the Lisbon comet seen?\n\n"
        "The Lisbon comet was a rare sight.” The crowd cheered the comet.\n\n"
        "The comet was seen over Lisbon on Tuesday morning by thousands of people."
    )
    points = ask(archive(tmp_path, draft("2024-06-04", body)), "comet over Lisbon").points
    quoted = " ".join(point.text for point in points)
    assert "seen over Lisbon on Tuesday morning" in quoted
    assert not [left for left in ("what to know", "comet reporter", "Where was", "rare sight") if left in quoted]
    assert all(statements.whole(point.text) for point in points)


def test_a_heading_that_answers_is_told_with_the_sentence_below_it(tmp_path: Path) -> None:
    body = (
        "The council of Aldermoor met on Monday to talk about its old mill and what may become of it.\n\n"
        "Why did the Aldermoor mill close?\n\nIts water wheel was broken by ice. Repairs would have taken two years."
    )
    found = ask(archive(tmp_path, draft("2024-06-04", body)), "Why did the Aldermoor mill close?")
    assert "Why did the Aldermoor mill close?\n\nIts water wheel was broken by ice." in [p.text for p in found.points]


@pytest.mark.parametrize(
    "line",
    [
        "Live updates:Why the Aldermoor mill did close",
        "What you need to know about the day on which the Aldermoor mill did close, and all that went before it",
        "Why the Aldermoor mill “did close",
    ],
    ids=["a link elsewhere", "no short line", "half a quotation"],
)
def test_a_line_that_is_no_heading_is_not_told_with_what_follows(tmp_path: Path, line: str) -> None:
    body = f"The old mill of Aldermoor was sold by the council in March.\n\n{line}\n\nThe ferry to Kelso was late."
    found = ask(archive(tmp_path, draft("2024-06-04", body)), "Why did the Aldermoor mill close?")
    assert found.points
    assert line not in text_of(found)


def test_an_unknown_source_is_told_with_the_closest_known_ones(samples: Newsroom) -> None:
    found = ask(samples, 'Patriot batteries source:"Sample Wires"')
    assert found.query.unknown_sources == ("Sample Wires",)
    assert "Sample Wire" in found.remark


@pytest.mark.parametrize(
    ("question", "told"),
    {"Pourquoi le club a-t-il limogé son entraîneur ?": "in one of theirs: English.", "zyxwv qponm": ""}.items(),
)
def test_a_question_in_a_language_of_no_article_is_told_so(samples: Newsroom, question: str, told: str) -> None:
    found = ask(samples, question)
    assert found.abstained
    assert told in found.remark
    assert bool(found.remark) == bool(told)
