"""What /ask costs the bot's process, and what it holds afterwards, beside a bare bot that answers with a constant.

And what it costs to be watched: to count requests to Discord, one by one, for a page with numbers.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.loader import SHIPPED, load
from tests.benchmarks.comparison import Rounds, Row, Target, compared, megabytes, milliseconds
from tests.benchmarks.connections import BARE_WITH_COMMAND, OURS, bot, ready
from tests.benchmarks.processes import Memory, Process
from tests.benchmarks.questions import many
from tests.discord_server import Person, Server

TARGET, WATCHED_TARGET = Target(2.5), Target(1.05)
IN_FLIGHT = 8
"""Questions that wait for their answer at a time: what one costs matters where there are many."""
SETTLED = 0.1
"""Seconds in which a bot does what is left to do after the last answer."""
BARE = "a bare bot that answers with a constant"


@dataclass(frozen=True, slots=True)
class Side:
    """A bot's process, who asks it, and what is asked."""

    process: Process
    person: Person
    questions: Iterator[str]

    async def ask(self, number: int) -> float:
        """Ask so many questions; give the processor time that each cost the bot."""
        before = self.process.processor_time
        waiting = islice(self.questions, number)
        await asyncio.gather(*(self._ask_all(waiting) for _ in range(IN_FLIGHT)))
        await asyncio.sleep(SETTLED)
        self.process.check()
        return (self.process.processor_time - before) / number

    async def _ask_all(self, questions: Iterator[str]) -> None:
        for question in questions:
            await self.person.slash("general", "ask", question=question)


async def measure(cache: Path, warm_up: int, rounds: int, size: int) -> list[Row]:
    """Ask both bots in turns, `size` questions a round; look at their memory afterwards."""
    questions = many(load(SHIPPED))
    asked = warm_up + rounds * size
    if len(questions) < asked:
        raise ValueError(f"there are only {len(questions):,} different questions, and {asked:,} are to be asked")
    async with AsyncExitStack() as bots:

        async def side(arguments: tuple[str, ...], name: str, **settings: str) -> Side:
            server = await bots.enter_async_context(Server())
            process = bots.enter_context(bot(server, arguments, cache, cache / name, **settings))
            await ready(server, process)
            started = Side(process, server.person("ana"), iter(questions))
            await started.ask(warm_up)
            return started

        ours, theirs = await side(OURS, "unwatched"), await side(BARE_WITH_COMMAND, "bare")
        watched = await side(OURS, "watched", HTTP_PORT=str(_free_port()))
        turns = [[await one.ask(size) for one in (watched, ours, theirs)] for _ in range(rounds)]
        held, bare = ours.process.memory, theirs.process.memory
    many_asked = f"processor time of an /ask, {rounds * size:,} asked"
    return [
        compared(many_asked, BARE, Rounds.of((turn[1], turn[2]) for turn in turns), milliseconds, TARGET),
        compared(
            f"{many_asked}, with HTTP_PORT",
            "without HTTP_PORT",
            Rounds.of((turn[0], turn[1]) for turn in turns),
            milliseconds,
            WATCHED_TARGET,
        ),
        *_memory(held, bare, asked),
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _memory(ours: Memory, theirs: Memory, asked: int) -> Iterator[Row]:
    sorts = (("of its own (USS)", ours.unique, theirs.unique), ("resident (RSS)", ours.resident, theirs.resident))
    for sort, our, their in sorts:
        above = f"{megabytes(our - their)} above"
        yield Row(f"memory {sort} after {asked:,}", f"{our / their:.2g}", "", megabytes(our), megabytes(their), above)
