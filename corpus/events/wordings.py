"""Texts by their wording: which of them are near-verbatim copies, whether whole articles or single sentences. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

Term = str | int

SHINGLE = 3  # consecutive terms that make a shingle
COPIED = 0.5  # share of the shorter text's shingles found in the longer one, from which it is a copy


def copies(texts: Sequence[Sequence[Term]]) -> list[list[int]]:
    """Places in `texts` by wording: near-verbatim copies share a list, whether whole articles or single sentences.

    A text is a copy of a longer one that holds `COPIED` of its shingles, so an agency report cut short still counts. An
    empty text is a copy of nothing. Every place is in exactly one list; each list and the lists are in ascending order.
    """
    shingled = [_shingles(text) for text in texts]
    longest_first = sorted(range(len(texts)), key=lambda place: (-len(shingled[place]), tuple(texts[place])))
    holders: dict[tuple[Term, ...], list[int]] = defaultdict(list)
    wordings: list[list[int]] = []
    for place in longest_first:
        held = Counter(chain.from_iterable(holders.get(shingle, ()) for shingle in shingled[place]))
        share, wording = max(((count, -wording) for wording, count in held.items()), default=(0, 0))
        if share and share >= COPIED * len(shingled[place]):
            wordings[-wording].append(place)
        else:
            for shingle in shingled[place]:
                holders[shingle].append(len(wordings))
            wordings.append([place])
    return sorted(sorted(places) for places in wordings)


def _shingles(text: Sequence[Term]) -> set[tuple[Term, ...]]:
    """Runs of `SHINGLE` consecutive terms; a shorter text is one run, an empty one none."""
    runs = zip(*(text[start:] for start in range(SHINGLE)), strict=False)
    return set(runs) or ({tuple(text)} if text else set())
