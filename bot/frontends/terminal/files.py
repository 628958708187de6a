"""Files that a card hands over: written to a folder, never over another file."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bot.cards import File


def write(file: File, folder: Path) -> Path:
    """Write a file that only its owner can read; where its name is taken, under one with a number."""
    for path in _names(folder / file.name):
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(file.content)
        return path
    raise AssertionError("there is always another number")


def _names(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
