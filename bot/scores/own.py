"""What a person has: answers, accuracy and streaks in a guild, and whether boards name them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, cast, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import lock
from bot.people import Member, readable
from bot.quiz.round import State
from bot.scores import ladder
from bot.scores.streaks import Streak
from bot.storage.engine import insert_into
from bot.storage.tables import answer, member, schedule, score, streak
from bot.storage.tables import round as round_


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many questions about a group a person has answered, and how many rightly."""

    group: str
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class Played:
    """A round that has ended, and what a person got for it."""

    number: int
    due_at: datetime
    right: bool
    points: int


async def by_group(connection: AsyncConnection, who: Member) -> list[Accuracy]:
    """Give a person's accuracy in each group of which answers are kept."""
    right = cast(func.sum(cast(answer.c.correct, Integer)), Integer)
    there = _played(who, round_.c.group_slug, func.count().label("answered"), right.label("right"))
    rows = await connection.execute(there.group_by(round_.c.group_slug).order_by(round_.c.group_slug))
    return [Accuracy(row.group_slug or "", row.answered, row.right) for row in rows]


async def last_played(connection: AsyncConnection, who: Member, most: int) -> list[Played]:
    """Give the rounds that a person answered last, the newest first."""
    there = _played(who, round_.c.number, round_.c.due_at, answer.c.correct, answer.c.points)
    rows = await connection.execute(there.order_by(round_.c.due_at.desc(), round_.c.number.desc()).limit(most))
    return [Played(row.number, row.due_at, row.correct, row.points) for row in rows]


async def streaks_by_schedule(connection: AsyncConnection, who: Member) -> list[tuple[int, Streak]]:
    """Give a person's streaks on the schedules that there are, by the schedules' numbers."""
    there = (
        select(streak)
        .join(schedule, and_(schedule.c.guild_id == streak.c.guild_id, schedule.c.number == streak.c.schedule))
        .where(streak.c.guild_id == who.guild_id, streak.c.user_id == who.user_id, schedule.c.removed_at.is_(None))
        .order_by(streak.c.schedule)
    )
    rows = await connection.execute(there)
    return [(row.schedule, Streak(row.current, row.best, row.freezes, row.answered)) for row in rows]


async def is_hidden(connection: AsyncConnection, who: Member) -> bool:
    """Say whether boards leave a person's name out."""
    there = select(member.c.hidden).where(member.c.guild_id == who.guild_id, member.c.user_id == who.user_id)
    return bool((await connection.execute(there)).scalar())


async def hide(connection: AsyncConnection, who: Member, *, hidden: bool) -> None:
    """Leave a person's name off the guild's boards, or put it back."""
    await lock(connection, who.guild_id)
    values = {"guild_id": who.guild_id, "user_id": who.user_id, "name": readable(who.name), "hidden": hidden}
    kept = insert_into(connection, member).values(**values)
    keys = [member.c.guild_id, member.c.user_id]
    await connection.execute(kept.on_conflict_do_update(index_elements=keys, set_={"hidden": hidden}))
    theirs = (score.c.guild_id == who.guild_id, score.c.user_id == who.user_id)
    await ladder.step(connection, ladder.OFF, *theirs)
    await connection.execute(update(score).where(*theirs).values(hidden=hidden))
    await ladder.step(connection, ladder.ON, *theirs)


def _played(who: Member, *columns: Any) -> Any:
    """Make a question about the answers of a person that count."""
    its_round = and_(round_.c.guild_id == answer.c.guild_id, round_.c.number == answer.c.round)
    theirs = (answer.c.user_id == who.user_id, answer.c.guild_id == who.guild_id, answer.c.points.is_not(None))
    there = select(*columns).select_from(answer).join(round_, its_round)
    return there.where(*theirs, round_.c.state == State.CLOSED)
