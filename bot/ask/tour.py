"""Cards that show the way around: the whole roadmap at a glance, or a page of a large one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.ask.wording import LONGEST, extent, fitting, named, said, some_names, worded
from bot.cards import (
    Block,
    Button,
    Card,
    Entry,
    Field,
    Fine,
    Paragraph,
    Picture,
    Plain,
    ShowGroup,
    Strong,
    Text,
    joined,
    plain,
)
from bot.layout import written
from bot.learn.map import Band, Map, Stop
from bot.learn.mapping import plain_map_of
from bot.learn.telling import told_of_band
from knowledge.model import Group, Roadmap

MOST_GROUPS: Final = 5
"""Groups on a page of a roadmap that does not fit on one card: as many as there are buttons."""
MOST_NAMES: Final = 8
"""Names of a group that are listed there; its button shows all."""


def roadmap_card(
    roadmap: Roadmap, drawn: Map | None = None, more: Sequence[Button] = (), page: int = 1, note: str = ""
) -> Card:
    """Show every group with its patterns, in reading order; and what needs what, where there is room.

    A picture shows the same, and what somebody knows of it where `drawn` is theirs. `more` leads further, and
    `note` is said below. Of a roadmap too large for one card, show a page; pages past the last show the last.
    """
    shown_on = drawn or plain_map_of(roadmap)
    notes = [Fine(plain(note))] if note else []
    tagline = Paragraph(plain(roadmap.identity.tagline))
    credit = Fine(plain(roadmap.identity.credit))
    title = (Strong(roadmap.identity.title),)
    groups = _fields(roadmap, roadmap.groups, most=len(roadmap.patterns))
    if len(roadmap.groups) > MOST_GROUPS and len(written(Card(title, (tagline, *groups, credit)))) > LONGEST:
        return _page(roadmap, shown_on, page, notes, more)
    pairs = [
        worded(roadmap, "needs", pattern=named(roadmap.pattern(need.pattern)), other=named(roadmap.pattern(need.needs)))
        for need in roadmap.needs
    ]
    across = [Field(said(roadmap, "across-order"), joined(pairs, "; "))] if pairs else []
    card = fitting(
        lambda: (title, [tagline, *groups, *notes, credit], across),
        buttons=(*_buttons(roadmap.groups), *more),
        after=len(notes) + 1,
    )
    first, *shown = card.blocks
    below = len(shown) - len(notes) - 1
    return replace(card, blocks=(first, Picture(shown_on, tuple(shown[:below])), *shown[below:]))


def _page(roadmap: Roadmap, drawn: Map, page: int, notes: Sequence[Fine], more: Sequence[Button]) -> Card:
    """Show some of many groups, and how well they are known; the first page has the picture of all."""
    pages = -(-len(roadmap.groups) // MOST_GROUPS)
    page = max(1, min(page, pages))
    shown = slice((page - 1) * MOST_GROUPS, page * MOST_GROUPS)
    bands = drawn.bands[shown]
    where = Fine(worded(roadmap, "page-of-roadmap", page=str(page), pages=str(pages), **extent(roadmap)))
    title = (Strong(roadmap.identity.title),)

    def variant(most: int) -> tuple[Text, Sequence[Block], Sequence[Block]]:
        return title, [*(_field(roadmap, drawn, band, most) for band in bands), *notes, where], ()

    variants = (partial(variant, most) for most in range(MOST_NAMES, 0, -1))
    card = fitting(*variants, buttons=(*_buttons(roadmap.groups[shown]), *more))
    if page > 1 or drawn.is_too_large:
        return card
    return replace(card, blocks=(Picture(drawn, card.blocks[: len(bands)]), *card.blocks[len(bands) :]))


def _field(roadmap: Roadmap, drawn: Map, band: Band, most: int) -> Field:
    """Name so many patterns of a group at most, with how well each and all of them are known."""
    told = told_of_band(drawn, band)
    listed = joined([_stop(drawn, stop) for stop in band.stops[:most]], " → ")
    rest = len(band.stops) - most
    more = (Plain(" → "), *worded(roadmap, "more", count=str(rest))) if rest > 0 else ()
    return Field(f"{band.number}. {band.name}", (*((Plain(f"{told}: "),) if told else ()), *listed, *more))


def _stop(drawn: Map, stop: Stop) -> Text:
    known = (Plain(f" ({drawn.texts(stop.level.text)})"),) if stop.level is not None else ()
    return (Entry(stop.slug, stop.name), *known)


def _fields(roadmap: Roadmap, groups: Sequence[Group], most: int) -> list[Block]:
    return [
        Field(f"{group.number}. {group.name}", some_names(roadmap, roadmap.members(group), most, " → "))
        for group in groups
    ]


def _buttons(groups: Sequence[Group]) -> list[Button]:
    return [Button(f"{group.number}. {group.name}", ShowGroup(group.slug)) for group in groups[:MOST_GROUPS]]
