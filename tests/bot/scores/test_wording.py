import pytest

from bot.scores.standings import Standing
from bot.scores.wording import ordinal, share, standing


@pytest.mark.parametrize(
    ("rank", "written"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")),
        *((101, "101st"), (111, "111th"), (1022, "1,022nd")),
    ],
)
def test_ranks_are_written_as_people_say_them(rank: int, written: str) -> None:
    assert ordinal(rank) == written


def test_only_all_is_a_hundred_percent() -> None:
    assert [share(999, 1000), share(5, 5), share(0, 3), share(0, 0)] == ["99 %", "100 %", "0 %", "0 %"]


def test_a_place_says_rank_points_and_share() -> None:
    assert standing(Standing(4, 1, "Ana", 160, 18, 15), 23) == "4th of 23, 160 points, 83 %"
