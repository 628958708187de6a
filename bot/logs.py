"""The log: lines for people, or JSON objects for machines, on standard error.

What people said stands in no line, whatever an error quotes of it; nor does the token, nor those of interactions.
"""

import json
import logging
import re
import sys
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from bot.settings import LogFormat
from knowledge.visible import visible

LINE: Final = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
HIDDEN: Final = "…"
SHORTEST: Final = 3
"""Texts of fewer characters are left: hiding them would tear the lines apart, and they tell nothing."""
_INTERACTION = re.compile(r"(?<=/)(webhooks|interactions)/(\d+)/[\w.-]{8,}")
_SHARD = re.compile(r"[Ss]hard(?: ID)? (\d+)")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being dealt with: where it came from, and what was said in it."""

    guild_id: int | None = None
    shard: int | None = None
    said: Callable[[], Iterable[str]] = tuple
    """Gives the texts that no line may show; asked only when there is a line to write."""


_NOTHING = Subject()
_subject: ContextVar[Subject] = ContextVar("subject", default=_NOTHING)


def about(subject: Subject) -> None:
    """Say what the running task deals with from now on: its lines tell where that came from."""
    _subject.set(subject)


class Lines(logging.Formatter):
    """A line for each record. What follows it, such as a traceback, is indented: nothing can pose as another line."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take what no line may show."""
        super().__init__(LINE)
        self._secrets = tuple(secrets)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Write the first line, with the place where that is known."""
        place = ", ".join(f"{name.removesuffix('_id')} {value}" for name, value in place_of(record).items())
        return super().formatMessage(record) + (f" ({place})" if place else "")

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        lines = discreet(super().format(record), self._secrets).split("\n")
        return "\n    ".join(map(visible, lines))


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take what no line may show."""
        super().__init__()
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """Write a record on one line."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage(), self._secrets),
        }
        if reference := getattr(record, "reference", None):
            fields["reference"] = reference
        fields |= place_of(record)
        if record.exc_info:
            fields["exception"] = discreet(self.formatException(record.exc_info), self._secrets)
        return json.dumps(fields)


def place_of(record: logging.LogRecord) -> dict[str, object]:
    """Say which shard and which guild a record is about, where that is known: by itself, or by what its task does."""
    subject = _subject.get()
    guild_id = getattr(record, "guild_id", subject.guild_id)
    shard = getattr(record, "shard", subject.shard)
    if shard is None and record.name.startswith("discord."):
        named = _SHARD.search(record.getMessage())
        shard = int(named[1]) if named else None
    # As text, as Discord writes them: they are longer than the numbers of many programs.
    place = {"shard": shard, "guild_id": None if guild_id is None else str(guild_id)}
    return {name: value for name, value in place.items() if value is not None}


def discreet(text: str, secrets: Iterable[str]) -> str:
    """Take out of a text what was said, whichever way an error quotes it, and what is secret."""
    said = {text for text in _subject.get().said() if len(text) >= SHORTEST}
    quoted = {repr(text)[1:-1] for text in said}
    for hidden in sorted({*secrets, *said, *quoted}, key=len, reverse=True):
        text = re.sub(re.escape(hidden), HIDDEN, text, flags=re.IGNORECASE)
    return _INTERACTION.sub(rf"\1/\2/{HIDDEN}", text)


def configure(level: str, log_format: LogFormat, secrets: Iterable[str] = ()) -> None:
    """Send the whole process's log to standard error; `secrets` stand in no line of it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets) if log_format == "json" else Lines(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At DEBUG these write whole events, addresses and rows: what people said, their names, tokens of interactions.
    for name in ("discord.gateway", "discord.http", "discord.webhook", "discord.webhook.async_", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
    # It names all of its parts before its work, and that only tells that there is any.
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
