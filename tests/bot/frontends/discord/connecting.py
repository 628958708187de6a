"""The real client on the loopback Discord, within the test's own process."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.ask.recent import RecentAnswers
from bot.ask.service import Asking
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.client import RoadmapBot, intents
from bot.frontends.discord.commands import add_commands
from tests.discord_server import Server


@contextlib.asynccontextmanager
async def connected(server: Server, asking: Asking, *, message_content: bool = False) -> AsyncIterator[RoadmapBot]:
    """Run the bot against `server` until the block ends."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    point_to(server.environment["DISCORD_API_URL"], server.environment["DISCORD_GATEWAY_URL"])
    bot = RoadmapBot(
        asking, RecentAnswers(time.monotonic), intents(message_content=message_content), guild_ready_timeout=0.02
    )
    add_commands(bot)
    try:
        async with bot:
            running = asyncio.create_task(bot.start(server.environment["DISCORD_TOKEN"]))
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            yield bot
            await bot.drain()
        await running
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
        if "gateway" in vars(DiscordWebSocket):
            del DiscordWebSocket.gateway
