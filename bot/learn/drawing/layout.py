"""The layout: groups below each other, their patterns in two columns, arrows between and beside them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.learn.drawing import headings, legend
from bot.learn.drawing.lanes import Cell, Gutter, Lanes, lanes_of
from bot.learn.drawing.places import COLUMNS, EDGE, WIDTH, Arrow, Box, Frame, Grid, Label, Layout, Panel, Point
from bot.learn.drawing.texts import Fitted, Measure, Room, fit
from bot.learn.map import Link, Map, Stop
from knowledge.texts import Texts

GAP: Final = 8.0
"""Between boxes, and between groups."""
LANE: Final = 5.0
CLEAR: Final = 9.0
"""From a box to the first lane: an arrow's head needs so much."""
MARGIN: Final = 5.0
"""From the last lane to the edge of its group."""
EMPTY: Final = 8.0
"""A gutter without lanes."""
WIDEST: Final = {Gutter.LEFT: 36.0, Gutter.MIDDLE: 46.0, Gutter.RIGHT: 36.0}
"""More lanes than fit come closer to each other: names must stay legible."""
INSIDE: Final = 8.0
"""From a box's edge to its text."""
ABOVE: Final = 6.0
BETWEEN: Final = 2.0
NAME_SIZE, NAME_SMALLEST, NAME_LINES = 13.0, 10.0, 4
NOTE: Final = Room(WIDTH, 1, 11.0, 9.0)
"""The line below a name."""
MARK: Final = 11.0
"""Width of a level's mark."""
AFTER: Final = 5.0
NUMBER: Final = 22.0
"""Width of a pattern's number."""


def lay_out(drawn: Map, measure: Measure) -> Layout:
    """Find a place for everything on a map; `measure` says how wide texts are."""
    cells = {stop.slug: cell for band in _rows(drawn) for row in band for stop, cell in row}
    lanes = lanes_of(cells, ((link.needs, link.pattern) for link in drawn.links))
    grid = Grid(*(_room(lanes, gutter) for gutter in Gutter))
    head, bar, y = headings.head(drawn, EDGE, WIDTH - 2 * EDGE, measure)
    panels: list[Panel] = []
    boxes: list[Box] = []
    for band, rows in zip(drawn.bands, _rows(drawn), strict=True):
        top = y
        name, told, shown, y = headings.of_band(drawn, band, grid, y, measure)
        for row in rows:
            stood = _row([stop for stop, _ in row], grid, y, measure, drawn.texts)
            boxes += stood
            y = stood[0].frame.bottom + GAP
        panels.append(Panel(Frame(EDGE, top, WIDTH - 2 * EDGE, y - top), name, told, shown))
        y += GAP
    arrows = tuple(_arrows(lanes, {box.stop.slug: box.frame for box in boxes}, grid))
    keys, foot, y = legend.of(drawn, EDGE, WIDTH - 2 * EDGE, y, measure)
    return Layout(WIDTH, y + EDGE, head, bar, tuple(panels), tuple(boxes), arrows, keys, foot)


def _rows(drawn: Map) -> Iterator[list[list[tuple[Stop, Cell]]]]:
    """Give the rows of each group; rows are counted over all groups."""
    number = 0
    for band in drawn.bands:
        rows: list[list[tuple[Stop, Cell]]] = []
        for start in range(0, len(band.stops), COLUMNS):
            row = band.stops[start : start + COLUMNS]
            rows.append([(stop, Cell(number, column)) for column, stop in enumerate(row)])
            number += 1
        yield rows


def _room(lanes: Lanes, gutter: Gutter) -> float:
    number = lanes.widths[gutter]
    if not number:
        return EMPTY
    ends = 2 * CLEAR if gutter is Gutter.MIDDLE else CLEAR + MARGIN
    return min(WIDEST[gutter], ends + (number - 1) * LANE)


def _row(stops: list[Stop], grid: Grid, y: float, measure: Measure, say: Texts) -> list[Box]:
    """Stand boxes side by side, as high as the highest needs."""
    rooms = [grid.column - 2 * INSIDE - (NUMBER if stop.level is None else 0) for stop in stops]
    names = [
        fit(stop.name, Room(room, NAME_LINES, NAME_SIZE, NAME_SMALLEST, bold=True), measure)
        for stop, room in zip(stops, rooms, strict=True)
    ]
    noted = any(stop.level is not None for stop in stops)
    height = max(name.height for name in names) + (BETWEEN + NOTE.leading if noted else 0) + 2 * ABOVE
    return [
        _box(stop, Frame(grid.x(column), y, grid.column, height), name, measure, say)
        for column, (stop, name) in enumerate(zip(stops, names, strict=True))
    ]


def _box(stop: Stop, frame: Frame, name: Fitted, measure: Measure, say: Texts) -> Box:
    x, width = frame.x + INSIDE, frame.width - 2 * INSIDE
    if stop.level is None:
        title = Label(name, Frame(x, frame.middle - name.height / 2, width - NUMBER, name.height), bold=True)
        beside = Frame(x + width - NUMBER, frame.middle - NOTE.leading / 2, NUMBER, NOTE.leading)
        return Box(stop, frame, title, _number(stop, beside, measure), None, None)
    # Both lines stand in the middle together, so that a short name beside a long one does not hang.
    y = frame.middle - (name.height + BETWEEN + NOTE.leading) / 2
    below = y + name.height + BETWEEN
    room = width - NUMBER - MARK - AFTER
    word = fit(say(stop.level.text), replace(NOTE, width=room), measure)
    return Box(
        stop,
        frame,
        Label(name, Frame(x, y, width, name.height), bold=True),
        _number(stop, Frame(x + width - NUMBER, below, NUMBER, NOTE.leading), measure),
        Label(word, Frame(x + MARK + AFTER, below, room, NOTE.leading), quiet=True),
        (x + MARK / 2, below + NOTE.leading / 2),
    )


def _number(stop: Stop, frame: Frame, measure: Measure) -> Label:
    return Label(fit(f"{stop.number}", replace(NOTE, width=frame.width), measure), frame, quiet=True, align="right")


def _arrows(lanes: Lanes, frames: dict[str, Frame], grid: Grid) -> Iterator[Arrow]:
    heights: dict[tuple[int, str | None], float] = {}
    for ports in lanes.ports.values():
        for place, port in enumerate(ports, start=1):
            frame = frames[port.box]
            heights[port.trunk, port.target] = frame.y + frame.height * place / (len(ports) + 1)
    for number, trunk in enumerate(lanes.trunks):
        x = _lane(lanes, trunk.gutter, lanes.lane[number], grid)
        start = (_side(frames[trunk.source], x), heights[number, None])
        for target in trunk.targets:
            end = (_side(frames[target], x), heights[number, target])
            points = (start, (x, start[1]), (x, end[1]), end)
            yield Arrow(Link(target, trunk.source), number, lanes.lane[number], _straight(points))


def _lane(lanes: Lanes, gutter: Gutter, lane: int, grid: Grid) -> float:
    number = lanes.widths[gutter]
    match gutter:
        case Gutter.LEFT:
            return grid.x(0) - CLEAR - lane * _apart(grid.left - CLEAR - MARGIN, number)
        case Gutter.RIGHT:
            return grid.x(1) + grid.column + CLEAR + lane * _apart(grid.right - CLEAR - MARGIN, number)
        case Gutter.MIDDLE:
            return grid.x(0) + grid.column + CLEAR + lane * _apart(grid.middle - 2 * CLEAR, number)


def _apart(room: float, number: int) -> float:
    return room / (number - 1) if number > 1 else 0.0


def _side(frame: Frame, lane: float) -> float:
    return frame.x if lane < frame.x else frame.right


def _straight(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(point for place, point in enumerate(points) if not place or point != points[place - 1])
