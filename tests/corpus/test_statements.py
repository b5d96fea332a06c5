"""Which sentences can be told: none of the page, of who wrote it and of who published it, but what news says of such things."""

from __future__ import annotations

import pytest

from corpus.answering.statements import repeats, whole
from corpus.language.terms import terms

OF_THE_PAGE = (
    "Reach him at newsroom@herald.example and follow him on X @herald_news.",
    "You can find her on Bluesky at @herald.example.",
    "Contact our reporter at 555 0100 or news@herald.example.",
    "Send story tips to the desk at tips@herald.example.",
    "Follow Herald News on Twitter: @herald_news.",
    "Purchases that you make through our links may earn us a commission.",
    "The Herald may earn revenue from betting companies for audience referrals.",
    "Please consider supporting local journalism.",
    "As a public service, the Herald has made this content free.",
    "Health coverage at the Herald is made possible in part by a grant from a trust.",
    "Tips for saving money, delivered to your inbox.",
    "This transcript was automatically made, and then edited.",
    "Listen to it here, or wherever you get your podcasts.",
    "Correction: an earlier version misstated the mayor's age.",
)
OF_THE_NEWS = (
    "The minister wrote on X that @herald_news had lied.",
    "Whoever has seen the bear is asked to call the police, or to write to bear@altmark.example.",
    "The bank may earn a billion more in fees this year.",
    "The council will support local journalism with two million euros.",
    "The court's correction of the figures came on Monday.",
    "Insurance coverage of the flood is supported by the state.",
)


@pytest.mark.parametrize("text", OF_THE_PAGE)
def test_what_is_of_the_page_is_not_told(text: str) -> None:
    assert not whole(text)


@pytest.mark.parametrize("text", OF_THE_NEWS)
def test_what_news_says_of_such_things_is(text: str) -> None:
    assert whole(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("All 112 votes against came from Republicans.", "The House approved it by 311 votes to 112.", False),
        ("The bridge fell at noon.", "The old bridge fell at noon on Monday.", True),
        ("Six people died in the fire on Monday.", "In the fire on Monday six people died, police said.", True),
    ],
)
def test_a_sentence_of_few_words_says_not_what_a_longer_one_does_for_having_two_of_them(
    one: str, other: str, *, same: bool
) -> None:
    assert repeats(set(terms(one)), set(terms(other))) == same
