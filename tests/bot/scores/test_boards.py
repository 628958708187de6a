"""Boards from the database: the same as from the naive model, page by page and person by person."""

from random import Random

from sqlalchemy import select

from bot.people import Member
from bot.scores import boards, ladder, own
from bot.scores.boards import AROUND
from bot.scores.standings import Page, pages
from bot.storage.engine import Database
from bot.storage.tables import rung, score
from tests.bot.scores.boards_in import fill
from tests.bot.scores.naive_boards import Total, around, board

PERIOD = "2026-11"


def totals_of(chance: Random) -> list[Total]:
    people = chance.sample(range(1, 10**6), chance.choice((0, 1, 3, 9, 10, 11, 25, 60)))
    levels, shy = chance.choice((1, 3, 40)), chance.choice((0, 0.2, 1))
    return [
        Total(user_id, f"Person {user_id}", chance.randrange(levels) * 5, 9, chance.randrange(9), chance.random() < shy)
        for user_id in people
    ]


async def page(database: Database, guild_id: int, number: int, reader: int | None = None) -> Page:
    async with database.reading() as connection:
        return await boards.board(connection, guild_id, PERIOD, number, reader)


async def test_every_page_and_place_is_that_of_the_naive_model(database: Database) -> None:
    for seed in range(30):
        chance = Random(seed)
        totals = totals_of(chance)
        await fill(database, seed + 1, PERIOD, totals)
        for number in (-1, *range(1, pages(len(totals)) + 2)):
            reader = chance.choice([one.user_id for one in totals] or [5])
            assert await page(database, seed + 1, number, reader) == board(totals, page=number, reader=reader), seed


async def test_around_me_is_the_page_of_the_naive_model(database: Database) -> None:
    for seed in range(30):
        totals = totals_of(Random(seed))
        await fill(database, seed + 1, PERIOD, totals)
        for one in totals[:12]:
            expected = board(totals, page=around(totals, one.user_id), reader=one.user_id)
            assert await page(database, seed + 1, AROUND, one.user_id) == expected
        assert await page(database, seed + 1, AROUND, 10**7) == board(totals, reader=10**7)


async def test_another_guild_and_another_period_are_other_boards(database: Database) -> None:
    ana, bo = Total(1, "Ana", 10, 1, 1), Total(2, "Bo", 20, 1, 1)
    await fill(database, 1, PERIOD, [ana])
    await fill(database, 2, PERIOD, [bo])
    assert [row.name for row in (await page(database, 1, 1)).rows] == ["Ana"]
    async with database.reading() as connection:
        assert (await boards.board(connection, 1, "2026-10")).people == 0


async def test_hiding_and_showing_moves_nobody_s_rank(database: Database) -> None:
    totals = [Total(user_id, f"Person {user_id}", user_id // 3 * 5, 4, 2) for user_id in range(1, 30)]
    await fill(database, 1, PERIOD, totals)
    who = Member(1, 17, "Person 17")
    for hidden in (True, True, False):
        async with database.writing() as connection:
            await own.hide(connection, who, hidden=hidden)
        now = [
            Total(one.user_id, one.name, one.points, 4, 2, hidden=hidden and one.user_id == who.user_id)
            for one in totals
        ]
        assert await page(database, 1, 1, who.user_id) == board(now, reader=who.user_id)
        assert await page(database, 1, AROUND, who.user_id) == board(now, page=around(now, 17), reader=17)


async def test_the_ladder_forgets_rungs_on_which_nobody_stands(database: Database) -> None:
    await fill(database, 1, PERIOD, [Total(1, "Ana", 10, 1, 1)])
    async with database.writing() as connection:
        await ladder.step(connection, ladder.OFF, score.c.guild_id == 1)
        await ladder.sweep(connection, 1, [PERIOD])
        assert (await connection.execute(select(rung))).all() == []
