"""The import as a person sees it: a bar while it runs, a count and the reasons at its end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.progress import bar
from corpus.archive import ingest
from corpus.reading.paths import find, size

if TYPE_CHECKING:
    from corpus.newsroom import Newsroom

SHOWN = 50  # reasons; a file of a million bad lines has one to tell
INTERRUPTED = 130  # the exit status of what Ctrl-C has ended


def carry(paths: Sequence[Path], newsroom: Newsroom, now: datetime) -> int:
    """Import files and folders and say what came of it; the exit status, 1 where something could not be read."""
    found = {path: size(path) for path in find(paths)}
    # Ctrl-C may come while a connection is being handed back: SQLAlchemy prints a trace of it besides raising it.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    try:
        with bar("Importing", sum(found.values())) as progress:
            report = ingest.load(found, newsroom.store, newsroom.candidates, now, progress)
    except KeyboardInterrupt:
        print("Interrupted: what was stored so far stays. Run it again to bring in the rest.", file=sys.stderr)
        return INTERRUPTED
    if report.added or report.known or report.refused != 1:
        print(summary(report))
    for error in report.unreadable[:SHOWN]:
        print(error, file=sys.stderr)
    if report.refused > SHOWN:
        print(f"… and {report.refused - SHOWN:,} more.", file=sys.stderr)
    return 1 if report.refused else 0


def summary(report: ingest.Report) -> str:
    """How many were new, known, and not to be read."""
    new = "1 new article" if report.added == 1 else f"{report.added:,} new articles"
    known = "1 was there already" if report.known == 1 else f"{report.known:,} were there already"
    return f"{new}, {known}, {report.refused:,} could not be read."
