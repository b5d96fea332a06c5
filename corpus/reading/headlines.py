"""Headlines: which line is one, and the name of the site that many carry at their end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.reading import publishers

_SECTION = re.compile(
    r"(?:breaking|exclusive|live|analysis|opinion|explainer|world|uk|us|u\.s\.|europe|asia|africa|middle east|americas"
    r"|politics|business|economy|tech|technology|science|health|sports?|culture|entertainment|climate|environment"
    r"|war in ukraine|ukraine war|russia-ukraine war|latest|top stor(?:y|ies)|national|international)"
    r"(?: news)?(?:\s?[|/>·,]\s?\w+)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?P<title>.{10,}\S)\s+(?P<mark>[|–—•·-])\s+(?P<site>[^|]{2,40})")
_TOPIC = re.compile(
    r"\b(?:live|updates?|opinion|analysis|explained|review|video|watch|fact|editorial|guide|photos)\b|\d", re.I
)


def headline(own: Sequence[str]) -> tuple[str, int]:
    """The headline among an article's own lines, and where its body begins; "" when it has none: no sentence is lost."""
    place = int(len(own) > 2 and _SECTION.fullmatch(own[0]) is not None)
    first = own[place]
    ended = first.endswith((".", ".”", '."', ".’")) and not re.search(r"\b(?:[A-Z]\.){2,}$|\.\.\.$", first)
    if place + 1 == len(own) or len(first) > 250 or ended or publishers.agency(first):
        return "", place
    return first, place + 1


def unsigned(title: str, source: str = "") -> tuple[str, str]:
    """A headline without the site's name at its end, and that name; "" when it carries none."""
    found = _SUFFIX.fullmatch(title)
    if not found:
        return title, ""
    site = found["site"]
    capitals = len(site.split()) > 1 and all(word[0].isupper() for word in site.split()) and not _TOPIC.search(site)
    if publishers.is_outlet(site) or site.lower() == source.lower() or (found["mark"] == "|" and capitals):
        return re.sub(r"\s\|\s[^|]{2,25}$", "", found["title"]) if found["mark"] == "|" else found["title"], site
    return title, ""
