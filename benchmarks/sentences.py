"""Scores the sentence splitter on a folder of JSON Lines, and measures its speed.

A line with `text` and `spans` counts towards exact-span precision, recall and F1; a line with only `text` and
`sentences` is a rule, kept when every sentence comes out the same, white space aside.

    python benchmarks/sentences.py FOLDER [--wrong]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.language.text import sentences

Row = dict[str, Any]


def read(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def spans(text: str) -> list[tuple[int, int]]:
    """Our sentences as pairs of offsets."""
    return [(sentence.start, sentence.end) for sentence in sentences(text)]


def differences(row: Row) -> tuple[list[str], list[str]]:
    """Sentences that should have come out and did not, and those that should not have."""
    text = row["text"]
    found = spans(text)
    if "spans" in row:
        gold = [(start, end) for start, end in row["spans"]]
        return [text[s:e] for s, e in gold if (s, e) not in found], [text[s:e] for s, e in found if (s, e) not in gold]
    expected = [" ".join(sentence.split()) for sentence in row["sentences"]]
    got = [" ".join(text[s:e].split()) for s, e in found]
    return ([], []) if got == expected else (expected, got)


def score(rows: list[Row], wrong: bool) -> str:
    """One line of figures for the rows of a file; with `wrong`, what differs is printed first."""
    missed = surplus = kept = 0
    for row in rows:
        lost, extra = differences(row)
        missed, surplus, kept = missed + len(lost), surplus + len(extra), kept + (not lost and not extra)
        if wrong and (lost or extra):
            marked = [*(f"  - {line!r}" for line in lost), *(f"  + {line!r}" for line in extra)]
            print(row.get("id", ""), *marked, sep="\n")
    gold = sum(len(row["sentences"]) for row in rows)
    if "spans" not in rows[0]:
        return f"{kept} of {len(rows)} rules"
    found = gold - missed + surplus
    precision, recall = (gold - missed) / found, (gold - missed) / gold
    return f"F1 {2 * precision * recall / (precision + recall):.4f}  precision {precision:.4f}  recall {recall:.4f}"


def speed(texts: list[str]) -> str:
    """Sentences a second of processor time over the texts, after one pass to warm up."""
    counts = [len(sentences(text)) for text in texts]
    start = time.process_time()
    for text in texts:
        sentences(text)
    return f"{sum(counts) / (time.process_time() - start):,.0f} sentences a second"


def main() -> None:
    """Scores each `.jsonl` file of the folder given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print the sentences that differ")
    options = parser.parse_args()
    for path in sorted(options.folder.glob("*.jsonl")):
        rows = list(read(path))
        print(f"{path.name}: {score(rows, options.wrong)}, {speed([row['text'] for row in rows])}")


if __name__ == "__main__":
    main()
