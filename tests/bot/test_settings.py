"""Settings: where they come from, and what is said of bad ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load, variables

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine reaches these tests."""
    for name in variables().values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default() -> None:
    settings = load()
    assert settings.token.get_secret_value() == ""
    assert settings.access == "private"
    assert settings.database_url == "sqlite:///data/dateline.db"


def test_the_environment_wins_over_the_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DATELINE_ZONE=Europe/Berlin\nDATELINE_ACCESS=public\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("DATELINE_ZONE", "Asia/Tokyo")
    settings = load()
    assert settings.zone.key == "Asia/Tokyo"
    assert settings.access == "public"


def test_a_variable_left_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_ACCESS", "")
    assert load().access == "private"


@pytest.mark.parametrize(
    ("name", "given", "read"),
    [
        ("DATELINE_ACCESS", "public ", "public"),
        ("DATELINE_ZONE", " Europe/Berlin", "Europe/Berlin"),
        ("DATELINE_LOG_LEVEL", " debug", "DEBUG"),
        ("DATELINE_LOG_FORMAT", "JSON", "json"),
        ("DATELINE_ALLOWED_HOSTS", "a.example , b.example,", "a.example , b.example,"),
        ("DATELINE_HEALTH_PORT", " 1024 ", 1024),
        ("DATELINE_HEALTH_PORT", "65535", 65535),
    ],
)
def test_small_liberties_are_taken_as_meant(
    monkeypatch: pytest.MonkeyPatch, name: str, given: str, read: object
) -> None:
    monkeypatch.setenv(name, given)
    field = next(field for field, variable in variables().items() if variable == name)
    assert getattr(load(), field) == read


def test_bad_settings_are_reported_all_at_once_by_variable_name(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = {
        "TELEGRAM_TOKEN": "secret words",
        "TELEGRAM_BASE_URL": "http://127.0.0.1:8081",
        "DATELINE_DATABASE_URL": "mysql://me:secret@host/news",
        "DATELINE_SEARCH_URL": "milvus://root:secret@host",
        "DATELINE_ACCESS": "open",
        "DATELINE_ZONE": "Mars",
        "DATELINE_IDLE_MINUTES": "half an hour",
        "DATELINE_MESSAGES_PER_MINUTE": "many",
        "DATELINE_KEEP_DAYS": "-1",
        "DATELINE_KEEP_ARTICLES": "some",
        "DATELINE_HEALTH_PORT": "80",
        "DATELINE_HEALTH_HOSTS": "http://proxy.example/",
        "DATELINE_ALLOWED_HOSTS": "10.0.0.0/8",
        "DATELINE_LOG_LEVEL": "loud",
        "DATELINE_LOG_FORMAT": "xml",
    }
    for name, value in bad.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        load()
    lines = str(raised.value).splitlines()
    assert [line.split()[0] for line in lines] == list(bad)
    assert all(line.endswith(".") for line in lines)
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["news.db", "postgresql://me:secret@host:port/news", "postgresql://me:secret@[::1/news"]
)
def test_an_address_of_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match="DATELINE_DATABASE_URL must be the address") as no:
        load(_env_file=None, database=url)
    assert "secret" not in str(no.value)


@pytest.mark.parametrize(
    "url",
    ["", "postgresql+psycopg://me@host:5432/news", "postgres://me@/news?host=/run/pg", "sqlite:////srv/my news.db"],
)
def test_an_address_of_a_database_is_taken_as_it_is(url: str) -> None:
    assert load(_env_file=None, database=url).database == url


def test_a_server_of_ones_own_keeps_its_files_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BASE_URL", "http://127.0.0.1:8081/bot/")
    settings = load()
    assert (settings.base_url, settings.file_url) == ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot")


def test_passwords_of_both_servers_are_kept_out_of_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATABASE_URL", "postgresql://me:o%40k@host/news")
    monkeypatch.setenv("DATELINE_SEARCH_URL", "http://root:elm@host:19530/news")
    assert set(load().secrets.values()) == {"", "o@k", "o%40k", "elm"}


def test_the_token_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:SECRET")
    assert "SECRET" not in repr(load())


def test_the_example_file_describes_every_variable_with_its_default() -> None:
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    defaults = {str(field.validation_alias): field.default for field in Settings.model_fields.values()}
    defaults["TELEGRAM_TOKEN"] = ""
    assert shown == {name: str(value) for name, value in defaults.items()}
