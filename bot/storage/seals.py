"""Seals: a file is whole under its name or not there at all, and its checksum lies beside it."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.faults import DamagedError, DatabaseError


def beside(file: Path) -> Path:
    """Name the file that holds a file's checksum, in the form that `sha256sum --check` reads."""
    return file.with_name(f"{file.name}.sha256")


@contextmanager
def sealed(file: Path) -> Iterator[Path]:
    """Give an empty file to fill; when the block ends it takes its name, its checksum comes beside it, and both last.

    When the block raises, there is neither. What had the name is replaced.
    """
    try:
        with whole(file) as part:
            yield part
            # The checksum first: a file that has its name has its checksum too.
            with whole(beside(file)) as line:
                line.write_text(f"{_checksum(part)}  {file.name}\n", encoding="utf-8")
    except OSError as error:
        raise DatabaseError(f"{file} cannot be written ({error.strerror}). Make room, or name another place.") from None


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Give an empty file that only we may read; when the block ends it takes its name and lasts, or it is gone."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _make_last(part)
        part.replace(file)
        _make_last(file.parent)
    finally:
        part.unlink(missing_ok=True)


def check(file: Path) -> None:
    """Hold a file against the checksum beside it; raises DamagedError where they differ or there is none."""
    trusted = f"If you trust the file, write one: cd {file.parent} && sha256sum {file.name} > {beside(file).name}"
    try:
        told = beside(file).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        raise DamagedError(f"{beside(file)}: there is no checksum to hold {file.name} against. {trusted}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{beside(file)}: the checksum cannot be read ({error}). {trusted}") from None
    if not told or told[0].lower() != _checksum(file):
        raise DamagedError(
            f"{file}: the file is not what was written: its checksum differs from {beside(file).name}. Use another copy."
        )


def _checksum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _make_last(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder, even if the power fails now."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
