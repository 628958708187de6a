import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.days import DAILY, WEEKDAYS, WEEKENDS, Days, parse_days, write_days
from knowledge.languages import texts_in
from knowledge.values import LANGUAGES

ENGLISH = texts_in("english")
SAID = tuple(map(texts_in, LANGUAGES))

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@pytest.mark.parametrize(
    "written", ["weekdays", "Mon-Fri", "mon – fri", "Monday to Friday", "work days", "every weekday"]
)
def test_working_days_have_many_names(written: str) -> None:
    assert parse_days(written, ENGLISH) == WEEKDAYS


@pytest.mark.parametrize("written", ["daily", "every day", "Everyday", "all days", "mon-sun", "wed-tue", "any day"])
def test_all_days_have_many_names(written: str) -> None:
    assert parse_days(written, ENGLISH) == DAILY


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mo,Wed,Fri", {MON, WED, FRI}),
        ("mon wed", {MON, WED}),
        ("Mondays and Thursdays", {MON, THU}),
        ("Tues/Thurs", {TUE, THU}),
        ("on Mon. & Weds.", {MON, WED}),
        ("weekends", {SAT, SUN}),
        ("every weekend, fri", {FRI, SAT, SUN}),
        ("sun-thu", {SUN, MON, TUE, WED, THU}),
        ("fri through mon", {FRI, SAT, SUN, MON}),
        ("fri-fri", {FRI}),
        ("mon-wed, sat", {MON, TUE, WED, SAT}),
    ],
)
def test_days_are_read_as_people_write_them(written: str, meant: set[int]) -> None:
    assert parse_days(written, ENGLISH) == meant


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("someday", '"someday" isn\'t a day.'),
        ("every other monday", '"other" isn\'t a day.'),
        ("M W F", '"m" isn\'t a day.'),
        ("1-5", '"1" isn\'t a day.'),
        ("mon-", '"mon-" isn\'t a day.'),
        ("mon-wed-fri", '"mon-wed-fri" holds a range with more than two ends.'),
        (" and ", "No day is named."),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(written: str, what: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(what)} Write days such as Mon–Fri, daily, weekends") as caught:
        parse_days(written, ENGLISH)
    assert "Mon, Wed, Fri" in str(caught.value)


@pytest.mark.parametrize(
    ("days", "written"),
    [
        (DAILY, "daily"),
        (WEEKDAYS, "Mon–Fri"),
        (WEEKENDS, "Sat, Sun"),
        (frozenset({MON, WED, FRI}), "Mon, Wed, Fri"),
        (frozenset({SUN, MON, TUE, WED, THU}), "Sun–Thu"),
        (frozenset({SUN, MON, WED}), "Mon, Wed, Sun"),
        (frozenset({MON, TUE, WED, FRI}), "Mon–Wed, Fri"),
    ],
)
def test_days_are_written_shortly(days: Days, written: str) -> None:
    assert write_days(days, ENGLISH) == written


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_written_days_are_read_back(days: Days) -> None:
    for say in SAID:
        assert parse_days(write_days(days, say), say) == days


@given(st.text("mondaytuewhrfsik -–,to.&", max_size=30))
def test_any_text_is_days_or_a_sentence(text: str) -> None:
    refused = ""
    try:
        days = parse_days(text, ENGLISH)
    except ValueError as error:
        days, refused = frozenset(), str(error)
    assert days <= DAILY
    assert bool(days) != (" Write days such as " in refused)


@pytest.mark.parametrize("days", [frozenset[int](), frozenset({7})])
def test_no_days_are_not_written(days: Days) -> None:
    with pytest.raises(ValueError, match="are no days of a week"):
        write_days(days, ENGLISH)
