"""The bot's process: it starts, says whether it is well, and ends in order."""

import asyncio
import gc
import logging
import os
import secrets
import signal
import socket
import time
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Final

import aiohttp
import discord
from sqlalchemy.exc import SQLAlchemyError

from bot import housekeeping, memory
from bot.ask.recent import RecentAnswers
from bot.assistant import Assistant
from bot.clock import Monotonic, Watch
from bot.floods.floodgate import Floodgate
from bot.floods.sharing import Sharing
from bot.frontends.discord import hearing, reconnecting
from bot.frontends.discord.addresses import point_to
from bot.frontends.discord.channels import DiscordChannels
from bot.frontends.discord.client import RoadmapBot, intents
from bot.frontends.discord.commands import add_commands
from bot.frontends.discord.discord_time import LOOK, Listener
from bot.frontends.discord.pace import PER_SECOND, Pace, share_of
from bot.frontends.discord.pulse import Pulse
from bot.frontends.discord.reloads import reloads_of
from bot.frontends.discord.sharded import ShardedBot
from bot.frontends.discord.vitals import Vitals
from bot.frontends.discord.watchdog import Watchdog
from bot.guilds.guild import Home
from bot.guilds.shards import Shards
from bot.housekeeping import tidy
from bot.quiz.planning import plan_all
from bot.quiz.running import Running
from bot.repeating import Troubles, repeat
from bot.settings import Settings
from bot.storage.engine import Database
from bot.storage.migrating import explained, trouble_with
from bot.threads import aside

log = logging.getLogger(__name__)

DONE = 0
OUTSIDE_FAILED = 3
MOMENT: Final = 0.5
"""Seconds in which a task that has nothing more to do ends by itself."""


async def serve(settings: Settings, assistant: Assistant, watch: Watch, seconds: Monotonic = time.monotonic) -> int:
    """Run the bot until it is told to stop; give the exit code. Raises ValueError where there is no token.

    `watch` is the assistant's clock, which Discord sets; `seconds` measure durations.
    """
    if settings.discord_token is None:
        raise ValueError("DISCORD_TOKEN is not set")
    # Nothing of ours speaks: the library need not say that it cannot.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    point_to(settings.discord_api_url, settings.discord_gateway_url)
    reconnecting.install()
    listener = Listener(watch)
    hearing.listen(listener.heard)
    bot = _bot(settings, assistant, seconds)
    add_commands(bot)
    stopping = _told_to_stop()
    pace = Pace(PER_SECOND * share_of(settings.shard_ids, settings.shard_count))
    channels = DiscordChannels(bot, pace, assistant.clock)
    running = assistant.running(channels, Home.DISCORD, owner(), Shards.of(settings.shard_ids, settings.shard_count))
    watchdog = Watchdog(bot.gateway, settings.gateway_timeout)
    reloads = reloads_of(bot, settings.roadmap)
    async with reloads, bot, Pulse() as pulse, _pages(Vitals(bot, running, pulse, watchdog), settings), watchdog:
        over = asyncio.Event()
        connection = asyncio.create_task(bot.start(settings.discord_token.reveal()), name="discord")
        quiz = asyncio.create_task(_run_quizzes(bot, running, listener, over), name="quiz")
        bot.finishing.add(quiz)
        told = asyncio.create_task(first_of(stopping, watchdog.bitten), name="told")
        await asyncio.wait({connection, quiz, told}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        if stopping.is_set():
            log.info("stopping")
        # Nothing new is begun; what waits for its turn is left to other processes, or to the next.
        over.set()
        await bot.close()
        failure, outcome = [await _result(task) for task in (quiz, connection)]
    return _code(assistant.database, failure, outcome, stopping=stopping.is_set(), lost=watchdog.bitten.is_set())


def _code(
    database: Database, failure: BaseException | None, outcome: BaseException | None, *, stopping: bool, lost: bool
) -> int:
    """Say in the log why the process ends, unless that was said; give its exit code."""
    if stopping:
        return DONE
    if failure is not None:
        explain_quiz(database, failure)
    if not lost and (outcome is not None or failure is None):
        explain_connection(outcome)
    return OUTSIDE_FAILED


async def _result(task: "asyncio.Task[None]") -> BaseException | None:
    """End a task, if it does not do so by itself; give what it failed with."""
    # discord.py may just have decided to rest for minutes before it tries again.
    await asyncio.wait({task}, timeout=MOMENT)
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    return None if task.cancelled() else task.exception()


def _pages(vitals: Vitals, settings: Settings) -> AbstractAsyncContextManager[object]:
    if settings.http_port is None:
        return nullcontext()
    from bot.frontends.discord.pages import Pages  # noqa: PLC0415 - a web server's imports, for those who want one

    return Pages(vitals, settings.http_port)


async def _run_quizzes(bot: RoadmapBot, running: Running, listener: Listener, until: asyncio.Event) -> None:
    """Run the quiz's clockwork from the moment on at which Discord has let us in."""
    assistant = bot.assistant
    await first_of(bot.let_in, until)
    if until.is_set():
        return
    # The guilds stay, too, and all that was imported: a search through them would hold up whoever waits.
    gc.freeze()
    # In a thread: nobody has to wait for it who asks something else.
    await aside(lambda: assistant.course)
    try:
        await plan_all(assistant.database, Home.DISCORD, assistant.clock())
    except Exception:
        # What was planned before still holds, and each round that opens plans the next.
        log.exception("rounds could not be planned anew")
    troubles = Troubles(lambda error: trouble_with(assistant.database, error))
    keeping = repeat(lambda: tidy(assistant.database, assistant.clock()), housekeeping.PASS, until, troubles)
    listening = repeat(lambda: listener.look(bot.http), LOOK, until)
    giving_back = repeat(lambda: aside(memory.give_back), memory.EVERY, until)
    await asyncio.gather(running.run(until), keeping, listening, giving_back)


async def first_of(*events: asyncio.Event) -> None:
    """Wait until one of several things has happened."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in waiting:
            task.cancel()


def owner() -> str:
    """Name this process, so that it knows its claims from those of others, and of those before it."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


def _bot(settings: Settings, assistant: Assistant, seconds: Monotonic) -> RoadmapBot:
    recent = RecentAnswers(time.monotonic)
    wanted = intents(message_content=settings.message_content)
    floodgate = Floodgate(settings.flood_limits, assistant.clock)
    if settings.shard_ids is not None and settings.flood_limits.person is not None:
        # There are other processes: what somebody uses there counts here, too.
        Sharing(floodgate, assistant.database, settings.flood_limits.person, assistant.clock)
    with_it: dict[str, Any] = {
        "floodgate": floodgate,
        "now": seconds,
        "watched": settings.http_port is not None,
    }
    if settings.shard_count is None:
        return RoadmapBot(assistant, recent, wanted, **with_it)
    shards = list(settings.shard_ids or range(settings.shard_count))
    return ShardedBot(assistant, recent, wanted, shard_count=settings.shard_count, shard_ids=shards, **with_it)


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
