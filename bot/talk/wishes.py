"""Plain words that ask the bot for itself and not for news: for help, for an end, for the news of every day. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.questions import courtesy

LONGEST = 120  # characters of a message that can be such a wish

_TIME = r"(?:\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\b\.?| ?o['’]?clock)?|noon|midday|midnight)"
_EACH = r"(?:every|each) (?:single )?(?:day|morning|evening|night|noon)|daily"
_WISHES = {
    "help": (
        r"(?:(?:can|could) you )?help(?: me)?|what (?:can|do) you do(?: for me)?|what can i (?:do|ask)(?: here| you)?|"
        r"how (?:do|can|should) i use (?:this|you|it|(?:this|the) bot)|how do(?:es)? (?:this bot|you) work|who are you|"
        r"are you (?:an? )?(?:\w+ )?(?:bot|robot|human|person|machine|ai)|i (?:do not|don['’]?t) understand(?: you)?|"
        r"hilfe|aide|aidez[- ]moi|ayuda|допоможи|допомога|مساعدة"
    ),
    "digests": (
        r"(?:stop|stopp|basta|arrêtez?|зупинися|стоп|توقف)"
        r"(?: (?:it|this|now|everything|messaging me|(?:sending|writing)(?: me)?(?: (?:this|these|messages|(?:the )?news))?))?|"
        r"unsubscribe(?: me)?|leave me alone|no more (?:messages|news|digests)|"
        r"(?:how (?:do|can) i )?(?:turn|switch) (?:this|it|you|(?:the )?(?:messages|news|digests?)) off|"
        r"how (?:do|can) i (?:stop (?:this|it|you|(?:the )?(?:messages|news|digests?))|unsubscribe)"
    ),
    "digest": (
        r"(?:(?:(?:can|could|would|will) you )?(?:please )?(?:send|give|bring|tell) me|"
        r"i(?: would|['’]d)? (?:like|want)(?: to (?:get|have|receive|read))?)"
        r" (?:the |some |a |all the )?(?:latest |top |important )?(?:news|headlines|digest|briefing)"
        rf"(?: (?:about|on|from) (?P<topic>[^,.;]{{1,60}}?))? (?:{_EACH})(?:,? (?:at )?(?:{_TIME}|\D{{1,20}}))?|"
        rf"(?:the )?(?:news|digest) (?:{_EACH})(?:,? (?:at )?{_TIME})?|(?:{_EACH}),? (?:at )?{_TIME}"
    ),
}
_READ = {command: re.compile(rf"\W*(?:{wish})\W*", re.IGNORECASE) for command, wish in _WISHES.items()}
_AT = re.compile(rf"(?:{_EACH}),? (?:at )?({_TIME})\W*$", re.IGNORECASE)
_PLEASE = re.compile(r"\W*\b(?:please|pls)\b\W*(?=$)|^\W*(?:please|pls)\b\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """The command that does what was wished for, and what it is told besides: `8 am ukraine`."""

    command: str
    rest: str = ""


def read(text: str) -> Wish | None:
    """What `text` wishes of the bot itself; None for all that asks for news."""
    if len(text) > LONGEST:
        return None
    said = _PLEASE.sub("", courtesy.bare(text))
    found = ((command, wish.fullmatch(said)) for command, wish in _READ.items())
    command, match = next(((command, match) for command, match in found if match), ("", None))
    if match is None:
        return None
    if not (at := _AT.search(said)):
        return Wish(command)
    return Wish(command, " ".join(part for part in (at[1], match.groupdict().get("topic")) if part))
