"""Questions, presses and suggestions for half a minute; `make prove-load` goes on for five, and looks at memory too."""

import pytest

from tests.proofs.load import prove

SECONDS = 30


@pytest.mark.slow
@pytest.mark.alone
async def test_three_hundred_acts_a_second_are_all_answered_in_time(
    environment: dict[str, str], database_url: str
) -> None:
    proof = await prove(database_url, SECONDS, environment)
    print(proof)
    assert proof.wrong == ()
