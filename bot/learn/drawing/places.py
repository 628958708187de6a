"""What a picture is made of, each thing at its place; lengths are those of a phone's screen, 360 across."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bot.learn.drawing.texts import Fitted
from bot.learn.levels import Level
from bot.learn.map import Link, Stop

WIDTH: Final = 360.0
EDGE: Final = 8.0
COLUMNS: Final = 2

Point: TypeAlias = tuple[float, float]
Shares: TypeAlias = tuple[tuple[Level, float], ...]
"""How much of a bar is of which level, one after the other; the rest stays empty."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where columns are; `left`, `middle` and `right` are the widths of the gutters, in which arrows run."""

    left: float
    middle: float
    right: float

    @property
    def column(self) -> float:
        """Give the width of a column."""
        return (WIDTH - 2 * EDGE - self.left - self.middle - self.right) / COLUMNS

    def x(self, column: int) -> float:
        """Give where a column begins."""
        return EDGE + self.left + column * (self.column + self.middle)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Give where it ends below."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Give half its height."""
        return self.y + self.height / 2

    def holds(self, other: "Frame") -> bool:
        """Say whether another one lies in it."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def meets(self, other: "Frame") -> bool:
        """Say whether both share any place."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Label:
    """Text at its place; to the right, its lines end at the frame's right edge."""

    text: Fitted
    frame: Frame
    bold: bool = False
    quiet: bool = False
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Bar:
    """How far somebody has come."""

    frame: Frame
    shares: Shares


@dataclass(frozen=True, slots=True)
class Box:
    """A pattern: its name, and below it its mark, its level's word and its number; a team's map has no levels."""

    stop: Stop
    frame: Frame
    name: Label
    number: Label
    note: Label | None
    mark: Point | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A group: what its boxes lie on, its name, and how well it is known."""

    frame: Frame
    name: Label
    told: Label | None
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way from what is needed to what needs it, along straight lines; `trunk` numbers those that share their way."""

    link: Link
    trunk: int
    lane: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a mark means; without a level it is an arrow."""

    level: Level | None
    at: Point
    label: Label


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture."""

    width: float
    height: float
    head: tuple[Label, ...]
    bar: Bar | None
    panels: tuple[Panel, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    keys: tuple[Key, ...]
    foot: tuple[Label, ...]
