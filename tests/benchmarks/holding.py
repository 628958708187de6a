"""What the process holds for each guild, and for each hundred members, beside a bare bot that keeps what ours keeps."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks.comparison import Row, Target
from tests.benchmarks.connections import BARE, OURS, bot, ready
from tests.discord_server import Server

TARGET = Target(1.3)
FEW = 20
"""Guilds of the bot against which many are held: what a process holds without any tells nothing of one more."""
CROWDED = 200
HUNDREDS = 1
SETTLED = 2.0
"""Seconds in which a bot does what is left to do after its start."""


async def measure(cache: Path, guilds: int, rounds: int) -> list[Row]:
    """Start both bots in few and in many guilds, and in guilds with and without members, in turns."""
    few, many = partial(_found, guilds=FEW), partial(_found, guilds=guilds)
    empty, full = partial(_found, guilds=CROWDED), partial(_crowd, guilds=CROWDED)
    return [
        await _row("memory of its own for each guild", cache, (few, many), guilds - FEW, rounds),
        await _row("memory of its own for 100 members", cache, (empty, full), CROWDED * HUNDREDS, rounds),
    ]


async def _row(
    what: str, cache: Path, worlds: tuple[Callable[[Server], None], Callable[[Server], None]], more: int, rounds: int
) -> Row:
    taken: dict[tuple[str, ...], list[float]] = {OURS: [], BARE: []}
    for number in range(rounds):
        for arguments, sizes in taken.items():
            less, much = [await _held(cache, f"{what}-{number}", arguments, world) for world in worlds]
            sizes.append((much - less) / more)
    ours, theirs = median(taken[OURS]), median(taken[BARE])
    # Below a kilobyte there is nothing but chance to compare.
    if theirs <= 1e3:
        return Row(f"{what}, rounds: {rounds}", "–", "", _kilobytes(ours), _kilobytes(theirs), "a bare bot")
    return Row(
        f"{what}, rounds: {rounds}",
        f"{ours / theirs:.2g}",
        TARGET.text(_kilobytes),
        _kilobytes(ours),
        _kilobytes(theirs),
        "a bare bot",
        TARGET.is_missed(ours, ours / theirs),
    )


async def _held(cache: Path, name: str, arguments: tuple[str, ...], world: Callable[[Server], None]) -> int:
    async with Server() as server:
        world(server)
        with bot(server, arguments, cache, cache / f"{name}-{len(server.world.members)}") as process:
            await ready(server, process)
            await asyncio.sleep(SETTLED)
            return process.memory.unique


def _found(server: Server, guilds: int) -> None:
    server.guilds(guilds, ("general", "quiz", "talk"))


def _crowd(server: Server, guilds: int) -> None:
    crowded = server.guilds(guilds, ("general", "quiz", "talk"))
    server.crowd(100 * HUNDREDS, guilds=tuple(crowded))


def _kilobytes(size: float) -> str:
    return f"{size / 1e3:.1f} kB"
