"""Measures story grouping on articles labelled with their event, and cross-validates its threshold over the events.

    python benchmarks/stories_threshold.py FILE.jsonl [--splits 200] [--words N] [--wrong]

A line of FILE holds `title`, `text`, `source`, `published` and `story`, the label. In each split one half of the events
chooses the threshold and the other is scored with it, while all articles compete; then the same where the other half is
a collection of its own. `--words` cuts each text to its first N words, as feeds with short summaries do.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import fmean, pstdev

from corpus.events.likeness import Report
from corpus.events.stories import THRESHOLD, group
from corpus.language.terms import terms
from corpus.model import Published

THRESHOLDS = [percent / 100 for percent in range(16, 46, 2)]
Scores = list[tuple[float, float]]  # B-cubed precision and recall of each article


def read(path: Path, words: int | None) -> tuple[list[Report], list[str]]:
    """The reports of a file, numbered by line, and their labels."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_report(number, row, words) for number, row in enumerate(rows)], [row["story"] for row in rows]


def _report(number: int, row: dict[str, str], words: int | None) -> Report:
    published = Published(date.fromisoformat(row["published"][:10])) if row.get("published") else None
    text = " ".join(row["text"].split()[:words])
    return Report(number, row["source"], published, terms(row["title"]), terms(text))


def score(groups: Sequence[Sequence[int]], labels: Sequence[str]) -> dict[int, tuple[float, float]]:
    """B-cubed precision and recall of each article in the groups, by its id."""
    found = {article: number for number, members in enumerate(groups) for article in members}
    events = Counter(labels[article] for article in found)
    both = Counter((number, labels[article]) for article, number in found.items())
    shared = {article: both[number, labels[article]] for article, number in found.items()}
    return {
        article: (shared[article] / len(groups[number]), shared[article] / events[labels[article]])
        for article, number in found.items()
    }


def f1(scores: Scores) -> float:
    """Of mean precision and mean recall."""
    precision, recall = (fmean(values) for values in zip(*scores, strict=True))
    return 2 * precision * recall / (precision + recall)


def middle_best(values: dict[float, float]) -> float:
    """The key in the middle of those with the highest value."""
    best = [key for key, value in values.items() if value > max(values.values()) - 1e-9]
    return best[len(best) // 2]


def cross_validate(reports: list[Report], labels: list[str], splits: int) -> None:
    """Prints held-out figures over random halves of the events."""
    scored = {threshold: score(group(reports, threshold), labels) for threshold in THRESHOLDS}
    events, chosen, together, alone, fixed = sorted(set(labels)), Counter[float](), [], [], []
    for split in range(splits):
        half = set(random.Random(split).sample(events, len(events) // 2))  # noqa: S311  (a split, not a secret)
        ours = [i for i, label in enumerate(labels) if label in half]
        others = [report for report in reports if labels[report.article] not in half]
        best = middle_best({t: f1([by_id[i] for i in ours]) for t, by_id in scored.items()})
        chosen[best] += 1
        together.append(f1([scored[best][report.article] for report in others]))
        alone.append(f1(list(score(group(others, best), labels).values())))
        fixed.append(f1(list(score(group(others), labels).values())))
    print("thresholds chosen", dict(sorted(chosen.items())))
    for name, values in (
        ("held out, all events compete", together),
        ("held out, a collection of their own", alone),
        (f"the same at {THRESHOLD}", fixed),
    ):
        print(f"{name:38} F1 {fmean(values):.4f} ± {pstdev(values):.4f}, lowest {min(values):.4f}")


def main() -> None:
    """Parse the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--splits", type=int, default=200)
    parser.add_argument("--words", type=int)
    parser.add_argument("--wrong", action="store_true", help="show the groups that are not exactly an event")
    args = parser.parse_args()
    reports, labels = read(args.file, args.words)
    began = time.perf_counter()
    groups = group(reports)
    seconds = time.perf_counter() - began
    print(f"{len(reports)} articles, {len(set(labels))} events, {len(groups)} groups, {seconds:.2f} s")
    for threshold in sorted({*THRESHOLDS, THRESHOLD}):
        scores = list(score(group(reports, threshold), labels).values())
        precision, recall = (fmean(values) for values in zip(*scores, strict=True))
        mark = "  <- in use" if threshold == THRESHOLD else ""
        print(f"{threshold:.2f}  precision {precision:.4f}  recall {recall:.4f}  F1 {f1(scores):.4f}{mark}")
    if args.wrong:
        show_wrong(groups, args.file, labels)
    cross_validate(reports, labels, args.splits)


def show_wrong(groups: list[list[int]], path: Path, labels: list[str]) -> None:
    """Prints the headlines of each group that mixes events or lacks some of its event."""
    titles = [json.loads(line)["title"] for line in path.read_text(encoding="utf-8").splitlines()]
    sizes = Counter(labels)
    for members in groups:
        if len({labels[i] for i in members}) > 1 or len(members) < sizes[labels[members[0]]]:
            print("--", *(f"   {labels[i][:6]}  {titles[i]}" for i in members), sep="\n")


if __name__ == "__main__":
    main()
