"""Places, points and shares in words."""

from bot.scores.standings import Standing

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def ordinal(rank: int) -> str:
    """Write a rank: 1st, 2nd, 11th."""
    ending = "th" if rank % 100 in _TEENS else _ENDINGS.get(rank % 10, "th")
    return f"{rank:,}{ending}"


def count(number: int, one: str, several: str) -> str:
    """Write so many of something."""
    return f"{number:,} {one if number == 1 else several}"


def points(number: int) -> str:
    """Write points."""
    return count(number, "point", "points")


def share(right: int, answered: int) -> str:
    """Write how much of what was answered was right; rounded down, so that only all is 100 %."""
    return f"{100 * right // answered} %" if answered else "0 %"


def standing(own: Standing, people: int) -> str:
    """Write a place: 4th of 23, 160 points, 83 %."""
    return f"{ordinal(own.rank)} of {people:,}, {points(own.points)}, {share(own.right, own.answered)}"
