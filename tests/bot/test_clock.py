from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Watch
from tests.bot.clocks import SetClock

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Steps:
    """A machine's clock and its steady seconds, which a test moves."""

    def __init__(self) -> None:
        self.own = SetClock(NOON)
        self.seconds = 1_000.0
        self.watch = Watch(self.own, lambda: self.seconds)

    def pass_(self, seconds: float) -> None:
        """Let time pass, as it really does."""
        self.seconds += seconds
        self.own.pass_(seconds=seconds)


@pytest.fixture
def steps() -> Steps:
    return Steps()


def test_a_watch_that_was_never_set_goes_by_the_machine(steps: Steps) -> None:
    steps.own.pass_(days=400)
    assert steps.watch() == steps.own()
    assert steps.watch.ahead == timedelta()


def test_a_machine_that_agrees_is_as_good_as_its_own_clock(steps: Steps) -> None:
    steps.watch.set(NOON - timedelta(seconds=1.2))
    steps.pass_(0.25)
    assert steps.watch() == steps.own()
    assert steps.watch.ahead == timedelta()


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=400), -timedelta(hours=1), timedelta(seconds=5)])
def test_a_jump_of_the_machine_s_clock_moves_no_watch_that_was_set(steps: Steps, jump: timedelta) -> None:
    steps.watch.set(NOON)
    steps.pass_(60)
    steps.own.moment += jump
    assert steps.watch() == NOON + timedelta(minutes=1)
    assert steps.watch.ahead == jump
    steps.pass_(3600)
    assert steps.watch() == NOON + timedelta(minutes=61)
    steps.own.moment -= jump
    assert steps.watch() == steps.own()


def test_a_machine_that_was_wrong_from_the_start_is_put_right(steps: Steps) -> None:
    steps.watch.set(NOON + timedelta(days=30))
    assert steps.watch() == NOON + timedelta(days=30)
    assert steps.watch.ahead == -timedelta(days=30)
