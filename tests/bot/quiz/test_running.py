"""The clockwork: what happens to rounds when all goes well."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.guilds.guild import TERMINAL, Home
from bot.layout import written
from bot.quiz import schedules
from bot.quiz.planning import plan_all, plan_next
from bot.quiz.questions_here import history
from bot.quiz.round import Key
from bot.quiz.running import fair
from bot.storage.tables import notice
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.clockworks import FIRST, GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily


@pytest.fixture
def clock(works: Clockworks) -> SetClock:
    return works.clock


async def test_nothing_is_posted_before_its_time_and_one_message_at_it(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    running = works.process()
    clock.move_to("2026-11-25 08:59")
    await running.tick()
    assert works.channel.messages == {}
    clock.move_to("2026-11-25 09:00")
    await running.tick()
    await running.tick()
    assert list(works.channel.messages.values()) == [FIRST]
    assert await works.states() == ["open", "planned"]


async def test_a_round_closes_three_seconds_after_its_end_and_shows_its_result(
    works: Clockworks, clock: SetClock
) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    await works.answer(1, FIRST)
    clock.move_to("2026-11-25 10:00:02")
    await running.tick()
    assert (await works.states())[0] == "open"
    clock.move_to("2026-11-25 10:00:03")
    await running.tick()
    assert (await works.states())[0] == "closed"
    assert "✅ right" in str(works.channel.shown[1])


async def test_the_message_tells_its_count_in_steps_within_the_first_hour(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    told = []
    for user_id in range(1, 12):
        await works.answer(user_id, FIRST)
        await running.tick()
        shown = written(works.channel.shown[1])
        told.append(shown.count("have answered") + shown.count("has answered"))
    assert "10 or more have answered" in written(works.channel.shown[1])
    assert told == [1] * 11
    clock.pass_(hours=1)
    for user_id in range(12, 30):
        await works.answer(user_id, FIRST)
    await running.tick()
    assert "10 or more have answered" in written(works.channel.shown[1])


async def test_a_front_end_claims_only_the_rounds_of_its_own_guilds(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    await daily(works.database, TERMINAL, 5, clock())
    clock.move_to("2026-11-25 09:00")
    await works.process(Home.TERMINAL).tick()
    assert [key.guild_id for key in works.channel.messages.values()] == [TERMINAL]


async def test_a_time_moved_after_todays_round_does_not_bring_a_second_one_today(
    works: Clockworks, clock: SetClock
) -> None:
    schedule = await daily(works.database, GUILD, 5, clock())
    clock.move_to("2026-11-25 09:00")
    running = works.process()
    await running.tick()
    later = await daily(works.database, GUILD + 1, 5, clock(), at="17:00")
    moved = type(schedule)(GUILD, 1, later.timetable, schedule.terms, 7)
    async with works.database.writing() as connection:
        await schedules.change(connection, moved)
        slot = await plan_next(connection, moved, clock())
    assert slot is not None
    assert str(slot.local_date) == "2026-11-26"


async def test_planning_anew_at_the_start_changes_nothing_that_is_right(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock())
    await plan_all(works.database, Home.DISCORD, clock())
    clock.move_to("2026-11-25 09:30")
    await plan_all(works.database, Home.DISCORD, clock())
    await works.process().tick()
    assert len(works.channel.messages) == 1


async def test_a_question_is_not_repeated_while_there_are_others(works: Clockworks, clock: SetClock) -> None:
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    running = works.process()
    for day in range(40):
        clock.move_to("2026-11-25 09:00")
        clock.pass_(days=day)
        await running.tick()
    async with works.database.reading() as connection:
        asked = [question_id for question_id, _ in await history(connection, GUILD)]
    assert len(asked) == len(set(asked)) == 40


async def test_a_bank_that_runs_low_is_told_once(works: Clockworks, clock: SetClock) -> None:
    works.bank = works.bank[:12]
    await daily(works.database, GUILD, 5, clock(), open_for=timedelta(hours=1))
    running = works.process()
    for day in range(5):
        clock.move_to("2026-11-25 09:00")
        clock.pass_(days=day)
        await running.tick()
    assert len([said for said in works.channel.told if "unseen questions are left" in said]) == 1
    async with works.database.reading() as connection:
        assert len((await connection.execute(select(notice))).all()) == 1


def test_no_guilds_second_round_comes_before_anothers_first(roadmap: Roadmap) -> None:
    class Due:
        def __init__(self, guild_id: int, number: int) -> None:
            self.key = Key(guild_id, number)

    order = fair([Due(1, 1), Due(1, 2), Due(1, 3), Due(2, 9), Due(3, 4)])  # type: ignore[list-item]  # only keys matter
    assert [(one.key.guild_id, one.key.number) for one in order] == [(1, 1), (2, 9), (3, 4), (1, 2), (1, 3)]
