"""What is new at this moment: `/latest`, and the first look at a digest just subscribed to."""

from __future__ import annotations

from datetime import timedelta

from bot.desk import Desk
from bot.digests import subscribing
from bot.digests.ledger import BUTTONS
from bot.looks import keyboard
from bot.looks.editions import sheets
from bot.model import Button, Page, Place, Reply, Said
from bot.words import _
from corpus.events.digest import Told

LOOK_BACK = timedelta(days=1)


def latest(said: Said, desk: Desk) -> Reply:
    """`/latest`, or with topics: what a digest would tell now."""
    topics = subscribing.topics(said.text)
    if not topics and not said.text:
        topics = next((one.topics for one in desk.digests.all(said.place.chat)), ())
    return Reply(preview(said.place, topics, _("Latest"), desk, desk.memory.told(said.place.chat, desk.now())))


def preview(place: Place, topics: tuple[str, ...], name: str, desk: Desk, before: Told) -> tuple[Page, ...]:
    """A digest of the last day at this moment, for one who was told `before`; what it tells counts as told."""
    now, zone = desk.now(), desk.zone(place)
    muted = desk.memory.muted(place)
    found = desk.newsroom.digest(topics, now - LOOK_BACK, now, before, muted, desk.settings.digest_stories)
    numbers = desk.memory.tell(place.chat, found.items, now)
    pages = []
    for sheet in sheets(found, name, topics, zone):
        flat = [Button(str(item + 1), f"1:story:{numbers[item]}") for item in sheet.items]
        pages.append(Page(sheet.html, keyboard.rows(flat, BUTTONS)))
    return tuple(pages)
