"""What is said around the boxes: whose map it is, and the groups' names."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from bot.learn.drawing.places import Bar, Frame, Grid, Label, Shares
from bot.learn.drawing.texts import Fitted, Measure, Room, fit
from bot.learn.levels import Level
from bot.learn.map import Band, Crowd, Map, Stop
from bot.learn.telling import told_how_far, told_of, told_of_band

TOP: Final = 12.0
TITLE_SIZE, TITLE_SMALLEST, TITLE_LINES = 18.0, 13.0, 3
OWNER_SIZE, OWNER_SMALLEST = 13.0, 10.0
NAME_SIZE, NAME_SMALLEST, NAME_LINES = 14.0, 11.0, 3
TOLD_SIZE, TOLD_SMALLEST = 11.5, 9.0
BAR: Final = 5.0
AIR: Final = 8.0


def head(drawn: Map, x: float, width: float, measure: Measure) -> tuple[tuple[Label, ...], Bar | None, float]:
    """Place the title, whose map it is, and how far they are; say where the groups begin."""
    title = fit(drawn.title, Room(width - 8, TITLE_LINES, TITLE_SIZE, TITLE_SMALLEST, bold=True), measure)
    owner = _owner(drawn, width - 8, measure)
    below = TOP + title.height + 2
    labels = (
        Label(title, Frame(x + 4, TOP, width - 8, title.height), bold=True),
        Label(owner, Frame(x + 4, below, width - 8, owner.height), quiet=True),
    )
    y = below + owner.height + AIR
    if drawn.of_team or not drawn.owner:
        return labels, None, y
    bar = Bar(Frame(x + 4, y - 2, width - 8, BAR + 1), shares_of(drawn.stops))
    return labels, bar, y + BAR + AIR


def _owner(drawn: Map, width: float, measure: Measure) -> Fitted:
    """Set whose map it is and how far they are on one line, or on one each: no line begins with what stands between."""
    said, room = told_of(drawn), Room(width, 1, OWNER_SIZE, OWNER_SMALLEST)
    whole = fit(said, room, measure)
    if drawn.of_team or not drawn.owner or whole.lines == (" ".join(said.split()),):
        return whole
    own, far = fit(drawn.owner, room, measure), fit(told_how_far(drawn), room, measure)
    return Fitted((*own.lines, *far.lines), min(own.size, far.size))


def of_band(
    drawn: Map, band: Band, grid: Grid, y: float, measure: Measure
) -> tuple[Label, Label | None, Bar | None, float]:
    """Place a group's name above the first column and how well it is known above the second; say where boxes begin."""
    y += AIR
    name = fit(
        f"{band.number}. {band.name}", Room(grid.column, NAME_LINES, NAME_SIZE, NAME_SMALLEST, bold=True), measure
    )
    label = Label(name, Frame(grid.x(0), y, grid.column, name.height), bold=True)
    said = told_of_band(drawn, band)
    if not said:
        return label, None, None, y + name.height + AIR - 2
    told = fit(said, Room(grid.column, 1, TOLD_SIZE, TOLD_SMALLEST), measure)
    # On one line with the name, whose letters are larger.
    beside = Label(
        told,
        Frame(grid.x(1), y + (name.leading - told.leading) / 2, grid.column, told.height),
        quiet=True,
        align="right",
    )
    if band.crowd is None:
        return label, beside, None, y + name.height + AIR - 2
    bar = Bar(Frame(grid.x(1), beside.frame.bottom + 2, grid.column, BAR), _crowd_shares(band.crowd))
    return label, beside, bar, max(label.frame.bottom, bar.frame.bottom) + AIR


def shares_of(stops: Iterable[Stop]) -> Shares:
    """Say how much of these patterns is known how well, the best first; what is new is left out."""
    counted = Counter(stop.level for stop in stops)
    total = sum(counted.values())
    known = (Level.SOLID, Level.FAMILIAR, Level.LEARNING)
    return tuple((level, counted[level] / total) for level in known if counted[level])


def _crowd_shares(crowd: Crowd) -> Shares:
    """Show how many of all people are solid in a group."""
    return ((Level.SOLID, crowd.solid / crowd.people),) if crowd.solid else ()
