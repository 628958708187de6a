"""Scores are added once, in the transaction that closes a round, and equal what a naive model gives."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.guilds.guild import change
from bot.quiz import rounds, schedules, scoring
from bot.quiz.answering import Answering, Click
from bot.quiz.closing import close
from bot.quiz.days import DAILY
from bot.quiz.round import Key, State
from bot.quiz.schedule import Schedule
from bot.quiz.timetable import Slot, Timetable
from bot.scores import seasons, streaks
from bot.scores.points import BY_DIFFICULTY, mask
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import member, score, streak
from tests.bot.quiz.questions import question
from tests.bot.quiz.rounds_in import opened, terms

GUILD = 10**18
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def press(database: Database, key: Key, user_id: int, option: int, at: datetime) -> None:
    await Answering(database).answer(Click(key, user_id, f"person {user_id}", option, earliest(at) + user_id))


async def totals(database: Database, period: str = "all") -> dict[int, tuple[int, int, int]]:
    async with database.reading() as connection:
        rows = await connection.execute(select(score).where(score.c.period == period))
        return {row.user_id: (row.points, row.answered, row.correct) for row in rows}


@pytest.mark.parametrize(("difficulty", "points"), [(1, 10), (2, 15), (3, 20)])
async def test_harder_questions_give_more_and_a_wrong_answer_costs_nothing(
    database: Database, difficulty: int, points: int
) -> None:
    key = await opened(database, GUILD, NOW, question(difficulty=difficulty), open_for=HOUR)
    await press(database, key, 1, 1, NOW)
    await press(database, key, 2, 0, NOW)
    await close(database, key, NOW + HOUR)
    assert await totals(database) == {1: (points, 1, 1), 2: (0, 1, 0)}


async def test_half_of_several_right_options_is_wrong(database: Database) -> None:
    key = await opened(database, GUILD, NOW, question(right=(0, 2)), open_for=HOUR)
    for user_id, chosen in ((1, (0, 2)), (2, (0,)), (3, (0, 1, 2))):
        for place, option in enumerate(chosen):
            await press(database, key, user_id, option, NOW + timedelta(seconds=place))
    await close(database, key, NOW + HOUR)
    assert {user: points for user, (points, _, _) in (await totals(database)).items()} == {1: 15, 2: 0, 3: 0}


async def test_an_answer_that_was_taken_back_is_none(database: Database) -> None:
    key = await opened(database, GUILD, NOW, question(right=(0, 2)), open_for=HOUR)
    for second in (0, 1):
        await press(database, key, 1, 0, NOW + timedelta(seconds=second))
    await close(database, key, NOW + HOUR)
    assert await totals(database) == {}


async def test_a_round_counts_for_the_week_and_month_of_its_day_in_the_guilds_zone(database: Database) -> None:
    due = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    async with database.writing() as connection:
        await change(connection, GUILD, zone="Asia/Tokyo")
        await seasons.start(connection, GUILD, "", due)
    key = await opened(database, GUILD, due, question(), open_for=HOUR)
    await press(database, key, 1, 1, due)
    await close(database, key, due + HOUR)
    for period in ("2026-12", "2026-W49", "season-1", "all"):
        assert await totals(database, period) == {1: (15, 1, 1)}, period
    assert await totals(database, "2026-11") == {}


async def test_speed_points_are_for_the_first_tenth_and_only_where_turned_on(database: Database) -> None:
    async with database.writing() as connection:
        await change(connection, GUILD, speed_points=True)
    key = await opened(database, GUILD, NOW, question(difficulty=3), open_for=HOUR)
    await press(database, key, 1, 1, NOW + timedelta(minutes=5))
    await press(database, key, 2, 1, NOW + timedelta(minutes=7))
    await close(database, key, NOW + HOUR)
    assert {user: points for user, (points, _, _) in (await totals(database)).items()} == {1: 22, 2: 20}


async def test_processes_that_close_the_same_round_score_it_once(database: Database) -> None:
    key = await opened(database, GUILD, NOW, question(), open_for=HOUR)
    await press(database, key, 1, 1, NOW)
    closed = await asyncio.gather(*(close(database, key, NOW + HOUR) for _ in range(4)))
    assert sorted(closed) == [False, False, False, True]
    assert await totals(database) == {1: (15, 1, 1)}


async def test_answers_on_their_way_when_a_round_closes_are_scored_or_late_but_never_lost(database: Database) -> None:
    key = await opened(database, GUILD, NOW, question(), open_for=HOUR)
    answering = Answering(database)
    clicks = [Click(key, user, f"person {user}", 1, earliest(NOW) + user) for user in range(1, 401)]
    taken, _ = await asyncio.gather(
        asyncio.gather(*(answering.answer(one) for one in clicks)), close(database, key, NOW + HOUR)
    )
    accepted = sum(type(one).__name__ == "Accepted" for one in taken)
    assert len(await totals(database)) == accepted


async def test_the_name_of_the_last_answer_is_remembered(database: Database) -> None:
    for number, name in enumerate(("Ana", "Ana Maria")):
        key = await opened(database, GUILD, NOW, question(), open_for=HOUR)
        await Answering(database).answer(Click(key, 1, name, 1, earliest(NOW) + number))
        await close(database, key, NOW + HOUR)
    async with database.reading() as connection:
        assert (await connection.execute(select(member.c.name))).scalars().all() == ["Ana Maria"]


async def test_the_tally_counts_each_option(database: Database) -> None:
    key = await opened(database, GUILD, NOW, question(), open_for=HOUR)
    for user_id, option in enumerate((1, 1, 0, 3), start=1):
        await press(database, key, user_id, option, NOW)
    await close(database, key, NOW + HOUR)
    async with database.reading() as connection:
        found = await rounds.find(connection, key)
    assert found is not None
    assert found.tally is not None
    assert (found.tally.answers, found.tally.right, found.tally.options) == (4, 2, (1, 2, 0, 1))


# A property over whole histories: what the tables say is what a naive model says.

PEOPLE = (1, 2, 3)
_round = st.tuples(st.integers(1, 3), st.fixed_dictionaries({}, optional={user: st.integers(0, 3) for user in PEOPLE}))


async def played(database: Database, guild_id: int, history: Sequence[tuple[int, dict[int, int]]]) -> list[Key]:
    """Play scheduled rounds, one a day."""
    async with database.writing() as connection:
        timetable = Timetable(NOW.time(), DAILY, "UTC")
        schedule = await schedules.add(connection, guild_id, timetable, terms(5, open_for=HOUR), 7)
    keys = []
    for day, (difficulty, answers) in enumerate(history):
        keys.append(await _play(database, schedule, NOW + timedelta(days=day), difficulty, answers))
    return keys


async def _play(database: Database, schedule: Schedule, due: datetime, difficulty: int, answers: dict[int, int]) -> Key:
    asked = question(difficulty=difficulty)
    async with database.writing() as connection:
        key = await rounds.plan(connection, schedule, Slot(due.date(), due), None)
        await rounds.prepare(connection, key, asked, due + HOUR, mask(asked.right))
        await rounds.open_(connection, key, 99, due)
    for user_id, option in answers.items():
        await press(database, key, user_id, option, due)
    await close(database, key, due + HOUR)
    return key


def naive(history: Sequence[tuple[int, dict[int, int]]]) -> dict[int, tuple[int, int, int]]:
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for difficulty, answers in history:
        for user_id, option in answers.items():
            right = option == 1
            sums[user_id][0] += BY_DIFFICULTY[difficulty] * right
            sums[user_id][1] += 1
            sums[user_id][2] += right
    return {user: (points, answered, right) for user, (points, answered, right) in sums.items()}


async def streaks_of(database: Database, guild_id: int) -> dict[int, tuple[int, int, int, int]]:
    async with database.reading() as connection:
        rows = await connection.execute(select(streak).where(streak.c.guild_id == guild_id))
        return {row.user_id: (row.current, row.best, row.freezes, row.answered) for row in rows}


def naive_streaks(history: Sequence[tuple[int, dict[int, int]]]) -> dict[int, tuple[int, int, int, int]]:
    people = {user for _, answers in history for user in answers}
    found = {user: streaks.replay(user in answers for _, answers in history) for user in people}
    return {user: (one.current, one.best, one.freezes, one.answered) for user, one in found.items()}


_guilds = iter(range(2 * 10**18, 3 * 10**18))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(_round, max_size=6), voided=st.sets(st.integers(0, 5)))
async def test_totals_and_streaks_are_those_of_a_naive_model_also_when_rounds_are_voided(
    database: Database, history: list[tuple[int, dict[int, int]]], voided: set[int]
) -> None:
    guild_id = next(_guilds)
    keys = await played(database, guild_id, history)
    assert await _sums(database, guild_id) == naive(history)
    assert await streaks_of(database, guild_id) == naive_streaks(history)
    for place in sorted(voided & set(range(len(keys)))):
        await _void(database, keys[place])
    kept = [one for place, one in enumerate(history) if place not in voided]
    assert {user: sums for user, sums in (await _sums(database, guild_id)).items() if sums[1]} == naive(kept)
    left = naive_streaks(kept)
    for user, found in (await streaks_of(database, guild_id)).items():
        assert found == left.get(user, (0, 0, streaks.MOST_FREEZES, 0))


async def _void(database: Database, key: Key) -> None:
    async with database.writing() as connection:
        found = await rounds.find(connection, key)
        assert found is not None
        assert found.state is State.CLOSED
        assert await rounds.void(connection, key, "wrong", NOW)
        await scoring.take_back(connection, [found])


async def _sums(database: Database, guild_id: int) -> dict[int, tuple[int, int, int]]:
    async with database.reading() as connection:
        mine = (score.c.guild_id == guild_id, score.c.period == "all")
        rows = await connection.execute(select(score).where(*mine))
        return {row.user_id: (row.points, row.answered, row.correct) for row in rows}
