"""Answers are kept as the round's row decides, in the order of the clicks, whoever handles them first."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.quiz import rounds
from bot.quiz.answering import Accepted, Answering, Click, Late, Unknown, Void
from bot.quiz.closing import close
from bot.quiz.round import Key
from bot.snowflakes import earliest
from bot.storage.engine import Database
from bot.storage.tables import answer
from bot.storage.tables import round as round_
from tests.bot.quiz.questions import question
from tests.bot.quiz.rounds_in import opened

GUILD = 10**18
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def click(key: Key, user_id: int = 1, option: int = 0, after: timedelta = timedelta(0), number: int = 0) -> Click:
    return Click(key, user_id, f"person {user_id}", option, earliest(NOW + after) + number)


@pytest.fixture
async def key(database: Database) -> Key:
    return await opened(database, GUILD, NOW, question(), open_for=timedelta(hours=1))


@pytest.fixture
def answering(database: Database) -> Answering:
    return Answering(database)


async def choices(database: Database) -> dict[int, int]:
    async with database.reading() as connection:
        rows = await connection.execute(select(answer.c.user_id, answer.c.choice))
        return {row.user_id: row.choice for row in rows}


async def test_the_last_choice_before_the_close_wins(database: Database, answering: Answering, key: Key) -> None:
    await answering.answer(click(key, option=0))
    taken = await answering.answer(click(key, option=2, after=timedelta(minutes=1)))
    assert isinstance(taken, Accepted)
    assert (taken.choice, taken.answers) == (4, 1)
    assert await choices(database) == {1: 4}


async def test_the_clicks_own_order_counts_not_that_of_their_handling(
    database: Database, answering: Answering, key: Key
) -> None:
    await answering.answer(click(key, option=2, after=timedelta(minutes=1)))
    late = await answering.answer(click(key, option=0))
    assert isinstance(late, Accepted)
    assert late.choice == 4
    assert await choices(database) == {1: 4}


async def test_a_click_that_two_processes_get_counts_once(database: Database, key: Key) -> None:
    several = question(right=(0, 1))
    both = await opened(database, GUILD, NOW, several, open_for=timedelta(hours=1))
    twice = click(both, option=1)
    await asyncio.gather(Answering(database).answer(twice), Answering(database).answer(twice))
    assert await choices(database) == {1: 2}


async def test_a_click_at_the_close_is_late_and_one_a_moment_before_is_not(answering: Answering, key: Key) -> None:
    before = await answering.answer(click(key, user_id=1, after=timedelta(hours=1) - timedelta(milliseconds=1)))
    assert isinstance(before, Accepted)
    assert isinstance(await answering.answer(click(key, user_id=2, after=timedelta(hours=1))), Late)


async def test_a_click_handled_after_the_close_is_late_though_it_was_made_in_time(
    database: Database, answering: Answering, key: Key
) -> None:
    await answering.answer(click(key, option=1))
    await close(database, key, NOW + timedelta(hours=1, seconds=3))
    late = await answering.answer(click(key, option=2, after=timedelta(minutes=59)))
    assert isinstance(late, Late)
    assert late.choice == 2


async def test_where_several_are_right_each_press_adds_or_takes_back(database: Database, answering: Answering) -> None:
    key = await opened(database, GUILD, NOW, question(right=(0, 2)), open_for=timedelta(hours=1))
    chosen = []
    for number, option in enumerate((0, 2, 3, 3, 0)):
        taken = await answering.answer(click(key, option=option, number=number))
        assert isinstance(taken, Accepted)
        chosen.append(taken.choice)
    assert chosen == [0b1, 0b101, 0b1101, 0b101, 0b100]


async def test_presses_of_one_person_that_wait_together_are_all_kept(answering: Answering, database: Database) -> None:
    key = await opened(database, GUILD, NOW, question(right=(0, 2)), open_for=timedelta(hours=1))
    await asyncio.gather(*(answering.answer(click(key, option=option, number=option)) for option in (0, 1, 2)))
    assert await choices(database) == {1: 0b111}


async def test_a_round_can_be_answered_before_its_posting_is_noted(
    database: Database, answering: Answering, key: Key
) -> None:
    async with database.writing() as connection:
        await connection.execute(update(round_).values(state="planned"))
    assert isinstance(await answering.answer(click(key)), Accepted)


async def test_a_round_of_another_guild_is_unknown(answering: Answering, key: Key) -> None:
    assert await answering.answer(click(Key(GUILD + 1, key.number))) == Unknown()


async def test_an_option_that_is_not_there_is_unknown(database: Database, answering: Answering, key: Key) -> None:
    assert await answering.answer(click(key, option=9)) == Unknown()
    assert await choices(database) == {}


async def test_a_void_round_says_so(database: Database, answering: Answering, key: Key) -> None:
    async with database.writing() as connection:
        await rounds.void(connection, key, "wrong", NOW)
    assert await answering.answer(click(key)) == Void()


async def test_each_of_many_is_told_what_was_kept_of_theirs(database: Database, answering: Answering, key: Key) -> None:
    people = range(1, 1201)
    taken = await asyncio.gather(*(answering.answer(click(key, user_id=user, option=user % 4)) for user in people))
    kept = await choices(database)
    assert [one.choice for one in taken if isinstance(one, Accepted)] == [kept[user] for user in people]
    assert len(kept) == 1200


async def test_a_failing_database_is_heard_by_whoever_waits_and_by_nobody_later(
    database: Database, answering: Answering, key: Key
) -> None:
    broken = click(key, user_id=2**80)
    with pytest.raises(Exception, match=r"(?i)int"):
        await answering.answer(broken)
    assert isinstance(await answering.answer(click(key)), Accepted)


async def test_a_round_that_was_voided_and_restored_before_its_time_ended_when_it_was_voided(
    database: Database, answering: Answering, key: Key
) -> None:
    early = NOW + timedelta(minutes=10)
    async with database.writing() as connection:
        assert await rounds.void(connection, key, "a mistake", early)
        assert await rounds.restore(connection, key)
    assert await answering.answer(click(key, after=timedelta(minutes=11))) == Late(0, early)


_clicks = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(-5, 70)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clicks=_clicks, order=st.randoms(use_true_random=False))
async def test_whatever_the_order_of_handling_the_last_click_in_time_stands(
    database: Database, clicks: list[tuple[int, int, int]], order: object
) -> None:
    key = await opened(database, GUILD, NOW, question(), open_for=timedelta(hours=1))
    made = [
        click(key, user, option, timedelta(minutes=minute), number)
        for number, (user, option, minute) in enumerate(clicks)
    ]
    handled = list(made)
    order.shuffle(handled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    await asyncio.gather(*(Answering(database).answer(one) for one in handled))
    expected: dict[int, int] = {}
    for one in sorted(made, key=lambda one: one.interaction_id):
        if one.interaction_id < earliest(NOW + timedelta(hours=1)):
            expected[one.user_id] = 1 << one.option
    async with database.reading() as connection:
        mine = (answer.c.round == key.number, answer.c.guild_id == GUILD)
        rows = await connection.execute(select(answer.c.user_id, answer.c.choice).where(*mine))
        assert {row.user_id: row.choice for row in rows} == expected
