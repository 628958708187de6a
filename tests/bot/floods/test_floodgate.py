"""Who is let through: each by their own bucket, told once, and nobody for what others do."""

from datetime import UTC, datetime

import pytest

from bot.floods import floodgate
from bot.floods.floodgate import Floodgate, Scope, TooMuch
from bot.floods.limits import NO_LIMITS, Limit, Limits
from tests.bot.clocks import SetClock

ANA, BOB = (Scope.PERSON, 1), (Scope.PERSON, 2)
GENERAL, HOME = (Scope.CHANNEL, 3), (Scope.GUILD, 4)
LIMITS = Limits(person=Limit(3, 1), channel=Limit(5, 1), guild=Limit(100, 1))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))


@pytest.fixture
def gate(clock: SetClock) -> Floodgate:
    return Floodgate(LIMITS, clock)


def test_who_asks_too_much_is_refused_and_nobody_else(gate: Floodgate) -> None:
    assert [gate.enter(ANA) for _ in range(3)] == [None] * 3
    assert gate.enter(ANA) == TooMuch(Scope.PERSON, first=True)
    assert gate.enter(BOB) is None
    assert gate.enter((Scope.TYPING, 1)) is None


def test_it_is_said_once_in_a_while(gate: Floodgate, clock: SetClock) -> None:
    for _ in range(3):
        gate.enter(ANA)
    assert [gate.enter(ANA) for _ in range(3)] == [TooMuch(Scope.PERSON, first=first) for first in (True, False, False)]
    clock.pass_(seconds=1)
    assert gate.enter(ANA) is None
    assert gate.enter(ANA) == TooMuch(Scope.PERSON, first=False)
    clock.pass_(minutes=2)
    for _ in range(3):
        gate.enter(ANA)
    assert gate.enter(ANA) == TooMuch(Scope.PERSON, first=True)


def test_what_one_bucket_refuses_costs_no_other(gate: Floodgate, clock: SetClock) -> None:
    for person in range(10, 15):
        assert gate.enter((Scope.PERSON, person), GENERAL, HOME) is None
    for _ in range(5):
        assert gate.enter(ANA, GENERAL, HOME) == TooMuch(Scope.CHANNEL, first=_ == 0)
    assert [gate.enter(ANA, HOME) for _ in range(3)] == [None] * 3
    clock.pass_(seconds=2)
    assert gate.enter(BOB, GENERAL, HOME) is None


def test_who_waits_has_all_of_it_again(gate: Floodgate, clock: SetClock) -> None:
    for _ in range(5):
        gate.enter(ANA)
    clock.pass_(seconds=3)
    assert [gate.enter(ANA) for _ in range(4)] == [None, None, None, TooMuch(Scope.PERSON, first=False)]


def test_without_limits_everything_goes(clock: SetClock) -> None:
    gate = Floodgate(NO_LIMITS, clock)
    assert {gate.enter(ANA, GENERAL, HOME) for _ in range(10_000)} == {None}


def test_what_is_full_again_is_forgotten(gate: Floodgate, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    for person in range(1_000):
        gate.enter((Scope.PERSON, person))
    assert len(gate._full_at) == 1_000
    clock.pass_(seconds=10)
    gate.enter(ANA)
    assert len(gate._full_at) == 1
    monkeypatch.setattr(floodgate, "MOST", 10)
    for person in range(1_000):
        for _ in range(4):
            gate.enter((Scope.PERSON, person))
    assert len(gate._full_at) == len(gate._told_at) == 10


def test_a_clock_that_is_set_back_silences_nobody(gate: Floodgate, clock: SetClock) -> None:
    for _ in range(4):
        gate.enter(ANA)
    clock.pass_(days=-1)
    assert gate.enter(ANA) == TooMuch(Scope.PERSON, first=True)
    clock.pass_(seconds=3)
    assert gate.enter(ANA) is None
