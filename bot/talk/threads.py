"""What the turns about one subject lend to the next message: their words, people, times and articles. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import Shown, Turn
from bot.talk import english, idioms
from corpus.answering import things
from corpus.language.terms import terms, words
from corpus.language.tongues import ENGLISH
from corpus.lexicon import lexicon
from corpus.model import Window

MORE = "more"  # what a message says that asks for more of the same
PLACES = 6  # articles to look in first
LENT = 8  # words of the subject that are carried on

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_PERSON = _HE | _SHE
_MEASURE = re.compile(
    r"\bhow (?:long|far|old|big|large|high|tall|deep|fast|heavy|hot|cold|often|strong)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Thread:
    """The turns about the newest subject, oldest first; at least one."""

    turns: tuple[Turn, ...]

    @classmethod
    def all(cls, turns: Sequence[Turn]) -> tuple[Thread, ...]:
        """The threads of a conversation, that of the last turn last.

        A turn that stood alone began one; any other went on with the newest that has what it was lent.
        """
        threads: list[Thread] = []
        for turn in turns:
            lending = ([thread for thread in threads if thread.lends(turn)] or threads[-1:]) if turn.said else []
            if lending:
                threads.remove(lending[-1])
                threads.append(cls((*lending[-1].turns, turn)))
            else:
                threads.append(cls((turn,)))
        return tuple(threads)

    def lends(self, turn: Turn) -> bool:
        """Whether what a turn was lent comes from the subject."""
        return not {*self.subject, *self.original}.isdisjoint(turn.lent)

    def named_in(self, found: Collection[str]) -> bool:
        """Whether one of the terms `found` in a message is of the subject."""
        return not set(stems(self.subject, self.language)).isdisjoint(found)

    @property
    def answered(self) -> Thread:
        """The thread up to its last turn that had an answer; all of it where none had."""
        end = next((n for n in range(len(self.turns), 0, -1) if self.turns[n - 1].points), len(self.turns))
        return Thread(self.turns[:end])

    @property
    def found(self) -> bool:
        """Whether any of its turns had an answer."""
        return any(turn.points for turn in self.turns)

    @property
    def names_something(self) -> bool:
        """Whether the question that began it names anybody or anything, however it is written."""
        asked = self.turns[0].question
        return bool(english.THINGS.search(asked) or things.find(things.tokens(asked), cased=False))

    @property
    def last(self) -> Turn:
        """The newest turn."""
        return self.turns[-1]

    @property
    def began(self) -> bool:
        """Whether the last turn stood alone: the first of its subject."""
        return not self.last.said

    @property
    def language(self) -> str:
        """The language in which the newest question was read."""
        return self.last.language

    @property
    def asked(self) -> str:
        """The last question that was not for more, with what it took from the one before; "why so many?" is of its answer."""
        told = (
            turn.said or turn.question for turn in reversed(self.turns) if not idioms.wonders(turn.said, turn.language)
        )
        return next((said for said in told if said != MORE), self.last.question)

    @property
    def subject(self) -> tuple[str, ...]:
        """The words of the subject as typed: those of the turn that stood alone, but for "long" in "how long"."""
        if self.last.lent:
            return self.last.lent
        measured = {word.lower() for found in _MEASURE.findall(self.last.question) for word in found.split()}
        return tuple(word for word in self.last.words if word.lower() not in measured)[:LENT] or self.last.words

    @property
    def original(self) -> tuple[str, ...]:
        """The words of the subject with which the thread began."""
        return Thread(self.turns[:1]).subject

    @property
    def window(self) -> Window | None:
        """The time that the last turn was about."""
        if not self.last.span:
            return None
        since, until, said, _ = self.last.span
        return Window(_moment(since), _moment(until), said)

    @property
    def strict(self) -> bool:
        """Whether that time kept all else out; one without an end that held nothing ("anything new?") is of no more use."""
        return bool(self.last.span and self.last.span[3] and (self.last.span[1] or self.last.points))

    @property
    def places(self) -> tuple[int, ...]:
        """The articles that answered, those of newer turns first, each turn's in the order of its points."""
        return tuple(dict.fromkeys(point.article for turn in reversed(self.turns) for point in turn.pertinent))[:PLACES]

    @property
    def seen(self) -> frozenset[tuple[int, int]]:
        """All (article, sentence) pairs shown on this subject."""
        return frozenset(pair for turn in self.turns for pair in (*turn.shown, *turn.earlier))

    @property
    def newest(self) -> datetime | None:
        """The moment after which an article is newer than all shown; None where they are undated."""
        return _moment(max(turn.newest for turn in self.turns))

    def meant(self, pronouns: Collection[str]) -> tuple[str, ...]:
        """The person and the place that pronouns mean: those of the newest turn that names one; no woman as "he".

        Where the last turn names nobody, the person whom the subject names comes before those named on the way.
        """
        newest_first = self.turns[::-1]
        named = [name for turn in newest_first for name in turn.names if may_be(name, pronouns)]
        subject = {word.lower() for word in self.subject}
        about = [name for name in named if not self.last.names and not subject.isdisjoint(map(str.lower, words(name)))]
        people = tuple((about or named)[:1]) if _PERSON & set(pronouns) else ()
        spots = next((turn.spots[:1] for turn in newest_first if turn.spots), ()) if "there" in pronouns else ()
        return people + spots

    def point(self, ordinal: int) -> Shown | None:
        """The point that "the second one" means, -1 being the last; None where there are fewer."""
        index = ordinal - 1 if ordinal > 0 else len(self.last.points) - 1
        return self.last.points[index] if ordinal and 0 <= index < len(self.last.points) else None

    def taken(self, fragment: str, *, placed: bool) -> str:
        """The last question as a fragment takes its words, without the person whom the fragment replaces.

        One that is `placed` ("in Kharkiv") replaces nobody.
        """
        named = set() if placed else {word for name in self.last.names for word in words(name)}
        return " ".join(word for word in self.asked.split() if named.isdisjoint(words(word))) or fragment

    def kept(self, fragment: str) -> tuple[str, ...]:
        """The subject's words without those that a fragment replaces: "and in Kharkiv?" does not mean Kyiv."""
        return _without_rivals(self.subject, fragment)

    def told_anew(self, message: str, found: Collection[str]) -> bool:
        """Whether a message whose terms are `found` has all of the subject in it but for what it replaces."""
        kept = self.kept(message)
        return bool(kept) and kept != self.subject and set(stems(kept, self.language)) <= set(found)

    def corrected(self, fragment: str, *, timed: bool, named: bool) -> str:
        """The last question with a fragment, `timed` where it tells a time, in the place of what it corrects.

        Where that is nothing of its kind, it is the name in it, if the fragment is one for all we know. "" where a follow-up
        has nothing in whose place it could be: "what did he ask for?" had no Senate.
        """
        asked = (self.last.understood if self.began else self.last.question).rstrip(" ?.!")
        asked = asked.replace(self.last.span[2], "") if timed and self.last.span else asked
        fragment = fragment.rstrip(" ?.!")
        anew = set(words(fragment))
        told = [word for word in asked.split() if anew.isdisjoint(words(word))]
        kept = _without_rivals(told, fragment)
        if named and len(kept) == len(told):
            names = (*self.last.names, *(english.THINGS.findall(asked) if self.language == ENGLISH else ()))
            before = {word for name in names for word in words(name)}
            kept = tuple(word for word in told if before.isdisjoint(words(word)))
        if not (timed or self.began) and len(kept) == len(told):
            return ""
        place = next((n for n, (word, left) in enumerate(zip(told, kept, strict=False)) if word != left), len(kept))
        return " ".join((*kept[:place], fragment, *kept[place:]))


def stems(told: Iterable[str], language: str) -> tuple[str, ...]:
    """The terms of these words in a language, each once."""
    return tuple(dict.fromkeys(terms(" ".join(told), language)))


def _without_rivals(told: Sequence[str], fragment: str) -> tuple[str, ...]:
    """What was told word by word, without things of a kind that the fragment names; "the French ones" name a country.

    A word that the fragment says again stays.
    """
    said = things.tokens(fragment)
    named = [thing for thing in things.find(said, cased=False) if not _is_a_word(said[thing.start : thing.end])]
    new = {kind for thing in named for kind in _kinds(thing)}
    tokens = things.tokens(" ".join(told))
    old = [thing for thing in things.find(tokens, cased=False) if not new.isdisjoint(_kinds(thing))]
    gone = {word for thing in old for word in words(" ".join(tokens[thing.start : thing.end]))} - set(words(fragment))
    return tuple(word for word in told if gone.isdisjoint(words(word)))


def _is_a_word(tokens: Sequence[str]) -> bool:
    """Whether it is typed as an everyday word that names something only with a capital: "the next city" is no shop's."""
    senses = lexicon().senses.get(" ".join(tokens), ())  # by phrase in lower case
    return bool(senses) and all(sense.everyday for sense in senses)


def _kinds(thing: things.Thing) -> tuple[str, ...]:
    return (*thing.classes, "country") if "nationality" in thing.classes else thing.classes


def may_be(name: str, pronouns: Collection[str]) -> bool:
    """Whether pronouns may mean who is called so: unless the first name is one that only the others have."""
    first, known = name.partition(" ")[0], lexicon()
    he, she = not _HE.isdisjoint(pronouns), not _SHE.isdisjoint(pronouns)
    return he == she or first not in (known.women if he else known.men)


def goes_on_about(pronouns: Collection[str]) -> bool:
    """Whether a question goes on about a person already spoken of; "who is his wife?" asks for another."""
    return not {"he", "him", "she"}.isdisjoint(pronouns)


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
