"""The pulse of the event loop: by how much later than it should it comes to what is waiting for it."""

import asyncio
import contextlib
import logging
from collections import deque
from types import TracebackType
from typing import Final, Self

log = logging.getLogger(__name__)

BEAT: Final = 0.5
REMEMBERED: Final = 120
"""Beats that the worst lag is taken from: a minute's, so that no look at it comes too late."""
WORTH_A_LINE: Final = 1.0
"""Seconds of lag that the log tells of: a third of what Discord waits for an answer."""


class Pulse:
    """Measures the loop's lag while it is entered."""

    def __init__(self, beat: float = BEAT) -> None:
        """Take the seconds between two measurements."""
        self._beat = beat
        self._lags: deque[float] = deque([0.0], maxlen=REMEMBERED)
        self._task: asyncio.Task[None] | None = None

    @property
    def lag(self) -> float:
        """Seconds of lag just now."""
        return self._lags[-1]

    @property
    def worst(self) -> float:
        """Seconds of the longest lag within the last minute."""
        return max(self._lags)

    async def __aenter__(self) -> Self:
        """Begin to measure."""
        self._task = asyncio.create_task(self._measure(), name="pulse")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End measuring."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _measure(self) -> None:
        clock = asyncio.get_running_loop().time
        while True:
            expected = clock() + self._beat
            await asyncio.sleep(self._beat)
            self._lags.append(max(0.0, clock() - expected))
            if self.lag >= WORTH_A_LINE:
                log.warning("nothing was answered for %.1f s: the process was busy, or had no processor", self.lag)
