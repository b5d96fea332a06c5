"""Who published an article, as one line by itself tells: an outlet's name, a copyright notice, the agency of a dateline."""

from __future__ import annotations

import re

from corpus.reading.debris import AGENCY, is_furniture

_OUTLETS = re.compile(
    r"abc news|al jazeera(?: english)?|ap(?: news)?|(?:the )?associated press|axios|bbc(?: news| sport)?|bloomberg"
    r"|cbc(?: news)?|cbs news|cnbc|cnn(?: business)?|deutsche welle|dw|euronews|financial times|forbes|fox news"
    r"|france 24|(?:the )?kyiv independent|kyiv post|le monde|nbc news|newsweek|npr|pbs|politico|reuters|rfe/rl"
    r"|sky news|the atlantic|the conversation|the economist|the (?:guardian|hill|independent|telegraph|times|verge"
    r"|week)|ukrainska pravda|ukrinform|usa today|voa(?: news)?|voice of america|vox|wired|xinhua",
    re.IGNORECASE,
)
_PRESS = re.compile(
    r"(?:[A-Z][\w'’&.-]* ){1,4}(?:News|Times|Post|Journal|Herald|Tribune|Telegraph|Independent|Gazette|Chronicle"
    r"|Observer|Courier|Mail|Express|Mirror|Sun|Star|Standard|Review|Press|Today|Radio|TV|Dispatch|Examiner|Inquirer"
    r"|Sentinel|Bulletin|Monitor)"
)
_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s|©|\(c\)|copyright\b|by\b|\d{4}|[-–,])*"
    r"(?P<holder>(?!all rights)[^\W\d][^.,;|©]{0,60}?)(?:\s*[.,;|©].*|\s+all rights\b.*|\s+\d{4}.*)?",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"(?:[A-Z][\w.,'’/ -]{{1,70}}?\s)?(?:\((?P<bracketed>{AGENCY}|[A-Z][A-Za-z]+(?: [A-Z][a-z]+){{0,2}})\)\s?[-–—]+\s"
    r"|\((?P<bare>CNN|AP|AFP|Reuters)\)\s|(?P<plain>CNN|CNN Business|AP|AFP|Reuters)\s?[–—]+\s)"
)
_LABEL = re.compile(
    r"(?:\((?:CNN|AP|AFP|Reuters)(?: [A-Z][a-z]+)?\)(?:\s?[-–—]+)?|AI-assisted summary\W|[►▶])\s*(?=\w|[“\"])"
)


def label(line: str) -> int:
    """How many characters stand before a line's own words: "(CNN) —", "AI-assisted summary", "►". A place is no label."""
    found = _LABEL.match(line)
    return found.end() if found else 0


def is_outlet(name: str) -> bool:
    """The name of a news outlet: one that is known, or one that ends like a newspaper's."""
    return bool(_OUTLETS.fullmatch(name) or _PRESS.fullmatch(name))


def holder(line: str) -> str:
    """Who holds the copyright, of a copyright line such as "© 2024 BBC. All rights reserved."; "" for any other."""
    found = _HOLDER.fullmatch(line) if is_furniture(line) else None
    return found["holder"].strip() if found else ""


def agency(line: str) -> str:
    """The agency in the dateline that opens a line, as in "LONDON (Reuters) - "; "" where there is none."""
    found = _DATELINE.match(line)
    return (found["bracketed"] or found["bare"] or found["plain"]) if found else ""
