"""Dates as people write them."""

from datetime import date

import pytest

from bot.quiz.dates import parse_dates, write_date, write_dates
from knowledge.languages import texts_in
from knowledge.values import LANGUAGES

ENGLISH = texts_in("english")
SAID = tuple(map(texts_in, LANGUAGES))

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-12-24", "2026-12-24", "2026-12-24"),
        ("2026-12-24 – 2027-01-01", "2026-12-24", "2027-01-01"),
        ("2026-12-24–2027-01-01", "2026-12-24", "2027-01-01"),
        ("2026-12-24 to 2027-01-01", "2026-12-24", "2027-01-01"),
        ("2026-12-24..2027-01-01", "2026-12-24", "2027-01-01"),
        ("2026-12-24 - 2026-12-26", "2026-12-24", "2026-12-26"),
        ("24 Dec – 1 Jan", "2026-12-24", "2027-01-01"),
        ("24 Dec-1 Jan", "2026-12-24", "2027-01-01"),
        ("24 Dec – 1 Jan 2028", "2027-12-24", "2028-01-01"),
        ("Dec 24 until Jan 1", "2026-12-24", "2027-01-01"),
        ("24–26 Dec", "2026-12-24", "2026-12-26"),
        ("24-26 december 2026", "2026-12-24", "2026-12-26"),
        ("Dec 24-26", "2026-12-24", "2026-12-26"),
        ("24th of December", "2026-12-24", "2026-12-24"),
        ("24. Dec", "2026-12-24", "2026-12-24"),
        ("March 3, 2027", "2027-03-03", "2027-03-03"),
        ("1 Sept", "2027-09-01", "2027-09-01"),
        ("20 Nov – 30 Nov", "2026-11-20", "2026-11-30"),
        ("29 Feb", "2028-02-29", "2028-02-29"),
        ("today", "2026-11-24", "2026-11-24"),
        ("tomorrow", "2026-11-25", "2026-11-25"),
        ("today to 1 Dec", "2026-11-24", "2026-12-01"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, first: str, last: str) -> None:
    assert parse_dates(text, TODAY, ENGLISH) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_range_over_new_year_is_still_on_in_january() -> None:
    assert parse_dates("24 Dec – 6 Jan", date(2027, 1, 2), ENGLISH) == (date(2026, 12, 24), date(2027, 1, 6))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-11-23", "is over already"),
        ("2020-01-01 – 2020-02-01", "is over already"),
        ("2026-12-24 – 2026-12-20", "ends before it begins"),
        ("31 Feb", "no calendar has"),
        ("2026-13-01", "no calendar has"),
        ("24/12", "isn't a date"),
        ("christmas", "isn't a date"),
        ("", "isn't a date"),
        ("24", "names no month"),
        ("24 Foo", "isn't a month"),
        ("1 Dec – 2 Dec – 3 Dec", "more than two ends"),
        ("2026-12-01 – 2028-12-01", "longer than a year"),
    ],
)
def test_what_is_no_range_to_come_is_refused_with_the_way_out(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_dates(text, TODAY, ENGLISH)


def test_dates_are_written_shortly() -> None:
    assert write_date(date(2026, 12, 24), ENGLISH) == "Thu 24 Dec 2026"
    assert write_dates(date(2026, 12, 24), date(2027, 1, 1), ENGLISH) == "Thu 24 Dec 2026 – Fri 1 Jan 2027"
    assert write_dates(date(2026, 12, 24), date(2026, 12, 24), ENGLISH) == "Thu 24 Dec 2026"


@pytest.mark.parametrize("days", [("2026-12-24", "2027-01-01"), ("2026-12-24", "2026-12-24")])
def test_what_is_written_can_be_read_back(days: tuple[str, str]) -> None:
    first, last = map(date.fromisoformat, days)
    for say in SAID:
        assert parse_dates(write_dates(first, last, say), TODAY, say) == (first, last)
