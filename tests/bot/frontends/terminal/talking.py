"""Conversations in tests: lines in, what is shown out, on a database that may be shared and a clock that may be set."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot import clock
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.clock import Clock
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.screen import PlainScreen
from bot.storage.engine import Database
from bot.storage.migrating import migrate


@asynccontextmanager
async def kept(asking: Asking, file: Path, now: Clock = clock.now) -> AsyncIterator[Assistant]:
    """Open all services over a SQLite file, as one process has them."""
    database = Database(f"sqlite+aiosqlite:///{file}")
    try:
        await migrate(database)
        yield Assistant(asking, database, now)
    finally:
        await database.close()


class Talk:
    """A conversation through a pipe."""

    def __init__(self, assistant: Assistant, name: str = "") -> None:
        self._output = io.StringIO()
        self.chat = Chat(assistant, PlainScreen(self._output), name)
        self.stays = True

    async def say(self, line: str) -> str:
        self.stays = await self.chat.hear(line)
        return self.said()

    async def waits(self) -> str:
        """Let the chat do what is due, and give what it shows by itself."""
        await self.chat.tick()
        return self.said()

    def greeting(self) -> str:
        self.chat.greet()
        return self.said()

    def said(self) -> str:
        said = self._output.getvalue()
        self._output.seek(0)
        self._output.truncate()
        return said
