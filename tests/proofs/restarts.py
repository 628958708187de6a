"""Rolling restarts: processes are replaced one after the other, each by one that overlaps it, and nobody notices."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.discord_server import Conversation, Guild, IdentifyPace, Server, Terms
from tests.discord_server.interactions import Kind
from tests.proofs import checking
from tests.proofs.audience import Audience
from tests.proofs.bustle import ADDS, SCHEDULES, Bustle, additions_gone_wrong
from tests.proofs.crew import Broken, environment_of
from tests.proofs.kills import NEVER_BEGUN, UNFINISHED
from tests.proofs.relay import Life, Relay
from tests.proofs.storm import IN_TIME, Waits

PROCESSES: Final = 2
GUILDS: Final = 6
PEOPLE: Final = 5
BETWEEN: Final = 0.7
"""Seconds between two rounds that come due."""
SETTLING: Final = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """For how many seconds processes are replaced, and how many lie between two that are."""

    seconds: float = 300
    every: float = 20


QUICK: Final = Plan(40, 8)


@dataclass(frozen=True, slots=True)
class Interactions:
    """What became of all that people pressed, asked and typed, as Discord saw it."""

    counted: int
    shared: int
    """Those that were told to two processes that could have answered."""
    unanswered: Sequence[str]
    """Those that nobody tried to answer, or answered otherwise than Discord takes it."""
    received: Sequence[str]
    """Those of them that a process had received that was ready, and had not been told to end."""
    late: Sequence[str]
    """Those that were answered when Discord waited no longer."""
    doubled: Sequence[str]
    """Those that brought more than one message."""
    waits: Waits


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    plan: Plan
    restarts: int
    ready_after: Sequence[float]
    rounds: int
    doubled: Sequence[str]
    """Rounds with more or fewer messages than one, or whose message does not show how they ended."""
    confirmed: int
    lost: Sequence[str]
    """Confirmed answers that are not there, or are others."""
    miscounted: Sequence[str]
    additions: int
    repeated: Sequence[str]
    """Schedules that were added otherwise than once."""
    interactions: Interactions
    mentions: int
    unheard: Sequence[str]
    """Mentions with more or fewer answers than one."""
    odd: Sequence[str]
    """What Discord refused, and what the processes' logs call an error."""
    standstills: tuple[float, float]
    """Seconds for which a process did not get its turn, by its own log; and the same of the proof, which does little."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Say all that does not hold."""
        acts = self.interactions
        ours = (self.doubled, self.lost, self.miscounted, self.repeated, self.unheard, self.odd)
        return tuple(chain(*ours, acts.unanswered, acts.late, acts.doubled))

    def __str__(self) -> str:
        acts, slowest = self.interactions, max(self.ready_after)
        began = (
            f"{self.restarts} rolling restarts in {self.plan.seconds:.0f} s, {PROCESSES} processes over one PostgreSQL"
        )
        theirs, ours_own = self.standstills
        scored = f"{len(self.miscounted)} scored otherwise than once"
        heard = f"{acts.counted:,} interactions, {acts.shared:,} of them told to two live processes at once"
        left = f"{len(acts.unanswered)} unanswered, {len(acts.received)} of them received by a live process"
        lines = (
            f"{began}; each was ready within {slowest:.1f} s",
            f"  {self.rounds:,} rounds, {len(self.doubled)} without exactly one message that shows its end",
            f"  {self.confirmed:,} confirmed answers, {len(self.lost)} lost or kept otherwise; {scored}",
            f"  {self.additions:,} schedules added, {len(self.repeated)} otherwise than once",
            f"  {heard}; {left}; {len(acts.late)} answered too late, {len(acts.doubled)} twice",
            f"  {acts.waits}; without a processor: a process for up to {theirs:.1f} s, the proof for {ours_own:.1f} s",
            f"  {self.mentions:,} mentions, {len(self.unheard)} without exactly one answer",
            f"  {len(self.odd)} refusals and errors",
        )
        return "\n".join([*lines, *(f"  FAULT {fault}" for fault in self.faults[:20])])


async def prove(url: str, plan: Plan, seed: int, environment: Mapping[str, str]) -> Proof:
    """Replace processes for so long, while rounds come due and people do all they can; look at what they got."""
    database = Database(url)
    try:
        await migrate(database)
        async with Server(Terms(identify_pace=IdentifyPace())) as server:
            guilds = server.guilds(GUILDS)
            people = server.crowd(PEOPLE, guilds=tuple(guilds))
            chance = random.Random(seed)
            audience = Audience(server, database, guilds, people, chance, between=BETWEEN)
            theirs = server.guilds(int(plan.seconds / ADDS / SCHEDULES) + 2, name="Kept")
            admin = server.person("ada", admin=True, guilds=tuple(theirs))
            bustle = Bustle(server, guilds, theirs, people, admin, chance)
            relay = Relay(
                server, [environment_of(environment, server, url, shard, PROCESSES) for shard in range(PROCESSES)]
            )
            await _run(plan, relay, audience, bustle, url)
            return await _checked(plan, relay, audience, bustle, url)
    finally:
        await database.close()


async def _run(plan: Plan, relay: Relay, audience: Audience, bustle: Bustle, url: str) -> None:
    async with relay.running():
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            attending = group.create_task(audience.attend())
            going_on = (bustle.go_on(enough), relay.go_round(plan.every, enough), relay.watch(enough))
            rest = [group.create_task(one) for one in going_on]
            await asyncio.sleep(plan.seconds)
            enough.set()
            audience.stop()
            await asyncio.gather(*rest)
            if not await _settled(attending, url):
                left = [*await checking.rows(url, UNFINISHED), *await checking.rows(url, NEVER_BEGUN)]
                raise Broken("\n".join(["it does not come to its end:", *map(str, left), *relay.tails()]))


async def _settled(attending: "asyncio.Task[None]", url: str) -> bool:
    """Wait until everything has been answered, closed and shown; say whether that came in time."""
    deadline = time.monotonic() + SETTLING
    while not attending.done() or await checking.rows(url, UNFINISHED):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.2)
    return True


async def _checked(plan: Plan, relay: Relay, audience: Audience, bustle: Bustle, url: str) -> Proof:
    data, server = await checking.Data.read(url), relay.server
    identifies = len(server.log.identifies)
    odd = [*(fault.what for fault in server.log.faults), *relay.complaints]
    if identifies != len(relay.lives):
        odd.append(f"{len(relay.lives)} processes have begun {identifies} sessions")
    return Proof(
        plan=plan,
        restarts=relay.restarts,
        ready_after=relay.ready_after,
        rounds=len(audience.channels),
        doubled=checking.messages_gone_wrong(server, audience.channels, data),
        confirmed=sum(press.told is not None for press in audience.presses),
        lost=checking.answers_gone_wrong(audience.presses, data),
        miscounted=checking.scores_gone_wrong(data),
        additions=len(bustle.additions),
        repeated=await additions_gone_wrong(url, bustle.additions),
        interactions=_interactions(server, relay.lives, [*bustle.guilds, *bustle.admins_guilds]),
        mentions=len(bustle.mentions),
        unheard=[_heard(mention) for mention in bustle.mentions if len(mention.messages) != 1],
        odd=odd,
        standstills=(max(relay.standstills, default=0.0), relay.lag),
    )


def _interactions(server: Server, lives: Sequence[Life], guilds: Sequence[Guild]) -> Interactions:
    sent: dict[int, list[tuple[str, float]]] = defaultdict(list)
    kinds: dict[int, str] = {}
    for event in server.log.events("INTERACTION_CREATE"):
        kinds[int(event.data["id"])] = Kind(event.data["type"]).name
        sent[int(event.data["id"])].append((event.session, event.at))
    owners = {session: life for life in lives for session in life.sessions}
    unanswered, received, late, waits, shared = [], [], [], [], 0
    for interaction_id, sendings in sent.items():
        had_it = [owners[session].is_up(at) for session, at in sendings if session in owners]
        shared += sum(owners[session].hears(at) for session, at in sendings if session in owners) > 1
        tries, sent_at = server.log.answers_to(interaction_id), sendings[0][1]
        taken = [answer.at - sent_at for answer in tries if answer.taken]
        if taken:
            waits.append(taken[0])
            continue
        after = [round(answer.at - sent_at, 1) for answer in tries]
        said = f"{kinds[interaction_id]} at {sent_at:.1f}: {sum(had_it)} live processes had received it; tried after {after} s"
        if after and min(after) >= IN_TIME:
            late.append(said)
            continue
        unanswered.append(said)
        received += [said] if any(had_it) else []
    return Interactions(len(sent), shared, unanswered, received, late, _doubled(server, guilds), Waits.of(waits))


def _doubled(server: Server, guilds: Sequence[Guild]) -> list[str]:
    everywhere = [channel for guild in guilds for channel in server.world.channels_of(guild.id)]
    written = Counter(
        message.interaction_id
        for channel in everywhere
        for message in server.log.created(channel)
        if message.interaction_id is not None
    )
    return [f"{interaction_id} brought {times} messages" for interaction_id, times in written.items() if times > 1]


def _heard(mention: Conversation) -> str:
    return f"“{mention.said.content}” got {len(mention.messages)} answers"
