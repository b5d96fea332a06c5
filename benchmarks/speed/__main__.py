"""Everything in one run: corpora made or given, imported, asked, and set beside what else there is.

    make bench [articles=ARTICLES.jsonl.xz questions=QUESTIONS.jsonl] [sizes=10000,100000,1000000] [folder=DIR]

ARTICLES holds an article a line as `dateline import` takes it, QUESTIONS `question` and `as_of` a line. Without them both are
made, with the term statistics of news and a fixed seed. Sizes are in sentences. DIR keeps what was built.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.speed import chatting, texts
from benchmarks.speed.machine import ROOT, described, run, told
from benchmarks.speed.report import Compared, Figure, at_least, at_most, draw, page
from benchmarks.speed.rivals import RIVALS

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 500
COLD = 5  # starts from a cold shell
COMMAND = ("-c", "from bot.cli import main; main()")


def main() -> None:
    """Measure, print, and write the page and its picture."""
    wish = argparse.ArgumentParser(description="How fast it is.")
    wish.add_argument("--articles", type=Path)
    wish.add_argument("--questions", type=Path)
    wish.add_argument("--sizes", default=",".join(map(str, SIZES)))
    wish.add_argument("--folder", type=Path)
    wish.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    asked = wish.parse_args()
    with _folder(asked.folder) as folder:
        bench = Bench(folder, asked.articles, asked.questions)
        machine = described()
        print(machine, flush=True)
        compared: list[Compared] = []
        for size in str(asked.sizes).split(","):
            compared.append(bench.compare(int(size)))
            draw(compared, asked.page.with_suffix(".png"))
        figures: list[Figure] = []
        for figure in chain(bench.scaling(compared), bench.largest(compared[-1])):
            figures.append(figure)
            asked.page.write_text(page(figures, compared, machine, [bench.about]), "utf-8")
    print(asked.page.read_text("utf-8"))


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with TemporaryDirectory() as folder:
        yield Path(folder)


class Bench:
    """One run in one folder; every program that is measured is a process of its own."""

    def __init__(self, folder: Path, articles: Path | None, questions: Path | None) -> None:
        self._folder, self._articles, self._questions = folder, articles, questions
        self._imported: dict[str, float] = {}
        self.about = f"**Text.** {f'The articles of `{articles.name}`.' if articles else f'Made, seed {texts.SEED}.'}"

    def compare(self, size: int) -> Compared:
        """Import a corpus of so many sentences, ask it, and ask the others."""
        source, asked, data = self._corpus(size)
        self._import(source, data)
        own = self._told("asking", str(data), str(asked))
        others = {name: self._told("rivals", name, str(data), str(asked)) for name in RIVALS}
        missing = {name: str(found["missing"]) for name, found in others.items() if "missing" in found}
        return Compared(
            size, {"Dateline": own, **{name: found for name, found in others.items() if name not in missing}}, missing
        )

    def _told(self, module: str, *arguments: str) -> dict[str, Any]:
        found = told(("-m", f"benchmarks.speed.{module}", *arguments), self._folder)
        print(module, *arguments[:1], found, flush=True)
        return found

    def _corpus(self, size: int) -> tuple[Path, Path, Path]:
        """The articles, the questions and the data folder for a size."""
        source, asked = self._folder / f"{size}.jsonl", self._folder / f"{size}-questions.jsonl"
        if not source.exists():
            texts.written(
                texts.given(self._articles) if self._articles else texts.made(size), size // texts.SENTENCES, source
            )
        if self._questions:
            lines = self._questions.read_text("utf-8").splitlines()[:QUESTIONS]
        else:
            lines = [json.dumps(question) for question in texts.asked_of(source, QUESTIONS)]
        asked.write_text("\n".join(lines), "utf-8")
        return source, asked, self._folder / f"{size}-data"

    # ---- bringing in ----

    def _import(self, source: Path, data: Path) -> None:
        """Import twice, unless a kept folder holds it; the figures are those of the largest corpus, which comes last."""
        kept = data.with_suffix(".json")
        if not kept.exists():
            shutil.rmtree(data, ignore_errors=True)
            first, again = (run([*COMMAND, "import", str(source)], data) for _ in range(2))
            count = sum(1 for _ in source.open("rb"))
            spent = {"articles": count, "seconds": first.seconds, "cpu": first.cpu, "memory": first.memory}
            kept.write_text(json.dumps({**spent, "again": again.seconds, "again_cpu": again.cpu}))
        self._imported = json.loads(kept.read_text())
        print("import", self._imported, flush=True)

    # ---- one after the other ----

    def scaling(self, compared: list[Compared]) -> Iterator[Figure]:
        """How a question fares as the archive grows."""
        for small, large in pairwise(compared):
            growth = large.rows["Dateline"]["p50"] / small.rows["Dateline"]["p50"]
            times = large.sentences / small.sentences
            yield at_most(
                f"{times:g} times the corpus, from {small.sentences:,}: a question takes", growth, 2, "times as long"
            )

    def largest(self, at: Compared) -> Iterator[Figure]:
        """All points at the largest corpus."""
        yield from _asked(at)
        yield from _brought(self._imported)
        data = self._folder / f"{at.sentences}-data"
        yield from self._started(data)
        with TemporaryDirectory(dir=self._folder) as copy:
            shutil.copytree(data, copy, dirs_exist_ok=True)
            yield at_most("one article more: findable within, median", self._told("adding", copy)["p50"], 100, "ms")
            digests = self._told("digesting", copy)
            name = f"{digests['count']:,.0f} digests of {digests['topics']:.0f} topics: composed and written within"
            yield at_most(name, digests["cpu"], 60, "s of CPU")
            yield at_most(
                "memory at their end, of that after a tenth", digests["last"] / digests["first"], 1.1, "times"
            )
            yield from self._talked(Path(copy), at.sentences)

    def _started(self, data: Path) -> Iterator[Figure]:
        question = self._folder / "one.jsonl"
        question.write_text(json.dumps({"question": "What did the president say?"}) + "\n")
        cold = [run([*COMMAND, "ask", "What did the president say?"], data) for _ in range(COLD)]
        yield at_most(
            "start to first answer, a process of its own, median", statistics.median(s.seconds for s in cold), 1.5, "s"
        )
        yield at_most(
            "`dateline ask` from a cold shell, seconds of CPU, median", statistics.median(s.cpu for s in cold), 1, "s"
        )
        yield at_most("memory with the first answer", max(s.memory for s in cold), 300, "MB")

    def _talked(self, data: Path, size: int) -> Iterator[Figure]:
        asked = (self._folder / f"{size}-questions.jsonl").read_text("utf-8").splitlines()
        questions = [json.loads(line)["question"] for line in asked]
        for free in ("", "-free"):
            bots = {name: chatting.rate(name + free, data, questions) for name in ("echo", "dateline")}
            print(bots, flush=True)
            limit = "without a limit" if free else "within Telegram's 30 a second"
            rates = ", ".join(
                f"{name} {bot['rate']:.1f}/s with {bot['cpu']:.1f} ms of CPU each" for name, bot in bots.items()
            )
            name = f"the bot over loopback, {limit} ({rates}): answers a second, of an echo bot's"
            yield at_least(name, bots["dateline"]["rate"] / bots["echo"]["rate"], 0.5, "times")
        yield at_most("the event loop held up, at most", bots["dateline"]["held"], 50, "ms")
        yield Figure("the same, of an echo bot", f"{bots['echo']['held']:.0f} ms")


def _brought(spent: Mapping[str, float]) -> Iterator[Figure]:
    yield at_least("import, articles a second by the clock", spent["articles"] / spent["seconds"], 500, "a second")
    yield Figure("import, articles for a second of CPU", f"{spent['articles'] / spent['cpu']:,.0f}")
    yield at_most("memory of all processes of an import", spent["memory"], 1000, "MB")
    yield at_least("the same file again, by the clock", spent["seconds"] / spent["again"], 10, "times as fast")


def _asked(at: Compared) -> Iterator[Figure]:
    own = at.rows["Dateline"]
    cpu = own["cpu"]
    yield at_most(f"a question in {at.sentences:,} sentences, p50", own["p50"], 5, "ms")
    yield at_most("the same, p99", own["p99"], 20, "ms")
    yield at_most("the same, milliseconds of CPU, p50", cpu["p50"], 5, "ms")
    yield at_most("the same, milliseconds of CPU, p99", cpu["p99"], 20, "ms")
    yield at_most("a question of very common words, of the median", own["hard"] / cpu["p50"], 3, "times")
    for name, times in (("rank-bm25", 200), ("SQLite FTS5", 1), ("bm25s", 1), ("PostgreSQL", 1)):
        if name in at.rows:
            yield at_least(f"{name} takes", at.ratio(name), times, "times as long")
    if "Tantivy" in at.rows:
        yield at_most("a question, of bare Tantivy's", 1 / at.ratio("Tantivy"), 5, "times")


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, subprocess.SubprocessError) as error:
        sys.exit(str(error))
