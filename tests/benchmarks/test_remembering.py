"""The learners of the comparison behave as people do, and our order serves them better than chance."""

from collections.abc import Sequence

import numpy as np

from tests.benchmarks.remembering import LINES, Floats, People, compare

DAY = 86400.0
PEOPLE = 2000


def known_after(days: Sequence[float], rest: float) -> float:
    """The mean chance to remember a question that was asked on some days, after a rest in days."""
    people = People(PEOPLE, 1, np.random.default_rng(1))
    for day in days:
        people.ask(np.zeros(PEOPLE, np.intp), np.full(PEOPLE, day * DAY))
    known: Floats = people.know((days[-1] + rest) * DAY)
    return float(known.mean())


def test_nobody_knows_what_they_were_never_asked() -> None:
    assert People(5, 3, np.random.default_rng(1)).know(DAY).max() < 1e-9


def test_people_forget_fast_and_then_slowly() -> None:
    day, week, month = (known_after([0], rest) for rest in (1, 7, 30))
    assert 0.9 > day > week > month > 0.2
    assert (day - week) / 6 > (week - month) / 23


def test_repeating_helps_and_helps_more_when_it_is_spread_out() -> None:
    once, crammed, spread = (known_after(days, 60) for days in ([20], [20, 20.01, 20.02, 20.03], [0, 4, 10, 20]))
    assert once < crammed < spread


def test_our_order_lets_people_hold_more_patterns_than_chance() -> None:
    found = compare(people=20, seeds=1)
    at_80 = LINES.index(0.8)
    assert found["ours"][0].patterns[at_80] > found["chance"][0].patterns[at_80] + 2
