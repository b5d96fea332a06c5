"""What can go wrong in the corpus.

CorpusError
├── DatabaseError          the database cannot be used: read-only, full, damaged
│   └── NewerDatabase      it was written by a newer version of the program
├── UnreadableFile         a file to import that holds no article
└── BadQuestion            a question that cannot be asked, with the sentence that would have worked
    └── UnknownSource      it names a source that nobody knows, and nothing else
"""

from __future__ import annotations


class CorpusError(Exception):
    """Root of the tree; `str()` is one plain sentence for a person."""

    @property
    def sentence(self) -> str:
        """The same as it was raised: a `saying.Saying` where other languages can tell it."""
        return str(self) if not self.args or not isinstance(self.args[0], str) else self.args[0]


class DatabaseError(CorpusError):
    """The database cannot be opened or written."""


class NewerDatabase(DatabaseError):
    """The database was written by a newer version of the program."""


class UnreadableFile(CorpusError):
    """A file that cannot be imported; carries its path and the plain reason. Travels between processes."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str]]:
        # An exception's own way is to be made of its message alone.
        return UnreadableFile, (self.path, self.reason)


class BadQuestion(CorpusError):
    """A question with nothing to search for."""


class UnknownSource(BadQuestion):
    """A question of a source that is not there, whatever was said before it."""
