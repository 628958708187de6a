"""A round makes legal moves only, and its question is kept as it was posted."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from bot.guilds.guild import Home
from bot.quiz import asked, claims, rounds
from bot.quiz.round import COUNTS, MOVES, Key, State, count_told, letters
from bot.storage.engine import Database
from bot.storage.tables import round as round_
from knowledge.bank import bank_of
from knowledge.model import Roadmap
from tests.bot.quiz.questions import question
from tests.bot.quiz.rounds_in import opened

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
GUILD = 10**18


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
async def test_a_round_moves_only_where_the_table_of_moves_says_so(
    database: Database, before: State, after: State
) -> None:
    key = await opened(database, GUILD, NOW, question())
    async with database.writing() as connection:
        await connection.execute(update(round_).values(state=before))
        moves = {
            State.OPEN: lambda: rounds.open_(connection, key, 1, NOW),
            State.CLOSED: lambda: (
                rounds.restore(connection, key) if before is State.VOID else rounds.close(connection, key, NOW)
            ),
            State.MISSED: lambda: rounds.miss(connection, key, "late"),
            State.FAILED: lambda: rounds.fail(connection, key, "refused"),
            State.VOID: lambda: rounds.void(connection, key, "wrong", NOW),
        }
        if after in moves:
            assert await moves[after]() == (after in MOVES[before])
        found = await rounds.find(connection, key)
    assert found is not None
    assert found.state is (after if after in MOVES[before] else before)


def test_a_question_is_read_back_as_it_was_written(roadmap: Roadmap) -> None:
    for item in bank_of(roadmap):
        assert asked.read(asked.written(item)) == item


@given(st.integers(0, 2**64 - 1), st.integers(1, 16**7 - 1))
def test_a_nonce_fits_discord_and_is_no_other_rounds(guild_id: int, number: int) -> None:
    nonce = Key(guild_id, number).nonce
    assert len(nonce) <= 25
    assert nonce != Key(guild_id, number + 1).nonce
    assert nonce != Key(guild_id + 1, number).nonce


@given(st.integers(0, 20_000))
def test_the_count_told_is_the_highest_step_reached(answers: int) -> None:
    assert count_told(answers) == max([0, *(step for step in COUNTS if step <= answers)])


def test_choices_are_named_by_their_letters() -> None:
    assert [letters(choice) for choice in (0, 1, 2, 5, 7)] == ["", "A", "B", "A and C", "A, B and C"]


async def test_a_claim_runs_out_unless_it_is_renewed(database: Database) -> None:
    key = await opened(database, GUILD, NOW, question())
    claimant = claims.Claimant(Home.DISCORD, "me", NOW)
    other = claims.Claimant(Home.DISCORD, "other", NOW + claims.LEASE - timedelta(seconds=1))
    late = claims.Claimant(Home.DISCORD, "other", NOW + claims.LEASE + timedelta(seconds=1))
    async with database.writing() as connection:
        await rounds.close(connection, key, NOW)
        assert len(await claims.claim_unshown(connection, claimant, 10)) == 1
        assert await claims.claim_unshown(connection, other, 10) == []
        await claims.renew(connection, "me", other.now)
        assert await claims.claim_unshown(connection, late, 10) == []
