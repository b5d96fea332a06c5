"""What is found below a path, and what is read from each file: packed, in any encoding, broken, hostile."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableFile
from corpus.model import Draft, Published
from corpus.reading import files, paths
from corpus.reading.packed import digest

TEXT = "The two towns agreed on Tuesday to rebuild the old dam between them.\n\nWork begins in June, the council said."
COPIED = f"Dam to be rebuilt\n14 May 2024\n\n{TEXT}"
RECORD = {"title": "Dam to be rebuilt", "text": TEXT, "source": "Harbour News", "published": "2024-05-14"}
DRAFT = Draft("Dam to be rebuilt", TEXT, "Harbour News", "", Published(date(2024, 5, 14)))
LINE = json.dumps(RECORD).encode()
PARAGRAPHS = TEXT.replace("\n\n", "</p><p>")
PAGE = f"<html><head><title>Dam to be rebuilt</title></head><body><p>{PARAGRAPHS}</p></body></html>"
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def only(path: Path) -> Draft:
    [draft] = files.read(path)
    assert isinstance(draft, Draft)
    return draft


def reason(path: Path) -> str:
    [unreadable] = files.read(path)
    assert isinstance(unreadable, UnreadableFile)
    assert unreadable.path == str(path)
    return unreadable.reason


# ---- find ----


def test_folders_are_walked_in_order_without_hidden_files_and_unknown_endings(tmp_path: Path) -> None:
    kept = ["a.txt", "b/1.html", "b/2.JSONL.XZ", "b/c/3.json.bz2", "d.ndjson.gz", "e.htm"]
    for name in [*kept, ".hidden.txt", ".git/a.txt", "b/photo.jpg", "b/notes", "b/archive.gz", "z.pdf"]:
        written(tmp_path, name, "x")

    assert paths.find([tmp_path]) == [tmp_path / name for name in kept]


def test_what_is_named_directly_is_always_there_and_once(tmp_path: Path) -> None:
    named, known, missing = written(tmp_path, "b.pdf", "x"), written(tmp_path, "a.txt", "x"), tmp_path / "none.txt"

    assert paths.find([named, missing, known, tmp_path, named]) == [named, missing, known]


def test_links_in_a_ring_end(tmp_path: Path) -> None:
    written(tmp_path, "a/1.txt", "x")
    (tmp_path / "a" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")

    assert paths.find([tmp_path]) == [tmp_path / "a" / "1.txt"]


def test_a_folder_with_no_file_to_import_is_there_to_be_told_of(tmp_path: Path) -> None:
    written(tmp_path, "photo.jpg", "x")

    assert paths.find([tmp_path]) == [tmp_path]
    assert reason(tmp_path) == (
        "it holds no file to import; "
        "import takes .txt, .html, .json and .jsonl files, also with .gz, .xz or .bz2 after that"
    )
    assert paths.size(tmp_path) == 0


# ---- read: every kind, packed in every way ----


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", COPIED),
        ("a.html", PAGE),
        ("a.HTM", PAGE),
        ("a.json", LINE),
        ("a.jsonl", LINE),
        ("a.ndjson", LINE + b"\r\n"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 9 else "",
)
def test_every_kind_is_read_packed_in_every_way(tmp_path: Path, name: str, content: str | bytes, packing: str) -> None:
    plain = content if isinstance(content, bytes) else content.encode()
    path = written(tmp_path, name + packing, PACKERS[packing](plain))

    draft = only(path)

    assert (draft.title, draft.text) == ("Dam to be rebuilt", TEXT)


@pytest.mark.parametrize(
    "value", [[RECORD, RECORD], {"articles": [RECORD, RECORD]}, {"status": "ok", "articles": [RECORD, RECORD]}]
)
def test_a_json_file_may_hold_a_list(tmp_path: Path, value: object) -> None:
    assert list(files.read(written(tmp_path, "a.json", json.dumps(value, indent=1)))) == [DRAFT, DRAFT]


def test_json_lines_under_the_name_of_json_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", LINE + b"\n\n{\n" + LINE)

    first, bad, last = files.read(path)

    assert (first, last) == (DRAFT, DRAFT)
    assert isinstance(bad, UnreadableFile)
    assert bad.reason.startswith("line 3: ")


def test_a_file_of_its_own_name_is_the_source_of_last_resort(tmp_path: Path) -> None:
    record = json.dumps({"text": TEXT})

    assert only(written(tmp_path, "Harbour News.txt.gz", gzip.compress(COPIED.encode()))).source == "Harbour News"
    assert only(written(tmp_path, "harbour.jsonl", record)).source == "harbour"
    assert only(written(tmp_path, "harbour.json", record)).source == "harbour"
    assert only(written(tmp_path, "harbour.html", PAGE)).source == "harbour"


def test_hours_ago_count_from_when_the_file_was_written(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", COPIED.replace("14 May 2024", "Published 2 hours ago"))
    os.utime(path, (0, datetime(2024, 5, 14, 20, tzinfo=UTC).timestamp()))

    assert only(path).published == Published.at(datetime(2024, 5, 14, 18, tzinfo=UTC))


# ---- encodings ----

WESTERN = "Dam to be rebuilt\n\nThe café’s owner said: “Enough.” It cost €40 more than the year before."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_copied_text_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    assert only(written(tmp_path, "a.txt", WESTERN.encode(encoding))).text == WESTERN.split("\n\n")[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_json_lines_are_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    line = json.dumps({"text": WESTERN}, ensure_ascii=False)
    path = written(tmp_path, "a.jsonl", f"{line}\n\n{line}\n".encode(encoding))

    assert [draft.text for draft in files.read(path) if isinstance(draft, Draft)] == [WESTERN, WESTERN]


def test_a_page_says_what_encoding_it_is_in(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="windows-1251"></head><body><p>Плотину восстановят, сообщил совет.</p></body></html>'
    )

    assert only(written(tmp_path, "a.html", page.encode("cp1251"))).text == "Плотину восстановят, сообщил совет."


@pytest.mark.parametrize("charset", ["utf-8", "no-such", "hex", "rot13", "idna", "undefined"])
def test_a_page_that_says_nonsense_of_its_encoding_is_read_as_western(tmp_path: Path, charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>The café opens in June.</p></body></html>'

    assert only(written(tmp_path, "a.html", page.encode("cp1252"))).text == "The café opens in June."


# ---- what cannot be read ----

UNREADABLE = {
    "empty": ("a.txt", b"", "it is empty"),
    "blank": ("a.html", b" \n ", "it is empty"),
    "empty lines": ("a.jsonl", b"\n \n", "it is empty"),
    "empty, packed": ("a.jsonl.gz", gzip.compress(b""), "it is empty"),
    "no bytes to unpack": ("a.txt.gz", b"", "it is empty"),
    "buttons only": ("a.txt", b"Share\nSave\n", "it holds no article text"),
    "stray bytes": ("a.txt", b"\xc4\xe4\xfc\xf6", "it is too short for an article: give it a sentence at least"),
    "menu only": ("a.html", b"<body><nav><a href='/'>Home</a></nav><p></p></body>", "it holds no article text"),
    "unknown ending": ("a.pdf", b"text", "its ending is not known; import takes .txt"),
    "no ending": ("README", b"text", "its ending is not known"),
    "packed, no ending": ("a.gz", b"text", "its ending is not known"),
    "picture": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "it is a binary file"),
    "PDF": ("a.html", b"%PDF-1.7 and more", "it is a binary file"),
    "packed, name says not": ("a.jsonl", gzip.compress(LINE), "it is a binary file"),
    "random bytes": ("a.jsonl", bytes(range(256)) * 99, "it is a binary file"),
    "not packed": ("a.jsonl.gz", LINE, "it is no whole .gz file"),
    "not packed either": ("a.txt.xz", LINE, "it is no whole .xz file"),
    "nor this": ("a.txt.bz2", LINE, "it is no whole .bz2 file"),
    "cut off": ("a.txt.gz", gzip.compress(os.urandom(9_000))[:-40], "it is no whole .gz file"),
    "no JSON": ("a.json", b"{nonsense", "it is no JSON: expecting property name"),
    "half a JSON": ("a.json", LINE[:-5], "it is no JSON: "),
    "JSON of no article": ("a.json", b"7", 'it is no JSON object such as {"title"'),
    "no articles": ("a.json", b'{"articles": []}', "its list of articles is empty"),
    "no text": ("a.json", b'{"title": "x"}', 'it has no "text"'),
    "deep JSON": ("a.json", b"[" * 200_000, "it is JSON past all bounds"),
    "huge number": ("a.json", b'{"text": ' + b"9" * 5_000 + b"}", "it is JSON past all bounds"),
}


@pytest.mark.parametrize(("name", "content", "told"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_is_told_in_words(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    assert reason(written(tmp_path, name, content)).startswith(told)


def test_a_path_that_is_no_file_is_told_in_words(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone")

    assert reason(tmp_path / "none.txt") == "there is no such file"
    assert reason(tmp_path / "link.txt") == "there is no such file"
    assert reason(tmp_path / "pipe.txt").startswith("it is no ordinary file")
    assert reason(tmp_path / ("n" * 300 + ".txt")) == "file name too long"
    assert reason(Path("nul\0.txt")).startswith("there is no such file")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_or_folder_one_may_not_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "sub/a.txt", "x")
    path.chmod(0)
    assert reason(path) == "permission denied"
    path.parent.chmod(0)
    assert paths.find([tmp_path]) == [path.parent]
    assert reason(path.parent) == "permission denied"
    path.parent.chmod(0o700)


BAD_LINES = {
    "no JSON": (b"nonsense", "it is no JSON: expecting value at character 1"),
    "a list": (b"[1]", "it is no JSON object"),
    "null": (b"null", "it is no JSON object"),
    "null text": (b'{"text": null}', 'it has no "text"'),
    "text of the wrong kind": (b'{"text": {"a": 1}}', 'its "text" is not text'),
    "no words": (b'{"text": "\\u0000\\ud800 ..."}', "it holds no article text"),
    "deep": (b'{"text":' * 100_000, "it is JSON past all bounds"),
    "number past all bounds": (b'{"text": "x", "published": ' + b"9" * 5_000 + b"}", "it is JSON past all bounds"),
    "too long": (b'{"text": "' + b"x" * 5_000_000 + b'"}', "it is longer than 5 MB"),
}


@pytest.mark.parametrize(("bad", "told"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_one_bad_line_is_one_value_and_the_others_are_read(tmp_path: Path, bad: bytes, told: str) -> None:
    path = written(tmp_path, "a.jsonl.gz", gzip.compress(b"\n".join([LINE, b"", bad, LINE, b"{"]), 1))

    first, unreadable, last, another = files.read(path)

    assert (first, last) == (DRAFT, DRAFT)
    assert isinstance(unreadable, UnreadableFile)
    assert isinstance(another, UnreadableFile)
    assert another.reason.startswith("line 5: ")
    assert unreadable.path == str(path)
    assert unreadable.reason.startswith(f"line 3: {told}")


def test_what_stands_before_a_break_in_a_packed_file_is_read(tmp_path: Path) -> None:
    many = b"".join(json.dumps(RECORD | {"title": os.urandom(400).hex()}).encode() + b"\n" for _ in range(400))
    path = written(tmp_path, "a.jsonl.xz", lzma.compress(many)[:-9_000])

    *drafts, broken = files.read(path)

    assert len(drafts) > 300
    assert all(isinstance(draft, Draft) for draft in drafts)
    assert isinstance(broken, UnreadableFile)
    assert broken.reason == "it is no whole .xz file"


def test_lone_halves_of_characters_in_json_are_left_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.jsonl",
        rb'{"text": "The dam \ud800is safe.\u0000", "title": "\udfff", "url": "http://\ud800.org/"}',
    )

    assert only(path) == Draft("The dam is safe.", "The dam is safe.", "a")


# ---- digests ----


def test_files_of_the_same_bytes_and_endings_share_a_digest(tmp_path: Path) -> None:
    first, copy = written(tmp_path, "a.jsonl", LINE), written(tmp_path, "sub/b.JSONL", LINE)
    longer, page = written(tmp_path, "c.jsonl", LINE + b"\n"), written(tmp_path, "d.html", LINE)

    digests = [digest(path) for path in (first, copy, longer, page)]

    assert digests[0] == digests[1]
    assert len(set(digests)) == 3
    assert all(digests)


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    paths = [tmp_path, tmp_path / "pipe.txt", tmp_path / "none.txt", tmp_path / ("n" * 300 + ".txt"), Path("nul\0.txt")]
    assert [digest(path) for path in paths] == [None] * 5


# ---- size, progress, memory ----


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", (LINE + b"\n") * 500), ("a.txt", COPIED.encode()), ("a.json", LINE)]
)
def test_progress_adds_up_to_the_size_on_disk(tmp_path: Path, name: str, content: bytes, packing: str) -> None:
    path = written(tmp_path, name + packing, PACKERS[packing](content))
    progress: list[int] = []

    assert all(isinstance(draft, Draft) for draft in files.read(path, progress.append))

    assert sum(progress) == paths.size(path) == path.stat().st_size


def test_lines_come_with_their_numbers_and_leave_the_parsing_to_others(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", b"\n" + LINE + b"\n\nnonsense")

    assert list(files.lines(path)) == [(2, LINE + b"\n"), (4, b"nonsense")]
    assert files.parse_line(2, LINE, "a.jsonl") == DRAFT
    assert paths.is_lines(path)
    assert not paths.is_lines(tmp_path / "a.json.xz")
    assert [paths.is_single(tmp_path / name) for name in ("a.txt.gz", "a.HTM", "a.json", "a.jsonl")] == [
        *(True, True),
        *(False, False),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.txt.gz", "it is larger than 20 MB"),
        ("a.html.gz", "it is larger than 5 MB"),
        ("a.json.gz", "it is larger than 50 MB"),
        ("a.jsonl.gz", "line 1: it is longer than 5 MB"),
    ],
)
def test_a_file_that_unpacks_past_all_bounds_is_one_plain_reason(tmp_path: Path, name: str, told: str) -> None:
    path = written(tmp_path, name, gzip.compress(b"x" * 60_000_000, 1))

    assert reason(path).startswith(told)


def test_a_long_file_of_lines_is_read_in_little_memory(tmp_path: Path) -> None:
    line = json.dumps(RECORD | {"text": TEXT + " " + "word " * 2_000}).encode() + b"\n"
    path = written(tmp_path, "a.jsonl.xz", lzma.compress(line * 4_000, preset=0))
    tracemalloc.start()
    try:
        count = sum(1 for _ in files.lines(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert count == 4_000
    assert peak < 3_000_000 < len(line) * count


# ---- laws ----

NAMES = [kind + packing for kind in (".txt", ".html", ".json", ".jsonl", "") for packing in PACKERS]
CONTENT = (
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.sampled_from([LINE, PAGE.encode(), COPIED.encode()])
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), CONTENT, st.booleans())
def test_no_content_of_any_file_raises(tmp_path: Path, name: str, content: bytes, packed: bool) -> None:
    packer = PACKERS.get(Path("a" + name).suffix, bytes) if packed else bytes
    path = written(tmp_path, "a" + name, packer(content))

    for item in files.read(path):
        assert isinstance(item, Draft) or item.reason


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.floats() | st.text(),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(["text", "title", "published", "source", "url", "language"]), x, min_size=1
            )
        ),
    )
    .map(json.dumps)
    .map(str.encode)
)
def test_no_line_raises(line: bytes) -> None:
    parsed = files.parse_line(1, line, "a.jsonl")

    assert isinstance(parsed, Draft) or parsed.reason.startswith("line 1: ")
