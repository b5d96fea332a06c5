"""The picture of a timeline: articles a day as bars, the turns numbered above them; made for a phone, light or dark.

Matplotlib is loaded when the first picture is drawn, and used without its global state.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.looks import phrases
from bot.looks.bars import Bars, bars, begin
from bot.words import _
from corpus.events.timeline import Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LIGHT, DARK = "light", "dark"
WIDTH, HEIGHT, DPI = 1200, 900, 200  # a phone shows it a third as large
TITLE = 34  # characters that fit above the bars
TICKS = 5  # dates that fit below them
_FONT = "DejaVu Sans"  # comes with matplotlib
_LANE = 0.13  # of the height, above the bars: where the numbers stand
_DISC = 0.052  # of the width: the least distance between two of them
_one_at_a_time = Lock()  # matplotlib is not made for threads


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture."""

    ground: str
    ink: str
    faint: str
    grid: str
    bar: str
    turn: str
    number: str


THEMES = {
    LIGHT: Theme("#ffffff", "#1b2733", "#66727e", "#e4e9ee", "#a9c8e8", "#d9480f", "#ffffff"),
    DARK: Theme("#17212b", "#f2f5f8", "#93a1ae", "#2b3946", "#456d94", "#ff8a4c", "#17212b"),
}


def draw(timeline: Timeline, topic: str, theme: str = LIGHT) -> bytes:
    """The timeline as a PNG of WIDTH by HEIGHT; ValueError for one without days."""
    with _one_at_a_time:
        return _draw(timeline, topic, THEMES[theme])


def _draw(timeline: Timeline, topic: str, theme: Theme) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (a tenth of a second)
    from matplotlib.figure import Figure  # noqa: PLC0415

    steps = bars(timeline.days)
    figure = Figure((WIDTH / DPI, HEIGHT / DPI), DPI, facecolor=theme.ground)
    axes = figure.add_axes((0.09, 0.105, 0.88, 0.70), facecolor=theme.ground)
    _head(figure, topic, _unit(steps.unit), theme)
    _bars(axes, steps, timeline, theme)
    _frame(axes, steps, theme)
    _numbers(axes, steps, timeline, theme)
    content = io.BytesIO()
    FigureCanvasAgg(figure).print_png(content, metadata={"Software": None})
    return content.getvalue()


def _unit(unit: str) -> str:
    return {
        "day": _("articles a day"),
        "week": _("articles a week"),
        "month": _("articles a month"),
        "year": _("articles a year"),
        "decade": _("articles in ten years"),
        "century": _("articles in a hundred years"),
    }[unit]


def _head(figure: Any, topic: str, unit: str, theme: Theme) -> None:
    title = topic if len(topic) <= TITLE else f"{topic[: TITLE - 1].rstrip()}…"
    for line, height, size, weight, colour in (
        (title, 0.925, 15, "bold", theme.ink),
        (unit, 0.86, 10, "normal", theme.faint),
    ):
        if drawable(line):
            figure.text(
                0.03, height, line, size=size, weight=weight, color=colour, family=_FONT, va="center", parse_math=False
            )


def drawable(line: str) -> bool:
    """Whether the picture's own font can show a line: it joins no letters and runs from left to right only."""
    from matplotlib import font_manager  # noqa: PLC0415

    glyphs = font_manager.get_font(font_manager.findfont(_FONT)).get_charmap()
    return all(ord(sign) in glyphs and unicodedata.bidirectional(sign) not in ("R", "AL") for sign in line)


def _bars(axes: Axes, steps: Bars, timeline: Timeline, theme: Theme) -> None:
    turned = {begin(turn.day, steps.unit) for turn in timeline.turns}
    colours = [theme.turn if start in turned else theme.bar for start in steps.starts]
    axes.bar(range(len(steps.starts)), steps.counts, width=0.82, color=colours, linewidth=0)


def _frame(axes: Axes, steps: Bars, theme: Theme) -> None:
    """The axes: whole numbers at the left, a few dates below, nothing else."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    room = max(3.0, len(steps.starts) * 0.5)  # few bars keep their shape
    middle = (len(steps.starts) - 1) / 2
    axes.set_xlim(middle - room - 0.2, middle + room + 0.2)
    axes.set_ylim(0, max(steps.counts) / (1 - _LANE - 0.04))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    axes.set_yticks([tick for tick in axes.get_yticks() if 0 <= tick <= max(steps.counts)])
    dates = ticks(steps)
    axes.set_xticks([place for place, label in dates], [label for place, label in dates])
    axes.tick_params(length=0, labelsize=10, labelcolor=theme.faint, labelfontfamily=_FONT, pad=5)
    axes.grid(axis="y", color=theme.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(theme.faint)


def ticks(steps: Bars) -> list[tuple[int, str]]:
    """At most TICKS places among the steps with their dates: each January where there are some, else evenly spaced ones."""
    januaries = [place for place, start in enumerate(steps.starts) if start.month == 1]
    if steps.unit not in ("day", "week") and len(januaries) > 1:
        every = -(-len(januaries) // TICKS)
        return [(place, str(steps.starts[place].year)) for place in januaries[::-every][::-1]]
    count = len(steps.starts)
    places = range(count) if count <= TICKS else [round((n + 0.5) * (count - 1) / TICKS) for n in range(TICKS)]
    return [(place, _label(steps.starts[place], steps.unit)) for place in places]


def _label(day: date, unit: str) -> str:
    """A step's date as the texts write it, in figures where the font cannot show that."""
    told, figures = (
        (phrases.day_of_year(day), f"{day:%m-%d}") if unit == "day" else (phrases.month(day), f"{day:%Y-%m}")
    )
    return told if drawable(told) else figures


def _numbers(axes: Axes, steps: Bars, timeline: Timeline, theme: Theme) -> None:
    """A numbered disc for each turn in the lane above the bars, and a line from it to its bar."""
    places = [steps.starts.index(begin(turn.day, steps.unit)) for turn in timeline.turns]
    left, right = axes.get_xlim()
    top = axes.get_ylim()[1]
    wide = right - left
    lane = top * (1 - _LANE / 2 + 0.015)
    for number, (place, at) in enumerate(zip(places, spread(places, _DISC * wide, left, right), strict=True), 1):
        axes.plot((place, at), (steps.counts[place], lane), color=theme.turn, linewidth=0.9, alpha=0.75, zorder=3)
        axes.plot(at, lane, "o", markersize=16, color=theme.turn, markeredgewidth=0, zorder=4, clip_on=False)
        told: dict[str, Any] = {"color": theme.number, "weight": "bold", "family": _FONT, "size": 10}
        axes.text(at, lane, str(number), ha="center", va="center_baseline", zorder=5, **told)


def spread(places: Sequence[int], apart: float, left: float, right: float) -> list[float]:
    """The places, in order, moved as little as keeps them `apart` from each other and half of that from both edges.

    Those that crowd are centred on their common middle.
    """
    crowds: list[list[float]] = []
    for place in places:
        crowd = [float(place)]
        while crowds and _middle(crowds[-1], apart, left, right) + _half(crowds[-1], apart) > _middle(
            crowd, apart, left, right
        ) - _half(crowd, apart):
            crowd = crowds.pop() + crowd
        crowds.append(crowd)
    return [
        _middle(crowd, apart, left, right) + (n - (len(crowd) - 1) / 2) * apart
        for crowd in crowds
        for n in range(len(crowd))
    ]


def _half(crowd: Sequence[float], apart: float) -> float:
    return len(crowd) * apart / 2


def _middle(crowd: Sequence[float], apart: float, left: float, right: float) -> float:
    half = _half(crowd, apart)
    return min(max(sum(crowd) / len(crowd), left + half), right - half)
