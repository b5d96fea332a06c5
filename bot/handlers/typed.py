"""What is typed in answer to the question at hand of a digest: an hour, a place, or topics."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.desk import Desk
from bot.digests import changing, subscribing, zones
from bot.digests.changing import Change
from bot.digests.subscriptions import Subscription
from bot.handlers import digest
from bot.handlers.channels import here, mine
from bot.handlers.door import Handler
from bot.handlers.rights import may
from bot.model import Reply, Said
from bot.talk import wishes
from corpus.errors import BadQuestion
from corpus.model import Kind

LONGEST = 60  # characters of a typed hour or place, or of topics
_NO = re.compile(r"(?:no(?:thing|ne)?|cancel|never ?mind)\W*", re.IGNORECASE)


def answering(handler: Handler) -> Handler:
    """The handler of plain messages; one that answers the question at hand of a digest is no question about the news."""

    def answered(said: Said, desk: Desk) -> Reply | None:
        return (_answer(said, desk) if len(said.text) <= LONGEST else None) or handler(said, desk)

    return answered


def begun(said: Said, desk: Desk) -> Subscription | None:
    """The digest that a person is being asked about: this place's, or in private that of a channel."""
    drafts = desk.digests.drafts(said.place.user, desk.now() - desk.idle)
    local = (one for one in drafts if one.place == said.place)
    away = (one for one in drafts if said.private and one.place.chat != said.place.chat and mine(one, said.place, desk))
    return next(local, None) or next(away, None)


def _answer(said: Said, desk: Desk) -> Reply | None:
    """What comes of an answer; None for a message that is none."""
    draft = None if said.text.endswith(("?", "؟")) else begun(said, desk)
    if draft is None or not may(said.place, desk, private=said.private):
        return None
    if (minute := subscribing.minute(said.text)) is not None:
        return digest.timed(draft, minute, said.language, here(said), desk)
    if change := changing.read(said.text):
        return _otherwise(change, draft, said, desk)
    if digest.asks_zone(draft):
        wish = wishes.read(said.text)
        zone = zones.place(wish.topic if wish and wish.command == "zone" else said.text)
        return digest.zoned(draft, zone, here(said), desk) if zone else None
    about = _about(said, desk) if draft.offers and not _asked_since(draft, said, desk) else None
    return None if about is None else digest.subscribed(replace(draft, topics=about), here(said), desk)


def _otherwise(change: Change, draft: Subscription, said: Said, desk: Desk) -> Reply:
    """The draft as it is wanted now, and the question at hand once more; topics that are added answer the last one."""
    answers = bool(change.add and draft.offers) and not digest.asks_zone(draft)
    draft = changing.applied(change, draft)
    if answers:
        return digest.subscribed(draft, here(said), desk)
    if change.minute is not None and not draft.offers:
        return digest.timed(draft, change.minute, said.language, here(said), desk)
    return digest.asking_on(draft, here(said), desk)


def _about(said: Said, desk: Desk) -> tuple[str, ...] | None:
    """The topics that a message is, none of them for the top stories; None for a question, and for what is no topic."""
    topics = subscribing.topics(said.text)
    if not topics:
        return () if any(map(str.isalnum, said.text)) else None
    try:
        kind = desk.read(said.text, desk.now(), desk.zone(said.place)).kind
    except BadQuestion:
        return None
    return topics if kind is Kind.TOPIC and not _NO.fullmatch(said.text) and not wishes.read(said.text) else None


def _asked_since(draft: Subscription, said: Said, desk: Desk) -> bool:
    """Whether something was asked since a digest was begun: then the next keywords are a question, too."""
    last = desk.store.last(said.place)
    return last is not None and draft.id not in (one.id for one in desk.digests.drafts(said.place.user, last.asked))
