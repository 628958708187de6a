"""`python -m tests.proofs`: one of the proofs at its full size, and its table."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from bot.fits import fit_of
from knowledge.loader import SHIPPED, load
from tests import databases
from tests.proofs import kills


def main() -> int:
    """Prove and print."""
    line = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    line.add_argument("--seed", type=int, default=1)
    which = line.add_subparsers(dest="proof", required=True)
    killing = which.add_parser("kills", help="kill processes at named moments")
    killing.add_argument("--kills", type=int, default=200, help="on each engine")
    options = line.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return asyncio.run(_kills(place, _environment(place), options))


def _environment(place: Path) -> dict[str, str]:
    """Give the environment of our processes; what the roadmap teaches is learned once, here."""
    print("learning the roadmap …", file=sys.stderr)
    fit_of(SHIPPED, load(SHIPPED), place / "roadmap-bot" / "fits")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(place),
        "XDG_DATA_HOME": str(place),
    }


async def _kills(place: Path, environment: dict[str, str], options: argparse.Namespace) -> int:
    faults = 0
    on_sqlite = f"sqlite+aiosqlite:///{place / 'bot.sqlite3'}"
    proof = await kills.prove(on_sqlite, 1, options.kills, options.seed, environment)
    print(kills.table(proof), flush=True)
    faults += len(proof.faults)
    if not databases.is_there():
        print(databases.ADVICE)
        return int(faults > 0)
    with databases.server() as address:
        async with databases.fresh(address) as url:
            proof = await kills.prove(url, 2, options.kills, options.seed, environment)
            print(kills.table(proof))
    return int(faults + len(proof.faults) > 0)


if __name__ == "__main__":
    sys.exit(main())
