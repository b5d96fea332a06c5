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
from functools import cached_property
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


@dataclass(frozen=True)
class Rule:
    """A shape as a pattern over tags, what it begins with, the names of its tokens ("" for those not passed on), its reading.

    `items` are the tags that each of its tokens may have, and whether it may be left out. `made` is the class of the token
    that it makes, "" for the one that goes with the span's grain. With `tail`, only the last token becomes the new one,
    which remembers where the phrase began.
    """

    shape: str
    items: tuple[tuple[str, bool], ...]
    names: tuple[str, ...]
    read: Callable[..., Span | None]
    made: str = ""
    tail: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The shape, compiled when it is first tried: few questions need more than a tenth of the shapes."""
        return re.compile(self.shape)

    def may_begin(self, tags: str) -> bool:
        """Whether what it stands for may begin with these tags, or is shorter and begins like them."""
        return _may_begin(self.items, tags)

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
    return Rule(pattern, tuple(map(_item, items)), tuple(map(_name, items)), read, made, tail)


def _may_begin(items: tuple[tuple[str, bool], ...], tags: str) -> bool:
    if not items or not tags:
        return True
    (choice, optional), after = items[0], items[1:]
    return (tags[0] in choice and _may_begin(after, tags[1:])) or (optional and _may_begin(after, tags))


def _item(item: str) -> tuple[str, bool]:
    return _tags(item.rpartition("=")[2]), item.endswith("?")


def _group(item: str) -> str:
    classes = item.rpartition("=")[2]
    return f"({_any(classes.removesuffix('?'))}){'?' if item.endswith('?') else ''}"


def _name(item: str) -> str:
    name, _, classes = item.removesuffix("?").rpartition("=")
    if name:
        return name.removeprefix("_")
    return "" if classes in SILENT | GROUPS.keys() or "|" in classes else classes


def _any(choice: str) -> str:
    return f"[{_tags(choice)}]{'?' if choice.endswith('?') else ''}"


def _tags(choice: str) -> str:
    return "".join(tag(name) for name in _classes(choice.removesuffix("?")))


def _classes(choice: str) -> list[str]:
    return [found for name in choice.split("|") for found in (_classes(GROUPS[name]) if name in GROUPS else [name])]


def reduce(tokens: list[Token], layers: Sequence[Layer], now: Now) -> list[Token]:
    """The tokens as they are when each layer has done its work."""
    tags = _all_tags(tokens)
    for layer in layers:
        reduced = layer.reduce(tokens, tags, now)
        if reduced is not tokens:
            tokens, tags = reduced, _all_tags(reduced)
    return tokens


def _all_tags(tokens: list[Token]) -> str:
    return "".join(map(itemgetter(0), tokens))


class Layer:
    """Rules of one rank. Where several hold, the leftmost, then the longest is taken; later layers see the outcome."""

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules
        self._opening = re.compile(f"[{''.join(_openings(rules))}]")
        self._fitting: dict[str, tuple[Rule, ...]] = {}  # by two tags, the rules that may begin with them

    def reduce(self, tokens: list[Token], tags: str, now: Now) -> list[Token]:
        """The tokens with those that a rule reads together replaced by one; the same list where there are none."""
        reduced: list[Token] = []
        place = looked = 0  # tokens that are done, and those that begin nothing
        while opening := self._opening.search(tags, looked):
            looked = opening.end()
            rules = self._beginning(tags[looked - 1 : looked + 1])
            if rules and (found := _longest(rules, tags, looked - 1, tokens, now)):
                first, made, looked = found
                reduced += [*tokens[place:first], made]
                place = looked
        return reduced + tokens[place:] if place else tokens

    def _beginning(self, tags: str) -> tuple[Rule, ...]:
        """The rules that may begin with one tag, the last of a text, or with two."""
        if tags not in self._fitting:
            self._fitting[tags] = tuple(each for each in self.rules if each.may_begin(tags))
        return self._fitting[tags]


def _openings(rules: Sequence[Rule]) -> set[str]:
    """The tags with which one of the rules may begin."""
    return {one for each in rules for choice, _ in each.items for one in choice if each.may_begin(one)}


def _longest(
    rules: Sequence[Rule], tags: str, start: int, tokens: list[Token], now: Now
) -> tuple[int, Token, int] | None:
    """The first token replaced, the one instead, and the first after it, by the longest rule that holds here."""
    matches = [(match, each) for each in rules if (match := each.pattern.match(tags, start))]
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
