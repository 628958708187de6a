"""Work that is done again and again until the process is told to stop, whatever fails in between."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


async def repeat(work: Callable[[], Awaitable[object]], every: float, until: asyncio.Event) -> None:
    """Do the work, rest for `every` seconds, and so on; work that has begun is done before this ends."""
    while not until.is_set():
        try:
            await work()
        except Exception:
            log.exception("%s failed; it is tried again in %g s", getattr(work, "__qualname__", work), every)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), every)
