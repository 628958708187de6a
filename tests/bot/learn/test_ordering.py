"""Ordering: due ones first, new ones after what they need, weak ones last, and never one that is barred."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learn.course import course_of
from bot.learn.memory import Memory, retrievability, review
from bot.learn.ordering import Learner, Next, Why, next_due, next_questions
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
    ids = [one.item.id for one in next_questions(COURSE, Learner(known, NOW, barred), count, wanted)]
    assert len(ids) == len(set(ids)) <= count
    assert barred.isdisjoint(ids)


@given(memories, wishes)
def test_only_what_the_topic_leans_on_is_off_the_topic(known: dict[str, Memory], wanted: Wanted) -> None:
    for one in next_questions(COURSE, Learner(known, NOW), ALL, wanted):
        assert (wanted.on_topic(one.item) and wanted.as_hard(one.item)) is (one.why is not Why.NEEDED)


@given(memories)
def test_what_is_due_comes_first_and_the_most_forgotten_before_the_rest(known: dict[str, Memory]) -> None:
    asked = next_questions(COURSE, Learner(known, NOW), ALL)
    kinds = [one.why for one in asked]
    assert kinds == sorted(kinds, key=[Why.DUE, Why.NEW, Why.NEEDED, Why.WEAK].index)
    due = [one.item.id for one in asked if one.why is Why.DUE]
    assert set(due) == {one for one, memory in known.items() if memory.due <= NOW}
    chances = [retrievability(known[one], NOW) for one in due]
    assert chances == sorted(chances)


def test_a_beginner_learns_pattern_by_pattern_from_easy_to_hard() -> None:
    asked = next_questions(COURSE, Learner({}, NOW), ALL)
    assert len(asked) == ALL
    slugs = list(dict.fromkeys(pattern(one) for one in asked))
    assert slugs == list(COURSE.order)
    for slug in slugs:
        levels = [one.item.difficulty for one in asked if pattern(one) == slug]
        assert levels == sorted(levels)


def test_a_topic_begins_with_a_question_of_what_it_leans_on() -> None:
    asked = next_questions(COURSE, Learner({}, NOW), 4, Wanted(frozenset({SAGA})))
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
