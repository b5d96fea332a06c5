"""Everything in one run: corpora made or given, imported, asked, and set beside what else there is.

    make bench [articles=ARTICLES.jsonl.xz questions=QUESTIONS.jsonl] [sizes=10000,100000,1000000] [folder=DIR] [parts=…]

ARTICLES holds an article a line as `dateline import` takes it, QUESTIONS `question` and `as_of` a line. Without them both are
made, with the term statistics of news and a fixed seed. Sizes are in sentences. DIR keeps what was built and what was
measured, so that a run that was broken off goes on where it was; take another, or empty it, to measure anew. Parts are
`question`, `others`, `import`, `start`, `adding`, `digests`, `bot` and `profile`, all unless some are named.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.speed import chatting, texts
from benchmarks.speed.machine import ROOT, USERS, described, load, printed, run
from benchmarks.speed.report import Compared, Figure, Profile, at_least, at_most, draw, page
from benchmarks.speed.rivals import RIVALS

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 500
COLD = 5  # starts from a cold shell
PARTS = ("question", "others", "import", "start", "adding", "digests", "bot", "profile")
COMMAND = ("-c", "from bot.cli import main; main()")
USERS_OR_OURS = USERS if USERS.exists() else Path(sys.executable)
QUIET = 0.5  # load at the start above which the page says that the machine was busy


def main() -> None:
    """Measure, print, and write the page and its picture."""
    wish = argparse.ArgumentParser(description="How fast it is.")
    wish.add_argument("--articles", type=Path)
    wish.add_argument("--questions", type=Path)
    wish.add_argument("--sizes", default=",".join(map(str, SIZES)))
    wish.add_argument("--folder", type=Path)
    wish.add_argument("--parts", default=",".join(PARTS))
    wish.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    asked = wish.parse_args()
    with _folder(asked.folder) as folder:
        bench = Bench(folder, asked.articles, asked.questions, frozenset(str(asked.parts).split(",")))
        machine, remarks = described(), [bench.about, *_cautions(bench.busiest())]
        print(machine, flush=True)
        compared: list[Compared] = []
        for size in str(asked.sizes).split(","):
            compared.append(bench.compare(int(size)))
            if compared[-1].rows:
                draw(compared, asked.page.with_suffix(".png"))
        figures: list[Figure] = []
        for figure in chain(bench.scaling(compared), bench.largest(compared[-1])):
            figures.append(figure)
            asked.page.write_text(page(figures, compared, machine, remarks), "utf-8")
        profiles = list(bench.profiles(compared[-1].sentences))
        asked.page.write_text(page(figures, compared, machine, remarks, profiles), "utf-8")
    print(asked.page.read_text("utf-8"))


def _cautions(busy: float) -> Iterator[str]:
    """What a reader must know before any figure is believed."""
    if busy > QUIET:
        yield f"**Read with care.** The machine was busy with other work (load {busy:.1f}): times by the clock mean little."
    if not USERS.exists():
        yield "**Read with care.** Started and imported was with all that is installed for tests, too, which takes longer."


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

    def __init__(
        self, folder: Path, articles: Path | None, questions: Path | None, parts: frozenset[str] = frozenset(PARTS)
    ) -> None:
        self._folder, self._articles, self._questions, self._parts = folder, articles, questions, parts
        self._imported: dict[str, float] = {}
        self.about = f"**Text.** {f'The articles of `{articles.name}`.' if articles else f'Made, seed {texts.SEED}.'}"

    def busiest(self) -> float:
        """The load before anything of ours ran, the highest of this run and those that it goes on from."""
        kept = self._folder / "load.txt"
        worst = max(load(), float(kept.read_text()) if kept.exists() else 0.0)
        kept.write_text(str(worst))
        return worst

    def compare(self, size: int) -> Compared:
        """Import a corpus of so many sentences, ask it, and ask the others."""
        source, asked, data = self._corpus(size)
        self._import(source, data)
        own = {"Dateline": self._measured("asking", str(data), str(asked))} if "question" in self._parts else {}
        rivals = RIVALS if own and "others" in self._parts else ()
        others = {name: self._measured("rivals", name, str(data), str(asked)) for name in rivals}
        missing = {name: str(found["missing"]) for name, found in others.items() if "missing" in found}
        return Compared(
            size, {**own, **{name: found for name, found in others.items() if name not in missing}}, missing
        )

    def _measured(self, module: str, *arguments: str) -> dict[str, Any]:
        name = "-".join([module, *(Path(argument).name for argument in arguments)])
        return self._once(name, lambda: printed(("-m", f"benchmarks.speed.{module}", *arguments), self._folder))

    def _once(self, name: str, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """What was measured, in this run or in the one that was broken off."""
        kept = self._folder / "measured" / f"{name}.json"
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(json.dumps(measure()), "utf-8")
        found = dict(json.loads(kept.read_text("utf-8")))
        print(name, found, flush=True)
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

        def measure() -> dict[str, Any]:
            shutil.rmtree(data, ignore_errors=True)
            first, again = (run([*COMMAND, "import", str(source)], data, USERS_OR_OURS) for _ in range(2))
            count = sum(1 for _ in source.open("rb"))
            spent = {"articles": count, "seconds": first.seconds, "cpu": first.cpu, "memory": first.memory}
            return {**spent, "again": again.seconds, "again_cpu": again.cpu}

        self._imported = self._once(f"import-{data.name}", measure)

    # ---- one after the other ----

    def scaling(self, compared: list[Compared]) -> Iterator[Figure]:
        """How a question fares as the archive grows."""
        for small, large in pairwise(one for one in compared if one.rows):
            growth = large.rows["Dateline"]["p50"] / small.rows["Dateline"]["p50"]
            times = large.sentences / small.sentences
            yield at_most(
                f"{times:g} times the corpus, from {small.sentences:,}: a question takes", growth, 2, "times as long"
            )

    def largest(self, at: Compared) -> Iterator[Figure]:
        """All points at the largest corpus."""
        data = self._folder / f"{at.sentences}-data"
        points: dict[str, Callable[[], Iterator[Figure]]] = {
            "question": lambda: _asked(at),
            "import": lambda: _brought(self._imported),
            "start": lambda: self._started(data),
            "adding": lambda: self._added(data),
            "digests": lambda: self._digested(data),
            "bot": lambda: self._talked(data, at.sentences),
        }
        yield from chain.from_iterable(measure() for part, measure in points.items() if part in self._parts)

    def _started(self, data: Path) -> Iterator[Figure]:
        def measure() -> dict[str, Any]:
            ask = [*COMMAND, "ask", "What did the president say?"]
            run(ask, data, USERS_OR_OURS)  # the first of all makes bytecode
            cold = [run(ask, data, USERS_OR_OURS) for _ in range(COLD)]
            middle = {name: statistics.median(getattr(one, name) for one in cold) for name in ("seconds", "cpu")}
            return {**middle, "memory": max(one.memory for one in cold)}

        cold = self._once(f"start-{data.name}", measure)
        yield at_most("start to first answer, a process of its own, median", cold["seconds"], 1.5, "s")
        yield at_most("`dateline ask` from a cold shell, seconds of CPU, median", cold["cpu"], 1, "s")
        yield at_most("memory with the first answer", cold["memory"], 300, "MB")

    def _added(self, data: Path) -> Iterator[Figure]:
        with self._copy(data) as copy:
            yield at_most("one article more: findable within, median", self._measured("adding", copy)["p50"], 100, "ms")

    def _digested(self, data: Path) -> Iterator[Figure]:
        with self._copy(data) as copy:
            digests = self._measured("digesting", copy)
        name = f"{digests['count']:,.0f} digests of {digests['topics']:.0f} topics: composed and written within"
        yield at_most(name, digests["cpu"], 60, "s of CPU")
        yield at_most("memory at their end, of that after a tenth", digests["last"] / digests["first"], 1.1, "times")

    @contextmanager
    def _copy(self, data: Path) -> Iterator[str]:
        with TemporaryDirectory(dir=self._folder) as folder:
            yield str(shutil.copytree(data, Path(folder) / data.name))

    def _talked(self, data: Path, size: int) -> Iterator[Figure]:
        asked = (self._folder / f"{size}-questions.jsonl").read_text("utf-8").splitlines()
        questions = [json.loads(line)["question"] for line in asked]

        for free in ("", "-free"):
            bots = {
                name: self._once(f"bot-{name}{free}-{data.name}", partial(chatting.rate, name + free, data, questions))
                for name in ("echo", "dateline")
            }
            limit = "without a limit" if free else "within Telegram's 30 a second"
            rates = ", ".join(
                f"{name} {bot['rate']:.1f}/s with {bot['cpu']:.1f} ms of CPU each" for name, bot in bots.items()
            )
            name = f"the bot over loopback, {limit} ({rates}): answers a second, of an echo bot's"
            yield at_least(name, bots["dateline"]["rate"] / bots["echo"]["rate"], 0.5, "times")
            name = f"its event loop held up, at most (an echo bot's: {bots['echo']['held']:.0f} ms)"
            yield at_most(name, bots["dateline"]["held"], 50, "ms")

    def profiles(self, size: int) -> Iterator[Profile]:
        """Where the time of a question and of an article goes."""
        if "profile" in self._parts:
            source, asked, data = self._corpus(size)
            yield _profile("a question", self._measured("profiling", "question", str(data), str(asked)))
            yield _profile("an article at import", self._measured("profiling", "article", str(source)))


def _profile(what: str, found: Mapping[str, Any]) -> Profile:
    return Profile(what, [(int(depth), str(name), float(share)) for depth, name, share in found["branches"]])


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
