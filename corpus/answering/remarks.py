"""What is said above an answer that is not all that was asked for: of one matter of two, or in another language. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from corpus.language import tongues
from corpus.language.endonyms import NAMES
from corpus.language.tongues import ENGLISH
from corpus.model import Briefing, Query
from corpus.saying import Saying


def of_one(words: Sequence[str]) -> Saying:
    """That nothing tells of what a fragment names, in these words, together with what was asked before it."""
    return Saying("I found nothing on both. On {words} alone:", words=" ".join(words))


def is_foreign(query: Query, found: Briefing) -> bool:
    """Whether it matters which language it is in: without an answer it does, else where it is not English, and no mere name."""
    return found.abstained or (query.language != ENGLISH and tongues.of_question(query.text) == query.language)


def foreign(spoken: Collection[str]) -> Saying:
    """Why a question in none of the languages of the articles finds little, and in which it would find more."""
    names = ", ".join(NAMES.get(language, language) for language in sorted(spoken))
    return Saying(
        "None of my articles is in the language of your question. Please ask in one of theirs: {names}.", names=names
    )
