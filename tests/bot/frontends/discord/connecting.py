"""The real client on the loopback Discord, within the test's own process."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import discord.client
import discord.shard
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.ask.recent import RecentAnswers
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.clock import now
from bot.frontends.discord import reconnecting
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.client import RoadmapBot, intents
from bot.frontends.discord.commands import add_commands
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.discord_server import Server


@contextlib.asynccontextmanager
async def connected(
    server: Server, assistant: Assistant | Asking, *, message_content: bool = False, **options: Any
) -> AsyncIterator[RoadmapBot]:
    """Run the bot against `server` until the block ends; without its clockwork, and with a database that is forgotten."""
    if isinstance(assistant, Asking):
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
            await migrate(database)
            try:
                services = Assistant(assistant, database, now)
                async with connected(server, services, message_content=message_content, **options) as bot:
                    yield bot
            finally:
                await database.close()
        return
    wanted = intents(message_content=message_content)
    kind: type[RoadmapBot] = options.pop("kind", RoadmapBot)
    with pointed_to(server):
        bot = kind(assistant, RecentAnswers(time.monotonic), wanted, **{"guild_ready_timeout": 0.02, **options})
        add_commands(bot)
        async with bot:
            running = asyncio.create_task(bot.start(server.environment["DISCORD_TOKEN"]))
            ready = asyncio.create_task(bot.let_in.wait())
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            yield bot
            await bot.drain()
        await running
        # What was heard while it closed still uses the database.
        await bot.drain()


@contextlib.contextmanager
def pointed_to(server: Server) -> Iterator[None]:
    """Let discord.py come here as the process does, and leave it as it was."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    lines = [(module, module.DiscordWebSocket, module.ExponentialBackoff) for module in (discord.client, discord.shard)]
    point_to(server.environment["DISCORD_API_URL"], server.environment["DISCORD_GATEWAY_URL"])
    reconnecting.install()
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
        for module, line, backoff in lines:
            vars(module).update(DiscordWebSocket=line, ExponentialBackoff=backoff)
        if "gateway" in vars(DiscordWebSocket):
            del DiscordWebSocket.gateway
