"""Comparisons: two things measured in turns, and what came of it as a line of the table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from statistics import median
from typing import Self


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the baseline ours is: the median of the rounds, the lowest and the highest."""

    middle: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        return f"{self.middle:.2g} ({self.lowest:.2g}–{self.highest:.2g})"


@dataclass(frozen=True, slots=True)
class Rounds:
    """What each round measured of ours and, right after it, of the baseline."""

    pairs: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[float, float]]) -> Self:
        """Take the rounds, A B A B …, as they are measured."""
        return cls(tuple(pairs))

    @property
    def ours(self) -> float:
        return median(our for our, _ in self.pairs)

    @property
    def theirs(self) -> float:
        return median(their for _, their in self.pairs)

    @property
    def ratio(self) -> Ratio:
        """Compare within each round: what slows the machine for a while slows both."""
        ratios = [our / their for our, their in self.pairs]
        return Ratio(median(ratios), min(ratios), max(ratios))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    measured: str
    ratio: str = ""
    target: str = ""
    ours: str = ""
    theirs: str = ""
    baseline: str = ""


HEAD = Row("measured", "ratio (min–max)", "target", "ours", "baseline", "which baseline")


def compared(measured: str, baseline: str, rounds: Rounds, write: Callable[[float], str], target: str = "") -> Row:
    """Make the line of a comparison; `write` puts one measurement into words."""
    return Row(measured, str(rounds.ratio), target, write(rounds.ours), write(rounds.theirs), baseline)


def table(rows: Sequence[Row]) -> str:
    """Write rows below each other."""
    return aligned([astuple(row) for row in (HEAD, *rows)])


def aligned(cells: Sequence[Sequence[str]]) -> str:
    """Write lines of cells below each other, the first as their head; each column is as wide as it needs."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in cells]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def milliseconds(duration: float) -> str:
    """Write a short time."""
    return f"{duration * 1000:.3g} ms"


def seconds(duration: float) -> str:
    """Write a time."""
    return f"{duration:.2f} s"


def megabytes(size: float) -> str:
    """Write a number of bytes."""
    return f"{size / 1e6:.0f} MB"
