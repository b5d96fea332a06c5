"""What is worked out of an article: sentences that may be quoted, their terms, and its keys."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive.analysis import MOST_TERMS, Analysis, analyse, text_key
from corpus.language import terms
from corpus.model import Draft
from corpus.reading.drafts import from_record

LEAD = "The council of Dunmere voted on Tuesday to rebuild the old ferry, after nine years of talks."
SECOND = "Work begins in June, the harbour master said, and will cost 4 million pounds."


def sentences(draft: Draft) -> list[str]:
    analysis = analyse(draft).analysis
    return [draft.text[start:end] for start, end in zip(analysis.starts, analysis.ends, strict=True)]


def test_debris_between_the_paragraphs_makes_no_sentence_and_stays_in_the_text() -> None:
    text = "\n\n".join([LEAD, "Advertisement", "Read more: How the ferry sank", SECOND, "© 2024 Dunmere Gazette"])

    draft = from_record({"text": text})

    assert draft.text == text
    assert sentences(draft) == [LEAD, SECOND]


def test_a_stamp_in_the_head_is_not_quoted_and_a_date_in_a_timeline_is() -> None:
    text = "\n\n".join(["May 14, 2024, 9:30 a.m. ET", LEAD, SECOND, "April 24, 2024", SECOND])

    assert sentences(from_record({"text": text})) == [LEAD, SECOND, "April 24, 2024", SECOND]


def test_a_text_that_is_debris_all_through_can_be_quoted() -> None:
    assert sentences(from_record({"text": "Advertisement\n\nRead more"})) == ["Advertisement", "Read more"]


def test_each_sentence_has_its_own_terms_in_order() -> None:
    found = analyse(Draft("The ferry", f"{LEAD} {SECOND}"))

    said = [found.vocabulary[number] for number in found.analysis.terms]
    cut = int(found.analysis.counts[0])

    assert said[:cut] == terms.terms(LEAD)
    assert said[cut:] == terms.terms(SECOND)
    assert [found.vocabulary[number] for number in found.analysis.title] == terms.terms("The ferry")


def test_the_spread_counts_sentences_not_occurrences_and_the_headline_is_none() -> None:
    found = analyse(Draft("Tulips", "Ferry after ferry came. The ferry left. Snow fell."))

    spread = dict(zip(found.vocabulary, found.spread, strict=True))

    assert (spread["ferri"], spread["snow"], spread["tulip"]) == (2, 1, 0)


def test_a_table_of_words_without_end_is_searched_at_its_beginning() -> None:
    found = analyse(Draft("A table", " ".join(f"cell{n}" for n in range(2_000))))

    assert found.analysis.counts.max() == MOST_TERMS


def test_signs_that_nobody_sees_do_not_part_a_word() -> None:
    found = analyse(Draft("A port", "The har\xadbour of Kelso is frozen."))

    assert terms.terms("harbour")[0] in found.vocabulary


SAME = ["The dam is safe.", " The dam\n\nis  SAFE. ", "The\u00a0dam is\u200b safe.", "The da\xadm is safe."]


@pytest.mark.parametrize("text", SAME, ids=ascii)
def test_texts_that_read_the_same_share_a_key(text: str) -> None:
    assert text_key(text) == text_key(SAME[0])
    assert text_key(f"cafe\u0301 {text}") == text_key(f"café {text}")


def test_texts_that_differ_in_a_word_do_not() -> None:
    assert len({text_key(text) for text in ("The dam is safe.", "The dam is not safe.", "The dam is safe", "")}) == 4


def test_an_article_of_no_words_has_no_sentence_to_count() -> None:
    found = analyse(Draft("", ""))

    assert (found.vocabulary, found.spread, len(found.analysis.starts)) == ([], [], 0)
    assert equal(Analysis.unpack(found.analysis.pack()), found.analysis)


def equal(one: Analysis, other: Analysis) -> bool:
    names = ("starts", "ends", "counts", "title", "terms")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


# ---- laws ----

PARAGRAPHS = st.lists(
    st.sampled_from([LEAD, SECOND, "Advertisement", "Share", "5 min read", "April 24, 2024", "Related", "- 7 -"])
    | st.text(max_size=60),
    max_size=8,
).map("\n\n".join)


@given(PARAGRAPHS)
def test_sentences_stand_in_order_within_the_text_without_white_space_at_their_ends(text: str) -> None:
    found = analyse(Draft("Any", text)).analysis

    assert (found.starts[1:] >= found.ends[:-1]).all()
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]


@given(PARAGRAPHS, st.text(max_size=30))
def test_an_analysis_comes_back_from_bytes_and_from_another_process(text: str, title: str) -> None:
    found = analyse(Draft(title, text))

    assert equal(Analysis.unpack(found.analysis.pack()), found.analysis)
    assert equal(pickle.loads(pickle.dumps(found)).analysis, found.analysis)  # noqa: S301
    assert len(found.analysis.terms) == found.analysis.counts.sum()


@given(PARAGRAPHS)
def test_renumbering_there_and_back_changes_nothing(text: str) -> None:
    found = analyse(Draft("Any", text))
    there = np.arange(len(found.vocabulary), dtype="<u4")[::-1] + 7
    back = np.zeros(len(there) + 7, dtype="<u4")
    back[there] = np.arange(len(there))

    assert equal(found.analysis.renumbered(there).renumbered(back), found.analysis)
