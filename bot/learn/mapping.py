"""From the roadmap to a map: of one person, or of a team."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bot.learn.levels import Level
from bot.learn.map import TEXTS, Band, Crowd, Link, Map, Stop, Theme
from knowledge.languages import texts
from knowledge.model import Roadmap

NOTHING: Final[Mapping[str, Level]] = MappingProxyType({})
"""What somebody knows who was never asked."""


def plain_map_of(roadmap: Roadmap, theme: Theme = Theme.DARK) -> Map:
    """Map what there is, and nothing of what anybody knows."""
    bands = tuple(
        Band(
            group.number,
            group.name,
            tuple(Stop(pattern.slug, pattern.number, pattern.name, None) for pattern in roadmap.members(group)),
        )
        for group in roadmap.groups
    )
    return _mapped(roadmap, bands, "", theme)


def map_of(roadmap: Roadmap, levels: Mapping[str, Level] = NOTHING, owner: str = "", theme: Theme = Theme.DARK) -> Map:
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
    return _mapped(roadmap, bands, owner, theme)


def team_map_of(roadmap: Roadmap, solid: Mapping[str, int | None], owner: str = "", theme: Theme = Theme.DARK) -> Map:
    """Map how many people are solid in each group, by its slug; None or no number where that must stay hidden."""
    bare = plain_map_of(roadmap, theme)
    crowds = [Crowd(solid.get(group.slug)) for group in roadmap.groups]
    bands = tuple(replace(band, crowd=crowd) for band, crowd in zip(bare.bands, crowds, strict=True))
    return replace(bare, owner=owner, bands=bands)


def _mapped(roadmap: Roadmap, bands: tuple[Band, ...], owner: str, theme: Theme) -> Map:
    links = dict.fromkeys(Link(need.pattern, need.needs) for need in roadmap.needs)
    said = texts(roadmap).some(*TEXTS)
    return Map(roadmap.identity.title, owner, said, bands, tuple(links), theme)
