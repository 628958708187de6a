"""The quizzes of many guilds are due at once; `make prove-guilds` has five thousand of them."""

import pytest

from tests.proofs.guilds import prove

GUILDS = 150


@pytest.mark.slow
@pytest.mark.alone
async def test_many_guilds_at_the_same_minute_are_served_in_turn_while_clicks_are_answered(
    environment: dict[str, str], database_url: str
) -> None:
    proof = await prove(database_url, GUILDS, environment)
    print(proof)
    assert proof.wrong == ()
