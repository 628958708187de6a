"""Blackouts: dates that an admin keeps free of quizzes, and allows again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import Card
from bot.quiz import schedules
from bot.quiz.dates import parse_dates, write_dates
from bot.quiz.planning import plan_again
from bot.quiz.schedule_cards import blackouts_card, told
from bot.quiz.schedules import ALL
from bot.quiz.timetable import Blackout

MOST: Final = 100
"""Ranges that a guild may keep free at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin typed about dates: of one schedule or (None) of all, to keep free or to allow again."""

    dates: str
    number: int | None
    today: date
    lift: bool


async def listed(connection: AsyncConnection, guild_id: int, number: int | None, today: date) -> Card:
    """List the dates that are to be free, all or those that hold for one schedule."""
    kept = await schedules.blackouts(connection, guild_id)
    return blackouts_card(
        "Dates without quiz", [one for one in kept if number is None or one[0] in (number, ALL)], today
    )


async def settle(connection: AsyncConnection, guild_id: int, wish: Wish, now: datetime) -> Card:
    """Keep dates free or allow them again, and plan anew at once; whoever calls it holds the guild's schedules."""
    try:
        dates = parse_dates(wish.dates, wish.today)
    except ValueError as fault:
        return told(str(fault))
    kept = await schedules.blackouts(connection, guild_id)
    done = await (_lift if wish.lift else _keep)(connection, guild_id, wish, dates, kept)
    for one in await schedules.of_guild(connection, guild_id):
        await plan_again(connection, one, now)
    return blackouts_card(done, await schedules.blackouts(connection, guild_id), wish.today)


async def _keep(
    connection: AsyncConnection, guild_id: int, wish: Wish, dates: Blackout, kept: list[tuple[int, Blackout]]
) -> str:
    number = ALL if wish.number is None else wish.number
    ahead = [one for one in kept if one[1][1] >= wish.today]
    if len(ahead) >= MOST:
        return f"There are {MOST} ranges already. Allow some again with lift, or use longer ones."
    first, last = dates
    # What begins on the same date is one range with it: the longer one holds.
    last = max([last, *(end for of, (begin, end) in kept if of == number and begin == first)])
    await schedules.black_out(connection, guild_id, number, first, last)
    whose = "" if wish.number is None else f" of schedule {number}"
    return f"No quiz{whose} on {write_dates(first, last)}."


async def _lift(
    connection: AsyncConnection, guild_id: int, wish: Wish, dates: Blackout, kept: list[tuple[int, Blackout]]
) -> str:
    first, last = dates
    touched = [(of, (begin, end)) for of, (begin, end) in kept if begin <= last and end >= first]
    lifted = [one for one in touched if wish.number is None or one[0] == wish.number]
    for of, (begin, _) in lifted:
        await schedules.lift(connection, guild_id, of, begin)
    covered = [] if wish.number is None else [range_ for of, range_ in touched if of == ALL]
    be, them = ("is", "it") if len(covered) == 1 else ("are", "them")
    stays = f"{_written(covered)} {be} free for all schedules. Lift {them} without naming one."
    if lifted:
        again = f"Quizzes come again on {_written(range_ for _, range_ in lifted)}."
        return f"{again} But {stays}" if covered else again
    if covered:
        return stays
    whose = "" if wish.number is None else f" in schedule {wish.number}"
    return f"{write_dates(first, last)} was not free of quizzes{whose}."


def _written(ranges: Iterable[Blackout]) -> str:
    return ", ".join(write_dates(*range_) for range_ in ranges)
