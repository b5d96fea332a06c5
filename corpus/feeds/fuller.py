"""Which text of an article to keep: that of its page, or that of the feed."""

from __future__ import annotations

import re

# Single signs for scripts without spaces.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w{4,}")
_INVITATION = re.compile(
    r"\b(subscri\w+|sign(ed)? (in|up)|log(ged)? ?in|register|free trial|paywall|cookies?|abonn\w+|anmelde\w*|suscr\w+"
    r"|iscriv\w+|connectez|premium|members?)\b",
    re.IGNORECASE,
)


def fuller(page_text: str, feed_text: str) -> str:
    """Which text of an article to keep, that of its page or that of the feed.

    The page's, unless it is hardly about the same (a consent or login page), or shorter than the feed's once
    invitations to pay or log in are left out (a stub before a paywall).
    """
    told, found = _words(feed_text), _words(page_text)
    elsewhere = len(told) >= 8 and len(told & found) < 0.3 * len(told)
    return feed_text if elsewhere or _substance(page_text) < 0.9 * _substance(feed_text) else page_text


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _substance(text: str) -> int:
    return sum(len(part) for part in text.split("\n\n") if len(part) > 300 or not _INVITATION.search(part))
