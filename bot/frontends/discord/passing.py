"""Failures that pass: the network breaks, Discord stumbles, a proxy counts too strictly. Then one asks again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

import aiohttp
import discord

Result = TypeVar("Result")

PASSING: Final = (aiohttp.ClientError, OSError, discord.DiscordServerError, discord.RateLimited)
"""Of OSError is TimeoutError, too. discord.py itself asks again after most answers that begin with 5, but not after a cut
line: on Linux it knows none."""
WAITS: Final = (0.2, 0.6)
"""Seconds between the tries of what people wait for: Discord gives an answer three seconds in all."""
TOO_MANY_OLD_EDITS: Final = 30046
"""Discord says 429 here too, but may say so for ever: a message older than an hour is edited now and then at most."""
_TOO_MANY_REQUESTS: Final = 429


def passes(error: BaseException) -> bool:
    """Say whether a request may get through if it is made again."""
    # discord.py waits by itself where Discord is the one that says 429; a proxy's it raises.
    if isinstance(error, discord.HTTPException) and error.status == _TOO_MANY_REQUESTS:
        return error.code != TOO_MANY_OLD_EDITS
    return isinstance(error, PASSING)


async def insist(request: Callable[[], Awaitable[Result]], waits: Sequence[float] = WAITS) -> Result:
    """Make a request, and again where it fails in passing; `request` makes it anew each time.

    What was lost may have been its answer: only what does no harm twice may be insisted on.
    """
    for wait in waits:
        try:
            return await request()
        except Exception as error:
            if not passes(error):
                raise
        await asyncio.sleep(wait)
    return await request()
