"""The simulation: every part is played on a database of its own, and held against its ledger."""

import asyncio
import contextlib
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.ask.service import Asking
from bot.simulate import checking, tables
from bot.simulate.calendar import Part, parts
from bot.simulate.clock import VirtualClock
from bot.simulate.drama import Drama
from bot.simulate.ledger import Ledger
from bot.simulate.moments import Died
from bot.simulate.people import some
from bot.simulate.place import Place
from bot.simulate.play import Play
from bot.simulate.processes import Process
from bot.storage.engine import Database
from bot.storage.migrating import migrate


@dataclass(frozen=True, slots=True)
class Played:
    """One part as it went: its ledger, what became of each slot, and what was lost, doubled or untrue."""

    part: Part
    ledger: Ledger
    ended: list[checking.Ended]
    faults: list[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be simulated: how many days and people, by which seed; and the parts that tests replace."""

    days: int
    users: int
    seed: int
    make: type[Process] = Process
    place: Callable[[VirtualClock, Random], Place] = Place


def simulate(asking: Asking, wanted: Wanted, folder: Path) -> Iterator[Played]:
    """Play one part after the other in files of a folder."""
    chance = Random(wanted.seed)  # noqa: S311 - a play, and it has to come out the same again
    people, drama = some(wanted.users, chance), Drama(chance)
    empty = folder / "empty.sqlite3"
    asyncio.run(_prepare(empty))
    for number, part in enumerate(parts(wanted.days), start=1):
        file = folder / f"part-{number}.sqlite3"
        shutil.copy(empty, file)
        luck = Random(chance.random())  # noqa: S311 - the same
        play = Play(
            asking,
            _address(file),
            part,
            people=people,
            drama=drama,
            chance=luck,
            make=wanted.make,
            place=wanted.place,
        )
        with _complaints(play.ledger):
            asyncio.run(_quietly(play))
        kept = tables.read(file)
        yield Played(
            part, play.ledger, checking.ended(play.ledger, kept, part), checking.faults(play.ledger, kept, part)
        )


async def _prepare(file: Path) -> None:
    database = Database(_address(file))
    await migrate(database)
    await database.close()


async def _quietly(play: Play) -> None:
    """Play without asyncio's complaints about the deaths that were wanted."""

    def complain(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if not isinstance(context.get("exception"), Died):
            loop.default_exception_handler(context)

    asyncio.get_running_loop().set_exception_handler(complain)
    await play.run()


@contextlib.contextmanager
def _complaints(ledger: Ledger) -> Iterator[None]:
    """Take the bot's log: what it warns of is wanted here, an error never is."""
    log = logging.getLogger("bot")
    listener = _Listener(ledger)
    log.addHandler(listener)
    before, log.propagate = log.propagate, False
    try:
        yield
    finally:
        log.propagate = before
        log.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, ledger: Ledger) -> None:
        super().__init__(logging.ERROR)
        self._ledger = ledger

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._ledger.complaints.append(f"The bot logged an error: {record.getMessage()} ({error!r}).")


def _address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
