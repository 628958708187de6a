"""The bot's process: it starts, says whether it is well, and ends in order."""

import asyncio
import logging
import os
import secrets
import signal
import socket
import time
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

import aiohttp
import discord
from sqlalchemy.exc import SQLAlchemyError

from bot import housekeeping
from bot.ask.recent import RecentAnswers
from bot.assistant import Assistant
from bot.clock import Watch
from bot.frontends.discord import reconnecting
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.channels import DiscordChannels
from bot.frontends.discord.client import RoadmapBot, ShardedBot, intents
from bot.frontends.discord.commands import add_commands
from bot.frontends.discord.discord_time import LOOK, Listener
from bot.frontends.discord.pace import Pace
from bot.guilds.guild import Home
from bot.housekeeping import tidy
from bot.quiz.planning import plan_all
from bot.repeating import Troubles, repeat
from bot.settings import Settings
from bot.storage.engine import Database
from bot.storage.migrating import explained, trouble_with

log = logging.getLogger(__name__)

DONE = 0
OUTSIDE_FAILED = 3


async def serve(settings: Settings, assistant: Assistant, watch: Watch) -> int:
    """Run the bot until it is told to stop; give the exit code. Raises ValueError where there is no token.

    `watch` is the assistant's clock, which Discord sets.
    """
    if settings.discord_token is None:
        raise ValueError("DISCORD_TOKEN is not set")
    # Nothing of ours speaks: the library need not say that it cannot.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    point_to(settings.discord_api_url, settings.discord_gateway_url)
    reconnecting.install()
    listener = Listener(watch)
    bot = _bot(settings, assistant, listener)
    add_commands(bot)
    stopping = _told_to_stop()
    async with bot, _health(bot, settings.http_port):
        over = asyncio.Event()
        connection = asyncio.create_task(bot.start(settings.discord_token.reveal()), name="discord")
        quiz = asyncio.create_task(_run_quizzes(bot, listener, over), name="quiz")
        stop = asyncio.create_task(stopping.wait(), name="stop")
        await asyncio.wait({connection, quiz, stop}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.is_set():
            log.info("stopping")
        over.set()
        await bot.drain()
        # Nothing is cut off in the middle; what waits for its turn is left to other processes, or to the next.
        (failure,) = await asyncio.gather(quiz, return_exceptions=True)
        await bot.close()
        stop.cancel()
        (outcome,) = await asyncio.gather(connection, return_exceptions=True)
    if stopping.is_set():
        return DONE
    if failure is not None:
        explain_quiz(assistant.database, failure)
    if outcome is not None or failure is None:
        explain_connection(outcome)
    return OUTSIDE_FAILED


def _health(bot: RoadmapBot, port: int | None) -> AbstractAsyncContextManager[object]:
    if port is None:
        return nullcontext()
    from bot.frontends.discord.health import Health  # noqa: PLC0415 - a web server's imports, for those who want one

    return Health(bot, port)


async def _run_quizzes(bot: RoadmapBot, listener: Listener, until: asyncio.Event) -> None:
    """Run the quiz's clockwork from the moment on at which Discord has let us in."""
    assistant = bot.assistant
    await first_of(bot.let_in, until)
    if until.is_set():
        return
    try:
        await plan_all(assistant.database, Home.DISCORD, assistant.clock())
    except Exception:
        # What was planned before still holds, and each round that opens plans the next.
        log.exception("rounds could not be planned anew")
    running = assistant.running(DiscordChannels(bot, Pace()), Home.DISCORD, owner())
    troubles = Troubles(lambda error: trouble_with(assistant.database, error))
    keeping = repeat(lambda: tidy(assistant.database, assistant.clock()), housekeeping.PASS, until, troubles)
    listening = repeat(lambda: listener.look(bot.http), LOOK, until)
    await asyncio.gather(running.run(until), keeping, listening)


async def first_of(*events: asyncio.Event) -> None:
    """Wait until one of several things has happened."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


def owner() -> str:
    """Name this process, so that it knows its claims from those of others, and of those before it."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


def _bot(settings: Settings, assistant: Assistant, listener: Listener) -> RoadmapBot:
    recent = RecentAnswers(time.monotonic)
    wanted = intents(message_content=settings.message_content)
    options: dict[str, Any] = {"http_trace": listener.trace()}
    if settings.shard_count is None:
        return RoadmapBot(assistant, recent, wanted, **options)
    shards = list(settings.shard_ids or range(settings.shard_count))
    return ShardedBot(assistant, recent, wanted, shard_count=settings.shard_count, shard_ids=shards, **options)


def _told_to_stop() -> asyncio.Event:
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    return stopping


def explain_quiz(database: Database, failure: BaseException) -> None:
    """Say in the log why the clockwork of quizzes ended; what it asks of Discord fails in other ways."""
    match failure:
        case SQLAlchemyError() | OSError():
            log.error(explained(database, failure))
        case _:
            log.error("the clockwork of quizzes failed", exc_info=failure)


def explain_connection(outcome: BaseException | None) -> None:
    """Say in the log why the connection to Discord ended."""
    match outcome:
        case discord.LoginFailure():
            log.error("Discord refuses the token. Copy it anew from the application's page, under Bot.")
        case discord.PrivilegedIntentsRequired():
            log.error(
                "Discord refuses MESSAGE_CONTENT=on. Turn on Message Content Intent on the application's page, "
                "under Bot, or leave MESSAGE_CONTENT off."
            )
        case OSError() | aiohttp.ClientError() | discord.GatewayNotFound() | discord.DiscordServerError():
            log.error(
                "Discord cannot be reached (%s). Check the network, and DISCORD_API_URL and DISCORD_GATEWAY_URL if "
                "they are set.",
                outcome,
            )
        case None:
            log.error("the connection to Discord ended")
        case _:
            log.error("the connection to Discord failed", exc_info=outcome)
