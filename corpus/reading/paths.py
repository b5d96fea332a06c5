"""Which files are imported: folders walked, what a name says of a file's kind, and why a path is none to open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.reading.packed import UNPACKERS, told_by_system

_LINES = (".jsonl", ".ndjson")
PAGES = (".html", ".htm")
_KNOWN = (".txt", *PAGES, ".json", *_LINES)
_WANTED = "import takes .txt, .html, .json and .jsonl files, also with .gz, .xz or .bz2 after that"


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
        elif ending(entry) in _KNOWN:
            yield entry


def size(path: Path) -> int:
    """Bytes on disk; 0 for what is no file or cannot be asked."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def is_lines(path: Path) -> bool:
    """Whether its name says JSON Lines, compressed or not."""
    return ending(path) in _LINES


def is_single(path: Path) -> bool:
    """Whether its name says that it holds one article."""
    return ending(path) in (".txt", *PAGES)


def ending(path: Path) -> str:
    """The ending that tells the kind, that of the compression aside, in small letters."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in UNPACKERS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def name_of(path: Path) -> str:
    """What to call its source when nothing else tells one: the file's name without endings."""
    name = path.name
    for known in (*UNPACKERS, *_KNOWN):
        if name.lower().endswith(known):
            name = name[: -len(known)]
    return name or path.name


def unfit(path: Path) -> str:
    """Why a path cannot be opened as an article's file, or ""."""
    try:
        if path.is_dir():
            next(path.iterdir(), None)  # fails where the folder may not be listed
            return f"it holds no file to import; {_WANTED}"
        if not path.exists():
            return "there is no such file"
    except OSError as error:
        return told_by_system(error)
    if not path.is_file():
        return f"it is no ordinary file; {_WANTED}"
    return "" if ending(path) in _KNOWN else f"its ending is not known; {_WANTED}"
