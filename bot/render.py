"""A briefing as messages: what matters most first, each sentence with its source and date. Pure."""

from __future__ import annotations

from datetime import tzinfo
from urllib.parse import urlsplit

from bot import phrases
from bot.markup import Html, bold, italic, join, link, moment, pages, text
from bot.model import Button, Reply, Shown, Turn
from corpus.model import Article, Briefing, Point, Published

NOTE = "sample"
PARAGRAPH = "\n\n"
AROUND = 1_500  # characters of a paragraph shown on either side of a sentence


def answer(briefing: Briefing, zone: tzinfo, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    """A briefing as its reader in `zone` sees it."""
    if briefing.abstained:
        return Reply(pages([nothing(briefing, zone), *remarks(briefing)]))
    numbered = len(briefing.points) > 1
    blocks = [point(entry, n if numbered else 0, zone) for n, entry in enumerate(briefing.points, 1)]
    return Reply(pages([*remarks(briefing), *blocks, *disagreeing(briefing, zone)], buttons))


def disagreeing(briefing: Briefing, zone: tzinfo) -> list[Html]:
    """Counts that disagree, one a line, each with its source and time; nothing when there are none."""
    if not briefing.figures:
        return []
    lines = [
        join(
            (
                bold(figure.value),
                text("—"),
                link(name(figure.source, figure.url), figure.url),
                text("·"),
                published(figure.published, zone),
            ),
            " ",
        )
        for figure in briefing.figures
    ]
    return [join((text("Reports give different numbers:"), *lines), "\n")]


def remarks(briefing: Briefing) -> list[Html]:
    """What the reader should know: how a follow-up was understood, a source that nobody knows, the briefing's own remark."""
    unknown = " or ".join(f"“{source}”" for source in briefing.query.unknown_sources)
    query = briefing.query
    leaned = f"Understood as: {query.text}" if query.said else ""
    lines = [leaned, f"I have no source called {unknown}." if unknown else "", briefing.remark]
    return [italic(line) for line in lines if line]


def point(entry: Point, number: int, zone: tzinfo) -> Html:
    """One point: its sentences, then a line with source, date and who else says so. Number 0 is not shown."""
    said = text(" ".join(entry.text.split()))
    shown = join((bold(f"{number}."), said), " ") if number else said
    return join((shown, credit(entry, zone)), "\n")


def credit(entry: Point | Article, zone: tzinfo) -> Html:
    """`— Source · date · sample · also: BBC, DW`."""
    parts = [link(name(entry.source, entry.url), entry.url), published(entry.published, zone)]
    if entry.sample:
        parts.append(text(NOTE))
    if isinstance(entry, Point) and entry.also:
        others = join((link(name(source, url), url) for source, url in entry.also), ", ")
        parts.append(join((text("also: "), others)))
    return join((text("— "), join(parts, " · ")))


def name(source: str, url: str) -> str:
    """What to call a source: its own name, else the host of its address."""
    return source or _host(url) or "unknown source"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def published(when: Published | None, zone: tzinfo) -> Html:
    """The date of a publication, with its time of day where one is known."""
    if when is None:
        return text("undated")
    if when.moment is None:
        return text(phrases.day(when.day))
    return moment(when.moment, phrases.clock(when.moment, zone))


def nothing(briefing: Briefing, zone: tzinfo) -> Html:
    """That nothing fits, with what was searched and how fresh it is."""
    query = briefing.query
    about = phrases.brief(" ".join(query.words))
    opening = join((text("Nothing on "), bold(about))) if about else text("Nothing")
    scope = (f"from {', '.join(query.sources)}" if query.sources else "", phrases.period(query.window, zone))
    what = join((opening, *(text(part) for part in scope if part)), " ")
    searched = f" {phrases.searched(briefing.freshness, query.asked, zone)}" if briefing.freshness else ""
    return join((what, text(f".{searched}")))


def proof(article: Article, start: int, end: int, zone: tzinfo) -> Reply:
    """`article.text[start:end]` in bold within its paragraph, under the headline; then where and when it came from."""
    before = article.text[:start].rpartition(PARAGRAPH)[2][-AROUND:]
    after = article.text[end:].partition(PARAGRAPH)[0][:AROUND]
    paragraph = join((text(before), bold(article.text[start:end]), text(after)))
    fetched = join((text("Fetched "), moment(article.fetched, phrases.clock(article.fetched, zone))))
    return Reply(pages([italic(article.title), paragraph, join((credit(article, zone), fetched), "\n")]))


def why(turn: Turn) -> Reply:
    """How a question was read, and which of its words found each sentence."""
    read = {
        "Question": turn.understood,
        "Words": " · ".join(turn.words) or "none",
        "Asks for": phrases.sought(turn.kind),
        "When": turn.window or "any time",
        "Sources": ", ".join(turn.sources) or "all",
    }
    head = join((join((bold(f"{label}:"), text(value)), " ") for label, value in read.items()), "\n")
    rows = [_found(n, shown) for n, shown in enumerate(turn.points, 1)]
    return Reply(pages([head, join((text("Found by:"), *rows), "\n")] if rows else [head]))


def _found(number: int, shown: Shown) -> Html:
    by = " · ".join(shown.found) or "the sentences beside it"
    return join((bold(f"{number}."), text(f"{by} ({name(shown.source, '')})")), " ")
