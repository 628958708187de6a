"""Judging: what counts as right."""

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.ask.record import Record
from bot.evaluating.judging import Judgement, right
from knowledge.kinds import QuestionKind
from knowledge.labels import Label
from knowledge.model import Roadmap


def given(outcome: str = "answer", kind: str = "problem", *patterns: str, **fields: Any) -> Record:
    told = {"outcome": outcome, "kind": kind, "patterns": list(patterns), "groups": [], "mentions": list(patterns)}
    return cast("Record", told | {"confidence": 0.5, "sources": [], "text": "", "question": "?"} | fields)


PROBLEM = Label("it hangs", QuestionKind.PROBLEM, gold=("circuit-breaker",), also=("bulkhead",))
PREREQUISITES = Label("saga needs?", QuestionKind.PREREQUISITES, gold=("saga",), must_mention=("dead-letter-queue",))


def test_what_an_expert_accepts_may_come_first() -> None:
    assert Judgement(PROBLEM, given("answer", "problem", "bulkhead")).first
    assert not Judgement(PROBLEM, given("answer", "problem", "saga", "bulkhead")).first


def test_only_the_first_three_candidates_count() -> None:
    assert Judgement(PROBLEM, given("suggestions", "problem", "saga", "bff", "bulkhead")).top
    assert not Judgement(PROBLEM, given("suggestions", "problem", "saga", "bff", "cqrs", "bulkhead")).top


def test_nothing_given_is_never_right() -> None:
    nothing = Judgement(PROBLEM, given("none", "none"))
    assert (nothing.first, nothing.top, nothing.answered) == (False, False, False)


def test_an_answer_that_leaves_out_what_it_must_mention_is_wrong(roadmap: Roadmap) -> None:
    whole = given("answer", "prerequisites", "saga", mentions=["saga", "dead-letter-queue"])
    assert right(Judgement(PREREQUISITES, whole), roadmap)
    assert not right(Judgement(PREREQUISITES, given("answer", "prerequisites", "saga")), roadmap)


def test_suggestions_are_no_answer_about_the_roadmap(roadmap: Roadmap) -> None:
    offered = given("suggestions", "prerequisites", "saga", mentions=["saga", "dead-letter-queue"])
    assert not right(Judgement(PREREQUISITES, offered), roadmap)


def test_what_must_be_said_counts_in_any_case(roadmap: Roadmap) -> None:
    label = replace(PREREQUISITES, must_mention=(), must_contain=("Two Weeks",))
    assert right(Judgement(label, given("answer", "pitfall", "saga", text="it took two weeks")), roadmap)
    assert not right(Judgement(label, given("answer", "pitfall", "saga", text="it took a month")), roadmap)


def test_a_comparison_has_to_be_about_everything_compared(roadmap: Roadmap) -> None:
    label = Label("a or b", QuestionKind.COMPARE, gold=("canary", "blue-green"))
    assert right(Judgement(label, given("answer", "compare", "blue-green", "canary")), roadmap)
    assert not right(Judgement(label, given("answer", "compare", "canary")), roadmap)


@pytest.mark.parametrize(
    ("steps", "holds"),
    [
        (["dead-letter-queue", "saga"], True),
        (["saga", "dead-letter-queue"], True),
        (["event-sourcing", "cqrs", "saga"], True),
        (["cqrs", "event-sourcing", "saga"], False),
    ],
)
def test_on_a_path_nothing_comes_before_what_it_builds_on(roadmap: Roadmap, steps: list[str], holds: bool) -> None:
    label = Label("way to saga", QuestionKind.PATH, gold=("saga",))
    judged = Judgement(label, given("answer", "path", "saga", mentions=steps))
    assert right(judged, roadmap) is holds


def test_the_group_of_the_first_pattern_is_a_group_too(roadmap: Roadmap) -> None:
    label = Label("which group is canary in", QuestionKind.GROUP, gold_group="deployment")
    assert right(Judgement(label, given("answer", "group", "canary")), roadmap)
    assert not right(Judgement(label, given("answer", "group", "saga")), roadmap)


def test_only_silence_is_right_for_an_outside_message(roadmap: Roadmap) -> None:
    label = Label("pizza?", QuestionKind.NONE)
    assert right(Judgement(label, given("none", "none")), roadmap)
    assert not right(Judgement(label, given("suggestions", "problem", "saga")), roadmap)
