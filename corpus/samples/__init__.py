"""Forty-four short sample articles about spring 2024, for a first try before any real source is added."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def path() -> Traversable:
    """The articles as JSON Lines in UTF-8: `title`, `source`, `url`, `published` and `text` on each line."""
    return files(__name__) / "articles.jsonl"
