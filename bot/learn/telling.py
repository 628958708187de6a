"""What a map says at its head and at each group, in the picture and in words alike."""

from collections.abc import Iterable
from typing import Final

from bot.learn.levels import Level
from bot.learn.map import Band, Crowd, Map, Stop

BETWEEN: Final = " · "
"""Stands between whose map it is and how far they are."""
FEWEST: Final = 3
"""People a team must have before a number is shown: of fewer, it would say too much about each."""
TOO_FEW: Final = "How many people are solid in each group shows here from three people on who have answered anything."


def told_of(drawn: Map) -> str:
    """Say whose map it is and how far they are; of nobody's, how much there is."""
    stops = tuple(drawn.stops)
    if drawn.of_team:
        return "People who are solid in each group"
    if not drawn.owner:
        return f"{len(stops)} {drawn.entries} in {len(drawn.bands)} groups"
    return f"{drawn.owner}{BETWEEN}{_solid(stops)} of {len(stops)} solid"


def told_of_band(drawn: Map, band: Band) -> str:
    """Say how well a group is known; nothing on nobody's map."""
    if band.crowd is not None:
        return told_of_crowd(band.crowd)
    return f"{_solid(band.stops)} of {len(band.stops)} solid" if drawn.owner else ""


def told_of_crowd(crowd: Crowd) -> str:
    """Say how many people are solid in a group, and of how many."""
    return f"{crowd.solid:,} of {crowd.people:,} people solid"


def _solid(stops: Iterable[Stop]) -> int:
    return sum(stop.level is Level.SOLID for stop in stops)
