"""Boards worked out from everybody's totals, the slow and simple way: what the database must say too."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.scores.standings import PAGE_SIZE, Page, Standing, clamp, page_of, pages, start_of


@dataclass(frozen=True, slots=True)
class Total:
    """What one person has gathered in a period."""

    user_id: int
    name: str
    points: int
    answered: int
    right: int
    hidden: bool = False


def rank(totals: Sequence[Total]) -> list[Standing]:
    """Rank everybody, hidden people too, most points first.

    Equal points share a rank and the next ranks are skipped (1, 2, 2, 4): standard competition ranking. People with
    equal points stand in the order of their ids: databases sort names each in their own way, numbers all alike.
    """
    standings: list[Standing] = []
    for position, total in enumerate(sorted(totals, key=lambda total: (-total.points, total.user_id)), start=1):
        tied = standings and standings[-1].points == total.points
        place = standings[-1].rank if tied else position
        standings.append(
            Standing(place, total.user_id, total.name, total.points, total.answered, total.right, total.hidden)
        )
    return standings


def board(totals: Sequence[Total], *, page: int = 1, reader: int | None = None) -> Page:
    """Give one page of a board; a page that is not there becomes the nearest that is."""
    standings = rank(totals)
    rows = [standing for standing in standings if not standing.hidden]
    number = clamp(page, len(rows))
    return Page(
        rows=tuple(rows[start_of(number) : start_of(number) + PAGE_SIZE]),
        number=number,
        pages=pages(len(rows)),
        people=len(standings),
        hidden=len(standings) - len(rows),
        own=next((standing for standing in standings if standing.user_id == reader), None),
    )


def around(totals: Sequence[Total], user_id: int) -> int:
    """Give the page that shows a person, or would if they were not hidden; the first for who has no place."""
    before = 0
    for standing in rank(totals):
        if standing.user_id == user_id:
            named = sum(not total.hidden for total in totals)
            return clamp(page_of(before), named)
        before += not standing.hidden
    return 1
