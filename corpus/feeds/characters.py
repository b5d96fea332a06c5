"""Bytes of feeds and pages as characters, whatever they say of their encoding."""

from __future__ import annotations

import codecs
import re

# As browsers read these names; Latin-1 as declared is Windows-1252 in fact.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0\0\0": "utf-32-le",
    b"\0\0\0<": "utf-32-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})")
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decoded(body: bytes, charset: str = "") -> str:
    """The characters of a feed or page, whatever it says of its encoding; those that XML forbids are left out.

    What is valid UTF-8 is taken for that, since no other text is so by chance; then what the server says is tried, then
    what the document says. Failing all, single odd bytes within UTF-8 are read as Windows-1252, or else the whole.
    """
    for mark, encoding in _BOMS.items():
        if body.startswith(mark):
            return usable(body.decode(encoding, "replace"))
    declared = _DECLARED.search(body[:300])
    stated = [_codec(charset), _codec(declared[1].decode("ascii", "replace") if declared else "")]
    seven_bit = [name for name in stated if name.startswith(("iso2022", "hz"))]  # valid UTF-8, but by chance
    for encoding in filter(None, (*seven_bit, "utf-8-sig", *stated)):
        try:
            return usable(body.decode(encoding))
        except (UnicodeError, LookupError):  # names such as zip mean no text
            continue
    return usable(_mixed(body))


def usable(text: str) -> str:
    """A text without what XML forbids."""
    return _UNUSABLE.sub("", text.removeprefix("\ufeff"))


def charset(content_type: str) -> str:
    """The name of an encoding in a header, "" for none."""
    stated = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type, re.IGNORECASE)
    return stated[1] if stated else ""


def _codec(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if known in _NO_CHARSETS else _WIDER.get(known, known)


def _mixed(body: bytes) -> str:
    text = body.decode("utf-8", "surrogateescape")
    odd = len(re.findall("[\udc80-\udcff]", text))
    if 2 * odd > len(re.findall("[^\0-\x7f]", text)):
        return body.decode("cp1252", "replace")
    return re.sub(
        "[\udc80-\udcff]+", lambda run: run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )
