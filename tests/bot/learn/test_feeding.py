"""Scheduled rounds tell what people remember, once each, and a void round takes back what it alone had told."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.guilds.guild import lock
from bot.learn import memories
from bot.learn.feeding import learn
from bot.learn.memory import Memory, review
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.closing import close
from bot.quiz.reviewing import Reviewing
from bot.quiz.round import Key
from bot.storage.engine import Database
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.scores.played import OPEN_FOR, RIGHT, WRONG, answered, opened, played, question

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
ADA = Member(1, 99, "ada", admin=True)
ASKED = question("breakers-1")


async def known(database: Database, *people: int) -> dict[int, Memory]:
    async with database.reading() as connection:
        return await memories.of_people(connection, ASKED.id, people)


@pytest.fixture
def reviewing(database: Database) -> Reviewing:
    return Reviewing(database, (ASKED,), texts_in("english"), SetClock(NOON + timedelta(days=1)))


async def test_a_close_tells_of_everybody_who_answered(database: Database) -> None:
    await played(database, NOON, {1: RIGHT, 2: WRONG}, asked=ASKED)
    found = await known(database, 1, 2, 3)
    assert {person: one.right for person, one in found.items()} == {1: True, 2: False}
    assert all(NOON <= one.reviewed_at <= NOON + OPEN_FOR for one in found.values())


async def test_answers_count_once_however_often_they_are_told(database: Database) -> None:
    key = await played(database, NOON, {1: RIGHT}, asked=ASKED)
    before = await known(database, 1)
    async with database.writing() as connection:
        closed = await rounds.find(connection, key)
        assert closed is not None
        await learn(connection, closed)
    assert await known(database, 1) == before
    assert not await close(database, key, NOON + timedelta(days=1))


async def test_two_guilds_that_ask_the_same_add_up(database: Database) -> None:
    await played(database, NOON, {1: WRONG}, asked=ASKED, guild=1)
    await played(database, NOON + timedelta(days=2), {1: RIGHT}, asked=ASKED, guild=2)
    (one,) = (await known(database, 1)).values()
    assert (one.reviews, one.right) == (2, True)


async def test_what_was_practised_since_stays(database: Database) -> None:
    key = await opened(database, NOON, ASKED, None, 1)
    await answered(database, key, NOON, {1: WRONG})
    later = review(None, right=True, now=NOON + timedelta(hours=1))
    async with database.writing() as connection:
        await memories.keep(connection, ASKED.id, {1: later})
    await close(database, key, NOON + OPEN_FOR + timedelta(seconds=4))
    assert (await known(database, 1))[1] == later


async def test_a_round_that_is_void_before_its_close_tells_nothing(database: Database, reviewing: Reviewing) -> None:
    key = await opened(database, NOON, ASKED, None, 1)
    await answered(database, key, NOON, {1: RIGHT})
    await reviewing.void(ADA, ASKED.id, "two are right")
    assert await known(database, 1) == {}
    await reviewing.restore(ADA, ASKED.id)
    assert (await known(database, 1))[1].right


async def test_a_void_round_takes_back_what_it_alone_had_told(database: Database, reviewing: Reviewing) -> None:
    await played(database, NOON - timedelta(days=30), {2: RIGHT}, asked=ASKED, guild=2)
    await played(database, NOON, {1: RIGHT, 2: RIGHT}, asked=ASKED)
    before = await known(database, 1, 2)
    await reviewing.void(ADA, ASKED.id, "two are right")
    assert set(await known(database, 1, 2)) == {2}
    await reviewing.restore(ADA, ASKED.id)
    assert await known(database, 1, 2) == before


async def test_two_rounds_that_are_void_take_back_what_they_told_together(
    database: Database, reviewing: Reviewing
) -> None:
    await played(database, NOON - timedelta(days=60), {2: RIGHT}, asked=ASKED, guild=2)
    await played(database, NOON - timedelta(days=30), {1: WRONG, 2: RIGHT, 3: RIGHT}, asked=ASKED)
    await played(database, NOON, {1: RIGHT, 2: RIGHT}, asked=ASKED)
    before = await known(database, 1, 2, 3)
    assert (before[1].reviews, before[2].reviews) == (2, 3)
    await reviewing.void(ADA, ASKED.id, "two are right")
    assert set(await known(database, 1, 2, 3)) == {2}
    await reviewing.restore(ADA, ASKED.id)
    assert await known(database, 1, 2, 3) == before


async def test_a_large_round_closes_with_all_its_people(database: Database) -> None:
    people: Mapping[int, bool] = {person: person % 3 > 0 for person in range(1, 1201)}
    key: Key = await played(database, NOON, people, asked=ASKED)
    async with database.writing() as connection:
        await lock(connection, key.guild_id)
        found = await memories.of_people(connection, ASKED.id, list(people))
    assert {person: one.right for person, one in found.items()} == people


async def test_guilds_that_close_at_once_do_not_wait_for_each_other_s_people(database: Database) -> None:
    people = dict.fromkeys(range(1, 101), RIGHT)
    keys = [await opened(database, NOON, ASKED, None, guild) for guild in (1, 2, 3)]
    for turn, key in enumerate(keys):
        # Not at the same moment: of two answers at one, only the first is new.
        await answered(database, key, NOON + timedelta(minutes=turn), people)
    at = NOON + OPEN_FOR + timedelta(seconds=4)
    assert await asyncio.gather(*(close(database, key, at) for key in keys)) == [True, True, True]
    assert all(1 <= one.reviews <= 3 for one in (await known(database, *people)).values())
