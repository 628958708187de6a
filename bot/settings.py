"""Settings from the environment: every fault at once, each with what to do."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar, cast
from urllib.parse import urlsplit

from platformdirs import user_data_path

from bot.floods.limits import Limits, parse_limits
from knowledge.loader import SHIPPED

APPLICATION = "roadmap-bot"
DISCORD_API = "https://discord.com/api/v10"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
HIGHEST_PORT = 65535
GATEWAY_TIMEOUT = 10.0
"""Minutes; a connection that is well says something every 41 seconds, and a lost one is back within two minutes."""
GATEWAY_TIMEOUTS = range(2, 1441)

LogFormat: TypeAlias = Literal["text", "json"]
SentenceModelWish: TypeAlias = Path | Literal["off"]
"""A folder with weights, or no sentence model at all; where nothing is wished, the pinned one is used if it can be."""
Value = TypeVar("Value")

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_SHARDS = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?\Z")
_PASSWORD = re.compile(r"(?<=:)(?!//).*(?=@)|(?<=[?&]password=)[^&]*")


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that no log and no error may show."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        """Give the text to the one who needs it."""
        return self._text

    def __str__(self) -> str:
        return "***"


class SettingsError(Exception):
    """The settings cannot be used; carries every fault, each as `NAME: what, what to do`."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a start of the bot is told."""

    discord_token: Secret | None
    database_url: str = field(repr=False)
    roadmap: Path
    sentence_model: SentenceModelWish | None
    discord_api_url: str
    discord_gateway_url: str | None
    message_content: bool
    shard_count: int | None
    shard_ids: tuple[int, ...] | None
    http_port: int | None
    gateway_timeout: float
    """Seconds of silence after which the process ends; may be infinite."""
    flood_limits: Limits
    log_level: str
    log_format: LogFormat

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings; raises SettingsError. A variable that is set to nothing counts as not set."""
        reading = _Reading(environ)
        settings = cls(
            discord_token=reading.token(),
            database_url=reading.of("DATABASE_URL", database_address) or default_database(),
            roadmap=reading.of("ROADMAP", _folder) or SHIPPED,
            sentence_model=reading.of("SENTENCE_MODEL", _sentence_model),
            discord_api_url=reading.of("DISCORD_API_URL", _web_address) or DISCORD_API,
            discord_gateway_url=reading.of("DISCORD_GATEWAY_URL", _socket_address),
            message_content=reading.of("MESSAGE_CONTENT", _choice("off", "on")) == "on",
            shard_count=reading.of("SHARD_COUNT", _count),
            shard_ids=reading.of("SHARD_IDS", _shards),
            http_port=reading.of("HTTP_PORT", _port),
            gateway_timeout=60 * (reading.of("GATEWAY_TIMEOUT", _minutes) or GATEWAY_TIMEOUT),
            flood_limits=reading.of("FLOOD_LIMITS", parse_limits) or Limits(),
            log_level=(reading.of("LOG_LEVEL", _choice(*map(str.lower, LOG_LEVELS))) or "info").upper(),
            log_format=cast(LogFormat, reading.of("LOG_FORMAT", _choice("text", "json")) or "text"),
        )
        # A value that could not be read contradicts nothing.
        if not reading.faults:
            reading.faults.extend(settings.contradictions())
        if reading.faults:
            raise SettingsError(reading.faults)
        return settings

    def contradictions(self) -> Iterator[str]:
        """Say which settings do not go together."""
        if self.shard_ids and self.shard_count is None:
            yield "SHARD_IDS: the ids mean nothing without their number. Set SHARD_COUNT too."
        elif self.shard_ids and self.shard_count is not None and self.shard_ids[-1] >= self.shard_count:
            last = self.shard_count - 1
            yield f"SHARD_IDS: {self.shard_ids[-1]} is not among {self.shard_count}. Write ids from 0 to {last}."


def default_database() -> str:
    """Name the SQLite file in the user's data directory."""
    return f"sqlite+aiosqlite:///{user_data_path(APPLICATION, appauthor=False) / 'roadmap-bot.sqlite3'}"


class _Reading:
    """One pass over the environment: what was wrong so far."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.faults: list[str] = []

    def of(self, name: str, parse: Callable[[str], Value]) -> Value | None:
        text = self._environ.get(name, "").strip()
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            self.faults.append(f"{name}: {error}")
            return None

    def token(self) -> Secret | None:
        direct = self.of("DISCORD_TOKEN", _token)
        filed = self.of("DISCORD_TOKEN_FILE", _token_file)
        if direct and filed:
            self.faults.append("DISCORD_TOKEN_FILE: DISCORD_TOKEN is set too. Set one of the two.")
        return direct or filed


def _token(text: str) -> Secret:
    bare = text.removeprefix("Bot ").strip()
    if not re.fullmatch(r"[\x21-\x7e]+", bare):
        raise ValueError("a token is one word without spaces. Copy it again from the developer portal, page Bot.")
    return Secret(bare)


def _token_file(text: str) -> Secret:
    try:
        content = Path(text).expanduser().read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise ValueError(f'"{text}" is no text. Put the token, and nothing else, into it.') from None
    except OSError as error:
        raise ValueError(f'"{text}" cannot be read ({error.strerror}). Put the token into that file.') from None
    if not content:
        raise ValueError(f'"{text}" is empty. Put the token into that file.')
    return _token(content)


def database_address(text: str) -> str:
    """Read an address as people write it into one with its driver; raises ValueError."""
    scheme, separator, rest = text.partition("://")
    driver = _DRIVERS.get(scheme.lower())
    shown = _PASSWORD.sub("***", text)
    if not separator or driver is None:
        raise ValueError(f'"{shown}" is no URL. Write sqlite:///path/to/file or postgresql://user@host/name.')
    if driver.startswith("sqlite"):
        # What lies in memory alone would be another database for each of our connections.
        if not rest.startswith("/") or not rest.strip("/") or rest.partition("?")[0] == "/:memory:":
            raise ValueError(f'"{shown}" names no file. Write sqlite:///path/to/file, with three slashes.')
    elif not _host(text) or not rest.partition("/")[2]:
        raise ValueError(f'"{shown}" names no host or no database. Write postgresql://user@host/name.')
    return f"{driver}://{rest}"


def _folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise ValueError(f'"{text}" is no folder. Name a folder that holds a roadmap.yaml.')
    return folder


def _sentence_model(text: str) -> SentenceModelWish:
    if text.lower() == "off":
        return "off"
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise ValueError(f'"{text}" is no folder. Name one with an ONNX file and its tokenizer.json, or write off.')
    return folder


def _web_address(text: str) -> str:
    if not text.lower().startswith(("http://", "https://")) or not _host(text):
        raise ValueError(f'"{text}" is no web address. Write the whole base, such as {DISCORD_API}.')
    return text.rstrip("/")


def _socket_address(text: str) -> str:
    if not text.lower().startswith(("ws://", "wss://")) or not _host(text):
        raise ValueError(f'"{text}" is no web socket. Write an address such as wss://gateway.discord.gg.')
    return text.rstrip("/")


def _host(text: str) -> str | None:
    """Give the host of an address, or None where there is none or its port is no number."""
    try:
        parts = urlsplit(text)
        port_is_wrong = parts.port == 0
    except ValueError:
        return None
    return None if port_is_wrong else parts.hostname


def _choice(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f'"{text}" is not known. Write {", ".join(words[:-1])} or {words[-1]}.')
        return text.lower()

    return parse


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise ValueError(f'"{text}" is no count. Write a whole number from 1 on.')
    return int(text)


def _port(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text) or int(text) > HIGHEST_PORT:
        raise ValueError(f'"{text}" is no port. Write a number from 1 to {HIGHEST_PORT}, or leave it out for none.')
    return int(text)


def _minutes(text: str) -> float:
    if text.lower() == "off":
        return math.inf
    if not re.fullmatch(r"[1-9][0-9]{0,3}", text) or int(text) not in GATEWAY_TIMEOUTS:
        raise ValueError(f'"{text}" is no number of minutes. Write one from 2 to {GATEWAY_TIMEOUTS[-1]}, or off.')
    return float(text)


def _shards(text: str) -> tuple[int, ...]:
    ids: set[int] = set()
    for part in text.replace(" ", "").split(","):
        found = _SHARDS.match(part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if first > last:
            raise ValueError(f'"{text}" are no shards. Write ids from 0 on, such as 0-3 or 0,2.')
        ids.update(range(first, last + 1))
    return tuple(sorted(ids))
