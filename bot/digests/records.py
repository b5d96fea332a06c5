"""An edition of a digest from its claim to its sending: what is to be told, the pages written, what is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.digests.schedule import Timetable
from bot.digests.subscriptions import Subscription
from bot.model import Page, Place
from corpus.events.digest import Item


@dataclass(frozen=True, slots=True)
class Edition:
    """A claimed edition of a digest: to be filled with what is new in `since <= t <= until`."""

    id: int
    wanted: Subscription
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page before it is written down: its HTML and the stories on it, by their place among the edition's, in order."""

    html: str
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """An edition as it is written down; `silent` for one that tells of nothing new."""

    edition: Edition
    sheets: tuple[Sheet, ...]
    items: tuple[Item, ...]
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Parcel:
    """A written edition on its way: what of its pages is not sent yet, by number, and until when it may be sent."""

    edition: int
    place: Place
    table: Timetable
    ends: datetime
    pages: tuple[tuple[int, Page], ...]
    silent: bool
