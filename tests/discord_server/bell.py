"""Bell: wakes those who wait for something to have happened."""

import asyncio
from collections.abc import Callable


class Bell:
    """Rung after a change; whoever waits looks again. Lives in the server's loop only."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for sleeper in waiting:
            if not sleeper.done():
                sleeper.set_result(None)

    async def rung(self, timeout: float) -> bool:  # noqa: ASYNC109 - it says whether, and does not raise
        """Wait for the next ring; False when there was none in time."""
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(sleeper)
        try:
            async with asyncio.timeout(timeout):
                await sleeper
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(sleeper)
        return True

    async def until(self, happened: Callable[[], bool], timeout: float) -> bool:  # noqa: ASYNC109 - it says whether, and does not raise
        """Wait until something has happened; False when the time ran out first."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not happened():
            if not await self.rung(deadline - loop.time()):
                return happened()
        return True
