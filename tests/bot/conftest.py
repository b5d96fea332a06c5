"""What several tests of the chat share: the sample archive, and a desk with an empty memory."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk import Desk, furnish
from bot.settings import Settings, load
from corpus.database import connect, migrate
from corpus.newsroom import Newsroom
from tests.bot.botapi import TOKEN, BotApi
from tests.bot.serving import Serving, Start

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the sample articles."""
    folder = tmp_path_factory.mktemp("samples")
    newsroom = Newsroom(connect(f"sqlite:///{folder / 'dateline.db'}"), folder)
    newsroom.furnish(NOW)
    return folder


@pytest.fixture(scope="session")
def newsroom(samples: Path) -> Newsroom:
    """The real newsroom over the sample articles."""
    return Newsroom(connect(f"sqlite:///{samples / 'dateline.db'}"), samples)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the chat's tables and nothing in them, to be copied: migrating takes 70 ms."""
    file = tmp_path_factory.mktemp("blank") / "dateline.db"
    engine = connect(f"sqlite:///{file}")
    migrate(engine, "bot.migrations")
    engine.dispose()
    return file


@pytest.fixture
def settings(tmp_path: Path, blank: Path) -> Settings:
    """Settings of a private bot whose memory is empty."""
    shutil.copy(blank, tmp_path)
    return load(_env_file=None, data_dir=tmp_path, access="private")


@pytest.fixture
def desk(settings: Settings, newsroom: Newsroom) -> Iterator[Desk]:
    """A desk at the time of the sample articles."""
    made = furnish(settings, newsroom)
    made.now = lambda: NOW
    made.name = "dateline_test_bot"
    yield made
    made.engine.dispose()


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A Bot API server on loopback."""
    with BotApi() as server:
        yield server


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything from INFO on."""
    caplog.set_level(logging.INFO)
    return caplog


@pytest.fixture
def start(api: BotApi, settings: Settings, newsroom: Newsroom) -> Iterator[Start]:
    """A start of the bot, public and with hardly a pause between tries, over one memory."""
    desks: list[Desk] = []

    def begin(url: str = "") -> Serving:
        desks.append(_public(url or api.url, settings, newsroom))
        return Serving(desks[-1])

    yield begin
    for desk in desks:
        desk.engine.dispose()


@pytest.fixture
def served(api: BotApi, settings: Settings, newsroom: Newsroom) -> Iterator[Desk]:
    """The desk of a public bot with hardly a pause between tries, to be served."""
    made = _public(api.url, settings, newsroom)
    yield made
    made.engine.dispose()


def _public(url: str, settings: Settings, newsroom: Newsroom) -> Desk:
    given = {"token": TOKEN, "base_url": url, "data_dir": settings.data_dir, "access": "public"}
    made = furnish(load(_env_file=None, **given), newsroom)
    made.pause = 0.01
    return made
