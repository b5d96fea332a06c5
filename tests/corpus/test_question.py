"""Questions read as queries. Unless a test says otherwise, it is Tuesday, 14 May 2024, 10:00 in Kyiv."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import BadQuestion
from corpus.model import Kind, Query
from corpus.questions import reading
from corpus.questions.kinds import kind as kind_of
from corpus.questions.nouns import classes
from corpus.questions.shorthand import written_out
from corpus.sources.reading import Sources

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2024, 5, 14, 10, tzinfo=KYIV)
SOURCES = Sources({"Reuters": 9, "BBC News": 5, "USA Today": 4, "The Guardian": 3, "The Week": 2})


def read(text: str) -> Query:
    return reading.read(text, NOW, KYIV, SOURCES)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KYIV)


KINDS = {
    Kind.WHO: [
        "Who won the election?",
        "who won the election",
        "Whose idea was the bridge?",
        "To whom was the prize given?",
        "After the vote, who became speaker?",
        "When the bridge fell, who was in charge of it?",
        "Can you tell me who won?",
        "The minister was replaced by who?",
        "in exchange for whom",
    ],
    Kind.WHERE: [
        "Where is the summit?",
        "The summit ended in Geneva, but where is the next?",
        "Do you know where he lives?",
        "Sailors stranded where have been rescued?",
        "world cup final where",
    ],
    Kind.WHEN: [
        "When did the war begin?",
        "tell me when the war began",
        "What year did the wall fall?",
        "At what time does the match start?",
        "king charles coronation when",
        "How soon will the vaccine be available?",
        "how long ago did it happen",
        "It was the strongest earthquake since:",
    ],
    Kind.COUNT: [
        "How many people died?",
        "Approximately how many homes lost power?",
        "How old is the tortoise?",
        "how much snow fell in Buffalo?",
        "By how much did prices rise?",
        "What percentage of voters stayed at home?",
        "What is the death toll?",
        "What was the final score?",
    ],
    Kind.MONEY: [
        "How much money was stolen?",
        "How much did the bridge cost?",
        "A contract worth how much was signed?",
        "The museum raised the price of its ticket. How much is it?",
        "What is the average price of a house?",
        "How much has the parliament approved in assistance?",
    ],
    Kind.WHY: [
        "Why did the minister resign?",
        "What caused the fire?",
        "For what reason was the flight delayed?",
    ],
    Kind.THING: [
        "Which airline cancelled its flights?",
        "In which country is the volcano?",
        "What colour is the new coin?",
        "The ship sank off the coast of which island?",
        "The founder of which $3 billion company has died?",
        "Which city was hit when the storm came ashore?",
        "The man who stole the crown fled to which country?",
        "A general, who once led the army, now heads which party?",
        "Voters who were asked preferred which candidate?",
        "Which of these teams won?",
    ],
    Kind.HOW: ["How did they escape?", "How is steel made without coal?", "Can you explain how the vote works?"],
    Kind.WHAT: [
        "What is BRICS?",
        "What did the minister say about how the war ends?",
        "What happened when the bridge fell?",
        "The town has banned tourists from doing what?",
        "Which is the largest?",
        "People who live there were warned. What was the name of the storm?",
        "How it began is not known. What is the fire called?",
    ],
    Kind.POLAR: [
        "Is the bridge open?",
        "Did the man who stole the crown confess?",
        "has the strike ended",
        "True or false: the strike has ended.",
        "The strike has ended. True or false?",
    ],
    Kind.TOPIC: [
        "zelensky patriots",
        "Floods kill twelve in Kenya",
        "Woman rescued when boat sinks",
        "Man who walked round the world comes home",
        "latest on gaza",
        "The fire was started by a man who was trying to:",
    ],
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts])
def test_a_question_asks_for_one_kind_of_thing(text: str, kind: Kind) -> None:
    assert kind_of(text) == kind


CLASSES = {
    "a noun": ("Which airline cancelled its flights?", "airline"),
    "its last word": ("Which fast food chain has closed?", "restaurant"),
    "a word before it": ("Which major city is without power?", "city"),
    "behind an adjective in -ed": ("Which beloved singer has died?", "person"),
    "before a verb": ("Which country won the gold medal?", "country"),
    "before another verb": ("Which company recalled two million vehicles?", "company"),
    "that owns": ("Which state's governor signed the law?", "us_state"),
    "before a verb that is a noun as well": ("Which city dyes its river green?", "city"),
    "of the name": ("What is the name of the volcano?", "volcano"),
    "whose name": ("What is the rocket's name?", "spacecraft"),
    "of a kind": ("What kind of animal escaped?", "animal"),
    "of the following": ("Which of the following U.S. states has no income tax?", "us_state"),
    "being that": ("Which of the following is the world's largest island?", "island"),
    "what is the": ("What is the country's most visited museum?", "museum"),
    "the last that asks": ("A balloon, which officials saw first, fell in which state?", "us_state"),
    "with of inside": ("Which head of state has resigned?", "office"),
    "after another sentence": ("Which is not known. In which city was it?", "city"),
    "this, without a question": ("The capital of this country was hit by an earthquake.", "country"),
}


@pytest.mark.parametrize(("text", "asked"), CLASSES.values(), ids=CLASSES)
def test_the_thing_asked_for_has_a_class(text: str, asked: str) -> None:
    assert asked in classes(text)


NOUNS = {
    "which": ("Which US dam is close to failing?", "dam"),
    "in the plural": ("Which films have been delayed?", "films"),
    "of the name": ("What is the name of the blaze?", "blaze"),
    "not known": ("Which franchise paradox was discussed?", "paradox"),
    "counted": ("Around how many hospital employees walked off the job?", "employees"),
    "counted, without a plural's ending": ("How many people used the trams?", "people"),
    "none": ("Who won the election?", ""),
}


@pytest.mark.parametrize(("text", "noun"), NOUNS.values(), ids=NOUNS)
def test_the_noun_asked_for_is_kept_as_typed(text: str, noun: str) -> None:
    assert read(text).noun == noun


NO_CLASS = {
    "nothing after it": "What did the pictures show of the country?",
    "a noun that is not known": "Which franchise paradox was discussed?",
    "a noun whose last word is not known": "What is the name of the country music paradox that was explained?",
    "an owner": "What is the world's deadliest paradox?",
    "an object of the verb": "Which siblings shared a post about the company?",
    "a statement": "Floods kill twelve in a country",
}


@pytest.mark.parametrize("text", NO_CLASS.values(), ids=NO_CLASS)
def test_where_the_noun_is_not_known_there_is_no_class(text: str) -> None:
    assert classes(text) == ()


def test_content_words_are_kept_as_typed_and_as_stems_each_once() -> None:
    query = read("What did Zelensky ask Blinken for, and did the aides’ chief agree with Zelensky?")
    assert query.words == ("Zelensky", "ask", "Blinken", "aides", "chief", "agree")
    assert query.terms == ("zelenski", "ask", "blinken", "aid", "chief", "agre")


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("Jan. 6 committee referrals", False),
        ("who did the July 4 shooting", False),
        ("shooting on July 4", True),
        ("on July 4 shooting", True),
        ("July 4 2023 shooting", True),
        ("what happened on July 4", True),
        ("July 4", True),
    ],
)
def test_a_day_by_which_something_is_called_keeps_no_other_day_out(text: str, strict: bool) -> None:
    query = read(text)
    assert query.window
    assert query.strict is strict
    assert ("4" in query.terms or "6" in query.terms) is not strict


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats the score", "what's the score"),
        ("How many ppl didnt vote", "How many people didn't vote"),
        ("can u say who r the winners", "can you say who are the winners"),
        ("PPL shares", "PPL shares"),
        ("Toys R Us", "Toys R Us"),
        ("the U boat", "the U boat"),
        ("cant", "can't"),
        ("Can u say what taylor n travis do", "Can you say what taylor and travis do"),
        ("rock n roll", "rock n roll"),
        ("how many ded in turkey quake", "how many dead in turkey earthquake"),
        ("wen is the match", "when is the match"),
        ("Wen Jiabao", "Wen Jiabao"),
        ("y did they leave", "why did they leave"),
        ("wat happened b4", "what happened before"),
        ("Angkor Wat temple", "Angkor Wat temple"),
        ("cops find chopper", "police find helicopter"),
        ("the film Twisters", "the film Twisters"),
        ("COPS on TV", "COPS on TV"),
    ],
)
def test_what_is_typed_in_haste_is_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant
    assert read(f"{typed} Kyiv").terms == read(f"{meant} Kyiv").terms
    assert written_out(meant) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("UK election date", "when is UK election"),
        ("super bowl date?", "when is super bowl"),
        *(
            (said, said)
            for said in ("up to date", "save the date", "what is the date", "date", "He was her dinner date")
        ),
    ],
)
def test_a_date_is_asked_for_by_keywords(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("de", "was gibts neues", "was gibt es neues"),
        ("es", "xq renunció el ministro", "por qué renunció el ministro"),
        ("fr", "cb de morts svp", "combien de morts s'il vous plaît"),
        ("uk", "шо сталося", "що сталося"),
        ("ar", "كم عدد القتلى", "كم عدد القتلى"),
    ],
)
def test_so_it_is_in_other_languages(language: str, typed: str, meant: str) -> None:
    assert written_out(typed, language) == meant
    hasty, plain = (reading.read(f"{text} Kyiv", NOW, KYIV, SOURCES, language) for text in (typed, meant))
    assert (hasty.terms, hasty.kind) == (plain.terms, plain.kind)


def test_an_everyday_word_is_of_the_content_where_a_name_begins_with_it() -> None:
    assert read("latest on the mayor of New York").words == ("mayor", "New", "York")
    assert read("a big world cup record").words == ("world", "cup", "record")


def test_capitalised_words_are_names_but_not_the_first() -> None:
    assert read("Ministers met Zelensky in Kyiv, said Zelensky").names == ("zelenski", "kyiv")
    assert read("what did zelensky say").names == ()
    assert read("Floods in Kenya").names == ("kenya",)


def test_a_month_that_is_a_time_is_no_name() -> None:
    assert read("How did voters in Greater London elect a mayor on 3 May?").names == ("greater", "london")


def test_what_stands_in_quotation_marks_is_kept() -> None:
    assert read("who said “we shall never surrender” in Kyiv?").quoted == ("we shall never surrender",)
    assert read('who said "we shall never surrender"?').quoted == ("we shall never surrender",)
    assert read('floods source:"The Week"').quoted == ()


def test_a_time_with_little_else_keeps_all_else_out() -> None:
    query = read("floods in Kenya last week")
    assert query.strict
    assert query.window is not None
    assert (query.window.since, query.window.until) == (day("2024-05-06"), day("2024-05-13"))
    assert query.terms == ("flood", "kenya")


def test_a_time_beside_the_matter_is_mentioned_only() -> None:
    query = read("How did the Kenyan president respond to the floods in Nairobi on 3 May?")
    assert query.window is not None
    assert not query.strict
    assert {"3", "may"} <= set(query.terms)


def test_words_that_count_from_now_are_not_searched_for() -> None:
    query = read("How did the Kenyan president respond to the floods in Nairobi last week?")
    assert not query.strict
    assert not {"last", "week"} & set(query.terms)


@pytest.mark.parametrize("operator", ["after:2024-05-01", "before:2024-05-01"])
def test_an_operator_of_time_is_strict_whatever_else_is_asked(operator: str) -> None:
    query = read(f"How did the Kenyan president respond to the floods in Nairobi {operator}")
    assert query.strict
    assert query.window is not None
    assert (query.window.since is None) == operator.startswith("before")
    assert "2024" not in query.terms


def test_time_source_and_matter_are_told_apart() -> None:
    query = read("What did the BBC say about the floods in Kenya last week?")
    assert query.sources == ("BBC News",)
    assert query.terms == ("flood", "kenya")
    assert query.window is not None
    assert query.window.said == "last week"


def test_operators_of_time_and_source_go_together() -> None:
    query = read('floods after:2024-05-01 source:"The Week"')
    assert query.sources == ("The Week",)
    assert query.terms == ("flood",)
    assert query.window is not None
    assert query.window.since == day("2024-05-01")


def test_a_source_whose_name_holds_a_time_is_no_time() -> None:
    query = read("What did USA Today say about the floods?")
    assert (query.sources, query.window, query.fresh) == (("USA Today",), None, False)
    assert read("layoffs at USA Today").window is None


def test_an_unknown_source_is_told_and_the_rest_is_asked() -> None:
    query = read("What did Xinhua say about tariffs?")
    assert (query.sources, query.unknown_sources, query.terms) == ((), ("Xinhua",), ("tariff",))


@pytest.mark.parametrize("text", ["what happened yesterday?", "last week", "what did the BBC say?", "source:reuters"])
def test_a_time_or_a_source_alone_asks_for_its_top(text: str) -> None:
    query = read(text)
    assert query.terms == query.words == query.names == ()
    assert query.window or query.sources


@pytest.mark.parametrize(
    "text",
    [
        "latest on Gaza",
        "Is the bridge still closed?",
        "gaza now",
        "strikes today",
        "how's the economy doing?",
        "what is happening in Gaza",
    ],
)
def test_some_words_ask_for_what_is_new(text: str) -> None:
    assert read(text).fresh


def test_history_is_not_fresh() -> None:
    assert not read("When did the war begin?").fresh


BAD = {
    "nothing": ("", "in words"),
    "marks": ("??? …", "in words"),
    "function words": ("is it what they have?", "name a person"),
    "a greeting": ("hello!", "I am here for news"),
    "a farewell": ("good night everyone", "Goodbye"),
    "an unknown source alone": ("according to Xinhua", "no source called Xinhua"),
    "a source that looks like a known one": ("source:Routers", "Did you mean Reuters?"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_question_of_nothing_is_answered_with_one_kind_sentence(text: str, said: str) -> None:
    with pytest.raises(BadQuestion, match=said.replace("?", r"\?")):
        read(text)


def test_long_texts_are_cut() -> None:
    query = read(" ".join(f"place{n}" for n in range(500)))
    assert len(query.text) <= reading.LONGEST
    assert len(query.terms) == reading.MOST_TERMS


def test_the_moment_of_asking_is_kept() -> None:
    assert read("floods").asked == NOW


def test_words_that_only_ask_for_news_are_not_searched_for() -> None:
    assert read("what happened in Lisbon last week?").terms == ("lisbon",)


BARE = {
    "UK election": True,
    "who won the UK election": False,
    "yesterday": False,
    "a b c lisbon porto faro braga": False,
}


@pytest.mark.parametrize(
    "text", ["how do i boil an egg", "Can I eat raw dough?", "I feel sad", "what should I cook", "a poem for me"]
)
def test_what_is_asked_of_a_cook_or_a_friend_is_personal(text: str) -> None:
    assert read(text).personal


@pytest.mark.parametrize(
    "text",
    [
        "Where does Artemis I start?",
        "Who won World War I?",
        "who won world war i",
        "A Schedule I drug is what?",
        "What is Act I?",
    ],
)
def test_a_numeral_is_nobody(text: str) -> None:
    assert not read(text).personal


@pytest.mark.parametrize(("text", "bare"), BARE.items())
def test_a_few_keywords_make_no_question(text: str, bare: bool) -> None:
    assert read(text).bare == bare


@given(st.text(max_size=120) | st.lists(st.sampled_from(list(chain(*KINDS.values()))), max_size=3).map(" ".join))
def test_any_text_is_read_or_kindly_refused(text: str) -> None:
    try:
        query = read(text)
    except BadQuestion as refused:
        assert str(refused)
    else:
        assert len(set(query.terms)) == len(query.terms)
        assert set(query.names) <= set(query.terms)
        assert replace(query, asked=NOW) == query


@pytest.mark.parametrize(
    ("text", "unread"),
    {
        "brazil after:2022-99-99": "after:2022-99-99",
        "until:99 brazil": "until:99",
        "brazil after:2022-05-01": "",
        "brazil score on: 3": "",
    }.items(),
)
def test_an_operator_that_names_no_time_is_told_and_not_searched_for(text: str, unread: str) -> None:
    query = read(text)
    assert query.unread == unread
    assert not unread or query.terms == ("brazil",)
