"""What a map says at its head and at each group, in the picture and in words alike."""

from collections.abc import Iterable
from typing import Final

from bot.learn.levels import Level
from bot.learn.map import Band, Map, Stop

FEWEST: Final = 3
"""People a team must have before a number is shown: of fewer, it would say too much about each."""
HIDDEN: Final = "hidden below three people"


def hidden_below(solid: int, people: int) -> int | None:
    """Give how many of a team's people are solid, where the team is large enough for that to be told."""
    return solid if people >= FEWEST else None


def told_of(drawn: Map) -> str:
    """Say whose map it is and how far they are; of nobody's, how much there is."""
    stops = tuple(drawn.stops)
    if drawn.of_team:
        crowd = "People who are solid in each group"
        return f"{drawn.owner} · {crowd}" if drawn.owner else crowd
    if not drawn.owner:
        return f"{len(stops)} {drawn.entries} in {len(drawn.bands)} groups"
    return f"{drawn.owner} · {_solid(stops)} of {len(stops)} solid"


def told_of_band(drawn: Map, band: Band) -> str:
    """Say how well a group is known; nothing on nobody's map."""
    if band.crowd is not None:
        return told_of_crowd(band.crowd.solid)
    return f"{_solid(band.stops)} of {len(band.stops)} solid" if drawn.owner else ""


def told_of_crowd(solid: int | None) -> str:
    """Say how many people are solid in a group."""
    if solid is None:
        return HIDDEN
    return f"{solid} {'person' if solid == 1 else 'people'} solid"


def _solid(stops: Iterable[Stop]) -> int:
    return sum(stop.level is Level.SOLID for stop in stops)
