"""Cards that show the way around: the whole roadmap at a glance, or a page of a large one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.ask.wording import LONGEST, fitting, named, said, some_names, worded
from bot.cards import Block, Button, Card, Field, Fine, Paragraph, Picture, ShowGroup, Strong, joined, plain
from bot.layout import written
from bot.learn.map import Map
from bot.learn.mapping import plain_map_of
from knowledge.languages import texts
from knowledge.model import Group, Roadmap

MOST_GROUPS: Final = 5
"""Groups on a page of a roadmap that does not fit on one card: as many as there are buttons."""
MOST_NAMES: Final = 8
"""Names of a group that are listed there; its button shows all."""


def roadmap_card(roadmap: Roadmap, drawn: Map | None = None, more: Sequence[Button] = (), page: int = 1) -> Card:
    """Show every group with its patterns, in reading order; and what needs what, where there is room.

    A picture shows the same, and what somebody knows of it where `drawn` is theirs. `more` leads further. Of a roadmap
    too large for one card, show a page; pages past the last show the last.
    """
    tagline = Paragraph(plain(roadmap.identity.tagline))
    credit = Fine(plain(roadmap.identity.credit))
    title = (Strong(roadmap.identity.title),)
    groups = _fields(roadmap, roadmap.groups, most=len(roadmap.patterns))
    if len(roadmap.groups) > MOST_GROUPS and len(written(Card(title, (tagline, *groups, credit)))) > LONGEST:
        return _page(roadmap, page, more)
    pairs = [
        worded(roadmap, "needs", pattern=named(roadmap.pattern(need.pattern)), other=named(roadmap.pattern(need.needs)))
        for need in roadmap.needs
    ]
    across = [Field(said(roadmap, "across-order"), joined(pairs, "; "))] if pairs else []
    card = fitting(lambda: (title, [tagline, *groups, credit], across), buttons=(*_buttons(roadmap.groups), *more))
    first, *shown, last = card.blocks
    return replace(card, blocks=(first, Picture(drawn or plain_map_of(roadmap), tuple(shown)), last))


def _page(roadmap: Roadmap, page: int, more: Sequence[Button]) -> Card:
    """Show some of many groups: a picture of all would be too small to read."""
    pages = -(-len(roadmap.groups) // MOST_GROUPS)
    page = max(1, min(page, pages))
    shown = roadmap.groups[(page - 1) * MOST_GROUPS : page * MOST_GROUPS]
    numbers = {"count": texts(roadmap).number(len(roadmap.patterns)), "groups": str(len(roadmap.groups))}
    where = Fine(worded(roadmap, "page-of-roadmap", page=str(page), pages=str(pages), **numbers))
    title = (Strong(roadmap.identity.title),)
    return fitting(
        *(lambda most=most: (title, [*_fields(roadmap, shown, most), where], ()) for most in range(MOST_NAMES, 0, -1)),
        buttons=(*_buttons(shown), *more),
    )


def _fields(roadmap: Roadmap, groups: Sequence[Group], most: int) -> list[Block]:
    return [
        Field(f"{group.number}. {group.name}", some_names(roadmap, roadmap.members(group), most, " → "))
        for group in groups
    ]


def _buttons(groups: Sequence[Group]) -> list[Button]:
    return [Button(f"{group.number}. {group.name}", ShowGroup(group.slug)) for group in groups[:MOST_GROUPS]]
