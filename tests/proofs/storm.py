"""The storm: a quiz opens, and everybody answers within a second."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles
from typing import Final

from bot.quiz.round import Key
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.discord_server import Message, Person, Server
from tests.proofs import checking
from tests.proofs.audience import posted, pressed
from tests.proofs.crew import PRODUCT, Bot, environment_of
from tests.proofs.plan import due_now

WITHIN: Final = 1.0
IN_TIME: Final = 3.0
"""Seconds after which Discord tells a person that the bot did not respond."""
STARTING: Final = 60.0


@dataclass(frozen=True, slots=True)
class Waits:
    """How long people waited for an answer, in seconds, by Discord's clock."""

    middle: float
    ninety_nine: float
    longest: float

    @classmethod
    def of(cls, waits: Sequence[float]) -> "Waits":
        """Sum up single waits; at least two."""
        cuts = quantiles(waits, n=100, method="inclusive")
        return cls(cuts[49], cuts[98], max(waits))

    def __str__(self) -> str:
        return f"half within {self.middle:.2f} s, 99 % within {self.ninety_nine:.2f} s, all within {self.longest:.2f} s"


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    engine: str
    people: int
    confirmed: int
    waits: Waits
    faults: tuple[str, ...]

    @property
    def wrong(self) -> Sequence[str]:
        """Say what does not hold."""
        late = () if self.waits.longest < IN_TIME else ("somebody waited too long",)
        unheard = () if self.confirmed == self.people else (f"{self.people - self.confirmed} were not told",)
        return (*self.faults, *unheard, *late)

    def __str__(self) -> str:
        told = f"{self.engine}: {self.people:,} people clicked within a second, {self.confirmed:,} got a confirmation; "
        return "\n".join([f"{told}{self.waits}; {len(self.faults)} lost", *self.wrong[:20]])


async def prove(url: str, people: int, environment: Mapping[str, str]) -> Proof:
    """Let so many people answer one round of a real bot within a second."""
    database = Database(url)
    try:
        await migrate(database)
        async with Server() as server:
            crowd = server.crowd(people)
            channel = server.channel("quiz")
            async with Bot.ready(environment_of(environment, server, url), PRODUCT) as bot:
                await server.connected(timeout=STARTING)
                (key,) = await due_now(database, server.home.id, [channel.id], timedelta(hours=1))
                await server.until(lambda: posted(server, channel, key) is not None, STARTING)
                message = posted(server, channel, key)
                assert message is not None
                proof = await _storm(server, url, key, message, crowd)
                await bot.stop()
            return proof
    finally:
        await database.close()


async def _storm(server: Server, url: str, key: Key, message: Message, crowd: list[Person]) -> Proof:
    buttons = [button.custom_id or "" for button in message.buttons]
    clicks = await server.storm(message, crowd, lambda person: buttons[person.id // 1000 % len(buttons)], within=WITHIN)
    presses = [pressed(key, click) for click in clicks]
    data = await checking.Data.read(url)
    waits = [click.answered_after for click in clicks if click.answered_after is not None]
    return Proof(
        engine=url.partition("+")[0],
        people=len(crowd),
        confirmed=sum(press.told is not None for press in presses),
        waits=Waits.of(waits),
        faults=(*(fault.what for fault in server.log.faults), *checking.answers_gone_wrong(presses, data)),
    )
