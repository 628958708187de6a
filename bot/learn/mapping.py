"""From the roadmap to a map: of one person, or of a team."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.learn.levels import Level
from bot.learn.map import TEXTS, Band, Crowd, Link, Map, Stop
from knowledge.languages import texts
from knowledge.model import Roadmap

NOTHING: Final[Mapping[str, Level]] = MappingProxyType({})
"""What somebody knows who was never asked."""


def plain_map_of(roadmap: Roadmap) -> Map:
    """Map what there is, and nothing of what anybody knows."""
    bands = tuple(
        Band(
            group.number,
            group.name,
            tuple(Stop(pattern.slug, pattern.number, pattern.name, None) for pattern in roadmap.members(group)),
        )
        for group in roadmap.groups
    )
    return _mapped(roadmap, bands, "")


def map_of(roadmap: Roadmap, levels: Mapping[str, Level] = NOTHING, owner: str = "") -> Map:
    """Map what a person knows; patterns without a level are new."""
    bands = tuple(
        Band(
            group.number,
            group.name,
            tuple(
                Stop(pattern.slug, pattern.number, pattern.name, levels.get(pattern.slug, Level.NEW))
                for pattern in roadmap.members(group)
            ),
        )
        for group in roadmap.groups
    )
    return _mapped(roadmap, bands, owner)


def team_map_of(roadmap: Roadmap, solid: Mapping[str, int], people: int) -> Map:
    """Map how many of a team's people are solid in each group, by its slug."""
    bare = plain_map_of(roadmap)
    crowds = [Crowd(solid.get(group.slug, 0), people) for group in roadmap.groups]
    bands = tuple(replace(band, crowd=crowd) for band, crowd in zip(bare.bands, crowds, strict=True))
    return replace(bare, bands=bands)


def _mapped(roadmap: Roadmap, bands: tuple[Band, ...], owner: str) -> Map:
    links = dict.fromkeys(Link(need.pattern, need.needs) for need in roadmap.needs)
    return Map(roadmap.identity.title, owner, texts(roadmap).some(*TEXTS), bands, tuple(links))
