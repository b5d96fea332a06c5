"""Learn when to say nothing: questions asked on their day against the same questions asked sixty days too early.

    python -m benchmarks.confidence DATA_DIR QUESTIONS.jsonl [--write] [--picture FILE.png]

Prints the cross-validated area under the ROC curve, and what the shipped threshold costs; with --write learns on all questions and
writes `corpus/answering/confidence.json`. Needs scikit-learn, and Matplotlib for the picture.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score, roc_curve

from corpus.answering import ranking
from corpus.answering.confidence import signals
from corpus.database import connect
from corpus.newsroom import Newsroom

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
EARLY = 60  # days
PARTS = 5
LOST = 0.015  # share of the answerable questions that the threshold may cost
RIDGE = 0.1  # scikit-learn's C, over signals scaled to one standard deviation


def signals_of(newsroom: Newsroom, question: dict[str, object], early: int) -> dict[str, float]:
    """The signals of one question, asked `early` days before its day."""
    day = datetime.fromisoformat(str(question["as_of"])) - timedelta(days=early)
    query = newsroom.read(str(question["question"]), datetime.combine(day, time(23, 59, 59), UTC), UTC)
    pool, facts = newsroom.look(query)
    return signals(query, pool, facts, ranking.scores(query, facts))


def table(newsroom: Newsroom, questions: Iterable[dict[str, object]]) -> tuple[list[str], Floats, Bools, Floats]:
    """The signals' names, their values (a row for each asking), which rows were asked on their day, and each row's part."""
    rows = [
        (
            signals_of(newsroom, question, early),
            early == 0,
            int(hashlib.sha256(str(question["id"]).encode()).hexdigest(), 16) % PARTS,
        )
        for question in questions
        for early in (0, EARLY)
    ]
    names = sorted({name for row, _, _ in rows for name in row})
    values = np.array([[row.get(name, 0.0) for name in names] for row, _, _ in rows])
    return names, values, np.array([right for _, right, _ in rows]), np.array([part for _, _, part in rows])


def fitted(values: Floats, right: Bools, scale: Floats) -> tuple[Floats, float]:
    """Weights of the plain signals, and the bias."""
    model = LogisticRegression(C=RIDGE, max_iter=2000).fit(values / scale, right)
    return np.asarray(model.coef_[0] / scale), float(model.intercept_[0])


def main() -> None:
    """Learn, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--picture", type=Path)
    args = parser.parse_args()
    newsroom = Newsroom(connect(f"sqlite:///{args.data_dir / 'dateline.db'}"), args.data_dir)
    names, values, right, parts = table(newsroom, map(json.loads, args.questions.read_text("utf-8").splitlines()))
    scale = values.std(axis=0) + 1e-9
    chance = np.zeros(len(right))
    for part in range(PARTS):
        weights, bias = fitted(values[parts != part], right[parts != part], scale)
        chance[parts == part] = 1 / (1 + np.exp(-(values[parts == part] @ weights + bias)))
    threshold = float(np.quantile(chance[right], LOST))
    print(f"area under the ROC curve, {PARTS} parts     {roc_auc_score(right, chance):.3f}")
    print(f"threshold                           {threshold:.3f}")
    print(f"answerable questions lost           {(chance[right] < threshold).mean():.3f}")
    print(f"too early questions refused         {(chance[~right] < threshold).mean():.3f}")
    if args.picture:
        draw(args.picture, right, chance, threshold)
    if args.write:
        weights, bias = fitted(values, right, scale)
        kept = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
        body = {"bias": round(bias, 4), "threshold": round(threshold, 4), "weights": kept}
        Path("corpus/answering/confidence.json").write_text(json.dumps(body, indent=1) + "\n", "utf-8")


def draw(path: Path, right: Bools, chance: Floats, threshold: float) -> None:
    """The ROC curve, and where the threshold lies on it."""
    import matplotlib.pyplot as plt  # noqa: PLC0415  (only the picture needs it)

    missed, kept, _ = roc_curve(right, chance)
    figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
    axes.plot(missed, kept, color="#1f5fa8", linewidth=2)
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--")
    shipped = (chance[~right] >= threshold).mean(), (chance[right] >= threshold).mean()
    axes.plot(*shipped, "o", color="#c0392b")
    # In the empty corner, since beside the point the curve or the diagonal would run through the words.
    line = {"arrowstyle": "-", "color": "#c0392b", "linewidth": 0.8}
    axes.annotate("shipped threshold", shipped, (0.97, 0.45), color="#c0392b", ha="right", arrowprops=line)
    axes.set(
        xlabel=f"answered though asked {EARLY} days too early",
        ylabel="answered on their day",
        xlim=(0, 1),
        ylim=(0, 1.01),
    )
    axes.set_title(f"Confidence: area {roc_auc_score(right, chance):.3f}")
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
