"""Rules over tokens: a shape of classes becomes one token of what they mean together. The rules are in `rules`.

A shape is written as the classes of its tokens, one after the other: `month the? day=ordinal|number`. `?` makes one
optional, `|` gives a choice, and words in capitals are shorthands from GROUPS. A reading gets the value of a single
class under its own name and of a choice under the name given by `name=`; `_=` keeps a value from it. Tokens such as
"of" have no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from corpus.dates.spans import Now, Span
from corpus.dates.tokens import Token
from corpus.dates.words import SILENT, tag

GROUPS: dict[str, str] = {
    "SPAN": "day_span|week_span|month_span|year_span|other_span|stretch",
    "MONTH": "month|may|maybe_month",
    "YEAR": "year|year_span",
    "POINT": "SPAN|MONTH|year|pair|holiday|clock|short_weekday",
    "PERIOD": "month_span|year_span|week_span|other_span|MONTH|year|season|unit",
    "WEEKDAY": "weekday|short_weekday",
    "NTH": "ordinal|number",
    "DAY": "day_span|holiday",
    "TO": "to|until|through|dash",
    "TURN": "last|previous|this|next",
    "UNIT": "unit|units|days|clock_unit|century",
    "SINCE": "since|after|before",
    "BEFORE": "before|until",
    "PLAIN": "word|name|the|of|a|as|edge|ordinal",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape as a pattern over tags, the names of its tokens ("" for those not passed on), and its reading.

    `made` is the class of the token that it makes, "" for the one that goes with the span's grain. With `tail`, only
    the last token becomes the new one, which remembers where the phrase began.
    """

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    read: Callable[..., Span | None]
    made: str = ""
    tail: bool = False

    def apply(self, match: re.Match[str], tokens: Sequence[Token], now: Now) -> Span | None:
        """What the matched tokens mean; None for no time, or for one outside the years that a date can have."""
        found = zip(self.names, match.regs[1:], strict=True)
        try:
            return self.read(now, **{name: tokens[start].value for name, (start, _) in found if name and start >= 0})
        except (ValueError, OverflowError):
            return None


def rule(
    shape: str,
    read: Callable[..., Span | None],
    *,
    left: str = "",
    unless_left: str = "",
    unless_right: str = "",
    alone: bool = False,
    made: str = "",
    tail: bool = False,
) -> Rule:
    """A rule that holds after one of the classes `left` (if given), not after `unless_left`, not before `unless_right`.

    Of the latter, several shapes stand apart by " / ". `alone` holds only for the whole of a text.
    """
    items = shape.split()
    pattern = "".join(map(_group, items))
    if left:
        pattern = f"(?<={_any(left)}){pattern}"
    if unless_left:
        pattern = f"(?<!{_any(unless_left)}){pattern}"
    if unless_right:
        shapes = ("".join(map(_any, choice.split())) for choice in unless_right.split(" / "))
        pattern += f"(?!{'|'.join(shapes)})"
    if alone:
        pattern = f"^{pattern}(?={_any('stop')}*$)"
    return Rule(re.compile(pattern), tuple(map(_name, items)), read, made, tail)


def _group(item: str) -> str:
    classes = item.rpartition("=")[2]
    return f"({_any(classes.removesuffix('?'))}){'?' if item.endswith('?') else ''}"


def _name(item: str) -> str:
    name, _, classes = item.removesuffix("?").rpartition("=")
    if name:
        return name.removeprefix("_")
    return "" if classes in SILENT | GROUPS.keys() or "|" in classes else classes


def _any(choice: str) -> str:
    tags = "".join(tag(name) for name in _classes(choice.removesuffix("?")))
    return f"[{tags}]{'?' if choice.endswith('?') else ''}"


def _classes(choice: str) -> list[str]:
    return [found for name in choice.split("|") for found in (_classes(GROUPS[name]) if name in GROUPS else [name])]


class Layer:
    """Rules of one rank. Where several hold, the leftmost, then the longest is taken; later layers see the outcome."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self._gate = re.compile("|".join(each.pattern.pattern.replace("([", "(?:[") for each in rules))

    def reduce(self, tokens: list[Token], now: Now) -> list[Token]:
        """The tokens with those that a rule reads together replaced by one."""
        tags = "".join(map(itemgetter(0), tokens))
        reduced: list[Token] = []
        place = 0
        while gate := self._gate.search(tags, place):
            start = gate.start()
            if found := self._longest(tags, start, tokens, now):
                first, made, after = found
                reduced += [*tokens[place:first], made]
                place = after
            else:
                reduced += tokens[place : start + 1]
                place = start + 1
        return reduced + tokens[place:] if place else tokens

    def _longest(self, tags: str, start: int, tokens: list[Token], now: Now) -> tuple[int, Token, int] | None:
        """The first token replaced, the one instead, and the first after it, by the longest rule that holds here."""
        matches = [(match, each) for each in self.rules if (match := each.pattern.match(tags, start))]
        for match, each in sorted(matches, key=lambda found: -found[0].end()):
            span = each.apply(match, tokens, now)
            if span is not None:
                last = match.end() - 1
                first = last if each.tail else start
                name = tag(each.made or _made(span))
                return first, Token(name, span, tokens[first].start, tokens[last].end, tokens[start].said), last + 1
        return None


def _made(span: Span) -> str:
    return f"{span.grain}_span" if span.grain in ("day", "week", "year") else "other_span"
