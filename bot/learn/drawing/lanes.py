"""Lanes: arrows run between the columns of boxes and beside them, never across a box.

Everything here counts in rows, not in lengths: how many lanes there are decides how much room is left for the boxes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Gutter(Enum):
    """Where arrows run."""

    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a box stands: its row, counted over all groups, and its column, 0 or 1."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Trunk:
    """All arrows that leave one box through one gutter: they share a lane, and part one after the other."""

    source: str
    gutter: Gutter
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Port:
    """Where an arrow leaves or enters a box; `trunk` is its number, `target` names the box that is entered."""

    trunk: int
    box: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Lanes:
    """The trunks, the lane of each, how many lanes each gutter has, and the ports of each row from top to bottom."""

    trunks: tuple[Trunk, ...]
    lane: tuple[int, ...]
    widths: Mapping[Gutter, int]
    ports: Mapping[tuple[int, Gutter], tuple[Port, ...]]


def lanes_of(cells: Mapping[str, Cell], links: Iterable[tuple[str, str]]) -> Lanes:
    """Give every pair of a needed box and the one that needs it a way."""
    grouped: dict[tuple[str, Gutter], list[str]] = {}
    for source, target in dict.fromkeys(links):
        grouped.setdefault((source, _gutter(cells[source], cells[target])), []).append(target)
    trunks = [Trunk(source, gutter, tuple(targets)) for (source, gutter), targets in grouped.items()]
    # Short ones first: they take the lanes beside the boxes, and long ones pass around them.
    trunks.sort(key=lambda trunk: _length(cells, trunk))
    taken: dict[Gutter, list[list[tuple[int, int]]]] = {gutter: [] for gutter in Gutter}
    lane = [_free(taken[trunk.gutter], _rows(cells, trunk)) for trunk in trunks]
    widths = {gutter: len(lanes) for gutter, lanes in taken.items()}
    return Lanes(tuple(trunks), tuple(lane), widths, _ports(cells, trunks))


def _gutter(one: Cell, other: Cell) -> Gutter:
    if one.column != other.column:
        return Gutter.MIDDLE
    return Gutter.RIGHT if one.column else Gutter.LEFT


def _rows(cells: Mapping[str, Cell], trunk: Trunk) -> tuple[int, int]:
    rows = [cells[box].row for box in (trunk.source, *trunk.targets)]
    return min(rows), max(rows)


def _length(cells: Mapping[str, Cell], trunk: Trunk) -> int:
    first, last = _rows(cells, trunk)
    return last - first


def _free(lanes: list[list[tuple[int, int]]], rows: tuple[int, int]) -> int:
    """Take the first lane in which nothing runs beside these rows."""
    for number, taken in enumerate(lanes):
        if all(rows[1] < first or last < rows[0] for first, last in taken):
            taken.append(rows)
            return number
    lanes.append([rows])
    return len(lanes) - 1


def _ports(cells: Mapping[str, Cell], trunks: Sequence[Trunk]) -> dict[tuple[int, Gutter], tuple[Port, ...]]:
    """Order the ports of each row so that what comes from above enters above: no two meet at one height."""
    found: dict[tuple[int, Gutter], list[tuple[float, Port]]] = defaultdict(list)
    for number, trunk in enumerate(trunks):
        here = cells[trunk.source].row
        there = [cells[target].row for target in trunk.targets]
        found[here, trunk.gutter].append((sum(there) / len(there) - here, Port(number, trunk.source)))
        for target, row in zip(trunk.targets, there, strict=True):
            found[row, trunk.gutter].append((here - row, Port(number, target, target)))
    return {
        place: tuple(port for _, port in sorted(ports, key=lambda pair: (pair[0], pair[1].trunk)))
        for place, ports in found.items()
    }
