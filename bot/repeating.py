"""Work that is done again and again until the process is told to stop, whatever fails in between."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

log = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds after which the log hears again of what still fails."""

QUIET: Final = 30.0
"""Seconds without a failure after which the trouble is over: whatever fails is tried again within them."""


class Troubles:
    """What fails again and again: the log hears of it once a minute, and once more when it works again."""

    def __init__(
        self, explain: Callable[[Exception], str | None] = lambda _: None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take what puts a failure into a sentence, where it is none of ours; its traceback would say no more."""
        self._explain = explain
        self._clock = clock
        self._last: float | None = None
        """When something failed, unless that is long over."""
        self._told: dict[str, float] = {}

    def failed(self, work: str, error: Exception) -> None:
        """Note that some work failed, and is going to be tried again."""
        self._last = self._clock()
        self.tell(f"{work} failed; it is tried again", error)

    def worked(self) -> None:
        """Note that some work was done; where other work still fails, that alone is no news."""
        if self._last is not None and self._clock() - self._last >= QUIET:
            self._last = None
            log.info("nothing has failed any more for %.0f s", QUIET)

    def tell(self, what: str, error: Exception) -> None:
        """Let the log hear of a failure, unless it has within the last minute."""
        sentence = self._explain(error)
        if not self._is_news(sentence or f"{what}: {error!r}"):
            return
        if sentence:
            log.error("%s Meanwhile I try again and again, and say so once a minute.", sentence)
        else:
            log.error("%s", what, exc_info=error)

    def remark(self, sentence: str, about: str) -> None:
        """Let the log hear a sentence, unless it has heard one about the same within the last minute."""
        if self._is_news(about):
            log.warning(sentence)

    def _is_news(self, about: str) -> bool:
        now = self._clock()
        self._told = {told: at for told, at in self._told.items() if now - at < EVERY}
        if about in self._told:
            return False
        self._told[about] = now
        return True


async def repeat(
    work: Callable[[], Awaitable[object]], every: float, until: asyncio.Event, troubles: Troubles | None = None
) -> None:
    """Do the work every so many seconds, less often where it takes longer; work that has begun is done before this ends.

    Works that begin together stay in step, however long one of them takes once.
    """
    seconds = asyncio.get_running_loop().time
    began = seconds()
    name = getattr(work, "__qualname__", str(work))
    troubles = troubles or Troubles()
    while not until.is_set():
        try:
            await work()
        except Exception as error:  # noqa: BLE001 - it goes on, whatever it was
            troubles.failed(name, error)
        else:
            troubles.worked()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), every - (seconds() - began) % every)
