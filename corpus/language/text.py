"""Text made clean, and cut into paragraphs, pieces and sentences; what a full stop means is left to `boundaries`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from corpus.language.boundaries import Gap, begins_quoted, goes_on, punkt
from corpus.language.habits import Habits, habits
from corpus.model import Sentence

Span = tuple[int, int]

_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffc]"
)
# Joiners belong between the signs of an emoji or of a script that needs them, and nowhere else.
_JOINERS = re.compile("(?<![^\x00-\x7f\\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\\s])")
_GAPS = re.compile(r"\n{3,}")


def clean(text: str, *, verbatim: bool = False) -> str:
    """The same words, fit to store: composed (NFC), with no control, zero-width or direction sign, no lone surrogate.

    Lines end in a line feed, white space of any kind becomes one space and none stands at the edge of a line;
    paragraphs are at most one empty line apart. Cleaning twice changes nothing. Where the text is to be quoted,
    `verbatim` leaves every sign as it was written but white space, ASCII controls and surrogates.
    """
    text = "\n".join([" ".join(line.split()) for line in text.splitlines()])
    # A text of printable signs, as most are, holds nothing to drop: .1 ms an article instead of .4.
    if not text.replace("\n", " ").isprintable():
        text = "\n".join([" ".join(_seen(line, verbatim).split()) for line in text.split("\n")])
    return _GAPS.sub("\n\n", text if verbatim else unicodedata.normalize("NFC", text)).strip()


def _seen(line: str, verbatim: bool) -> str:
    """A line without the signs that nobody sees."""
    if verbatim:
        return _CONTROL.sub("", line)
    return _JOINERS.sub("", unicodedata.normalize("NFC", _UNSEEN.sub("", line)))


def sentences(text: str, language: str = "en") -> list[Sentence]:
    """The sentences of a text in order, as offsets in code points, with no white space at their ends.

    Together they hold all that is not white space. The end of a paragraph, of a heading or of a list item ends a
    sentence; the end of a line within a hard-wrapped paragraph does not. An empty text has none. A language that we
    do not know is read as English; "en-GB" will do for "en".
    """
    known = habits(language)
    return [
        Sentence(start, end)
        for paragraph in _paragraphs(text)
        for piece in _pieces(text, *paragraph, known)
        for start, end in _corrected(text, *piece, known)
    ]


# ---- lines into paragraphs ----

# Widths at which mail programs and typists break lines.
_WIDTHS = range(45, 101)
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ENDED = re.compile(r"[.?!…][\"”’')\]]*\Z")
_ITEM = re.compile(r"[-–—*•·▪●◦‣⁃>]+\s|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]+\s")


def _paragraphs(text: str) -> Iterator[Span]:
    """Stretches that no sentence crosses: lines, or several lines where they were wrapped."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = match.span()
        if block and text.count("\n", block[-1][1], line[0]) > 1:
            yield from _unwrapped(text, block)
            block = []
        block.append(line)
    yield from _unwrapped(text, block)


def _unwrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    """The lines of one block, those in one that a program has wrapped."""
    if len(lines) < 2:
        yield from lines
        return
    width = max(end - start for start, end in lines)
    wrapped = width in _WIDTHS and any(text[start].islower() for start, _ in lines[1:])
    start = lines[0][0]
    for line, after in pairwise(lines):
        full = wrapped and line[1] - line[0] + 1 + len(text[slice(*after)].split(None, 1)[0]) > width
        if _ITEM.match(text, *after) or not (full or _broken(text, line, after)):
            yield start, line[1]
            start = after[0]
    yield start, lines[-1][1]


def _broken(text: str, line: Span, after: Span) -> bool:
    """Whether a line stops in mid-sentence: the next one goes on in lower case and comes to an end."""
    ended = _ENDED.search(text, max(line[0], line[1] - 5), line[1])
    goes = text[after[0]].islower() or text[after[0]] == "("
    return goes and not ended and bool(_ENDED.search(text, max(after[0], after[1] - 5), after[1]))


# ---- paragraphs into pieces ----

# Punkt is given no more than this at a time, so that the five seconds which NLTK grants a pattern are never reached.
_LONGEST = 20_000
# A word or a sentence's tail is looked at no farther back than this, so that no text takes quadratic time.
_REACH = 60
# Begins with a set of signs, so that the search skips over letters.
_CUT = re.compile(
    r"""
    [.?!。．！？•▪●◦‣⁃@:/_=*-]
    (?:
        (?<=[.?!])
        (?:
            # no space between two sentences: said.The
            (?<=[a-z\d)]{2}[.?!]) (?P<unspaced>["”’]?) (?=["“‘]?(?:[A-Z][a-z]+|I(?=['’]))(?:[ ,’']|\.\s))
            # the numbers of notes: martyr.[1] The
            | (?<=[a-z)"”’][.?!]) (?P<note>(?:\[\d+\])+ | \d{1,3}(?:[ ,–-]\d{1,3}){0,5}(?=\s+[A-Z]))
            # capitals that are an abbreviation only in lower case: the FT. Trump
            | (?<=[A-Z]{2}\.) (?P<capitals>) (?=\s+[A-Z][a-z])
            # a letter that may be no initial: Group B. Brazil
            | (?<=\s[A-Z]\.) (?P<label>) (?=\s+[A-Z])
            # a quotation after an abbreviation: Acme Inc. "We
            | (?<=\w\.) (?P<quoted>\s+) (?=["“][A-Z])
            | \s[:;]-?[)(DP] (?=\s+[A-Z])
        )
        | (?<=[。．！？]) [」』”’)]*
        | (?<=\s[•▪●◦‣⁃]) (?P<bullet>)
        | (?<=\s[_=*-]) (?P<ruler>[_=*-]{4,}) (?=\s)
        # an address, if more than its sentence follows
        | (?:(?<=www\.)|(?<=https:)//|(?<=http:)//) \S{1,300}+ (?<![,;:)]) (?=\s+(?:[A-Z*_<-]|https?:))
        | (?<=@) [\w.-]{1,64}>? (?=\s+[A-Z*_-])
        # the time at which a mail was sent
        | (?<=\s\d\d/) (?P<stamp>\d\d/\d{4}\s\d\d:\d\d(?::\d\d)?\s[AP]M) (?!\s+E[SD]?T)
    )
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(r"[/@_#\\]|www\.")
_DOMAIN = re.compile(r"(?:Com|Net|Org|Gov|Edu|Io|Tv|Js|Co)\b")
_NUMBER = re.compile(r"(?<!\S)(\d{1,2}|[a-zA-Z]|[ivx]{1,4})(\.\)|\)|\.)(?=\s)")
# The same, begun with its sign, so that the search skips over letters: a quarter of the time where there is none.
_NUMBERED = re.compile(
    r"[.)](?:(?<=(?<!\S)[a-zA-Z\d].)|(?<=(?<!\S)(?:\d\d|[ivx]{2}).)|(?<=(?<!\S)[ivx]{3}.)|(?<=(?<!\S)[ivx]{4}.))\)?\s"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _pieces(text: str, start: int, end: int, known: Habits) -> Iterator[Span]:
    """A paragraph cut where Punkt sees no boundary: "said.The", list items in a line, bullets, an endless stretch."""
    cuts = {cut for match in _CUT.finditer(text, start, end) for cut in _cuts(text, start, match, known)}
    cuts.update(_list_items(text, start, end))
    if not cuts and end - start <= _LONGEST:
        yield start, end  # as nearly all; a paragraph has no white space at its ends
        return
    for cut in (*sorted(cuts), end):
        while cut - start > _LONGEST:
            limit = text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
            yield from _stripped(text, start, limit)
            start = limit
        yield from _stripped(text, start, cut)
        start = cut


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """The span without white space at its ends, unless nothing is left."""
    part = text[start:end]
    if part and not part.isspace():
        yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _cuts(text: str, start: int, match: re.Match[str], known: Habits) -> tuple[int, ...]:
    """Where to cut at a match, if at all, in a paragraph that begins at `start`."""
    kind, at, end = match.lastgroup, match.start(), match.end()
    if kind == "bullet":
        return (at,)
    if kind == "ruler":
        return at, end
    if kind == "stamp":  # of "May 11/20/2004 …" the slash is matched
        return (end,) if _last_word(text, start, at - 2).islower() else (at - 2, end)
    return (end,) if kind is None or _parts(text, start, match, known) else ()


def _parts(text: str, start: int, match: re.Match[str], known: Habits) -> bool:
    """Whether a stop that Punkt does not see ends a sentence: not in an address, and not after most abbreviations."""
    kind, at = match.lastgroup, match.start()
    if kind == "label":
        return _last_word(text, start, at - 2).lower() in known.lettered
    if kind == "quoted":
        return begins_quoted(Gap(text, start, at + 1, match.end()), known)
    word = _last_word(text, start, at)
    if kind == "capitals":
        return word.lower() in known.shortened
    return not (_ADDRESS.search(word) or _DOMAIN.match(text, match.end()) or word.lower() in known.shortened)


def _last_word(text: str, start: int, end: int) -> str:
    return (text[max(start, end - _REACH) : end].rsplit(None, 1) or [""])[-1]


def _list_items(text: str, start: int, end: int) -> Iterator[int]:
    """Where the items of a list begin that stands in one line: 1. 2. 3., a) b) c)."""
    if not _NUMBERED.search(text, start, end):
        return
    chain: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text, start, end):
        if chain and _follows(chain[-1], match):
            chain.append(match)
            continue
        if len(chain) > 1:
            yield from (item.start() for item in chain)
        chain = [match] if _opens_list(text, start, match) else []
    if len(chain) > 1:
        yield from (item.start() for item in chain)


def _opens_list(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a list may begin here: where a sentence may, and with the first number if only a stop marks it."""
    before = text[max(start, match.start() - 3) : match.start()].rstrip()
    return (not before or before[-1] in ".?!:;") and (match[2] != "." or match[1] in {"1", "a"})


def _follows(item: re.Match[str], after: re.Match[str]) -> bool:
    """Whether the number of one item comes right after that of another, in the same style."""
    one, two = item[1], after[1]
    if item[2] != after[2]:
        return False
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    if one in _ROMAN and two in _ROMAN[1:]:
        return _ROMAN.index(two) == _ROMAN.index(one) + 1
    return len(one) == len(two) == 1 and ord(two) == ord(one) + 1


# ---- pieces into sentences ----


_CURLY = ("“”„", '"'), ("‘’‚", "'")


def _straight(text: str) -> str:
    """With straight quotation marks, since Punkt takes a curly one for a part of the word."""
    if text.isascii():
        return text
    for marks, straight in _CURLY:
        for mark in marks:  # a tenth of the time that `translate` takes
            text = text.replace(mark, straight)
    return text


def _corrected(text: str, start: int, end: int, known: Habits) -> Iterator[Span]:
    """The sentences of a piece: what Punkt proposes, joined where it was wrong."""
    begin = stop = start
    for first, last in punkt(known).span_tokenize(_straight(text[start:end])):
        if stop > start and not goes_on(Gap(text, begin, stop, start + first), start + last, known):
            yield begin, stop
            begin = start + first
        stop = start + last
    yield begin, stop
