"""Bots, ours and the bare one, each on a loopback Discord of its own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.benchmarks.processes import Broken, Process
from tests.discord_server import NoAnswer, Server

PATIENCE = 240
"""Seconds that a start may take; learning the roadmap is part of the first."""
OURS = ("-m", "bot", "run")
BARE = ("-m", "tests.benchmarks.bare")
BARE_WITH_COMMAND = (*BARE, "sync")


@contextmanager
def bot(
    server: Server, arguments: tuple[str, ...], cache: Path, data: Path | None = None, **settings: str
) -> Iterator[Process]:
    """Start a bot that comes to `server`, and end it. Two at a time need a `data` folder each."""
    # One person asks for thousands here.
    places = {"XDG_CACHE_HOME": str(cache), "XDG_DATA_HOME": str(data or cache), "FLOOD_LIMITS": "off"}
    with Process(arguments, server.environment | places | settings) as process:
        yield process


async def ready(server: Server, process: Process, session: int = 1) -> float:
    """Wait until the server has sent its READY number `session`; give the seconds since the process was started."""
    for _ in range(PATIENCE):
        with suppress(NoAnswer):
            await server.until(lambda: len(server.log.events("READY")) >= session, 1.0)
            return server.log.events("READY")[session - 1].at - process.started_at
        process.check()
    raise Broken(f"{' '.join(process.arguments)} was not ready within {PATIENCE} s")
