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
class Target:
    """How many times the baseline ours may be in the middle; or, of ours alone, how much it may be."""

    most: float
    of_ours: bool = False

    def is_missed(self, ours: float, ratio: float) -> bool:
        """Say whether what was measured is above it."""
        return (ours if self.of_ours else ratio) > self.most

    def text(self, write: Callable[[float], str]) -> str:
        """Put it into words; `write` does so with a measurement."""
        return f"at most {write(self.most) if self.of_ours else f'{self.most:.3g}'}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    measured: str
    ratio: str = ""
    target: str = ""
    ours: str = ""
    theirs: str = ""
    baseline: str = ""
    missed: bool | None = None
    """Whether the target is missed; None where there is none to hold it to."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Give what stands in the line; a target that was missed is marked."""
        *cells, missed = astuple(self)
        cells[2] += MISSED if missed else ""
        return tuple(cells)


MISSED = " MISSED"
HEAD = Row("measured", "ratio (min–max)", "target", "ours", "baseline", "which baseline")


def compared(
    measured: str, baseline: str, rounds: Rounds, write: Callable[[float], str], target: Target | None = None
) -> Row:
    """Make the line of a comparison; `write` puts one measurement into words."""
    text = target.text(write) if target else ""
    missed = target.is_missed(rounds.ours, rounds.ratio.middle) if target else None
    return Row(measured, str(rounds.ratio), text, write(rounds.ours), write(rounds.theirs), baseline, missed)


def table(rows: Sequence[Row]) -> str:
    """Write rows below each other, and below them how many of their targets were missed."""
    lines = [aligned([row.cells for row in (HEAD, *rows)])]
    if held := [row for row in rows if row.missed is not None]:
        missed = [row.measured for row in held if row.missed]
        lines.append(f"{len(missed)} of {len(held)} targets missed{': ' if missed else ''}{'; '.join(missed)}")
    return "\n".join(lines)


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
