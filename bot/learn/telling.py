"""What a map says at its head and at each group, in the picture and in words alike."""

from collections.abc import Iterable
from typing import Final

from bot.learn.levels import Level
from bot.learn.map import Band, Map, Stop

FEWEST: Final = 3
"""People a team must have before a number is shown: of fewer, it would say too much about each."""


def hidden_below(solid: int, people: int) -> int | None:
    """Give how many of a team's people are solid, where the team is large enough for that to be told."""
    return solid if people >= FEWEST else None


def told_of(drawn: Map) -> str:
    """Say whose map it is and how far they are; of nobody's, how much there is."""
    say, stops = drawn.texts, tuple(drawn.stops)
    if drawn.of_team:
        return say("map-team", owner=drawn.owner) if drawn.owner else say("map-people")
    if not drawn.owner:
        return say("entries-in-groups", count=len(stops), groups=len(drawn.bands))
    return say("map-of", owner=drawn.owner, solid=_solid(stops), total=len(stops))


def told_of_band(drawn: Map, band: Band) -> str:
    """Say how well a group is known; nothing on nobody's map."""
    if band.crowd is not None:
        solid = band.crowd.solid
        return drawn.texts("hidden-below") if solid is None else drawn.texts.count("people-solid", solid)
    return drawn.texts("solid-of", solid=_solid(band.stops), total=len(band.stops)) if drawn.owner else ""


def _solid(stops: Iterable[Stop]) -> int:
    return sum(stop.level is Level.SOLID for stop in stops)
