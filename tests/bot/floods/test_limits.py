"""How much is too much: held against a count of everything that was let through."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.floods.limits import NO_LIMITS, Limit, Limits, holds, parse_limits, spend

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
SLACK = timedelta(milliseconds=1)
limits = st.builds(Limit, st.integers(1, 50), st.floats(0.1, 20, allow_nan=False))


@given(limits, st.lists(st.floats(0, 3, allow_nan=False), min_size=1, max_size=200))
def test_no_stretch_of_time_lets_more_through_than_the_burst_and_what_came_back(
    limit: Limit, waits: list[float]
) -> None:
    now, full_at, let_through = NOW, None, []
    for wait in waits:
        now += timedelta(seconds=wait)
        if holds(limit, full_at, now):
            full_at = spend(limit, full_at, now)
            let_through.append(now)
    for start, first in enumerate(let_through):
        for end, last in enumerate(let_through[start:], start=1):
            assert end <= limit.burst + (last - first).total_seconds() * limit.per_second + 1e-6 + 1e-3 * end


@given(limits)
def test_a_full_bucket_gives_its_burst_and_then_one_after_each_interval(limit: Limit) -> None:
    full_at = None
    for _ in range(limit.burst):
        assert holds(limit, full_at, NOW + SLACK)
        full_at = spend(limit, full_at, NOW)
    assert not holds(limit, full_at, NOW)
    assert holds(limit, full_at, NOW + limit.worth(1) + SLACK)
    assert not holds(limit, full_at, NOW + limit.worth(1) / 2)


@given(limits, st.floats(0, 10**6, allow_nan=False))
def test_a_clock_that_was_set_back_costs_nobody_more_than_an_empty_bucket(limit: Limit, back: float) -> None:
    full_at = NOW + timedelta(seconds=back)
    assert spend(limit, full_at, NOW) - NOW <= limit.refill + limit.worth(1)
    assert holds(limit, full_at, NOW + limit.refill + limit.worth(1) + timedelta(seconds=back))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("off", NO_LIMITS),
        ("OFF", NO_LIMITS),
        ("person 20/0.5", Limits(person=Limit(20, 0.5))),
        ("guild 9/9, person 1/1,channel 2/2", Limits(Limit(1, 1), Limit(2, 2), Limit(9, 9))),
    ],
)
def test_limits_are_read_as_they_are_written(written: str, meant: Limits) -> None:
    assert parse_limits(written) == meant


@pytest.mark.parametrize(
    "written", ["on", "person", "person 0/1", "person 5/0", "person 5", "house 5/5", "person 5/x,"]
)
def test_what_is_no_limit_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValueError, match=r"is no limit\. Write .* such as person 300/10"):
        parse_limits(written)
