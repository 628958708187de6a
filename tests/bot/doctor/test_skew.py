from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doctor.findings import Level
from bot.doctor.skew import Sighting, examine, skew_of

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def seen(at: float, ahead: float, way: float = 0.05) -> Sighting:
    """See an answer that was made `at` seconds after noon, by a clock of ours that is ahead."""
    ours = NOON + timedelta(seconds=at + ahead)
    there_and_back = timedelta(seconds=way)
    return Sighting(ours - there_and_back, ours + there_and_back, NOON + timedelta(seconds=int(at)))


seconds = st.floats(0, 1_000, allow_nan=False)


@given(st.lists(st.tuples(seconds, st.floats(0, 5)), min_size=1), st.floats(-500, 500))
def test_the_true_skew_is_always_within_what_is_told(answers: list[tuple[float, float]], ahead: float) -> None:
    skew = skew_of([seen(at, ahead, way) for at, way in answers])
    assert skew is not None
    hair = timedelta(microseconds=10)
    assert skew.least - hair <= timedelta(seconds=ahead) <= skew.most + hair


def test_several_answers_tell_more_than_the_date_s_whole_seconds() -> None:
    skew = skew_of([seen(at, 0.3) for at in (0.02, 1.3, 2.5, 3.7, 4.98)])
    assert skew is not None
    assert skew.most - skew.least < timedelta(seconds=0.25)


@pytest.mark.parametrize(
    ("ahead", "level", "said"),
    [
        (0.0, Level.OK, "agrees with Discord's within"),
        (-0.9, Level.OK, "agrees with Discord's within"),
        (1.6, Level.WARNING, "s ahead of Discord's: quizzes open and close at the wrong time by as much."),
        (-1.6, Level.WARNING, "s behind Discord's: quizzes open"),
        (40, Level.WARNING, "s ahead of Discord's. Quizzes on Discord go by Discord's time"),
        (-3_600, Level.WARNING, "It is at least 3599.9 s behind Discord's. Quizzes on Discord go by"),
    ],
)
def test_a_clock_is_judged_by_what_is_certain(ahead: float, level: Level, said: str) -> None:
    finding = examine([seen(at, ahead) for at in (0.02, 1.5, 2.98)])
    assert finding.level is level
    assert said in finding.said


def test_a_clock_that_was_set_meanwhile_is_to_be_looked_at_again() -> None:
    finding = examine([seen(0.5, 10), seen(1.5, -10)])
    assert (finding.level, finding.mend) == (Level.WARNING, "Run me again.")


def test_machines_of_discord_s_that_differ_a_little_are_believed() -> None:
    assert examine([seen(0.99, 0.3, 0.001), seen(2.01, 0.24, 0.001)]).level is Level.OK


def test_without_an_answer_nothing_is_known_of_the_clock() -> None:
    assert examine([]).level is Level.UNREACHABLE
