"""A link that opens a topic, followed: `/start q_…` asks what the link holds."""

from __future__ import annotations

from dataclasses import replace

from bot import links
from bot.desk import Desk
from bot.handlers import ask
from bot.handlers.door import Handler, admitted
from bot.model import Reply, Said


def following(handler: Handler) -> Handler:
    """The handler of `/start`; what a link of ours holds is asked instead, by those who may. A damaged one only starts."""

    def followed(said: Said, desk: Desk) -> Reply | None:
        topic = links.topic(said.text)
        if topic is None or not said.private:
            return handler(said, desk)
        return admitted(_afresh)(replace(said, text=topic), desk) if topic else handler(replace(said, text=""), desk)

    return followed


def _afresh(said: Said, desk: Desk) -> Reply:
    """What a link holds leans on nothing that was said before."""
    desk.store.clear(said.place)
    return ask.ask(said, desk)
