"""A quiz that an admin runs by hand: they hear of it where it comes to nothing."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.ask.service import Asking
from bot.guilds import notices
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from tests.bot.quiz.scheduled import ADA, GUILD, Bench, text

NO_RIGHTS = "I can't post in #quiz: Send Messages is missing there. Allow it."


@pytest.fixture
def bench(asking: Asking, database: Database) -> Bench:
    return Bench(asking, database)


async def askers(bench: Bench) -> list[int]:
    async with bench.database.reading() as connection:
        kept = select(round_.c.asked_by).where(round_.c.asked_by.is_not(None))
        return list((await connection.execute(kept)).scalars())


async def test_who_ran_a_quiz_hears_each_time_that_it_could_not_be_posted(bench: Bench) -> None:
    await bench.add("20:00")
    bench.paper.refuses = NO_RIGHTS
    for number in (2, 3):
        await bench.scheduling.run(ADA, 1)
        assert await askers(bench) == [ADA.user_id]
        await bench.tick()
        said = (
            f"Quiz {number}, which you wanted at once, could not be posted: {NO_RIGHTS} Then use /schedule run again."
        )
        assert bench.paper.told.pop() == said
    assert bench.paper.told == []
    async with bench.database.reading() as connection:
        assert [notice.user_id for notice in await notices.of_guild(connection, GUILD)] == [ADA.user_id]


async def test_who_ran_a_quiz_hears_that_it_was_missed(bench: Bench) -> None:
    await bench.add("20:00", catch_up="1h")
    await bench.scheduling.run(ADA, 1)
    bench.clock.pass_(hours=2)
    await bench.tick()
    (said,) = bench.paper.told
    assert said.startswith("Quiz 2, which you wanted at once, was missed: I was not running when it was due.")


async def test_nothing_is_said_or_kept_of_who_ran_a_quiz_that_came(bench: Bench) -> None:
    await bench.add("20:00")
    bench.paper.refuses = NO_RIGHTS
    await bench.scheduling.run(ADA, 1)
    await bench.tick()
    bench.paper.refuses = ""
    bench.paper.told.clear()
    await bench.scheduling.run(ADA, 1)
    await bench.tick()
    assert bench.paper.dates == ["by hand"]
    assert bench.paper.told == []
    assert await askers(bench) == []
    async with bench.database.reading() as connection:
        assert await notices.of_guild(connection, GUILD) == []


async def test_what_came_to_nothing_is_off_the_list_once_anybodys_quiz_is_posted(bench: Bench) -> None:
    await bench.add("20:00")
    bench.paper.refuses = NO_RIGHTS
    await bench.scheduling.run(ADA, 1)
    await bench.tick()
    assert "which you wanted at once" in text(await bench.scheduling.show(ADA))
    bench.paper.refuses = ""
    await bench.scheduling.run(replace(ADA, user_id=8), 1)
    await bench.tick()
    assert bench.paper.dates == ["by hand"]
    assert "which you wanted at once" not in text(await bench.scheduling.show(ADA))
