"""Points: harder is worth more, and speed pays only a little. What the database gives is what the rules say."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.guilds.guild import change
from bot.quiz.answering import Click, keep
from bot.quiz.closing import close
from bot.scores.points import BY_DIFFICULTY, fast_until, mask, speed_points
from bot.snowflakes import SHIFT, earliest
from bot.storage.engine import Database
from bot.storage.tables import answer
from tests.bot.quiz.questions import question
from tests.bot.quiz.rounds_in import opened
from tests.bot.scores.naive_points import earned

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
OPTIONS = st.frozensets(st.integers(0, 5))
CASES = [
    (difficulty, right, open_for, speed)
    for difficulty, right in ((1, (1,)), (2, (0, 2)), (3, (3,)))
    for open_for in (timedelta(hours=1), timedelta(minutes=5, milliseconds=7))
    for speed in (True, False)
]


@given(first=OPTIONS, second=OPTIONS)
def test_a_mask_tells_options_apart(first: frozenset[int], second: frozenset[int]) -> None:
    assert (mask(first) == mask(second)) is (first == second)


@pytest.mark.parametrize(("difficulty", "worth", "more"), [(1, 10, 1), (2, 15, 1), (3, 20, 2)])
def test_speed_pays_a_tenth_rounded_down_of_what_the_difficulty_is_worth(
    difficulty: int, worth: int, more: int
) -> None:
    assert BY_DIFFICULTY[difficulty] == worth
    assert speed_points(worth) == more


def test_fast_is_who_chooses_within_the_first_tenth_of_the_round() -> None:
    assert fast_until(NOW, NOW + timedelta(hours=1)) == NOW + timedelta(minutes=6)


@pytest.mark.parametrize(("difficulty", "right", "open_for", "speed"), CASES)
async def test_every_answer_earns_what_the_rules_say(
    database: Database, difficulty: int, right: tuple[int, ...], open_for: timedelta, speed: bool
) -> None:
    asked, chance = question(right=right, difficulty=difficulty), Random(difficulty)
    async with database.writing() as connection:
        await change(connection, 1, speed_points=speed)
    key = await opened(database, 1, NOW, asked, open_for=open_for)
    limit = open_for // MILLISECOND // 10
    waits = [0, limit - 1, limit, limit + 1, *(chance.randrange(open_for // MILLISECOND) for _ in range(20))]
    expected: dict[int, int] = {}
    clicks: list[Click] = []
    for user_id, wait in enumerate(waits * 2, start=1):
        chosen = (
            right if chance.random() < 0.6 else chance.sample(range(4), chance.randint(1, 2 if asked.multiple else 1))
        )
        # The lower bits of an id tell nothing of its time: here they are as high as they can be.
        press = earliest(NOW + wait * MILLISECOND) + (1 << SHIFT) - len(chosen)
        clicks += [Click(key, user_id, "somebody", option, press + turn) for turn, option in enumerate(chosen)]
        expected[user_id] = earned(asked, chosen, wait * MILLISECOND, open_for, speed=speed)
    await keep(database, clicks)
    await close(database, key, NOW + open_for)
    async with database.reading() as connection:
        rows = await connection.execute(select(answer.c.user_id, answer.c.points))
        assert {row.user_id: row.points for row in rows} == expected
