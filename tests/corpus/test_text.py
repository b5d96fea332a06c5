"""Cleaning and splitting of news text: the tricky cases by name, and the laws that hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language.text import clean, sentences


def split(text: str, language: str = "en") -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text, language)]


# A bar stands where one sentence ends and the next begins; it is taken out before splitting, one space is left.
ONE_LINE = {
    "title before a name": "Gen. Ada Reyes met Sen. Will Hart. | They spoke for an hour.",
    "title before a name that could open a sentence": "Dr. So and Ms. An spoke. | So did we.",
    "two titles": "Lt. Col. Reyes and Maj. Gen. Hart signed. | Mrs. May did not.",
    "title inside a quotation": '"We asked Gov. Reyes." | He agreed.',
    "party label": "Sen. Reyes, D-Calif., said no. | Rep. Hart, R-Miss., said yes.",
    "party label in brackets": "Rep. Hart (R-Miss.) said yes. | So did the rest.",
    "party label before a quotation": 'The idea came from Rep. Ana Reyes, D-Calif. | "We are ready."',
    "state after a town": "The plant in Boise, Ida. Governor Hart opened will close.",
    "English word that is also a state": "Dozens fell ill. | Doctors were sent.",
    "country as an adjective": "The U.S. President met the U.N. Security Council. | It took an hour.",
    "country at the end": "He has lived in the U.S. | He likes it.",
    "country before a quotation": "It was made in the U.S. | “We know that,” she said.",
    "country before a fleet": "The U.S. 7th Fleet sailed. | Nobody saw it.",
    "country before a quoted name": 'The U.S. "Space Force" has a song.',
    "city with a saint, quoted": "“I was born in St. Petersburg.” | She left in May.",
    "saint at the end of a street": "He lives on Grove St. | The house is red.",
    "initials": "J. K. Reyes and George W. Hart wrote it. | J.D. Reyes read it.",
    "the pronoun I": "It was you and I. | Did she see us?",
    "letter that names a group": "They are drawn in Group B. | Brazil is in Group C.",
    "company before its verb": "Acme Inc. said sales rose. | Acme Corp. Chief Executive Reyes left.",
    "company at the end": "She works for Acme Inc. | The pay is good.",
    "number sign": "He is No. 2 in the world. | No. 1 is his brother.",
    "a plain no": "Will she run? | No. | Her brother will.",
    "month before a day": "They met on Jan. 5 and Sept. 12, 2024. | Nothing came of it.",
    "time of day before a zone": "Polls close at 8 p.m. ET and 7 p.m. Pacific. | Then counting starts.",
    "time of day before a weekday": "It starts at 7:30 p.m. Monday at the club.",
    "time of day at the end": "It ended at 9 p.m. | Police cleared the square.",
    "time of day that begins": "At 5 a.m. Reyes was woken.",
    "decimals and sums": "The aid is $61.5 billion. | It was £1.2m in 2.5 years.",
    "versus": "Roe v. Wade and Reyes vs. Hart are known. | Few read them.",
    "word with a stop inside": "He reads example.org. said a friend. | Hart lost.",
    "degree": "She has a Ph.D. from Bonn. | He has none.",
    "academic et al.": "Reyes et al. found more. | Hart did not.",
    "quotation with the stop inside": '"It is over," she said. | "We lost." | She left.',
    "question in a quotation, then who asked": "“Who knows?” Reyes asked. | Nobody did.",
    "exclamation in a quotation, then who cried": '"Stop!" the crowd shouted at Hart.',
    "question in a quotation, then another sentence": "“Who knows?” | The room was silent.",
    "single quotation marks": "‘It is late.’ | She closed the door.",
    "British stop after the mark": "He called it “a farce”. | She agreed.",
    "sentence in brackets": "The bill passed. | (It was close.) | Then they went home.",
    "sentence in brackets inside another": "He teaches (he was an engineer once.) at a school.",
    "ellipsis in mid-sentence": "We will get there ... we always have. | Wait.",
    "ellipsis at the end": "I never meant that... | She knew.",
    "ellipsis that leaves out a sentence": "Nobody came. | ... They had left.",
    "ellipsis of one character": "Well… who knows. | Reyes… did.",
    "title with an exclamation mark": "She hosts Jeopardy! and works at Yahoo! in the evening.",
    "question before a dash": "Some can be -- if I may say so? -- a bit odd.",
    "dateline with an agency": "KYIV, Ukraine (AP) — Rockets fell on Monday. | Two people died.",
    "dateline with a state": "EUGENE, Ore. — On Thursday the race began. | Reyes won.",
    "dateline with a capital": "WASHINGTON, D.C. – The House voted.",
    "address of a page": "See https://example.com/a.b?c=d.e for more. | It is long.",
    "address of a mail": "Write to ana.reyes@example.com. | She will answer.",
    "domain in a sentence": "Example.com has it. | So has Example.Org too.",
    "version number": "Version 2.0.1 is out. | It is free.",
    "interview": "Q. What is your name? | A. My name is Ana.",
    "paper in capitals": "He told the FT. | Reyes denied it.",
    "footnote": "It was banned.[12] | The ban was lifted.",
    "writer without capitals": "i like it. | it is good. | you should go!",
    "word in lower case after an abbreviation": "The bldg. manager of the dept. agreed.",
    "ideographic stop": "会议结束。 | 大家回家了。",
    "smiley": "Good luck! :) | See you.",
}


@pytest.mark.parametrize("marked", ONE_LINE.values(), ids=ONE_LINE.keys())
def test_sentences_end_where_a_reader_says(marked: str) -> None:
    assert split(marked.replace(" | ", " ")) == marked.split(" | ")


LAYOUT = {
    "empty line": ("A heading\n\nThe first line", ["A heading", "The first line"]),
    "heading above its text": ("Sport\nReyes won.", ["Sport", "Reyes won."]),
    "hard-wrapped paragraph": (
        "The committee said on Tuesday that it would look at the plan by Mr.\n"
        "Reyes and others before the end of the month, but it did not say in\n"
        "which form. A vote is not planned.",
        [
            "The committee said on Tuesday that it would look at the plan by Mr.\n"
            "Reyes and others before the end of the month, but it did not say in\nwhich form.",
            "A vote is not planned.",
        ],
    ),
    "headlines of the width of a page": (
        "Reyes wins the first round of the election in the capital city\n"
        "Hart loses the second round of the election in the north of it\nWeather",
        [
            "Reyes wins the first round of the election in the capital city",
            "Hart loses the second round of the election in the north of it",
            "Weather",
        ],
    ),
    "line broken in mid-sentence": ("It was a cold\nnight in the city.", ["It was a cold\nnight in the city."]),
    "short lines": ("apples\nripe pears", ["apples", "ripe pears"]),
    "list of lines": ("- One thing\n- another thing.", ["- One thing", "- another thing."]),
    "numbered lines": ("1. Reyes\n2. Hart", ["1. Reyes", "2. Hart"]),
    "numbers in a line": ("1. The first 2. The second 3. The third", ["1. The first", "2. The second", "3. The third"]),
    "letters in a line": ("a) tea b) coffee c) milk", ["a) tea", "b) coffee", "c) milk"]),
    "two lists in a line": (
        "Drinks: a) tea b) coffee Food: a) bread b) cake",
        ["Drinks:", "a) tea", "b) coffee Food:", "a) bread", "b) cake"],
    ),
    "roman numbers": ("i) tea ii) coffee iii) milk", ["i) tea", "ii) coffee", "iii) milk"]),
    "a list and another number": ("a) tea b) coffee for 3) guests", ["a) tea", "b) coffee for 3) guests"]),
    "numbers of a sentence": ("Pay 5 for 1. above and 6 for 2. above.", ["Pay 5 for 1. above and 6 for 2. above."]),
    "bullets in a line": ("• One thing • Another thing", ["• One thing", "• Another thing"]),
    "no space": ("He left.The door was open.", ["He left.", "The door was open."]),
    "no space, quoted": ('"He left."The door was open.', ['"He left."', "The door was open."]),
    "blank": (" \n\t\n ", []),
    "empty": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), LAYOUT.values(), ids=LAYOUT.keys())
def test_layout_ends_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


FOREIGN = {
    "German ordinal": ("de", "Am 3. Oktober tagte z.B. der Rat. | Dr. Reyes fehlte."),
    "French titles": ("fr", "M. Reyes a vu Mme Hart. | Il est parti."),
    "Spanish country": ("es", "El Sr. Reyes viajó a EE. UU. en abril. | Volvió ayer."),
    "Ukrainian year": ("uk", "У 2022 р. почалася війна. | Про це пише вул. Садова."),
    "Arabic title": ("ar", "وصل د. أحمد أمس. | ثم غادر."),
    "Arabic question": ("ar", "هل وصل الرئيس؟ | نعم وصل."),
    "region of a language": ("en-GB", "Mr. Reyes left. | He ran."),
    "unknown language": ("xx", "Mr. Reyes left. | He ran."),
}


@pytest.mark.parametrize(("language", "marked"), FOREIGN.values(), ids=FOREIGN.keys())
def test_other_languages_have_their_own_abbreviations(language: str, marked: str) -> None:
    assert split(marked.replace(" | ", " "), language) == marked.split(" | ")


PIECES = st.sampled_from(
    [
        *" \n\t.!?…\"“”‘’'()[]-–—:;,$%/@•*_=019aAbBzZ",
        *("U.S.", "Mr.", "said", "The", "Inc.", "1.", "a)", "p.m.", "http://a.b", '"We', "x.Y", "D-Calif.", "-----"),
        *(
            "03/22/2024 03:22 PM",
            "\u00a0",
            "\u200b",
            "\u200d",
            "\u202e",
            "e\u0301",
            "é",
            "。",
            "\r\n",
            "\u212a",
            "؟",
            "\x00",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=80))


@given(TEXTS, st.sampled_from(["en", "de", "uk", "ar", ""]))
def test_sentences_are_in_order_and_hold_all_that_is_not_white_space(text: str, language: str) -> None:
    at = 0
    for sentence in sentences(text, language):
        assert at <= sentence.start < sentence.end
        assert not text[at : sentence.start].strip()
        part = text[sentence.start : sentence.end]
        assert part == part.strip()
        at = sentence.end
    assert not text[at:].strip()


@given(st.lists(st.sampled_from(["One came.", "Who left?", "“No,” she said.", "It rained!"]), max_size=6))
def test_plain_sentences_come_out_as_they_went_in(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts
    assert split("\n\n".join(parts)) == parts


CLEANED = {
    "line ends": ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    "spaces of all kinds": ("a\u00a0\u2009 \tb\u3000c", "a b c"),
    "edges of lines": ("  a  \n  b  ", "a\nb"),
    "empty lines": ("a\n \n\n\n\nb", "a\n\nb"),
    "what cannot be seen": ("a\x00\u200b\ufeffb\u202e\u00adc\ud800", "abc"),
    "composed": ("e\u0301te\u0301", "été"),
    "family emoji stays one": ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
    "joiner between letters goes": ("a\u200db", "ab"),
    "quotation marks stay": ("“It’s” — so", "“It’s” — so"),
    "nothing": ("\u200b \n", ""),
}


@pytest.mark.parametrize(("text", "expected"), CLEANED.values(), ids=CLEANED.keys())
def test_cleaning_keeps_the_words_and_drops_the_rest(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(clean(text, verbatim=True), verbatim=True) == clean(text, verbatim=True)


def test_verbatim_cleaning_changes_white_space_and_drops_what_cannot_be_stored_or_shown() -> None:
    kept = "e\u0301\u200bt\xade\u202e \u2060\ufeffa\u200db \x93q\x94"

    assert clean(f" {kept}\t\r\n\x00\x1b \ud800\n\n\n\n{kept}\u2009", verbatim=True) == f"{kept}\n\n{kept}"


@given(TEXTS)
def test_verbatim_cleaning_keeps_every_word_of_a_text_that_can_be_stored(text: str) -> None:
    fit = "".join(sign for sign in text if sign >= " " and sign != "\x7f" and not "\ud800" <= sign <= "\udfff")

    assert clean(fit, verbatim=True).split() == fit.split()


HOSTILE = {
    "one long word": "a" * 200_000,
    "addresses without end": "http://" * 30_000,
    "stops": "." * 200_000,
    "initials": "A.B." * 50_000,
    "lines": "\n" * 200_000,
    "spaces": "a" + " " * 200_000 + "b",
    "words": "word " * 40_000,
    "quotation marks": '."' * 100_000,
    "mails": "a@" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_cut_in_time_in_proportion_to_its_length(text: str) -> None:
    start = time.process_time()
    found = sentences(text)
    assert len(found) < 100
    assert all(sentence.end - sentence.start <= 20_000 for sentence in found)
    assert time.process_time() - start < 5
