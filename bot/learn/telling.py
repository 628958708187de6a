"""What a map says at its head and at each group, in the picture and in words alike."""

from collections.abc import Iterable
from typing import Final

from bot.learn.levels import Level
from bot.learn.map import Band, Crowd, Map, Stop

FEWEST: Final = 3
"""People a team must have before a number is shown: of fewer, it would say too much about each."""


def told_of(drawn: Map) -> str:
    """Say whose map it is and how far they are; of nobody's, how much there is."""
    say, stops = drawn.texts, tuple(drawn.stops)
    if drawn.of_team:
        return say("map-people")
    if not drawn.owner:
        return say("entries-in-groups", count=len(stops), groups=say.count("groups", len(drawn.bands)))
    return say("map-of", owner=drawn.owner, solid=_solid(stops), total=len(stops))


def told_how_far(drawn: Map) -> str:
    """Say how far a person is."""
    stops = tuple(drawn.stops)
    return drawn.texts("solid-of", solid=_solid(stops), total=len(stops))


def told_of_band(drawn: Map, band: Band) -> str:
    """Say how well a group is known; nothing on nobody's map."""
    if band.crowd is not None:
        return told_of_crowd(drawn, band.crowd)
    return drawn.texts("solid-of", solid=_solid(band.stops), total=len(band.stops)) if drawn.owner else ""


def told_of_crowd(drawn: Map, crowd: Crowd) -> str:
    """Say how many people are solid in a group, and of how many."""
    say = drawn.texts
    return say("people-solid", solid=say.number(crowd.solid), people=say.number(crowd.people))


def _solid(stops: Iterable[Stop]) -> int:
    return sum(stop.level is Level.SOLID for stop in stops)
