"""Reloads of a running process: on SIGHUP, which `roadmap-bot reload` sends."""

import asyncio
import contextlib
import logging
import signal
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.sync import sync
from bot.presence import Presence, present
from bot.reloading import Reloaded, Reloading
from bot.threads import aside

log = logging.getLogger(__name__)


async def settle(bot: RoadmapBot) -> None:
    """After a reload: forget what was answered, describe commands in the new words, and make ready what takes a while."""
    bot.conversation.forget()
    await aside(lambda: bot.assistant.course)
    if bot.application_id is not None and bot.let_in.is_set():
        await sync(bot.tree, bot.application_id, bot.http, bot.asking.guide.roadmap.identity.words)


def reloads_of(bot: RoadmapBot, folder: Path) -> "Reloads":
    """Let a bot read the roadmap in `folder` again whenever it is told to."""
    assistant = bot.assistant
    return Reloads(Reloading(folder, assistant, assistant.asking.guide.embedder, afterwards=lambda: settle(bot)))


class Reloads:
    """Listens for the signal as long as the process runs."""

    def __init__(self, reloading: Reloading) -> None:
        """Take what reads the roadmap again."""
        self._reloading = reloading
        self._tasks: set[asyncio.Task[None]] = set()
        self._resources = contextlib.ExitStack()
        self._presence: Presence | None = None

    async def __aenter__(self) -> Self:
        if hasattr(signal, "SIGHUP"):
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGHUP, self._begin)
            self._resources.callback(loop.remove_signal_handler, signal.SIGHUP)
            # Only now: whoever finds the note may send the signal, which would have ended the process before.
            self._presence = self._resources.enter_context(present())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._resources.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self) -> None:
        task = asyncio.get_running_loop().create_task(self._reload(), name="reload")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reload(self) -> None:
        try:
            outcome = await self._reloading.reload()
            lines, well = outcome.lines, isinstance(outcome, Reloaded)
        except Exception:
            log.exception("the roadmap could not be reloaded")
            lines, well = ("The roadmap could not be reloaded; the bot's log says why.",), False
        if self._presence is not None:
            self._presence.tell(lines, well=well)
