"""A million damaged feeds, pages, lists and messages: what raises anything but a refusal, or takes seconds, is a fault.

    python -m benchmarks.fuzz FOLDER [--cases 1000000] [--seed 1] [--from 0]

FOLDER holds whole feeds to damage, such as `tests/corpus/hard_feeds`. Case number n of a seed is always the same one, so a
fault is shown again by `--from n --cases 1`. Seconds are of this process's CPU.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from html import unescape
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.digests import subscribing
from bot.looks import markup
from bot.model import Button, Turn
from bot.talk import conversation
from corpus.archive.analysis import analyse
from corpus.errors import BadQuestion, CorpusError, UnreadableFile
from corpus.feeds import discovery, opml, parsing
from corpus.feeds.markup import paragraphs
from corpus.language.text import sentences
from corpus.model import Query
from corpus.questions import reading
from corpus.reading import extract, files
from corpus.sources.reading import Sources

NOW = datetime(2024, 5, 16, 12, tzinfo=UTC)
ZONES = tuple(map(ZoneInfo, ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia")))
SLOW = 2.0  # seconds from which a case is a fault
STUCK = 30  # seconds after which it is ended
SOURCES = Sources({"Sample Wire": 20, "The Harbour Post": 3, "BBC News": 9, "1News": 1, "Der Bote": 2})
TURN = Turn("Who met in Kyiv last week?", "", NOW, terms=("met", "kyiv"), words=("met", "Kyiv"), names=("Ann Lee",))

WORDS = tuple(
    Path(__file__).with_suffix(".txt").read_text("utf-8").split()
)  # words of questions, of markup, and of attacks
SIGNS = (
    "\u202e\u2066\u2069\u200b\u200d\u200c\ufeff\u2060\xad\u0301\u0489\U000e0041\ud800\udfff\0\x1b\x7f\x85\u2028\ufffd"
    "🙂👩‍👩‍👧🇺🇦٣߀๓ΔЖ中文العربيةעבריתİıßﬁ\r\n\t \xa0\u3000"
)


class Fault(NamedTuple):
    """A case that went wrong."""

    number: int
    kind: str
    what: str


class LawError(Exception):
    """What must hold did not."""


def hold(fact: bool, law: str) -> None:
    """Raise LawError unless the fact is one."""
    if not fact:
        raise LawError(law)


# ---- making cases ----


def words(dice: Random, most: int) -> str:
    """A message of known words and odd signs."""
    parts = [
        dice.choice(WORDS) if dice.random() < 0.85 else "".join(dice.choices(SIGNS, k=dice.randint(1, 4)))
        for _ in range(dice.randint(1, most))
    ]
    made = dice.choice((" ", " ", " ", "", "\n", "\n\n")).join(parts)
    return made * dice.randint(2, 60) if dice.random() < 0.01 else made


def damaged(dice: Random, whole: bytes) -> bytes:
    """A stretch of a feed with pieces cut out, repeated, exchanged or overwritten."""
    start = dice.randrange(max(1, len(whole) - 1500)) if dice.random() < 0.1 else 0
    body = bytearray(whole[start : start + dice.choice((300, 900, 2500))])
    for _ in range(dice.randint(0, 6)):
        at, length = dice.randint(0, len(body)), dice.randint(0, 40)
        piece = dice.choice(
            (b"", bytes(body[at : at + length]) * 2, dice.randbytes(3), words(dice, 3).encode("utf-8", "replace"))
        )
        body[at : at + length] = piece
    return bytes(body)


# ---- what is tried ----


def feed(dice: Random, whole: bytes) -> None:
    """A damaged feed is read or refused; what is read is sound."""
    content_type = dice.choice(("", "application/rss+xml", "text/xml; charset=utf-16", "application/json; charset=x"))
    try:
        read = parsing.parse(damaged(dice, whole), "https://harbour.example/feed", content_type, NOW)
    except CorpusError:
        return
    for entry in read.entries:
        told = "".join((entry.id, entry.title, entry.url, parsing.text_of(entry)))
        told.encode()
        hold("\0" not in told, "no text holds a zero")
        hold(not entry.url or entry.url.startswith(("http://", "https://")), "links lead into the web")


def list_(dice: Random, whole: bytes) -> None:
    """A damaged list of feeds is read or refused, and what was read is written and read again."""
    body = (
        whole
        if dice.random() < 0.5
        else opml.write([opml.Outline(f"https://e.example/{n}", words(dice, 3)) for n in range(3)])
    )
    try:
        read = opml.read(damaged(dice, body))
    except CorpusError:
        return
    hold(opml.read(opml.write(read.feeds)).feeds == read.feeds, "a list that was written reads the same")


def page(dice: Random, whole: bytes) -> None:
    """A page's paragraphs are text; one in fifty is read as the article in it, which takes a hundred times as long."""
    html = "<html><body>" + unescape(damaged(dice, whole).decode("utf-8", "replace")) + words(dice, 30)
    paragraphs(html).encode()
    discovery.discover(html.encode("utf-8", "replace"), "https://harbour.example/")
    if dice.random() < 0.02:
        try:
            extract.from_html(html, "https://harbour.example/a", NOW).text.encode()
        except ValueError:
            return


def copied(dice: Random, whole: bytes) -> None:
    """A copied text or a line of JSON becomes an article whose sentences stand in it, or is refused."""
    text = words(dice, 60)
    line = (
        b'{"text": "'
        + damaged(dice, whole)[:400].replace(b'"', b"")
        + b'", "published": "'
        + words(dice, 2).encode("utf-8", "replace")
        + b'"}'
    )
    found = files.parse_line(1, line, "wire.jsonl")
    try:
        draft = (
            extract.from_text(text, "wire.txt", NOW)
            if dice.random() < 0.5 or isinstance(found, UnreadableFile)
            else found
        )
    except ValueError:
        return
    analysed = analyse(draft)
    ends = list(zip(analysed.analysis.starts.tolist(), analysed.analysis.ends.tolist(), strict=True))
    hold(all(0 <= start < end <= len(draft.text) for start, end in ends), "sentences stand in their text")


def message(dice: Random, whole: bytes) -> None:
    """A message is understood, or refused in one sentence; so is a wish for a digest."""
    del whole
    text, zone = words(dice, 14), dice.choice(ZONES)

    def read(said: str, now: datetime, there: tzinfo, hint: str) -> Query:
        return reading.read(said, now, there, SOURCES, hint)

    try:
        conversation.resolve(text, (TURN,) if dice.random() < 0.5 else (), NOW, zone, read)
    except BadQuestion as refusal:
        hold(bool(str(refusal)), "a refusal has words")
    if dice.random() < 0.3:
        wish = subscribing.read(text)
        hold(wish.minute is None or 0 <= wish.minute < 24 * 60, "an hour is of the day")


def rendered(dice: Random, whole: bytes) -> None:
    """Given text reads as given, fits on its pages, and no sentence of it is lost."""
    del whole
    given = words(dice, 40)
    written = markup.text(given)
    hold(markup.plain(written) == markup.clean(given), "given text reads as given")
    blocks = [markup.bold(given), markup.link(words(dice, 2), "https://e.example/" + words(dice, 2)), written]
    for sheet in markup.pages(blocks, ((Button("More", "1:more:1"),),)):
        hold(markup.fits(sheet.html), "a page fits")
    body = given.strip()
    found = sentences(body, dice.choice(("en", "de", "tr", "")))
    hold(all(0 <= one.start < one.end <= len(body) for one in found), "sentences stand in their text")


# How often each kind is tried, of a hundred.
KINDS: dict[Callable[[Random, bytes], None], int] = {
    feed: 22,
    list_: 8,
    page: 15,
    copied: 10,
    message: 25,
    rendered: 20,
}


# ---- running them ----


class _StuckError(Exception):
    """A case that does not end."""


@contextmanager
def bounded() -> Iterator[None]:
    """Ends what takes STUCK seconds of CPU."""

    def end(*_: object) -> None:
        raise _StuckError(f"more than {STUCK} seconds")

    signal.signal(signal.SIGPROF, end)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


def tried(number: int, seed: int, wholes: Sequence[bytes]) -> tuple[str, str]:
    """The kind of a case, and what went wrong; "" when nothing did."""
    dice = Random(f"{seed}:{number}")  # noqa: S311
    [act] = dice.choices(list(KINDS), list(KINDS.values()))
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, STUCK)
    try:
        act(dice, dice.choice(wholes))
    except Exception as error:
        return act.__name__, f"{type(error).__name__}: {str(error)[:200]!r}"
    taken = time.process_time() - begun
    return act.__name__, f"took {taken:.1f} s" if taken > SLOW else ""


def main() -> int:
    """Try all cases; the exit status, 1 when any went wrong."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--cases", type=int, default=1_000_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--from", type=int, default=0, dest="first")
    given = reader.parse_args()
    wholes = [path.read_bytes()[:20_000] for path in sorted(given.folder.iterdir()) if path.suffix != ".png"]
    faults: list[Fault] = []
    kinds: Counter[str] = Counter()
    begun = time.process_time()
    with bounded():
        for done, number in enumerate(range(given.first, given.first + given.cases), 1):
            kind, what = tried(number, given.seed, wholes)
            kinds[kind] += 1
            if what:
                faults.append(Fault(number, kind, what))
                print(f"case {number} ({kind}): {what}", flush=True)
            if done % 50_000 == 0:
                print(f"{done:>9,} cases, {time.process_time() - begun:>5,.0f} s, {len(faults)} faults", flush=True)
    print(
        f"seed {given.seed}: {kinds.total():,} cases ({', '.join(f'{n:,} {k}' for k, n in sorted(kinds.items()))}), ",
        end="",
    )
    print(f"{len(faults)} faults, {time.process_time() - begun:,.0f} s of CPU")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
