"""Two thousand people answer within a second, on each engine."""

import pytest

from tests.proofs.storm import prove

PEOPLE = 2_000


@pytest.mark.slow
@pytest.mark.alone
async def test_two_thousand_people_who_answer_within_a_second_are_all_told_in_time(
    environment: dict[str, str], database_url: str
) -> None:
    proof = await prove(database_url, PEOPLE, environment)
    print(proof)
    assert proof.wrong == ()
