"""Ordering: due ones first, new ones after what they need, weak ones last, and never one that is barred."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learn.course import Course, course_of
from bot.learn.memory import Memory, retrievability, review
from bot.learn.ordering import IN_TURN, Learner, Next, Why, next_due, next_questions
from bot.quiz.choosing import Wanted
from knowledge.bank import bank_of
from knowledge.loader import SHIPPED, load

NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)
COURSE: Final = course_of(load(SHIPPED), bank_of(load(SHIPPED)))
IDS: Final = sorted(COURSE.items)
ALL: Final = len(IDS)
SAGA, LETTERS = "saga", "dead-letter-queue"


def answered(ids: Mapping[str, float], *, right: bool = True) -> dict[str, Memory]:
    """Memories of questions that were answered so many days ago."""
    return {one: review(None, right=right, now=NOW - timedelta(days=days)) for one, days in ids.items()}


def pattern(one: Next) -> str:
    return one.item.patterns[0]


def answers(one: Next) -> set[str]:
    return {option.text for option in one.item.options if option.right}


def assert_mixed(asked: Sequence[Next]) -> None:
    """Two of one pattern run only where no other is left."""
    for place, (one, other) in enumerate(pairwise(asked), start=1):
        if pattern(one) == pattern(other):
            assert {pattern(later) for later in asked[place:]} == {pattern(one)}, (one.item.id, other.item.id)


memories = st.dictionaries(st.sampled_from(IDS), st.floats(0, 60), max_size=12).map(answered)
barred = st.frozensets(st.sampled_from(IDS), max_size=60)
topics = st.frozensets(st.sampled_from([*COURSE.order, "resilience", "deployment"]), max_size=2)
wishes = st.builds(Wanted, topics, st.sampled_from([None, 1, 2, 3]))


@given(memories, barred, wishes, st.integers(1, 40))
def test_nothing_new_comes_before_what_it_needs(
    known: dict[str, Memory], barred: frozenset[str], wanted: Wanted, count: int
) -> None:
    met = {COURSE.items[one].patterns[0] for one in known}
    for one in next_questions(COURSE, Learner(known, NOW, barred), count, wanted):
        if one.why in (Why.NEW, Why.NEEDED):
            for needed in COURSE.needs[pattern(one)]:
                cannot = all(item.id in barred for item in COURSE.questions[needed])
                assert needed in met or cannot, (one.item.id, needed)
        met.add(pattern(one))


@given(memories, barred, wishes, st.integers(1, 40))
def test_nothing_barred_comes_and_nothing_twice(
    known: dict[str, Memory], barred: frozenset[str], wanted: Wanted, count: int
) -> None:
    asked = next_questions(COURSE, Learner(known, NOW, barred), count, wanted)
    ids = [one.item.id for one in asked]
    assert len(ids) == len(set(ids))
    assert sum(one.why is not Why.NEEDED for one in asked) <= count
    assert barred.isdisjoint(ids)


@given(memories, wishes)
def test_only_what_the_topic_leans_on_is_off_the_topic(known: dict[str, Memory], wanted: Wanted) -> None:
    for one in next_questions(COURSE, Learner(known, NOW), ALL, wanted):
        assert (wanted.on_topic(one.item) and wanted.as_hard(one.item)) is (one.why is not Why.NEEDED)


@given(memories)
def test_what_is_due_comes_first_and_the_most_forgotten_of_a_pattern_before_the_rest(known: dict[str, Memory]) -> None:
    asked = next_questions(COURSE, Learner(known, NOW), ALL)
    kinds = [one.why for one in asked]
    assert kinds == sorted(kinds, key=[Why.DUE, Why.NEW, Why.NEEDED, Why.WEAK].index)
    due = [one.item.id for one in asked if one.why is Why.DUE]
    assert set(due) == {one for one, memory in known.items() if memory.due <= NOW}
    if due:
        assert retrievability(known[due[0]], NOW) == min(retrievability(known[one], NOW) for one in due)


@given(st.permutations(IDS).map(lambda ids: ids[:40]), st.integers(0, 3))
def test_what_is_due_comes_of_one_pattern_after_another(ids: list[str], slot: int) -> None:
    block = [item.id for item in COURSE.questions[COURSE.order[slot]]]
    known = answered(dict.fromkeys(ids, 60) | dict.fromkeys(block, 61))
    asked = [one for one in next_questions(COURSE, Learner(known, NOW), len(known)) if one.why is Why.DUE]
    assert len(asked) == len(known)
    assert_mixed(asked)


def test_new_ones_come_from_a_few_patterns_in_the_order_of_the_course() -> None:
    asked = next_questions(COURSE, Learner({}, NOW), ALL)
    assert len(asked) == ALL
    left = Counter(item.patterns[0] for item in COURSE.items.values())
    begun: set[str] = set()
    for one in asked:
        begun.add(pattern(one))
        left[pattern(one)] -= 1
        assert begun <= set(COURSE.order[: len(begun) + IN_TURN])
        assert sum(left[slug] > 0 for slug in begun) <= IN_TURN


def test_no_two_of_one_pattern_run_where_there_is_another() -> None:
    assert_mixed(next_questions(COURSE, Learner({}, NOW), ALL))


def test_no_pattern_is_the_right_one_again_and_again() -> None:
    names = {load(SHIPPED).name(slug) for slug in COURSE.order}
    of_names = [
        one.item
        for one in next_questions(COURSE, Learner({}, NOW), 100)
        if {option.text for option in one.item.options} <= names
    ]
    rights = Counter(item.patterns[0] for item in of_names)
    assert len(of_names) > 30
    assert max(rights.values()) / len(of_names) < 0.45
    guessed = sum(one.patterns[0] == before.patterns[0] for before, one in pairwise(of_names))
    assert guessed / len(of_names) < 0.35


def test_of_one_pattern_the_answer_changes_from_question_to_question() -> None:
    asked = next_questions(COURSE, Learner({}, NOW), 12, Wanted(frozenset({"bulkhead"})))
    assert all(answers(one).isdisjoint(answers(other)) for one, other in pairwise(asked))


def test_a_newcomer_is_asked_to_understand_before_they_recall() -> None:
    asked = [one.item for one in next_questions(COURSE, Learner({}, NOW), 60)]
    assert not any(item.recall for item in asked)
    assert any(item.recall for item in COURSE.items.values())


def test_two_people_at_one_place_are_asked_the_same() -> None:
    first, second = (next_questions(COURSE, Learner({}, NOW), 30) for _ in range(2))
    assert first == second


def test_what_leads_to_a_topic_comes_on_top_of_the_count() -> None:
    asked = next_questions(COURSE, Learner({}, NOW), 2, Wanted(frozenset({"strangler-fig"})))
    assert [one.why for one in asked] == [Why.NEEDED, Why.NEEDED, Why.NEW, Why.NEW]
    assert [pattern(one) for one in asked[2:]] == ["strangler-fig"] * 2


def test_a_large_roadmap_is_chosen_from_at_once() -> None:
    copies = {
        f"{slug}-{copy}": tuple(
            replace(item, id=f"{item.id}-{copy}", patterns=(f"{slug}-{copy}",)) for item in COURSE.questions[slug]
        )
        for copy in range(36)
        for slug in COURSE.order
    }
    items = {item.id: item for line in copies.values() for item in line}
    large = Course(items, tuple(copies), dict.fromkeys(copies, ()), copies)
    known = answered(dict.fromkeys(list(items)[:5000], 90))
    assert len(items) > 20_000
    began = time.process_time()
    assert len(next_questions(large, Learner(known, NOW), 50)) == 50
    assert time.process_time() - began < 1


def test_a_topic_begins_with_a_question_of_what_it_leans_on() -> None:
    asked = next_questions(COURSE, Learner({}, NOW), 3, Wanted(frozenset({SAGA})))
    assert [(pattern(one), one.why) for one in asked] == [(LETTERS, Why.NEEDED)] + [(SAGA, Why.NEW)] * 3


def test_whoever_has_met_what_it_leans_on_begins_with_the_topic() -> None:
    known = answered({COURSE.questions[LETTERS][0].id: 0.1})
    (first,) = next_questions(COURSE, Learner(known, NOW), 1, Wanted(frozenset({SAGA})))
    assert pattern(first) == SAGA


def test_what_is_not_due_comes_only_when_nothing_else_is_left() -> None:
    of_saga = {item.id: 1.5 for item in COURSE.items.values() if SAGA in item.patterns}
    wanted = Wanted(frozenset({SAGA}))
    rested = next_questions(COURSE, Learner(answered(of_saga), NOW), ALL, wanted)
    assert {one.why for one in rested} == {Why.WEAK}
    just_now = answered(dict.fromkeys(of_saga, 0.01))
    assert next_questions(COURSE, Learner(just_now, NOW), 5, wanted) == ()
    assert next_due(COURSE, Learner(just_now, NOW), wanted) == min(one.due for one in just_now.values())
    assert next_due(COURSE, Learner(just_now, NOW, frozenset(just_now)), wanted) is None


def test_a_question_that_the_roadmap_has_no_more_is_ignored() -> None:
    known = answered({"of-another-roadmap": 400})
    asked = next_questions(COURSE, Learner(known, NOW), 5)
    assert {one.why for one in asked} == {Why.NEW}
    assert next_due(COURSE, Learner(answered({"of-another-roadmap": 0}), NOW)) is None


@pytest.mark.parametrize("difficulty", [1, 2, 3])
def test_a_difficulty_is_kept(difficulty: int) -> None:
    asked = next_questions(COURSE, Learner({}, NOW), 10, Wanted(difficulty=difficulty))
    assert {one.item.difficulty for one in asked if one.why is Why.NEW} == {difficulty}


def test_every_pattern_stands_after_what_it_needs() -> None:
    for place, slug in enumerate(COURSE.order):
        assert set(COURSE.needs[slug]) <= set(COURSE.order[:place])
