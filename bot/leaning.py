"""Whether a message stands alone or leans on what was said before, read from its words alone. Pure.

What it leans on is left to `conversation`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.terms import terms

SURELY, PERHAPS, ALONE = 1.0, 0.5, 0.0

_REACTIONS = (
    "oh|ok|okay|k|wow|whoa|omg|my god|god|lol|haha|hah|ha|huh|hm+|uh|ugh|ah|aha|aww*|yikes|ouch|damn|gosh|geez|wtf|yay|"
    "yes|yeah|yep|no|nope|no way|really|seriously|right|sure|true|indeed|i see|got it|understood|thanks|thank you|thx|ty|"
    "please|well|great|good|nice|cool|cute|fine|funny|sad|awful|terrible|horrible|crazy|insane|wild|amazing|awesome|"
    "incredible|impressive|interesting|fascinating|strange|weird|odd|scary|shocking|unbelievable|disgusting|ridiculous|"
    "too bad|not bad|good to know|good news|bad news|fair enough|what a (?:shame|pity|mess|story)|how (?:sad|awful|nice|cute|weird)|"
    "(?:poor|lucky|brave|smart|stupid|crazy) (?:guy|man|woman|girl|boy|kids?|thing|him|her|them|people|you)"
)
_TELLING = (
    "tell me|can you tell me|could you tell me|do you know|do we know|any idea|remind me|i wonder|i mean|"
    "i (?:want|would like|'d like) to know|explain"
)
_REACTION = re.compile(
    rf"^\s*(?:(?:that(?:'s|s| is) |it(?:'s|s| is) |so |very |pretty |how |just )*(?:{_REACTIONS})\b(?:\s+(?:{_REACTIONS})\b)*"
    r"\s*(?:[,.;:!?…–—-]+\s*|$)|(?:omg|wow|lol|haha|oh|ok|okay|hm+|huh|damn|thanks|thx|yes|yeah|no)\s+)",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"^\s*(?:(?:and|but|so|or|plus|then|also|now)\b[\s,]*)*(?:(?:what|how) about\b|what of\b|(?:same|as) for\b|regarding\b)?\s*",
    re.IGNORECASE,
)
_TOLD = re.compile(rf"^\s*(?:please\s+)?(?:{_TELLING})\s+(?=(?:who|what|when|where|why|how|which|if|whether|about)\b)", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:(?:and|so|ok|okay|please|yes|can you|could you|i want to|i'd like to)\s+)*"
    r"(?:(?:tell|show|give|send|read|hear|know|say|learn)\s+(?:me\s+|us\s+)?)?(?:a (?:bit|little) |some |any |the |even |much |what )?"
    r"(?:more|else|further|rest|(?:any|some)thing (?:else|more|new)|what else|go on|carry on|keep going|continue|next|"
    r"more (?:details?|info(?:rmation)?|facts|please|sentences|news|on|about)|details?(?: please)?|elaborate)"
    r"(?:\s+(?:do (?:we|you) know|is (?:there|known)|happened|to know|can you (?:say|tell)|details?|info|facts))?"
    r"(?P<about>\s+(?:on|about|of|regarding|into)\s+.+)?(?:\s*,?\s*(?:please|pls|then))?\W*$",
    re.IGNORECASE,
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "last": -1}
_ORDINAL = re.compile(
    rf"^(?:.*\b(?:about|on|of|open|explain|see|show|read|is|in|with)\s+)?(?:the\s+)?(?:(?P<word>{'|'.join(_ORDINALS)})"
    r"(?:\s+(?:one|point|item|story|news|article|sentence|answer|result))?|(?:number|point|item|no\.?|#)\s*(?P<digit>[1-5]))\s*(?:please)?\W*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:this|that|these|those)\b(?=\s*(?:$|[?.!,]|(?:day|night|morning|time|week|month|year|way|one|man|woman|place|word|law|deal|plan|"
    r"number|record|country|city|company|team|group|case|news|story|happen\w*|mean|work|about|true|legal|same|all|so|possible|why|"
    r"how|much|many|then|for|in|on|at|from|with|and|or|not|bad|good|big|really|even)\b))"
    r"|\b(?:of|with|to|about|like|after|before|for|from|by|all|is|was|are|were|did|does|do|has)\s+(?:this|that|these|those)\b"
    r"|\bthere\b(?=\s*(?:$|[?.!,]))|\b(?:in|up|out|over|from|near|down) there\b|\b(?:then|too|as well|instead|anyway|otherwise)\s*[?.!]*$"
    r"|\bthe (?:same|other|others|rest|former|latter|two)\b|\b(?:another|the|which|what|other|any|last|next|new|old) ones?\b"
    r"|\b(?:else|another|others)\b|\ball those\b|\bso (?:long|many|much|few|high|low|late|soon|big|bad|far)\b",
    re.IGNORECASE,
)
_IDLE_IT = re.compile(
    r"\b(?:is|was|isn't|was n't|will|would) it (?:true|possible|safe|legal|ok|okay|necessary|likely|going to rain)\b.*\bto\b|\bhow long does it take to\b|"
    r"\bwhat is it like to\b|\bwhat time is it\b|\bis it (?:true|likely|possible) that\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:(?:in|at|on|by|for|from|with|to|since|until|of|under|after|against)\s+)?(?:who|whom|whose|what|which|when|where|why|how)\b|^(?:is|are|was|were|do|does|did|"
    r"has|have|had|can|could|will|would|should|may|might|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|won't|any)\b",
    re.IGNORECASE,
)
_PREPOSED = re.compile(r"^(?:in|at|on|by|for|from|with|to|since|until|of|under|after|before|against|near|during)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[\w,;:] )[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Message:
    """How a message reads on its own.

    `rest` is what it says without a reaction ("wow.") and without its opener ("and what about"); `lean` how surely it needs
    what was said before, between ALONE and SURELY; `more` when it asks for more of the same, `ordinal` when it points at
    one of the points shown (-1 the last, 0 none); `pronouns` are those that refer back, in lower case.
    """

    rest: str
    lean: float
    more: bool = False
    ordinal: int = 0
    pronouns: tuple[str, ...] = ()


def read(text: str) -> Message:
    """How `text` leans. A message of which nothing is left but a reaction is taken whole."""
    said = " ".join(text.replace("’", "'").split())
    bare = _without_reactions(said)
    opener = _OPENER.match(bare)
    opened = opener is not None and bool(opener.group().strip())
    rest = (bare[opener.end() :] if opener and opener.end() < len(bare) else bare).strip()
    rest = _TOLD.sub("", rest) or rest
    ordinal = _ORDINAL.match(rest)
    if ordinal:
        return Message(rest, SURELY, ordinal=_number(ordinal))
    if _MORE.match(bare):
        about = (_MORE.match(bare) or ordinal)
        return Message((about and about["about"] or "").strip(), SURELY, more=True, pronouns=_pronouns(rest))
    return Message(rest, SURELY if opened or bare != said else _lean(rest), pronouns=_pronouns(rest))


def _without_reactions(text: str) -> str:
    while (match := _REACTION.match(text)) and text[match.end() :].strip(" .!?,"):
        text = text[match.end() :]
    return text


def _number(match: re.Match[str]) -> int:
    return int(match["digit"]) if match["digit"] else _ORDINALS[match["word"].lower()]


def _pronouns(text: str) -> tuple[str, ...]:
    """The pronouns that refer to something outside the message."""
    if _IDLE_IT.search(text):
        return ()
    return tuple(dict.fromkeys(found.group().lower() for found in _PRONOUN.finditer(text) if not _named_before(text, found.start())))


def _named_before(text: str, end: int) -> bool:
    """Whether a name stands before a pronoun in the same message, so that it means that name."""
    return bool(_CAPITAL.search(text[:end]))


def _lean(text: str) -> float:
    content = terms(text)
    asking = bool(_ASKING.match(text))
    if not content or _pronouns(text) or (_POINTING.search(text) and not _CAPITAL.search(text)):
        return SURELY
    if not asking and (_PREPOSED.match(text) or len(content) == 1):
        return SURELY
    return PERHAPS
