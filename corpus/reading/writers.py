"""Whether a line by itself says who wrote an article: a byline, a bare name, those who helped."""

from __future__ import annotations

import re

_BY = re.compile(r"(?:by|words by|story by|written by|analysis by|review by|from) (?=[A-Z])", re.IGNORECASE)
_STAFF = re.compile(
    r"\W*(?:contributing:?|contributors?:|(?:additional )?(?:reporting|writing|editing)(?: by| and \w+ by)|compiled by"
    r"|edited by|with (?:additional )?(?:reporting|files) (?:by|from)|author:|reporter:)\s+(?=\S)",
    re.IGNORECASE,
)
# Words with a small letter that stand between names.
_SMALL = re.compile(
    r"and|in|by|with|for|the|of|at|de|del|della|der|den|van|von|da|di|la|le|el|al|bin|editing|writing|reporting"
    r"|additional|contributing|special|senior|chief|political|diplomatic|correspondent|editor|reporter|staff|writer"
)
_WORD = re.compile(r"[^\s,;/&|–—-]+")


def is_byline(line: str) -> bool:
    """Who wrote it and no more: "By Nellie Bly, New York World", but not "By the numbers" or "By Monday, it rained"."""
    by = _BY.match(line)
    return by is not None and len(line) <= 120 and _are_names(line[by.end() :])


def is_name(line: str) -> bool:
    """Two to six capitalised words with no stop, as a byline without its "By"; a short heading can look the same."""
    return len(line) <= 60 and 2 <= len(_WORD.findall(line)) <= 6 and line[-1].isalpha() and _are_names(line)


def is_staff(line: str) -> bool:
    """Who else had a hand in it: "Additional reporting by Nellie Bly"."""
    start = _STAFF.match(line)
    return start is not None and _are_names(line[start.end() :])


def _are_names(text: str) -> bool:
    names = [word for word in _WORD.findall(text) if not _SMALL.fullmatch(word)]
    return bool(names) and all(name[0].isupper() and name.rstrip(".").isalpha() for name in map(_plain, names))


def _plain(name: str) -> str:
    return re.sub(r"[.'’()]", "", name) or "."
