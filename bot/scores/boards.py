"""Boards as they are read: a page of one, and one's own place on it. What it costs does not grow with the people."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, and_, case, cast, func, literal, select, type_coerce
from sqlalchemy import Text as SqlText
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.round import State
from bot.scores.standings import PAGE_SIZE, Page, Standing, clamp, page_of, pages, start_of
from bot.storage.columns import Flag
from bot.storage.tables import member, rung, schedule, score, streak
from bot.storage.tables import round as round_

_NAMED: Final = score.c.hidden == literal(False, Flag)
AROUND: Final = 0
"""Stands for the page that shows the reader, or would if they were not hidden."""


@dataclass(frozen=True, slots=True)
class Place:
    """A person on a board: their standing, how many people there are, and how many rows stand before theirs."""

    own: Standing | None
    people: int
    hidden: int
    before: int

    @property
    def named(self) -> int:
        """How many rows the board has."""
        return self.people - self.hidden


async def board(
    connection: AsyncConnection, guild_id: int, period: str, page: int = 1, reader: int | None = None
) -> Page:
    """Give one page of a board; a page that is not there becomes the nearest that is."""
    there = await place(connection, guild_id, period, reader)
    if page == AROUND:
        page = page_of(there.before) if there.own else 1
    number = clamp(page, there.named)
    rows = await _rows(connection, guild_id, period, start_of(number))
    return Page(rows, number, pages(there.named), there.people, there.hidden, there.own)


async def place(connection: AsyncConnection, guild_id: int, period: str, user_id: int | None) -> Place:
    """Give a person's place on a board."""
    mine = None
    if user_id is not None:
        is_mine = (score.c.guild_id == guild_id, score.c.period == period, score.c.user_id == user_id)
        mine = (await connection.execute(_with_name(select(score, member.c.name)).where(*is_mine))).one_or_none()
    points = None if mine is None else mine.points
    counts = (await connection.execute(_counts(guild_id, period, points))).one()
    if mine is None:
        return Place(None, counts.people, counts.hidden, 0)
    level = (score.c.guild_id == guild_id, score.c.period == period, score.c.points == points, _NAMED)
    beside = select(func.count()).where(*level, score.c.user_id < user_id)
    before = counts.named_above + (await connection.execute(beside)).scalar_one()
    return Place(_standing(mine, counts.above + 1), counts.people, counts.hidden, before)


async def streaks_of(connection: AsyncConnection, guild_id: int, people: Collection[int]) -> dict[int, int]:
    """Give the longest streak that each of some people has now, over the schedules that there are."""
    there = (
        select(streak.c.user_id, func.max(streak.c.current).label("current"))
        .join(schedule, and_(schedule.c.guild_id == streak.c.guild_id, schedule.c.number == streak.c.schedule))
        .where(streak.c.user_id.in_(people), streak.c.guild_id == guild_id, schedule.c.removed_at.is_(None))
        .group_by(streak.c.user_id)
    )
    return {row.user_id: row.current for row in await connection.execute(there)}


async def rounds_on(connection: AsyncConnection, guild_id: int, period: str) -> int:
    """Count the rounds that gave points on a board."""
    keys = literal(" ") + type_coerce(round_.c.periods, SqlText) + literal(" ")
    there = (round_.c.guild_id == guild_id, round_.c.state == State.CLOSED, keys.contains(f" {period} "))
    return (await connection.execute(select(func.count()).where(*there))).scalar_one()


async def _rows(connection: AsyncConnection, guild_id: int, period: str, start: int) -> tuple[Standing, ...]:
    """Give ten rows: find the rung on which the first stands, and read on from there."""
    ladder = _ladder(guild_id, period).subquery("ladder")
    holds = (ladder.c.before <= start, ladder.c.before + ladder.c.named > start)
    first = (await connection.execute(select(ladder.c.points, ladder.c.before).where(*holds))).one_or_none()
    if first is None:
        return ()
    # Keys alone, which the index has: what is skipped on a rung of many is never looked up.
    there = (score.c.guild_id == guild_id, score.c.period == period, _NAMED)
    keys = (
        select(score.c.guild_id, score.c.period, score.c.user_id)
        .where(*there, score.c.points <= first.points)
        .order_by(score.c.points.desc(), score.c.user_id)
        .limit(PAGE_SIZE)
        .offset(start - first.before)
        .subquery("shown")
    )
    shown = and_(*(score.c[name] == keys.c[name] for name in ("guild_id", "period", "user_id")))
    page = select(score, member.c.name, ladder.c.rank).select_from(keys).join(score, shown)
    page = _with_name(page).join(ladder, ladder.c.points == score.c.points)
    rows = await connection.execute(page.order_by(score.c.points.desc(), score.c.user_id))
    return tuple(_standing(row, row.rank) for row in rows)


def _ladder(guild_id: int, period: str) -> Any:
    """Make the question for each sum of points: its rank, how many rows have it, and how many stand before them."""
    down, named = rung.c.points.desc(), rung.c.people - rung.c.hidden
    return select(
        rung.c.points,
        named.label("named"),
        cast(func.sum(rung.c.people).over(order_by=down) - rung.c.people + 1, Integer).label("rank"),
        cast(func.sum(named).over(order_by=down) - named, Integer).label("before"),
    ).where(rung.c.guild_id == guild_id, rung.c.period == period, rung.c.people > 0)


def _counts(guild_id: int, period: str, points: int | None) -> Any:
    """Make the question how many people there are, and how many of them have more points."""
    above = literal(False) if points is None else rung.c.points > points
    named = rung.c.people - rung.c.hidden
    sums = {
        "people": rung.c.people,
        "hidden": rung.c.hidden,
        "above": case((above, rung.c.people), else_=0),
        "named_above": case((above, named), else_=0),
    }
    counted = (cast(func.coalesce(func.sum(value), 0), Integer).label(name) for name, value in sums.items())
    return select(*counted).where(rung.c.guild_id == guild_id, rung.c.period == period)


def _with_name(there: Any) -> Any:
    return there.join(member, and_(member.c.guild_id == score.c.guild_id, member.c.user_id == score.c.user_id))


def _standing(row: Any, rank: int) -> Standing:
    return Standing(rank, row.user_id, row.name, row.points, row.answered, row.correct, row.hidden)
