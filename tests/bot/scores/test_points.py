"""Points: harder is worth more, wrong costs nothing, half right is not right, and speed pays only a little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scores.points import is_right, mask, points, speed_points

OPTIONS = st.frozensets(st.integers(0, 5))
DIFFICULTIES = st.sampled_from((1, 2, 3))


@pytest.mark.parametrize(("difficulty", "worth"), [(1, 10), (2, 15), (3, 20)])
def test_a_right_answer_is_worth_its_difficulty(difficulty: int, worth: int) -> None:
    assert points(difficulty, choice=mask([1]), right=mask([1])) == worth


def test_a_wrong_answer_costs_nothing() -> None:
    assert points(3, choice=mask([0]), right=mask([1])) == 0


@pytest.mark.parametrize("choice", [[0], [2], [0, 1], [0, 1, 2], [1]])
def test_of_several_right_options_some_are_not_enough_and_more_are_too_many(choice: list[int]) -> None:
    assert points(2, choice=mask(choice), right=mask([0, 2])) == 0


def test_all_right_options_in_any_order_are_right() -> None:
    assert points(2, choice=mask([2, 0]), right=mask([0, 2])) == 15


def test_nobody_is_right_where_nothing_is() -> None:
    assert not is_right(choice=0, right=0)


@given(choice=OPTIONS, right=OPTIONS, difficulty=DIFFICULTIES)
def test_masks_score_as_sets_of_options_do(choice: frozenset[int], right: frozenset[int], difficulty: int) -> None:
    expected = 5 * (difficulty + 1) if choice and choice == right else 0
    assert points(difficulty, choice=mask(choice), right=mask(right)) == expected


@pytest.mark.parametrize(("earned", "more"), [(10, 1), (15, 1), (20, 2), (0, 0)])
def test_speed_pays_a_tenth_rounded_down(earned: int, more: int) -> None:
    assert speed_points(earned, waited=0, open_for=3_600_000) == more


@pytest.mark.parametrize(("waited", "more"), [(359_999, 2), (360_000, 2), (360_001, 0), (3_600_000, 0)])
def test_speed_pays_until_the_first_tenth_of_the_round_is_over(waited: int, more: int) -> None:
    assert speed_points(20, waited=waited, open_for=3_600_000) == more


@given(difficulty=DIFFICULTIES, waited=st.integers(0, 10**9), open_for=st.integers(1, 10**9))
def test_speed_never_pays_more_than_a_tenth(difficulty: int, waited: int, open_for: int) -> None:
    earned = points(difficulty, choice=1, right=1)
    assert 0 <= speed_points(earned, waited=waited, open_for=open_for) * 10 <= earned
