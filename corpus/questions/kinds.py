"""What kind of thing a question asks for, told by its question word and what stands beside it."""

from __future__ import annotations

import re

from corpus.language.tongues import ENGLISH
from corpus.model import Kind
from corpus.questions import foreign
from corpus.questions.asking import sentence

_SUM = (
    r"(?:cost|pric(?:e|ed|es)|pa(?:y|ys|id|ying)|worth|spen[dt]|rais(?:e|ed|ing)|fined?|earn|sell|sold|buy|bought|money|"
    r"debt|fund|budget|salar|tax(?:es)?\b|wage|assistance|settle|donat|invest|owe|loan|fees?\b|bail\b|bid\b|contract|"
    r"damages|gross|auction|ransom|bonus)"
)
# What is much and is no money.
_MASS = (
    r"(?:(?:of|snow|rain|water|time|weight|land|oil|gas|ice|sleep|exercise|sugar|more|less|faster|longer|taller|bigger|higher|"
    r"lower)\b|[^?]*\b(?:ris|rose|grow|grew|fall|fell|drop|declin|increas|decreas|jump|climb|chang))"
)
# What may stand before the question word that a sentence is about: "And in", "After the vote, to".
_INTRO = (
    r"^\W*(?:(?:after|amid|according|as|at|before|by|despite|during|for|following|from|if|in|last|on|once|over|since|this|to|"
    r"under|with|\w+ing)\b[^?]{1,120}?,\s)?(?:(?:and|but|or|so|then)\s)?"
    r"(?:(?:about|against|at|by|for|from|in|of|on|since|to|under|until|with)\s)?"
)
# Words after "which" and "what" that name no thing.
_NO_THING = (
    r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|must|happen\w*|about|from|in|on|to|"
    r"for|as|at|by|with|the|an?|this|that|it|he|she|they|we|you|i|if|else|of (?:these|those|the following) (?:is|are))\b"
)
# The first that fits the sentence that asks. "Which" goes before a "who", "when" or "where" inside it: "the man who".
_KINDS = (
    (
        Kind.MONEY,
        rf"\bhow much (?:money|debt|cash)\b|\bhow much (?!{_MASS}).*\b{_SUM}|\b{_SUM}\w*\b[^?]*\bhow much(?! {_MASS})|"
        r"\bhow much (?:is|are) (?:it|they|an?)\b|\b(?:what|which) (?:price|amount|sum)\b|\bhow expensive\b|"
        r"\bwhat(?:['’]s| is| are| was| were) (?:the|its|their) (?:[\w-]+ ){0,3}"
        r"(?:price|cost|fee|fine|salary|debt limit|debt ceiling)\b",
    ),
    (
        Kind.WHEN,
        r"\bhow (?:soon|recently|long ago)\b|\bsince:?$|"
        r"\b(?:what|which) (?:year|month|day|date|decade|century|season|time)\b",
    ),
    (
        Kind.COUNT,
        r"\bhow (?:many|much|old|long|far|tall|big|large|fast|high|deep|heavy|often|hot|cold)\b|"
        r"\bwhat (?:number|percent\w*|share|proportion|fraction|score|age)\b|\bapproximately what\b|"
        r"\b(?:approximately|roughly):?$|\bwhat(?:['’]s| is| was) the (?:[\w-]+ ){0,3}"
        r"(?:number|percentage|score|toll|population|temperature|rate|magnitude|height)\b",
    ),
    (Kind.WHY, r"\bwhat (?:caused|led to|prompted)\b|\bfor what reason\b"),
    (Kind.WHEN, rf"{_INTRO}when\b"),
    (Kind.WHERE, rf"{_INTRO}where\b"),
    (Kind.WHO, rf"{_INTRO}who(?:m|se|'s|’s)?\b"),
    (Kind.WHY, rf"{_INTRO}why\b"),
    (Kind.THING, rf"\b(?:which|what)\s+(?!{_NO_THING})[\w$£€“\"'‘]"),
    (
        Kind.POLAR,
        r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b(?! (?:you|we|anyone)\b)|"
        r"\btrue or false\b",
    ),
    (Kind.WHAT, rf"{_INTRO}(?:what|which)\b"),
    (Kind.HOW, r"\bhow\b"),
    (Kind.WHAT, r"\bwhat\b|\bwhich\b.*\?"),
    *(
        (kind, rf"\b{word}\b(?=.*\?)|\b(?:me|us|know|see|say|out|remember|wonder|but|and|or) {word}\b")
        for kind, word in ((Kind.WHY, "why"), (Kind.WHEN, "when"), (Kind.WHERE, "where"), (Kind.WHO, "who(?:m|se)?"))
    ),
)
# A subordinate clause before the question itself: "When the bridge fell, which ...".
_WHEN_CLAUSE = re.compile(
    r"^when\b[^?]*?, (?=(?:who|what|which|where|how|why|did|does|is|was|were|will|has)\b)", re.IGNORECASE
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for kind, pattern in _KINDS)


def kind(text: str, language: str = ENGLISH) -> Kind:
    """What kind of thing `text` asks for, by its last sentence that asks; TOPIC for bare keywords and headlines."""
    if language != ENGLISH:
        return foreign.kind(text, language)
    asks = _WHEN_CLAUSE.sub("", sentence(text))
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.search(asks)), Kind.TOPIC)
