"""A guild takes the bot out and in again, deletes a channel, and is forgotten in the end."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import housekeeping
from bot.guilds import life, notices
from bot.guilds.guild import change, guild_of
from bot.housekeeping import purge, tidy
from bot.learn import memories
from bot.people import Member
from bot.quiz import rounds, schedules
from bot.quiz.halting import halt
from bot.quiz.opening import Opening
from bot.quiz.planning import plan_next
from bot.quiz.reviewing import Reviewing
from bot.quiz.round import Round, State
from bot.quiz.schedule import Schedule
from bot.scores import forgetting
from bot.scores.exporting import export_guilds
from bot.storage.engine import Database
from bot.storage.tables import metadata, seen
from knowledge.bank import bank_of
from knowledge.languages import texts_in
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import daily

ENGLISH = texts_in("english")

GUILD, OTHER = 5_000 << 22, 5_001 << 22


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 8, tzinfo=UTC))


async def ahead(database: Database, schedule: Schedule) -> Round | None:
    async with database.reading() as connection:
        key = await rounds.planned(connection, schedule)
        return None if key is None else await rounds.find(connection, key)


async def rows_of(database: Database, guild_id: int) -> int:
    count = 0
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            if "guild_id" in table.c:
                there = select(func.count()).select_from(table).where(table.c.guild_id == guild_id)
                count += (await connection.execute(there)).scalar_one()
    return count


async def test_nothing_is_planned_in_a_guild_that_took_the_bot_out(database: Database, clock: SetClock) -> None:
    schedule = await daily(database, GUILD, 9, clock())
    assert await life.removed(database, GUILD, clock())
    assert not await life.removed(database, GUILD, clock())
    assert await ahead(database, schedule) is None
    async with database.writing() as connection:
        assert await plan_next(connection, schedule, clock()) is None


async def test_its_schedules_go_on_when_it_is_back_and_what_it_missed_is_no_miss(
    database: Database, clock: SetClock
) -> None:
    schedule = await daily(database, GUILD, 9, clock())
    await life.removed(database, GUILD, clock())
    clock.pass_(days=3, hours=4)
    assert await life.returned(database, GUILD, clock())
    assert not await life.returned(database, GUILD, clock())
    planned = await ahead(database, schedule)
    assert planned is not None
    assert planned.due_at == datetime(2026, 11, 24, 9, tzinfo=UTC)


async def test_a_post_that_fails_because_the_bot_is_out_pauses_nothing(
    database: Database, clock: SetClock, roadmap: Roadmap
) -> None:
    schedule = await daily(database, GUILD, 9, clock())
    planned = await ahead(database, schedule)
    assert planned is not None
    async with database.writing() as connection:
        await change(connection, GUILD, removed_at=clock())
    await Opening(database, bank_of(roadmap), ENGLISH).failed(planned, "I can't see its channel.", clock())
    async with database.reading() as connection:
        found = await schedules.find(connection, GUILD, schedule.number)
        failed = await rounds.find(connection, planned.key)
        assert await notices.of_guild(connection, GUILD) == []
    assert found is not None
    assert found.paused is None
    assert failed is not None
    assert failed.state is State.FAILED


async def test_what_happened_unheard_is_caught_up_for_our_own_shards_alone(database: Database, clock: SetClock) -> None:
    guilds = [(5_000 + number) << 22 for number in range(4)]
    for guild_id in guilds:
        await daily(database, guild_id, 9, clock())
    left, stays, came_back, of_others = guilds
    await life.removed(database, came_back, clock())
    await life.reconcile(database, {stays, came_back}, lambda guild_id: guild_id != of_others, clock())
    async with database.writing() as connection:
        away = [guild_id for guild_id in guilds if (await guild_of(connection, guild_id)).removed_at is not None]
    assert away == [left]


async def test_a_deleted_channel_pauses_its_schedules_and_tells_of_it_once(database: Database, clock: SetClock) -> None:
    gone, other = await daily(database, GUILD, 9, clock()), await daily(database, GUILD, 10, clock())
    async with database.writing() as connection:
        await change(connection, GUILD, channel_id=9)
    for _ in range(2):
        await life.channel_deleted(database, GUILD, 9, clock(), ENGLISH)
    async with database.reading() as connection:
        paused = {one.number: one.paused for one in await schedules.of_guild(connection, GUILD)}
        raised = [notice.text for notice in await notices.of_guild(connection, GUILD)]
    assert "deleted" in (paused[gone.number] or "")
    assert paused[other.number] is None
    assert await ahead(database, gone) is None
    assert len(raised) == 2
    assert f"Schedule {gone.number} is paused: its channel was deleted." in " ".join(raised)


async def test_a_pause_by_hand_keeps_its_reason(database: Database, clock: SetClock) -> None:
    schedule = await daily(database, GUILD, 9, clock())
    async with database.writing() as connection:
        await schedules.pause(connection, GUILD, schedule.number, "holidays")
        await halt(connection, GUILD, schedule.number, "its channel was deleted.", clock(), say=ENGLISH)
        found = await schedules.find(connection, GUILD, schedule.number)
        assert await notices.of_guild(connection, GUILD) == []
    assert found is not None
    assert found.paused == "holidays"


async def test_all_of_a_guild_is_deleted_thirty_days_after_it_left(database: Database, clock: SetClock) -> None:
    for guild_id in (GUILD, OTHER):
        await daily(database, guild_id, 9, clock())
        await life.channel_deleted(database, guild_id, 9, clock(), ENGLISH)
    await life.removed(database, GUILD, clock())
    clock.pass_(days=30)
    assert await purge(database, clock()) == []
    clock.pass_(seconds=1)
    others = await rows_of(database, OTHER)
    assert await purge(database, clock()) == [GUILD]
    assert await rows_of(database, GUILD) == 0
    assert await rows_of(database, OTHER) == others > 0


@pytest.mark.parametrize("by", ["practice", "a report"])
async def test_a_guild_whose_members_only_practised_is_deleted_too(
    database: Database, clock: SetClock, by: str
) -> None:
    ana = Member(GUILD, 8, "ana")
    if by == "practice":
        async with database.writing() as connection:
            await memories.join(connection, ana)
    else:
        await Reviewing(database, (), texts_in("english"), clock).report_question(ana, "saga-1", "B is right too")
    async with database.reading() as connection:
        assert any([line async for line in export_guilds(connection)])
    assert await life.removed(database, GUILD, clock())
    clock.pass_(days=31)
    assert await purge(database, clock()) == [GUILD]
    assert await rows_of(database, GUILD) == 0


async def test_two_processes_that_delete_a_guild_at_once_leave_nothing(database: Database, clock: SetClock) -> None:
    await daily(database, GUILD, 9, clock())
    await life.removed(database, GUILD, clock())
    clock.pass_(days=31)
    done = await asyncio.gather(purge(database, clock()), purge(database, clock()))
    assert sorted(done) == [[], [GUILD]]
    assert await rows_of(database, GUILD) == 0


async def test_a_guild_that_came_back_is_not_deleted(database: Database, clock: SetClock) -> None:
    await daily(database, GUILD, 9, clock())
    await life.removed(database, GUILD, clock())
    clock.pass_(days=29)
    await life.returned(database, GUILD, clock())
    clock.pass_(days=29)
    assert await purge(database, clock()) == []
    assert await rows_of(database, GUILD) > 0


async def test_a_guild_in_which_nothing_can_be_deleted_does_not_keep_the_others_from_it(
    database: Database, clock: SetClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    guilds = (GUILD, GUILD + 1, GUILD + 2)
    for number in guilds:
        await daily(database, number, 9, clock())
        await life.removed(database, number, clock())
        async with database.writing() as connection:
            await change(connection, number + 10, retention_days=30)
    clock.pass_(days=31)
    looked: list[int] = []

    async def forget_old(_: AsyncConnection, guild_id: int, __: datetime) -> int:
        looked.append(guild_id)
        if guild_id == GUILD + 10:
            raise ValueError
        return 0

    async def forget_guild(connection: AsyncConnection, guild_id: int) -> None:
        if guild_id == GUILD:
            raise ValueError
        await forgetting.forget_guild(connection, guild_id)

    monkeypatch.setattr(housekeeping, "forget_old", forget_old)
    monkeypatch.setattr(housekeeping, "forget_guild", forget_guild)
    await tidy(database, clock())
    assert sorted(looked) == [number + 10 for number in guilds]
    assert [await rows_of(database, number) > 0 for number in guilds] == [True, False, False]
    assert [getattr(record, "guild_id", 0) for record in caplog.records if record.exc_info] == [GUILD, GUILD + 10]


async def test_seen_interactions_are_forgotten_after_an_hour(database: Database, clock: SetClock) -> None:
    async with database.writing() as connection:
        for number, age in enumerate((1, 59, 61)):
            at = clock() - timedelta(minutes=age)
            await connection.execute(insert(seen).values(interaction_id=number, seen_at=at))
    await tidy(database, clock())
    async with database.reading() as connection:
        left = list((await connection.execute(select(seen.c.interaction_id))).scalars())
    assert left == [0, 1]
