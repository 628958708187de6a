from knowledge.guide import Guide
from tests.benchmarks.overhearing.__main__ import answered_of
from tests.benchmarks.overhearing.near_misses import near_misses


def test_what_engineers_say_to_each_other_gets_next_to_no_answer(guide: Guide) -> None:
    lines = list(near_misses())
    assert len(lines) == len(set(lines)) == 500
    assert len(answered_of(guide, lines)) <= 1
