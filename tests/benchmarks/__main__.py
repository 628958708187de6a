"""`python -m tests.benchmarks`: all of them, and one table."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import answering, asking, holding, learning, picturing, standing, starting, storing
from tests.benchmarks.comparison import Row, table
from tests.benchmarks.processes import Broken


@dataclass(frozen=True, slots=True)
class Scale:
    """How often each thing is measured."""

    answers: int
    warm_up: int
    rounds: int
    round_size: int
    starts: int
    learnings: int
    pictures: int
    people: int
    boards: int
    stored: int
    guilds: int
    holdings: int


FULL = Scale(
    answers=300,
    warm_up=1000,
    rounds=15,
    round_size=100,
    starts=11,
    learnings=3,
    pictures=60,
    people=100_000,
    boards=100,
    stored=20_000,
    guilds=2_000,
    holdings=3,
)
QUICK = Scale(
    answers=60,
    warm_up=200,
    rounds=7,
    round_size=80,
    starts=5,
    learnings=1,
    pictures=20,
    people=100_000,
    boards=40,
    stored=5_000,
    guilds=1_000,
    holdings=1,
)


def main() -> int:
    """Measure and print."""
    line = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Compare ours with its baselines.")
    line.add_argument("--quick", action="store_true", help="fewer rounds: under two minutes on two cores")
    scale = QUICK if line.parse_args().quick else FULL
    rows: list[Row] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for row in _measured(Path(folder), scale):
                rows.append(row)  # noqa: PERF402 - what was measured before something breaks is shown
    except Broken as broken:
        print(broken, file=sys.stderr)
        return 1
    finally:
        print(table(rows))
    return 0


def _measured(cache: Path, scale: Scale) -> Iterator[Row]:
    """Measure one after the other; the first start fills the cache for the rest."""
    fits = cache / "roadmap-bot" / "fits"
    steps: tuple[tuple[str, Callable[[], list[Row]]], ...] = (
        ("starts", lambda: asyncio.run(starting.measure(cache, scale.starts))),
        ("answers", lambda: [answering.measure(fits, scale.answers)]),
        ("/ask", lambda: asyncio.run(asking.measure(cache, scale.warm_up, scale.rounds, scale.round_size))),
        ("guilds", lambda: asyncio.run(holding.measure(cache, scale.guilds, scale.holdings))),
        ("pictures", lambda: asyncio.run(picturing.measure(fits, scale.pictures))),
        ("boards", lambda: asyncio.run(standing.measure(cache, scale.people, scale.boards))),
        ("keeping answers", lambda: [asyncio.run(storing.measure(scale.starts, scale.stored, scale.stored // 10))]),
        ("learning", lambda: learning.measure(scale.learnings)),
    )
    for name, measure in steps:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        yield from measure()


if __name__ == "__main__":
    sys.exit(main())
