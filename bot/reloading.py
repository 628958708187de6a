"""Reloading: the roadmap is read again while everything runs, and exchanged in one step or not at all."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.fits import fit_of
from bot.memory import clear_out
from bot.threads import aside
from knowledge.bank import Item, bank_of
from knowledge.changes import Changes, changes
from knowledge.faults import RoadmapError
from knowledge.features import Embedder
from knowledge.guide import Guide
from knowledge.loader import load

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reloaded:
    """Another roadmap is known now."""

    changes: Changes

    @property
    def lines(self) -> tuple[str, ...]:
        """Say what has changed."""
        return tuple(self.changes.lines())


@dataclass(frozen=True, slots=True)
class Refused:
    """The old roadmap stays."""

    faults: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Say what is wrong, and that it changed nothing."""
        return (*self.faults, "The roadmap has faults. What was known before is still in use.")


Outcome: TypeAlias = Reloaded | Refused


class Reloading:
    """Reads a roadmap's folder again, and lets the assistant know it."""

    def __init__(
        self,
        folder: Path,
        assistant: Assistant,
        embedder: Embedder | None = None,
        cache: Path | None = None,
        afterwards: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Take the folder and who is to know it; `afterwards` is done when that is so."""
        self._folder = folder
        self._assistant = assistant
        self._embedder = embedder
        self._cache = cache
        self._afterwards = afterwards
        self._turn = asyncio.Lock()

    async def reload(self) -> Outcome:
        """Read, check and learn the roadmap aside, then exchange it; with any fault the old one stays."""
        # One after the other, each with the files as they are then.
        async with self._turn:
            before = self._assistant.asking.guide.roadmap
            try:
                asking, bank = await aside(self._made)
            except RoadmapError as error:
                return self._refused(tuple(map(str, error.faults)))
            except OSError as error:
                return self._refused((f"{error}. Something could not be read.",))
            self._assistant.adopt(asking, bank)
            outcome = Reloaded(changes(before, asking.guide.roadmap))
            log.info("roadmap reloaded: %s", " ".join(outcome.lines))
            if self._afterwards is not None:
                await self._afterwards()
            clear_out()
            return outcome

    def _made(self) -> tuple[Asking, Sequence[Item]]:
        roadmap = load(self._folder)
        fit = fit_of(roadmap, self._cache, self._embedder)
        return Asking(Guide(roadmap, fit)), bank_of(roadmap)

    def _refused(self, faults: tuple[str, ...]) -> Refused:
        refused = Refused(faults)
        log.error("roadmap not reloaded: %s", " ".join(refused.lines))
        return refused
