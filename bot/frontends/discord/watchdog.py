"""The watchdog: where Discord has been silent for too long, the process ends, and its supervisor starts it anew.

It sits in a thread of its own, so that it also bites where the event loop itself has got stuck.
"""

import asyncio
import logging
import os
import threading
from types import TracebackType
from typing import Final, Self

from bot.frontends.discord.gateway import Gateway

log = logging.getLogger(__name__)

LOOK: Final = 5.0
"""Seconds between two looks. It takes two: after a standstill of the machine, the first may come before the frames."""
GRACE: Final = 45.0
"""Seconds in which a process that is told to end has to have ended in order."""
OUTSIDE_FAILED: Final = 3


class Watchdog:
    """Watches while it is entered."""

    def __init__(self, gateway: Gateway, patience: float, *, look: float = LOOK, grace: float = GRACE) -> None:
        """Take whom to watch, and for how many seconds it may be silent."""
        self.bitten = asyncio.Event()
        """Set when it is time to end."""
        self.patience = patience
        self._gateway = gateway
        self._look, self._grace = look, grace
        self._over = threading.Event()

    async def __aenter__(self) -> Self:
        """Begin to watch."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._watch, args=(loop,), name="watchdog", daemon=True).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End watching."""
        self._over.set()

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        looks = 0
        while looks < 2:  # noqa: PLR2004 - see LOOK
            if self._over.wait(self._look):
                return
            looks = looks + 1 if self._gateway.longest_silence()[0] > self.patience else 0
        silence, shard = self._gateway.longest_silence()
        log.error(
            "Discord's gateway has been silent for %.0f s: the process ends, to be started again by its supervisor. "
            "If that does not help, check the network, and https://discordstatus.com.",
            silence,
            extra={"shard": shard},
        )
        loop.call_soon_threadsafe(self.bitten.set)
        if not self._over.wait(self._grace):
            log.critical("the process is stuck and could not end in order")
            # Nothing is lost by that: whatever was confirmed is in the database.
            os._exit(OUTSIDE_FAILED)
