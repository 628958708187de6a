"""The intent benchmark's own rules: how a threshold is set, and how few phrases are drawn."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matcher import Example
from tests.benchmarks.intents.sets import few
from tests.benchmarks.intents.threshold import Matched, threshold


def matched(*said: tuple[float, bool, bool]) -> Matched:
    sure, right, strange = zip(*said, strict=True)
    return Matched(np.array(sure), np.array(right), np.array(strange))


def test_the_threshold_parts_strangers_from_what_is_known() -> None:
    questions = matched((0.9, True, False), (0.7, True, False), (0.5, False, True), (0.1, False, True))
    least = threshold(questions)
    assert 0.5 < least < 0.7
    assert (questions.accuracy(least), questions.recall(least)) == (1, 1)


def test_a_wrong_answer_costs_as_much_as_silence_and_a_stranger_more() -> None:
    assert threshold(matched((0.9, True, False), (0.8, False, False), (0.7, True, False))) < 0.8
    assert threshold(matched((0.9, True, False), (0.8, False, True), (0.7, True, False), (0.6, False, True))) > 0.8


questions = st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.booleans()), min_size=1, max_size=30)


@given(questions)
def test_no_other_threshold_between_two_questions_does_better(said: list[tuple[int, bool, bool]]) -> None:
    found = matched(*((sure, right and not strange, strange) for sure, right, strange in said))

    def score(least: float) -> int:
        answered = found.sure >= least
        return int((found.right & answered).sum() + (found.strange & ~answered).sum())

    assert score(threshold(found)) >= max(map(score, found.sure))


def test_few_are_drawn_of_each_label() -> None:
    examples = [Example((str(number),), label, str(number)) for label in ("a", "b") for number in range(20)]
    drawn = few(examples, 5, Random(1))
    assert [example.label for example in drawn] == ["a"] * 5 + ["b"] * 5
    assert drawn == few(examples, 5, Random(1)) != few(examples, 5, Random(2))
