"""Processes under measurement: started, watched from outside, ended."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

ENDING = 20.0
"""Seconds after which a process that was told to end is ended."""
_UNWANTED = ("DISCORD_", "LOG_", "HTTP_PORT", "MESSAGE_CONTENT", "ROADMAP", "SHARD_", "PYTHONDONTWRITEBYTECODE")
"""Variables that would make this machine's runs differ from another's. Python must be let to keep what it compiled."""


class Broken(Exception):  # noqa: N818 - what the process is, in a word
    """A process ended that should have run, or failed."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process holds, in bytes: of its own, and with what it shares with others."""

    unique: int
    resident: int


class Process:
    """A Python process; what it says is kept for the case that it fails."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start `python` with `arguments`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_UNWANTED)}
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self.arguments = tuple(arguments)
        self.started_at = time.time()
        self._child = subprocess.Popen(
            [sys.executable, *arguments],
            env={**kept, "SENTENCE_MODEL": "off", **environment},
            stdout=subprocess.PIPE,
            stderr=self._said,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.terminate()
        try:
            self._child.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        assert self._child.stdout is not None
        self._child.stdout.close()
        self._said.close()

    @property
    def processor_time(self) -> float:
        """Seconds that all its threads have computed: /proc/PID/stat counts in hundredths, this clock in nanoseconds."""
        # The id of another process's clock, as clock_getcpuclockid(3) makes it.
        return time.clock_gettime((~self._child.pid << 3) | 2)

    @property
    def memory(self) -> Memory:
        """What it holds now."""
        sizes = {"Private_Clean": 0, "Private_Dirty": 0, "Rss": 0}
        for line in Path(f"/proc/{self._child.pid}/smaps_rollup").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name in sizes:
                sizes[name] = int(rest.split()[0]) * 1024
        return Memory(sizes["Private_Clean"] + sizes["Private_Dirty"], sizes["Rss"])

    def check(self) -> None:
        """Raise Broken where it has ended."""
        if self._child.poll() is not None:
            raise self._broken()

    def output(self, timeout: float) -> str:
        """Wait for its end and give what it printed; raises Broken where it failed."""
        assert self._child.stdout is not None
        printed = self._child.communicate(timeout=timeout)[0].decode()
        if self._child.returncode:
            raise self._broken()
        return printed

    def _broken(self) -> Broken:
        self._said.seek(0)
        said = self._said.read().decode(errors="replace")
        return Broken(f"{' '.join(self.arguments)} ended with {self._child.returncode}:\n{said}")
