"""Copies in lines: a whole database as gzipped JSON Lines, which either engine can be filled from.

The first line says what it is and which version it has; each row is a list that begins with its table's name; the last
line says what every table holds. We write this ourselves, rather than call pg_dump, because that refuses a server newer
than itself, is not in our image, and says nothing that SQLite could read.
"""

import gzip
import json
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.faults import DamagedError
from bot.storage.filling import Filled
from bot.storage.rows import AT_ONCE, Sum, Summing, Values, batches, read, tables_in, written

BEGINS: Final = b"\x1f\x8b"
FORMAT: Final = 1
"""How rows are written; a program that reads another says so."""
_HEAD: Final = "roadmap-bot"


async def write(connection: AsyncConnection, version: str, now: datetime, file: Path) -> Filled:
    """Write all rows that a connection sees."""
    sums: dict[str, Sum] = {}
    with gzip.open(file, "wt", encoding="utf-8", newline="\n") as lines:
        head = {_HEAD: "backup", "format": FORMAT, "version": version, "made_at": now.isoformat()}
        lines.write(json.dumps(head) + "\n")
        for one in await tables_in(connection):
            summing, begins = Summing(), _begins(one.name)
            async for batch in batches(connection, one):
                for values in batch:
                    row = written(values)
                    summing.add(row)
                    lines.write(f"{begins},{row[1:]}\n")
            sums[one.name] = summing.sum
        lines.write(json.dumps({"end": {name: [held.rows, held.digest] for name, held in sums.items()}}) + "\n")
    return Filled(version, sums)


def examine(file: Path) -> Filled:
    """Read a copy to its end and sum it up; raises DamagedError where it is not as it was written."""
    summing: dict[str, Summing] = {}
    told: dict[str, Sum] = {}
    with _lines(file) as lines:
        version = _version(file, lines)
        for line in lines:
            if line.startswith("{"):
                told = _sums(file, line)
            else:
                begins, _, values = line.rstrip("\n").partition(",")
                summing.setdefault(begins, Summing()).add(f"[{values}")
    found = {begins: one.sum for begins, one in summing.items()}
    expected = {_begins(name): held for name, held in told.items()}
    nothing = Summing().sum
    if not told or any(found.get(begins, nothing) != expected.get(begins) for begins in {*expected, *found}):
        raise DamagedError(f"{file}: its rows are not those that were written. Use another copy.")
    return Filled(version, told)


def _sums(file: Path, line: str) -> dict[str, Sum]:
    """Read the last line."""
    try:
        return {name: Sum(*held) for name, held in json.loads(line)["end"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError(f"{file}: its last line cannot be read ({error}). Use another copy.") from None


def _begins(name: str) -> str:
    """Write what the lines of a table begin with."""
    return f"[{json.dumps(name)}"


async def rows(file: Path) -> AsyncIterator[tuple[str, Sequence[Values]]]:
    """Give the rows of a copy by table, many at a time."""
    waiting: list[Values] = []
    of = ""
    with _lines(file) as lines:
        _version(file, lines)
        for line in lines:
            entry = _parsed(file, line)
            name = entry[0] if isinstance(entry, list) else ""
            if waiting and (name != of or len(waiting) == AT_ONCE):
                yield of, waiting
                waiting = []
            if isinstance(entry, list):
                of = name
                waiting.append(entry[1:])


@contextmanager
def _lines(file: Path) -> Iterator[TextIO]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield lines
    except (EOFError, gzip.BadGzipFile, zlib.error, UnicodeDecodeError) as error:
        raise DamagedError(f"{file}: it cannot be unpacked ({error}). Use another copy.") from None


def _version(file: Path, lines: TextIO) -> str:
    head = _parsed(file, lines.readline())
    if not isinstance(head, Mapping) or head.get(_HEAD) != "backup":
        raise DamagedError(f"{file}: this is no copy of ours. Name a file that roadmap-bot backup wrote.")
    if head.get("format") != FORMAT:
        raise DamagedError(f"{file}: it was written by a newer program. Restore it with that one.")
    return str(head.get("version"))


def _parsed(file: Path, line: str) -> Any:
    try:
        return read(line) if line.startswith("[") else json.loads(line)
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedError(f"{file}: a line cannot be read ({error}). Use another copy.") from None
