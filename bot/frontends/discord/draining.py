"""A bot that ends in order: what has begun is answered before the line is closed."""

import asyncio
import logging
from typing import Any

from discord.ext import commands

from bot.ask.spoken import SAVING
from bot.teach.lessons import READING

log = logging.getLogger(__name__)

HANDLERS = ("discord.py: on_", "CommandTree-invoker")
"""How discord.py names the tasks in which it calls us."""
BEGUN = (*HANDLERS, SAVING, READING)
"""How tasks are named that are waited for."""
DRAIN, CUT = 6.0, 1.0
"""Seconds that what has begun may take when the process is told to stop, and may take to be cut off: supervisors kill
after ten."""


class Draining(commands.Bot):
    """discord.py's bot, whose requests may be made until all that has begun is done."""

    def __init__(self, command_prefix: Any, **options: Any) -> None:
        """Take what discord.py's bot takes."""
        super().__init__(command_prefix, **options)
        self.finishing: set[asyncio.Task[Any]] = set()
        """What needs Discord until it is done, besides the answers that have been begun."""
        self._over = False
        self._close_requests = self.http.close
        self.http.close = self._close_when_drained  # type: ignore[method-assign]

    async def drain(self) -> set[asyncio.Task[Any]]:
        """Let what has begun be answered, but not for ever; give what is not done by then."""
        loop = asyncio.get_running_loop()
        end = loop.time() + DRAIN
        # Answers leave something to be kept: that begins when they end.
        while begun := self._begun():
            late = (await asyncio.wait(begun, timeout=end - loop.time()))[1]
            if late:
                return late
        return set()

    def _begun(self) -> set[asyncio.Task[Any]]:
        named = {task for task in asyncio.all_tasks() if task.get_name().startswith(BEGUN)}
        return {task for task in named | self.finishing if not task.done()}

    async def _close_when_drained(self) -> None:
        """Close the line that answers take. discord.py has hung up the gateway right before: nothing more comes in."""
        late = await self.drain()
        if late:
            log.warning("cut off: %s. What was confirmed is kept.", ", ".join(sorted(task.get_name() for task in late)))
            for task in late:
                task.cancel()
            await asyncio.wait(late, timeout=CUT)
        self._over = True
        await self._close_requests()

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell of an event, unless all is over: a line that just then was to be opened anew breaks, and that is told."""
        if not self._over:
            super().dispatch(event_name, *args, **kwargs)
