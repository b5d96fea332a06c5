"""Bytes on disk as streams and characters: unpacked, counted, told apart from pictures, decoded.

What cannot be read raises UnreadableFile with the plain reason.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import UnreadableFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

UNPACKERS: dict[str, Callable[[io.BufferedReader], io.BufferedIOBase]] = {
    ".gz": lambda packed: gzip.GzipFile(fileobj=packed),
    ".xz": lzma.LZMAFile,
    ".bz2": bz2.BZ2File,
}
EMPTY = "it is empty"

Progress = Callable[[int], None]
"""Hears of each further bit of work that is done, here of bytes on disk as they are read."""

# ---- bytes ----


class _Counted(io.FileIO):
    """A file on disk that tells of the bytes read from it."""

    def __init__(self, path: Path, progress: Progress) -> None:
        super().__init__(path)
        self._progress = progress

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        count = super().readinto(buffer)
        self._progress(count or 0)
        return count


@contextmanager
def unpacked(path: Path, progress: Progress) -> Iterator[io.BufferedReader]:
    """The file's content as a stream. Raises UnreadableFile, on opening or while it is read, with the plain reason."""
    try:
        with ExitStack() as stack:
            packed = stack.enter_context(_buffered(_Counted(path, progress)))
            unpack = UNPACKERS.get(path.suffix.lower())
            yield _buffered(stack.enter_context(unpack(packed))) if unpack else packed
    except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
        reason = told_by_system(error) if isinstance(error, OSError) else ""
        raise UnreadableFile(str(path), reason or f"it is no whole {path.suffix} file") from error


def told_by_system(error: OSError) -> str:
    """The reason that the system gives, or ""."""
    return (error.strerror or "").lower()


def _buffered(raw: Any) -> io.BufferedReader:
    return io.BufferedReader(raw, 1 << 16)


# ---- characters ----

_MAGIC = (b"%PDF", b"PK\3\4", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xfd7zXZ", b"BZh", b"\x7fELF")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


def is_binary(start: bytes) -> bool:
    """By the first bytes, or by control characters, of which text has none; UTF-16 is told from it before."""
    start = start[:4096]
    controls = len(start) - len(start.translate(None, _CONTROL))
    return start.startswith(_MAGIC) or (not _utf16(start) and controls > len(start) / 10)


def _utf16(start: bytes) -> str:
    """The byte order of UTF-16, by its mark or by the zeros beside each Latin letter; "" for other encodings."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(start) // 2
    if half > 1 and start[1::2].count(0) > 0.7 * half and start[::2].count(0) == 0:
        return "utf-16-le"
    return "utf-16-be" if half > 1 and start[::2].count(0) > 0.7 * half and start[1::2].count(0) == 0 else ""


def decoded(content: bytes, page: bool = False) -> str:
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


def line_reader(stream: io.BufferedReader, longest: int) -> Callable[[], bytes]:
    """What gives the next line, or the first `longest` bytes of it, in UTF-8; b"" at the end."""
    wide = _utf16(stream.peek()[:4096])
    if not wide:
        return lambda: stream.readline(longest)
    text = io.TextIOWrapper(stream, wide, "replace", newline="\n")
    return lambda: text.readline(longest).encode("utf-8", "replace")


def digest(path: Path) -> bytes | None:
    """32 bytes that files share when they hold the same bytes under the same endings; None for what cannot be read."""
    kind = "".join(path.suffixes[-2:]).lower().encode()
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file_digest(file, lambda: blake2b(kind, digest_size=32)).digest()
    except OSError:
        return None
