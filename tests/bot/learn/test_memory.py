"""Memory: FSRS as we use it, by the days that people count."""

from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler, State
from hypothesis import given
from hypothesis import strategies as st

from bot.learn.memory import DECAY, LONGEST, REST, RETENTION, Memory, retrievability, review

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize("days", [0, 1, 5, 30, 400])
def test_the_curve_is_that_of_fsrs(days: int) -> None:
    memory = review(None, right=True, now=EVENING)
    scheduler = Scheduler(enable_fuzzing=False)
    card = Card(0, State.Review, None, memory.stability, memory.difficulty, memory.due, memory.reviewed_at)
    at = EVENING + days * DAY
    assert retrievability(memory, at) == pytest.approx(scheduler.get_card_retrievability(card, at))
    assert scheduler.parameters[20] == -DECAY


def test_a_question_comes_back_when_it_is_about_to_be_forgotten() -> None:
    memory = review(None, right=True, now=EVENING)
    assert retrievability(memory, memory.due) == pytest.approx(RETENTION, abs=0.03)


def test_what_was_wrong_comes_back_soon_however_often_it_was() -> None:
    memory: Memory | None = None
    now, gaps = EVENING, []
    for _ in range(12):
        memory = review(memory, right=False, now=now)
        gaps.append(memory.due - now)
        now = memory.due
    assert {round(gap / DAY) for gap in gaps} == {REST.days}


def test_no_question_rests_for_longer_than_half_a_year() -> None:
    memory: Memory | None = None
    now = EVENING
    for _ in range(8):
        memory = review(memory, right=True, now=now)
        assert memory.due - now <= LONGEST
        now = memory.due
    assert memory is not None
    assert memory.due - memory.reviewed_at > LONGEST - DAY


def test_right_answers_take_a_question_further_and_further_away() -> None:
    memory: Memory | None = None
    now, gaps = EVENING, []
    for _ in range(2):
        memory = review(memory, right=True, now=now)
        gaps.append(memory.due - now)
        now = memory.due
    assert gaps[1] > 3 * gaps[0]


def test_an_hour_less_than_a_day_is_a_day() -> None:
    first = review(None, right=False, now=EVENING)
    early = review(first, right=True, now=EVENING + timedelta(hours=17))
    late = review(first, right=True, now=EVENING + timedelta(hours=25))
    assert early.stability == late.stability
    assert review(first, right=True, now=EVENING + timedelta(hours=1)).stability < late.stability


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.floats(0, 900), st.floats(0, 900))
def test_what_is_remembered_only_fades(answers: list[bool], one: float, other: float) -> None:
    memory: Memory | None = None
    for place, right in enumerate(answers):
        memory = review(memory, right=right, now=EVENING + place * DAY)
    assert memory is not None
    sooner, later = sorted((one, other))
    before = retrievability(memory, memory.reviewed_at + sooner * DAY)
    assert 0 < retrievability(memory, memory.reviewed_at + later * DAY) <= before <= 1


def test_the_same_answers_lead_to_the_same_day() -> None:
    assert review(None, right=True, now=EVENING) == review(None, right=True, now=EVENING)
