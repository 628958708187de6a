"""The proof by killing: processes die at named moments, and nothing is lost or doubled."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.discord_server import IdentifyPace, Server, Terms
from tests.proofs import checking
from tests.proofs.audience import Audience
from tests.proofs.crew import Broken, Crew, environment_of
from tests.proofs.orders import NONCE_WINDOW, Moment, Orders, drawn
from tests.proofs.witness import Sighting, Witness

GUILDS: Final = 6
PEOPLE: Final = 5
SETTLING: Final = 240.0
"""Seconds in which those who live on bring everything to its end: what was left behind comes at the pace of posting."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    engine: str
    kills: dict[Moment, int]
    touched: Counter[Moment]
    """Rounds that the killed processes had dealt with."""
    by_nonce: Counter[Moment]
    by_history: Counter[Moment]
    rounds: int
    confirmed: int
    doubled: Sequence[str]
    """Rounds with more or fewer messages than one, or whose message does not show how they ended."""
    lost: Sequence[str]
    """Confirmed answers that are not there, or are others."""
    miscounted: Sequence[str]
    """Marks, boards and streaks that are not what one scoring of each round gives."""
    refused: Sequence[str]
    """What Discord would not have taken."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Say all that does not hold."""
        return (*self.doubled, *self.lost, *self.miscounted, *self.refused)


async def prove(url: str, processes: int, kills: int, seed: int, environment: Mapping[str, str]) -> Proof:
    """Kill so many processes, `processes` at work at a time; check what is left when the last ones have caught up."""
    database = Database(url)
    try:
        await migrate(database)
        # As with large bots: each process has a turn of its own to begin its session.
        pace = IdentifyPace(processes) if processes > 1 else None
        terms = Terms(nonce_window=NONCE_WINDOW, resume_within=5.0, identify_pace=pace)
        async with Server(terms) as server:
            server.faults = witness = Witness()
            guilds = server.guilds(GUILDS)
            people = server.crowd(PEOPLE, guilds=tuple(guilds))
            audience = Audience(server, database, guilds, people, random.Random(seed))
            crew = Crew(
                [environment_of(environment, server, url, shard, processes) for shard in range(processes)],
                witness,
                drawn(kills, seed),
                random.Random(seed),
            )
            await _run(crew, audience, url)
            return await _checked(server, crew, audience, url)
    finally:
        await database.close()


async def _run(crew: Crew, audience: Audience, url: str) -> None:
    async with asyncio.TaskGroup() as group:
        attending = group.create_task(audience.attend())
        await crew.lose_all()
        audience.stop()
        async with crew.alive(Orders()) as bots:
            if not await _settled(attending, url):
                left = [*await checking.rows(url, UNFINISHED), *await checking.rows(url, NEVER_BEGUN)]
                said = [bot.tail() for bot in bots]
                raise Broken("\n".join(["what was begun does not come to its end:", *map(str, left), *said]))


async def _settled(attending: "asyncio.Task[None]", url: str) -> bool:
    """Wait until everything has been answered, closed and shown; say whether that came in time."""
    deadline = time.monotonic() + SETTLING
    while not attending.done() or await checking.rows(url, UNFINISHED):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.2)
    return True


UNFINISHED = (
    "SELECT guild_id, number, state, tries, owner, lease_until, message_id FROM \"round\" WHERE state = 'open' OR (state = 'planned' AND tries > 0) "
    "OR (state = 'closed' AND shown_at IS NULL)"
)
NEVER_BEGUN = (
    'SELECT guild_id, schedule, number, due_at FROM "round" AS one WHERE NOT EXISTS '
    '(SELECT 1 FROM "round" WHERE guild_id = one.guild_id AND schedule = one.schedule AND number < one.number) '
    "AND state = 'planned' AND tries = 0"
)


async def _checked(server: Server, crew: Crew, audience: Audience, url: str) -> Proof:
    data = await checking.Data.read(url)
    recovered = _Recovered(crew, {channel.id for channel in audience.channels.values()})
    return Proof(
        engine=url.partition("+")[0],
        kills=crew.kills,
        touched=recovered.touched(),
        by_nonce=recovered.by("POST"),
        by_history=recovered.by("GET"),
        rounds=len(audience.channels),
        confirmed=sum(press.told is not None for press in audience.presses),
        doubled=checking.messages_gone_wrong(server, audience.channels, data),
        lost=checking.answers_gone_wrong(audience.presses, data),
        miscounted=checking.scores_gone_wrong(data),
        refused=[fault.what for fault in server.log.faults],
    )


@dataclass(frozen=True, slots=True)
class _Recovered:
    """What became of the rounds that dead processes had in hand."""

    crew: Crew
    places: set[int]

    def touched(self) -> Counter[Moment]:
        died_of = self.crew.died_of
        seen = {(died_of[seen.process], seen.channel_id) for seen in self._sightings() if seen.process in died_of}
        return Counter(moment for moment, _ in seen)

    def by(self, method: str) -> Counter[Moment]:
        """Count the rounds that a dead process had sent, where this is what the next one did about it."""
        found, sent_by = Counter[Moment](), dict[int, Moment]()
        for seen in self._sightings():
            if seen.method == "PATCH":
                continue
            dead = sent_by.pop(seen.channel_id, None)
            if dead is not None and seen.method == method:
                found[dead] += 1
            if seen.method == "POST" and seen.process in self.crew.died_of:
                sent_by[seen.channel_id] = self.crew.died_of[seen.process]
        return found

    def _sightings(self) -> list[Sighting]:
        return [seen for seen in self.crew.witness.sightings if seen.channel_id in self.places and seen.status == 200]


def table(proof: Proof) -> str:
    """Write what came of it as lines."""
    lines = [f"{proof.engine + ': killed':38} {'kills':>5} {'rounds':>7} {'found by nonce':>15} {'in history':>11}"]
    for moment in Moment:
        counts = f"{proof.kills[moment]:5} {proof.touched[moment]:7} "
        lines.append(f"  {moment:36} {counts}{proof.by_nonce[moment]:15} {proof.by_history[moment]:11}")
    lines.append(
        f"  {sum(proof.kills.values())} kills; {proof.rounds:,} rounds, {len(proof.doubled)} without exactly one message "
        f"that shows its end; {proof.confirmed:,} confirmed answers, {len(proof.lost)} lost; "
        f"{len(proof.miscounted)} scored otherwise than once; {len(proof.refused)} requests that Discord refuses"
    )
    return "\n".join([*lines, *(f"  FAULT {fault}" for fault in proof.faults[:20])])
