"""The sentences of an event's articles that tell it best, by what stands in all of them and in their headlines. Pure."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.answering.statements import leans, repeats, whole
from corpus.archive.records import Outline, Stored
from corpus.model import Point

QUOTES = 12  # sentences kept of a story
CLOSE = 0.6  # share of a topic, by idf, that one sentence and its headline must hold to be about it
READ, LONG_READ = 12, 40  # first sentences of an article that may be told: for top stories, and for a topic
SHORTEST, LONGEST = 60, 420  # characters of a sentence that is told: no bylines, no lists
# What speaks for a sentence: what recurs in the story, the topic asked for, the article's headline, its place.
CENTRAL, ASKED, HEADLINE, FIRST = 0.25, 1.5, 1.5, 1.0
ONCE = 2.0  # sentences of a story at which a term counts half: what stands in one of them alone is a detail
# What speaks against it: speaking to its reader, being an aside, each day that it is older than others.
CHAT, ASIDE, OLDER = 1.5, 0.75, 0.5
# Outside of quotes this is seldom the news, but a newsletter's greeting or an editor's note.
_QUOTED = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”„«»]")
# Begins with somebody's words, as an item of a list does ("Value seats: The …"), with one who was not named yet, or goes on.
_ASIDE = re.compile(
    r"[“\"‘'«„]|(?![A-Z]{2})[A-Z][\w '’-]{2,40}(?:: | [–—] (?=[A-Z]))"
    r"|(?:[A-Z][A-Z., ]+ [-–—−]+ )?(?:He|She|They|It|His|Her|Their|Its)\b|(?:Plus|Oh|Also), "
)
# Stands below a picture or a film.
_CREDIT = re.compile(r"/\s?(?:AP|AFP|EPA|PA|CNN|Getty|Reuters|Shutterstock|Alamy)\b|- Source: ")
_CHAT = re.compile(r"(?i:^editor.s note\b)|\bI['’]\w+|\bI\b|(?i:\b(?:you|your|my|you['’]\w+|we['’]\w+|let['’]s)\b)")


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence that may be told, with its terms' numbers."""

    point: Point
    terms: frozenset[int]


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic as asked: its term numbers (none for top stories), and what all terms are worth by number.

    `unknown` is the worth of those of its terms that stand in no article.
    """

    terms: frozenset[int]
    idf: Mapping[int, float]
    unknown: float = 0.0

    def share(self, terms: frozenset[int]) -> float:
        """How much of the topic these terms hold, between 0 and 1; 0 without a topic."""
        worth = self.unknown + sum(self.idf.get(term, 0.0) for term in self.terms)
        return sum(self.idf.get(term, 0.0) for term in terms & self.terms) / worth if worth else 0.0


def speaks_to_reader(text: str) -> bool:
    """Whether a sentence or a headline speaks to its reader, outside of quotes."""
    return bool(_CHAT.search(_QUOTED.sub("", text)))


def sentences(stored: Stored | Outline, most: int | None = None) -> list[frozenset[int]]:
    """The distinct term numbers of each sentence of an article, or of its first `most`."""
    counts = stored.analysis.counts[:most]
    terms, found, at = stored.analysis.terms[: int(counts.sum())].tolist(), [], 0
    for count in counts.tolist():
        found.append(frozenset(terms[at : at + count]))
        at += count
    return found


def quotes(read: Sequence[Stored], story: Sequence[Stored], subject: Subject) -> tuple[Quote, ...]:
    """The best sentences of the articles `read` of a story, best first.

    None nearly repeats a better one of its own source; those of different sources may, since a reader may have muted one.
    """
    central, headlines, newest = _central(story, subject), _headlines(story, subject), max(map(age, read), default=0.0)
    scored = [
        (score - OLDER * _days(newest - age(stored)), place, quote)
        for number, stored in enumerate(read)
        for place, (score, quote) in enumerate(_scored(stored, central, headlines, subject), number * LONG_READ)
    ]
    chosen: list[Quote] = []
    for _, _, quote in sorted(scored, key=lambda entry: (-entry[0], entry[1])):
        same = (other for other in chosen if other.point.source == quote.point.source)
        if not any(repeats(quote.terms, other.terms) for other in same):
            chosen.append(quote)
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)


def _central(story: Sequence[Stored], subject: Subject) -> Mapping[int, float]:
    """What each term is worth for telling the story: rare elsewhere, in most of its articles and in several sentences."""
    told = [sentences(stored, LONG_READ) for stored in story]
    spread = Counter(chain.from_iterable(set(chain.from_iterable(held)) for held in told))
    often = Counter(chain.from_iterable(chain.from_iterable(told)))
    return {
        term: subject.idf.get(term, 0.0) * count / len(story) * often[term] / (often[term] + ONCE)
        for term, count in spread.items()
    }


def _headlines(story: Sequence[Stored], subject: Subject) -> Subject:
    """What the story's headlines say, each word as often as they say it: a portrait beside two reports tells less of it."""
    said = Counter(chain.from_iterable(set(stored.analysis.title.tolist()) for stored in story))
    return Subject(frozenset(said), {term: subject.idf.get(term, 0.0) * count for term, count in said.items()})


def _days(seconds: float) -> float:
    return min(seconds, 10 * 86_400.0) / 86_400.0  # infinite beside an undated one


def distinct(found: Iterable[Quote]) -> list[Quote]:
    """The quotes, best first, without those that nearly repeat a better one."""
    chosen: list[Quote] = []
    for quote in found:
        if not any(repeats(quote.terms, other.terms) for other in chosen):
            chosen.append(quote)
    return chosen


def _scored(
    stored: Stored, central: Mapping[int, float], headlines: Subject, subject: Subject
) -> Iterable[tuple[float, Quote]]:
    """The article's sentences that can stand alone, each with what speaks for it."""
    analysis, text = stored.analysis, stored.article.text
    most = LONG_READ if subject.terms else READ
    spans = zip(analysis.starts[:most].tolist(), analysis.ends[:most].tolist(), sentences(stored, most), strict=True)
    for place, (start, end, terms) in enumerate(spans):
        if not _stands_alone(text[start:end], place):
            continue
        score = CENTRAL * sum(central.get(term, 0.0) for term in terms) / (5 + len(terms))
        score += ASKED * subject.share(terms) + HEADLINE * headlines.share(terms) + FIRST / (1 + place / 2)
        score -= CHAT * speaks_to_reader(text[start:end]) + ASIDE * bool(_ASIDE.match(text[start:end]))
        yield score, Quote(stored.quoted(place, place), terms)


def _stands_alone(text: str, place: int) -> bool:
    """Whether a sentence is one, and can be understood; the first of an article has none before it to lean on."""
    told = SHORTEST <= len(text) <= LONGEST and whole(text) and not ("://" in text or _CREDIT.search(text))
    return told and not (place and leans(text))


def age(stored: Stored) -> float:
    """Sorts articles by publication: seconds since 1970, minus infinity for an undated one."""
    return stored.article.published.middle.timestamp() if stored.article.published else -math.inf
