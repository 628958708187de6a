"""The crew: processes of the bot that die by their orders, and are replaced as a supervisor would."""

import asyncio
import contextlib
import random
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final, Self

from tests.discord_server import Server
from tests.proofs.orders import Moment, Orders
from tests.proofs.witness import Witness

PATIENCE: Final = 120.0
"""Seconds in which a moment comes by, or the proof proves nothing."""
REST: Final = 0.5
"""A process that died stays away for up to so many seconds."""
DOOMED: Final = (sys.executable, "-m", "tests.proofs.doomed")
PRODUCT: Final = (sys.executable, "-m", "bot", "run")


class Broken(Exception):  # noqa: N818 - what the process is, in a word
    """A process ended otherwise than it was told to."""


def environment_of(
    base: Mapping[str, str], server: Server, url: str, shard: int = 0, processes: int = 1
) -> Mapping[str, str]:
    """Tell a process where everything is, and which of the shards are its own."""
    shared = {"SHARD_COUNT": str(processes), "SHARD_IDS": str(shard)} if processes > 1 else {}
    address = url.replace("+aiosqlite", "").replace("+asyncpg", "")
    return {**base, **server.environment, "DATABASE_URL": address, **shared}


@dataclass
class Bot:
    """A process of the bot. One that is doomed stands ready until it gets its orders."""

    process: asyncio.subprocess.Process
    said: IO[bytes]

    @classmethod
    @contextlib.asynccontextmanager
    async def ready(cls, environment: Mapping[str, str], command: Sequence[str] = DOOMED) -> AsyncIterator[Self]:
        """Start one; it is gone when the block ends."""
        with tempfile.TemporaryFile() as said:
            process = await asyncio.create_subprocess_exec(
                *command, env=dict(environment), stdin=asyncio.subprocess.PIPE, stdout=said, stderr=said
            )
            try:
                yield cls(process, said)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def begin(self, orders: Orders) -> None:
        """Let it run."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{orders.written()}\n".encode())

    async def ends(self, expected: int, what: str) -> None:
        """Wait for its end; raises Broken where that is not the expected one."""
        try:
            code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        except TimeoutError:
            raise self._broken(f"{what}: it did not end in {PATIENCE} s.") from None
        if code != expected:
            raise self._broken(f"{what}: it ended with {code}.")

    async def stop(self) -> None:
        """Tell it to end, and see that it does so in order."""
        self.process.terminate()
        await self.ends(0, "told to stop")

    def _broken(self, what: str) -> Broken:
        return Broken(f"{what}\n{self.tail()}")

    def tail(self) -> str:
        """Give the end of what it said."""
        return "\n".join(self.lines())[-4_000:]

    def lines(self) -> list[str]:
        """Give all that it said."""
        self.said.seek(0)
        return self.said.read().decode(errors="replace").splitlines()


@dataclass
class Crew:
    """The processes that share the work, each with shards of its own, and how many died when."""

    environments: list[Mapping[str, str]]
    witness: Witness
    orders: Iterator[Orders]
    chance: random.Random
    kills: dict[Moment, int] = field(default_factory=lambda: dict.fromkeys(Moment, 0))
    died_of: dict[int, Moment] = field(default_factory=dict)
    """Process by process, the moment at which it was killed."""

    async def lose_all(self) -> None:
        """Start everyone again and again, until all orders are carried out."""
        async with asyncio.TaskGroup() as group:
            for environment in self.environments:
                group.create_task(self._lose(environment))

    async def _lose(self, environment: Mapping[str, str]) -> None:
        async with contextlib.AsyncExitStack() as stack:
            spare = await stack.enter_async_context(Bot.ready(environment))
            for orders in self.orders:
                assert orders.moment is not None
                bot, spare = spare, await stack.enter_async_context(Bot.ready(environment))
                self.witness.expect(bot.process.pid, orders)
                bot.begin(orders)
                await bot.ends(-signal.SIGKILL, f"{orders}")
                self.kills[orders.moment] += 1
                self.died_of[bot.process.pid] = orders.moment
                await asyncio.sleep(self.chance.uniform(0, REST))

    @contextlib.asynccontextmanager
    async def alive(self, orders: Orders) -> AsyncIterator[list[Bot]]:
        """Run one process for each share of the work until the block ends, and see them end in order."""
        async with contextlib.AsyncExitStack() as stack:
            bots = [await stack.enter_async_context(Bot.ready(environment)) for environment in self.environments]
            for bot in bots:
                bot.begin(orders)
            yield bots
            for bot in bots:
                await bot.stop()
