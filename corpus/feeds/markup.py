"""HTML as a person reads it: plain paragraphs, without scripts, captions and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html  # type: ignore[import-untyped, unused-ignore]
from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from corpus.feeds.characters import usable
from corpus.language.text import clean
from corpus.reading.extract import LONGEST_TEXT

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|d[dltiv]+|fieldset|footer|form|h[1-6r]|header|html|li|main|nav|ol|p|pre"
    r"|section|table|t[dhr]|tbody|tfoot|thead|ul"
)
_UNSAID = (
    *("script", "style", "noscript", "template", "iframe", "object", "svg", "math", "audio", "video", "button"),
    *("select", "figcaption", "head", "textarea"),
)
_PARAGRAPH, _LINE = "\ue000", "\ue001"  # private characters: white space of the source must not be taken for breaks


def paragraphs(markup: str) -> str:
    """HTML as a person reads it: plain paragraphs separated by an empty line, without scripts, captions and buttons."""
    root = tree(f"<div>{markup[:LONGEST_TEXT]}</div>")
    if root is None:
        return ""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_UNSAID, with_tail=False)
    flat = " ".join("".join(_pieces(root)).split())
    broken = re.sub(rf"(?: ?{_LINE} ?){{2,}}|[ {_LINE}]*{_PARAGRAPH}[ {_LINE}{_PARAGRAPH}]*", "\n\n", flat)
    return clean(broken.replace(_LINE, "\n"))


def _pieces(root: Any) -> Iterator[str]:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        yield _PARAGRAPH if _BLOCKS.fullmatch(element.tag) else _LINE if (event, element.tag) == ("end", "br") else ""
        yield (element.text if event == "start" else element.tail) or ""


def tree(markup: str) -> Any:
    """The root of an HTML document; None for what holds none."""
    try:
        # Encoded, for lxml takes no text that names an encoding of its own.
        return lxml.html.document_fromstring(usable(markup).encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def plain_text(markup: str) -> str:
    """What may be HTML, as one line."""
    return " ".join(paragraphs(markup).split()) if "<" in markup or "&" in markup else one_line(markup)


def one_line(text: str) -> str:
    """A text in one line, clean."""
    return " ".join(clean(text).split())
