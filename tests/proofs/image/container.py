"""A container: a process of the image with no rights, on a root that it cannot write to, as compose.yaml says of it."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from tests.proofs.image.base import Broken
from tests.proofs.image.building import Image
from tests.proofs.image.compose import Service

NANOSECOND: Final = 1e-9
STARTING: Final = 10.0
DEVICES: Final = "null zero random urandom"
_ALONE: Final = (
    *("/usr/bin/unshare", "--mount", "--propagation=private", "--pid", "--ipc", "--uts"),
    *("--fork", "--kill-child"),
)
# Arguments: the root, whether it is read-only, what is kept and where, folders in memory; then, after --, the command.
_ENTER: Final = f"""
set -eu
root=$1 read_only=$2 data=$3 volume=$4
shift 4
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in {DEVICES}; do touch "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
mount --bind "$data" "$root$volume"
while [ "$1" != -- ]; do mount -t tmpfs -o mode=1777 tmpfs "$root$1"; shift; done
shift
if [ "$read_only" = True ]; then mount -o remount,bind,ro "$root"; fi
exec chroot "$root" "$@"
"""


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """A process of the bot, seen from outside."""

    _outer: asyncio.subprocess.Process
    _image: Image
    _environment: Mapping[str, str]
    _log: Path
    service: Service
    pid: int
    """The process as this machine counts it; in its container it is process 1."""

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, image: Image, service: Service, data: Path, log: Path, **own: str) -> AsyncIterator[Self]:
        """Start what the image starts, with a folder of this machine as its volume; it is gone when the block ends."""
        environment = dict(line.split("=", 1) for line in image.config["Env"]) | dict(service.environment) | own
        (volume,) = service.volumes
        read_only = str(service.said.get("read_only", False))
        entering = ("/bin/sh", "-c", _ENTER, "enter", str(image.root), read_only, str(data), volume)
        command = service.said.get("command") or image.config["Cmd"]
        words = (*_ALONE, *entering, *service.said["tmpfs"], "--", *_as_user(image, service), *command)
        nothing = asyncio.subprocess.DEVNULL
        with log.open("ab") as said:
            outer = await asyncio.create_subprocess_exec(
                *words, env=environment, stdin=nothing, stdout=said, stderr=said
            )
        try:
            yield cls(outer, image, environment, log, service, await _inner(outer, log))
        finally:
            with contextlib.suppress(ProcessLookupError):
                outer.kill()
            await outer.wait()

    async def run(self, *command: str, timeout: float = STARTING) -> tuple[int, str]:  # noqa: ASYNC109 - Docker's checks have one
        """Run another command in it, as `docker exec` does; give its exit code and what it said."""
        inside = ("/usr/bin/nsenter", f"--target={self.pid}", "--mount", "--pid", "--root", "--wd")
        words = (*inside, *_as_user(self._image, self.service), *command)
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*words, env=self._environment, stdout=pipe, stderr=pipe)
        try:
            said, faults = await asyncio.wait_for(process.communicate(), timeout)
        except TimeoutError:
            process.kill()
            return -1, f"no end within {timeout} s"
        return process.returncode or 0, (said + faults).decode(errors="replace")

    async def healthy(self) -> tuple[bool, str]:
        """Check its health as the image says; give what the check said too."""
        check: dict[str, Any] = self._image.config["Healthcheck"]
        way, *command = check["Test"]
        if way != "CMD":
            raise Broken(f"The health check is of the kind {way}; here only CMD is known.")
        code, said = await self.run(*command, timeout=check["Timeout"] * NANOSECOND)
        return code == 0, said

    async def stop(self) -> int:
        """Tell it to end, as `docker stop` does; give its exit code."""
        grace = float(self.service.said["stop_grace_period"].removesuffix("s"))
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        try:
            return await asyncio.wait_for(self._outer.wait(), grace)
        except TimeoutError:
            return -signal.SIGKILL

    def status(self) -> dict[str, str]:
        """Give what the kernel knows of it."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def log(self) -> str:
        """Give all that it has said."""
        return _read(self._log)


def _as_user(image: Image, service: Service) -> tuple[str, ...]:
    """Give the words that turn root into the image's user, with the rights that the service leaves it."""
    uid, _, gid = image.config["User"].partition(":")
    words = ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups"]
    if "ALL" in service.said.get("cap_drop", ()):
        words += ["--bounding-set=-all", "--inh-caps=-all"]
    if "no-new-privileges:true" in service.said.get("security_opt", ()):
        words += ["--no-new-privs"]
    return (*words, "env", f"--chdir={image.config['WorkingDir']}")


async def _inner(outer: asyncio.subprocess.Process, log: Path) -> int:
    """Find the process that `outer` has put into its namespaces, once it has become the bot."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and outer.returncode is None:
        pid = _bot_under(outer.pid)
        if pid is not None:
            return pid
        await asyncio.sleep(0.02)
    raise Broken(f"The container did not start: {_read(log)}")


def _bot_under(pid: int) -> int | None:
    """Give the child of a process, if it is the bot by now and not what prepares it."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
        if Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[1].endswith(b"/roadmap-bot"):
            return int(child)
    return None


def _read(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")
