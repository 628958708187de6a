"""The proof by killing: processes die at named moments, and nothing is lost or doubled."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.quiz.round import Key
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.discord_server import Server, Terms
from tests.proofs import checking
from tests.proofs.audience import Audience
from tests.proofs.crew import Broken, Crew, environment_of
from tests.proofs.orders import NONCE_WINDOW, Moment, Orders, drawn
from tests.proofs.witness import Witness

GUILDS: Final = 6
PEOPLE: Final = 5
SETTLING: Final = 60.0
"""Seconds in which those who live on bring everything to its end."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    engine: str
    kills: dict[Moment, int]
    by_nonce: dict[Moment, int]
    by_history: dict[Moment, int]
    rounds: int
    confirmed: int
    faults: tuple[str, ...]


async def prove(url: str, processes: int, kills: int, seed: int, environment: Mapping[str, str]) -> Proof:
    """Kill so many processes, `processes` at work at a time; check what is left when the last ones have caught up."""
    database = Database(url)
    try:
        await migrate(database)
        async with Server(Terms(nonce_window=NONCE_WINDOW, resume_within=5.0)) as server:
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
                raise Broken("\n".join(["what was begun does not come to its end", *(bot.tail() for bot in bots)]))


async def _settled(attending: "asyncio.Task[None]", url: str) -> bool:
    """Wait until everything has been answered, closed and shown; say whether that came in time."""
    deadline = time.monotonic() + SETTLING
    while not attending.done() or await checking.rows(url, UNFINISHED):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.2)
    return True


UNFINISHED = (
    "SELECT 1 FROM \"round\" WHERE state = 'open' OR (state = 'planned' AND tries > 0) "
    "OR (state = 'closed' AND shown_at IS NULL)"
)


async def _checked(server: Server, crew: Crew, audience: Audience, url: str) -> Proof:
    data = await checking.Data.read(url)
    by_nonce, by_history = _recoveries(crew, audience)
    return Proof(
        engine=url.partition("+")[0],
        kills=crew.kills,
        by_nonce=by_nonce,
        by_history=by_history,
        rounds=len(audience.channels),
        confirmed=sum(press.told is not None for press in audience.presses),
        faults=(
            *(fault.what for fault in server.log.faults),
            *checking.messages_gone_wrong(server, audience.channels, data),
            *checking.answers_gone_wrong(audience.presses, data),
            *checking.scores_gone_wrong(data),
        ),
    )


def _recoveries(crew: Crew, audience: Audience) -> tuple[dict[Moment, int], dict[Moment, int]]:
    """Count the rounds that a dead process had sent, by how another found out: by sending again, or by looking."""
    by_nonce, by_history = Counter[Moment](), Counter[Moment]()
    keys: dict[int, Key] = {channel.id: key for key, channel in audience.channels.items()}
    sent_by: dict[int, Moment] = {}
    for seen in crew.witness.sightings:
        if seen.channel_id not in keys or seen.status != 200:
            continue
        dead = sent_by.get(seen.channel_id)
        if dead is not None and seen.method in ("POST", "GET"):
            (by_nonce if seen.method == "POST" else by_history)[dead] += 1
            del sent_by[seen.channel_id]
        if seen.method == "POST" and seen.process in crew.died_of:
            sent_by[seen.channel_id] = crew.died_of[seen.process]
    return dict(by_nonce), dict(by_history)


def table(proof: Proof) -> str:
    """Write what came of it as lines."""
    lines = [f"{proof.engine + ': killed':38} {'kills':>6} {'found by nonce':>15} {'found in history':>17}"]
    for moment in Moment:
        nonce, history = proof.by_nonce.get(moment, 0), proof.by_history.get(moment, 0)
        lines.append(f"  {moment:36} {proof.kills[moment]:6} {nonce:15} {history:17}")
    lines.append(
        f"  {proof.rounds} rounds, {proof.confirmed} confirmed answers and changes of answers; "
        f"{len(proof.faults)} lost, doubled or scored otherwise than once"
    )
    return "\n".join([*lines, *(f"  FAULT {fault}" for fault in proof.faults[:20])])
