"""Patterns that are tried only where one of their cues stands: most texts have none, and cues are found fifty times as fast."""

from __future__ import annotations

import re
from functools import cached_property


class Cued:
    """A pattern with its cues, letters of which whatever it matches has some; without cues it is always tried."""

    def __init__(self, cues: str, pattern: str, flags: int = 0) -> None:
        self._cues = tuple(cues.split()) or ("",)
        self._source = pattern, flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when it is first tried."""
        return re.compile(*self._source)

    def stands_in(self, text: str) -> bool:
        """Whether it is found in a text."""
        return any(map(text.__contains__, self._cues)) and self.pattern.search(text) is not None

    def all_in(self, text: str, cueing: str) -> list[re.Match[str]]:
        """Its matches in a text, in order; cues are looked for in `cueing`, the same text in the case that they have."""
        return list(self.pattern.finditer(text)) if any(map(cueing.__contains__, self._cues)) else []
