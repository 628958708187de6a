"""Faults in roadmap files: what is wrong, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return _visible(f"{self.file}:{self.line}: {self.message}")


def _visible(text: str) -> str:
    """Write out what is no sign to read: a file's name or a key of it must not steer a terminal, nor begin a line."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


class RoadmapError(Exception):
    """The roadmap cannot be used; carries every fault found, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
