"""What a database's refusals mean, in plain sentences for the person who runs the bot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from corpus.errors import DatabaseError

_DAMAGED = "The database file is damaged: put a copy of it back, or move it away to begin anew."
_BUSY = "Another process keeps the database busy: try again in a minute."
_FULL_HOUSE = "The database server has no connection left for us: allow it more, or run fewer workers."
_UNKNOWN = "The database server does not let us in: check user, password and name in its address."
_GONE = "The database server cannot be reached: is it running, and is its address right?"

# Words of SQLite's and PostgreSQL's messages, the first that fits, with what to tell.
_OPERATIONAL = {
    "readonly": "The data folder is read-only: make it writable, or name another with DATELINE_DATA_DIR.",
    "unable to open": "The database cannot be opened: does the data folder exist, and may this user write there?",
    "disk is full": "The disk is full: free some space and run it again; what was stored before is unharmed.",
    "disk I/O error": "The disk refused to read or write (is it full?): what was stored before is unharmed.",
    "No space left": "The database server's disk is full: free some space there; what was stored before is unharmed.",
    "locked": _BUSY,
    "deadlock": _BUSY,
    "lock timeout": _BUSY,
    "too many clients": _FULL_HOUSE,
    "connection slots": _FULL_HOUSE,
    "authentication failed": _UNKNOWN,
    "does not exist": _UNKNOWN,
    "not permitted": _UNKNOWN,
    "connect": _GONE,
    "shutting down": _GONE,
    "starting up": _GONE,
}
_OTHER = {
    "not a database": _DAMAGED,
    "malformed": _DAMAGED,
    "read-only transaction": "The database server only reads (is it a standby?): name the one that writes.",
    "permission denied": "The database user may not do that: make it the owner of the database.",
}


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what a database refuses for reasons outside the program into a DatabaseError; other errors pass as they are."""
    try:
        yield
    except sa.exc.TimeoutError as error:  # of the pool: all connections of this process are in use
        raise DatabaseError(_BUSY) from error
    except sa.exc.DatabaseError as error:
        reason = str(error.orig)
        outside = isinstance(error, sa.exc.OperationalError)
        known = _OTHER | _OPERATIONAL if outside else _OTHER
        plain = next((text for words, text in known.items() if words in reason), "")
        if not plain and not outside:
            raise
        raise DatabaseError(plain or f"The database refused: {reason.splitlines()[0]}") from error
