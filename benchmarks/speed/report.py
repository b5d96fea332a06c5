"""What was measured as a page with tables, and as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Numbers = Mapping[str, Any]
WIDTH = 25  # of a whole bar, in letters
APART = 1.4  # times as high as the label below one at least is, to stand clear of it


@dataclass(frozen=True, slots=True)
class Figure:
    """One point: what was measured, what came out, what was wanted, and whether that was met; None where nothing was wanted."""

    what: str
    came: str
    wanted: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Milliseconds of a question in an archive of so many sentences, by name; `missing` says why others have none."""

    sentences: int
    rows: Mapping[str, Numbers]
    missing: Mapping[str, str]

    def ratio(self, name: str) -> float:
        """How many times as long as Dateline another takes: in CPU, which a busy machine hardly changes, else by the clock."""
        own, other = self.rows["Dateline"], self.rows[name]
        if "cpu" in other:
            own, other = own["cpu"], other["cpu"]
        return float(other["p50"] / own["p50"])


def at_most(what: str, came: float, wanted: float, unit: str) -> Figure:
    """A figure that should not be above a number."""
    return Figure(what, f"{came:,.{_places(came)}f} {unit}", f"at most {wanted:g} {unit}", came <= wanted)


def at_least(what: str, came: float, wanted: float, unit: str) -> Figure:
    """A figure that should not be below a number."""
    return Figure(what, f"{came:,.{_places(came)}f} {unit}", f"at least {wanted:g} {unit}", came >= wanted)


def _places(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2


@dataclass(frozen=True, slots=True)
class Profile:
    """Where time goes: of what, and the branches of a tree, each with its depth, its name and its share of the whole."""

    what: str
    branches: Sequence[tuple[int, str, float]]


def page(
    figures: Sequence[Figure],
    compared: Sequence[Compared],
    machine: str,
    remarks: Sequence[str],
    profiles: Sequence[Profile] = (),
) -> str:
    """The whole page: ratios first, then every point, then milliseconds, then where they go."""
    measured = _table(("measured", "came out", "wanted", "met"), [_row(figure) for figure in figures])
    asked = [one for one in compared if one.rows]
    parts = [
        "# How fast it is",
        "Measured by `make bench`, which writes this page. The figures are of one run on one machine, so that what stands side by "
        "side was measured side by side; the ratios carry over to other machines, the milliseconds do not.",
        f"**Machine.** {machine}.",
        *remarks,
        *(_beside_others(asked) if asked else ()),
        "## Point by point",
        measured,
        *(("## Milliseconds of a question", _milliseconds(asked)) if asked else ()),
        *(part for profile in profiles for part in (f"## Where the time of {profile.what} goes", _tree(profile))),
    ]
    return "\n\n".join(parts) + "\n"


def _beside_others(compared: Sequence[Compared]) -> tuple[str, ...]:
    return (
        "## How many times as long as Dateline others take",
        "A question's CPU time, the median (of PostgreSQL, whose processes are its own, by the clock). Dateline reads the "
        "question and its dates, ranks articles, then sentences, decides whether they answer, and composes; the others only "
        "rank sentences, all over the same terms of the same sentences.",
        _ratios(compared),
        "![Milliseconds of a question by the size of the archive](performance.png)",
    )


def _tree(profile: Profile) -> str:
    """A flame graph in letters: a bar for the share, and below each function what it waits for."""
    lines = [
        f"{share:6.1%} {'█' * round(share * WIDTH):<{WIDTH}} {'  ' * depth}{name}"
        for depth, name, share in profile.branches
    ]
    return "\n".join(["```text", *lines, "```"])


def _row(figure: Figure) -> tuple[str, ...]:
    return (figure.what, figure.came, figure.wanted, {True: "yes", False: "**no**", None: ""}[figure.met])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _names(compared: Sequence[Compared]) -> list[str]:
    return list(dict.fromkeys(name for one in compared for name in (*one.rows, *one.missing)))


def _ratios(compared: Sequence[Compared]) -> str:
    rows = [
        (name, *(_share(one.ratio(name)) if name in one.rows else one.missing.get(name, "") for one in compared))
        for name in _names(compared)
        if name != "Dateline"
    ]
    return _table(("", *(f"{one.sentences:,} sentences" for one in compared)), rows)


def _share(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 100 else f"{ratio:.2g}"


def _milliseconds(compared: Sequence[Compared]) -> str:
    rows = [
        (name, f"{one.sentences:,}", *_times(one.rows[name]), _built(one.rows[name]))
        for one in compared
        for name in _names(compared)
        if name in one.rows
    ]
    return _table(("", "sentences", "p50", "p99", "CPU p50", "CPU p99", "building, s", "memory, MB", "questions"), rows)


def _times(row: Numbers) -> tuple[str, ...]:
    both = (row, row["cpu"]) if "cpu" in row else (row,)
    told = tuple(f"{times[key]:,.2f}" for times in both for key in ("p50", "p99"))
    return told if len(told) == 4 else (*told, "", "")


def _built(row: Numbers) -> str:
    building = f"{row['building']:,.1f}" if "building" in row else ""
    return f"{building} | {row['memory']:,.0f} | {row['count']:.0f}"


def draw(compared: Sequence[Compared], path: Path) -> None:
    """A line for each: milliseconds of a question over the size of the archive, both logarithmic."""
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415  (heavy, and only needed at the end)

    canvas = Canvas(figsize=(8, 5), dpi=120, layout="constrained")
    axes = canvas.add_subplot()
    ends: list[tuple[float, int]] = []
    for name in _names(compared):
        rows = [(one.sentences, one.rows[name]) for one in compared if name in one.rows]
        points = [(size, row["p50"]) for size, row in rows]
        if points:
            bold = 2.5 if name == "Dateline" else 1.2
            axes.plot(*zip(*points, strict=True), marker="o", linewidth=bold, label=name)
            ends.append((points[-1][1], points[-1][0]))
    free = 0.0
    for milliseconds, size in sorted(ends):
        free = max(milliseconds, APART * free)
        axes.annotate(f" {milliseconds:,.1f}", (size, free), fontsize=8, va="center")
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="sentences in the archive",
        ylabel="milliseconds of a question by the clock, median",
    )
    axes.margins(x=0.12)
    axes.grid(alpha=0.3, which="both")
    axes.legend(frameon=False, fontsize=8)
    axes.set_title("A question: Dateline reads, ranks and composes; the others rank sentences", fontsize=10)
    canvas.savefig(path)
