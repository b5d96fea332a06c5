"""What kind of thing a question asks for, told by its question word and what stands beside it."""

from __future__ import annotations

import re

from corpus.language.cues import Cued
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
# The first that fits the sentence that asks, in lower case; each with its cues. "Which" goes before a "who", "when" or
# "where" inside it: "the man who".
_KINDS = tuple(
    (kind, Cued(cues, pattern, re.DOTALL))
    for kind, cues, pattern in (
        (
            Kind.MONEY,
            "much expensive",
            rf"\bhow much (?:money|debt|cash)\b|\bhow much (?!{_MASS}).*\b{_SUM}|\b{_SUM}\w*\b[^?]*\bhow much(?! {_MASS})|"
            r"\bhow much (?:is|are) (?:it|they|an?)\b|\bhow expensive\b",
        ),
        (
            Kind.MONEY,
            "price amount sum cost fee fine salary debt",
            r"\b(?:what|which) (?:price|amount|sum)\b|"
            r"\bwhat(?:['’]s| is| are| was| were) (?:the|its|their) (?:[\w-]+ ){0,3}"
            r"(?:price|cost|fee|fine|salary|debt limit|debt ceiling)\b",
        ),
        (
            Kind.WHEN,
            "soon recently ago since year month day date decade century season time",
            r"\bhow (?:soon|recently|long ago)\b|\bsince:?$|"
            r"\b(?:what|which) (?:year|month|day|date|decade|century|season|time)\b",
        ),
        (
            Kind.COUNT,
            "how what approximately roughly",
            r"\bhow (?:many|much|old|long|far|tall|big|large|fast|high|deep|heavy|often|hot|cold)\b|"
            r"\bwhat (?:number|percent\w*|share|proportion|fraction|score|age)\b|\bapproximately what\b|"
            r"\b(?:approximately|roughly):?$|\bwhat(?:['’]s| is| was) the (?:[\w-]+ ){0,3}"
            r"(?:number|percentage|score|toll|population|temperature|rate|magnitude|height)\b",
        ),
        (Kind.WHY, "what reason", r"\bwhat (?:caused|led to|prompted)\b|\bfor what reason\b"),
        (Kind.WHEN, "when", rf"{_INTRO}when\b"),
        (Kind.WHERE, "where", rf"{_INTRO}where\b"),
        (Kind.WHO, "who", rf"{_INTRO}who(?:m|se|'s|’s)?\b"),
        (Kind.WHY, "why", rf"{_INTRO}why\b"),
        (Kind.THING, "which what", rf"\b(?:which|what)\s+(?!{_NO_THING})[\w$£€“\"'‘]"),
        (
            Kind.POLAR,
            "",
            r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b(?! (?:you|we|anyone)\b)",
        ),
        (Kind.POLAR, "true", r"\btrue or false\b"),
        (Kind.WHAT, "what which", rf"{_INTRO}(?:what|which)\b"),
        (Kind.HOW, "how", r"\bhow\b"),
        (Kind.WHAT, "what which", r"\bwhat\b|\bwhich\b.*\?"),
        *(
            (
                kind,
                word[:3],
                rf"\b{word}\b(?=.*\?)|\b{word}\W*$|\b(?:me|us|know|see|say|out|remember|wonder|but|and|or) {word}\b",
            )
            for kind, word in (
                (Kind.WHY, "why"),
                (Kind.WHEN, "when"),
                (Kind.WHERE, "where"),
                (Kind.WHO, "who(?:m|se)?"),
            )
        ),
    )
)
# A subordinate clause before the question itself: "When the bridge fell, which ...".
_WHEN_CLAUSE = re.compile(r"^when\b[^?]*?, (?=(?:who|what|which|where|how|why|did|does|is|was|were|will|has)\b)")


def kind(text: str, language: str = ENGLISH) -> Kind:
    """What kind of thing `text` asks for, by its last sentence that asks; TOPIC for bare keywords and headlines."""
    return of_sentence(sentence(text)) if language == ENGLISH else foreign.kind(text, language)


def of_sentence(asks: str) -> Kind:
    """The same of the English sentence that asks."""
    low = _WHEN_CLAUSE.sub("", asks.lower())
    return next((kind for kind, pattern in _KINDS if pattern.stands_in(low)), Kind.TOPIC)
