"""The bot's process: it starts, says whether it is well, and ends in order."""

import asyncio
import logging
import signal
import time
from contextlib import AbstractAsyncContextManager, nullcontext

import aiohttp
import discord

from bot.ask.recent import RecentAnswers
from bot.ask.service import Asking
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.client import RoadmapBot, ShardedBot, intents
from bot.frontends.discord.commands import add_commands
from bot.settings import Settings

log = logging.getLogger(__name__)

DONE = 0
OUTSIDE_FAILED = 3


async def serve(settings: Settings, asking: Asking) -> int:
    """Run the bot until it is told to stop; give the exit code. Raises ValueError where there is no token."""
    if settings.discord_token is None:
        raise ValueError("DISCORD_TOKEN is not set")
    # Nothing of ours speaks: the library need not say that it cannot.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    point_to(settings.discord_api_url, settings.discord_gateway_url)
    bot = _bot(settings, asking)
    add_commands(bot)
    stopping = _told_to_stop()
    async with bot, _health(bot, settings.http_port):
        running = asyncio.create_task(bot.start(settings.discord_token.reveal()), name="discord")
        stop = asyncio.create_task(stopping.wait(), name="stop")
        await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.is_set():
            log.info("stopping")
            await bot.drain()
            await bot.close()
        stop.cancel()
        (outcome,) = await asyncio.gather(running, return_exceptions=True)
    return DONE if stopping.is_set() else _explain(outcome)


def _health(bot: RoadmapBot, port: int | None) -> AbstractAsyncContextManager[object]:
    if port is None:
        return nullcontext()
    from bot.frontends.discord.health import Health  # noqa: PLC0415 - a web server's imports, for those who want one

    return Health(bot, port)


def _bot(settings: Settings, asking: Asking) -> RoadmapBot:
    recent = RecentAnswers(time.monotonic)
    wanted = intents(message_content=settings.message_content)
    if settings.shard_count is None:
        return RoadmapBot(asking, recent, wanted)
    shards = list(settings.shard_ids or range(settings.shard_count))
    return ShardedBot(asking, recent, wanted, shard_count=settings.shard_count, shard_ids=shards)


def _told_to_stop() -> asyncio.Event:
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    return stopping


def _explain(outcome: BaseException | None) -> int:
    match outcome:
        case discord.LoginFailure():
            log.error("Discord refuses the token. Copy it anew from the application's page, under Bot.")
        case discord.PrivilegedIntentsRequired():
            log.error(
                "Discord refuses MESSAGE_CONTENT=on. Turn on Message Content Intent on the application's page, "
                "under Bot, or leave MESSAGE_CONTENT off."
            )
        case OSError() | aiohttp.ClientError() | discord.GatewayNotFound() | discord.DiscordServerError():
            log.error("Discord cannot be reached (%s). Check the network, and DISCORD_API_URL if it is set.", outcome)
        case None:
            log.error("the connection to Discord ended")
        case _:
            log.error("the connection to Discord failed", exc_info=outcome)
    return OUTSIDE_FAILED
