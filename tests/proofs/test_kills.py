"""Twenty processes die on each engine; `make prove-kills` kills two hundred."""

from pathlib import Path

import pytest

from tests import databases
from tests.proofs.kills import Proof, prove, table
from tests.proofs.orders import Moment

KILLS = 20
EACH = 3
"""How often each moment comes by at least."""


def holds(proof: Proof) -> None:
    print(table(proof))
    assert proof.faults == ()
    assert sum(proof.kills.values()) == KILLS
    assert all(proof.kills[moment] >= EACH for moment in Moment)
    assert proof.confirmed > 0


@pytest.mark.slow
@pytest.mark.alone
async def test_a_process_that_is_killed_at_any_moment_loses_and_doubles_nothing(
    environment: dict[str, str], tmp_path: Path
) -> None:
    holds(await prove(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}", 1, KILLS, 1, environment))


@pytest.mark.slow
@pytest.mark.alone
async def test_two_processes_that_are_killed_at_any_moment_lose_and_double_nothing(
    environment: dict[str, str], postgresql: str
) -> None:
    async with databases.fresh(postgresql) as url:
        holds(await prove(url, 2, KILLS, 1, environment))
