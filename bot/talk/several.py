"""A message that asks several things: the first is answered, the others are offered beside it. Pure."""

from __future__ import annotations

import re

from corpus.language import tongues
from corpus.language.terms import terms
from corpus.model import Kind
from corpus.questions import courtesy, kinds, manner

FEWEST = 2  # terms of a question with a matter of its own: "what happened to it?" goes on about what stands before it
_ENDS = re.compile(r"(?<=[?؟])\s+(?=\S)")
_JOINED = re.compile(
    r"\W*(?:(?:oh|ok|okay|and|also|plus|und|auch|außerdem|y|también|además|et|aussi|а|та|також|і)\b[\s,]*)+",
    re.IGNORECASE,
)


def questions(text: str, hint: str) -> tuple[str, ...]:
    """The questions of a message one after another, without what joins them; the whole message where it is but one."""
    first, *others = _ENDS.split(text.strip())
    language = tongues.of_question(text, hint)
    if not (others and all(_has_a_matter(piece, language) for piece in (first, *others))):
        return (text,)
    return (first, *(_JOINED.sub("", piece, count=1) if _JOINED.match(piece) else piece for piece in others))


def _has_a_matter(piece: str, language: str) -> bool:
    """Whether a piece of a message is a question of its own, and no "did you hear about Kyiv?"."""
    asks = courtesy.bare(piece, language)
    told = set(terms(asks, language)) - manner.EMPTY
    personal = re.match(r"\W*(?:did|do|have|can|are) you\b", asks, re.IGNORECASE)
    return len(told) >= FEWEST and kinds.kind(asks, language) is not Kind.TOPIC and not personal
