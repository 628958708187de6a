"""Presence: running processes leave a note of themselves, so that a command can tell them to reload.

A note is a file that its process holds locked for as long as it lives. A lock says what a number cannot: whether the
process is still ours, for numbers are given out again. Each machine has notes of its own: containers that share a
volume count their processes alike, and a signal does not leave its container.
"""

import contextlib
import json
import os
import platform
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

# Windows has neither such locks nor the signal.
if sys.platform != "win32":
    import fcntl

PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Note:
    """What a process says of itself: how often it was told to reload, and what came of the last time."""

    pid: int
    reloads: int = 0
    well: bool = True
    lines: tuple[str, ...] = ()


@dataclass
class Presence:
    """The note of this process."""

    path: Path
    _descriptor: int
    _note: Note = field(default_factory=lambda: Note(os.getpid()))

    def tell(self, lines: Sequence[str], *, well: bool) -> None:
        """Note what came of a reload."""
        self._note = Note(self._note.pid, self._note.reloads + 1, well, tuple(lines))
        _write(self._descriptor, self._note)


def notes_folder() -> Path:
    """Say where this user's processes on this machine, or in this container, leave their notes."""
    return user_data_path("roadmap-bot", appauthor=False) / "running" / platform.node()


@contextlib.contextmanager
def present(folder: Path | None = None) -> Iterator[Presence | None]:
    """Leave a note while the block runs; None where that cannot be, which stops nothing but the command."""
    path = (folder or notes_folder()) / f"{os.getpid()}.json"
    descriptor = _held(path)
    if descriptor is None:
        yield None
        return
    try:
        yield Presence(path, descriptor)
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def others(folder: Path | None = None) -> tuple[Path, ...]:
    """Give the notes of processes that run; those of dead ones are cleared away."""
    if sys.platform == "win32":
        return ()
    return tuple(path for path in sorted((folder or notes_folder()).glob("*.json")) if _is_held(path))


def ask_to_reload(path: Path, patience: float) -> Note | None:
    """Tell the process of a note to reload, and wait for what comes of it; None where it says nothing in time."""
    before = _read(path)
    if before is None or not _is_held(path):
        return None
    if sys.platform != "win32":
        os.kill(before.pid, signal.SIGHUP)
    until = time.monotonic() + patience
    while time.monotonic() < until and path.exists():
        note = _read(path)
        if note is not None and note.reloads > before.reloads:
            return note
        time.sleep(PAUSE)
    return None


def _held(path: Path) -> int | None:
    """Write a first note and hold it; None where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    try:
        if sys.platform != "win32":
            # Whoever holds it has our number in a container of its own: to wait for its end could be to wait for ever.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _write(descriptor, Note(os.getpid()))
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _is_held(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        # Where the folder lies among those of others, anybody could leave a note.
        if os.fstat(descriptor).st_uid != os.getuid():
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        path.unlink(missing_ok=True)
        return False
    finally:
        os.close(descriptor)


def _write(descriptor: int, note: Note) -> None:
    told = {"pid": note.pid, "reloads": note.reloads, "well": note.well, "lines": note.lines}
    content = json.dumps(told).encode()
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, content)


def _read(path: Path) -> Note | None:
    """Read a note; None where it is just being written, or gone."""
    try:
        told = json.loads(path.read_bytes())
        return Note(int(told["pid"]), int(told["reloads"]), bool(told["well"]), tuple(map(str, told["lines"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None
