"""Which addresses are one article's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.addresses import canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.org/world/dam?id=7&page=2",
        "http://example.org/world/dam?id=7&page=2",
        "https://EXAMPLE.org:443/world/dam?id=7&page=2",
        "http://example.org:80/world/dam/?page=2&id=7",
        "https://m.example.org/world/dam?id=7&page=2#comments",
        "https://amp.example.org/world/dam?page=2&id=7",
        "https://example.org/world/dam/amp/?id=7&page=2",
        "https://example.org/world/dam?utm_source=x&id=7&UTM_medium=y&page=2&fbclid=z&gclid=w",
        " https://user:secret@example.org/world/dam?id=7&page=2 ",
    ],
)
def test_one_article_has_one_key(url: str) -> None:
    assert canonical(url) == "https://example.org/world/dam?id=7&page=2"


def test_two_articles_have_two_keys() -> None:
    urls = [
        *("https://example.org/", "https://example.org/a", "https://example.org/A", "https://example.org/a/b"),
        *(
            "https://example.org/a?id=1",
            "https://example.org/a?id=2",
            "https://example.org/a?id=",
            "https://example.org/?a",
        ),
        *(
            "https://news.example.org/a",
            "https://example.org:8080/a",
            "https://example.com/a",
            "https://example.co.uk/a",
        ),
        *(
            "https://m.co.uk/a",
            "https://example.org/a%2Fb",
            "https://example.org/a?q=%E8",
            "https://example.org/a?q=%E9",
        ),
        *(
            "https://example.org/camp",
            "https://example.org/amplitude",
            "https://example.org/a?x=1&x=2",
            "https://example.org/a?ampere=1",
        ),
        *("https://example.org/a?x=2&x=1", "https://example.org/статья"),
    ]

    keys = [canonical(url) for url in urls]

    assert len(set(keys)) == len(urls)
    assert "" not in keys


NO_ADDRESSES = [
    *("", "example.org/a", "ftp://example.org/a", "javascript:alert(1)", "mailto:a@example.org", "http://", "http://["),
    *(
        "https:///a",
        "http://example.org:99999/",
        "http://a b/",
        "https://example.org/" + "a" * 2_000,
        "http://\ud800 x",
    ),
]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_of_the_web_has_no_key(url: str) -> None:
    assert canonical(url) == ""


HOSTS = st.sampled_from(
    ["example.org", "www.m.example.org", "amp.example.co.uk:8080", "WWW.Example.org.", "m.co.uk", "1.2.3.4"]
)


@given(st.builds("https://{}/{}".format, HOSTS, st.text(max_size=40)) | st.text(max_size=40))
def test_a_key_is_its_own_key(url: str) -> None:
    key = canonical(url)

    assert canonical(key) == key
