"""Many guilds: their quizzes are due at the same minute, and each is posted in its turn while people click on others."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import update

from bot.frontends.discord.pace import PER_SECOND as PACE
from bot.guilds.guild import Home
from bot.quiz import claims
from bot.quiz.claims import Claimant
from bot.quiz.running import AT_ONCE, MOST
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from bot.storage.tables import round as round_
from tests.discord_server import Channel, Click, Guild, Person, RateLimits, Server, Terms
from tests.proofs import checking
from tests.proofs.audience import posted
from tests.proofs.crew import PRODUCT, Bot, environment_of
from tests.proofs.plan import due_now, planned
from tests.proofs.storm import IN_TIME, Waits

SHARDS: Final = 3
PER_SECOND: Final = 50
TWICE: Final = 25
"""Every so many guilds one has two quizzes at that minute."""
CLICKERS: Final = 10
"""Every so many guilds one has somebody who clicks, again and again."""
BATCH: Final = 250
HOUR: Final = timedelta(hours=1)
UNCLAIMED: Final = "SELECT count(*) AS left_over FROM \"round\" WHERE state = 'planned' AND tries = 0 AND due_at <="
SECOND: Final = 1.0
"""Seconds within which all that is due is to be found and claimed."""
IN_STEP: Final = 0.8
"""The share of the bot's own pace below which it did not post at that pace."""
CLICKS_APART: Final = 0.05
"""Seconds between two clicks, anywhere."""
STARTING: Final = 240.0
SLOWEST: Final = 20
"""Guilds that must be served in a second, or the proof gives up."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    engine: str
    rounds: int
    claiming: float
    """Seconds that finding and claiming all of them takes."""
    starting: float
    """Seconds from the gateway's welcome to the first post of a bot that starts with all of them planned."""
    found: float
    """Seconds after the minute began at which all were claimed."""
    posting: float
    """Seconds from the first post to the last."""
    pace: float
    """Posts a second that the bot allows itself."""
    busiest: int
    """Requests in the busiest second."""
    refused: int
    """Requests that came too fast."""
    unfair: int
    """Second quizzes of a guild that were posted before another guild's first."""
    clicks: Waits
    answered: int
    faults: tuple[str, ...]

    @property
    def missed(self) -> Sequence[str]:
        """Say what is asked of us and does not hold, were it that the machine was too slow for it."""
        slowest = self.rounds / self.posting if self.posting else self.pace
        rules = {
            f"finding and claiming took {self.claiming:.2f} s, more than a second": self.claiming > SECOND,
            f"the bot had claimed all after {self.found:.2f} s, more than a second": self.found > SECOND,
            f"{slowest:.1f} posts a second are less than the pace allows": slowest < IN_STEP * self.pace,
        }
        return (*self.wrong, *(rule for rule, broken in rules.items() if broken))

    @property
    def wrong(self) -> Sequence[str]:
        """Say what holds on no machine: what Discord or a guild would hold against us."""
        rules = {
            "requests came faster than Discord allows": self.refused > 0,
            "a guild's second round came before another's first": self.unfair > 0,
            "clicks had to wait too long": self.clicks.ninety_nine > IN_TIME,
        }
        return (*self.faults, *(rule for rule, broken in rules.items() if broken))

    def __str__(self) -> str:
        at_a_time = f"{self.rounds / self.posting:.1f} a second, {self.busiest} requests in the busiest one"
        lines = (
            f"{self.engine}: {self.rounds:,} rounds due at once, found and claimed in {self.claiming:.2f} s",
            f"  claimed {self.found:.2f} s after they were due; a start with all of them takes {self.starting:.1f} s",
            f"  posted in {self.posting:.0f} s, {at_a_time}, {self.refused} too fast, {self.unfair} out of turn",
            f"  {self.answered:,} clicks meanwhile: {self.clicks}; {len(self.faults)} faults",
        )
        return "\n".join([*lines, *self.missed[:20]])


async def prove(url: str, guilds: int, environment: Mapping[str, str]) -> Proof:
    """Let the quizzes of so many guilds become due at once, while a real bot is at work."""
    database = Database(url)
    try:
        await migrate(database)
        async with Server(Terms(rate_limits=RateLimits(per_second=PER_SECOND), shards=SHARDS)) as server:
            there = server.guilds(guilds, ("quiz", "more"))
            await _plan(database, there, server)
            claiming = await claim_time(database)
            settings = {**environment_of(environment, server, url), "SHARD_COUNT": str(SHARDS)}
            async with Bot.ready(settings, PRODUCT) as bot:
                starting = await _started(server, database)
                proof = await _Minute(server, url, there, await _make_due(database, there), claiming, starting).proof()
                await bot.stop()
            return proof
    finally:
        await database.close()


async def _plan(database: Database, guilds: Sequence[Guild], server: Server) -> None:
    """Plan everything for the same minute, some hours ahead."""
    now = datetime.now(UTC)
    numbered = list(enumerate(guilds))
    for first in range(0, len(numbered), BATCH):
        async with database.writing() as connection:
            for number, guild in numbered[first : first + BATCH]:
                for name in ("quiz", "more") if number % TWICE == 0 else ("quiz",):
                    await planned(connection, guild.id, server.channel(name, guild).id, HOUR, now)


async def claim_time(database: Database) -> float:
    """Measure how long it takes to find and claim everything that is planned; nothing stays claimed."""
    due = Claimant(Home.DISCORD, "measuring", datetime.now(UTC) + timedelta(days=2))
    async with database.writing() as connection:
        began = time.perf_counter()
        assert await claims.claim_due(connection, due, MOST)
        taken = time.perf_counter() - began
        await connection.rollback()
    return taken


async def _started(server: Server, database: Database) -> float:
    """Wait until the bot posts what is due in the home guild; give the seconds from its entry to that."""
    await server.connected(SHARDS, STARTING)
    entered = time.monotonic()
    channel = server.channel("quiz")
    (key,) = await due_now(database, server.home.id, [channel.id], HOUR)
    await server.until(lambda: posted(server, channel, key) is not None, STARTING)
    return time.monotonic() - entered


async def _make_due(database: Database, guilds: Sequence[Guild]) -> datetime:
    """Let the minute come: what lies hours ahead is due now."""
    now = datetime.now(UTC)
    theirs = (round_.c.state == "planned", round_.c.guild_id >= min(guild.id for guild in guilds))
    async with database.writing() as connection:
        await connection.execute(update(round_).where(*theirs).values(due_at=now))
    return datetime.now(UTC)


@dataclass
class _Minute:
    """The minute at which all is due, and those that follow."""

    server: Server
    url: str
    guilds: Sequence[Guild]
    due: datetime
    claiming: float
    starting: float

    def __post_init__(self) -> None:
        self.expected = len(self.guilds) + len(range(0, len(self.guilds), TWICE))
        self.chance = random.Random(len(self.guilds))

    async def proof(self) -> Proof:
        """Click while everything is posted, and look at what was done."""
        async with asyncio.timeout(self.expected / SLOWEST + STARTING), asyncio.TaskGroup() as group:
            finding = group.create_task(self._found())
            clicking = group.create_task(self._click())
        return self._looked_at(finding.result(), clicking.result())

    def _posts(self) -> list[tuple[float, int]]:
        """Give when and in which channel rounds were posted, that of the home guild left out."""
        made = self.server.log.requests("POST", "/channels/{channel_id}/messages")
        there = [(request.at, int(request.path.split("/")[2])) for request in made if request.status == 200]
        return there[1:]

    async def _found(self) -> float:
        """Wait until all that is due is claimed or posted; give the seconds since it was due."""
        while True:
            now = int(datetime.now(UTC).timestamp() * 1000)
            (row,) = await checking.rows(self.url, f"{UNCLAIMED} {now}")
            if not row["left_over"]:
                return (datetime.now(UTC) - self.due).total_seconds()
            await asyncio.sleep(0.05)

    async def _click(self) -> list[Click]:
        """Click on rounds that are posted, in one guild after the other, until the last is."""
        people = {
            self.server.channel("quiz", guild).id: self.server.person(f"member of {guild.name}", guilds=(guild,))
            for guild in self.guilds[::CLICKERS]
        }
        clicking: set[asyncio.Task[list[Click]]] = set()
        known: deque[tuple[int, Person]] = deque()
        seen = 0
        while seen < self.expected:
            posts = self._posts()
            known.extend((place, people[place]) for _, place in posts[seen:] if place in people)
            seen = len(posts)
            if known:
                clicking.add(asyncio.create_task(self._clicked(*known[0])))
                known.rotate(-1)
            await asyncio.sleep(CLICKS_APART)
        return [click for clicks in await asyncio.gather(*clicking) for click in clicks]

    async def _clicked(self, channel_id: int, person: Person) -> list[Click]:
        channel: Channel = self.server.world.channels[channel_id]
        message = self.server.messages(channel)[0]
        pressed = self.chance.choice(message.buttons).custom_id or ""
        return await self.server.storm(message, [person], lambda _: pressed, within=0)

    def _looked_at(self, found: float, clicks: list[Click]) -> Proof:
        posts = self._posts()
        made = [request for request in self.server.log.requests() if not request.route.startswith("/interactions")]
        moments = [request.at for request in made if request.at >= self.due.timestamp()]
        waits = [click.answered_after for click in clicks if click.answered_after is not None]
        faults = [fault.what for fault in self.server.log.faults]
        faults += [f"{click} was not answered" for click in clicks if not click.private]
        if len(posts) != self.expected or len({place for _, place in posts}) != self.expected:
            faults.append(f"{len(posts)} posts for {self.expected} rounds")
        return Proof(
            engine=self.url.partition("+")[0],
            rounds=self.expected,
            claiming=self.claiming,
            starting=self.starting,
            found=found,
            posting=posts[-1][0] - posts[0][0],
            pace=PACE,
            busiest=_busiest(moments),
            refused=len(self.server.log.answered(429)),
            unfair=self._unfair([place for _, place in posts]),
            clicks=Waits.of(waits),
            answered=len(waits),
            faults=tuple(faults),
        )

    def _unfair(self, places: Sequence[int]) -> int:
        """Count a guild's second rounds that came before another's first; those side by side come in any order."""
        seconds = {self.server.channel("more", guild).id for guild in self.guilds[::TWICE]}
        firsts = len(self.guilds) - AT_ONCE
        return sum(place in seconds for place in places[:firsts])


def _busiest(moments: Sequence[float]) -> int:
    """Count the requests of the busiest second."""
    window: deque[float] = deque()
    most = 0
    for moment in sorted(moments):
        window.append(moment)
        while window[0] <= moment - 1:
            window.popleft()
        most = max(most, len(window))
    return most
