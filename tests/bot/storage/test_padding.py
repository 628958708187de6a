"""Lists in statements: the same values, in few lengths."""

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.padding import padded


@given(st.lists(st.integers(), max_size=300))
def test_a_padded_list_has_the_same_values_and_a_power_of_two_of_them(values: list[int]) -> None:
    longer = padded(values)
    assert longer[: len(values)] == values
    assert set(longer) == set(values)
    assert len(longer).bit_count() == bool(values)
    assert len(longer) < 2 * len(values) or not values


def test_a_hundred_lengths_are_prepared_eight_times() -> None:
    assert len({len(padded(range(length))) for length in range(1, 101)}) == 8
