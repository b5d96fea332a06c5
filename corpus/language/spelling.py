"""Small slips of the keyboard: the word of the dictionary that an unknown word was meant to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

SHORTEST = 5  # letters; shorter words have too many neighbours
LONG = 8  # letters from which two slips are forgiven
PREFIX = 2  # letters that are taken to be right at first


def beginnings(word: str) -> tuple[str, str]:
    """How a word may begin where its second letter is wrong, or its first two have changed places."""
    return word[0], word[1] + word[0]


def reach(word: str) -> int:
    """How many slips are forgiven in a word; none is longer or shorter by more than that."""
    return 2 if len(word) >= LONG else 1


def closest(word: str, known: Mapping[str, int], most: int = 2) -> str | None:
    """The likeliest of the `known` words (each with how often it stands somewhere) within one slip, or two in a long word.

    A slip is a letter left out, put in, changed, or swapped with its neighbour. None for short words, for numbers, and
    when nothing is near enough, or not within `most` slips. Among the equally near the most frequent wins.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    most = min(most, reach(word))
    near = [
        (distance, -count, other)
        for other, count in _alike(word, known, most)
        if (distance := slips(word, other, most)) <= most
    ]
    return min(near)[2] if near else None


def _alike(word: str, known: Mapping[str, int], most: int) -> Iterator[tuple[str, int]]:
    """Those of about its length and with its letters but for `most` on either side, since each slip brings in one at most.

    To count slips takes twenty times as long as to see that: of nineteen words in twenty, that there are too many.
    """
    letters = frozenset(word)
    for other, count in known.items():
        near = abs(len(other) - len(word)) <= most and len(letters.difference(other)) <= most
        if near and len(frozenset(other) - letters) <= most:
            yield other, count


def slips(one: str, other: str, most: int) -> int:
    """The number of slips between two words (optimal string alignment); `most` + 1 as soon as it must be more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row, older = row, [i], before
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > most:
            return most + 1
    return row[-1]
