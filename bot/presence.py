"""Presence: running processes leave a note of themselves, so that a command can tell them to reload.

A note is a file that its process holds locked for as long as it lives. A lock says what a number cannot: whether the
process is still ours, for numbers are given out again. Containers may share the folder, and each counts its processes
for itself: so no note is named by a number alone, and a note tells where its number holds.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

# Windows has neither such locks nor the signal.
if sys.platform != "win32":
    import fcntl

PAUSE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Note:
    """What a process says of itself: its number, where that holds, and what came of the last of its reloads."""

    pid: int
    place: str
    reloads: int = 0
    well: bool = True
    lines: tuple[str, ...] = ()


@dataclass
class Presence:
    """The note of this process."""

    path: Path
    descriptor: int
    note: Note

    def tell(self, lines: Sequence[str], *, well: bool) -> None:
        """Note what came of a reload."""
        self.note = replace(self.note, reloads=self.note.reloads + 1, well=well, lines=tuple(lines))
        self.write()

    def write(self) -> None:
        """Write the note as it is now."""
        content = json.dumps(asdict(self.note)).encode()
        os.ftruncate(self.descriptor, 0)
        os.lseek(self.descriptor, 0, os.SEEK_SET)
        os.write(self.descriptor, content)

    def end(self) -> None:
        """Take the note away."""
        self.path.unlink(missing_ok=True)
        os.close(self.descriptor)


def notes_folder() -> Path:
    """Say where this user's processes leave their notes."""
    return user_data_path("roadmap-bot", appauthor=False) / "running"


@contextlib.contextmanager
def present(folder: Path | None = None) -> Iterator[Presence | None]:
    """Leave a note while the block runs; None where that cannot be, which stops nothing but the command."""
    try:
        presence = _left(folder or notes_folder())
    except OSError:
        yield None
        return
    try:
        yield presence
    finally:
        presence.end()


def _left(folder: Path) -> Presence:
    path = folder / f"{os.getpid()}-{secrets.token_hex(4)}.json"
    unlocked = path.with_suffix(".part")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    presence = Presence(
        unlocked, os.open(unlocked, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), Note(os.getpid(), _here())
    )
    try:
        if sys.platform != "win32":
            fcntl.flock(presence.descriptor, fcntl.LOCK_EX)
        presence.write()
        # Under its name only now: whoever looks takes a note that nobody holds for a dead one's.
        presence.path = unlocked.rename(path)
    except OSError:
        presence.end()
        raise
    return presence


def others(folder: Path | None = None) -> tuple[Path, ...]:
    """Give the notes of processes that run here; those of dead ones are cleared away."""
    if sys.platform == "win32":
        return ()
    held = [path for path in sorted((folder or notes_folder()).glob("*.json")) if _is_held(path)]
    return tuple(path for path in held if (note := _read(path)) is not None and note.place == _here())


def ask_to_reload(path: Path, patience: float) -> Note | None:
    """Tell the process of a note to reload, and wait for what comes of it; None where it says nothing in time."""
    before = _read(path)
    if before is None or before.place != _here() or not _is_held(path):
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


def _read(path: Path) -> Note | None:
    """Read a note; None where it is just being written, or gone."""
    try:
        told = json.loads(path.read_bytes())
        lines = tuple(map(str, told["lines"]))
        return Note(int(told["pid"]), str(told["place"]), int(told["reloads"]), bool(told["well"]), lines)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _here() -> str:
    """Say where our numbers of processes hold: Linux names that, elsewhere it is the machine."""
    try:
        return str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return socket.gethostname()
