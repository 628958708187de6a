"""What /ask costs the bot's process, and what it holds afterwards, beside a bare bot that answers with a constant."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from knowledge.loader import SHIPPED, load
from tests.benchmarks.comparison import Rounds, Row, compared, megabytes, milliseconds
from tests.benchmarks.connections import BARE_WITH_COMMAND, OURS, bot, ready
from tests.benchmarks.processes import Memory, Process
from tests.benchmarks.questions import many
from tests.discord_server import Person, Server

TARGET = "at most 2.5"
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
    async with Server() as home, Server() as away:
        with bot(home, OURS, cache) as roadmap_bot, bot(away, BARE_WITH_COMMAND, cache) as bare_bot:
            await ready(home, roadmap_bot)
            await ready(away, bare_bot)
            ours = Side(roadmap_bot, home.person("ana"), iter(questions))
            theirs = Side(bare_bot, away.person("ana"), iter(questions))
            await ours.ask(warm_up)
            await theirs.ask(warm_up)
            taken = Rounds.of([(await ours.ask(size), await theirs.ask(size)) for _ in range(rounds)])
            held, bare = roadmap_bot.memory, bare_bot.memory
    cost = compared(f"processor time of an /ask, {rounds * size:,} asked", BARE, taken, milliseconds, TARGET)
    return [cost, *_memory(held, bare, asked)]


def _memory(ours: Memory, theirs: Memory, asked: int) -> Iterator[Row]:
    sorts = (("of its own (USS)", ours.unique, theirs.unique), ("resident (RSS)", ours.resident, theirs.resident))
    for sort, our, their in sorts:
        above = f"{megabytes(our - their)} above"
        yield Row(f"memory {sort} after {asked:,}", f"{our / their:.2g}", "", megabytes(our), megabytes(their), above)
