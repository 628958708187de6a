from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.wall_time import parse_time, write_time
from knowledge.languages import texts_in

ENGLISH = texts_in("english")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9:30", "09:30"),
        ("09:30", "09:30"),
        (" 9.30 ", "09:30"),
        ("930", "09:30"),
        ("0930", "09:30"),
        ("9h30", "09:30"),
        ("9am", "09:00"),
        ("9:30 PM", "21:30"),
        ("9.30 p.m.", "21:30"),
        ("12am", "00:00"),
        ("12:15 pm", "12:15"),
        ("noon", "12:00"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_times_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert write_time(parse_time(written, ENGLISH)) == meant


@pytest.mark.parametrize("written", ["25:00", "09:60", "9:5", "13pm", "0am", "9:30:00", "٩:٣٠", "soon", "-9:30", ""])
def test_what_is_no_time_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(ValueError, match="isn't a time") as caught:
        parse_time(written, ENGLISH)
    assert str(caught.value) == f'"{written}" isn\'t a time. Use 24-hour HH:MM, for example 09:30.'


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("9", "Use 24-hour HH:MM: 09:00 or 21:00."),
        ("12", "Use 24-hour HH:MM: 00:00 or 12:00."),
        ("0", "Use 24-hour HH:MM: 00:00."),
        ("17", "Use 24-hour HH:MM: 17:00."),
        ("midnight", "Write 00:00 for its start or 23:59 for its end."),
        ("24:00", "Write 00:00 for its start or 23:59 for its end."),
    ],
)
def test_what_may_mean_two_times_is_refused_with_both(written: str, choices: str) -> None:
    with pytest.raises(ValueError, match=f'^"{written}" ') as caught:
        parse_time(written, ENGLISH)
    assert str(caught.value).endswith(choices)


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_a_written_time_is_read_back(moment: time) -> None:
    assert parse_time(write_time(moment), ENGLISH) == moment


@given(st.integers(1, 12), st.integers(0, 59), st.sampled_from(["am", "pm"]))
def test_twelve_hour_clocks_are_read(hour: int, minute: int, half: str) -> None:
    read = parse_time(f"{hour}:{minute:02} {half}", ENGLISH)
    assert (read.hour % 12, read.minute, read.hour >= 12) == (hour % 12, minute, half == "pm")
