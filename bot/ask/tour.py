"""Cards that show the way around: the whole roadmap at a glance."""

from collections.abc import Mapping
from dataclasses import replace

from bot.ask.wording import fitting, named, names
from bot.cards import Block, Button, Card, Field, Fine, Paragraph, Picture, Plain, ShowGroup, Strong, joined, plain
from bot.learn.levels import Level
from bot.learn.mapping import NOTHING, map_of
from knowledge.model import Roadmap

MOST_GROUPS = 5


def roadmap_card(roadmap: Roadmap, levels: Mapping[str, Level] = NOTHING, owner: str = "") -> Card:
    """Show every group with its patterns, in reading order; and what needs what, where there is room.

    A picture shows the same, and how well the owner knows each pattern.
    """
    groups: list[Block] = [
        Field(f"{group.number}. {group.name}", names(roadmap.members(group), " → ")) for group in roadmap.groups
    ]
    pairs = [
        (*named(roadmap.pattern(need.pattern)), Plain(" needs "), *named(roadmap.pattern(need.needs)))
        for need in roadmap.needs
    ]
    across = [Field("Across the order", joined(pairs, "; "))] if pairs else []
    buttons = [Button(f"{group.number}. {group.name}", ShowGroup(group.slug)) for group in roadmap.groups[:MOST_GROUPS]]
    tagline = Paragraph(plain(roadmap.identity.tagline))
    credit = Fine(plain(roadmap.identity.credit))
    title = (Strong(roadmap.identity.title),)
    card = fitting(lambda: (title, [tagline, *groups, credit], across), buttons=buttons)
    first, *shown, last = card.blocks
    return replace(card, blocks=(first, Picture(map_of(roadmap, levels, owner), tuple(shown)), last))
