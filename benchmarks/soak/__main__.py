"""An hour's use by many people in a quarter of it, with faults in two of a hundred requests: what gets lost, and does memory grow?

    python -m benchmarks.soak [--people 1000] [--acts 5] [--minutes 15] [--faults 0.02] [--seed 1]
                              [--data DATA_DIR --questions QUESTIONS.jsonl]

The bot runs as a process of its own over a Bot API server on loopback, on made articles or a copy of DATA_DIR, and people ask,
ask on, press buttons, send commands, talk in groups, mean harm and get digests. A line of QUESTIONS has a `question`. Each
person waits for an answer before the next act. The exit status is 1 when something went wrong beyond the promises.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.soak.crowd import Crowd, plan
from benchmarks.soak.trouble import Troubled
from benchmarks.speed import machine, texts
from tests.bot.botapi import ME
from tests.bot.process import BotProcess

IMPORT = ("-c", "from bot.cli import main; main()", "import")
ARTICLES = 1_000  # made ones, when no data are given
GROWTH = 1.1  # of the memory after warm-up, at the end
WARM = 3  # tenths of the time, after which the bot's memory counts as warm
DRAINED = 120.0  # seconds after the last act in which its answer may still come
LOOK = 0.02  # seconds between two looks at what the bot said


def played(crowd: Crowd, seconds: float, process: int) -> list[float]:
    """Play to the end, or until nothing comes any more; the bot's memory in MB after each tenth of the time and at the end."""
    begun, memory = time.monotonic(), list[float]()
    while crowd.play(now := time.monotonic(), begun) and now - begun < seconds + DRAINED:
        if now - begun > (len(memory) + 1) * seconds / 10:
            memory.append(machine.resident(process))
        time.sleep(LOOK)
    crowd.close()
    return [*memory, machine.resident(process)]


def report(crowd: Crowd, memory: list[float], log: str) -> bool:
    """Print what came of it; whether all is as promised."""
    figures, repeated = crowd.figures, crowd.repeated()
    errors = log.count("Unexpected") + log.count("Traceback")
    for kind, times in sorted(figures.times.items()):
        shares = " ".join(f"p{share} {machine.percentile(times, share / 100) * 1000:,.0f} ms" for share in (50, 95, 99))
        print(f"{kind:>9}: {figures.done[kind]:>5} done, answered after {shares}")
    undelivered = figures.done["digest"] - len(figures.digests)
    print(f"digests that came {len(figures.digests)}, in {figures.digests.total()} pages; that did not {undelivered}")
    print(f"unhandled exceptions {errors}; lost {len(figures.lost)}; repeated beyond the promise {repeated}; ", end="")
    print(f"unasked words in groups {figures.unasked}; answers of unknown fate given up {log.count('did not arrive')}")
    for act in figures.lost[:10]:
        print(f"  lost: {act.kind} of person {act.person}: {act.text[:60]!r}")
    growth = memory[-1] / memory[min(WARM, len(memory)) - 1]
    print(
        f"memory in MB, by tenths: {' '.join(f'{look:.0f}' for look in memory)}; {growth:.2f} times since tenth {WARM}"
    )
    beyond = errors or figures.lost or repeated or undelivered or figures.unasked
    return not beyond and growth <= GROWTH


def _furnished(folder: Path, data: Path | None, questions: Path | None) -> list[str]:
    """Fill a data folder; the questions to ask of it."""
    if data and questions:
        shutil.copytree(data, folder, dirs_exist_ok=True)
        return [str(json.loads(line)["question"]) for line in questions.read_text("utf-8").splitlines()]
    articles = texts.written(texts.made(ARTICLES * texts.SENTENCES), ARTICLES, folder / "made.jsonl")
    machine.run([*IMPORT, str(articles)], folder)
    return [one["question"] for one in texts.asked_of(articles, 500)]


def main() -> int:
    """Furnish, play, report; the exit status."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--people", type=int, default=1_000)
    reader.add_argument("--acts", type=int, default=5)
    reader.add_argument("--minutes", type=float, default=15)
    reader.add_argument("--faults", type=float, default=0.02)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--data", type=Path)
    reader.add_argument("--questions", type=Path)
    given = reader.parse_args()
    with TemporaryDirectory() as name, Troubled(given.faults, given.seed) as server:
        questions = _furnished(Path(name), given.data, given.questions)
        acts = plan(given.seed, given.people, given.acts, given.minutes * 60, questions)
        with BotProcess(server.url, Path(name), DATELINE_ACCESS="public") as bot:
            bot.line("Answering as")
            crowd = Crowd(server, acts, str(ME["username"]))
            memory = played(crowd, given.minutes * 60, bot.pid)
            print(
                f"seed {given.seed}: {given.people:,} people, {len(acts):,} acts in {given.minutes:g} minutes, ", end=""
            )
            print(
                f"{server.met.total():,} faults in {len(server.calls):,} requests: {dict(sorted(server.met.items()))}"
            )
            return not report(crowd, memory, bot.log)


if __name__ == "__main__":
    sys.exit(main())
