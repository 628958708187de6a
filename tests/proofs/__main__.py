"""`python -m tests.proofs`: one of the proofs at its full size, and its table."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from bot.fits import fit_of
from knowledge.loader import SHIPPED, load
from tests import databases
from tests.proofs import guilds, kills, restarts, storm
from tests.proofs import load as loads

Proving: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""Proves something on a database, with several processes where there may be some; prints it, and gives its faults."""


def main() -> int:
    """Prove and print."""
    line = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    line.add_argument("proof", choices=("kills", "storm", "guilds", "load", "restarts"))
    line.add_argument(
        "--number", type=int, help="of kills on each engine (200), people (2000), guilds (5000) or seconds (300)"
    )
    line.add_argument("--seed", type=int, default=1, help="decides who is killed when")
    line.add_argument("--quick", action="store_true", help="restarts: for 40 seconds in the place of five minutes")
    options = line.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if options.proof == "restarts":
            return asyncio.run(_on_postgresql(_proving(options, _environment(place))))
        return asyncio.run(_on_both_engines(place, _proving(options, _environment(place))))


def _proving(options: argparse.Namespace, environment: dict[str, str]) -> Proving:
    async def by_killing(url: str, processes: int) -> Sequence[str]:
        proof = await kills.prove(url, processes, options.number or 200, options.seed, environment)
        print(kills.table(proof), flush=True)
        return proof.faults

    async def by_storm(url: str, _: int) -> Sequence[str]:
        proof = await storm.prove(url, options.number or 2_000, environment)
        print(proof, flush=True)
        return proof.wrong

    async def by_guilds(url: str, _: int) -> Sequence[str]:
        proof = await guilds.prove(url, options.number or 5_000, environment)
        print(proof, flush=True)
        return proof.missed

    async def by_load(url: str, _: int) -> Sequence[str]:
        proof = await loads.prove(url, options.number or 300, environment)
        print(proof, flush=True)
        return (*proof.wrong, *(["a question costs too much"] if proof.dear else []))

    async def by_restarts(url: str, _: int) -> Sequence[str]:
        plan = restarts.QUICK if options.quick else restarts.Plan()
        proof = await restarts.prove(url, plan, options.seed, environment)
        print(proof, flush=True)
        return proof.faults

    ways: dict[str, Proving] = {
        "kills": by_killing,
        "storm": by_storm,
        "guilds": by_guilds,
        "load": by_load,
        "restarts": by_restarts,
    }
    return ways[options.proof]


async def _on_both_engines(place: Path, prove: Proving) -> int:
    faults = await prove(f"sqlite+aiosqlite:///{place / 'bot.sqlite3'}", 1)
    return max(int(bool(faults)), await _on_postgresql(prove))


async def _on_postgresql(prove: Proving) -> int:
    if not databases.is_there():
        print(databases.ADVICE)
        return 0
    with databases.server() as address:
        async with databases.fresh(address) as url:
            return int(bool(await prove(url, 2)))


def _environment(place: Path) -> dict[str, str]:
    """Give the environment of our processes; what the roadmap teaches is learned once, here."""
    print("learning the roadmap …", file=sys.stderr)
    fit_of(load(SHIPPED), place / "roadmap-bot" / "fits")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "SENTENCE_MODEL": "off",
        "XDG_CACHE_HOME": str(place),
        "XDG_DATA_HOME": str(place),
    }


if __name__ == "__main__":
    sys.exit(main())
