"""Checking: what must hold of the processes that compose.yaml starts from an image."""

import contextlib
import os
import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.discord_server import Guild, NoAnswer, Person, Server, Terms
from tests.proofs.image.building import Image
from tests.proofs.image.compose import services
from tests.proofs.image.container import Container

QUESTION: Final = "what is a saga"
ANSWER: Final = "Saga"
STARTING: Final = 60.0
_NO_RIGHTS: Final = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")
_NONE: Final = "0" * 16


async def alone(image: Image, place: Path) -> list[str]:
    """Run the one process that compose.yaml has without a profile, twice on the same data; give what is wrong."""
    faults = []
    data = _volume(image, place / "alone")
    async with Server() as server:
        ana = server.person("ana")
        (service,) = services(server.environment).values()
        for start in ("first", "second"):
            running = Container.running(image, service, data, place / f"{start}.log", HTTP_PORT=_free_port())
            async with running as container:
                print(f"{start} start:", flush=True)
                faults += await _work(server, {container: server.home}, ana)
                faults += await _rights(container, image)
                faults += await _ends(container, server.token)
            await server.disconnected()
        faults += [fault.what for fault in server.log.faults]
    kept = [str(path.relative_to(data)) for path in data.rglob("*.sqlite3")]
    print(f"kept in the volume: {', '.join(kept)}")
    return faults if kept else [*faults, "nothing was kept in the volume"]


async def together(image: Image, place: Path, database: str) -> list[str]:
    """Run the two processes of the profile on a PostgreSQL; give what is wrong."""
    data = _volume(image, place / "together")
    async with Server(Terms(shards=2)) as server, contextlib.AsyncExitStack() as stack:
        guilds = server.guilds(2)
        ana = server.person("ana", guilds=tuple(guilds))
        env_file = {**server.environment, "DATABASE_URL": database, "POSTGRES_PASSWORD": "not-asked-for-here"}
        ours = [service for service in services(env_file, "postgresql").values() if service.ours]
        bots = []
        for service in ours:
            running = Container.running(image, service, data, place / f"{service.name}.log", HTTP_PORT=_free_port())
            bots.append(await stack.enter_async_context(running))
        print(f"{len(bots)} processes on PostgreSQL:", flush=True)
        faults = await _work(server, dict(zip(bots, guilds, strict=True)), ana)
        for bot in bots:
            faults += await _ends(bot, server.token)
        return [*faults, *(fault.what for fault in server.log.faults)]


async def _work(server: Server, bots: Mapping[Container, Guild], ana: Person) -> list[str]:
    """See them connect, and let each answer in a guild of its shard."""
    began = time.monotonic()
    try:
        await server.connected(len(bots), timeout=STARTING)
    except NoAnswer:
        logs = "\n".join(bot.log()[-3_000:] for bot in bots)
        return [f"not all were connected within {STARTING} s:\n{logs}"]
    memory = ", ".join(_memory(bot) for bot in bots)
    print(f"  READY after {time.monotonic() - began:.1f} s; {memory} of memory", flush=True)
    return [fault for bot, guild in bots.items() for fault in await _answers(bot, ana, guild)]


async def _answers(container: Container, ana: Person, guild: Guild) -> list[str]:
    """Ask it in a guild, and check its health."""
    name = container.service.name
    told = (await ana.slash(guild, "ask", question=QUESTION)).text
    print(f"  {name}: /ask was answered with {told.splitlines()[0]!r}", flush=True)
    well, said = await container.healthy()
    print(f"  {name}: the health check {'succeeded' if well else 'failed'}", flush=True)
    wrong_answer = [] if ANSWER in told else [f"{name} answered {told!r}"]
    return wrong_answer if well else [*wrong_answer, f"{name} is not healthy: {said[-500:]}"]


async def _rights(container: Container, image: Image) -> list[str]:
    """Look at what the process may do."""
    status = container.status()
    user, group = image.config["User"].split(":")
    expected = {"Uid": {user}, "Gid": {group}, "Groups": set(), "NoNewPrivs": {"1"}}
    expected |= {name: {_NONE} for name in _NO_RIGHTS}
    faults = [
        f"its {name} is {status[name]!r}" for name, wanted in expected.items() if set(status[name].split()) != wanted
    ]
    if status["NSpid"].split()[-1] != "1":
        faults.append("it is not process 1 of its container")
    writable = {place for place in _writable(container) if not place.startswith(("/dev", "/proc"))}
    meant = {*container.service.volumes, *container.service.said["tmpfs"]}
    if writable != meant:
        faults.append(f"it may write to {sorted(writable)}; meant were {sorted(meant)}")
    # It owns this folder, so that nothing but the read-only root can stop it.
    code, said = await container.run("touch", "/var/cache/roadmap-bot/written")
    if not code or "Read-only file system" not in said:
        faults.append(f"it could write beside its volume: {said}")
    if not faults:
        print(
            f"  process 1, user {user}, no capabilities; a read-only root, and {', '.join(sorted(meant))} to write to"
        )
    return faults


async def _ends(container: Container, token: str) -> list[str]:
    """Tell it to end, and look at what it has said in its life."""
    began = time.monotonic()
    code = await container.stop()
    print(f"  {container.service.name}: ended with {code} after {time.monotonic() - began:.1f} s", flush=True)
    log = container.log()
    wrong = {"learning the roadmap": "it learned again", "WARNING": "it warned", "ERROR": "it failed"}
    faults = [f"{what}:\n{log[-3_000:]}" for word, what in wrong.items() if word in log]
    if code:
        faults.append(f"it ended with {code}:\n{log[-3_000:]}")
    if token in log:
        faults.append("its log tells the token")
    return faults


def _writable(container: Container) -> Iterator[str]:
    for line in Path(f"/proc/{container.pid}/mountinfo").read_text(encoding="utf-8").splitlines():
        _, _, _, _, place, options, *_ = line.split()
        if "rw" in options.split(","):
            yield place


def _memory(container: Container) -> str:
    return f"{int(container.status()['VmRSS'].split()[0]) / 1000:.0f} MB"


def _volume(image: Image, folder: Path) -> Path:
    """Make an empty volume as an engine does: with the owner of the folder that it covers."""
    folder.mkdir()
    user, group = map(int, image.config["User"].split(":"))
    os.chown(folder, user, group)
    return folder


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
