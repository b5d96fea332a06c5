"""How the articles write a term, which is a stem: "zelenski" is Zelensky."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from corpus.answering.candidates import Candidates
from corpus.language import terms
from corpus.language.tongues import ENGLISH
from corpus.memory import Memory

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Spelt:
    """The archive as those see it who ask for one word."""

    memory: Memory
    candidates: Candidates

    def written(self, term: str, until: datetime) -> tuple[str, str]:
        """A term as the article out by then writes it that is most about it, and its language; itself where none is there.

        Without a capital where it stands so once.
        """
        entry = self.memory.terms([term]).get(term)
        best = self.candidates.find([(entry.id, 1.0)], limit=1, until=until) if entry else []
        for stored in self.memory.articles([candidate.article for candidate in best]).values():
            language = stored.article.language or ENGLISH
            spelt = [word for word in _WORD.findall(stored.article.text) if term in terms.of_word(word, language)]
            return max(spelt, key=lambda word: (word.islower(), spelt.count(word)), default=term), language
        return term, ENGLISH
