"""Streaks: scheduled rounds in a row, with two freezes for the weeks when life is in the way."""

from itertools import groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.scores.streaks import MOST_FREEZES, START, Streak, replay, step

HISTORIES = st.lists(st.booleans(), max_size=80)


def rounds(marks: str) -> list[bool]:
    """Read "xx.x" as answered, answered, missed, answered."""
    return [mark == "x" for mark in marks]


def test_every_answered_round_lengthens_the_streak() -> None:
    assert replay(rounds("xxx")) == Streak(current=3, best=3, freezes=2, answered=3)


def test_a_missed_round_takes_a_freeze_and_the_streak_stays() -> None:
    assert replay(rounds("xxx.")) == Streak(current=3, best=3, freezes=1, answered=3)
    assert replay(rounds("xxx.x")).current == 4


def test_the_third_missed_round_ends_the_streak_and_the_best_stays() -> None:
    assert replay(rounds("xxxx...")) == Streak(current=0, best=4, freezes=0, answered=4)


def test_ten_answered_rounds_bring_a_freeze_back() -> None:
    assert replay(rounds("x." + "x" * 8)).freezes == 1
    assert replay(rounds("x." + "x" * 9)).freezes == 2


def test_a_freeze_comes_back_also_after_the_streak_broke() -> None:
    assert replay(rounds("xxxxx...xxxxx")) == Streak(current=5, best=5, freezes=1, answered=10)


def test_nobody_holds_more_than_two_freezes() -> None:
    assert replay([True] * 100).freezes == 2


def test_rounds_before_somebodys_first_answer_do_not_count() -> None:
    assert replay(rounds(".....x")) == replay(rounds("x"))


def test_a_missed_round_without_a_streak_takes_no_freeze() -> None:
    broken = replay(rounds("x" * 5 + "..." + "x" * 5 + ".."))
    assert (broken.current, broken.freezes) == (0, 0)
    held = Streak(current=0, best=5, freezes=1, answered=10)
    assert step(held, answered=False) == held


@given(st.integers(0, 300))
def test_who_never_misses_has_a_streak_of_all_rounds(count: int) -> None:
    assert replay([True] * count) == Streak(count, count, MOST_FREEZES, count)


@given(HISTORIES)
def test_a_streak_always_makes_sense(history: list[bool]) -> None:
    streak = START
    for answered in history:
        streak = step(streak, answered)
        assert 0 <= streak.freezes <= MOST_FREEZES
        assert 0 <= streak.current <= streak.best <= streak.answered
    assert streak == replay(history)
    assert streak.answered == sum(history)


@given(HISTORIES)
def test_the_best_is_at_least_the_longest_row_without_a_miss(history: list[bool]) -> None:
    longest = max((len(list(row)) for answered, row in groupby(history) if answered), default=0)
    assert replay(history).best >= longest


@given(HISTORIES)
def test_a_streak_grows_by_one_stays_or_ends(history: list[bool]) -> None:
    lengths = [replay(history[:count]).current for count in range(len(history) + 1)]
    for answered, (before, after) in zip(history, pairwise(lengths), strict=True):
        assert after == before + 1 if answered else after in (before, 0)


@given(HISTORIES, st.data())
def test_a_history_can_be_replayed_in_parts(history: list[bool], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(history)))
    streak = replay(history[:cut])
    for answered in history[cut:]:
        streak = step(streak, answered)
    assert streak == replay(history)
