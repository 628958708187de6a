"""The relay: processes of the bot that share the shards, each replaced again and again by one that overlaps it."""

import asyncio
import contextlib
import json
import math
import re
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.bot.frontends.discord.test_process import free_port
from tests.discord_server import Server
from tests.proofs.crew import PRODUCT, Bot, Broken

STARTING: Final = 60.0
"""Seconds in which a process has to be ready, however busy the machine is."""
LOOK: Final = 0.2
COMPLAINT: Final = re.compile(r"\b(?:ERROR|CRITICAL)\b|^Traceback")
STOOD_STILL: Final = re.compile(r"nothing was answered for ([\d.]+) s")


@dataclass
class Life:
    """One process: which sessions it had at Discord, when it was ready, and when it was told to end."""

    sessions: frozenset[str]
    ready_at: float
    told_at: float = math.inf

    def is_up(self, moment: float) -> bool:
        """Say whether it was ready then, and had not been told to end."""
        return self.ready_at <= moment < self.told_at

    def hears(self, moment: float) -> bool:
        """Say whether it had not been told to end then; what it is told before it is ready it answers, too."""
        return moment < self.told_at


@dataclass
class Runner:
    """A process that is running."""

    bot: Bot
    life: Life


@dataclass
class Relay:
    """Keeps a process for each share of the shards."""

    server: Server
    environments: list[Mapping[str, str]]
    lives: list[Life] = field(default_factory=list)
    restarts: int = 0
    ready_after: list[float] = field(default_factory=list)
    """How long each new process took to be ready, in seconds."""
    complaints: list[str] = field(default_factory=list)
    """What they wrote in their logs as errors."""

    standstills: list[float] = field(default_factory=list)
    """For how many seconds they did not get their turn, where they told of it."""
    lag: float = 0.0
    """The longest for which this very process did not get its turn."""
    _runners: list[Runner] = field(default_factory=list)
    _stack: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Have all of them run until the block ends, and see them end in order."""
        async with self._stack:
            self._runners += [await self._begun(environment) for environment in self.environments]
            yield
            for runner in self._runners:
                await self._told_to_end(runner)

    async def go_round(self, every: float, enough: asyncio.Event) -> None:
        """Replace one after the other, `every` so many seconds, until it is enough."""
        began = time.monotonic()
        for turn in count():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(enough.wait(), max(0.0, began + turn * every - time.monotonic()))
            if enough.is_set():
                return
            place = turn % len(self._runners)
            successor = await self._begun(self.environments[place])
            predecessor, self._runners[place] = self._runners[place], successor
            await self._told_to_end(predecessor)
            self.restarts += 1

    async def watch(self, enough: asyncio.Event) -> None:
        """Measure the lag of this process's own loop."""
        while not enough.is_set():
            began = time.monotonic()
            await asyncio.sleep(LOOK)
            self.lag = max(self.lag, time.monotonic() - began - LOOK)

    def tails(self) -> list[str]:
        """Give the end of what each that runs has said."""
        return [runner.bot.tail() for runner in self._runners]

    async def _begun(self, environment: Mapping[str, str]) -> Runner:
        """Start a process, and wait for what an operator waits for: that its page says it is ready."""
        port = free_port()
        before = self._sessions()
        began = time.monotonic()
        bot = await self._stack.enter_async_context(Bot.ready({**environment, "HTTP_PORT": str(port)}, PRODUCT))
        while not await asyncio.to_thread(_is_ready, port):
            if bot.process.returncode is not None or time.monotonic() > began + STARTING:
                raise Broken(f"it did not become ready.\n{bot.tail()}")
            await asyncio.sleep(LOOK)
        self.ready_after.append(time.monotonic() - began)
        self.lives.append(Life(self._sessions() - before, time.time()))
        return Runner(bot, self.lives[-1])

    async def _told_to_end(self, runner: Runner) -> None:
        runner.life.told_at = time.time()
        await runner.bot.stop()
        lines = runner.bot.lines()
        self.complaints += [line for line in lines if COMPLAINT.search(line)]
        self.standstills += [float(found[1]) for line in lines if (found := STOOD_STILL.search(line))]

    def _sessions(self) -> frozenset[str]:
        gateway = self.server.platform.gateway
        return self.server.call(lambda: frozenset(session.id for session in gateway.attached))


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=STARTING) as answer:
            ready: bool = json.load(answer)["ok"]
            return ready
    except (urllib.error.URLError, ConnectionError):
        return False
