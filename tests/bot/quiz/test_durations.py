from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.durations import parse_catch_up, parse_duration, write_duration
from knowledge.languages import texts_in
from knowledge.values import LANGUAGES

ENGLISH = texts_in("english")
SAID = tuple(map(texts_in, LANGUAGES))

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(days=7)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("8h", "8 hours"),
        ("90m", "1 hour 30 minutes"),
        ("1d", "1 day"),
        ("30 min", "30 minutes"),
        (" 2 Hours ", "2 hours"),
        ("1.5h", "1 hour 30 minutes"),
        ("1h 30m", "1 hour 30 minutes"),
        ("1 day and 2 hours", "1 day 2 hours"),
        ("1 hour, 1 minute", "1 hour 1 minute"),
        ("1 week", "7 days"),
    ],
)
def test_lengths_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert write_duration(parse_duration(written, SHORTEST, LONGEST, ENGLISH), ENGLISH) == meant


@pytest.mark.parametrize("written", ["", "30", "1h30", "3 months", "2h 1d", "half an hour", "-2h", "2h 2h"])
def test_what_is_no_length_is_refused_with_examples(written: str) -> None:
    with pytest.raises(ValueError, match="isn't a length of time") as caught:
        parse_duration(written, SHORTEST, LONGEST, ENGLISH)
    assert str(caught.value).endswith("Give numbers with units, for example 90m, 8h or 1 day 2 hours.")


def test_a_part_of_a_minute_is_refused() -> None:
    with pytest.raises(ValueError, match=r'^"20.5m" isn\'t in whole minutes\. Give '):
        parse_duration("20.5m", SHORTEST, LONGEST, ENGLISH)


@pytest.mark.parametrize(("written", "what"), [("14m", "too short"), ("169h", "too long"), ("99999w", "too long")])
def test_the_bounds_are_named(written: str, what: str) -> None:
    with pytest.raises(ValueError, match=what) as caught:
        parse_duration(written, SHORTEST, LONGEST, ENGLISH)
    assert str(caught.value) == f'"{written}" is {what}. Give 15 minutes to 7 days.'


@given(st.integers(0, 60 * 24 * 400))
def test_a_written_length_is_read_back(minutes: int) -> None:
    length = timedelta(minutes=minutes)
    for say in SAID:
        assert parse_duration(write_duration(length, say), timedelta(0), timedelta.max, say) == length


@pytest.mark.parametrize("typed", ["off", "Never", "0", "0m", " none "])
def test_a_quiz_need_not_be_caught_up_on(typed: str) -> None:
    assert parse_catch_up(typed, ENGLISH) == timedelta(0)
