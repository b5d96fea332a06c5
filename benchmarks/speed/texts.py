"""Articles and questions to measure with: a given file's, or made ones with the term statistics of news.

Made words follow Zipf's law over a vocabulary that grows with the archive as Heaps' law has it; each article has a subject of
its own, whose words come back in it, and the commonest content words are those of real news, so that questions made of
them are as hard as real ones. The same seed makes the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.model import Draft
from corpus.reading import files

SEED = 20
SENTENCES = 48  # of a made article: what real ones have on average
SUBJECT = 40  # words that an article's subject has of its own
COMMON = """
    people president year government new police state time world country week million city day home officials court war
    company health law party school election minister attack support leader report case house power money work family
""".split()  # noqa: SIM905  (a page of quotation marks would be no easier to read)
# Questions of the commonest words, the hardest for an index: nearly every article has some of them.
HARD = (
    "What did the president say?",
    "What did people say about the government?",
    "What is new in the country this year?",
    "Which state has the new law?",
    "How many people did police report?",
    "What did the company say about work and money?",
    "When is the election in the country?",
    "What happened at the house of the president last year?",
    "Who is the leader of the party?",
    "What did the minister say about health and schools?",
)
_GLUE = np.array("the of to in and a that for on with was is at by from as his has had its".split())  # noqa: SIM905
_SYLLABLES = np.array(
    "ka res tro lin mor den vas pel ur gan sho wick bra tem ol fen di na sul ber co ti ra ven lo mi".split()  # noqa: SIM905
)


def given(path: Path) -> Iterator[dict[str, str]]:
    """The articles of a JSON Lines file, packed or not."""
    for number, line in files.lines(path, lambda _: None):
        draft = files.parse_line(number, line, str(path))
        if isinstance(draft, Draft):
            yield dict(json.loads(line))


def made(sentences: int) -> Iterator[dict[str, str]]:
    """Articles without end, with a vocabulary fit for an archive of so many sentences."""
    rng = np.random.default_rng(SEED)
    vocabulary = _vocabulary(rng, 2_000 + int(30 * sentences**0.6))
    ranks = np.arange(1, len(vocabulary) + 1)
    chance = 1 / (ranks + 8.0)  # Zipf-Mandelbrot
    cumulative = np.cumsum(chance) / chance.sum()
    for number in range(10**9):
        yield _article(rng, vocabulary, cumulative, number)


def _article(rng: np.random.Generator, vocabulary: np.ndarray, cumulative: np.ndarray, number: int) -> dict[str, str]:
    own = np.searchsorted(cumulative, 0.3 + 0.7 * rng.random(SUBJECT))
    lengths = rng.integers(6, 18, SENTENCES)
    total = int(lengths.sum())
    drawn = np.searchsorted(cumulative, rng.random(total))
    drawn = np.where(rng.random(total) < 0.3, own[rng.integers(0, SUBJECT, total)], drawn)
    words = vocabulary[np.minimum(drawn, len(vocabulary) - 1)]
    glued = _GLUE[rng.integers(0, len(_GLUE), total)]
    pairs = [f"{glue} {word}" for glue, word in zip(glued.tolist(), words.tolist(), strict=True)]
    ends = np.cumsum(lengths).tolist()
    lines = [
        " ".join(pairs[end - length : end]).capitalize() + "."
        for end, length in zip(ends, lengths.tolist(), strict=True)
    ]
    paragraphs = [" ".join(lines[at : at + 3]) for at in range(0, SENTENCES, 3)]
    subject = vocabulary[np.minimum(own[:6], len(vocabulary) - 1)]
    day = date(2024, 1, 1) + timedelta(days=number % 730)
    return {
        "url": f"https://example.org/{number}",
        "title": " ".join(subject.tolist()).capitalize(),
        "source": f"Paper {number % 40}",
        "published": day.isoformat(),
        "text": "\n\n".join(paragraphs),
    }


def _vocabulary(rng: np.random.Generator, size: int) -> np.ndarray:
    """Distinct words, commonest first: those of real news and made ones, the common among them short."""
    words = dict.fromkeys(COMMON)
    while len(words) < size:
        syllables = 2 + int(len(words) > 600) + int(len(words) > 20_000)
        words["".join(_SYLLABLES[rng.integers(0, len(_SYLLABLES), syllables + int(rng.integers(0, 2)))])] = None
    return np.array(list(words))


def written(articles: Iterable[dict[str, str]], count: int, path: Path) -> Path:
    """The first `count` articles as a JSON Lines file."""
    with path.open("w", encoding="utf-8") as file:
        for article in islice(articles, count):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path


def asked_of(path: Path, count: int) -> list[dict[str, str]]:
    """`count` questions about made articles: a few words of one sentence each, on the day after the last article."""
    rng = np.random.default_rng(SEED)
    with path.open(encoding="utf-8") as file:
        articles = sum(1 for _ in file)
        file.seek(0)
        chosen = set(rng.choice(articles, min(count, articles), replace=False).tolist())
        texts = [json.loads(line)["text"] for number, line in enumerate(file) if number in chosen]
    questions = []
    for number in range(count):
        lines = texts[number % len(texts)].split(".")
        words = [word for word in lines[int(rng.integers(0, len(lines) - 1))].split() if word not in _GLUE]
        some = " ".join(rng.permutation(words)[: int(rng.integers(3, 7))].tolist())
        questions.append({"id": str(number), "question": f"What did they say about {some}?", "as_of": "2026-01-02"})
    return questions
