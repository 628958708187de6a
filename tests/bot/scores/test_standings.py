"""Standings: ranks are true for everybody, hidden people are not named, and every page is where it should be."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.scores.standings import PAGE_SIZE, clamp, page_of, pages
from tests.bot.scores.naive_boards import Total, around, board, rank


def total(user_id: int, points: int, *, hidden: bool = False) -> Total:
    return Total(user_id, f"Person {user_id}", points, answered=points // 10, right=points // 10, hidden=hidden)


TOTALS = st.lists(
    st.builds(total, st.integers(1, 10**6), st.integers(0, 8).map(lambda n: n * 5), hidden=st.booleans()),
    max_size=60,
    unique_by=lambda total: total.user_id,
)
ANA, BO, CHEN, DEE = total(1, 210), total(2, 190), total(3, 190), total(4, 160)


def test_equal_points_share_a_rank_and_the_next_is_skipped() -> None:
    assert [(row.rank, row.user_id) for row in rank([DEE, CHEN, ANA, BO])] == [(1, 1), (2, 2), (2, 3), (4, 4)]


def test_hidden_people_take_their_rank_and_have_no_row() -> None:
    page = board([ANA, total(9, 200, hidden=True), BO, DEE])
    assert [(row.rank, row.user_id) for row in page.rows] == [(1, 1), (3, 2), (4, 4)]
    assert (page.people, page.hidden) == (4, 1)


def test_a_hidden_person_still_sees_their_own_place() -> None:
    page = board([ANA, total(9, 200, hidden=True), BO], reader=9)
    assert page.own is not None
    assert page.own.rank == 2
    assert page.own not in page.rows


def test_who_has_not_played_has_no_place() -> None:
    assert board([ANA, BO], reader=77).own is None
    assert around([ANA, BO], 77) == 1


def test_ten_rows_fill_a_page() -> None:
    assert [pages(rows) for rows in (0, 1, 10, 11, 20, 21)] == [1, 1, 1, 2, 2, 3]
    assert [page_of(row) for row in (0, 9, 10, 20)] == [1, 1, 2, 3]


def test_a_page_that_is_not_there_becomes_the_nearest() -> None:
    assert [clamp(page, 25) for page in (-4, 0, 1, 3, 4, 999)] == [1, 1, 1, 3, 3, 3]
    assert board([ANA], page=7).number == 1


def test_an_empty_board_has_one_empty_page() -> None:
    page = board([], page=2, reader=1)
    assert (page.rows, page.number, page.pages, page.people, page.own) == ((), 1, 1, 0, None)


@given(TOTALS)
def test_a_rank_is_one_more_than_the_people_with_more_points(totals: list[Total]) -> None:
    points = {total.user_id: total.points for total in totals}
    standings = rank(totals)
    assert {row.user_id: row.points for row in standings} == points
    for row in standings:
        assert row.rank == 1 + sum(other > row.points for other in points.values())


@given(TOTALS, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_people_came(totals: list[Total], chance: Random) -> None:
    shuffled = list(totals)
    chance.shuffle(shuffled)
    assert rank(shuffled) == rank(totals)


@given(TOTALS)
def test_the_pages_together_name_everybody_who_is_not_hidden_once(totals: list[Total]) -> None:
    first = board(totals)
    rows = [row for number in range(1, first.pages + 1) for row in board(totals, page=number).rows]
    assert rows == [row for row in rank(totals) if not row.hidden]
    assert first.hidden == len(totals) - len(rows)
    assert all(len(board(totals, page=number).rows) == PAGE_SIZE for number in range(1, first.pages))


@given(TOTALS)
def test_around_a_person_is_the_page_with_their_row(totals: list[Total]) -> None:
    for person in totals:
        page = board(totals, page=around(totals, person.user_id), reader=person.user_id)
        assert page.own is not None
        assert (page.own in page.rows) is not person.hidden
        assert page.number == around(totals, person.user_id)
