"""The door of the corpus: read a question, answer it, say how fresh the archive is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

from corpus import samples, versions
from corpus.answering import engines, followup, remarks
from corpus.answering.discussion import Discussion
from corpus.answering.features import Facts
from corpus.answering.gathering import Gathering
from corpus.answering.pipeline import Pipeline
from corpus.answering.pool import Pool
from corpus.answering.spelt import Spelt
from corpus.archive import ingest
from corpus.archive.retention import Keeping, sweep
from corpus.archive.store import Store
from corpus.errors import BadQuestion
from corpus.events.chronicle import Chronicle
from corpus.events.compiling import Compiler
from corpus.events.digest import LIMIT, Digest, Muted, Told
from corpus.events.grouping import grouped
from corpus.events.top import TopStories
from corpus.language import terms, tongues
from corpus.language.tongues import ENGLISH
from corpus.memory import Memory
from corpus.model import Briefing, Draft, Freshness, Query, Story, Window
from corpus.questions import reading as questions
from corpus.questions.respelling import Respelling
from corpus.reading import files
from corpus.saying import Saying

if TYPE_CHECKING:
    from corpus.feeds.following import Following
    from corpus.feeds.refresh import Report


class Newsroom:
    """The articles of one database, ready to answer. Synchronous; safe to share between threads.

    Feeds may be at public addresses only, and at the hosts named in `allowed_hosts`. The index of articles lies in the
    folder, or at the address `search`.
    """

    def __init__(
        self, engine: Engine, folder: Path, allowed_hosts: frozenset[str] = frozenset(), search: str = ""
    ) -> None:
        versions.migrate(engine, "corpus.migrations")
        self.store = Store(engine)
        self.candidates = engines.opened(folder / "index", self.store, search)
        self._memory = Memory(self.store)
        self.discussion = Discussion(self._memory, self.candidates)
        gathering = Gathering(self.store, self.candidates, self._memory)
        self._pipeline = Pipeline(gathering, self._memory, self.discussion)
        self._top = TopStories(self.store, self.candidates, self._muted)
        self._respelling = Respelling(
            self._memory.terms, self.store.beginning, Spelt(self._memory, self.candidates).written
        )
        self.chronicle = Chronicle(self.store, self.candidates)
        self._allowed_hosts = allowed_hosts
        self.compiler = Compiler(self.store, self.candidates, self.read, self._muted)

    @cached_property
    def feeds(self) -> Following:
        """The feeds that are followed."""
        # What fetches is an eighth of what a question from a cold shell would load, and needs none of.
        from corpus.feeds.fetch import Fetcher  # noqa: PLC0415
        from corpus.feeds.following import Following  # noqa: PLC0415

        return Following(self.store.engine, self.store, self.candidates, Fetcher(self._allowed_hosts))

    def _muted(self) -> frozenset[str]:
        return self.feeds.store.muted()

    def close(self) -> None:
        """Stop what fetches, where anything does."""
        if "feeds" in vars(self):
            self.feeds.close()

    def refresh(self, now: datetime, stopped: Callable[[], bool] = lambda: False) -> Report:
        """Fetch all due feeds once; what they bring is findable when this returns, soon after it is `stopped`."""
        return self.feeds.refresh(now, stopped)

    def sweep(self, keeping: Keeping, now: datetime, stopped: Callable[[], bool] = lambda: False) -> int:
        """Remove articles that are not to be kept any longer; how many. Soon over when it is `stopped`."""
        return sweep(self.store, self.candidates, keeping, now, stopped)

    def keep(self, draft: Draft, now: datetime) -> bool:
        """Store an article and make it findable; whether it was new."""
        return bool(ingest.add([draft], self.store, self.candidates, now))

    def furnish(self, now: datetime) -> None:
        """Give an archive that holds nothing the sample articles; the first real article sends them away."""
        if self.store.totals().change == 0:
            lines = enumerate(samples.path().read_bytes().splitlines(), 1)
            drafts = [files.parse_line(number, line, "samples") for number, line in lines]
            marked = [replace(draft, sample=True) for draft in drafts if isinstance(draft, Draft)]
            ingest.add(marked, self.store, self.candidates, now)

    def read(self, text: str, now: datetime, zone: tzinfo, hint: str = ENGLISH) -> Query:
        """Understand `text` as a question; BadQuestion with one kind sentence when there is nothing to search for.

        Bare keywords are read in the language `hint`, unless more of them are found in the articles when read in English.
        The samples are of one spring: asked about them, "yesterday" and "in May" count from their own last day.
        """
        self._memory.now_at(self.store.totals())
        counted = self._memory.present(now) if self._memory.totals.samples else now
        query = questions.read(text, counted, zone, self._memory.sources(), hint)
        if hint != ENGLISH and query.language != tongues.of_question(text):
            with suppress(BadQuestion):
                plain = questions.read(text, counted, zone, self._memory.sources())
                query = self._likelier(query, plain)
        return self._respelling.of(query if counted is now else replace(query, asked=now))

    def _likelier(self, hinted: Query, plain: Query) -> Query:
        """Of two readings of a few words that with a source, or with more of them in the articles.

        Names alone tell more read in English.
        """
        if hinted.sources and not plain.sources:
            return hinted
        if set(hinted.terms) == set(plain.terms):
            return replace(plain, language=hinted.language)
        telling = [term for term in plain.terms if terms.of_word(term, hinted.language)]  # "de" is in every archive
        return plain if len(self._memory.terms(telling)) > len(self._memory.terms(hinted.terms)) else hinted

    def answer(self, query: Query) -> Briefing:
        """The briefing for a query; every point stands word for word in its article, and none is from after `asked`.

        Without terms the query asks for the top stories of its time or source. A time that holds nothing is told, with what
        lies nearest to it. A question that may lean on earlier ones does where its words are at home in their articles.
        """
        self._memory.now_at(self.candidates.follow())
        found = self._briefing(query)
        if found.points or found.remark == followup.ALL:
            return found
        return replace(found, freshness=self.freshness(query.asked))

    def look(self, query: Query, first: Mapping[str, float] | None = None) -> tuple[Pool, Facts]:
        """The sentences that may answer and what speaks for each; what `answer` ranks, for those who learn its weights.

        `first` as for `ranking.look`.
        """
        self._memory.now_at(self.candidates.follow())
        return self._pipeline.look(query, first)

    def _briefing(self, query: Query) -> Briefing:
        """The briefing, without what there was to search."""
        query = self.discussion.settled(query)
        if query.lent or query.context:  # what stands alone was put right when it was read
            query = self._respelling.of(query)
        answer = self._pipeline.answer if query.terms or query.context or query.places else self._top.answer
        found = answer(query)
        if query.alone and (found.abstained or found.remark) and (alone := self._by_itself(query, query.alone, found)):
            return alone
        if found.abstained and query.seen:
            return found if query.strict else replace(found, remark=followup.ALL)
        if query.unknown_sources:
            found = replace(found, remark=self._suggested(query.unknown_sources))
        elif remarks.is_foreign(query, found) and (spoken := self._memory.languages()) and query.language not in spoken:
            found = replace(found, remark=remarks.foreign(spoken))
        if found.abstained and query.window is not None and query.strict:
            nearest = next((near for wider in _wider(query, query.window) if (near := answer(wider)).points), None)
            remark = Saying("Nothing from that time ({time}). This lies nearest:", time=query.window.said)
            return replace(nearest, query=query, remark=remark) if nearest else found
        return found

    def _by_itself(self, query: Query, alone: Query, found: Briefing) -> Briefing | None:
        """The briefing for a message that may be no follow-up, where it was `found` to be a poor one; None for what surely is."""
        word = query.fragment and query.lean < 1  # a word by itself, and nothing on both
        earlier = alone.places and not query.places  # nothing was found last, but before that
        matter = found.abstained and alone.bare and not (query.fragment or query.seen)  # "what about boeing"
        if not (word or earlier or matter):
            return None
        answered = self._briefing(alone)
        if not answered.points:
            return found
        return answered if word or earlier else replace(answered, remark=remarks.of_one(alone.words))

    def _suggested(self, unknown: Sequence[str]) -> str:
        """Which known sources may have been meant; "" when none looks like it."""
        near = dict.fromkeys(name for wanted in unknown for name in self._memory.sources().closest(wanted))
        return Saying("Did you mean {names}?", names=" or ".join(near)) if near else ""

    def stories(self, since: datetime, until: datetime) -> list[Story]:
        """The articles published in `since <= t <= until` by event, stories with most sources first."""
        return grouped(self.store.period(since, until), self.store)

    def digest(
        self,
        topics: Sequence[str],
        since: datetime,
        until: datetime,
        told: Told = Told(),  # noqa: B008  (frozen)
        muted: Muted = Muted(),  # noqa: B008
        limit: int = LIMIT,
    ) -> Digest:
        """The stories that are new in `since <= t <= until` on `topics`, or the top ones; nothing that was `told`.

        The samples' period ends with their own last day.
        """
        back = until - self._memory.present(until) if self.store.totals().samples else timedelta()
        found = self.compiler.digest(topics, since - back, until - back, told, muted, limit)
        return found if found.items else replace(found, freshness=self.freshness(until))

    def freshness(self, now: datetime) -> Freshness:
        """What was there to search by `now`."""
        return Freshness(self.store.count(now), self.store.newest(now))


def _wider(query: Query, empty: Window) -> list[Query]:
    """The query for what lies nearest to a window that holds nothing: without terms before it, then after it."""
    if query.terms or query.context:
        return [replace(query, strict=False)]
    before, after = Window(None, empty.since, empty.said), Window(empty.until, None, empty.said)
    return [replace(query, window=window) for window in (before, after) if window.since or window.until]
