"""A map: a roadmap as a picture shows it, with what one person knows of it or how many know each group."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.learn.levels import Level
from knowledge.texts import Texts

TEXTS: Final = (
    "thousands",
    *(level.text for level in Level),
    "map-people",
    "map-of",
    "solid-of",
    "entries-in-groups",
    "groups-one",
    "groups-many",
    "some-entries-one",
    "some-entries-many",
    "people-solid",
    "all-are",
    "needs",
    "needs-these",
    "arrows-one",
    "arrows-many",
    "arrows-but-one",
    "arrows-but-many",
    "legend-arrow",
    "legend-numbers",
    "legend-disagree",
    "number-alone",
    "group-number",
    "map-title",
    "this-person",
)
"""What may have to be said on a map, or about one."""
MOST_DRAWN: Final = 100
"""Patterns that one picture shows: with more of them it is too large to be sharp, and takes too much to draw."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A pattern on the map; a team's map and that of nobody tell no levels."""

    slug: str
    number: int
    name: str
    level: Level | None


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many of a team's people are solid in a group."""

    solid: int
    people: int


@dataclass(frozen=True, slots=True)
class Band:
    """A group on the map, its patterns in reading order."""

    number: int
    name: str
    stops: tuple[Stop, ...]
    crowd: Crowd | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """`pattern` builds on `needs`; both are slugs."""

    pattern: str
    needs: str


@dataclass(frozen=True, slots=True)
class Map:
    """A whole roadmap. `owner` is the person whose knowledge it shows, or nobody."""

    title: str
    owner: str
    texts: Texts
    """What is said on it; a picture is drawn where nothing else is known."""
    bands: tuple[Band, ...]
    links: tuple[Link, ...]

    @property
    def stops(self) -> Iterator[Stop]:
        """Give every pattern in reading order."""
        for band in self.bands:
            yield from band.stops

    @property
    def is_too_large(self) -> bool:
        """Say whether it has more patterns than a picture shows."""
        return sum(len(band.stops) for band in self.bands) > MOST_DRAWN

    @property
    def has_levels(self) -> bool:
        """Say whether it tells how well each pattern is known."""
        return any(stop.level is not None for stop in self.stops)

    @property
    def disagrees(self) -> bool:
        """Say whether an arrow leads from a higher number to a lower one, against the reading order."""
        numbers = {stop.slug: stop.number for stop in self.stops}
        return any(numbers[link.needs] > numbers[link.pattern] for link in self.links)

    @property
    def of_team(self) -> bool:
        """Say whether it tells of a team's groups and not of a person's patterns."""
        return any(band.crowd for band in self.bands)


@dataclass(frozen=True, slots=True)
class Image:
    """A drawn picture: its file's name, the file, and what it shows in words."""

    name: str
    png: bytes
    alt: str


def written(drawn: Map) -> str:
    """Write a map as JSON: the same map always in the same words."""
    return json.dumps(drawn, default=_fields, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Map:
    """Read what `written` wrote."""
    kept = json.loads(text)
    bands = tuple(map(_band, kept["bands"]))
    links = tuple(Link(**link) for link in kept["links"])
    return Map(kept["title"], kept["owner"], Texts(**kept["texts"]), bands, links)


def _fields(value: Any) -> dict[str, Any]:
    # Three times as fast as dataclasses.asdict, on the event loop.
    return {name: getattr(value, name) for name in value.__slots__}


def _band(kept: dict[str, Any]) -> Band:
    crowd = None if kept["crowd"] is None else Crowd(**kept["crowd"])
    return Band(kept["number"], kept["name"], tuple(map(_stop, kept["stops"])), crowd)


def _stop(kept: dict[str, Any]) -> Stop:
    level = None if kept["level"] is None else Level(kept["level"])
    return Stop(kept["slug"], kept["number"], kept["name"], level)
