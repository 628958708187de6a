"""Processes are replaced for forty seconds; `make prove-restarts` does it for five minutes."""

import pytest

from tests import databases
from tests.proofs.restarts import QUICK, prove


@pytest.mark.slow
@pytest.mark.alone
async def test_processes_that_are_replaced_one_after_the_other_leave_nobody_without_an_answer(
    environment: dict[str, str], postgresql: str
) -> None:
    async with databases.fresh(postgresql) as url:
        proof = await prove(url, QUICK, 1, environment)
    print(proof)
    assert proof.faults == ()
    assert proof.restarts > 0
    assert proof.confirmed > 0
    assert proof.interactions.shared > 0
