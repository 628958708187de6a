"""What happens at the same time waits for each other in one order; PostgreSQL would end those who don't."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.actions import KeepQuestion
from bot.guilds.governing import Governing
from bot.guilds.guild import change, lock
from bot.guilds.life import channel_deleted
from bot.people import Member
from bot.quiz import claims, reports, rounds, schedules
from bot.quiz.answering import Click, keep
from bot.quiz.reviewing import Reviewing
from bot.quiz.round import Key
from bot.quiz.scheduling import Scheduling
from bot.quiz.typed import Typed
from bot.snowflakes import earliest
from bot.storage.tables import round as round_
from knowledge.guide import Guide
from knowledge.languages import texts_in
from tests.bot.quiz.clockworks import FIRST, GUILD, Clockworks
from tests.bot.quiz.rounds_in import daily, opened

ENGLISH = texts_in("english")

ADA = Member(GUILD, 7, "ada", admin=True)
SECOND = Key(GUILD, 2)
A_WHILE = 0.3
"""Seconds in which the other comes to where it has to wait."""


@pytest.fixture
async def both(works: Clockworks) -> Clockworks:
    """Two open rounds with one question, of which the first is due last: it was planned before one ran by hand."""
    asked, now = works.bank[0], works.clock()
    await daily(works.database, GUILD, 5, now)
    assert await opened(works.database, GUILD, now, asked) == SECOND
    async with works.database.writing() as connection:
        assert await rounds.prepare(connection, FIRST, asked, now + timedelta(hours=9), 1)
        assert await rounds.open_(connection, FIRST, 98, now)
    return works


@asynccontextmanager
async def held(works: Clockworks, *keys: Key) -> AsyncIterator[None]:
    """Hold rounds in the order of their numbers, as answers do; the block runs once the first is held."""
    has_first = asyncio.Event()

    async def hold() -> None:
        async with works.database.writing() as connection:
            for key in keys:
                await connection.execute(update(round_).where(rounds.is_(key)).values(told_answers=1))
                has_first.set()
                await asyncio.sleep(A_WHILE)

    holding = asyncio.create_task(hold())
    await has_first.wait()
    try:
        yield
    finally:
        await holding


async def test_a_void_and_answers_to_its_rounds_both_get_through(both: Clockworks) -> None:
    reviewing = Reviewing(both.database, both.bank, texts_in("english"), both.clock)
    async with held(both, FIRST, SECOND):
        card = await reviewing.void(ADA, both.bank[0].id, "a mistake")
    assert "2 quizzes" in str(card)


async def test_answers_to_many_rounds_get_through_while_they_are_voided(both: Clockworks) -> None:
    reviewing, press = Reviewing(both.database, both.bank, texts_in("english"), both.clock), earliest(both.clock())
    clicks = [Click(key, user, "ana", 0, press + user) for user in range(50) for key in (SECOND, FIRST)]
    kept, _ = await asyncio.gather(keep(both.database, clicks), reviewing.void(ADA, both.bank[0].id, "a mistake"))
    assert len(kept) == 100


async def test_a_question_is_found_in_order_while_another_admin_voids_it(both: Clockworks) -> None:
    reviewing = Reviewing(both.database, both.bank, texts_in("english"), both.clock)
    asked = both.bank[0].id
    await reviewing.report(ADA, SECOND.number, "B is right too")
    async with both.database.writing() as connection:
        await lock(connection, GUILD)
        keeping = asyncio.ensure_future(reviewing.keep(ADA, KeepQuestion(asked)))
        await asyncio.sleep(A_WHILE)
        await reports.settle(connection, GUILD, asked, both.clock())
    assert "counts on" in str(await keeping)


@pytest.mark.parametrize("act", ["renew", "release"])
async def test_claims_are_renewed_and_given_up_while_their_rounds_are_restored(both: Clockworks, act: str) -> None:
    async with both.database.writing() as connection:
        # Written in this order, they lie in the table the other way round.
        for key in (FIRST, SECOND):
            claim = {"owner": "me", "lease_until": both.clock() + timedelta(seconds=30)}
            await connection.execute(update(round_).where(rounds.is_(key)).values(**claim))
    async with held(both, FIRST, SECOND), both.database.writing() as connection:
        await getattr(claims, act)(connection, "me", both.clock())


async def _meanwhile(works: Clockworks, act: Awaitable[object]) -> None:
    """Begin an act while the guild's settings are being changed; it must wait for that."""
    async with works.database.writing() as connection:
        await lock(connection, GUILD)
        acting = asyncio.ensure_future(act)
        await asyncio.sleep(A_WHILE)
        assert not acting.done()
        await change(connection, GUILD, channel_id=6)
    await acting


async def test_a_deleted_channel_s_schedules_are_paused_when_nobody_else_plans(works: Clockworks) -> None:
    schedule = await daily(works.database, GUILD, 5, works.clock())
    await _meanwhile(works, channel_deleted(works.database, GUILD, 5, works.clock(), ENGLISH))
    async with works.database.reading() as connection:
        paused = await schedules.find(connection, GUILD, schedule.number)
        assert paused is not None
        assert paused.paused is not None
        assert await rounds.planned(connection, schedule) is None


async def test_a_new_schedule_takes_the_settings_that_are_being_made(works: Clockworks, guide: Guide) -> None:
    scheduling = Scheduling(works.database, guide, works.bank, works.clock)
    async with works.database.writing() as connection:
        await change(connection, GUILD, channel_id=5)
    await _meanwhile(works, scheduling.add(ADA, Typed(time="09:00")))
    async with works.database.reading() as connection:
        (added,) = await schedules.of_guild(connection, GUILD)
    assert added.terms.channel_id == 6


async def test_what_is_only_shown_waits_for_nobody(works: Clockworks, guide: Guide) -> None:
    schedule = await daily(works.database, GUILD, 5, works.clock())
    scheduling = Scheduling(works.database, guide, works.bank, works.clock)
    async with works.database.writing() as connection:
        await lock(connection, GUILD)
        assert await rounds.hold_planned(connection, schedule) == FIRST
        async with asyncio.timeout(3):
            await Governing(works.database, ENGLISH, works.clock).show(ADA)
            await scheduling.show(ADA)
            await scheduling.show(ADA, schedule.number)
            await scheduling.blackout(ADA)
            await scheduling.preview(ADA, schedule.number)
