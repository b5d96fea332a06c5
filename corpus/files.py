"""What a path holds: folders walked, files unpacked and decoded, JSON parsed; what the words mean is left to `extract`.

A file that cannot be read is a value, `UnreadableFile`, with the plain reason, so that the others go on.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import json
import lzma
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import extract
from corpus.errors import UnreadableFile
from corpus.model import Draft

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# In bytes, after decompression; each is held in memory as a whole. A page takes 60 times as much and a second for a MB.
LONGEST_LINE = 5_000_000
LONGEST_PAGE = 5_000_000
LONGEST_TEXT = 20_000_000
LONGEST_JSON = 50_000_000

_LINES = (".jsonl", ".ndjson")
_PAGES = (".html", ".htm")
_KNOWN = (".txt", *_PAGES, ".json", *_LINES)
_UNPACKERS: dict[str, Callable[[io.BufferedReader], io.BufferedIOBase]] = {
    ".gz": lambda packed: gzip.GzipFile(fileobj=packed),
    ".xz": lzma.LZMAFile,
    ".bz2": bz2.BZ2File,
}
_EMPTY = "it is empty"
_WANTED = "import takes .txt, .html, .json and .jsonl files, also with .gz, .xz or .bz2 after that"

Told = Callable[[int], None]


def _silent(_: int) -> None:
    """Progress told to no one."""


# ---- which files ----


def find(paths: Sequence[Path]) -> list[Path]:
    """The files to import, each once, folders walked in the order of names.

    Within folders hidden files and unknown endings are passed over. What is named directly is always there, whether it
    can be read or not, and so is a folder that cannot be listed or holds no file to import: `read` tells why.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = dict.fromkeys(_walked(path, set())) if path.is_dir() else {path: None}
        found |= inside or {path: None}
    return list(found)


def _walked(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """The files below a folder; one that was `seen`, as a link can make it, is not entered again."""
    try:
        place = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    if (place.st_dev, place.st_ino) in seen:
        return
    seen.add((place.st_dev, place.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walked(entry, seen)
        elif _ending(entry) in _KNOWN:
            yield entry


def size(path: Path) -> int:
    """Bytes on disk; 0 for what is no file or cannot be asked."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def is_lines(path: Path) -> bool:
    """Whether its name says JSON Lines, compressed or not."""
    return _ending(path) in _LINES


def _ending(path: Path) -> str:
    """The ending that tells the kind, that of the compression aside, in small letters."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in _UNPACKERS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _name(path: Path) -> str:
    """What to call its source when nothing else tells one: the file's name without endings."""
    name = path.name
    for ending in (*_UNPACKERS, *_KNOWN):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name or path.name


# ---- what is in them ----


def read(path: Path, progress: Told | None = None) -> Iterator[Draft | UnreadableFile]:
    """The articles of a file, or why there is none; a bad line or record is one such value among the others.

    `progress` hears of bytes on disk as they are consumed, each time those since the last; together they are `size`.
    Never raises for what a file holds.
    """
    told = progress or _silent
    try:
        if is_lines(path):
            for number, line in lines(path, told):
                yield parse_line(number, line, str(path))
        elif _ending(path) == ".json":
            yield from _records(path, told)
        else:
            yield _article(path, told)
    except UnreadableFile as unreadable:
        yield unreadable


def lines(path: Path, progress: Told | None = None) -> Iterator[tuple[int, bytes]]:
    """The lines of a JSON Lines file with their numbers from 1, in UTF-8, empty ones left out; in constant memory.

    A line past `LONGEST_LINE` comes cut one byte past it, for `parse_line` to refuse. Raises UnreadableFile where the
    file cannot be read, or not any further.
    """
    with _unpacked(path, progress or _silent) as stream:
        readline = _reader(path, stream)
        number, whole, some = 0, True, False
        while line := readline():
            number += whole
            if whole and line.strip():
                some = True
                yield number, line
            whole = line.endswith(b"\n")
        if not some:
            raise UnreadableFile(str(path), _EMPTY)


def parse_line(number: int, line: bytes, name: str) -> Draft | UnreadableFile:
    """One line of JSON Lines as an article, or why it is none; `name` is the file's path, and its source if need be."""
    if len(line) > LONGEST_LINE:
        return UnreadableFile(name, f"line {number}: it is longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        return _draft(_json(line), name)
    except ValueError as error:
        return UnreadableFile(name, f"line {number}: {error}")


def _records(path: Path, told: Told) -> Iterator[Draft | UnreadableFile]:
    """The articles of a JSON file: an object, a list, an object with a list of "articles", or after all JSON Lines."""
    content = _decoded(_whole(path, LONGEST_JSON, told, "save it as JSON Lines, an article a line")).encode()
    try:
        value = _json(content)
    except ValueError as error:
        rows = [(number, row) for number, row in enumerate(content.splitlines(), 1) if row.strip()]
        if len(rows) < 2 or isinstance(parse_line(*rows[0], str(path)), UnreadableFile):
            raise UnreadableFile(str(path), str(error)) from error
        yield from (parse_line(*row, str(path)) for row in rows)
        return
    articles = value.get("articles") if isinstance(value, Mapping) else value
    if not isinstance(articles, list):
        articles = [value]
    if not articles:
        raise UnreadableFile(str(path), "its list of articles is empty")
    for number, record in enumerate(articles, 1):
        try:
            yield _draft(record, str(path))
        except ValueError as error:
            yield UnreadableFile(str(path), f"article {number}: {error}" if len(articles) > 1 else str(error))


def _article(path: Path, told: Told) -> Draft:
    is_page = _ending(path) in _PAGES
    content = _whole(path, LONGEST_PAGE if is_page else LONGEST_TEXT, told, "copy the article alone")
    now = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        if is_page:
            return _sourced(extract.from_html(_decoded(content, page=True), "", now), str(path))
        return extract.from_text(_decoded(content), _name(path), now)
    except ValueError as error:
        raise UnreadableFile(str(path), str(error)) from error


def _draft(record: object, name: str) -> Draft:
    if not isinstance(record, Mapping):
        raise ValueError('it is no JSON object such as {"title": "...", "text": "..."}')  # noqa: TRY004
    return _sourced(extract.from_record(record), name)


def _sourced(draft: Draft, name: str) -> Draft:
    return draft if draft.source else replace(draft, source=_name(Path(name))[: extract.LONGEST_SOURCE])


def _json(line: bytes) -> object:
    """ValueError in words for a person; a number or a nesting past what Python reads is one, too."""
    try:
        return json.loads(_decoded(line))
    except json.JSONDecodeError as error:
        raise ValueError(
            f"it is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ValueError("it is JSON past all bounds: too deeply nested, or with a number too long") from error


# ---- bytes ----


class _Counted(io.FileIO):
    """A file on disk that tells of the bytes read from it."""

    def __init__(self, path: Path, told: Told) -> None:
        super().__init__(path)
        self._told = told

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        count = super().readinto(buffer)
        self._told(count or 0)
        return count


@contextmanager
def _unpacked(path: Path, told: Told) -> Iterator[io.BufferedReader]:
    """The file's content as a stream. Raises UnreadableFile, on opening or while it is read, with the plain reason."""
    reason = _unfit(path)
    if reason:
        raise UnreadableFile(str(path), reason)
    try:
        with ExitStack() as stack:
            packed = stack.enter_context(_buffered(_Counted(path, told)))
            unpack = _UNPACKERS.get(path.suffix.lower())
            yield _buffered(stack.enter_context(unpack(packed))) if unpack else packed
    except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
        reason = _told_by_system(error) if isinstance(error, OSError) else ""
        raise UnreadableFile(str(path), reason or f"it is no whole {path.suffix} file") from error


def _told_by_system(error: OSError) -> str:
    return (error.strerror or "").lower()


def _buffered(raw: Any) -> io.BufferedReader:
    return io.BufferedReader(raw, 1 << 16)


def _unfit(path: Path) -> str:
    """Why a path cannot be opened as an article's file, or ""."""
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # fails where the folder may not be listed
            return f"it holds no file to import; {_WANTED}"
        if not path.exists():
            return "there is no such file"
    except OSError as error:
        return _told_by_system(error)
    if not path.is_file():
        return f"it is no ordinary file; {_WANTED}"
    return "" if _ending(path) in _KNOWN else f"its ending is not known; {_WANTED}"


def _whole(path: Path, limit: int, told: Told, hint: str) -> bytes:
    with _unpacked(path, told) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise UnreadableFile(str(path), f"it is larger than {limit // 1_000_000} MB; {hint}")
    if not content.strip():
        raise UnreadableFile(str(path), _EMPTY)
    _refuse_binary(path, content)
    return content


# ---- characters ----

_MAGIC = (b"%PDF", b"PK\3\4", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xfd7zXZ", b"BZh", b"\x7fELF")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def _refuse_binary(path: Path, content: bytes) -> None:
    """By the first bytes, or by control characters, of which text has none; UTF-16 is told from it before."""
    start = content[:4096]
    controls = len(start) - len(start.translate(None, _CONTROL))
    if start.startswith(_MAGIC) or (not _utf16(start) and controls > len(start) / 10):
        raise UnreadableFile(str(path), f"it is a binary file, not text; {_WANTED}")


def _utf16(start: bytes) -> str:
    """The byte order of UTF-16, by its mark or by the zeros beside each Latin letter; "" for other encodings."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(start) // 2
    if half > 1 and start[1::2].count(0) > 0.7 * half and start[::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if half > 1 and start[::2].count(0) > 0.7 * half and start[1::2].count(0) == 0 else ""


def _decoded(content: bytes, page: bool = False) -> str:
    """By its mark, as UTF-8, as a page says of itself, or as Windows text, whose letters are the likeliest left."""
    wide = _utf16(content[:4096])
    if wide:
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(content[:4096]) if page else None
        return _as_named(content, named[1].decode() if named else "cp1252")


def _as_named(content: bytes, encoding: str) -> str:
    """In the encoding that a page names, if there is such a one for text; UTF-8 has been tried, so that is none."""
    if not encoding.lower().startswith("utf"):
        with suppress(LookupError, UnicodeError):
            return content.decode(encoding, "replace")
    return content.decode("cp1252", "replace")


def _reader(path: Path, stream: io.BufferedReader) -> Callable[[], bytes]:
    """What gives the next line, or the first `LONGEST_LINE` bytes of it, in UTF-8; b"" at the end."""
    start = stream.peek()[:4096]
    _refuse_binary(path, start)
    wide = _utf16(start)
    if not wide:
        return lambda: stream.readline(LONGEST_LINE + 1)
    text = io.TextIOWrapper(stream, wide, "replace", newline="\n")
    return lambda: text.readline(LONGEST_LINE + 1).encode("utf-8", "replace")
