"""The log: lines for people, or JSON objects for machines, on standard error."""

import json
import logging
import sys
from datetime import UTC, datetime

from bot.settings import LogFormat
from knowledge.visible import visible

LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class Lines(logging.Formatter):
    """A line for each record. What follows it, such as a traceback, is indented: nothing can pose as another line."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record."""
        return "\n    ".join(map(visible, super().format(record).split("\n")))


class JsonLines(logging.Formatter):
    """One JSON object a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record on one line."""
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields)


def configure(level: str, log_format: LogFormat) -> None:
    """Send the whole process's log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else Lines(LINE))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At DEBUG these write whole events, addresses and rows: what people said, their names, tokens of interactions.
    for name in ("discord.gateway", "discord.http", "discord.webhook", "discord.webhook.async_", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
