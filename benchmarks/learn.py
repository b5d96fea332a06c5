"""Learn the weights of the ranking's features: a conditional logit, in which a question's sentences compete with each other.

    python -m benchmarks.learn DATA_DIR QUESTIONS.jsonl [--write] [--ablate]

DATA_DIR holds an imported archive; QUESTIONS has `id`, `as_of`, `question` and `answers` a line. The weights are learned on one
half of the questions and checked on the other, cross-validated in five parts, and with --write learned on all and written to
`corpus/answering/weights.json`: first those that choose the rows to be read, then those that order what was read. In all
figures but "all, by all" every question is scored by weights, of both kinds, that have not seen it. --ablate prints what each
group of features is worth. Needs SciPy; the seed is the questions' ids.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from corpus.answering import briefing, features, ranking
from corpus.database import connect
from corpus.model import Query
from corpus.newsroom import Newsroom

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
RIDGE = 10.0  # of the weights of features scaled to one standard deviation
PARTS = 5
AT = (1, 3, 5)
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the features of its sentences (rows x features) and which of them hold an answer."""

    part: int
    features: Floats
    right: Bools


def plain(text: str) -> str:
    """Lower case, without punctuation and articles."""
    text = re.sub(r"\b(the|a|an)\b", " ", text.translate(TYPOGRAPHY).lower())
    return re.sub(r"\s+", " ", re.sub(r"[^\w ]", "", text)).strip()


def says(text: str, answers: Iterable[str]) -> bool:
    """Whether any answer stands in the text as whole words."""
    text = plain(text)
    return any(re.search(rf"\b{re.escape(plain(answer))}\b", text) for answer in answers if plain(answer))


Weights = Mapping[str, float]


def examples(
    newsroom: Newsroom, questions: Iterable[dict[str, object]], first: Sequence[Weights]
) -> tuple[list[str], list[Example]]:
    """The names of the features, and an example for each question; those of part p are read where `first[p]` says.

    What a GLANCE tells is among them only where all is read, to learn what is.
    """
    seen: dict[str, None] = {}  # in the order of their first sight
    found = []
    for question in questions:
        part = int(hashlib.sha256(str(question["id"]).encode()).hexdigest(), 16) % (2 * PARTS)
        by = first[part % PARTS]
        pool, facts = newsroom.look(asked(newsroom, question), by)
        seen |= dict.fromkeys(name for name in facts.columns if not by or stem(name) not in features.GLANCE)
        answers = [str(answer) for answer in question["answers"]]  # type: ignore[attr-defined]
        right = np.array([says(pool.text(int(row)), answers) for row in facts.rows], dtype=np.bool_)
        found.append((part, facts, right))
    names = list(seen)
    return names, [Example(part, facts.table(names), right) for part, facts, right in found]


def stem(name: str) -> str:
    """A feature's name without the group of questions that it is for."""
    return name.partition(":")[0]


def choosing(names: Sequence[str], found: Sequence[Example]) -> list[Weights]:
    """The weights that choose what is read: for each part those learned on the others, at the end those learned on all."""
    at = [place for place, name in enumerate(names) if stem(name) not in features.DEAR]
    cheap = [Example(e.part, e.features[:, at], e.right) for e in found]
    scale = spread(cheap)
    learned = [learn([e for e in cheap if e.part % PARTS != part], scale) for part in range(PARTS)]
    return [named([names[place] for place in at], weights) for weights in (*learned, learn(cheap, scale))]


def spread(found: Sequence[Example]) -> Floats:
    """The features' standard deviations."""
    return np.asarray(np.concatenate([e.features for e in found]).std(axis=0) + 1e-9)


def named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    """Those that weigh anything, as they are written."""
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True) if abs(weight) > 1e-4}


def learn(chosen: Sequence[Example], scale: Floats, start: Floats | None = None) -> Floats:
    """The weights that make the answering sentences likeliest; `scale` are the features' standard deviations.

    It looks from the weights `start` on, which saves time and changes nothing. The questions are laid out as one block,
    the short ones filled up with rows that have no chance.
    """
    useful = [e for e in chosen if e.right.any()]
    longest = max(len(e.right) for e in useful)
    features = np.zeros((len(useful), longest, len(scale)))
    right = np.zeros((len(useful), longest), dtype=np.bool_)
    absent = np.full((len(useful), longest), -np.inf)
    for place, e in enumerate(useful):
        features[place, : len(e.right)] = e.features / scale
        right[place, : len(e.right)] = e.right
        absent[place, : len(e.right)] = 0.0
    flat = features.reshape(-1, len(scale))

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = (flat @ weights).reshape(right.shape) + absent
        chance = np.exp(score - score.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        hit = np.where(right, chance, 0).sum(axis=1, keepdims=True) + 1e-12
        slope = flat.T @ (chance - np.where(right, chance, 0) / hit).ravel()
        return 0.5 * RIDGE * float(weights @ weights) - float(np.log(hit).sum()), RIDGE * weights + slope

    found = minimize(
        loss,
        np.zeros(len(scale)) if start is None else start * scale,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200},
    )
    return np.asarray(found.x / scale)


def shares(scored: Sequence[tuple[Example, Floats]]) -> Floats:
    """answer@1, @3 and @5 of single sentences, and `surprise`."""
    ranked = [e.right[np.argsort(-scores, kind="stable")] for e, scores in scored]
    return np.array([*(np.mean([right[:k].any() for right in ranked]) for k in AT), surprise(scored)])


def surprise(scored: Sequence[tuple[Example, Floats]]) -> float:
    """How little likely the scores make what is right: -ln(chance), summed over the questions that have it; finer than shares."""
    chances = [(e.right, np.exp(scores - scores.max())) for e, scores in scored if e.right.any()]
    return float(-sum(np.log(chance[right].sum() / chance.sum()) for right, chance in chances))


def crossed(found: Sequence[Example], scale: Floats, parts: int, start: Floats | None = None) -> Floats:
    """Each part scored by weights learned on the others; `parts` is 2 for halves."""
    scored = []
    for part in range(parts):
        weights = learn([e for e in found if e.part % parts != part], scale, start)
        scored += [(e, e.features @ weights) for e in found if e.part % parts == part]
    return shares(scored)


def show(label: str, figures: Floats) -> None:
    """Print one line of the table: shares at AT, and the surprise where it is known."""
    line = "  ".join(f"@{k} {figure:.3f}" for k, figure in zip(AT, figures, strict=False))
    print(f"{label:32}{line}" + "".join(f"  surprise {figure:.1f}" for figure in figures[len(AT) :]), flush=True)


def composed(
    newsroom: Newsroom,
    questions: Sequence[dict[str, object]],
    names: Sequence[str],
    found: Sequence[Example],
    first: Sequence[Weights],
) -> Floats:
    """answer@1, @3 and @5 of whole briefings, each question answered by weights learned on the other parts."""
    scale = spread(found)
    learned = [learn([e for e in found if e.part % PARTS != part], scale) for part in range(PARTS)]
    rows = []
    for question, example in zip(questions, found, strict=True):
        query = asked(newsroom, question)
        pool, facts = newsroom.look(query, first[example.part % PARTS])
        scores = facts.table(names) @ learned[example.part % PARTS] - facts.losses
        hits = briefing.pertinent(ranking.rank(pool, facts, scores), pool)
        points = briefing.compose(query, hits, pool)
        right = [says(point.text, [str(answer) for answer in question["answers"]]) for point in points]  # type: ignore[attr-defined]
        rows.append([any(right[:k]) for k in AT])
    return np.asarray(np.array(rows).mean(axis=0))


def asked(newsroom: Newsroom, question: dict[str, object]) -> Query:
    """The question as read at the end of its day."""
    moment = datetime.combine(datetime.fromisoformat(str(question["as_of"])), time(23, 59, 59), UTC)
    return newsroom.read(str(question["question"]), moment, UTC)


def ablate(names: Sequence[str], found: Sequence[Example], scale: Floats, start: Floats) -> None:
    """Cross-validated figures with each feature, and all its crossings, off."""
    for feature in dict.fromkeys(map(stem, names)):
        off = np.array([stem(name) == feature for name in names])
        without = [Example(e.part, np.where(off, 0.0, e.features), e.right) for e in found]
        show(f"without {feature}", crossed(without, scale, PARTS, start))


def main() -> None:
    """Learn, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--ablate", action="store_true")
    args = parser.parse_args()
    newsroom = Newsroom(connect(f"sqlite:///{args.data_dir / 'dateline.db'}"), args.data_dir)
    questions = args.questions.read_text("utf-8")
    records = [json.loads(line) for line in questions.splitlines()]
    first = choosing(*examples(newsroom, records, [{}] * PARTS))
    names, found = examples(newsroom, records, first)
    scale = spread(found)
    show("in the rows read", np.full(3, np.mean([e.right.any() for e in found])))
    show("halves, each by the other", crossed(found, scale, 2))
    show(f"{PARTS} parts, each by the others", crossed(found, scale, PARTS))
    weights = learn(found, scale)
    show("all, by all", shares([(e, e.features @ weights) for e in found]))
    show(f"whole briefings, {PARTS} parts", composed(newsroom, records, names, found, first))
    if args.ablate:
        ablate(names, found, scale, weights)
    if args.write:
        digest = hashlib.sha256(questions.encode()).hexdigest()[:16]
        known = {"learned_on": f"{len(found)} questions, sha256 {digest}", "first": first[PARTS]}
        body = known | {"weights": named(names, weights)}
        Path("corpus/answering/weights.json").write_text(json.dumps(body, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
