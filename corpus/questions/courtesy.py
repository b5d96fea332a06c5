"""The courtesy around a question, and messages that are nothing else. Pure.

Who writes whole polite sentences asks the same as who writes three words: "Good morning! Could you please tell me who
won?". What is left is the person's own words, so that nothing is put into their mouth.
"""

from __future__ import annotations

import re
from functools import cache

from corpus.language.tongues import ENGLISH
from corpus.questions.courtesies import CIVIL, PARTING, SPOKEN, Courtesies
from corpus.reading.addresses import LINK

LONGEST = 200  # characters of a message that can be mere courtesy

_SIGNED = "[👍👌🙏👏🤝❤💙💛💚🧡😊😍🥰🤗][\ufe0f\U0001f3fb-\U0001f3ff]*"  # a sign may have its colour behind it
_THANKS = "|".join((*(said.thanks for said in SPOKEN.values()), _SIGNED))
_PARTED = re.compile(rf"(?<!\w)(?:{PARTING})\W*$", re.IGNORECASE)
_THANKED = re.compile(rf"(?<!\w)(?:{_THANKS})(?!\w)", re.IGNORECASE)
# An address beside a question, and the name of a bot that is spoken to; all of these end so.
_BESIDE = re.compile(rf"{LINK}|@\w*bot\b", re.IGNORECASE)
# "FWD:", "BREAKING!!!": what stands before something forwarded.
_LABEL = (
    r"(?:(?:fwd?|wg|tr|rv|re|forwarded(?: message)?|breaking(?: news)?|just in|urgent|eilmeldung|weitergeleitet|urgente|"
    r"última hora|терміново|عاجل)\s*(?::|!+|\|)\s*)+"
)
_UNSAID = r"(?<!\bto)(?<!\bsay)(?<!\bsaid)(?<!\bword)"  # "who said please?", "hard to please"
# Longest first, since none is read a second time.
_CIVILITIES = re.compile(
    rf"(?>\W*(?:and\W+)?(?:{_THANKS}|{'|'.join(said.greeting for said in SPOKEN.values())}|{CIVIL}|{PARTING}|"
    rf"{'|'.join(said.please for said in SPOKEN.values())})(?!\w))++\W*",
    re.IGNORECASE,
)


def bare(text: str, language: str = ENGLISH) -> str:
    """The question without the courtesy around it; the text as it is where nothing would be left."""
    left = _asked_for(language).sub(" ", " ".join(_BESIDE.sub(" ", text).split()))
    while (less := _begun(left, language)) != left:
        left = less
    while behind := _behind(language).search(left):
        left = left[: behind.start()].rstrip() + behind["sign"]
    return left if any(map(str.isalnum, left)) else text


def _begun(text: str, language: str) -> str:
    """The text without the first of what stands before its matter."""
    if framed := _framed(language).fullmatch(text):
        return framed["matter"] + framed["rest"]
    before = _before(language).match(text)
    return text[before.end() :] if before else text


def is_all(text: str) -> bool:
    """Whether it is a greeting, a word of thanks or the like, in any language, and nothing else."""
    return len(text) <= LONGEST and _CIVILITIES.fullmatch(text) is not None


def gives_thanks(text: str) -> bool:
    """Whether mere courtesy holds thanks."""
    return _THANKED.search(text) is not None


def says_goodbye(text: str) -> bool:
    """Whether mere courtesy ends with a farewell."""
    return _PARTED.search(text) is not None


def _said(language: str) -> Courtesies:
    """What is said in a language, in English where it is none of ours."""
    return SPOKEN.get(language, SPOKEN[ENGLISH])


@cache
def _before(language: str) -> re.Pattern[str]:
    """What stands before a question, as often as it comes: "Hello dear bot, I read about the bridge, could you tell me, …"."""
    said = _said(language)
    return re.compile(
        rf"\W*(?:{_LABEL}(?=\w)|{said.greeting}(?:\s*[,،.;:!?؟–—-]+\s*|\s+(?={said.please}\b|{said.request}|{said.asking}))|"
        rf"(?:{said.request})(?:\s*,?\s*{said.please})?\s*[,،:]?\s+(?={said.asking})|"
        rf"{said.hearsay}(?:\s*[,،:]?\s+|(?<=['’]))(?=\w)|(?:{said.thanks})\s*[.!]+\s+|{said.please}[,،]?\s+(?={said.asking}|{said.request}))",
        re.IGNORECASE,
    )


@cache
def _asked_for(language: str) -> re.Pattern[str]:
    """What asks for a question in the midst of a message, all of it at once: "I saw the bridge fall, could you tell me why?"."""
    said = _said(language)
    return re.compile(
        rf"(?<=[.,;:!?،؟])\s+[¿¡]?(?>(?:{said.request})(?:\s*,?\s*{said.please})?\s*[,،:]?\s+)++(?={said.asking})",
        re.IGNORECASE,
    )


@cache
def _framed(language: str) -> re.Pattern[str]:
    """A matter in a frame of words that say how one came to hear of it, and what stands behind."""
    before, verb = _said(language).framed
    return re.compile(rf"\W*(?:{before})\s+(?P<matter>[^.!?]{{2,120}}?)\s+(?:{verb})(?P<rest>(?!\w).*)", re.IGNORECASE)


@cache
def _behind(language: str) -> re.Pattern[str]:
    """What stands behind a question: "please?", "if you do not mind me asking", "Thank you very much!"."""
    said = _said(language)
    return re.compile(
        r"(?=[\s,،]|(?<=[.?؟!,،]))"  # where nothing of it can begin, most of the text, it is not tried
        rf"(?:(?<=[.?؟!,،])\s*(?:{said.thanks})|[,،]\s*(?:{said.please}|{said.tag})|{_UNSAID}\s+{said.please}|[,،]?\s+(?:{said.aside}))[\s.!]*(?P<sign>[?؟]*)[\s.!?؟]*$",
        re.IGNORECASE,
    )
