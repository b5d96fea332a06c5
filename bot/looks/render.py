"""A briefing as messages: what matters most first, each sentence with its source and date. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo

from bot.looks import phrases
from bot.looks.markup import Html, bold, italic, join, link, moment, pages, text
from bot.model import Button, Reply, Shown, Turn
from bot.words import _, isolated, leading, marked, retold
from corpus.answering.confidence import is_doubtful
from corpus.language.terms import of_word
from corpus.model import Article, Briefing, Point, Published
from corpus.reading.addresses import host

NOTE = marked("sample")
PARAGRAPH = "\n\n"
AROUND = 700  # characters of a paragraph shown on either side of a sentence: a screen of a phone, most paragraphs whole
_WORD = re.compile(r"[\w'’-]+")


def answer(briefing: Briefing, zone: tzinfo, buttons: tuple[tuple[Button, ...], ...] = ()) -> Reply:
    """A briefing as its reader in `zone` sees it."""
    if briefing.abstained:
        none = [nothing(briefing, zone)] if briefing.freshness else []
        return Reply(pages([*none, *remarks(briefing)], buttons))
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
                Html(f"{leading()}{bold(figure.value)}"),
                text("—"),
                link(name(figure.source, figure.url), figure.url),
                text("·"),
                published(figure.published, zone),
            ),
            " ",
        )
        for figure in briefing.figures
    ]
    return [join((text(_("Reports give different numbers:")), *lines), "\n")]


def remarks(briefing: Briefing) -> list[Html]:
    """What the reader should know: how a follow-up was understood, a word taken for another, a source that nobody knows, a
    time that cannot be read, the briefing's own remark, or that it may be no answer."""
    query = briefing.query
    names = phrases.either([f"“{source}”" for source in query.unknown_sources])
    leaned = _("Understood as: {question}", question=query.text) if query.said else ""
    unknown = _("I have no source called {names}.", names=names) if names else ""
    unread = _("I cannot read {time}: write a day, as in after:2024-05-14.", time=query.unread) if query.unread else ""
    pairs = [_("“{typed}” as “{meant}”", typed=typed, meant=meant) for typed, meant in query.respelled]
    taken = _("Read {words}. In quotation marks, a word stays as typed.", words=", ".join(pairs)) if pairs else ""
    doubt = _("I am not sure that my articles tell this. This lies nearest:") if is_doubtful(briefing) else ""
    lines = [leaned, taken, unknown, unread, retold(briefing.remark), doubt]
    return [italic(line) for line in lines if line]


def point(entry: Point, number: int, zone: tzinfo) -> Html:
    """One point: its sentences, a line for each paragraph, then one with source, date and who else says so.

    Number 0 is not shown.
    """
    said = text("\n".join(" ".join(paragraph.split()) for paragraph in entry.text.split(PARAGRAPH)))
    shown = join((bold(f"{number}."), said), " ") if number else said
    return join((shown, credit(entry, zone)), "\n")


def credit(entry: Point | Article, zone: tzinfo) -> Html:
    """`— Source · date · sample · also: BBC, DW`."""
    parts = [link(name(entry.source, entry.url), entry.url), published(entry.published, zone)]
    if entry.sample:
        parts.append(text(_(NOTE)))
    if isinstance(entry, Point) and entry.also:
        others = join((link(name(source, url), url) for source, url in entry.also), ", ")
        parts.append(join((text(_("also: ")), others)))
    return join((dash(), join(parts, " · ")))


def dash() -> Html:
    """What opens a line that tells a source; in Arabic it also says that the line runs from right to left."""
    return Html(f"{leading()}— ")


def name(source: str, url: str) -> str:
    """What to call a source: its own name, else the host of its address."""
    return isolated(source or host(url)) or _("unknown source")


def published(when: Published | None, zone: tzinfo) -> Html:
    """The date of a publication, with its time of day where one is known."""
    if when is None:
        return text(_("undated"))
    if when.moment is None:
        return text(phrases.day(when.day))
    return _at(when.moment, zone)


def nothing(briefing: Briefing, zone: tzinfo) -> Html:
    """That nothing fits, with what was searched and how fresh it is."""
    query = briefing.query
    about = phrases.brief(" ".join(dict.fromkeys((*query.lent, *query.words))))
    opening = join((text(_("Nothing on ")), bold(about))) if about else text(_("Nothing"))
    sources = _("from {names}", names=", ".join(query.sources)) if query.sources else ""
    scope = (sources, phrases.period(query.window, zone))
    what = join((opening, *(text(part) for part in scope if part)), " ")
    searched = f" {phrases.searched(briefing.freshness, query.asked, zone)}" if briefing.freshness else ""
    return join((what, text(f".{searched}")))


def proof(article: Article, start: int, end: int, zone: tzinfo, updated_from: datetime | None = None) -> Reply:
    """`article.text[start:end]` in bold within its paragraph, under the headline; then where and when it came from.

    `updated_from` is when the text that this one replaced came in.
    """
    before = _end_of(article.text[:start].rpartition(PARAGRAPH)[2])
    after = _beginning_of(article.text[end:].partition(PARAGRAPH)[0])
    paragraph = join((text(before), bold(article.text[start:end]), text(after)))
    fetched = join((text(_("Fetched ")), _at(article.fetched, zone)))
    lines = [credit(article, zone), fetched]
    if updated_from:
        lines.append(join((text(_("Updated: this text replaced one fetched ")), _at(updated_from, zone))))
    return Reply(pages([italic(article.title), paragraph, join(lines, "\n")]))


def _end_of(before: str) -> str:
    """The last words of a long text, behind a sign that it is not all."""
    kept = before[-AROUND:]
    return before if kept == before else f"… {kept.partition(' ')[2]}"


def _beginning_of(after: str) -> str:
    """The first words of a long text, before such a sign."""
    kept = after[:AROUND]
    return after if kept == after else f"{kept.rpartition(' ')[0]} …"


def replaced(heir: Article, zone: tzinfo) -> Reply:
    """That the text in which a sentence stood is gone, and the article that took its place."""
    line = _("The publisher has changed that article since, and the former text is no longer kept. It is now:")
    return Reply(pages([text(line), join((italic(heir.title), credit(heir, zone)), "\n")]))


def _at(when: datetime, zone: tzinfo) -> Html:
    return moment(when, phrases.clock(when, zone))


def why(turn: Turn) -> Reply:
    """How a question was read, and which of its words found each sentence."""
    read = {
        _("Question"): turn.understood,
        _("Words"): " · ".join(turn.words) or _("none"),
        _("Asks for"): phrases.sought(turn.kind),
        _("When"): turn.window or _("any time"),
        _("Sources"): ", ".join(turn.sources) or _("all"),
    }
    head = join((join((bold(f"{label}:"), text(value)), " ") for label, value in read.items()), "\n")
    asked = (*turn.words, *_WORD.findall(turn.understood))
    typed = {stem: word for word in reversed(asked) for stem in of_word(word, turn.language)}
    rows = [_found(n, shown, typed) for n, shown in enumerate(turn.points, 1)]
    return Reply(pages([head, join((text(_("Found by:")), *rows), "\n")] if rows else [head]))


def _found(number: int, shown: Shown, typed: Mapping[str, str]) -> Html:
    """What found a point, in the words that were `typed`, by their stems."""
    by = " · ".join(typed.get(stem, stem) for stem in shown.found) or _("the sentences beside it")
    return join((bold(f"{number}."), text(f"{by} ({name(shown.source, '')})")), " ")
