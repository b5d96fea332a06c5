"""Whether an English message stands alone or leans on what was said before, read from its words alone. Pure.

What it leans on is left to `conversation`, other languages to `idioms`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.talk import english
from corpus.dates import mentions
from corpus.language.terms import terms

ALONE, PERHAPS, SURELY = 0.0, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Message:
    """How a message reads on its own.

    `rest` is what it says without a reaction ("wow."; "" if it is no more than that) and its opener ("and what about"). `lean`
    is how surely it needs what was said before: ALONE for a mere reaction, and for a question that lacks nothing. `more`: it
    asks for more of the same; `ordinal`: it points at one of the points shown (-1 is the last, 0 none); `since`: it asks what
    has happened since, or since the time that is its `rest`; `newest`: it asks for the same, the newest first; `fragment`: it
    asks by the words of the question before ("and in Kharkiv?"). `pronouns` are those that mean something outside it, in lower
    case, "there" among them. `placed`: it opens with a preposition. `corrects`: it asks the question before once more, with
    this in place of what was meant otherwise. `returns`: it goes back to a subject of before ("back to the earthquake").
    `typed`: its own words, where the rest tells them in English.
    """

    rest: str
    lean: float = PERHAPS
    more: bool = False
    ordinal: int = 0
    since: bool = False
    pronouns: tuple[str, ...] = ()
    fragment: bool = False
    newest: bool = False
    placed: bool = False
    corrects: bool = False
    returns: bool = False
    typed: str = ""


def read(text: str) -> Message:
    """How `text` leans."""
    said = " ".join(text.replace("’", "'").split())
    bare = _without_reactions(said)
    before, bare = bare, english.TURNING.sub("", bare)
    turned = bare != before and not (_pronouns(bare) or english.POINTING.search(bare))
    if turned or not bare or _lacks_nothing(bare):
        return Message(bare, ALONE)
    opener = english.OPENER.match(bare)
    opened = opener.end() if opener and any(map(str.isalnum, opener[0])) else 0
    rest = bare[opened:].strip()
    reaction = said.removesuffix(bare)
    leans = bool(opened or (reaction and not english.CLOSING.fullmatch(reaction)))
    read_as = _set_phrase(bare, rest) or _back(rest) or _asked(rest, leans=leans, opener=bare[:opened])
    denies = english.DENIAL.fullmatch(reaction) and not opened
    return replace(read_as, corrects=read_as.fragment or bool(read_as.ordinal)) if denies else read_as


def _set_phrase(bare: str, rest: str) -> Message | None:
    """What asks for more of the same, for what came since or for one of the points; `rest` is `bare` without its opener."""
    if english.NEWEST.fullmatch(bare):
        return Message(bare, SURELY, newest=True)
    if english.SINCE.fullmatch(bare) or english.STILL.fullmatch(bare):
        return Message("", SURELY, since=True)
    if (since := english.SINCE_A_TIME.fullmatch(bare)) and _is_a_time(since["time"]):
        return Message(since["time"], SURELY, since=True)
    if ordinal := english.ORDINAL.fullmatch(rest):
        said = (ordinal["digit"] or ordinal["word"] or ordinal["bare"]).lower()
        return Message(rest, SURELY, ordinal=int(said) if said.isdigit() else english.ORDINALS[said])
    if more := english.MORE.fullmatch(bare):
        about = (more["about"] or "").strip()
        return Message(english.ABOUT.sub("", about, count=1), SURELY, more=True, pronouns=_pronouns(about))
    return None if any(map(str.isalnum, rest)) else Message("", SURELY, more=True)  # "and?", "so?"


def _is_a_time(text: str) -> bool:
    """Whether it names a time and nothing else, which does not hang on the day of asking."""
    said = mentions.find(text, datetime.min.replace(year=2000, tzinfo=UTC), UTC)
    return bool(said) and not any(map(str.isalnum, mentions.without(text, said)))


def _back(rest: str) -> Message | None:
    """What goes back to something said before: "back to the earthquake, who is helping?", "the telescope again"."""
    back = english.AGAIN.sub(r"\1, ", english.BACK.sub("", rest, count=1), count=1)
    if not (english.BACK.match(rest) or english.AGAIN.match(rest)):
        return None
    name, asks = _named_first(back)
    return Message(f"{asks}, {name}" if asks else back.rstrip(", "), SURELY, pronouns=_pronouns(asks), returns=True)


def _asked(rest: str, *, leans: bool, opener: str) -> Message:
    """A question or a fragment of one; what came before it may say that it `leans`."""
    told = english.TELLING.sub("", rest, count=1) if english.TELLING.match(rest) else rest
    name, asks = _named_first(told)
    if asks and english.DEFINITE.match(name):
        return Message(f"{asks}, {name}")
    corrected = english.CORRECTION.match(told)
    meant = english.NOT_THAT.sub("", told[corrected.end() :]) if corrected else told
    fragment = not _asks(meant) and not english.ASPECT.search(opener)
    return Message(
        meant,
        SURELY if leans or meant != told else _lean(told),
        pronouns=_pronouns(meant),
        fragment=fragment,
        placed=bool(english.PREPOSED.match(meant)),
        corrects=meant != told and fragment,
    )


def _lacks_nothing(text: str) -> bool:
    """Whether it asks for nothing, for the news, or names two things and points at none: "what did Trump do about Spain"."""
    named = len(english.THINGS.findall(text)) > 1 and not (_pronouns(text) or english.POINTING.search(text))
    return bool(english.SIGNS.fullmatch(text) or english.NEWS.fullmatch(text) or (named and english.ASKING.match(text)))


def _named_first(text: str) -> tuple[str, str]:
    """What a question is about, where that stands before it and its pronouns mean it, and the question; "" for each if not."""
    first = english.NAMED_FIRST.match(text)
    name = first["name"] if first else ""
    leans = _asks(name) or english.PREPOSED.match(name) or english.POINTING.search(name) or _pronouns(name)
    return (name, text[first.end() :]) if first and terms(name) and not leans else ("", "")


def _asks(text: str) -> bool:
    return bool(english.ASKING.match(text) or english.QUESTION_WORD.search(text))


def _without_reactions(text: str) -> str:
    while text and (match := english.REACTION.match(text)):
        text = text[match.end() :]
    return text.strip()


def _pronouns(text: str) -> tuple[str, ...]:
    """The pronouns that mean something outside the message, each once."""
    if english.IDLE.search(text):
        return ()
    found = [
        match
        for match in english.PRONOUN.finditer(text)
        if not _means_within(text[: match.start()], match.group().lower())
    ]
    there = ["there"] if english.THERE.search(text) else []
    return tuple(dict.fromkeys([match.group().lower() for match in found] + there))


def _means_within(before: str, pronoun: str) -> bool:
    """Whether a pronoun means something in the same message: a name before it, or for "his" and the like any word."""
    return bool(english.NAME.search(before) or english.CALLED.match(before)) or (
        pronoun in english.OWNING and bool(terms(before))
    )


def _lean(text: str) -> float:
    content = terms(text)
    fragment = not _asks(text) and (english.PREPOSED.match(text) or all(term.isdigit() for term in content))
    if not content and not (
        _asks(text) or _pronouns(text) or english.POINTING.search(text) or english.PREPOSED.match(text)
    ):
        return ALONE  # "the of and"
    return SURELY if not content or _pronouns(text) or english.POINTING.search(text) or fragment else PERHAPS
