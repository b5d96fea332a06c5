"""The lines of a text, and which of them are the article's own words.

A line by itself is `debris`'s to judge; here it is judged by where it stands, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.language.text import Span, clean
from corpus.reading import debris, publishers, writers
from corpus.reading.stamps import LABEL, is_stamp

LONGEST_TEXT = 200_000  # in characters; an ordinary article has some 5,000

_ICONS = re.compile(r"(?:\bicon-[\w-]+[^\S\n]*)+")
_ENDED = re.compile(r".*[.!?…]['\"”’)\]]*", re.DOTALL)
_HEAD = 15
_SOURCE = re.compile(r"(?:source|publisher|publication)\s?:\s?(?P<name>[^:/]{2,60})", re.IGNORECASE)
_URL = re.compile(r"(?:(?:url|link|address|source)\s?:\s?)?(?P<url>https?://\S+)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")


def paragraphs(text: str) -> list[str]:
    """The lines of a text as they were written, white space aside; hard-wrapped ones joined, icons on their own.

    Of a text past twice the bound, which leaves room for what is dropped, the rest is not read.
    """
    text = text[: 2 * LONGEST_TEXT]
    text = clean(_ICONS.sub(r"\n\g<0>\n", text) if "icon-" in text else text, verbatim=True)
    blocks = [block.split("\n") for block in text.split("\n\n")]
    width = _wrapped_at(blocks)
    return [line for block in blocks for line in _joined(block, width) if line]


def _wrapped_at(blocks: list[list[str]]) -> int:
    """The column at which a text was hard-wrapped, or 0: in nearly all lines the next one's first word had no room."""
    width = max(len(line) for block in blocks for line in block)
    full = [_is_full(*pair, width) for block in blocks for pair in pairwise(block)]
    return width if len(full) > 2 and 45 <= width <= 100 and sum(full) >= 0.7 * len(full) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _joined(block: list[str], width: int) -> Iterator[str]:
    paragraph = block[:1]
    for line, following in pairwise(block):
        if not (width and _is_full(line, following, width)):
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(following)
    yield " ".join(paragraph)


# ---- which are the article's own ----


def quotable(text: str) -> list[Span]:
    """The stretches of a text that hold its own words, paragraphs being apart by an empty line.

    A label before a line's own words is none of them. A text that is debris all through is one stretch, since its maker
    called it an article.
    """
    lines = text.split("\n\n")
    marks = own(lines)
    if not any(marks):
        return [(0, len(text))]
    stretches: list[Span] = []
    start = 0
    for line, mark in zip(lines, marks, strict=True):
        label = publishers.label(line)
        if mark and not label and stretches and stretches[-1][1] == start - 2:
            stretches[-1] = stretches[-1][0], start + len(line)
        elif mark:
            stretches.append((start + label, start + len(line)))
        start += len(line) + 2
    return stretches


def own(lines: Sequence[str], *, headed: bool = False) -> list[bool]:
    """Which lines are the article's; with `headed`, the first of them is a headline, which looks much like a link."""
    end, owing = head(lines), headed
    marks = []
    for number, line in enumerate(lines):
        dropped = debris.is_furniture(line) if owing else debris.is_debris(line)
        marks.append(not dropped and not _is_aside(line, number < end, headed and not owing))
        owing = owing and not marks[-1]
    return marks


def listed(lines: Sequence[str]) -> list[bool]:
    """Which lines are headlines of others: those under a bare "Related" or "Most read", until a sentence comes."""
    marks, opened = [], False
    for number, line in enumerate(lines):
        opens = number > 0 and debris.opens_list(line)
        opened = opens or (opened and not is_sentence(line))
        marks.append(opened and not opens)
    return marks


def ended(line: str) -> bool:
    """Whether it ends as a sentence does."""
    return _ENDED.fullmatch(line) is not None


def is_sentence(line: str) -> bool:
    """Whether it is long and comes to an end, as sentences do and headlines do not."""
    return len(line) >= 60 and ended(line)


def head(lines: Sequence[str]) -> int:
    """How many lines belong to the head of a page, where date and writer stand: up to its second long sentence."""
    long = [number for number, line in enumerate(lines[:_HEAD]) if is_sentence(line)]
    return min([_HEAD, len(lines), *long[1:2]])


def told_source(line: str) -> str:
    """The name in a line "Source: X"; "" for any other."""
    found = _SOURCE.fullmatch(line)
    return found["name"].strip() if found else ""


def told_address(line: str) -> str:
    """The address that a line holds, and nothing else but a label; "" for any other."""
    found = _URL.fullmatch(line) if "://" in line else None
    return found["url"] if found else ""


def parts(line: str) -> list[str]:
    """What stands on one line between bars, dots or dashes."""
    return _PARTS.split(line)


def _is_aside(line: str, in_head: bool, after_headline: bool) -> bool:
    """Address, source, date or byline: told about the article, not by it."""
    if told_address(line) or writers.is_byline(line) or (LABEL.match(line) and is_stamp(line)):
        return True
    source = told_source(line) if after_headline else ""
    if source and (in_head or publishers.is_outlet(source)):
        return True
    if not in_head or len(line) > 200:
        return False
    named = after_headline and (writers.is_name(line) or publishers.is_outlet(line))
    return named or is_stamp(line) or _is_credit_line(line)


def _is_credit_line(line: str) -> bool:
    """Several such parts on one line: "By Nellie Bly | May 14, 2024 | 5 min read"."""
    several = parts(line)
    sure = [writers.is_byline(part) or debris.is_debris(part) or is_stamp(part) for part in several]
    return len(several) > 1 and any(sure) and all(s or writers.is_name(p) for s, p in zip(sure, several, strict=True))
