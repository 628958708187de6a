"""Rounds as they are kept: each change is one statement that holds only where the round may make that move."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, delete, func, insert, literal, or_, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import next_number
from bot.quiz import asked
from bot.quiz.round import Key, Round, State, Tally, sources_of
from bot.quiz.schedule import Schedule, Terms
from bot.quiz.schedules import terms_columns, terms_of
from bot.quiz.timetable import Slot
from bot.storage.tables import answer
from bot.storage.tables import round as round_
from knowledge.bank import Item

_UNSHOWN: Final[dict[str, Any]] = {"shown_at": None, "first_try": None, "tries": 0}
_DEALT_WITH: Final[dict[str, Any]] = {"asked_by": None, "owner": None, "lease_until": None}


async def plan(connection: AsyncConnection, schedule: Schedule, slot: Slot, ahead: Key | None) -> Key:
    """Keep the round of a schedule for a date; the one that was planned `ahead` moves there, with today's terms."""
    values = terms_columns(schedule.terms) | {"local_date": slot.local_date, "due_at": slot.due}
    if ahead is not None:
        await connection.execute(update(round_).where(is_(ahead)).values(**values))
        return ahead
    number = await next_number(connection, schedule.guild_id, "round")
    key = Key(schedule.guild_id, number)
    values |= {"guild_id": key.guild_id, "number": key.number, "schedule": schedule.number, "state": State.PLANNED}
    await connection.execute(insert(round_).values(**values))
    return key


async def plan_by_hand(
    connection: AsyncConnection, guild_id: int, terms: Terms, now: datetime, asked_by: int | None = None
) -> Key:
    """Keep a round that is due at once and belongs to no schedule; `asked_by` hears of it if it comes to nothing."""
    key = Key(guild_id, await next_number(connection, guild_id, "round"))
    values = terms_columns(terms) | {"guild_id": guild_id, "number": key.number, "state": State.PLANNED, "due_at": now}
    await connection.execute(insert(round_).values(asked_by=asked_by, **values))
    return key


async def planned(connection: AsyncConnection, schedule: Schedule) -> Key | None:
    """Give the round that a schedule has planned and nobody has begun to post."""
    number = (await connection.execute(_ahead(schedule))).scalar_one_or_none()
    return None if number is None else Key(schedule.guild_id, number)


async def hold_planned(connection: AsyncConnection, schedule: Schedule) -> Key | None:
    """Give the round that a schedule has planned, and let nobody begin to post it before this transaction ends."""
    number = (await connection.execute(_ahead(schedule).with_for_update())).scalar_one_or_none()
    return None if number is None else Key(schedule.guild_id, number)


def _ahead(schedule: Schedule) -> Any:
    return select(round_.c.number).where(_of(schedule), round_.c.state == State.PLANNED, round_.c.tries == 0)


async def under_way(connection: AsyncConnection, schedule: Schedule) -> Key | None:
    """Give the round of a schedule that is being posted: it may have arrived already, and nothing stops it."""
    begun = (_of(schedule), round_.c.state == State.PLANNED, round_.c.tries > 0)
    number = (await connection.execute(select(round_.c.number).where(*begun).limit(1))).scalar_one_or_none()
    return None if number is None else Key(schedule.guild_id, number)


async def unplan(connection: AsyncConnection, schedule: Schedule) -> None:
    """Forget the round that a schedule has planned; one that is being posted goes on."""
    await connection.execute(delete(round_).where(_of(schedule), round_.c.state == State.PLANNED, round_.c.tries == 0))


async def unplan_all(connection: AsyncConnection, guild_id: int) -> None:
    """Forget all rounds that a guild has planned; those that are being posted go on."""
    ahead = (round_.c.guild_id == guild_id, round_.c.state == State.PLANNED, round_.c.tries == 0)
    await connection.execute(delete(round_).where(*ahead))


async def last_slot(connection: AsyncConnection, schedule: Schedule) -> Slot | None:
    """Give the latest date of a schedule that has had its round, or has it under way."""
    had = or_(round_.c.state != State.PLANNED, round_.c.tries > 0)
    there = select(round_.c.local_date, round_.c.due_at).where(_of(schedule), had)
    found = (await connection.execute(there.order_by(round_.c.local_date.desc()).limit(1))).one_or_none()
    return None if found is None else Slot(found.local_date, found.due_at)


async def prepare(connection: AsyncConnection, key: Key, question: Item, closes_at: datetime, solution: int) -> bool:
    """Fix what a claimed round asks and when it ends, before anything is sent; say whether it is still planned."""
    values = {
        "question_id": question.id,
        "group_slug": question.group,
        "question": asked.written(question),
        "options": len(question.options),
        "solution": solution,
        "closes_at": closes_at,
    }
    there = update(round_).where(is_(key), round_.c.state == State.PLANNED).values(**values)
    return (await connection.execute(there)).rowcount == 1


async def open_(connection: AsyncConnection, key: Key, message_id: int | None, now: datetime) -> bool:
    """Note the message in which a round was posted; say whether the round opened by this."""
    return await _move(connection, key, State.OPEN, message_id=message_id, opened_at=now, tries=0, **_DEALT_WITH)


async def miss(connection: AsyncConnection, key: Key, reason: str) -> bool:
    """Note that a round was never posted, because its time had passed; False where somebody has answered it."""
    return await _come_to_nothing(connection, key, State.MISSED, reason)


async def fail(connection: AsyncConnection, key: Key, reason: str) -> bool:
    """Note that a round could not be posted; False where somebody has answered it."""
    return await _come_to_nothing(connection, key, State.FAILED, reason)


async def _come_to_nothing(connection: AsyncConnection, key: Key, to: State, reason: str) -> bool:
    # Held first: an answer that is on its way is kept before we look, or finds the round ended.
    await connection.execute(select(round_.c.number).where(is_(key)).with_for_update())
    answers, _ = await counts(connection, key)
    return not answers and await _move(connection, key, to, reason=reason, **_DEALT_WITH)


async def close(connection: AsyncConnection, key: Key, now: datetime) -> bool:
    """End a round; say whether it ended by this. Whoever ends it scores it in the same transaction."""
    return await _move(connection, key, State.CLOSED, (State.OPEN,), closed_at=now, **_UNSHOWN)


async def void(connection: AsyncConnection, key: Key, reason: str, now: datetime) -> bool:
    """Take a round out of the scores; say whether it was in them or open."""
    closed_at = func.coalesce(round_.c.closed_at, literal(now, round_.c.closed_at.type))
    return await _move(connection, key, State.VOID, reason=reason, closed_at=closed_at, **_UNSHOWN)


async def restore(connection: AsyncConnection, key: Key) -> bool:
    """Let a void round be one that has ended; say whether it was void. Whoever does so scores it."""
    return await _move(connection, key, State.CLOSED, (State.VOID,), reason=None, **_UNSHOWN)


async def asking(connection: AsyncConnection, guild_id: int, question_id: str, states: Sequence[State]) -> list[Round]:
    """Give a guild's rounds with a question, oldest first, and let nobody else move them before this transaction ends."""
    there = select(round_).where(
        round_.c.guild_id == guild_id, round_.c.question_id == question_id, round_.c.state.in_(states)
    )
    rows = await connection.execute(there.order_by(round_.c.number).with_for_update())
    return sorted((read(row) for row in rows), key=lambda round_: (round_.due_at, round_.key.number))


async def _move(
    connection: AsyncConnection, key: Key, to: State, only: Sequence[State] | None = None, **values: Any
) -> bool:
    from_ = round_.c.state.in_(sources_of(to) if only is None else only)
    return (await connection.execute(update(round_).where(is_(key), from_).values(state=to, **values))).rowcount == 1


async def note_shown(connection: AsyncConnection, shown: Round, now: datetime) -> None:
    """Note that a round's channel has seen how it ended, unless it ended otherwise meanwhile."""
    as_shown = (is_(shown.key), round_.c.state == shown.state)
    await connection.execute(update(round_).where(*as_shown).values(shown_at=now, owner=None, lease_until=None))


async def show_again(connection: AsyncConnection, key: Key) -> None:
    """Let the message of a round that has ended be changed once more."""
    ended = (is_(key), round_.c.state.in_((State.CLOSED, State.VOID)), round_.c.shown_at.is_not(None))
    await connection.execute(update(round_).where(*ended).values(shown_at=None))


async def find(connection: AsyncConnection, key: Key) -> Round | None:
    """Give a round."""
    row = (await connection.execute(select(round_).where(is_(key)))).one_or_none()
    return None if row is None else read(row)


async def in_states(
    connection: AsyncConnection, guild_id: int, states: Sequence[State], most: int, skip: int = 0
) -> list[Round]:
    """Give a guild's rounds in some states, the newest first."""
    there = select(round_).where(round_.c.guild_id == guild_id, round_.c.state.in_(states))
    rows = await connection.execute(
        there.order_by(round_.c.due_at.desc(), round_.c.number.desc()).limit(most).offset(skip)
    )
    return [read(row) for row in rows]


async def next_due(connection: AsyncConnection, guild_id: int) -> datetime | None:
    """Give when a guild's next round is due, None where none is planned."""
    there = select(func.min(round_.c.due_at)).where(round_.c.guild_id == guild_id, round_.c.state == State.PLANNED)
    due: datetime | None = (await connection.execute(there)).scalar()
    return due


async def asked_now(connection: AsyncConnection, guild_id: int) -> set[str]:
    """Give the questions that a guild's open rounds ask, and those that are being posted."""
    current = (round_.c.guild_id == guild_id, round_.c.state.in_((State.PLANNED, State.OPEN)))
    there = select(round_.c.question_id).where(*current, round_.c.question_id.is_not(None))
    return set((await connection.execute(there)).scalars())


async def counts(connection: AsyncConnection, key: Key) -> tuple[int, int]:
    """Give how many have answered a round, and the count that its message shows."""
    told = (await connection.execute(select(round_.c.told_answers).where(is_(key)))).scalar()
    mine = (answer.c.guild_id == key.guild_id, answer.c.round == key.number, answer.c.choice != 0)
    answers = (await connection.execute(select(func.count()).where(*mine))).scalar_one()
    return answers, told or 0


async def tell_count(connection: AsyncConnection, key: Key, told: int) -> None:
    """Note the count that a round's message shows."""
    await connection.execute(update(round_).where(is_(key)).values(told_answers=told))


def is_(key: Key) -> ColumnElement[bool]:
    """Make the condition that a row is the round of that key."""
    return and_(round_.c.guild_id == key.guild_id, round_.c.number == key.number)


def _of(schedule: Schedule) -> ColumnElement[bool]:
    return and_(round_.c.guild_id == schedule.guild_id, round_.c.schedule == schedule.number)


def read(row: Row[Any]) -> Round:
    """Read a round from its row."""
    tally = None if row.tally is None else json.loads(row.tally)
    return Round(
        key=Key(row.guild_id, row.number),
        schedule=row.schedule,
        local_date=row.local_date,
        terms=terms_of(row),
        state=State(row.state),
        due_at=row.due_at,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        question=None if row.question is None else asked.readable(row.question, row.guild_id, row.number),
        message_id=row.message_id,
        tally=None if tally is None else Tally(tally[0], tally[1], tuple(tally[2])),
        reason=row.reason,
        first_try=row.first_try,
        tries=row.tries,
        asked_by=row.asked_by,
        answers_kept=row.forgotten_at is None,
    )
