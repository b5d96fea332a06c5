"""What every command begins with: the settings, the open newsroom and the time; and the sentence that refuses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.lasting import lasting

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.newsroom import Newsroom


class RefusalError(Exception):
    """A person's mistake or a fault of the surroundings, told in one sentence; ends the program with `status`."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


@contextmanager
def opened(*, samples: bool = True) -> Iterator[tuple[Settings, Newsroom]]:
    """The settings and the open newsroom; an archive that holds nothing is given the sample articles."""
    with lasting():
        from bot.settings import load  # noqa: PLC0415
        from corpus.database import connect  # noqa: PLC0415
        from corpus.newsroom import Newsroom  # noqa: PLC0415

    settings = load()
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's questions lie in it
    except OSError as error:
        raise RefusalError(
            f"The data folder {settings.data_dir} cannot be made ({error.strerror}): name another with DATELINE_DATA_DIR."
        ) from error
    newsroom = Newsroom(connect(settings.database_url), settings.data_dir, settings.allowed_hosts, settings.search)
    if samples:
        newsroom.furnish(now())
    try:
        yield settings, newsroom
    finally:
        newsroom.close()


def now() -> datetime:
    """The one place where a command looks at the clock."""
    return datetime.now(UTC)
