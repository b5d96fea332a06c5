"""One event, many articles: which reports tell the same story, and how many independent sources a story has. Pure.

Knows terms, days and publishers only. How alike two reports are is `likeness`'s to say. What to show of a story, and whom
it concerns, is left to others.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time

from corpus.events.likeness import DAYS_APART, NEIGHBOURS, OPENING, Archive, Report, alike
from corpus.events.wordings import copies

THRESHOLD = 0.3  # cohesion that makes one story: cross-validated over events by benchmarks/stories_threshold.py
CAUTION = 0.75  # standard deviations by which cohesion lies below the mean likeness


def group(reports: Iterable[Report], threshold: float = THRESHOLD, archive: Archive | None = None) -> list[list[int]]:
    """The articles' ids by story, each in exactly one; the order of `reports` does not matter where ids are distinct.

    Stories with most publishers come first, among equals the newest; within a story the newest article comes first and
    undated ones last. An undated article may join any story that it resembles; dated ones span at most `DAYS_APART`.
    Agglomerative: the two groups that cohere most are joined until none reaches `threshold`.
    """
    ordered = sorted(reports, key=lambda report: (_day(report) or math.inf, report.article))
    days = [_day(report) for report in ordered]
    groups = _join(alike(ordered, archive or Archive(), days), days, threshold)
    return _arranged([[ordered[place] for place in members] for members in groups])


def independent(reports: Sequence[Report]) -> int:
    """How many independent sources a story has: most reports of which no two share a publisher or a wording.

    So one agency text at three publishers counts once, and adds nothing to publishers who have their own text besides.
    Case does not matter in a publisher's name; all articles without one count as one publisher's.
    """
    wordings = copies([report.body[:OPENING] or report.title for report in reports])
    printed = [sorted({_publisher(reports[place]) for place in places}) for places in wordings]
    credited: dict[str, int] = {}
    return sum(_credit(wording, printed, credited, set()) for wording in range(len(printed)))


def _credit(wording: int, printed: Sequence[Sequence[str]], credited: dict[str, int], tried: set[str]) -> bool:
    """One step of Kuhn's bipartite matching: credits the wording to a publisher, moving earlier ones where needed."""
    for publisher in printed[wording]:
        if publisher in tried:
            continue
        tried.add(publisher)
        if publisher not in credited or _credit(credited[publisher], printed, credited, tried):
            credited[publisher] = wording
            return True
    return False


def _publisher(report: Report) -> str:
    return report.source.strip().casefold()


def _day(report: Report) -> int | None:
    return report.published.day.toordinal() if report.published else None


class _Groups:
    """Groups of articles that grow together.

    `ties[a][b]`, the same as `ties[b][a]`, holds the sum of likeness and of its square over the pairs between groups
    `a` and `b`: both add up when groups are joined. A group is known by its first article.
    """

    def __init__(self, pairs: Iterable[tuple[int, int, float]], days: Sequence[int | None]) -> None:
        self.members = {article: [article] for article in range(len(days))}
        self.spans = [(math.inf, -math.inf) if day is None else (day, day) for day in days]
        self.ties: list[dict[int, tuple[float, float]]] = [{} for _ in days]
        for one, other, likeness in pairs:
            self.ties[one][other] = self.ties[other][one] = (likeness, likeness * likeness)

    def cohesion(self, one: int, other: int) -> float:
        """Mean likeness of the pairs between two groups less some of its deviation; minus infinity when days forbid.

        The mean alone lets in an article that resembles half of a story; the weakest pair alone breaks big stories up.
        Where one group is bigger than `NEIGHBOURS`, not all pairs are stored, and no more are expected.
        """
        (first, last), (start, end) = self.spans[one], self.spans[other]
        if max(last, end) - min(first, start) > DAYS_APART:
            return -math.inf
        total, squares = self.ties[one].get(other, (0.0, 0.0))
        fewer, more = sorted((len(self.members[one]), len(self.members[other])))
        pairs = fewer * min(more, NEIGHBOURS)
        mean = total / pairs
        return mean - CAUTION * math.sqrt(max(0.0, squares / pairs - mean * mean))

    def join(self, one: int, other: int) -> None:
        """Moves the `other` group into `one`."""
        self.members[one] += self.members.pop(other)
        (first, last), (start, end) = self.spans[one], self.spans[other]
        self.spans[one] = min(first, start), max(last, end)
        for third, (total, squares) in self.ties[other].items():
            del self.ties[third][other]
            if third != one:
                known = self.ties[one].get(third, (0.0, 0.0))
                self.ties[one][third] = self.ties[third][one] = (known[0] + total, known[1] + squares)
        self.ties[other].clear()


def _join(pairs: Iterable[tuple[int, int, float]], days: Sequence[int | None], threshold: float) -> list[list[int]]:
    """Articles, by their place in `days`, in groups; the most cohesive groups are joined first."""
    groups = _Groups(pairs, days)
    heap = [
        (-likeness, one, other)
        for one, ties in enumerate(groups.ties)
        for other, (likeness, _) in ties.items()
        if one < other and likeness >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        strength, one, other = heapq.heappop(heap)
        if other not in groups.ties[one] or -strength != groups.cohesion(one, other):
            continue  # one of them has grown since: if they still cohere, a newer entry says so
        groups.join(one, other)
        for third in groups.ties[one]:
            if (grown := groups.cohesion(one, third)) >= threshold:
                heapq.heappush(heap, (-grown, min(one, third), max(one, third)))
    return list(groups.members.values())


def _arranged(stories: Iterable[Sequence[Report]]) -> list[list[int]]:
    """Ids by story: most publishers first, then the newest, then the longest; in a story the newest article first."""

    def rank(story: Sequence[Report]) -> tuple[float, ...]:
        publishers = len({_publisher(report) for report in story})
        return -publishers, -_moment(story[0]), -len(story), story[0].article

    newest_first = [sorted(story, key=lambda report: (-_moment(report), report.article)) for story in stories]
    return [[report.article for report in story] for story in sorted(newest_first, key=rank)]


def _moment(report: Report) -> float:
    """Seconds since 1970, a day counting from its midnight; minus infinity for an undated article."""
    if report.published is None:
        return -math.inf
    return (report.published.moment or datetime.combine(report.published.day, time.min, UTC)).timestamp()
