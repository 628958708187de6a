"""Databases for tests: a SQLite file always, PostgreSQL where there is one or its programs are.

A server named in TEST_POSTGRESQL is used as it is; otherwise one is started from the system's programs, for as long as
the tests run.
"""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import asyncpg

VARIABLE = "TEST_POSTGRESQL"
"""Names the address of a server on which we may make databases, such as postgresql://me@localhost/postgres."""
ADVICE = f"PostgreSQL is not here: its tests are skipped. Install it, or name a server in {VARIABLE}."
SUPERUSER = "postgres"


@cache
def programs() -> Path | None:
    """Find the folder of PostgreSQL's programs; the newest where there are several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    return versions[-1].parent if versions else None


def is_there() -> bool:
    """Whether tests can have PostgreSQL."""
    return VARIABLE in os.environ or programs() is not None


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Give the address of a server, without a database's name."""
    named = os.environ.get(VARIABLE)
    if named:
        yield named.rpartition("/")[0]
        return
    with cluster() as ours:
        yield ours.address


@dataclass(frozen=True)
class Cluster:
    """A server that tests have to themselves: they may stop it, and start it again."""

    programs: Path
    place: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql+asyncpg://{SUPERUSER}@127.0.0.1:{self.port}"

    def make(self) -> None:
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root; Debian's package brings an account for it.
            shutil.chown(self.place, SUPERUSER)
        _run(self.programs / "initdb", "-D", self._data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync")

    def start(self) -> None:
        # Durable as in earnest: a test that kills our process must not profit from a server that forgets.
        places = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={self.place}"
        options = f"-p {self.port} {places} -c max_connections=200"
        _run(self._control, "-D", self._data, "-o", options, "-l", self.place / "log", "-w", "start")

    def stop(self, mode: str = "immediate") -> None:
        _run(self._control, "-D", self._data, "-m", mode, "stop")

    @property
    def _control(self) -> Path:
        return self.programs / "pg_ctl"

    @property
    def _data(self) -> Path:
        return self.place / "data"


@contextlib.contextmanager
def cluster() -> Iterator[Cluster]:
    """Start a server from the system's programs; it is gone when the block ends."""
    folder = programs()
    assert folder is not None, ADVICE
    with tempfile.TemporaryDirectory(prefix="roadmap-bot-postgresql-", ignore_cleanup_errors=True) as place:
        ours = Cluster(folder, Path(place), _free_port())
        ours.make()
        ours.start()
        try:
            yield ours
        finally:
            ours.stop()


def _run(*words: object) -> None:
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={SUPERUSER}", f"--regid={SUPERUSER}", "--clear-groups", *command]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False)
    assert done.returncode == 0, done.stderr.decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def fresh(address: str, template: str | None = None) -> AsyncIterator[str]:
    """Make a database on a server, as a copy of another where one is named; drop it in the end."""
    name = f"test_{secrets.token_hex(6)}"
    await _tell(address, f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    try:
        yield f"{address}/{name}"
    finally:
        await _tell(address, f"DROP DATABASE {name} WITH (FORCE)")


async def _tell(address: str, statement: str) -> None:
    connection = await asyncpg.connect(f"{address.replace('+asyncpg', '')}/postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
