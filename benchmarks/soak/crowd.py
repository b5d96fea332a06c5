"""People of a soak: what they will do and when, and what they make of the answers. Pure but for what they say and press."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Protocol

from benchmarks.speed.texts import COMMON
from tests.bot.botapi import Message

MEMBERS = 20  # people of one group
SUBSCRIBERS = 10  # one person in so many only gets a digest
FOLLOW_UPS = ("more", "and last year?", "why?", "who said that?", "what happened next?", "and in March?", "when?")
COMMANDS = ("/help", "/latest", "/timeline {}", "/sources", "/why", "/proof 1", "/privacy", "/export", "/digests", "/mute {}",
    "/unmute {}", "/quiet 23-6", "/new", "/language", "/start", "/forget_me")  # fmt: skip
HOSTILE = (
    "a" * 4096, "." * 4096, "(a+)+$ " + "a" * 3000, "<b>bold</b> & </a> <a href='x" * 90, "9" * 4000,
    "\u202egnihtyna\u2066 who \u2069 met", "who \x00 met \ud800", "source:bbc according to " * 160, "/" + "x" * 300,
    "since 14 May 2024 until 31 February after " * 90, "'; DROP TABLE turns; --", "Z" + "\u0301\u0489" * 2000,
)  # fmt: skip
FORGED = ("1:nope:1", "1:more:999999999999999999", "2:more:1", "1:stop:1", "../../etc/passwd", "1:clip:7")
KINDS = {"question": 44, "follow": 16, "press": 14, "command": 10, "group": 8, "chatter": 3, "hostile": 3, "forged": 2}


@dataclass(frozen=True, slots=True)
class Act:
    """What one person does, so many seconds after the beginning."""

    at: float
    person: int
    kind: str
    text: str = ""


class Telegram(Protocol):
    """What people need of a Bot API server. `unsure` counts, by chat, messages whose arrival the bot could not know."""

    messages: list[Message]
    edits: list[Message]
    unsure: Counter[int]

    def say(self, text: str, user: int, chat: dict[str, Any] | None = None) -> int:
        """A person writes, in private or in a group; the message's number."""

    def press(self, message: Message, label: str = "", data: str = "") -> None:
        """The person of a private chat presses a button under a message."""


def plan(seed: int, people: int, acts: int, seconds: float, questions: Sequence[str]) -> list[Act]:
    """What everybody does and when: the same for the same seed. The first of each ten people only wants a digest.

    One more person sends every command in the first tenth of the time, so that what is loaded once, such as drawing, is there
    before memory counts as warm.
    """
    dice = Random(seed)  # noqa: S311
    pause = seconds / 10 / len(COMMANDS)
    made = [Act(n * pause, people + 1, "command", text.format(COMMON[0])) for n, text in enumerate(COMMANDS)]
    for person in range(1, people + 1):
        if person % SUBSCRIBERS == 0:
            made.append(Act(dice.uniform(0, seconds / 10), person, "digest", dice.choice(("", "government, police"))))
            continue
        for _ in range(acts):
            [kind] = dice.choices(list(KINDS), list(KINDS.values()))
            made.append(Act(dice.uniform(0, seconds), person, kind, _words(dice, kind, dice.choice(questions))))
    return sorted(made, key=lambda act: act.at)


def _words(dice: Random, kind: str, question: str) -> str:
    if kind == "follow":
        return dice.choice(FOLLOW_UPS)
    if kind == "command":
        return dice.choice(COMMANDS).format(dice.choice(COMMON))
    return dice.choice(HOSTILE) if kind == "hostile" else dice.choice(FORGED) if kind == "forged" else question


@dataclass
class Figures:
    """What came of it all; times in seconds, from an act to the first word that answers it."""

    times: dict[str, list[float]] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    lost: list[Act] = field(default_factory=list)
    digests: Counter[int] = field(default_factory=Counter)  # pages, by subscriber
    unasked: int = 0  # words in groups that nobody asked for


class Crowd:
    """Plays a plan: each person acts when it is time and what they did before is answered."""

    def __init__(self, server: Telegram, acts: Sequence[Act], bot_name: str) -> None:
        self._server = server
        self._later = deque(acts)
        self._held: dict[int, deque[Act]] = {}
        self._owed: dict[tuple[int, int], tuple[Act, float]] = {}  # by chat, and in a group by the message asked in
        self._asked: set[tuple[int, int]] = set()  # groups' messages to the bot
        self._said: Counter[tuple[int, int, str]] = Counter()
        self._turns: Counter[int] = Counter()
        self._latest: dict[int, Message] = {}
        self._read = [0, 0]
        self._bot_name = bot_name
        self.figures = Figures()

    def play(self, now: float, begun: float) -> bool:
        """Hear what was said, and do what is due; whether anything is still to be done or awaited."""
        self._hear(now)
        while self._later and self._later[0].at <= now - begun:
            act = self._later.popleft()
            self._held.setdefault(act.person, deque()).append(act)
        busy = {act.person for act, _ in self._owed.values()}
        for person in [one for one, acts in self._held.items() if one not in busy]:
            self._do(self._held[person].popleft(), now)
            if not self._held[person]:
                del self._held[person]
        return bool(self._later or self._held or self._owed)

    def close(self) -> None:
        """What is not answered now is lost."""
        self.figures.lost += [act for act, _ in self._owed.values()]

    def repeated(self) -> int:
        """Messages that came again although the bot knew that they had arrived, or that came a third time."""
        again: Counter[int] = Counter()
        for (chat, _, _), count in self._said.items():
            again[chat] += count - 1
        thrice = sum(max(0, count - 2) for count in self._said.values())
        return thrice + sum(max(0, count - self._server.unsure[chat]) for chat, count in again.items())

    def _do(self, act: Act, now: float) -> None:
        self.figures.done[act.kind] += 1
        self._turns[act.person] += 1
        if act.kind in ("group", "chatter"):
            self._talk(act, now)
            return
        latest = self._latest.get(act.person)
        if act.kind == "digest":
            self._server.say(f"/digest {_minutes_hence(act.text != '')} Europe/London {act.text}", act.person)
        elif act.kind == "forged" and latest:
            self._server.press(latest, data=act.text)
        elif act.kind == "press" and latest and latest.buttons:
            self._server.press(latest, list(latest.buttons)[len(act.text) % len(latest.buttons)])
        else:
            self._server.say(act.text, act.person)
        self._owed[act.person, 0] = act, now

    def _talk(self, act: Act, now: float) -> None:
        """A word in a group: to the bot, which answers that message, or to the others, which it leaves alone."""
        chat = -1_000_000 - act.person // MEMBERS
        group = {"id": chat, "type": "supergroup", "title": "Family"}
        meant = act.kind == "group"
        number = self._server.say(f"@{self._bot_name} {act.text}" if meant else act.text, act.person, group)
        if meant:
            self._asked.add((chat, number))
            self._owed[chat, number] = act, now

    def _hear(self, now: float) -> None:
        for index, said in enumerate((self._server.messages, self._server.edits)):
            while self._read[index] < len(said):
                self._take(said[self._read[index]], now, edited=bool(index))
                self._read[index] += 1

    def _take(self, message: Message, now: float, *, edited: bool) -> None:
        chat, turn = message.chat, self._turns[message.chat] if message.chat > 0 else message.reply_to
        self._said[chat, turn, message.text or str(message.id)] += not edited
        self._latest[chat] = message
        owed = self._owed.pop((chat, 0 if chat > 0 else message.reply_to), None)
        if owed:
            self.figures.times.setdefault(owed[0].kind, []).append(now - owed[1])
        elif chat % SUBSCRIBERS == 0 and chat > 0:
            self.figures.digests[chat] += 1
        elif chat < 0 and (chat, message.reply_to) not in self._asked:
            self.figures.unasked += 1


def _minutes_hence(late: bool) -> str:
    return f"{datetime.now(UTC) + timedelta(minutes=5 if late else 3):%H:%M}"
