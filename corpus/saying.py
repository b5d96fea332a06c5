"""Sentences for a person that remember how they were made, so that another language can make them too."""

from __future__ import annotations


class Saying(str):
    """An English sentence: `message` with its `{named}` places filled with `values`.

    It is the finished sentence wherever a string will do; who speaks another language translates `message` and fills it.
    """

    __slots__ = ("message", "values")
    message: str
    values: dict[str, str]

    def __new__(cls, message: str, **values: object) -> Saying:
        """The sentence; without values `message` stands as it is."""
        given = {name: value if isinstance(value, str) else str(value) for name, value in values.items()}
        made = super().__new__(cls, message.format(**given) if given else message)
        made.message, made.values = message, given
        return made
