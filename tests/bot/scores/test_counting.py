"""Scoring: what a round gives goes to the right boards, and leaves them all when the round is void."""

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import change
from bot.people import Member
from bot.quiz import rounds, scoring
from bot.quiz.closing import close
from bot.quiz.reviewing import Reviewing
from bot.quiz.round import Key
from bot.quiz.scoring import take_back
from bot.scores import boards, seasons
from bot.storage.engine import Database
from bot.storage.tables import rung, score
from knowledge.languages import texts_in
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import RIGHT, WRONG, answered, opened, played, question

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
EVERY_BOARD = ("2026-W46", "2026-11", "all")


async def points(database: Database, period: str) -> dict[int, tuple[int, int]]:
    """Give everybody's rank and points, and check the ladder on the way."""
    async with database.reading() as connection:
        page = await boards.board(connection, 1, period)
        levels = select(score.c.points, func.count()).where(score.c.guild_id == 1, score.c.period == period)
        counted = {row[0]: row[1] for row in await connection.execute(levels.group_by(score.c.points))}
        there = select(rung.c.points, rung.c.people).where(rung.c.guild_id == 1, rung.c.period == period)
        assert {row[0]: row[1] for row in await connection.execute(there)} == counted
    return {row.user_id: (row.rank, row.points) for row in page.rows}


async def void(database: Database, key: Key) -> None:
    async with database.writing() as connection:
        voided = await rounds.find(connection, key)
        assert voided is not None
        assert await rounds.void(connection, key, "wrong", NOON)
        await take_back(connection, [voided])


async def test_points_add_up_on_every_board_of_the_day_and_ties_share_a_rank(database: Database) -> None:
    await played(database, NOON, {1: RIGHT, 2: RIGHT, 3: WRONG})
    await played(database, NOON + timedelta(days=1), {1: WRONG, 2: WRONG, 4: RIGHT}, asked=question("b", 3))
    for period in EVERY_BOARD:
        assert await points(database, period) == {4: (1, 20), 1: (2, 10), 2: (2, 10), 3: (4, 0)}


async def test_a_void_round_s_points_are_gone_from_every_board(database: Database) -> None:
    await played(database, NOON, {1: RIGHT, 2: RIGHT})
    spoilt = await played(database, NOON + timedelta(days=1), {1: RIGHT, 3: RIGHT}, asked=question("b", 3))
    await void(database, spoilt)
    for period in EVERY_BOARD:
        assert await points(database, period) == {1: (1, 10), 2: (1, 10)}
    async with database.reading() as connection:
        assert await boards.rounds_on(connection, 1, "all") == 1


async def test_the_ladder_counts_the_same_as_the_scores_whatever_happens(database: Database) -> None:
    chance = Random(3)
    keys: list[Key] = []
    for day in range(8):
        people = {who: chance.random() < 0.6 for who in chance.sample(range(1, 9), chance.randrange(6))}
        asked = question(f"q{day}", chance.randint(1, 3))
        keys.append(await played(database, NOON + timedelta(days=day), people, asked=asked))
    for key in chance.sample(keys, 4):
        await void(database, key)
        await points(database, "all")
        await points(database, "2026-W47")


async def test_rounds_that_close_at_once_in_two_processes_all_count_once(database: Database, database_url: str) -> None:
    others = [Database(database_url) for _ in range(3)]
    people = dict.fromkeys(range(1, 30), RIGHT)
    keys = [await opened(database, NOON + timedelta(hours=hour), question(f"q{hour}")) for hour in range(8)]
    for hour, key in enumerate(keys):
        await answered(database, key, NOON + timedelta(hours=hour), people)
    later = NOON + timedelta(days=1)
    closed = await asyncio.gather(*(close(one, key, later) for one in others for key in keys))
    assert sum(closed) == len(keys)
    assert set((await points(database, "all")).values()) == {(1, 80)}
    for one in others:
        await one.close()


async def test_a_quiz_late_on_the_last_day_counts_for_that_month_of_the_guild(database: Database) -> None:
    async with database.writing() as connection:
        await change(connection, 1, zone="America/New_York")
    # 23:30 on Monday, 30 November in New York; December, and Tuesday, in UTC.
    await played(database, datetime(2026, 12, 1, 4, 30, tzinfo=UTC), {1: RIGHT})
    assert await points(database, "2026-11") == {1: (1, 10)}
    assert await points(database, "2026-12") == {}


async def test_a_quiz_on_new_year_s_eve_counts_for_the_week_that_it_is_in(database: Database) -> None:
    async with database.writing() as connection:
        await change(connection, 1, zone="Asia/Tokyo")
    # 08:00 on Friday, 1 January 2027 in Tokyo, still the 53rd week of 2026.
    await played(database, datetime(2026, 12, 31, 23, tzinfo=UTC), {1: RIGHT})
    assert await points(database, "2026-W53") == {1: (1, 10)}
    assert await points(database, "2027-01") == {1: (1, 10)}


async def test_a_season_has_the_quizzes_that_were_due_while_it_ran(database: Database) -> None:
    await played(database, NOON, {1: RIGHT})
    async with database.writing() as connection:
        begun = await seasons.start(connection, 1, "Autumn", NOON + timedelta(days=1))
        assert begun is not None
        assert (begun.number, begun.name) == (1, "Autumn")
        assert await seasons.start(connection, 1, "Another", NOON + timedelta(days=1)) is None
    await played(database, NOON + timedelta(days=2), {1: RIGHT, 2: RIGHT})
    async with database.writing() as connection:
        ended = await seasons.end(connection, 1, NOON + timedelta(days=3, hours=1))
        assert ended is not None
        assert await seasons.end(connection, 1, NOON + timedelta(days=3, hours=1)) is None
    # It was due before the end, and closes after it.
    await played(database, NOON + timedelta(days=3), {2: RIGHT})
    await played(database, NOON + timedelta(days=4), {1: RIGHT})
    assert await points(database, "season-1") == {2: (1, 20), 1: (2, 10)}
    async with database.writing() as connection:
        second = await seasons.start(connection, 1, "", NOON + timedelta(days=5))
    assert second is not None
    assert (second.number, second.name) == (2, "")


async def test_seasons_of_two_guilds_do_not_meet(database: Database) -> None:
    async with database.writing() as connection:
        await seasons.start(connection, 1, "Ours", NOON)
        assert await seasons.latest(connection, 2) is None
        assert await seasons.at(connection, 1, NOON - timedelta(seconds=1)) is None


async def test_a_question_that_was_asked_often_has_its_schedule_s_streaks_worked_out_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    schedule, replay, replays = await daily(database, 1, 5, NOON), scoring.replay_streaks, []

    async def counted(connection: AsyncConnection, guild_id: int, number: int) -> None:
        replays.append(number)
        await replay(connection, guild_id, number)

    monkeypatch.setattr(scoring, "replay_streaks", counted)
    for day in range(1, 5):
        asked = question("often" if day < 4 else "last")
        await played(database, NOON + timedelta(days=day), {1: RIGHT}, asked=asked, schedule=schedule)
    reviewing = Reviewing(database, (), texts_in("english"), lambda: NOON + timedelta(days=9))
    ada = Member(1, 7, "ada", admin=True)
    await reviewing.void(ada, "often", "a mistake")
    async with database.reading() as connection:
        assert await boards.streaks_of(connection, 1, [1]) == {1: 1}
    await reviewing.restore(ada, "often")
    async with database.reading() as connection:
        assert await boards.streaks_of(connection, 1, [1]) == {1: 4}
    assert replays == [schedule.number] * 2
