"""OPML: what other programs write is read, what is hostile is refused, what is written comes back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.feeds import opml
from corpus.feeds.opml import Opml, OpmlError, Outline

A, B = "https://harbour.example/feed", "https://lock.example/rss"

unhurried = settings(deadline=None)  # the machine may be busy with other things


def listed(body: str, head: str = "<title>My feeds</title>") -> Opml:
    return opml.read(f'<?xml version="1.0"?><opml version="1.0"><head>{head}</head><body>{body}</body></opml>'.encode())


def feed(url: str, text: str = "Harbour") -> str:
    return f'<outline type="rss" text="{text}" xmlUrl="{url}"/>'


def test_folders_are_topics_and_may_be_nested() -> None:
    told = listed(
        f'<outline text="World"><outline text="Europe">{feed(A)}</outline>{feed(B, "Lock")}</outline>{feed(B, "Lock")}'
    )
    assert told.title == "My feeds"
    assert [(one.title, one.folders, one.topic) for one in told.feeds] == [
        ("Harbour", ("World", "Europe"), "World / Europe"),
        ("Lock", ("World",), "World"),
        ("Lock", (), ""),
    ]


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        (f'<outline title="A" text="B" xmlUrl="{A}" htmlUrl="https://harbour.example/"/>', "A"),
        (f'<outline text="A" xmlurl="{A}"/>', "A"),
        (f'<OUTLINE TEXT="A" XMLURL="{A}"/>', "A"),
        (f'<outline description="x" xmlUrl="{A}"/>', ""),
        (f'<outline text="{A}" xmlUrl="{A}"/>', ""),
        (f'<outline text="Fish & Ships &amp; more" xmlUrl="{A}"/>', "Fish & Ships & more"),
        (f'<outline text=" two\n  lines " xmlUrl=" {A} "/>', "two lines"),
        (f'<outline text="A"><outline text="" xmlUrl="{A}"/></outline>', ""),
        ('<outline text="A" xmlUrl="feed:https://harbour.example/feed"/>', "A"),
        ('<outline text="A" xmlUrl="feed://https://harbour.example/feed"/>', "A"),
    ],
)
def test_what_programs_write_is_read(outline: str, expected: str) -> None:
    (only,) = listed(outline).feeds
    assert (only.url, only.title) == (A, expected)


def test_feed_addresses_without_a_scheme_of_the_web_are_http() -> None:
    assert listed(feed("feed://harbour.example/rss")).feeds[0].url == "http://harbour.example/rss"


def test_categories_stand_in_for_folders() -> None:
    told = listed(f'<outline text="A" xmlUrl="{A}" category="/News/Europe,/Sea"/>')
    assert told.feeds[0].folders == ("News", "Europe")


def test_a_feed_listed_twice_in_a_folder_is_listed_once() -> None:
    assert len(listed(feed(A) * 3 + f'<outline text="Sea">{feed(A)}</outline>').feeds) == 2


def test_addresses_outside_the_web_are_named() -> None:
    told = listed(feed("file:///etc/hostname") + feed("javascript:alert(1)") + feed(A) + '<outline text="empty"/>')
    assert [one.url for one in told.feeds] == [A]
    assert told.skipped == ("file:///etc/hostname", "javascript:alert(1)")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_encodings_are_read_as_declared(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?><opml><body>{feed(A, "Гавань")}</body></opml>'
    assert opml.read(text.encode(encoding)).feeds[0].title == "Гавань"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "the file is no OPML, or broken"),
        (b"not XML", "the file is no OPML, or broken"),
        (b"<opml><body><outline></body></opml>", "the file is no OPML, or broken"),
        (b"<opml><body>&lol;<x</body></opml>", "the file is no OPML, or broken"),
        (b"<rss><channel/></rss>", "the file is XML, but no OPML"),
        (b"<x><opml/></x>", "the file is XML, but no OPML"),
        (
            b'<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body>&b;</body></opml>',
            "the file declares a document type, which no list of feeds needs",
        ),
        (
            b'<!DOCTYPE opml SYSTEM "file:///etc/hostname"><opml/>',
            "the file declares a document type, which no list of feeds needs",
        ),
        (b"<opml>" + b"<x>" * 100_000, "the file has folders more than 20 deep"),
        (b"<opml>" + b'<outline text="x">' * 30, "the file has folders more than 20 deep"),
        (b" " * 2_000_001, "the file is larger than 2 MB"),
    ],
)
def test_hostile_and_foreign_files_are_refused_in_plain_words(body: bytes, told: str) -> None:
    with pytest.raises(OpmlError) as failure:
        opml.read(body)
    assert str(failure.value) == told


def test_too_many_feeds_are_refused() -> None:
    with pytest.raises(OpmlError, match="more than 5,000 feeds"):
        listed("".join(feed(f"https://harbour.example/{number}") for number in range(5_001)))


def test_a_written_file_groups_folders_and_escapes() -> None:
    feeds = [Outline(A, 'Fish & "Ships" <sea>', "", ("Sea",)), Outline(B), Outline(B, "Lock", "", ("Sea", "Locks"))]
    assert opml.write([*feeds, Outline(B, "B", "", ("Sea",))], "Mine").decode().splitlines()[2:-1] == [
        "<head><title>Mine</title></head>",
        "<body>",
        f'<outline type="rss" text="{B}" xmlUrl="{B}"/>',
        '<outline text="Sea">',
        f'<outline type="rss" text=\'Fish &amp; "Ships" &lt;sea&gt;\' xmlUrl="{A}"/>',
        f'<outline type="rss" text="B" xmlUrl="{B}"/>',
        '<outline text="Locks">',
        f'<outline type="rss" text="Lock" xmlUrl="{B}"/>',
        "</outline>",
        "</outline>",
        "</body>",
    ]


names = st.text(max_size=12)
urls = st.from_regex(r"https?://[a-z]{1,9}\.example/[a-z0-9/?&=%.~_-]{0,12}", fullmatch=True)
outlines = st.lists(st.builds(Outline, urls, names, st.just("") | urls, st.lists(names, max_size=3).map(tuple)))


@unhurried
@given(outlines, names)
def test_what_is_written_comes_back(feeds: list[Outline], title: str) -> None:
    once = opml.read(opml.write(feeds, title))
    again = opml.read(opml.write(once.feeds, once.title))
    assert again == once
    assert {one.url for one in once.feeds} == {one.url for one in feeds}
    assert once.skipped == ()


tidy = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=8).map(opml._name)


@unhurried
@given(st.lists(st.builds(Outline, urls, tidy, st.just("") | urls, st.lists(tidy.filter(bool), max_size=3).map(tuple))))
def test_tidy_names_and_folders_come_back_as_they_were(feeds: list[Outline]) -> None:
    distinct = list({(one.url, one.folders): one for one in reversed(feeds)}.values())
    assert set(opml.read(opml.write(distinct)).feeds) == set(distinct)


@unhurried
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<opml>{text}".encode()))
def test_no_file_does_worse_than_be_refused(body: bytes) -> None:
    try:
        opml.read(body)
    except OpmlError as refusal:
        assert str(refusal)
