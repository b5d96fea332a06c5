"""Kinds of things: the lexicon is well-formed, and sentences name the things that a reader would see named."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.answering.things import Thing, capitals, classes_of, find, is_first_name, tokens
from corpus.lexicon.blocks import Section, sections
from corpus.lexicon.spelling import plurals
from corpus.lexicon.tables import lengths

TEXTS = {file.name: file.read_text("utf-8") for file in files("corpus.lexicon").iterdir() if file.name.endswith(".txt")}
SECTIONS = [section for name, text in TEXTS.items() if name != "names.txt" for section in sections(text)]
KINDS = {section.kind: section for section in SECTIONS}


def named(sentence: str, *, cased: bool = True) -> dict[str, tuple[str, ...]]:
    """What a sentence names, and of which classes."""
    return {thing.name: thing.classes for thing in find(tokens(sentence), cased=cased)}


def is_a(kind: str, name: str, sentence: str) -> bool:
    return kind in named(sentence).get(name, ())


# ---- the lexicon ----


@pytest.mark.parametrize("file", sorted(TEXTS))
def test_a_file_of_the_lexicon_is_tidy(file: str) -> None:
    for line in TEXTS[file].splitlines():
        assert len(line) <= 120, line
        assert line == line.strip() and "  " not in line and ",," not in line, line


def test_a_block_without_a_header_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match="Emirates, easyJet"):
        list(sections("Emirates, easyJet\n"))


def test_a_class_is_defined_once_and_stands_below_one_that_is_defined() -> None:
    assert len(KINDS) == len(SECTIONS)
    assert {section.parent for section in SECTIONS} - {""} <= set(KINDS)


def test_two_words_tell_how_long_what_begins_with_them_may_be_and_that_the_first_may_be_a_thing_alone() -> None:
    assert lengths(["new york", "new york city", "amazon"]) == {"new york": [3, 2, 1]}


def test_no_class_stands_above_itself() -> None:
    for section in SECTIONS:
        above, kind = list[str](), section.kind
        while kind:
            assert kind not in above
            above.append(kind)
            kind = KINDS[kind].parent


@pytest.mark.parametrize("section", SECTIONS, ids=[section.kind for section in SECTIONS])
def test_a_class_says_each_thing_once_and_can_be_asked_for(section: Section) -> None:
    spellings = Counter(spelling for member in section.members for spelling, _ in member.spellings)
    assert not [spelling for spelling, times in spellings.items() if times > 1]
    assert all(spelling and not set(spelling) & set("=~>[]#") for spelling in spellings)
    assert len(set(section.heads)) == len(section.heads)
    for head in section.heads:
        assert section.kind in classes_of(head)
        assert all(section.kind in classes_of(form) for form in plurals(head))


@pytest.mark.parametrize("section", SECTIONS, ids=[section.kind for section in SECTIONS])
def test_every_spelling_is_found_whole_in_mid_sentence(section: Section) -> None:
    missed = []
    for member in section.members:
        for spelling, _ in member.spellings:
            words = ["saw", *tokens(spelling)]
            if not any(is_whole(thing, words, section.kind) for thing in find(words)):
                missed.append(spelling)
    assert not missed


def is_whole(thing: Thing, words: list[str], kind: str) -> bool:
    return (thing.start, thing.end) == (1, len(words)) and kind in thing.classes


def test_the_lexicon_knows_a_few_thousand_things_and_first_names() -> None:
    assert len({member.name for section in SECTIONS for member in section.members}) > 6_000
    assert TEXTS["names.txt"].count(",") > 1_800


def test_a_class_has_members_or_classes_below_it() -> None:
    above = {section.parent for section in SECTIONS}
    assert all(section.members or section.kind in above for section in SECTIONS)


# ---- what a question's noun asks for ----


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("airline", "airline"),
        ("Airlines", "airline"),
        ("US state", "us_state"),
        ("u.s. states", "us_state"),
        ("state", "us_state"),
        ("nation", "country"),
        ("countries", "country"),
        ("carmaker", "automaker"),
        ("car company", "automaker"),
        ("tech giant", "tech_company"),
        ("social media platforms", "social_media"),
        ("fast-food chain", "restaurant"),
        ("fast food chain", "restaurant"),
        ("NFL team", "nfl_team"),
        ("head of state", "office"),
        ("colour", "colour"),
        ("color", "colour"),
        ("singer", "person"),
        ("rocket company", "space_company"),
        ("historical site", "landmark"),
    ],
)
def test_a_noun_asks_for_a_class(head: str, kind: str) -> None:
    assert kind in classes_of(head)


@pytest.mark.parametrize("head", ["", "reason", "percentage", "?", "company plans"])
def test_a_noun_that_asks_for_no_class_is_unknown(head: str) -> None:
    assert classes_of(head) == ()


def test_a_class_includes_those_below_it() -> None:
    for sentence in ("He flew with Emirates", "She drove a Toyota", "They ate at Chipotle"):
        [classes] = named(sentence).values()
        assert set(classes_of("company")) & set(classes)


# ---- what a sentence names ----


@pytest.mark.parametrize(
    ("kind", "name", "sentence"),
    [
        ("tech_company", "Apple", "The phone that Apple sells"),
        ("fruit", "apple", "The worm that ate an apple"),
        ("country", "Turkey", "The quake hit Turkey on Monday"),
        ("bird", "turkey", "They roasted a turkey on Monday"),
        ("us_state", "Georgia", "A judge in Georgia ruled"),
        ("european_country", "Georgia", "A judge in Georgia ruled"),
        ("planet", "Mercury", "The probe flew past Mercury"),
        ("element", "mercury", "The fish held mercury"),
        ("month", "May", "The vote in May was close"),
        ("weekday", "Monday", "He left on Monday"),
        ("restaurant", "McDonald's", "A burger at McDonald’s today"),
        ("restaurant", "McDonald's", "A burger at McDonalds today"),
        ("retailer", "Dick's Sporting Goods", "Guns at Dick's Sporting Goods went"),
        ("telecom", "AT&T", "Customers of AT&T lost service"),
        ("city", "Washington DC", "He flew to Washington, D.C. on Monday"),
        ("city", "São Paulo", "Floods in Sao Paulo killed two"),
        ("airline", "EasyJet", "A flight of easyJet turned back"),
        ("disease", "COVID-19", "Cases of COVID-19 rose"),
        ("disease", "COVID-19", "Cases of Covid rose"),
        ("newspaper", "New York Times", "He told the New York Times so"),
        ("us_president", "Joe Biden", "Critics of Biden say"),
        ("person", "Joe Biden", "Critics of Biden say"),
        ("person", "Jordan Peele", "The film by Jordan Peele won"),
        ("person", "Michael Jordan", "The shoes of Michael Jordan sold"),
        ("person", "Ursula von der Leyen", "The speech of Ursula von der Leyen ended"),
        ("person", "Marine Le Pen", "The party of Marine Le Pen won"),
        ("person", "Jean Marie Le Pen", "The party of Jean-Marie Le Pen won"),
        ("person", "Luis De La Fuente", "The team of Luis De La Fuente won"),
        ("person", "Mohammed bin Zayed Al Nahyan", "The visit of Mohammed bin Zayed Al Nahyan ended"),
        ("person", "Kim Le", "He told Kim Le so"),
        ("person", "Shelley Long", "He told Shelley Long El Paso was next"),
        ("person", "Alexandria Ocasio Cortez", "The speech of Alexandria Ocasio-Cortez ended"),
        ("person", "Elon Musk", "He told Elon Musk Thursday"),
        ("person", "Serena Williams", "The end of Serena Williams’s Farewell Year came"),
        ("person", "Bono", "The songs of Bono were sung"),
        ("person", "Jay-Z", "The songs of JAY-Z were sung"),
        ("company", "SpaceX", "A rocket of SpaceX burst"),
    ],
)
def test_a_sentence_names_a_thing(kind: str, name: str, sentence: str) -> None:
    assert is_a(kind, name, sentence)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("company", "The worm that ate an apple"),
        ("animal", "The quake hit Turkey on Monday"),
        ("country", "It told us so"),
        ("organisation", "The man who left"),
        ("organisation", "The man asked Who left"),
        ("company", "They missed the target"),
        ("month", "It may rain"),
        ("place", "He told the Washington Post so"),
        ("company", "He told Mr. Ford so"),
        ("country", "The film by Jordan Peele won"),
        ("country", "The shoes of Michael Jordan sold"),
        ("us_president", "The trial of Hunter Biden began"),
        ("colour", "The actor Jack Black sang"),
        ("person", "The vote of Georgia Republicans won"),
        ("person", "The vote in Perry County won"),
        ("person", "Will Apple pay"),
    ],
)
def test_a_sentence_names_nothing_of_a_class_by_another_word(kind: str, sentence: str) -> None:
    assert all(kind not in classes for classes in named(sentence).values())


@pytest.mark.parametrize("sentence", ["Target prices rose", "May I go", "March with us", "“Shell companies hid it"])
def test_at_the_beginning_an_everyday_word_is_no_name(sentence: str) -> None:
    assert not {"Target", "May", "March", "Shell"} & set(named(sentence))


@pytest.mark.parametrize("name", ["Target", "Shell", "March"])
def test_at_the_beginning_an_everyday_word_that_acts_is_a_name(name: str) -> None:
    assert name in named(f"{name} was the worst of all")


def test_a_name_goes_before_the_shorter_names_within_it() -> None:
    assert list(named("Seen in South Korea and the New York City subway")) == ["South Korea", "New York", "subway"]


def test_a_comma_keeps_words_apart() -> None:
    assert list(named("It was seen in New, York and Paris, Texas")) == ["York", "Paris", "Texas"]


def test_other_spellings_are_the_same_thing() -> None:
    for sentence in ("He left the US", "He left the U.S.", "He left America", "He left the United States’ way"):
        assert list(named(sentence)) == ["United States"]


def test_another_spelling_is_of_all_the_classes_of_its_name() -> None:
    assert is_a("nato_country", "United States", "He left the USA")


def test_a_people_stands_for_its_country() -> None:
    assert named("Two Frenchmen and some Germans met")["France"] == ("nationality",)
    assert is_a("nationality", "Germany", "Two Frenchmen and some Germans met")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("They shot the wolves", "wolf"),
        ("They fed the geese", "goose"),
        ("They fed the foxes", "fox"),
        ("They fed the ponies", "pony"),
        ("They grew tomatoes", "tomato"),
        ("They fed polar bears", "polar bear"),
        ("They lost iPhones", "iPhone"),
        ("They voted for Democrats", "Democratic Party"),
    ],
)
def test_a_plural_names_the_thing(sentence: str, name: str) -> None:
    assert name in named(sentence)


def test_names_have_no_plural() -> None:
    assert named("The two Canadas and Perus") == {}


def test_text_typed_without_capitals_names_things_when_told_so() -> None:
    assert named("will russia leave nato") == {}
    assert list(named("will russia leave nato", cased=False)) == ["Russia", "NATO"]


def test_where_a_thing_stands_is_told_in_tokens() -> None:
    [thing] = find(["He", "told", "New", "York", "Times", "readers"])
    assert (thing.start, thing.end) == (2, 5)


WORDS = [
    "New",
    "York",
    "City",
    "of",
    "the",
    "South",
    "Korea",
    "turkey",
    "Apple",
    "Jordan",
    "Peele",
    ",",
    "US",
    "von",
    "J",
]


@given(st.lists(st.sampled_from(WORDS)))
def test_things_stand_in_order_within_the_sentence_and_do_not_overlap(words: list[str]) -> None:
    edges = [edge for thing in find(words) for edge in (thing.start, thing.end)]
    assert edges == sorted(edges)
    assert all(0 <= thing.start < thing.end <= len(words) and thing.classes for thing in find(words))


# ---- words and names ----


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Georgia's governor", ["Georgia", "'s", "governor"]),
        ("Georgia’s governor", ["Georgia", "'s", "governor"]),
        ("a McDonald’s meal", ["a", "McDonald's", "meal"]),
        ("the U.S.-led raid", ["the", "US", "led", "raid"]),
        ("AT&T and F-16s", ["AT", "and", "T", "and", "F", "16s"]),
        ("Paris, Texas.", ["Paris", ",", "Texas"]),
        ("on Disney+ now", ["on", "Disney+", "now"]),
        ("Booking.com won’t", ["Booking.com", "won't"]),
        ("", []),
    ],
)
def test_a_text_falls_into_tokens(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("fox", ("foxes",)),
        ("virus", ("viruses",)),
        ("crisis", ("crises",)),
        ("party", ("parties",)),
        ("day", ("days",)),
        ("hero", ("heros", "heroes")),
        ("jeans", ()),
        ("US state", ("US states",)),
    ],
)
def test_a_noun_has_its_regular_plurals(noun: str, expected: tuple[str, ...]) -> None:
    assert plurals(noun) == expected


@pytest.mark.parametrize(
    "word", ["Maria", "James", "Oleksandr", "Fatima", "Priya", "Hiroshi", "Kwame", "Will", "Anna’s"]
)
def test_first_names_of_many_cultures_are_known(word: str) -> None:
    assert is_first_name(word)


@pytest.mark.parametrize("word", ["maria", "The", "Boeing", ""])
def test_another_word_is_no_first_name(word: str) -> None:
    assert not is_first_name(word)


# ---- words that names of a kind begin with ----


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_name_of_a_kind_begins_with_one_of_its_capitals(kind: str) -> None:
    spellings = [spelling for member in KINDS[kind].members for spelling, _ in member.spellings]
    begins = {tokens(spelling)[0] for spelling in spellings if not spelling.islower()}
    assert begins <= capitals(frozenset({kind}))


def test_a_kind_has_the_capitals_of_those_below_it_and_of_no_others() -> None:
    companies = capitals(frozenset({"company"}))
    assert {"Lufthansa", "Boeing"} <= companies
    assert "Denmark" not in companies
    assert capitals(frozenset({"company", "country"})) >= companies | {"Denmark"}


def test_persons_begin_with_their_first_names_but_not_with_everyday_words() -> None:
    assert {"Maria", "Jordan"} <= capitals(frozenset({"person"}))
    assert "Will" not in capitals(frozenset({"person"}))


def test_no_kind_has_no_capitals() -> None:
    assert capitals(frozenset()) == capitals(frozenset({"no such kind"})) == frozenset()
