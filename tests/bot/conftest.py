"""What several tests of the chat share: the sample archive, and a desk with an empty memory."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.desk import Desk, furnish
from bot.settings import Settings, load
from corpus.database import connect
from corpus.newsroom import Newsroom
from corpus.versions import migrate
from tests.bot.botapi import TOKEN, BotApi
from tests.bot.serving import Serving, Start
from tests.databases import Kind, address, copied

NOW = datetime(2024, 5, 16, 12, 0, tzinfo=UTC)
OWNER = 11


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, databases: Kind) -> Path:
    """A data folder that holds the sample articles, to be copied."""
    folder = tmp_path_factory.mktemp("samples")
    engine = connect(databases.address(folder))
    Newsroom(engine, folder).furnish(NOW)
    engine.dispose()
    return folder


@pytest.fixture(scope="session")
def newsroom(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The real newsroom over the sample articles."""
    folder = copied(samples, tmp_path_factory.mktemp("newsroom"))
    return Newsroom(connect(address(folder)), folder)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory, databases: Kind) -> Path:
    """A folder of a database with the chat's tables and nothing in them, to be copied: migrating takes 70 ms."""
    folder = tmp_path_factory.mktemp("blank")
    engine = connect(databases.address(folder))
    migrate(engine, "bot.migrations")
    engine.dispose()
    return folder


@pytest.fixture
def settings(tmp_path: Path, blank: Path, database: Kind) -> Settings:
    """Settings of a private bot whose memory is empty."""
    copied(blank, tmp_path)
    return load(_env_file=None, data_dir=tmp_path, database=database.address(tmp_path), access="private")


@pytest.fixture
def desk(settings: Settings, newsroom: Newsroom) -> Iterator[Desk]:
    """A desk at the time of the sample articles."""
    made = furnish(settings, newsroom)
    made.now = lambda: NOW
    made.name = "dateline_test_bot"
    yield made
    made.engine.dispose()


@pytest.fixture
def paper(settings: Settings) -> Iterator[Desk]:
    """A desk over an archive of its own, which holds nothing yet; see tests/bot/paper.py."""
    made = furnish(settings, Newsroom(connect(settings.database_url), settings.data_dir))
    made.now = lambda: NOW
    made.access.redeem(made.access.owner_code(), OWNER, NOW)
    yield made
    made.engine.dispose()


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A Bot API server on loopback."""
    with BotApi() as server:
        yield server


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What the bot logs, from INFO on."""
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
    given = {"token": SecretStr(TOKEN), "base_url": url, "access": "public"}
    made = furnish(settings.model_copy(update=given), newsroom)
    made.pause = 0.01
    return made
