"""Sources named in a question: which phrases name one, which names a source goes by, and what is left of the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources.reading import LONGEST, PASTED, Named, Sources

STORED = {
    "Reuters": 1000,
    "BBC News": 900,
    "CNN": 850,
    "USA Today": 800,
    "The Guardian": 700,
    "The New York Times": 500,
    "Associated Press": 450,
    "Financial Times": 300,
    "Al Jazeera English": 200,
    "The Week": 100,
    "The Times": 90,
    "The Sun": 80,
    "The Independent": 70,
    "Time": 60,
    "The Hill": 50,
    "Politico": 45,
    "bbc.co.uk": 40,
    "Deutsche Welle": 30,
    "Fox News": 25,
    "The Washington Post": 20,
    "Sample Wire": 14,
    "Sky News": 12,
    "UN News": 5,
    "NASA": 4,
    "The World": 4,
    "www.usatodaysportsplus.com": 3,
    "": 9,
}
SOURCES = Sources(STORED)
BBC = ("BBC News", "bbc.co.uk")
GUARDIAN_FT = ("The Guardian", "Financial Times")
TODAY = ("USA Today", "www.usatodaysportsplus.com")


def known(text: str) -> tuple[str, ...]:
    return SOURCES.find(text).known


PHRASINGS = {
    "what did it say about": ("What did Reuters say about the floods?", ("Reuters",), "the floods?"),
    "what does it say, in lower case": ("what does bbc say about floods", BBC, "floods"),
    "what is it saying": ("what's the BBC saying about Gaza", BBC, "Gaza"),
    "what it said": ("Compare what CNN and Fox News say about it", ("CNN", "Fox News"), "Compare it"),
    "what it wrote": ("what did the guardian write about brexit", ("The Guardian",), "brexit"),
    "in capitals": ("WHAT DID THE BBC SAY ABOUT FLOODS?", BBC, "floods?"),
    "a list": (
        "What did CNN, the BBC and Reuters say about the floods?",
        ("CNN", *BBC, "Reuters"),
        "the floods?",
    ),
    "has it reported on": ("has CNN reported on the strike?", ("CNN",), "the strike?"),
    "did it report": ("Did the New York Times report on the balloon?", ("The New York Times",), "the balloon?"),
    "does it have anything on": ("Does the FT have anything on gold?", ("Financial Times",), "gold?"),
    "how did it cover": ("How did Fox News cover the debate?", ("Fox News",), "the debate?"),
    "in the middle of a question": ("Which city did the BBC say was hit?", BBC, "Which city was hit?"),
    "according to, first": ("According to the BBC, how many died?", BBC, "how many died?"),
    "according to, last": ("How many died, according to the BBC?", BBC, "How many died?"),
    "according to, between commas": (
        "Which airline, according to Reuters, cancelled flights?",
        ("Reuters",),
        "Which airline cancelled flights?",
    ),
    "according to, alone": ("according to reuters", ("Reuters",), ""),
    "according to a report": (
        "According to a Reuters report, what is planned?",
        ("Reuters",),
        "what is planned?",
    ),
    "per": ("Per AP, who won?", ("Associated Press",), "who won?"),
    "as reported by": ("floods, as reported by the BBC", BBC, "floods"),
    "in one and the other": ("floods in the Guardian and the FT", GUARDIAN_FT, "floods"),
    "in one and the other, in lower case": ("floods in the guardian and the ft", GUARDIAN_FT, "floods"),
    "in one or on another": ("what happened, in the Guardian or on CNN", ("The Guardian", "CNN"), "what happened"),
    "in, first": ("In the FT, what is said of gold?", ("Financial Times",), "what is said of gold?"),
    "from, last": ("Gaza from Al Jazeera", ("Al Jazeera English",), "Gaza"),
    "from, behind a comma": ("How many died in the floods, from Reuters?", ("Reuters",), "How many died in the floods"),
    "news from": ("latest news from the BBC", BBC, ""),
    "articles by": ("articles by AP about Gaza", ("Associated Press",), "Gaza"),
    "anything from": ("Is there anything from Reuters on Gaza?", ("Reuters",), "Gaza?"),
    "what is in it": ("what's in the FT about gold", ("Financial Times",), "gold"),
    "name on subject": ("Reuters on the floods", ("Reuters",), "the floods"),
    "name, colon, subject": ("BBC News: floods", BBC, "floods"),
    "name and reports": ("Reuters reports that prices fell", ("Reuters",), "prices fell"),
    "its report on": ("USA Today's report on the floods", TODAY, "the floods"),
    "its coverage": ("show me BBC coverage of the World Cup", BBC, "the World Cup"),
    "its headlines": ("bbc headlines", BBC, ""),
    "its view": ("What is the Guardian's take on Brexit?", ("The Guardian",), "What is Brexit?"),
    "only from": ("floods only from Reuters", ("Reuters",), "floods"),
    "a headline with its source": ("Floods kill twelve - BBC News", BBC, "Floods kill twelve"),
    "in brackets": ("floods (Reuters)", ("Reuters",), "floods"),
    "an ordinary word with capital and article": ("what was in The Times about floods", ("The Times",), "floods"),
    "an ordinary word that reports": ("What did the Sun say about Harry?", ("The Sun",), "Harry?"),
    "operator": ("floods source:bbc", BBC, "floods"),
    "operator with quotation marks": ('floods source:"The Week"', ("The Week",), "floods"),
    "operator with two words": ("source:al jazeera floods", ("Al Jazeera English",), "floods"),
    "operator with a list": ("source:bbc,time floods", (*BBC, "Time"), "floods"),
    "operator with an article": ("source:the week floods", ("The Week",), "floods"),
    "operator with an address": ("source:www.nytimes.com floods", ("The New York Times",), "floods"),
    "operators": ("source:cnn source:ap floods", ("CNN", "Associated Press"), "floods"),
}


def test_of_names_within_each_other_the_longest_is_meant_alone() -> None:
    text = "what did the New York Times and The Week say"
    assert [text[start:end] for start, end, _ in SOURCES.mentions(text)] == ["New York Times", "Week"]


@pytest.mark.parametrize(("text", "named", "rest"), PHRASINGS.values(), ids=PHRASINGS)
def test_a_phrase_names_sources(text: str, named: tuple[str, ...], rest: str) -> None:
    assert SOURCES.find(text) == Named(named, (), rest)


NO_FILTERS = [
    # the matter of the news
    "layoffs at CNN",
    "CNN lawsuit",
    "BBC licence fee",
    "who owns the Washington Post?",
    "what happened to CNN's Don Lemon?",
    "why did the BBC apologise?",
    "who hosts the BBC's Newsnight?",
    "did Fox News settle?",
    "Who resigned from CNN?",
    "Who was fired from the BBC?",
    "a stake in the Guardian",
    "How much did Trump demand from the BBC?",
    "Which CNN anchor left?",
    "Who moderated the CNN debate?",
    "What did BBC presenter Gary Lineker say about it?",
    "According to CNN analyst John King, who won?",
    "How much profit did the New York Times report?",
    "Did the New York Times report a loss?",
    "CNN says it will cut jobs",
    "Did the BBC say sorry?",
    "Who did the New York Times endorse?",
    "New York Times v OpenAI",
    "Al Jazeera journalists killed in Gaza",
    # polls
    "According to a USA Today poll, who leads?",
    "According to a CNN survey, who leads?",
    "According to Reuters/Ipsos, who leads?",
    "Who leads in the BBC's poll of polls?",
    # ordinary words
    "what happened this week",
    "who died in the week",
    "the times are changing",
    "sun and moon",
    "How far is the Earth from the Sun?",
    "What did the sun do to the ice?",
    "in the post-war years",
    "the richest man in the world",
    "What happened on the Hill?",
    "Time for a change in Iran",
    "independent inquiry",
    "Time: what is it in London?",
    "Time reports of travel",
    "According to Time Warner, what is planned?",
    "What did the Sunday Sun Belt report?",
    # no publications
    "according to the police, who won?",
    "according to the president, who won?",
    "according to a study, who won?",
    "according to NASA, how far is the Moon?",
    "what did the UN say about Gaza?",
    "what did Amazon say about tariffs?",
    # addresses and parts of other names
    "https://www.bbc.co.uk/news/1234",
    "ex-CNN host",
    "CNN-backed study",
    "source:",
    "the source: unknown",
]


@pytest.mark.parametrize("text", NO_FILTERS)
def test_other_mentions_are_no_filter(text: str) -> None:
    named = SOURCES.find(text)
    assert (named.known, named.unknown) == ((), ())
    assert named.rest.rstrip("?") == text.rstrip(":?")


UNKNOWN = {
    "an agency": ("according to Xinhua, who won?", "Xinhua", "who won?"),
    "a magazine": ("What did Der Spiegel say about Scholz?", "Der Spiegel", "Scholz?"),
    "an ordinary word": ("What does Forbes report about gold?", "Forbes", "gold?"),
    "a name like a newspaper's": ("according to the Lviv Herald, who won?", "Lviv Herald", "who won?"),
    "not the known one within it": ("What did the Nigerian Guardian Gazette say?", "Nigerian Guardian Gazette", ""),
    "a well-known one written as one word": ("What did derspiegel say about floods?", "derspiegel", "floods?"),
    "an operator": ("source:nobody floods", "nobody", "floods"),
    "an operator with quotation marks": ('source:"Nobody at all" floods', "Nobody at all", "floods"),
}


@pytest.mark.parametrize(("text", "unknown", "rest"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_publication_that_is_not_stored_is_unknown(text: str, unknown: str, rest: str) -> None:
    assert SOURCES.find(text) == Named((), (unknown,), rest)


def test_known_and_unknown_sources_may_stand_together() -> None:
    named = SOURCES.find("What did Reuters and Xinhua say about tariffs?")
    assert named == Named(("Reuters",), ("Xinhua",), "tariffs?")


NAMES = {
    "BBC": BBC,
    "the bbc": BBC,
    "FT": ("Financial Times",),
    "NYT": ("The New York Times",),
    "ny times": ("The New York Times",),
    "nytimes.com": ("The New York Times",),
    "AP": ("Associated Press",),
    "DW": ("Deutsche Welle",),
    "Al-Jazeera": ("Al Jazeera English",),
    "aljazeera": ("Al Jazeera English",),
    "WaPo": ("The Washington Post",),
    "Guardian": ("The Guardian",),
    "theguardian.com": ("The Guardian",),
    "USA TODAY": TODAY,
    "usatodaysportsplus.com": ("www.usatodaysportsplus.com",),
    "usatodaysportsplus": ("www.usatodaysportsplus.com",),
    "Fox": ("Fox News",),
    "AJE": ("Al Jazeera English",),
    "SW": ("Sample Wire",),
    "NASA": ("NASA",),
    "nasa news": (),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_source_goes_by_its_usual_names(name: str) -> None:
    assert known(f'source:"{name}"') == NAMES[name]


STORED_AS = {
    "a section": ("BBC Sport", "bbc"),
    "the title of a feed": ("World news | The Guardian", "guardian"),
    "an address": ("www.aljazeera.com", "al jazeera"),
    "an address with a section": ("edition.cnn.com", "cnn"),
    "an address that ends in news": ("foxnews.com", "fox news"),
    "accents": ("El País", "el pais"),
    "a name that nobody wrote down": ("Chernihiv Courier Online", "chernihiv courier"),
    "its initials": ("Upper Austrian Village Bulletin", "UAVB"),
}


@pytest.mark.parametrize(("stored", "name"), STORED_AS.values(), ids=STORED_AS)
def test_names_are_learned_from_what_is_stored(stored: str, name: str) -> None:
    assert Sources({stored: 1}).find(f"according to {name}, who won?") == Named((stored,), (), "who won?")


def test_a_real_name_goes_before_initials() -> None:
    assert Sources({"AFP": 1, "Alpine Farming Post": 9}).find("source:afp").known == ("AFP",)


def test_generic_titles_are_named_by_operators_alone() -> None:
    sources = Sources({"World News": 3})
    assert sources.find("what happened in world news").known == ()
    assert sources.find('source:"world news"').known == ("World News",)


def test_most_articles_come_first() -> None:
    assert Sources({"bbc.co.uk": 1, "BBC News": 2}).find("source:bbc").known == BBC
    assert Sources({"bbc.co.uk": 2, "BBC News": 1}).find("source:bbc").known == BBC[::-1]


def test_a_barred_source_leaves_all_others() -> None:
    sources = Sources({"CNN": 3, "Reuters": 2, "BBC News": 1})
    assert sources.find("floods -source:cnn") == Named(("Reuters", "BBC News"), (), "floods")
    assert sources.find("source:cnn,bbc -source:cnn floods").known == ("BBC News",)
    assert sources.find("floods -source:nobody") == Named((), (), "floods")


def test_a_pasted_paragraph_cites_its_sources() -> None:
    said = "At least 12 people were killed, according to Reuters."
    assert known(said) == ("Reuters",)
    assert known("The river rose over its banks in the night. " * (PASTED // 40) + said) == ()
    assert known("The river rose. " * 20 + "How many were killed, according to Reuters?") == ("Reuters",)


def test_the_closest_names_look_alike_or_share_a_word() -> None:
    assert SOURCES.closest("Routers")[0] == "Reuters"
    assert SOURCES.closest("Guardien")[0] == "The Guardian"
    assert "The Washington Post" in SOURCES.closest("Lviv Post")
    assert len(SOURCES.closest("The Times")) <= 3
    assert SOURCES.closest("Xinhua") == ()


def test_without_sources_nothing_is_known() -> None:
    assert Sources({}).find("according to the BBC, who won?") == Named((), ("BBC",), "who won?")
    assert Sources({}).closest("BBC") == ()


WORDS = (
    "what did say about according to the in from on by and or , : ? - ( ) source: -source: \" 's BBC Reuters The Week "
    "Xinhua floods Lviv Herald \ue000 \ue400 Time usa today"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_and_nothing_is_added_to_it(text: str) -> None:
    named = SOURCES.find(text)
    assert set(named.known) <= set(STORED)
    letters = text.lower() if text.isupper() else text
    assert set(named.rest) <= set(letters.lower()) | set(letters) | {" "}
    assert all(name.lower() in " ".join(text.lower().split()) for name in named.unknown)


@pytest.mark.parametrize(
    "text",
    [
        "Show " + "the latest " * 200 + "Reuters",
        "what did CNN " + "have " * 400 + "?",
        "the Guardian, " * 200 + "?",
        "source:" + "a," * 2000,
        "source:" * 400,
        "Lviv " * 400 + "Herald",
    ],
    ids=["adjectives", "auxiliaries", "names", "a list", "operators", "capitals"],
)
def test_long_texts_are_read_at_once(text: str) -> None:
    began = time.process_time()
    SOURCES.find(text)
    assert time.process_time() - began < 0.5


def test_a_name_behind_an_operator_has_an_end() -> None:
    assert all(len(name) <= LONGEST + 1 for name in SOURCES.find("source:" + "x" * 500).unknown)
