"""Rates: what is counted, and how far chance reaches."""

from hypothesis import given as drawn
from hypothesis import strategies as st

from bot.evaluating.judging import Judgement
from bot.evaluating.rates import evaluate, rate
from knowledge.kinds import QuestionKind
from knowledge.labels import Label
from knowledge.model import Roadmap
from tests.bot.evaluating.test_judging import PROBLEM, given

STRANGER = Label("pizza?", QuestionKind.NONE)


@drawn(st.lists(st.booleans(), min_size=1, max_size=200))
def test_the_share_lies_in_its_interval_and_both_between_nothing_and_all(hits: list[bool]) -> None:
    found = rate("first", "", hits)
    assert 0 <= found.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.high <= 1
    assert found == rate("first", "", hits)


def test_more_questions_leave_less_to_chance() -> None:
    few, many = rate("first", "", [True, False] * 10), rate("first", "", [True, False] * 1000)
    assert many.high - many.low < (few.high - few.low) / 5


def test_a_wrong_answer_counts_as_answered_and_as_wrong(roadmap: Roadmap) -> None:
    judgements = [
        Judgement(PROBLEM, given("answer", "problem", "saga")),
        Judgement(PROBLEM, given("answer", "problem", "circuit-breaker")),
        Judgement(PROBLEM, given("suggestions", "problem", "saga", "bulkhead")),
        Judgement(PROBLEM, given("none", "none")),
        Judgement(STRANGER, given("answer", "problem", "saga")),
        Judgement(STRANGER, given("none", "none")),
    ]
    found = evaluate(judgements, roadmap)
    assert {one.name: one.share for one in found.rates} == {
        "first": 0.25,
        "top3": 0.5,
        "answered": 0.5,
        "wrong": 0.25,
        "suggested": 0.25,
        "false-answers": 0.5,
        "false-suggestions": 0,
    }
    assert found.confusions == (("circuit-breaker", "saga", 2),)


def test_a_bar_is_a_ceiling_where_less_is_better() -> None:
    more = rate("first", "", [True, False])
    less = rate("wrong", "", [True, False], wanted=False)
    assert (more.holds(0.5), more.holds(0.6)) == (True, False)
    assert (less.holds(0.5), less.holds(0.4)) == (True, False)
