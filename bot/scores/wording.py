"""Places, points, shares and periods in words."""

from typing import Final

from bot.scores.periods import Period
from bot.scores.seasons import Season
from bot.scores.standings import Standing
from knowledge.texts import Texts

_ENDINGS: Final = {1: "one", 2: "two", 3: "few"}
_TEENS: Final = range(11, 14)


def ordinal(rank: int, say: Texts) -> str:
    """Write a rank: 1st, 2nd, 11th."""
    ending = "other" if rank % 100 in _TEENS else _ENDINGS.get(rank % 10, "other")
    return say(f"rank-{ending}", count=say.number(rank))


def points(number: int, say: Texts) -> str:
    """Write points."""
    return say.count("points", number)


def share(right: int, answered: int) -> str:
    """Write how much of what was answered was right; rounded down, so that only all is 100 %."""
    return f"{100 * right // answered} %" if answered else "0 %"


def standing(own: Standing, people: int, say: Texts) -> str:
    """Write a place: 4th of 23, 160 points, 83 %."""
    return say(
        "standing",
        rank=ordinal(own.rank, say),
        people=say.number(people),
        points=points(own.points, say),
        share=share(own.right, own.answered),
    )


def period_title(period: Period, say: Texts) -> str:
    """Write what a board of a period is called."""
    match period.kind:
        case "week":
            return say("title-week", number=period.number, year=period.year)
        case "month":
            return say("title-month", month=say(f"month-{period.number}"), year=period.year)
        case "all":
            return say("board-all")


def season_title(season: Season, say: Texts) -> str:
    """Write what a season is called."""
    if season.name:
        return say("title-season-named", number=season.number, name=season.name)
    return say("title-season", number=season.number)
