"""Old answers: they go when a guild keeps them no longer, and all that came of them stays."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.guilds.guild import change
from bot.housekeeping import tidy
from bot.quiz import rounds
from bot.quiz.scoring import replay_streaks, take_back
from bot.scores import boards, forgetting
from bot.scores.forgetting import forget_old
from bot.storage.engine import Database
from bot.storage.tables import answer, streak
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import RIGHT, WRONG, played

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


async def test_old_answers_go_and_sums_tallies_and_streaks_stay(database: Database) -> None:
    schedule = await daily(database, 1, 5, NOON - timedelta(days=30))
    keys = [
        await played(database, NOON + timedelta(days=day), {1: RIGHT, 2: WRONG}, schedule=schedule) for day in range(6)
    ]
    now = NOON + timedelta(days=33)
    async with database.writing() as connection:
        assert await forget_old(connection, 1, now) == 0
        await change(connection, 1, retention_days=30)
        assert await forget_old(connection, 1, now) == 3
        assert await forget_old(connection, 1, now) == 0
        kept = (await connection.execute(select(answer.c.round).distinct())).scalars().all()
        assert set(kept) == {key.number for key in keys[3:]}
        first = await rounds.find(connection, keys[0])
        assert first is not None
        assert first.tally is not None
        assert first.tally.answers == 2
        page = await boards.board(connection, 1, "all")
        assert [(row.user_id, row.points, row.answered) for row in page.rows] == [(1, 60, 6), (2, 0, 6)]
        assert await boards.streaks_of(connection, 1, [1, 2]) == {1: 6, 2: 6}


async def test_streaks_worked_out_anew_go_on_where_the_forgotten_rounds_left_them(database: Database) -> None:
    schedule = await daily(database, 1, 5, NOON - timedelta(days=30))
    turns = ({1, 2}, {1, 2}, {1}, {1}, {1}, {1, 2}, {1, 2})
    keys = [
        await played(database, NOON + timedelta(days=day), dict.fromkeys(people, RIGHT), schedule=schedule)
        for day, people in enumerate(turns)
    ]
    async with database.writing() as connection:
        before = (await connection.execute(select(streak.c.user_id, streak.c.current, streak.c.freezes))).all()
        await change(connection, 1, retention_days=30)
        assert await forget_old(connection, 1, NOON + timedelta(days=33)) == 3
        assert await forget_old(connection, 1, NOON + timedelta(days=34)) == 1
        await replay_streaks(connection, 1, schedule.number)
        after = (await connection.execute(select(streak.c.user_id, streak.c.current, streak.c.freezes))).all()
        assert sorted(map(tuple, after)) == sorted(map(tuple, before))
        last = await rounds.find(connection, keys[-1])
        assert last is not None
        await rounds.void(connection, last.key, "wrong", NOON)
        await take_back(connection, [last])
        assert await boards.streaks_of(connection, 1, [1, 2]) == {1: 6, 2: 1}


async def test_many_old_answers_go_in_pieces_with_other_writes_in_between(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 3)
    schedule = await daily(database, 1, 5, NOON - timedelta(days=30))
    # The first alone is more than a piece.
    turns = ({1, 2, 3, 4}, {1, 2}, {1}, {1}, {1}, {1, 2}, {1, 2})
    for day, people in enumerate(turns):
        await played(database, NOON + timedelta(days=day), dict.fromkeys(people, RIGHT), schedule=schedule)
    async with database.writing() as connection:
        before = (await connection.execute(select(streak.c.user_id, streak.c.current, streak.c.freezes))).all()
        await change(connection, 1, retention_days=30)
    left: list[int] = []

    async def write() -> None:
        while not left or left[-1]:
            async with database.writing() as connection:
                left.append((await connection.execute(select(func.count()).select_from(answer))).scalar_one())

    await asyncio.gather(write(), tidy(database, NOON + timedelta(days=60)))
    # On SQLite writers take turns; a server lets them write side by side.
    assert not database.on_sqlite or {13, 9, 6, 4, 2, 0} >= set(left) >= {9, 6, 4, 2}
    async with database.writing() as connection:
        await replay_streaks(connection, 1, schedule.number)
        after = (await connection.execute(select(streak.c.user_id, streak.c.current, streak.c.freezes))).all()
    assert sorted(map(tuple, after)) == sorted(map(tuple, before))
