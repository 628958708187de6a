"""The table of the benchmarks says which targets were missed."""

from tests.benchmarks.comparison import Rounds, Target, compared, seconds, table

SLOW, FAST = Rounds.of([(4.0, 1.0)] * 3), Rounds.of([(2.0, 1.0)] * 3)


def test_a_missed_target_is_marked_in_its_row_and_counted_below() -> None:
    rows = [
        compared("slow", "a bare bot", SLOW, seconds, Target(3)),
        compared("fast", "a bare bot", FAST, seconds, Target(3)),
        compared("only told", "a bare bot", SLOW, seconds),
    ]
    _, _, slow, fast, told, last = table(rows).splitlines()
    assert "at most 3 MISSED" in slow
    assert "MISSED" not in fast + told
    assert last == "1 of 2 targets missed: slow"


def test_a_target_of_ours_alone_is_held_against_no_baseline() -> None:
    row = compared("learning", "nothing", SLOW, seconds, Target(3.5, of_ours=True))
    assert (row.target, row.missed) == ("at most 3.50 s", True)


def test_a_table_without_targets_counts_none() -> None:
    assert "missed" not in table([compared("told", "a bare bot", FAST, seconds)])
