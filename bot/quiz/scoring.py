"""Scoring: what a round gives to whom. It happens once, in the transaction that closes the round."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, and_, case, cast, delete, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import Guild
from bot.quiz.round import Key, Round, Tally
from bot.quiz.rounds import is_
from bot.scores import ladder, periods, seasons, streaks
from bot.scores.points import BY_DIFFICULTY, fast_until, speed_points
from bot.scores.streaks import Streak
from bot.snowflakes import MILLISECOND, earliest
from bot.storage.engine import insert_into
from bot.storage.tables import answer, member, score, streak
from bot.storage.tables import round as round_

ADDED: Final = 1
TAKEN_BACK: Final = -1
AT_ONCE: Final = 5000
"""Answers that are read in one go."""


async def award(connection: AsyncConnection, scored: Round, guild: Guild) -> Tally:
    """Give the answers of a round that has just closed their points, and add them to all its boards.

    The guild is locked by whoever moves its rounds.
    """
    tally = await _give_first(connection, scored, guild)
    if scored.schedule is None or await _is_forgotten(connection, scored.key):
        return tally
    if await _is_last(connection, scored):
        await _step_streaks(connection, scored.key, scored.schedule)
    else:
        await replay_streaks(connection, scored.key.guild_id, scored.schedule)
    return tally


async def give_back(connection: AsyncConnection, restored: Sequence[Round], guild: Guild) -> None:
    """Give the points of rounds that were void: on the boards and by the rules on which they had counted before.

    One that had never counted, because it was still open when it became void, counts as if it closed now.
    """
    for one in restored:
        there = select(round_.c.periods, round_.c.speed_points).where(is_(one.key))
        before = (await connection.execute(there)).one()
        if before.periods is None:
            await _give_first(connection, one, guild)
        else:
            await _give(connection, one, before.periods, speed=bool(before.speed_points))
    await _replay_streaks_of(connection, restored)


async def take_back(connection: AsyncConnection, voided: Sequence[Round]) -> None:
    """Take the points of rounds that had been scored off all their boards, and out of the streaks.

    Where their answers are forgotten, the sums keep what they gave.
    """
    for one in voided:
        keys = (await connection.execute(select(round_.c.periods).where(is_(one.key)))).scalar_one()
        await _change_boards(connection, one.key, keys or (), TAKEN_BACK)
        await connection.execute(update(answer).where(_in(one.key)).values(correct=None, points=None))
    await _replay_streaks_of(connection, voided)


async def _replay_streaks_of(connection: AsyncConnection, moved: Sequence[Round]) -> None:
    """Work out the streaks that rounds have moved, each schedule's once: it reads all that was ever answered there."""
    for guild_id, schedule in sorted({(one.key.guild_id, one.schedule or 0) for one in moved if one.schedule}):
        await replay_streaks(connection, guild_id, schedule)


def periods_of(scored: Round, guild: Guild, season: str | None) -> tuple[str, ...]:
    """Name the boards on which a round counts: those of the day on which it was due, in the guild's zone."""
    day = scored.due_at.astimezone(ZoneInfo(guild.zone)).date()
    return (periods.week(day).key, periods.month(day).key, *((season,) if season else ()), periods.ALL_TIME.key)


async def _is_forgotten(connection: AsyncConnection, key: Key) -> bool:
    forgotten_at = (await connection.execute(select(round_.c.forgotten_at).where(is_(key)))).scalar_one()
    return forgotten_at is not None


async def _give_first(connection: AsyncConnection, scored: Round, guild: Guild) -> Tally:
    await _remember_names(connection, scored.key)
    season = await seasons.at(connection, scored.key.guild_id, scored.due_at)
    keys = periods_of(scored, guild, season.key if season else None)
    return await _give(connection, scored, keys, speed=guild.speed_points)


async def _give(connection: AsyncConnection, scored: Round, keys: tuple[str, ...], *, speed: bool) -> Tally:
    if scored.tally is not None and await _is_forgotten(connection, scored.key):
        # Restored after its answers were forgotten: there is nobody left to whom it could give points.
        return scored.tally
    await _mark(connection, scored, speed=speed)
    # Whoever was forgotten since it closed stays counted.
    tally = scored.tally or await _count(connection, scored)
    written = json.dumps([tally.answers, tally.right, list(tally.options)])
    await connection.execute(
        update(round_).where(is_(scored.key)).values(periods=keys, speed_points=speed, tally=written)
    )
    await _change_boards(connection, scored.key, keys, ADDED)
    return tally


async def _is_last(connection: AsyncConnection, scored: Round) -> bool:
    """Say whether no later round of the same schedule has closed: a longer one may close after the next day's."""
    later = exists().where(
        round_.c.guild_id == scored.key.guild_id,
        round_.c.schedule == scored.schedule,
        round_.c.state == "closed",
        round_.c.due_at > scored.due_at,
    )
    return not (await connection.execute(select(later))).scalar_one()


async def _mark(connection: AsyncConnection, scored: Round, *, speed: bool) -> None:
    correct = case((answer.c.choice == scored.solution, 1), else_=0)
    full = BY_DIFFICULTY[scored.asked.difficulty]
    worth: Any = literal(full)
    if speed:
        # All ids of the last millisecond in which one is fast are lower than those of the next.
        slow = earliest(fast_until(scored.opened_at or scored.due_at, scored.ends) + MILLISECOND)
        worth = case((answer.c.interaction_id < slow, full + speed_points(full)), else_=full)
    points = case((answer.c.choice == scored.solution, worth), else_=0)
    await connection.execute(
        update(answer).where(_in(scored.key), answer.c.choice != 0).values(correct=correct, points=points)
    )


async def _count(connection: AsyncConnection, scored: Round) -> Tally:
    there = select(answer.c.choice, func.count()).where(_in(scored.key), answer.c.choice != 0)
    rows = [(row[0], row[1]) for row in await connection.execute(there.group_by(answer.c.choice))]
    return tally_of(rows, scored.solution, len(scored.asked.options))


def tally_of(choices: Sequence[tuple[int, int]], solution: int, options: int) -> Tally:
    """Count choices, given with how many made each."""
    return Tally(
        answers=sum(people for _, people in choices),
        right=sum(people for choice, people in choices if choice == solution),
        options=tuple(sum(people for choice, people in choices if choice >> place & 1) for place in range(options)),
    )


async def _remember_names(connection: AsyncConnection, key: Key) -> None:
    new = insert_into(connection, member).from_select(
        ["guild_id", "user_id", "name", "hidden"],
        select(answer.c.guild_id, answer.c.user_id, answer.c.name, literal(0)).where(_in(key)),
    )
    await connection.execute(
        new.on_conflict_do_update(
            index_elements=[member.c.guild_id, member.c.user_id], set_={"name": new.excluded.name}
        )
    )


async def _change_boards(connection: AsyncConnection, key: Key, keys: Sequence[str], sign: int) -> None:
    """Add a round's points to boards, or take them off again."""
    scored = select(answer.c.user_id).where(_in(key), answer.c.points.is_not(None))
    theirs = (score.c.guild_id == key.guild_id, score.c.period.in_(keys), score.c.user_id.in_(scored))
    await ladder.step(connection, ladder.OFF, *theirs)
    await _add(connection, key, keys, sign)
    # Whoever has answered nothing else that counts was never there.
    await connection.execute(delete(score).where(*theirs, score.c.answered == 0))
    await ladder.step(connection, ladder.ON, *theirs)
    await ladder.sweep(connection, key.guild_id, keys)


async def _add(connection: AsyncConnection, key: Key, keys: Sequence[str], sign: int) -> None:
    is_member = and_(member.c.guild_id == answer.c.guild_id, member.c.user_id == answer.c.user_id)
    for period in keys:
        gained = (
            select(
                answer.c.guild_id,
                literal(period),
                answer.c.user_id,
                answer.c.points * sign,
                literal(sign),
                cast(answer.c.correct, Integer) * sign,
                member.c.hidden,
            )
            .join(member, is_member)
            .where(_in(key), answer.c.points.is_not(None))
        )
        columns = ["guild_id", "period", "user_id", "points", "answered", "correct", "hidden"]
        new = insert_into(connection, score).from_select(columns, gained)
        sums = {name: score.c[name] + new.excluded[name] for name in ("points", "answered", "correct")}
        await connection.execute(
            new.on_conflict_do_update(index_elements=[score.c.guild_id, score.c.period, score.c.user_id], set_=sums)
        )


async def _step_streaks(connection: AsyncConnection, key: Key, schedule: int) -> None:
    """Move everybody's streak on by one round: of those who answered, and of those who have one to lose."""
    there = select(answer.c.user_id).where(_in(key), answer.c.choice != 0)
    answered = set((await connection.execute(there)).scalars())
    mine = and_(streak.c.guild_id == key.guild_id, streak.c.schedule == schedule)
    rows = await connection.execute(select(streak).where(mine))
    known = {row.user_id: Streak(row.current, row.best, row.freezes, row.answered) for row in rows}
    moved = {
        user_id: streaks.step(known.get(user_id, streaks.START), user_id in answered)
        for user_id in answered | {user_id for user_id, kept in known.items() if kept.current}
    }
    await _keep(connection, key.guild_id, schedule, moved)


async def replay_streaks(connection: AsyncConnection, guild_id: int, schedule: int) -> None:
    """Work out the streaks of a schedule anew from its closed rounds, as if those that are void had never been.

    Those whose answers are forgotten count as they did when that was done.
    """
    closed = select(round_.c.number).where(
        round_.c.guild_id == guild_id,
        round_.c.schedule == schedule,
        round_.c.state == "closed",
        round_.c.forgotten_at.is_(None),
    )
    numbers = list((await connection.execute(closed.order_by(round_.c.due_at))).scalars())
    answers = select(answer.c.user_id, answer.c.round).where(
        answer.c.guild_id == guild_id, answer.c.round.in_(closed), answer.c.choice != 0
    )
    took_part: dict[int, set[int]] = {}
    for place, (user_id, number) in enumerate(await connection.execute(answers)):
        took_part.setdefault(user_id, set()).add(number)
        if place % AT_ONCE == 0:
            # A year of a large guild is hundreds of thousands of answers: others have their turn meanwhile.
            await asyncio.sleep(0)
    known = select(streak.c.user_id, streak.c.base).where(streak.c.guild_id == guild_id, streak.c.schedule == schedule)
    bases: dict[int, Streak] = {}
    for row in await connection.execute(known):
        took_part.setdefault(row.user_id, set())
        bases[row.user_id] = read_base(row.base)
    anew: dict[int, Streak] = {}
    for user_id, theirs in took_part.items():
        anew[user_id] = streaks.replay((number in theirs for number in numbers), bases.get(user_id, streaks.START))
        await asyncio.sleep(0)
    await _keep(connection, guild_id, schedule, anew)
    mine = (streak.c.guild_id == guild_id, streak.c.schedule == schedule)
    await connection.execute(delete(streak).where(*mine, streak.c.answered == 0))


def read_base(kept: str | None) -> Streak:
    """Read a streak as it was after the rounds whose answers are forgotten."""
    return streaks.START if kept is None else Streak(*json.loads(kept))


def written_base(base: Streak) -> str:
    """Write a streak to be read back."""
    return json.dumps([base.current, base.best, base.freezes, base.answered])


async def _keep(connection: AsyncConnection, guild_id: int, schedule: int, moved: dict[int, Streak]) -> None:
    if not moved:
        return
    new = insert_into(connection, streak)
    names = ("current", "best", "freezes", "answered")
    kept = new.on_conflict_do_update(
        index_elements=[streak.c.guild_id, streak.c.schedule, streak.c.user_id],
        set_={name: new.excluded[name] for name in names},
    )
    rows = [
        {"guild_id": guild_id, "schedule": schedule, "user_id": user_id} | {name: getattr(one, name) for name in names}
        for user_id, one in moved.items()
    ]
    await connection.execute(kept, rows)


def _in(key: Key) -> Any:
    return and_(answer.c.guild_id == key.guild_id, answer.c.round == key.number)
