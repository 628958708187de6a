"""Standings: who is where on a board, and which page shows which rows."""

from dataclasses import dataclass

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's place on a board."""

    rank: int
    user_id: int
    name: str
    points: int
    answered: int
    right: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Ten rows of a board, and what stands around them.

    Hidden people keep their ranks but have no row, so ranks may skip: `hidden` says how many they are. `own` is the
    reader's place, also where it is hidden or on another page; only the reader may see it then.
    """

    rows: tuple[Standing, ...]
    number: int
    pages: int
    people: int
    hidden: int
    own: Standing | None = None


def pages(rows: int) -> int:
    """Give how many pages `rows` fill; an empty board has one."""
    return max(1, -(-rows // PAGE_SIZE))


def page_of(row: int) -> int:
    """Give the page, counted from 1, on which a row stands, counted from 0."""
    return row // PAGE_SIZE + 1


def start_of(page: int) -> int:
    """Give the first row of a page."""
    return (page - 1) * PAGE_SIZE


def clamp(page: int, rows: int) -> int:
    """Give the page nearest to `page` among those that `rows` fill."""
    return min(max(page, 1), pages(rows))
