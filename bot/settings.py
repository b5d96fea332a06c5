"""Every setting, typed: read from the environment and `.env`, checked all at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_SECRET = ("TELEGRAM_TOKEN", "DATELINE_DATABASE_URL", "DATELINE_SEARCH_URL")  # what holds a secret is not repeated
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """Settings that cannot be used; `str()` is one sentence a line, each opening with the variable's name."""


def _written(fits: str | Callable[[str], object], must_be: str, told: Callable[[str], str] = str) -> BeforeValidator:
    """What `fits`, a pattern or a test, without white space around it, as `told`; else ValueError says what it `must_be`."""

    def checked(value: object) -> str:
        text = str(value).strip()
        if not (re.fullmatch(fits, text) if isinstance(fits, str) else fits(text)):
            raise ValueError(f"must be {must_be}")
        return told(text)

    return BeforeValidator(checked)


def _is_database_or_none(text: str) -> bool:
    try:
        address = urlsplit(text)
        return not text or (
            address.scheme.partition("+")[0] in ("postgresql", "postgres", "sqlite") and address.port != 0
        )
    except ValueError:  # a port that is no number, half a bracket
        return False


def _is_address_to_listen_at(text: str) -> bool:
    port = re.fullmatch(r"[\w.:\[\]-]+:(\d{1,5})", text)
    return port is not None and int(port[1]) <= 65535


def _is_port_or_none(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,5}", text)) and (int(text) == 0 or 1024 <= int(text) <= 65535)


def _is_zone(text: str) -> bool:
    return text in available_timezones()


Seconds = Annotated[int, _written(r"[1-9]|[1-4]\d|50", "a whole number of seconds from 1 to 50")]
Minutes = Annotated[int, _written(r"[1-9]\d{0,4}", "a whole number of minutes from 1 to 99999")]
MinutesOrNever = Annotated[int, _written(r"\d{1,4}", "a whole number of minutes, or 0 for never")]
Share = Annotated[int, _written(r"\d{1,5}", "a whole number of messages, or 0 for no limit")]
Stories = Annotated[int, _written(r"[1-9]|[1-4]\d|50", "a whole number from 1 to 50")]
AsManyOrAll = Annotated[int, _written(r"\d{1,9}", "a whole number, or 0 to keep all")]
Port = Annotated[int, _written(_is_port_or_none, "a port from 1024 to 65535, or 0 for none")]
Zone = Annotated[str, _written(_is_zone, "a time zone such as Europe/Berlin")]
Who = Annotated[Literal["private", "public"], _written("private|public", "private or public")]
Level = Annotated[str, _written(f"(?i:{'|'.join(_LEVELS)})", f"one of {', '.join(_LEVELS)}", str.upper)]
Form = Annotated[str, _written("(?i:text|json)", "text or json", str.lower)]
Listening = Annotated[
    str, _written(_is_address_to_listen_at, "an address and a port of this machine, such as 127.0.0.1:8080")
]
Hosts = Annotated[
    str,
    _written(
        r"(?:[^/@\s*,]+(?:\s*,\s*|$))*", "host names with commas between them, such as news.intranet.example, 10.0.0.7"
    ),
]
ApiServer = Annotated[
    str,
    _written(
        r"https?://[^\s/]+(/\S+)?/bot/*",
        "a web address ending in /bot, such as http://127.0.0.1:8081/bot",
        lambda url: url.rstrip("/"),
    ),
]
SearchServer = Annotated[
    str,
    _written(
        r"|https?://[^\s/?#]+(/\w+)?|.+\.db", "the address of a Milvus server, such as http://milvus.example.org:19530"
    ),
]
PublicAddress = Annotated[
    str,
    _written(
        r"|https?://[^\s/?#]+(/[^\s?#]*)?",
        "the address that Telegram is to send to, such as https://news.example.org/telegram",
    ),
]
Database = Annotated[
    str,
    _written(
        _is_database_or_none,
        "the address of a database, such as postgresql://user:password@host/name, or left out for a file in the data folder",
    ),
]


class Settings(BaseSettings):
    """What can be set. The environment wins over `.env`; each variable is described in `.env.example`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    token: SecretStr = Field(SecretStr(""), validation_alias="TELEGRAM_TOKEN")
    base_url: ApiServer = Field("https://api.telegram.org/bot", validation_alias="TELEGRAM_BASE_URL")
    data_dir: Path = Field(Path("data"), validation_alias="DATELINE_DATA_DIR")
    database: Database = Field("", validation_alias="DATELINE_DATABASE_URL")
    search: SearchServer = Field("", validation_alias="DATELINE_SEARCH_URL")
    webhook_url: PublicAddress = Field("", validation_alias="DATELINE_WEBHOOK_URL")
    webhook_listen: Listening = Field("127.0.0.1:8080", validation_alias="DATELINE_WEBHOOK_LISTEN")
    lease_seconds: Seconds = Field(20, validation_alias="DATELINE_LEASE_SECONDS")
    access: Who = Field("private", validation_alias="DATELINE_ACCESS")
    zone_name: Zone = Field("UTC", validation_alias="DATELINE_ZONE")
    idle_minutes: Minutes = Field(30, validation_alias="DATELINE_IDLE_MINUTES")
    share: Share = Field(20, validation_alias="DATELINE_MESSAGES_PER_MINUTE")
    refresh_minutes: MinutesOrNever = Field(5, validation_alias="DATELINE_REFRESH_MINUTES")
    keep_days: AsManyOrAll = Field(0, validation_alias="DATELINE_KEEP_DAYS")
    keep_articles: AsManyOrAll = Field(0, validation_alias="DATELINE_KEEP_ARTICLES")
    health_port: Port = Field(0, validation_alias="DATELINE_HEALTH_PORT")
    watched_as: Hosts = Field("", validation_alias="DATELINE_HEALTH_HOSTS")
    hosts: Hosts = Field("", validation_alias="DATELINE_ALLOWED_HOSTS")
    digest_stories: Stories = Field(10, validation_alias="DATELINE_DIGEST_STORIES")
    log_level: Level = Field("INFO", validation_alias="DATELINE_LOG_LEVEL")
    log_format: Form = Field("text", validation_alias="DATELINE_LOG_FORMAT")

    @property
    def database_url(self) -> str:
        """The database as SQLAlchemy names it: the file `dateline.db` in the data folder unless one was given."""
        return self.database or f"sqlite:///{self.data_dir / 'dateline.db'}"

    @property
    def secrets(self) -> dict[str, str]:
        """What no log may hold, by what is shown instead; "" where there is none."""
        secrets = {"token": self.token.get_secret_value()}
        for name, url in (("password", self.database), ("password of the search server", self.search)):
            password = unquote(urlsplit(url).password or "")
            secrets |= {name: password, f"{name}, quoted": quote(password)}
        return secrets

    @property
    def among_others(self) -> bool:
        """Whether this may be one of several workers: those that Telegram sends to and that share a database server."""
        return bool(self.webhook_url) and not self.database_url.startswith("sqlite")

    @property
    def zone(self) -> ZoneInfo:
        """The zone of chats that have not chosen one."""
        return ZoneInfo(self.zone_name)

    @property
    def file_url(self) -> str:
        """Where the Bot API server offers files: its usual place beside `base_url`."""
        return self.base_url.removesuffix("/bot") + "/file/bot"

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Hosts that may be fetched from although their addresses are not public."""
        return _names(self.hosts)

    @property
    def health_hosts(self) -> frozenset[str]:
        """Names under which /healthz and /metrics may be asked for, besides those of loopback."""
        return _names(self.watched_as)

    @field_validator("token", mode="before")
    @classmethod
    def _token_as_given_by_botfather(cls, value: object) -> object:
        text = value.strip() if isinstance(value, str) else value
        if isinstance(text, str) and text and not _TOKEN.fullmatch(text):
            raise ValueError("is not a bot token; @BotFather gives one such as 123456789:AAE-xyz")
        return text


def _names(given: str) -> frozenset[str]:
    """Names of hosts with commas between them."""
    return frozenset(filter(None, (name.strip().lower() for name in given.split(","))))


def load(**given: Any) -> Settings:
    """The settings; `given` are fields that win over the environment (`_env_file=None` reads no file).

    Raises SettingsError that names every bad variable.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(problem) for problem in error.errors())) from None


def variables() -> dict[str, str]:
    """Each field of the settings with its variable's name, in order."""
    return {name: str(field.validation_alias) for name, field in Settings.model_fields.items()}


def _sentence(problem: Any) -> str:
    name = str(problem["loc"][0]) if problem["loc"] else "The settings"
    name = variables().get(name, name)
    shown = "" if name in _SECRET else f", not {problem['input']!r}"
    return f"{name} {problem['msg'].removeprefix('Value error, ')}{shown}."
