"""The load: questions, presses and suggestions mixed, minute after minute, beside a bare bot that answers with constants."""

import asyncio
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from typing import Final

from bot.storage.engine import Database
from bot.storage.migrating import migrate
from knowledge.loader import SHIPPED, load
from tests.benchmarks.comparison import Rounds, megabytes, milliseconds
from tests.benchmarks.connections import BARE, OURS, ready
from tests.benchmarks.processes import Process
from tests.benchmarks.questions import many
from tests.discord_server import Asks, Fate, Guild, Message, NoAnswer, Person, Presses, Server, Traffic
from tests.proofs import checking
from tests.proofs.audience import posted
from tests.proofs.crew import environment_of
from tests.proofs.plan import due_now
from tests.proofs.storm import Waits

RATE: Final = 300
"""Acts a second."""
IN_TIME: Final = 0.5
"""Seconds within which 99 of 100 must be answered."""
MINUTE: Final = 60
"""Seconds after which a process is warm; it is looked at once a second."""
FLAT: Final = 1.05
"""So many times what it held after the first minute may a process hold at its end."""
DEAR: Final = 2.5
"""So many times the bare bot's processor time may a question cost."""
ON_TIME: Final = 0.97
"""The share of the acts that must have come when they were to come; fewer, and the load was none."""
PEOPLE: Final = 400
CHANNELS: Final = 20
ROUNDS: Final = 9
ROUND: Final = 60
IN_FLIGHT: Final = 8
SETTLED: Final = 0.1
STARTING: Final = 60.0
LOOK: Final = 1.0
"""Seconds between two looks at the memory."""
BARE_FOR: Final = 20.0
"""Seconds of load for the bare bot, at most."""
KINDS: Final = ("question", "press", "suggestion")
SHARES: Final = (2, 1, 1)


@dataclass(frozen=True, slots=True)
class Side:
    """A bot's process, and what happens on its Discord."""

    server: Server
    process: Process
    people: Sequence[Person]
    pressed: Sequence[Message]
    chance: random.Random
    questions: Iterator[str]

    def acts(self, kinds: Sequence[str], shares: Sequence[int]) -> Iterator[Asks | Presses]:
        """Give acts without end."""
        # So many that no channel hears a question twice within the minute in which that gets but a link.
        channels = [self.server.channel(f"talk-{number}") for number in range(CHANNELS)]
        while True:
            (kind,) = self.chance.choices(kinds, shares)
            person, channel = self.chance.choice(self.people), self.chance.choice(channels)
            if kind == "press":
                message = self.chance.choice(self.pressed)
                there = self.server.world.channels[message.channel_id]
                yield Presses(person, there, message, self.chance.choice(message.custom_ids))
            elif kind == "question":
                yield Asks(person, channel, "ask", {"question": next(self.questions)})
            else:
                question = next(self.questions)
                typed = question[: self.chance.randint(3, min(40, len(question)))]
                yield Asks(person, channel, "ask", {"question": typed}, focused="question")

    async def cost(self, kind: str) -> float:
        """Give the processor time of one act of a kind, where there are many."""
        before = self.process.processor_time
        traffic = Traffic(self.server, self.acts((kind,), (1,)))
        await self.server.inside(traffic.one_by_one(ROUND, IN_FLIGHT))
        await asyncio.sleep(SETTLED)
        self.process.check()
        return (self.process.processor_time - before) / ROUND

    async def load(self, rate: float, seconds: float) -> "Loaded":
        """Let everything happen at once; look at the memory meanwhile."""
        before = self.process.processor_time
        flow = asyncio.create_task(
            self.server.inside(Traffic(self.server, self.acts(KINDS, SHARES)).flow(rate, seconds))
        )
        held: list[int] = []
        while not flow.done():
            held.append(self.process.memory.unique)
            await asyncio.wait({flow}, timeout=LOOK)
        fates = await flow
        self.process.check()
        spent = (self.process.processor_time - before) / len(fates)
        return Loaded(len(fates) / (rate * seconds), fates, spent, held)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a process made of its load."""

    came: float
    """The share of the acts that came in time."""
    fates: Sequence[Fate]
    spent: float
    """Processor time of one act."""
    held: Sequence[int]
    """Its memory, second by second."""

    @property
    def waits(self) -> Waits:
        """How long those waited who were answered."""
        return Waits.of([fate.answered_after for fate in self.fates if fate.answered_after is not None])

    @property
    def lost(self) -> int:
        """How many got no answer in time."""
        return sum(fate.answered_after is None for fate in self.fates)

    @property
    def is_warm(self) -> bool:
        """Whether the load was long enough to tell warming up from growing."""
        return len(self.held) > MINUTE

    @property
    def warm(self) -> int:
        """What it held after the first minute, or after a third of a shorter load."""
        return self.held[min(MINUTE, len(self.held) // 3)]


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    engine: str
    rate: float
    seconds: float
    costs: Mapping[str, Rounds]
    ours: Loaded
    bare: Loaded
    faults: tuple[str, ...]

    @property
    def wrong(self) -> Sequence[str]:
        """Say what does not hold."""
        rules = {
            f"{self.ours.lost} got no answer": self.ours.lost > 0,
            "answers came too late": self.ours.waits.ninety_nine >= IN_TIME,
            "its memory grows": self.ours.is_warm and self.ours.held[-1] > FLAT * self.ours.warm,
            "the load did not come: the machine is too slow, or too busy": self.ours.came < ON_TIME,
        }
        return (*self.faults, *(rule for rule, broken in rules.items() if broken))

    @property
    def dear(self) -> bool:
        """Whether a question costs too much; on a busy machine that is not told apart."""
        return self.costs["question"].ratio.middle > DEAR

    def __str__(self) -> str:
        ours, bare = self.ours, self.bare
        costs = (
            f"  processor time of a {kind}: {milliseconds(cost.ours)}, {cost.ratio} times the bare bot's "
            f"{milliseconds(cost.theirs)}"
            for kind, cost in self.costs.items()
        )
        answered = (
            f"{self.rate:.0f} acts a second for {self.seconds:.0f} s, {len(ours.fates):,} in all, {ours.lost} lost"
        )
        warm, end = megabytes(ours.warm), megabytes(ours.held[-1])
        between = ", ".join(map(megabytes, ours.held[MINUTE:-1:MINUTE]))
        lines = (
            f"{self.engine}: {answered}",
            f"  {ours.waits}; the bare bot: {bare.waits}",
            *costs,
            f"  in the mix {milliseconds(ours.spent)}, {ours.spent / bare.spent:.2g} times {milliseconds(bare.spent)}",
            f"  memory of its own: {warm} when warm, {end} at the end; the bare bot's {megabytes(bare.held[-1])}",
            *([f"  minute after minute: {between}"] if ours.is_warm else []),
        )
        return "\n".join([*lines, *self.wrong[:20], *(["a question costs too much"] if self.dear else [])])


async def prove(url: str, seconds: float, environment: Mapping[str, str], rate: float = RATE) -> Proof:
    """Load a real bot for so long."""
    database = Database(url)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(database.close)
        await migrate(database)
        server, away = [await stack.enter_async_context(Server()) for _ in range(2)]
        told = {**environment_of(environment, server, url), "FLOOD_LIMITS": "off"}
        ours = stack.enter_context(Process(OURS, told))
        bare = stack.enter_context(Process((*BARE, "at-length"), {**environment, **away.environment}))
        await ready(server, ours)
        await ready(away, bare)
        (key,) = await due_now(database, server.home.id, [server.channel("quiz").id], timedelta(hours=6))
        await server.until(lambda: posted(server, server.channel("quiz"), key) is not None, STARTING)
        quiz = posted(server, server.channel("quiz"), key)
        assert quiz is not None
        first = await server.person("ana").slash("general", "ask", question="what is a saga?")
        shown = (quiz, first.message)
        sides = [
            _side(server, ours, shown),
            _side(away, bare, [_on(away, away.home, message) for message in shown]),
        ]
        for kind in KINDS:
            for side in sides:
                # This only warms both up.
                await side.cost(kind)
        costs = {}
        # Kind after kind: what a press has left for the disk to do would be counted with the next question.
        for kind in KINDS:
            pairs = [(await sides[0].cost(kind), await sides[1].cost(kind)) for _ in range(ROUNDS)]
            costs[kind] = Rounds.of(pairs)
        loaded = await sides[0].load(rate, seconds)
        beside = await sides[1].load(rate, min(seconds, BARE_FOR))
        faults = [fault.what for one in (server, away) for fault in one.log.faults]
        faults += await _after(server.person("ana"))
        faults += [] if (await checking.Data.read(url)).answers else ["no answer to the quiz was kept"]
        return Proof(url.partition("+")[0], rate, seconds, costs, loaded, beside, tuple(faults))


async def _after(person: Person) -> Sequence[str]:
    """Say what is wrong with a bot whose load is over."""
    try:
        last = await person.slash("general", "ask", question="what is a bulkhead?")
    except NoAnswer:
        return ["it answers nobody after its load"]
    return [] if "Bulkhead" in last.text else [f"it answers with: {last.text}"]


def _side(server: Server, process: Process, pressed: Sequence[Message]) -> Side:
    questions = cycle(many(load(SHIPPED)))
    return Side(server, process, server.crowd(PEOPLE), pressed, random.Random(1), questions)


def _on(server: Server, guild: Guild, message: Message) -> Message:
    """Show the same message on another Discord."""
    channel = server.channel("general", guild)
    return replace(message, channel_id=channel.id, guild_id=guild.id, author_id=server.world.bot.id)
