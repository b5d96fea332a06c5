"""Where a question's time goes, and an article's at import: what stands on the stack, looked at every millisecond of CPU.

    python -m benchmarks.speed.profiling question DATA_DIR QUESTIONS.jsonl
    python -m benchmarks.speed.profiling article ARTICLES.jsonl

Prints a JSON object: `branches` of the tree of our own functions, each with its depth, its name and its share of the time.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from types import FrameType

from benchmarks.speed.asking import WARM, opened, questions, times
from benchmarks.speed.machine import ROOT
from corpus.archive.analysis import analyse
from corpus.model import Draft
from corpus.reading import files

EVERY = 0.001  # seconds of CPU between two looks
LEAST = 0.03  # of all looks, below which a branch is not told
DEEPEST = 7
ARTICLES = 1_000
OURS = str(ROOT / "corpus")

Path_ = tuple[str, ...]


def sampled(work: Callable[[], object]) -> Counter[Path_]:
    """How often each path of our own functions, outermost first, was on the stack while work was done."""
    seen: Counter[Path_] = Counter()
    signal.signal(signal.SIGPROF, lambda _, frame: seen.update([_path(frame)]))
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return seen


def _path(frame: FrameType | None) -> Path_:
    found: list[str] = []
    while frame:
        code = frame.f_code
        if code.co_filename.startswith(OURS) and "<" not in code.co_name:
            found.append(f"{Path(code.co_filename).stem}.{code.co_name}")
        frame = frame.f_back
    return tuple(reversed(found))


def branches(seen: Counter[Path_]) -> Iterator[tuple[int, str, float]]:
    """The tree, each branch before its own, the larger first: depth, name, share of all looks."""
    total, sizes = seen.total(), Counter[Path_]()
    for path, count in seen.items():
        for depth in range(1, min(len(path), DEEPEST) + 1):
            sizes[path[:depth]] += count

    def below(parent: Path_) -> Iterator[tuple[int, str, float]]:
        own = [path for path in sizes if path[:-1] == parent and sizes[path] >= LEAST * total]
        for path in sorted(own, key=lambda path: -sizes[path]):
            yield len(parent), path[-1], sizes[path] / total
            yield from below(path)

    yield from below(())


def _asking(data: Path, path: Path) -> Callable[[], object]:
    newsroom, asked = opened(data), questions(path)
    list(times(newsroom, asked[:WARM]))
    return lambda: list(times(newsroom, asked[WARM:]))


def _analysing(path: Path) -> Callable[[], object]:
    lines = islice(files.lines(path, lambda _: None), 2 * ARTICLES)
    read = [files.parse_line(number, line, str(path)) for number, line in lines]
    drafts = [draft for draft in read if isinstance(draft, Draft)]
    list(map(analyse, drafts[:ARTICLES]))  # most words have been seen by then, as in a long import
    return lambda: list(map(analyse, drafts[ARTICLES:] or drafts))


def main(kind: str, *paths: str) -> None:
    """Measure and print."""
    work = (_asking if kind == "question" else _analysing)(*map(Path, paths))
    started = time.process_time()
    seen = sampled(work)
    print(json.dumps({"cpu": time.process_time() - started, "looks": seen.total(), "branches": list(branches(seen))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
