"""Buttons pressed: data as `version:verb:number`, checked before anything is done with it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.desk import Desk
from bot.handlers import (
    articles,
    digest,
    digests,
    follow,
    language,
    onward,
    privacy,
    sources,
    stories,
    timeline,
    welcome,
    zone,
)
from bot.handlers.replies import say
from bot.model import Press, Reply
from bot.words import _

_DATA = re.compile(r"1:([a-z]{1,16}):(\d{1,18})")

VERBS: dict[str, Callable[[Press, int, Desk], Reply | None]] = {
    **onward.VERBS,
    "forget": privacy.forget,
    "keep": privacy.keep,
    **articles.VERBS,
    **sources.VERBS,
    **digest.VERBS,
    **digests.VERBS,
    **follow.VERBS,
    **stories.VERBS,
    **timeline.VERBS,
    **language.VERBS,
    **welcome.VERBS,
    **zone.VERBS,
}


def pressed(press: Press, desk: Desk) -> Reply | None:
    """What a button does. A stranger's press does nothing; old or forged data gets one kind line."""
    if not desk.access.admits(press.place):
        return None
    found = _DATA.fullmatch(press.data)
    verb = VERBS.get(found[1]) if found else None
    if found is None or verb is None:
        return say(_("That button no longer works. Please ask again."))
    return verb(press, int(found[2]), desk)
