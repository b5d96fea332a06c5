"""The courtesy around a question, and messages that are nothing else. Pure.

Who writes whole polite sentences asks the same as who writes three words: "Good morning! Could you please tell me who
won?". What is left is the person's own words, so that nothing is put into their mouth.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.language.tongues import ENGLISH
from corpus.questions.courtesies import CIVIL, SPOKEN

LONGEST = 200  # characters of a message that can be mere courtesy

_THANKS = "|".join(said.thanks for said in SPOKEN.values())
_THANKED = re.compile(rf"(?<!\w)(?:{_THANKS})(?!\w)", re.IGNORECASE)
# Longest first, since none is read a second time.
_CIVILITIES = re.compile(
    rf"(?>\W*(?:and\W+)?(?:{_THANKS}|{'|'.join(said.greeting for said in SPOKEN.values())}|{CIVIL}|"
    rf"{'|'.join(said.please for said in SPOKEN.values())})(?!\w))++\W*",
    re.IGNORECASE,
)


def bare(text: str, language: str = ENGLISH) -> str:
    """The question without the courtesy around it; the text as it is where nothing would be left."""
    left = " ".join(text.split())
    while before := _before(language).match(left):
        left = left[before.end() :]
    while behind := _behind(language).search(left):
        left = left[: behind.start()].rstrip() + behind["sign"]
    return left if any(map(str.isalnum, left)) else text


def is_all(text: str) -> bool:
    """Whether it is a greeting, a word of thanks or the like, in any language, and nothing else."""
    return len(text) <= LONGEST and _CIVILITIES.fullmatch(text) is not None


def gives_thanks(text: str) -> bool:
    """Whether mere courtesy holds thanks."""
    return _THANKED.search(text) is not None


@cache
def _before(language: str) -> re.Pattern[str]:
    """What stands before a question, as often as it comes: "Hello dear bot, I read about the bridge, could you tell me, …"."""
    said = SPOKEN.get(language, SPOKEN[ENGLISH])
    return re.compile(
        rf"\W*(?:{said.greeting}(?:\s*[,،.;:!–—-]+\s*|\s+(?={said.please}\b|{said.request}|{said.asking}))|"
        rf"(?:{said.request})(?:\s*,?\s*{said.please})?\s*[,،:]?\s+(?={said.asking})|"
        rf"{said.hearsay}(?:\s*[,،:]?\s+|(?<=['’]))(?=\w)|(?:{said.thanks})\s*[.!]+\s+|{said.please}[,،]?\s+(?={said.asking}|{said.request}))",
        re.IGNORECASE,
    )


@cache
def _behind(language: str) -> re.Pattern[str]:
    """What stands behind a question: ", please?", "if you do not mind me asking", "Thank you very much!"."""
    said = SPOKEN.get(language, SPOKEN[ENGLISH])
    return re.compile(
        rf"(?:(?<=[.?؟!,،])\s*(?:{said.thanks})|[,،]\s*{said.please}|[,،]?\s+{said.aside})[\s.!]*(?P<sign>[?؟]*)[\s.!?؟]*$",
        re.IGNORECASE,
    )
