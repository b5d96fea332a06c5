"""A body as it was before its content coding, unpacked within a limit, so that a bomb never goes off."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import brotli  # type: ignore[import-untyped, unused-ignore]

from corpus.feeds.refused import RefusedError
from corpus.saying import Saying

DAMAGED: tuple[type[Exception], ...] = (zlib.error, brotli.error)
"""What is raised for a body that is not packed as it says."""


def unpacked(chunks: Iterable[bytes], coding: str, max_bytes: int) -> bytes:
    """A body as it was before its content coding; refused beyond `max_bytes`, packed or unpacked, before it grows."""
    coding = coding.strip().lower() or "identity"
    if coding not in _UNPACKERS:
        raise RefusedError(Saying("answered in a form that cannot be unpacked ({name})", name=coding[:40]))
    unpacker, body, packed = _UNPACKERS[coding](), bytearray(), 0
    for chunk in chunks:
        packed += len(chunk)
        body += unpacker.feed(chunk, max_bytes + 1 - len(body))
        if max(packed, len(body)) > max_bytes:
            raise RefusedError(Saying("larger than {size} MB", size=f"{max_bytes / 1e6:g}"))
    if packed and not unpacker.ended:
        raise RefusedError(Saying("the answer broke off"))
    return bytes(body)


class _Identity:
    ended = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Zlib:
    """gzip and zlib, told apart by their first bytes; also the raw deflate that some servers send as `deflate`."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._begun = False

    def feed(self, data: bytes, room: int) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._inner.decompress(data, room)
        except zlib.error:
            if begun:
                raise
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inner.decompress(data, room)

    @property
    def ended(self) -> bool:
        return self._inner.eof


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        return bytes(self._inner.process(data, output_buffer_limit=room))[:room]

    @property
    def ended(self) -> bool:
        return bool(self._inner.is_finished())


_UNPACKERS: dict[str, Callable[[], _Identity | _Zlib | _Brotli]] = {
    "identity": _Identity,
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
}
