"""Links that open a topic: `t.me/bot?start=…`, whose payload is at most 64 characters of base64url. Pure."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from bot.looks.markup import clean

TOPIC = "q_"  # what a payload that holds a topic begins with; no code does
BYTES = 46  # of a topic in UTF-8: with TOPIC, its base64 has 64 characters


def payload(topic: str) -> str:
    """A topic as a payload; of one too long as many of its first words as fit, or of its first word the beginning."""
    kept = " ".join(clean(topic).split())
    while len(kept.encode()) > BYTES:
        kept = kept.rpartition(" ")[0] or kept.encode()[:BYTES].decode(errors="ignore")
    return TOPIC + urlsafe_b64encode(kept.encode()).decode().rstrip("=")


def topic(given: str) -> str | None:
    """The topic of a payload: "" where it is damaged or empty, None where it is no payload of ours at all."""
    if not given.startswith(TOPIC):
        return None
    body = given.removeprefix(TOPIC)
    try:
        told = urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    except ValueError:
        return ""
    return " ".join(clean(told).split())


def link(name: str, topic: str) -> str:
    """The link that opens a topic in the private chat with the bot called `name`; "" while that is not known."""
    return f"https://t.me/{name}?start={payload(topic)}" if name else ""
