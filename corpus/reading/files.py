"""What a file holds: JSON parsed, what holds no article refused; the bytes are `packed`'s, the words `extract`'s.

A file that cannot be read is a value, `UnreadableFile`, with the plain reason, so that the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.model import Draft
from corpus.reading import extract
from corpus.reading.packed import EMPTY, Progress, decoded, is_binary, line_reader, unpacked
from corpus.reading.paths import PAGES, ending, is_lines, name_of, unfit
from corpus.saying import Saying

# In bytes, after decompression; each is held in memory as a whole. A page takes 60 times as much and a second for a MB.
LONGEST_LINE = 5_000_000
LONGEST_PAGE = 5_000_000
LONGEST_TEXT = 20_000_000
LONGEST_JSON = 50_000_000


def _silent(_: int) -> None:
    """Progress told to no one."""


def read(path: Path, progress: Progress | None = None) -> Iterator[Draft | UnreadableFile]:
    """The articles of a file, or why there is none; a bad line or record is one such value among the others.

    `progress` hears of bytes on disk as they are consumed, each time those since the last; together they are `size`.
    Never raises for what a file holds.
    """
    progress = progress or _silent
    try:
        if is_lines(path):
            for number, line in lines(path, progress):
                yield parse_line(number, line, str(path))
        elif ending(path) == ".json":
            yield from _records(path, progress)
        else:
            yield _article(path, progress)
    except UnreadableFile as unreadable:
        yield unreadable


def lines(path: Path, progress: Progress | None = None) -> Iterator[tuple[int, bytes]]:
    """The lines of a JSON Lines file with their numbers from 1, in UTF-8, empty ones left out; in constant memory.

    A line past `LONGEST_LINE` comes cut one byte past it, for `parse_line` to refuse. Raises UnreadableFile where the
    file cannot be read, or not any further.
    """
    _refuse_unfit(path)
    with unpacked(path, progress or _silent) as stream:
        _refuse_binary(path, stream.peek())
        readline = line_reader(stream, LONGEST_LINE + 1)
        number, whole, some = 0, True, False
        while line := readline():
            number += whole
            if whole and line.strip():
                some = True
                yield number, line
            whole = line.endswith(b"\n")
        if not some:
            raise UnreadableFile(str(path), EMPTY)


def parse_line(number: int, line: bytes, name: str) -> Draft | UnreadableFile:
    """One line of JSON Lines as an article, or why it is none; `name` is the file's path, and its source if need be."""
    if len(line) > LONGEST_LINE:
        return UnreadableFile(name, f"line {number}: it is longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        return _draft(_json(line), name)
    except ValueError as error:
        return UnreadableFile(name, f"line {number}: {error}")


def _records(path: Path, progress: Progress) -> Iterator[Draft | UnreadableFile]:
    """The articles of a JSON file: an object, a list, an object with a list of "articles", or after all JSON Lines."""
    content = decoded(_whole(path, LONGEST_JSON, progress, "save it as JSON Lines, an article a line")).encode()
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


def _article(path: Path, progress: Progress) -> Draft:
    limit = LONGEST_PAGE if ending(path) in PAGES else LONGEST_TEXT
    content = _whole(path, limit, progress, "copy the article alone")
    return article(path, content, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def article(path: Path, content: bytes, now: datetime) -> Draft:
    """The article in a file's content, a page or text by the ending of its name; raises UnreadableFile."""
    _refuse_binary(path, content)
    try:
        if ending(path) in PAGES:
            return _sourced(extract.from_html(decoded(content, page=True), "", now), str(path))
        return extract.from_text(decoded(content), name_of(path), now)
    except ValueError as error:
        raise UnreadableFile(str(path), str(error)) from error


def _draft(record: object, name: str) -> Draft:
    if not isinstance(record, Mapping):
        raise ValueError('it is no JSON object such as {"title": "...", "text": "..."}')  # noqa: TRY004
    return _sourced(extract.from_record(record), name)


def _sourced(draft: Draft, name: str) -> Draft:
    return draft if draft.source else replace(draft, source=name_of(Path(name))[: extract.LONGEST_SOURCE])


def _json(line: bytes) -> object:
    """ValueError in words for a person; a number or a nesting past what Python reads is one, too."""
    try:
        return json.loads(decoded(line))
    except json.JSONDecodeError as error:
        raise ValueError(
            f"it is no JSON: {error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise ValueError("it is JSON past all bounds: too deeply nested, or with a number too long") from error


def _whole(path: Path, limit: int, progress: Progress, hint: str) -> bytes:
    _refuse_unfit(path)
    with unpacked(path, progress) as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise UnreadableFile(str(path), f"it is larger than {limit // 1_000_000} MB; {hint}")
    if not content.strip():
        raise UnreadableFile(str(path), EMPTY)
    _refuse_binary(path, content)
    return content


def _refuse_unfit(path: Path) -> None:
    reason = unfit(path)
    if reason:
        raise UnreadableFile(str(path), reason)


def _refuse_binary(path: Path, start: bytes) -> None:
    if is_binary(start):
        raise UnreadableFile(str(path), Saying("it is a binary file: save the article as text"))
