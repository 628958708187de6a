"""Blackouts: dates that an admin keeps free of quizzes, and allows again."""

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
from knowledge.texts import Texts

MOST: Final = 100
"""Ranges that a guild may keep free at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an admin typed about dates: of one schedule or (None) of all, to keep free or to allow again."""

    dates: str
    number: int | None
    today: date
    lift: bool
    say: Texts


async def listed(connection: AsyncConnection, guild_id: int, number: int | None, today: date, say: Texts) -> Card:
    """List the dates that are to be free, all or those that hold for one schedule."""
    kept = await schedules.blackouts(connection, guild_id)
    shown = [one for one in kept if number is None or one[0] in (number, ALL)]
    return blackouts_card(say("dates-without-quiz"), shown, today, say)


async def settle(connection: AsyncConnection, guild_id: int, wish: Wish, now: datetime) -> Card:
    """Keep dates free or allow them again, and plan anew at once; whoever calls it holds the guild's schedules."""
    try:
        dates = parse_dates(wish.dates, wish.today, wish.say)
    except ValueError as fault:
        return told(str(fault))
    kept = await schedules.blackouts(connection, guild_id)
    done = await (_lift if wish.lift else _keep)(connection, guild_id, wish, dates, kept)
    for one in await schedules.of_guild(connection, guild_id):
        await plan_again(connection, one, now)
    return blackouts_card(done, await schedules.blackouts(connection, guild_id), wish.today, wish.say)


async def _keep(
    connection: AsyncConnection, guild_id: int, wish: Wish, dates: Blackout, kept: list[tuple[int, Blackout]]
) -> str:
    number = ALL if wish.number is None else wish.number
    ahead = [one for one in kept if one[1][1] >= wish.today]
    if len(ahead) >= MOST:
        return wish.say("many-ranges", most=MOST)
    first, last = dates
    # What begins on the same date is one range with it: the longer one holds.
    last = max([last, *(end for of, (begin, end) in kept if of == number and begin == first)])
    await schedules.black_out(connection, guild_id, number, first, last)
    name = "no-quiz-on" if wish.number is None else "no-quiz-of-on"
    return wish.say(name, number=number, dates=write_dates(first, last, wish.say))


async def _lift(
    connection: AsyncConnection, guild_id: int, wish: Wish, dates: Blackout, kept: list[tuple[int, Blackout]]
) -> str:
    (first, last), say = dates, wish.say
    touched = [(of, (begin, end)) for of, (begin, end) in kept if begin <= last and end >= first]
    lifted = [one for one in touched if wish.number is None or one[0] == wish.number]
    for of, (begin, _) in lifted:
        await schedules.lift(connection, guild_id, of, begin)
    covered = [] if wish.number is None else [range_ for of, range_ in touched if of == ALL]
    name = "free-of-all-one" if len(covered) == 1 else "free-of-all-many"
    stays = say(name, dates=", ".join(write_dates(*range_, say) for range_ in covered))
    if lifted:
        again = ", ".join(write_dates(*range_, say) for _, range_ in lifted)
        return say("quizzes-again-but", dates=again, but=stays) if covered else say("quizzes-again", dates=again)
    if covered:
        return stays
    name = "was-not-free" if wish.number is None else "was-not-free-in"
    return say(name, number=wish.number, dates=write_dates(first, last, say))
