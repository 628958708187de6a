from datetime import date

import pytest

from bot.scores.periods import Kind, current
from bot.scores.standings import Standing
from bot.scores.wording import ordinal, period_title, share, standing
from knowledge.languages import texts_in

ENGLISH, GERMAN = texts_in("english"), texts_in("german")
BO = Standing(4, 1, "Bo", 1160, 18, 15)


@pytest.mark.parametrize(
    ("rank", "written"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")),
        *((101, "101st"), (111, "111th"), (1022, "1,022nd")),
    ],
)
def test_ranks_are_written_as_people_say_them(rank: int, written: str) -> None:
    assert ordinal(rank, ENGLISH) == written


def test_only_all_is_a_hundred_percent() -> None:
    assert [share(999, 1000), share(5, 5), share(0, 3), share(0, 0)] == ["99 %", "100 %", "0 %", "0 %"]


def test_a_place_says_rank_points_and_share() -> None:
    assert standing(BO, 23, ENGLISH) == "4th of 23, 1,160 points, 83 %"
    assert standing(BO, 23, GERMAN) == "Platz 4 von 23, 1.160 Punkte, 83 %"


@pytest.mark.parametrize(
    ("kind", "english", "german"),
    [
        ("week", "Week 11, 2026", "Woche 11, 2026"),
        ("month", "March 2026", "März 2026"),
        ("all", "All time", "Gesamt"),
    ],
)
def test_a_period_is_called_as_its_language_does(kind: Kind, english: str, german: str) -> None:
    period = current(kind, date(2026, 3, 11))
    assert (period_title(period, ENGLISH), period_title(period, GERMAN)) == (english, german)
