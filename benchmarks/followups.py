"""Learn what speaks for a sentence when a question leans on earlier ones; measure the answers with memory and without.

    python -m benchmarks.followups DATA_DIR CONVERSATIONS.jsonl… [--write] [--off]

DATA_DIR holds an imported archive; each line of CONVERSATIONS has `id`, `as_of` and `turns`, each with `question`, `answers`
and `kind` ("first" and "topic_shift" stand alone). Shown are the shares of turns answered within five points, with the
weights as they are; then the share of the follow-ups with weights learned on other conversations only, in six parts and each
file by the others. With --write the weights learned on all go to `corpus/answering/followup.json`; --off asks every question alone.
Needs SciPy.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.learn import says
from bot.model import Turn
from bot.talk.conversation import resolve
from bot.talk.remembering import remembered
from corpus.answering import briefing, followup, ranking, subject
from corpus.answering.features import Facts
from corpus.answering.pool import Bools, Floats, Pool
from corpus.database import connect
from corpus.errors import BadQuestion
from corpus.model import Query
from corpus.newsroom import Newsroom

RIDGE = 10.0  # of the weights of features scaled to one standard deviation
PARTS = 6
STANDING_ALONE = ("first", "topic_shift")
NAMES = tuple(followup.weights())


@dataclass(frozen=True, slots=True)
class Asked:
    """One turn of a conversation, how it was understood (None: as no question), and whether the answer was right."""

    conversation: str
    number: int
    kind: str
    answers: tuple[str, ...]
    query: Query | None
    right: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One follow-up: what was laid out for it, its features (rows x features) and which rows hold an answer."""

    asked: Asked
    query: Query
    file: int
    pool: Pool
    facts: Facts
    features: Floats
    right: Bools

    @property
    def part(self) -> int:
        """The part of the conversations that it is in."""
        return int(hashlib.sha256(self.asked.conversation.encode()).hexdigest(), 16) % PARTS


def played(newsroom: Newsroom, conversation: dict[str, Any], *, memory: bool) -> Iterator[Asked]:
    """The conversation held, each turn in the light of those before it."""
    now = datetime.combine(datetime.fromisoformat(conversation["as_of"]), time(23, 59, 59), UTC)
    turns: list[Turn] = []
    for number, turn in enumerate(conversation["turns"], 1):
        about = (conversation["id"], number, turn["kind"], tuple(turn["answers"]))
        try:
            found = newsroom.answer(resolve(turn["question"], turns if memory else (), now, UTC, newsroom.read))
        except BadQuestion:
            yield Asked(*about, None, False)
            continue
        turns.append(remembered(turn["question"], found, UTC))
        right = says(" \n ".join(point.text for point in found.points), turn["answers"])
        yield Asked(*about, found.query, right)


def example(newsroom: Newsroom, asked: Asked, query: Query, file: int) -> Example:
    """What the ranking sees of a follow-up where all sentences are read."""
    pool, facts = newsroom.look(query, {})
    facts = replace(facts, columns={"general": ranking.general(facts), **facts.columns})
    right = np.array([says(pool.text(int(row)), asked.answers) for row in facts.rows], dtype=np.bool_)
    return Example(asked, query, file, pool, facts, facts.table(NAMES), right)


def learn(chosen: Sequence[Example], scale: Floats) -> Floats:
    """The weights that make the answering sentences likeliest: a conditional logit over each question's sentences."""
    useful = [(e.features / scale, e.right) for e in chosen if e.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.5 * RIDGE * float(weights @ weights), RIDGE * weights
        for features, right in useful:
            score = features @ weights
            chance = np.exp(score - score.max())
            chance /= chance.sum()
            hit = chance[right].sum() + 1e-12
            total -= float(np.log(hit))
            slope = slope + features.T @ (chance - np.where(right, chance, 0) / hit)
        return total, slope

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return np.asarray(found.x / scale)


def answered(e: Example, weights: Floats) -> bool:
    """Whether the briefing made with these weights holds an answer."""
    hits = ranking.rank(e.pool, e.facts, e.features @ weights)
    points = briefing.compose(e.query, subject.kept(e.query, hits, e.facts.rows, e.facts.columns), e.pool)
    return says(" \n ".join(point.text for point in points), e.asked.answers)


def crossed(found: Sequence[Example], scale: Floats, groups: Sequence[int]) -> float:
    """The share answered with weights learned on the other groups."""
    hits = []
    for group in sorted(set(groups)):
        weights = learn([e for e, other in zip(found, groups, strict=True) if other != group], scale)
        hits += [answered(e, weights) for e, own in zip(found, groups, strict=True) if own == group]
    return float(np.mean(hits))


def show(asked: Sequence[Asked]) -> None:
    """Print the shares of turns answered, first and later ones, and the later ones by kind."""
    print(f"{'first turns':24}{np.mean([one.right for one in asked if one.number == 1]):.3f}")
    later = [one for one in asked if one.number > 1]
    print(f"{'later turns':24}{np.mean([one.right for one in later]):.3f}")
    for kind in sorted({one.kind for one in later}):
        right = [one.right for one in later if one.kind == kind]
        print(f"  {kind:22}{np.mean(right):.3f}  of {len(right)}")


def main() -> None:
    """Measure, and learn when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("conversations", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--off", action="store_true")
    args = parser.parse_args()
    newsroom = Newsroom(connect(f"sqlite:///{args.data_dir / 'dateline.db'}"), args.data_dir)
    found: list[Example] = []
    for file, path in enumerate(args.conversations):
        conversations = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        asked = [one for each in conversations for one in played(newsroom, each, memory=not args.off)]
        print(path.name)
        show(asked)
        leaning = [
            (one, one.query) for one in asked if one.query and one.query.places and one.kind not in STANDING_ALONE
        ]
        found += [example(newsroom, one, query, file) for one, query in leaning]
    if args.off:
        return
    scale = np.concatenate([e.features for e in found]).std(axis=0) + 1e-9
    print(f"learned on others, {PARTS} parts   {crossed(found, scale, [e.part for e in found]):.3f}")
    if len(args.conversations) > 1:
        print(f"learned on the other files   {crossed(found, scale, [e.file for e in found]):.3f}")
    if args.write:
        kept = {name: round(float(w), 4) for name, w in zip(NAMES, learn(found, scale), strict=True)}
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in args.conversations)).hexdigest()[:16]
        body = {"learned_on": f"{len(found)} follow-ups, sha256 {digest}", "weights": kept}
        Path("corpus/answering/followup.json").write_text(json.dumps(body, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
