"""Words and terms: what a question and an article must have in common, and what they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.terms import LONGEST, STOP_WORDS, stem, terms, words

READ = {
    "lower case and possessives": ("Reyes’ sister’s and Hart's Dog", "reyes sister and hart dog"),
    "accents": ("Zelenskýy São José Łódź Straße", "zelenskyy sao jose lodz strasse"),
    "accents in two characters": ("e\u0301te\u0301", "ete"),
    "thousands and decimals": ("1,200 and 1,200.50 or 61.0", "1200 and 1200.5 or 61"),
    "a list of figures": ("1,2,3 and 18.11.2014", "1 2 3 and 18 11 2014"),
    "sum of money": ("$61-billion", "dollar 61 billion"),
    "short units": ("£61bn €5m 20k 3pm", "pound 61 billion euro 5 million 20000 3 pm"),
    "percentages": ("5% or 5 per cent", "5 percent or 5 percent"),
    "dates and scores": ("2024-05-04 3-1 9/11", "2024 5 4 3 1 9 11"),
    "decades and ordinals": ("1990s 3rd 14th", "1990s 3rd 14th"),
    "country in capitals": ("US, U.S., U.S.-led, U.S.A, USA", "usa usa usa led usa usa"),
    "country in words": ("the United States and the United\nKingdom", "the usa and the uk"),
    "other letters with stops": ("J.D. Hart of the U.N.", "jd hart of the un"),
    "pronouns": ("tell us who it is", "tell us who it is"),
    "compounds": ("COVID-19 e-mail far-right", "covid 19 e mail far right"),
    "contractions": ("don't they're I’m O'Neill", "dont they i oneill"),
    "other scripts": ("Київ й ї ٢٠٢٤", "київ й ї 2024"),
    "no words": ("… — “” !?", ""),
    "nothing but marks": ("\u0301 \u0301'\u0301", ""),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ.keys())
def test_words_come_out_in_their_plainest_form(text: str, expected: str) -> None:
    assert words(text) == expected.split()


SAME = {
    "regular forms": "strike strikes striking struck",
    "irregular past": "win wins winning won",
    "meeting": "meet meets met",
    "shots": "shoot shooting shot shots",
    "leaving": "leave leaves leaving left",
    "dying": "die dies died dying",
    "women": "woman women",
    "policemen": "policeman policemen",
    "specimens": "specimen specimens",
    "children": "child children",
    "people": "person persons people",
    "crises": "crisis crises",
    "labour": "labor labour",
    "labourers": "laborers labourers",
    "favourite": "favorite favourite",
    "organise": "organize organise organising organized organisation organizations",
    "advertise": "advertise advertising advertisement advertisements",
    "analyse": "analyze analyse analysing analyzed",
    "centre": "center centre centres",
    "kilometres": "kilometer kilometres",
    "defence": "defense defence",
    "cancelled": "cancel canceled cancelled cancelling",
    "dialogue": "dialog dialogue",
    "paediatric": "pediatric paediatric",
    "Zelensky": "Zelensky Zelenskyy Zelenskiy Zelenskyi Zelens'kyy",
    "other names in -sky": "Syrsky Syrskyi Syrskyy Syrskiy",
    "Kyiv": "Kyiv Kiev",
    "Kharkiv": "Kharkiv Kharkov",
    "Odesa": "Odesa Odessa",
    "Gaddafi": "Gaddafi Qaddafi Gadhafi Kadafi",
    "Muhammad": "Muhammad Mohammed Mohamed Mohammad",
    "Hezbollah": "Hezbollah Hizbollah Hizbullah",
    "number in words": "3 three",
    "larger number in words": "12 twelve",
    "ordinal in words": "3rd third",
    "month": "September Sept Sep",
    "office": "senator senators Sen",
    "currency": "$ dollar dollars",
    "share": "% percent",
    "billion": "billion billions bn",
    "United States": "US U.S. USA",
}


@pytest.mark.parametrize("group", SAME.values(), ids=SAME.keys())
def test_spellings_of_one_word_are_one_term(group: str) -> None:
    spellings = group.split()
    assert len({tuple(terms(word)) for word in spellings}) == 1
    assert terms(spellings[0])


APART = {
    "country and pronoun": ("US", "us"),
    "month and verb": ("May", "may"),
    "agency and question": ("WHO", "who"),
    "founding and finding": ("founded", "found"),
    "ground and grind": ("ground", "grind"),
    "tour and tor": ("tour", "tor"),
    "prize and price": ("prize", "price"),
    "defend and defense": ("defend", "defense"),
    "ordinal and number": ("third", "three"),
    "decade and year": ("1990s", "1990"),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART.keys())
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_a_question_and_the_sentence_that_answers_it_share_their_terms() -> None:
    question = "How many billion dollars did the United States give Zelenskyy’s defence in May?"
    answer = "In May, the U.S. gave $61-billion for the defense of Ukraine, Zelensky said."
    assert set(terms(question)) <= set(terms(answer))


def test_terms_keep_order_and_repeats_and_drop_stop_words() -> None:
    assert terms("The strike: a strike of the miners, and after it a strike") == ["strike", "strike", "miner", "strike"]


def test_a_text_in_capitals_is_read_as_if_it_were_not() -> None:
    assert (
        terms("WHO TOLD US THAT IT RAINED IN KYIV") == terms("who told us that it rained in kyiv") == ["rain", "kyiv"]
    )


def test_stop_words_are_written_as_words_come_out() -> None:
    assert all(words(word) == [word] for word in STOP_WORDS)


def test_a_figure_is_its_own_stem() -> None:
    assert [stem(figure) for figure in ("1990s", "61.5", "3rd")] == ["1990s", "61.5", "3rd"]


FOREIGN = {
    "German": ("de", "Die Wahlen und die Wahl in München", ["wahl", "wahl", "munch"]),
    "French": ("fr", "L’élection et les élections", ["elect", "elect"]),
    "Spanish": ("es", "la elección y las elecciones", ["eleccion", "eleccion"]),
    "Arabic": ("ar", "الصاروخ ٢٠", ["صاروخ", "20"]),
    "Ukrainian": ("uk", "П’ять ракет у 2022", ["пят", "ракет", "2022"]),
    "unknown, read as English": ("xx", "the missiles", ["missil"]),
    "region of English": ("en-GB", "the missiles", ["missil"]),
}


@pytest.mark.parametrize(("language", "text", "expected"), FOREIGN.values(), ids=FOREIGN.keys())
def test_other_languages_are_stemmed_and_folded(language: str, text: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


SIGNS = st.sampled_from([*" .,'’-$%_0123456789abcsUSéßïйΩ½²Ⅷ①፩ﷺ\u0301\u064b\u200d", "U.S.", "n't", "ise", "men", "٣"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=30).map("".join))


@given(TEXTS, st.sampled_from(["en", "de", "fr", "es", "ar", "uk", "xx", ""]))
def test_any_text_gives_terms_that_can_be_indexed(text: str, language: str) -> None:
    for term in terms(text, language):
        assert term
        assert len(term) <= 2 * LONGEST
        assert not any(letter.isspace() for letter in term)


@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert terms(text) == terms(text)
    assert words(text) == words(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz'", max_size=20))
def test_every_word_has_a_stem(word: str) -> None:
    assert bool(stem(word)) == bool(word)


def test_endless_words_are_cut() -> None:
    assert terms("x" * 100_000) == ["x" * LONGEST]
    assert terms("9" * 100_000) == ["9" * LONGEST]
