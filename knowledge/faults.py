"""Faults in roadmap files: what is wrong, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.visible import visible


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        # The name of a file, or a key in it, may have been chosen to pose as another fault.
        return visible(f"{self.file}:{self.line}: {self.message}")


class RoadmapError(Exception):
    """The roadmap cannot be used; carries every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
