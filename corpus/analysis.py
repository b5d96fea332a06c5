"""What is worked out of an article once, when it comes in: its sentences, their terms and its keys; nothing is tokenised again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from corpus import extract, terms, text
from corpus.model import Draft

U32 = npt.NDArray[np.uint32]
MOST_TERMS = 400  # a "sentence" longer than this is a table or a list of links; what follows is not searched


@dataclass(frozen=True, slots=True)
class Analysis:
    """The sentences of one article as arrays, one row a sentence, and their term numbers one after another.

    `starts` and `ends` are offsets into the article's text, `counts` how many of `terms` belong to each sentence;
    `title` are the headline's term numbers. All are uint32.
    """

    starts: U32
    ends: U32
    counts: U32
    title: U32
    terms: U32

    def pack(self) -> bytes:
        """As bytes, for the database; `unpack` is the inverse."""
        head = np.array([len(self.starts), len(self.title)], dtype="<u4")
        parts = (head, self.starts, self.ends, self.counts, self.title, self.terms)
        return b"".join(part.astype("<u4", copy=False).tobytes() for part in parts)

    @classmethod
    def unpack(cls, packed: bytes) -> Analysis:
        """Views into `packed`, without a copy."""
        flat = np.frombuffer(packed, dtype="<u4")
        rows, title = int(flat[0]), int(flat[1])
        ends = np.cumsum([2, rows, rows, rows, title])
        starts, stops, counts, words = (flat[a:b] for a, b in zip(ends[:-1], ends[1:], strict=True))
        return cls(starts, stops, counts, words, flat[ends[-1] :])

    def renumbered(self, numbers: U32) -> Analysis:
        """The same with every term number `n` replaced by `numbers[n]`."""
        return Analysis(self.starts, self.ends, self.counts, numbers[self.title], numbers[self.terms])


@dataclass(frozen=True, slots=True)
class Analysed:
    """A draft ready to be stored. `analysis` numbers its terms by their place in `vocabulary`.

    `spread` says for each of them in how many of the article's sentences it stands. `url_key` is "" for an article
    without a link; two articles with one `url_key` or one `text_key` are the same article.
    """

    draft: Draft
    url_key: str
    text_key: bytes
    vocabulary: list[str]
    spread: list[int]
    analysis: Analysis


def analyse(draft: Draft) -> Analysed:
    """Split, tokenise and key one draft. Pure and picklable, so that worker processes can do it."""
    spans = text.sentences(draft.text, draft.language or "en")
    numbers: dict[str, int] = {}
    flat: list[int] = []
    counts: list[int] = []
    spread: dict[int, int] = {}
    for span in spans:
        row = [numbers.setdefault(term, len(numbers)) for term in terms.terms(draft.text[span.start : span.end])[:MOST_TERMS]]
        flat += row
        counts.append(len(row))
        for number in set(row):
            spread[number] = spread.get(number, 0) + 1
    title = [numbers.setdefault(term, len(numbers)) for term in terms.terms(draft.title)[:MOST_TERMS]]
    analysis = Analysis(
        np.array([span.start for span in spans], dtype="<u4"),
        np.array([span.end for span in spans], dtype="<u4"),
        np.array(counts, dtype="<u4"),
        np.array(title, dtype="<u4"),
        np.array(flat, dtype="<u4"),
    )
    return Analysed(
        draft,
        extract.canonical(draft.url),
        text_key(draft.text),
        list(numbers),
        [spread.get(number, 0) for number in range(len(numbers))],
        analysis,
    )


def text_key(body: str) -> bytes:
    """16 bytes that two texts share when they differ in white space and capitals at most."""
    folded = " ".join(body.casefold().split())
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).digest()
