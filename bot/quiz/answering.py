"""Taking answers: all that wait are kept in one transaction, and each is confirmed only after it.

When a quiz opens, hundreds answer within a second. One transaction for each would write to the disk hundreds of times.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quiz.round import Key, State
from bot.snowflakes import earliest
from bot.storage.engine import Database, insert_into
from bot.storage.padding import padded
from bot.storage.tables import answer
from bot.storage.tables import round as round_

MOST: Final = 1000
"""Answers in one transaction."""


@dataclass(frozen=True, slots=True)
class Click:
    """A person's press on an option; its interaction's id tells when it was, and of two presses which is later."""

    key: Key
    user_id: int
    name: str
    option: int
    interaction_id: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer is kept: what is chosen now (0: taken back), until when it may change, how many have answered."""

    choice: int
    closes_at: datetime
    answers: int
    several: bool


@dataclass(frozen=True, slots=True)
class Late:
    """The round had ended before the press; what the person had chosen by then stands."""

    choice: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Void:
    """The round does not count."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such round here, or it has no such option."""


Taken: TypeAlias = Accepted | Late | Void | Unknown


_Waiting: TypeAlias = deque[tuple[Click, "asyncio.Future[Taken]"]]


class Answering:
    """Keeps answers while it is entered; leaving waits for those that are on their way."""

    def __init__(self, database: Database) -> None:
        """Take the database in which answers are kept."""
        self._database = database
        self._waiting: _Waiting = deque()
        self._task: asyncio.Task[None] | None = None
        self.kept = 0
        """Answers that are in the database, since the start of the process."""

    async def answer(self, click: Click) -> Taken:
        """Keep a press; raises what the database raises, and then nothing is kept."""
        future: asyncio.Future[Taken] = asyncio.get_running_loop().create_future()
        self._waiting.append((click, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep_all(), name="answers")
        return await future

    async def drain(self) -> None:
        """Wait until all that was taken is kept."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _keep_all(self) -> None:
        while self._waiting:
            batch = _batch(self._waiting)
            try:
                taken = await keep(self._database, [click for click, _ in batch])
            except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            self.kept += sum(isinstance(outcome, Accepted) for outcome in taken)
            for (_, future), outcome in zip(batch, taken, strict=True):
                if not future.done():
                    future.set_result(outcome)


def _batch(waiting: _Waiting) -> list[tuple[Click, "asyncio.Future[Taken]"]]:
    """Take off what goes into the next transaction: of each person's presses in a round only the first."""
    people: set[tuple[Key, int]] = set()
    batch: list[tuple[Click, asyncio.Future[Taken]]] = []
    again: list[tuple[Click, asyncio.Future[Taken]]] = []
    while waiting and len(batch) < MOST:
        entry = waiting.popleft()
        person = (entry[0].key, entry[0].user_id)
        (again if person in people else batch).append(entry)
        people.add(person)
    waiting.extendleft(reversed(again))
    return batch


async def keep(database: Database, clicks: Sequence[Click]) -> list[Taken]:
    """Keep presses of different people in one transaction; say what became of each, in their order."""
    by_round: dict[Key, list[Click]] = {}
    for click in clicks:
        by_round.setdefault(click.key, []).append(click)
    taken: dict[tuple[Key, int], Taken] = {}
    async with database.writing() as connection:
        for key in sorted(by_round, key=lambda key: (key.guild_id, key.number)):
            for user_id, outcome in (await _keep_round(connection, key, by_round[key])).items():
                taken[key, user_id] = outcome
    return [taken[click.key, click.user_id] for click in clicks]


_ROUND = (
    select(round_.c.state, round_.c.closes_at, round_.c.closed_at, round_.c.options, round_.c.solution)
    .where(round_.c.guild_id == bindparam("guild"), round_.c.number == bindparam("round"))
    # The round stays as it is until these answers are kept: its close waits, and then scores them.
    .with_for_update(read=True)
)
_OF_PEOPLE = select(answer.c.user_id, answer.c.choice).where(
    answer.c.guild_id == bindparam("guild"),
    answer.c.round == bindparam("round"),
    answer.c.user_id.in_(bindparam("people", expanding=True)),
)
_ANSWERS = select(func.count()).where(
    answer.c.guild_id == bindparam("guild"), answer.c.round == bindparam("round"), answer.c.choice != 0
)


async def _keep_round(connection: AsyncConnection, key: Key, clicks: Sequence[Click]) -> dict[int, Taken]:
    where = {"guild": key.guild_id, "round": key.number}
    found = (await connection.execute(_ROUND, where)).one_or_none()
    if found is None or found.closes_at is None:
        return {click.user_id: Unknown() for click in clicks}
    # A planned round may be answered as well: its message stands there, and we have yet to note it.
    answerable = found.state in (State.PLANNED, State.OPEN)
    end = earliest(found.closes_at)
    valid = [click for click in clicks if answerable and click.interaction_id < end and click.option < found.options]
    several = found.solution.bit_count() > 1
    if valid:
        # In one order everywhere, so that no two processes wait for each other's rows.
        rows = [_row(click) for click in sorted(valid, key=lambda click: click.user_id)]
        await connection.execute(_upsert(connection, several=several), rows)
    people = {"people": padded([click.user_id for click in clicks])}
    kept_now = await connection.execute(_OF_PEOPLE, where | people)
    chosen: dict[int, int] = {row.user_id: row.choice for row in kept_now}
    answers = (await connection.execute(_ANSWERS, where)).scalar_one() if valid else 0
    kept = {click.user_id for click in valid}

    def outcome(click: Click) -> Taken:
        if click.user_id in kept:
            return Accepted(chosen[click.user_id], found.closes_at, answers, several)
        if found.state == State.VOID:
            return Void()
        if click.option >= found.options:
            return Unknown()
        # One that was voided while it was open, and restored, had ended before its time.
        ended = min(found.closes_at, found.closed_at or found.closes_at)
        return Late(chosen.get(click.user_id, 0), ended)

    return {click.user_id: outcome(click) for click in clicks}


def _upsert(connection: AsyncConnection, *, several: bool) -> Any:
    """Make the statement that keeps a press, unless a later one of the same person is kept already.

    Where several options are right, a press adds its option or takes it back: a sum without carry.
    """
    insert = insert_into(connection, answer)
    new = insert.excluded
    both = answer.c.choice.bitwise_and(new.choice)
    choice = (answer.c.choice + new.choice - both - both) if several else new.choice
    return insert.on_conflict_do_update(
        index_elements=[answer.c.guild_id, answer.c.round, answer.c.user_id],
        set_={"choice": choice, "interaction_id": new.interaction_id, "name": new.name},
        where=answer.c.interaction_id < new.interaction_id,
    )


def _row(click: Click) -> dict[str, Any]:
    return {
        "guild_id": click.key.guild_id,
        "round": click.key.number,
        "user_id": click.user_id,
        "choice": 1 << click.option,
        "interaction_id": click.interaction_id,
        "name": click.name,
    }
