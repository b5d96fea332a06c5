"""Whether an English message stands alone or leans on what was said before, read from its words alone. Pure.

What it leans on is left to `conversation`, other languages to `idioms`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.language.terms import terms
from corpus.questions.shorthand import written_out

ALONE, PERHAPS, SURELY = 0.0, 0.5, 1.0

_EXCLAIMED = (
    "oh dear|oh no|dear me|my goodness|oh|ok|okay|wow|whoa|omg|my god|god|"
    "lol|haha|huh|hm+|uh|ugh|ah|aha|aw+|yikes|ouch|damn|gosh|wtf|yay|"
    "yes|yeah|yep|no|nope|nah|no way|really|seriously|right|sure|true|indeed|i see|got it|understood|"
    "thanks|thank you|thx|please|sorry|well|great|good|nice|cool|cute|fine|funny|sad|awful|terrible|horrible|crazy|"
    "insane|wild|amazing|awesome|incredible|impressive|interesting|fascinating|strange|weird|odd|scary|shocking|"
    "unbelievable|disgusting|ridiculous|too bad|not bad|good to know|(?:good|bad) news|fair enough|"
    "what a (?:shame|pity|mess|story)|"
    "(?:poor|lucky|brave|smart|stupid|crazy) (?:guys?|man|men|woman|women|girls?|boys?|kids?|thing|him|her|them|people)"
)
_REACTION = re.compile(
    rf"\W*(?:(?:that's|that is|it's|it is|so|very|pretty|how|just)\s+)*(?:{_EXCLAIMED})\b(?:\s+(?:{_EXCLAIMED})\b)*"
    r"\s*(?:[,.;:!?…–—-]+\s*|$)|\W*(?:omg|wow|lol|haha|oh|ok|okay|hm+|huh|damn|thanks|thx|yes|yeah|no|nah)\s+",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"\W*(?:(?!so (?:far|long|many|much|few)\b)(?:and|but|so|or|plus|then|also|now)\b[\s,]*)*"
    r"(?:(?:what|how) about\b|what of\b|(?:same|as) for\b)?\s*",
    re.IGNORECASE,
)
_ASPECT = re.compile(r"\babout\b", re.IGNORECASE)  # "what about the staff?": anything of it may be asked
_TELLING = re.compile(
    r"(?:please\s+)?(?:(?:can|could) you )?(?:tell me|do (?:you|we) know|any idea|remind me|i wonder|i mean|"
    r"i (?:want|would like|'d like) to know|explain)\s+(?=(?:who|what|when|where|why|how|which|if|whether|about)\b)",
    re.IGNORECASE,
)
# "no, I meant 2018", "not Kyiv, Kharkiv"
_CORRECTION = re.compile(
    r"(?:not (?!sure\b)[\w' ]{2,30}, (?:but )?)?(?:i (?:meant?|was asking about)|make (?:it|that)|rather)\s+|"
    r"not (?!sure\b)[\w' ]{2,30}, (?:but )?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:(?:let's |let us |can we |i want to )?(?:go(?:ing)? |com(?:e|ing) |get(?:ting)? )?back to|return(?:ing)? to)\s+(?=\w)",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"((?:the|that|those)\s+[\w' -]{2,40}?)\s+again\s*(?:[,.:;!–-]+\s*|$)", re.IGNORECASE)
_DEFINITE = re.compile(r"(?:the|that|those)\s", re.IGNORECASE)
# "the balloon what happened with that", "the hurricane, how strong was it?", "Ohio: who pays?"
_NAMED_FIRST = re.compile(
    rf"(?P<name>{_DEFINITE.pattern}[\w'-]+(?:\s+[\w'-]+){{0,3}}?|[\w'-]+(?:\s+[\w'-]+){{0,3}}(?=[,:.]))[,:.]?\s+"
    r"(?=(?:(?:in|at|by|for|from|with|to|since|of)\s+)?(?:who|whom|whose|what|when|where|why|how)\b)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:(?:and|so|ok|okay|please|yes|can you|could you|i want to|i'd like to)\s+)*"
    r"(?:(?:tell|show|give|send|read|hear|know|say|learn)\s+(?:me\s+|us\s+)?)?"
    r"(?:a (?:bit|little) |some |any |the |even |much |what )?"
    r"(?:more|else|further|rest|(?:any|some)thing (?:else|more)|what else|go on|carry on|keep going|continue|next(?! \w+ing)|"
    r"details?|elaborate)(?:\s+(?:details?|info(?:rmation)?|facts|sentences|news|do (?:we|you) know|is (?:there|known)|"
    r"happened|to know|can you (?:say|tell)))?(?P<about>\s+(?:(?:on|about|of|regarding|into)\s+.+|\w+ing\b(?:\s+\w+){0,2}))?"
    r"(?:\s*,?\s*(?:please|pls|then))?\W*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:on|about|of|regarding|into)\s+", re.IGNORECASE)
_ORDINALS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5},
    **{"former": 1, "last": -1, "latter": -1},
}
_ORDINAL = re.compile(
    r"(?:(?:(?:tell me|show me|more|read|open|explain|what)\b.*?\b(?:about|on|of)?\s*)?"
    rf"(?:the\s+(?P<word>{'|'.join(_ORDINALS)})(?:\s+(?:one|point|item|story|article|sentence|answer|result))?|"
    r"(?:number|point|item|no\.?|nr\.?|#)\s*(?P<digit>[1-5]))|"
    r"(?P<bare>[1-5]|second|2nd|third|3rd|fourth|4th|fifth|5th)(?:\s+one)?)(?:\s*,?\s*please)?\W*",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:(?:what|anything|something)(?:'s| has| have| is)? (?:new\b(?= on | about | there| in | since)|happen\w* (?:since|after)|"
    r"changed)|(?:any|some)thing new|any (?:news|updates?|developments?)|(?:and )?since then|and (?:now|today|since)|"
    r"(?:what's )?(?:the )?latest(?= on (?:that|this|it)))"
    r"(?:\s+(?:since|after|then|that|this|on|it|there|about|news|now|lately|recently))*\W*",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"(?:(?:and|please|show|give|me|them|the)\s+)*"
    r"(?:(?:newest|latest|most recent)(?: ones?)? first|sort(?:ed)?(?: (?:it|them))? by (?:date|time))\W*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|him|his|himself|she|her|hers|herself|it|its|itself|they|them|their|theirs|themselves)\b", re.IGNORECASE
)
_OWNING = frozenset({"his", "her", "its", "their", "himself", "herself", "itself", "themselves"})
_THERE = re.compile(
    r"\b(?:in|up|out|over|from|near|down) there\b|\bthere(?=\s*(?:$|[?.!,]|now\b|then\b))", re.IGNORECASE
)
_NOUN = (
    "way|one|man|woman|place|word|law|deal|plan|number|record|country|city|company|team|group|case|news|story|"
    "happen\\w*|mean|work|about|true|legal|same|all|so|possible|why|how|much|many|then|for|in|on|at|from|with|and|or|not|"
    "bad|good|big|really|even"
)
_POINTING = re.compile(
    rf"\b(?:this|that|these|those)\b(?=\s*(?:$|[?.!,]|(?:{_NOUN})\b))"
    r"|\b(?:that|those) (?:day|night|morning|time|week|month|year)s?\b"
    r"|\b(?:of|with|to|about|like|after|before|for|from|by|all|is|was|are|were|did|does|do|has)\s+(?:this|that|these|those)\b"
    r"(?!\s+(?:week|month|year|morning|summer|winter|spring|fall)\b)"
    r"|\b(?:about|of|over|on|for|with|against|after|before|from|behind) it\b"
    r"|\b(?:then|too|as well|instead|anyway|otherwise)\s*[?.!]*$|\bthe (?:same|others?|rest|former|latter|two)\b"
    r"|\b(?:another|the|which|what|other|any|last|next|new|old) ones?\b|\b(?:else|another|others)\b"
    r"|\bso (?:long|many|much|few|high|low|late|soon|big|bad)\b",
    re.IGNORECASE,
)
# An "it" that means nothing: "is it true that …", "how long does it take to …".
_IDLE = re.compile(
    r"\b(?:is|was|isn't|wasn't|will|would) it (?:true|possible|safe|legal|ok|okay|necessary|likely)\b.*\b(?:to|that)\b|"
    r"\bhow long does it take to\b|\bwhat is it like to\b|\bwhat time is it\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:(?:in|at|on|by|for|from|with|to|since|until|of|under|after|against)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:'s|'re|'d)?\b|"
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|any)(?:n't)?\b|(?:can|won)'t\b)",
    re.IGNORECASE,
)
_PREPOSED = re.compile(
    r"(?:in|at|on|by|for|from|with|to|since|until|of|under|after|before|against|near|during|"
    r"versus|vs|(?:as )?compared? (?:it |them |that |this )?(?:to|with))\b",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w'-]+")
_THINGS = re.compile(r"(?<=[\w,;:] )(?!I\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")
_SIGNS = re.compile(r"[^\w?!.…]+")  # "🙂"
_NEWS = re.compile(r"(?:(?:the )?latest|news|headlines)\W*", re.IGNORECASE)
_CALLED = re.compile(r"\w[^,]*, ")  # "Zelensky, what did he ask for?"


@dataclass(frozen=True, slots=True)
class Message:
    """How a message reads on its own.

    `rest` is what it says without a reaction ("wow.") and its opener ("and what about"). `lean` is how surely it needs what
    was said before: ALONE for a mere reaction, and for a question that lacks nothing. `more`: it asks for more of the same;
    `ordinal`: it points at one of the points shown (-1 is the last, 0 none); `since`: it asks what has happened since;
    `newest`: it asks for the same, the newest first; `fragment`: it asks by the words of the question before ("and in
    Kharkiv?"). `pronouns` are those that mean something outside it, in lower case, "there" among them. `placed`: it opens
    with a preposition. `corrects`: it asks the question before once more, with this in place of what was meant otherwise.
    `returns`: it goes back to a subject of before ("back to the earthquake").
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


def read(text: str) -> Message:
    """How `text` leans."""
    said = " ".join(written_out(text).split())
    bare = _without_reactions(said)
    if not bare or _lacks_nothing(bare):
        return Message(bare or said, ALONE)
    opener = _OPENER.match(bare)
    opened = opener.end() if opener and any(map(str.isalnum, opener[0])) else 0
    rest = bare[opened:].strip()
    return (
        _set_phrase(bare, rest) or _back(rest) or _asked(rest, leans=bool(opened) or bare != said, opener=bare[:opened])
    )


def _set_phrase(bare: str, rest: str) -> Message | None:
    """What asks for more of the same, for what came since or for one of the points; `rest` is `bare` without its opener."""
    since, newest = bool(_SINCE.fullmatch(bare)), bool(_NEWEST.fullmatch(bare))
    if since or newest:
        return Message(bare, SURELY, since=since, newest=newest)
    if ordinal := _ORDINAL.fullmatch(rest):
        said = (ordinal["digit"] or ordinal["word"] or ordinal["bare"]).lower()
        return Message(rest, SURELY, ordinal=int(said) if said.isdigit() else _ORDINALS[said])
    if more := _MORE.fullmatch(bare):
        about = (more["about"] or "").strip()
        return Message(_ABOUT.sub("", about, count=1), SURELY, more=True, pronouns=_pronouns(about))
    return None if any(map(str.isalnum, rest)) else Message("", SURELY, more=True)  # "and?", "so?"


def _back(rest: str) -> Message | None:
    """What goes back to something said before: "back to the earthquake, who is helping?", "the telescope again"."""
    back = _AGAIN.sub(r"\1, ", _BACK.sub("", rest, count=1), count=1) if _BACK.match(rest) or _AGAIN.match(rest) else ""
    if not back:
        return None
    name, asks = _named_first(back)
    return Message(f"{asks}, {name}" if asks else back.rstrip(", "), SURELY, pronouns=_pronouns(asks), returns=True)


def _asked(rest: str, *, leans: bool, opener: str) -> Message:
    """A question or a fragment of one; what came before it may say that it `leans`."""
    told = _TELLING.sub("", rest, count=1) if _TELLING.match(rest) else rest
    name, asks = _named_first(told)
    if asks and _DEFINITE.match(name):
        return Message(f"{asks}, {name}")
    meant = _CORRECTION.sub("", told, count=1) if _CORRECTION.match(told) else told
    fragment = not _asks(meant) and not _ASPECT.search(opener)
    return Message(
        meant,
        SURELY if leans or meant != told else _lean(told),
        pronouns=_pronouns(meant),
        fragment=fragment,
        placed=bool(_PREPOSED.match(meant)),
        corrects=meant != told and fragment,
    )


def _lacks_nothing(text: str) -> bool:
    """Whether it asks for nothing, for the news, or names two things and points at none: "what did Trump do about Spain"."""
    named = len(_THINGS.findall(text)) > 1 and not (_pronouns(text) or _POINTING.search(text))
    return bool(_SIGNS.fullmatch(text) or _NEWS.fullmatch(text) or (named and _ASKING.match(text)))


def _named_first(text: str) -> tuple[str, str]:
    """What a question is about, where that stands before it and its pronouns mean it, and the question; "" for each if not."""
    first = _NAMED_FIRST.match(text)
    name = first["name"] if first else ""
    leans = _asks(name) or _PREPOSED.match(name) or _POINTING.search(name) or _pronouns(name)
    return (name, text[first.end() :]) if first and terms(name) and not leans else ("", "")


def _asks(text: str) -> bool:
    return bool(_ASKING.match(text) or _QUESTION_WORD.search(text))


def _without_reactions(text: str) -> str:
    while text and (match := _REACTION.match(text)):
        text = text[match.end() :]
    return text.strip()


def _pronouns(text: str) -> tuple[str, ...]:
    """The pronouns that mean something outside the message, each once."""
    if _IDLE.search(text):
        return ()
    found = [
        match for match in _PRONOUN.finditer(text) if not _means_within(text[: match.start()], match.group().lower())
    ]
    there = ["there"] if _THERE.search(text) else []
    return tuple(dict.fromkeys([match.group().lower() for match in found] + there))


def _means_within(before: str, pronoun: str) -> bool:
    """Whether a pronoun means something in the same message: a name before it, or for "his" and the like any word."""
    return bool(_NAME.search(before) or _CALLED.match(before)) or (pronoun in _OWNING and bool(terms(before)))


def _lean(text: str) -> float:
    content = terms(text)
    fragment = not _asks(text) and (_PREPOSED.match(text) or all(term.isdigit() for term in content))
    if not content and not (_asks(text) or _pronouns(text) or _POINTING.search(text) or _PREPOSED.match(text)):
        return ALONE  # "the of and"
    return SURELY if not content or _pronouns(text) or _POINTING.search(text) or fragment else PERHAPS
