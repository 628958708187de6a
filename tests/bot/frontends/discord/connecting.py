"""The real client on the loopback Discord, within the test's own process."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.ask.recent import RecentAnswers
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.clock import now
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.client import RoadmapBot, intents
from bot.frontends.discord.commands import add_commands
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.discord_server import Server


@contextlib.asynccontextmanager
async def connected(
    server: Server, assistant: Assistant | Asking, *, message_content: bool = False
) -> AsyncIterator[RoadmapBot]:
    """Run the bot against `server` until the block ends; without its clockwork, and with a database that is forgotten."""
    if isinstance(assistant, Asking):
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
            await migrate(database)
            try:
                async with connected(
                    server, Assistant(assistant, database, now), message_content=message_content
                ) as bot:
                    yield bot
            finally:
                await database.close()
        return
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    point_to(server.environment["DISCORD_API_URL"], server.environment["DISCORD_GATEWAY_URL"])
    bot = RoadmapBot(
        assistant, RecentAnswers(time.monotonic), intents(message_content=message_content), guild_ready_timeout=0.02
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
