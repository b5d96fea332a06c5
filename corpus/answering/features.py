"""What speaks for a sentence as an answer, as numbers: how much of the question it holds, where it stands, whether it holds
the kind of thing asked for, and how often other reports say the same."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.answering import answers
from corpus.answering.pool import Bools, Floats, Ints, Pool
from corpus.answering.wording import Wording, feedback, headlines
from corpus.model import Query

REACH = 3  # sentences to either side of one that may hold the rest of the question
HEADLINES = 4  # of the best articles, whose headlines do so too; more say no more
TELLING = 30.0  # days over which a headline's voice fades
# What `dear` tells, some of it for a group of questions as "name:group".
DEAR = (
    "dependent",
    "full_vote",
    "number_vote",
    "holds_fit",
    "holds_number",
    "fit_in_full",
    "fits_in_full",
    "fit_beside_noun",
    "full_in_headlines",
)

# What a glance tells, in groups of questions as well: it helps to choose what is read, and says nothing more once that is known.
GLANCE = ("capitals", "kin", "digits")
# Capitalised words, and those of the kind asked for: more of them make a row no likelier to hold the answer.
MANY, ENOUGH = 6, 3
MOST = 5  # things of the kind asked for, beyond which a row is a list

_OWN = re.compile(r"\w+")
_CAPITALISED = re.compile(r" ([A-Z]\w*)")
_DIGIT = re.compile(r"[0-9]")
_DEPENDENT = re.compile(
    r"^[“\"'‘(]*(?:he|she|it|they|his|her|their|its|this|that|these|those|but|and|however|so|instead|meanwhile|still|also|"
    r"then|there|such)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the rows chosen for a closer look: their numbers in the pool, their features by name.

    Of features for a group of questions there are only those of this question's. `fitting` are the things of the kind asked
    for that each row holds, `losses` what it loses for being of another year.
    """

    rows: Ints
    columns: dict[str, Floats]
    fitting: list[frozenset[str]]
    losses: Floats

    def table(self, names: Sequence[str]) -> Floats:
        """The features of these names side by side, rows x names; zeros where there is none."""
        none = np.zeros(len(self.rows))
        return np.stack([self.columns.get(name, none) for name in names], axis=1)


def cheap(
    query: Query, asked: answers.Asked, pool: Pool, plain: Floats, rows: Ints, ages: Floats, words: Wording
) -> dict[str, Floats]:
    """The features of `rows` (best first by the score `plain`) that arrays and a glance tell; their `words` are laid out.

    `ages` are the articles' in days at the moment of asking (inf: undated).
    """
    columns = _coverage(query, pool, rows) | _place(pool, rows, ages)
    texts = pool.texts(rows)
    columns |= _crossed(asked, _signs(query, asked, texts))
    columns |= feedback(words, _weights(plain, rows))
    return columns | headlines(pool, words, len(rows))


def dear(
    asked: answers.Asked, pool: Pool, plain: Floats, rows: Ints, ages: Floats
) -> tuple[dict[str, Floats], list[frozenset[str]]]:
    """The features of `rows` for which their sentences are read: what they hold that could be the answer. And what fits of it."""
    texts = pool.texts(rows)
    held = [answers.held(text, asked) for text in texts]
    fitting = [found.fitting() for found in held]
    full = [answers.in_full(text, found, asked) for text, found in zip(texts, fitting, strict=True)]
    columns = _texts(texts) | _votes(asked, pool, rows, _weights(plain, rows), held, fitting, full)
    columns |= _fitting(pool, asked, ages, texts, fitting, full)
    return columns, [frozenset(found) for found in fitting]


def _coverage(query: Query, pool: Pool, rows: Ints) -> dict[str, Floats]:
    present = pool.present[:, rows]

    def among(terms: Iterable[str]) -> Bools:
        return np.array([name in terms for name in pool.names], dtype=np.bool_)

    def share(marks: Bools, idf: Floats = pool.idf) -> Floats:
        return np.asarray(idf @ marks / (idf.sum() or 1.0))

    def part(which: Bools) -> Floats:
        return share(present, pool.idf * which)

    return {
        "covered_rare": share(present, pool.idf**2),
        "covered_wide": share(pool.near(rows, REACH)),
        "covered_rest": part(~among(query.names)),
        "covered_sentence": part(among(query.asking)),
    }


def _place(pool: Pool, rows: Ints, ages: Floats) -> dict[str, Floats]:
    owner, place = pool.owner[rows], pool.place[rows]
    age = ages[owner]
    strength = pool.strength / (pool.strength.max(initial=0.0) or 1.0)
    order = np.empty(len(pool.strength))
    order[np.argsort(-pool.strength, kind="stable")] = np.arange(len(pool.strength))
    return {
        "strength": strength[owner],
        "article_rank": 1 / (1 + order[owner]),
        "days_30": np.exp(-age / 30),
        "days_365": np.exp(-age / 365),
        "first": (place < 1).astype(np.float64),
    }


def _texts(texts: Sequence[str]) -> dict[str, Floats]:
    return {"dependent": np.array([_DEPENDENT.match(text) is not None for text in texts], dtype=np.float64)}


def _signs(query: Query, asked: answers.Asked, texts: Sequence[str]) -> dict[str, Floats]:
    """What a glance at each row tells of what it may hold: capitalised words, the first and the question's aside, and digits.

    `kin` are those capitalised words with which a name of the kind asked for may begin. Each is looked for only where it says
    something for this group of questions.
    """
    mine = asked.group
    own = set(_OWN.findall(query.text))
    capitals = [set(_CAPITALISED.findall(text)) - own for text in texts]
    signs = {}
    if mine in CROSSED["capitals"]:
        signs["capitals"] = np.array([min(len(found), MANY) for found in capitals]) / MANY
    if mine in CROSSED["kin"]:
        kin = answers.capitals(asked)
        signs["kin"] = np.array([min(len(found & kin), ENOUGH) for found in capitals]) / ENOUGH
    if mine in CROSSED["digits"]:
        signs["digits"] = np.array([_DIGIT.search(text) is not None for text in texts], dtype=np.float64)
    return signs


def _weights(plain: Floats, rows: Ints) -> Floats:
    """How much each row's word counts: the square of its plain score, from 0 for the last to 1 for the best."""
    scores = plain[rows] - plain[rows].min(initial=np.inf) if len(rows) else plain[rows]
    return np.asarray((scores / (scores.max(initial=0.0) or 1.0)) ** 2)


def _votes(
    asked: answers.Asked,
    pool: Pool,
    rows: Ints,
    weights: Floats,
    held: Sequence[answers.Held],
    fitting: Sequence[Sequence[str]],
    full: Sequence[Sequence[str]],
) -> dict[str, Floats]:
    """Names, numbers and things that the rows hold and the question does not; each article votes once for each."""
    owners, strong = pool.owner[rows].tolist(), weights.tolist()
    names, numbers, things = (_tally([found[part] for found in held], owners, strong) for part in range(3))
    votes = names | numbers | things
    columns = {
        "number_vote": _shares(numbers, [found.numbers for found in held]),
        "holds_fit": np.array([bool(found) for found in fitting], dtype=np.float64),
        "holds_number": np.array([bool(found.numbers) for found in held], dtype=np.float64),
    }
    return {"full_vote": _shares(votes, full)} | _crossed(asked, columns)


def _tally(found: Sequence[Iterable[str]], owners: Sequence[int], weights: Sequence[float]) -> dict[str, float]:
    """The votes for each text: of each article the greatest of the weights of those of its rows that hold it."""
    ballots: dict[tuple[str, int], float] = {}
    for texts, owner, weight in zip(found, owners, weights, strict=True):
        for text in texts:
            if ballots.get((text, owner), -1.0) < weight:
                ballots[text, owner] = weight
    votes: dict[str, float] = defaultdict(float)
    for (text, _), weight in ballots.items():
        votes[text] += weight
    return votes


def _shares(votes: Mapping[str, float], found: Sequence[Iterable[str]]) -> Floats:
    """The most votes that something found in each row has, as a share of the most that any has; 0 where nobody votes."""
    most = [max((votes[text] for text in each), default=0.0) for each in found]
    return np.array(most) / (max(most, default=0.0) or 1.0)


def _fitting(
    pool: Pool,
    asked: answers.Asked,
    ages: Floats,
    texts: Sequence[str],
    fitting: Sequence[Sequence[str]],
    full: Sequence[Sequence[str]],
) -> dict[str, Floats]:
    """Of the things of the kind asked for that the rows hold: how many are named in full, how often those stand in headlines, and
    how near to its noun one is."""
    told: dict[str, float] = defaultdict(float)
    strength = pool.strength / (pool.strength.max(initial=0.0) or 1.0)
    for stored, strong, age in zip(pool.articles[:HEADLINES], strength.tolist(), ages.tolist(), strict=False):
        for text in set(answers.held(stored.article.title, asked).fitting()):
            told[text] += strong**3 * math.exp(-age / TELLING)
    return {
        "fit_in_full": np.array([bool(found) for found in full], np.float64),
        "fits_in_full": np.array([min(len(found), MOST) / 3 for found in full]),
        "fit_beside_noun": np.array([answers.beside(*row, asked) for row in zip(texts, fitting, strict=True)]),
        "full_in_headlines": np.log1p([max((told.get(text, 0.0) for text in found), default=0.0) for found in full]),
    }


# What says something for some groups of questions only, or for each of them something else; a glance tells the first three.
CROSSED = {
    "capitals": ("who", "number", "open"),
    "kin": ("who", "thing"),
    "digits": ("number",),
    "number_vote": answers.NUMBERED,
    "holds_fit": tuple(answers.GROUPS),
    "holds_number": answers.NUMBERED,
}


def _crossed(asked: answers.Asked, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """The columns that say something for the group that is asked, under its name."""
    mine = asked.group
    return {f"{name}:{mine}": column for name, column in columns.items() if mine in CROSSED[name]}
