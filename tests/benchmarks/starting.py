"""From the start of the process to READY, beside a bare bot."""

from pathlib import Path

from tests.benchmarks.comparison import Rounds, Row, Target, compared, seconds
from tests.benchmarks.connections import BARE, OURS, bot, ready
from tests.discord_server import Server

TARGET = Target(3)


async def measure(cache: Path, rounds: int) -> list[Row]:
    """Start both bots in turns; the very first start of ours finds no fit in `cache` and is told apart."""
    async with Server() as home, Server() as away:
        cold = await _start(home, OURS, cache, 1)
        await _start(away, BARE, cache, 1)
        taken = Rounds.of(
            [
                (await _start(home, OURS, cache, number), await _start(away, BARE, cache, number))
                for number in range(2, rounds + 2)
            ]
        )
    warm = compared(f"start to READY, rounds: {rounds}", "a bare bot", taken, seconds, TARGET)
    times = f"{cold / taken.theirs:.2g}"
    return [warm, Row("the first start, which learns the roadmap", times, "", seconds(cold), warm.theirs, "a bare bot")]


async def _start(server: Server, arguments: tuple[str, ...], cache: Path, session: int) -> float:
    with bot(server, arguments, cache) as process:
        taken = await ready(server, process, session)
    await server.disconnected()
    return taken
