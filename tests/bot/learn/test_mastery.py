"""Mastery: what is remembered now, by level; it falls with time, and no wrong answer raises it."""

from datetime import UTC, datetime, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.learn.course import course_of
from bot.learn.levels import Level
from bot.learn.mastery import mastery
from bot.learn.memory import Memory, review
from bot.learn.missing import missing_step
from bot.learn.ordering import Learner, due
from knowledge.bank import bank_of
from knowledge.loader import SHIPPED, load

NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)
ROADMAP: Final = load(SHIPPED)
COURSE: Final = course_of(ROADMAP, bank_of(ROADMAP))
SAGA, LETTERS, MESH = "saga", "dead-letter-queue", "service-mesh"
QUESTIONS: Final = {slug: [item.id for item in COURSE.questions[slug]] for slug in COURSE.order}

answers = st.dictionaries(st.sampled_from(QUESTIONS[SAGA]), st.booleans())


def after(said: dict[str, bool], at: datetime = NOW) -> dict[str, Memory]:
    return {one: review(None, right=right, now=at) for one, right in said.items()}


def all_of(slug: str, *, right: bool = True) -> dict[str, bool]:
    return dict.fromkeys(QUESTIONS[slug], right)


@given(answers, st.floats(0, 400), st.floats(0, 400))
def test_it_falls_with_time(said: dict[str, bool], one: float, other: float) -> None:
    known = after(said)
    sooner, later = (mastery(COURSE, known, NOW + timedelta(days=days))[SAGA] for days in sorted((one, other)))
    assert later.share <= sooner.share
    assert later.level <= sooner.level


@given(answers, st.sampled_from(QUESTIONS[SAGA]))
def test_a_wrong_answer_never_raises_it_and_a_right_one_never_lowers_it(said: dict[str, bool], one: str) -> None:
    known = after(said)
    before = mastery(COURSE, known, NOW)[SAGA].share
    wrong = known | {one: review(known.get(one), right=False, now=NOW)}
    right = known | {one: review(known.get(one), right=True, now=NOW)}
    assert mastery(COURSE, wrong, NOW)[SAGA].share <= before <= mastery(COURSE, right, NOW)[SAGA].share


def test_a_pattern_that_was_never_met_is_new_and_one_that_was_never_is_again() -> None:
    assert mastery(COURSE, {}, NOW)[SAGA].level is Level.NEW
    wrong = after({QUESTIONS[SAGA][0]: False})
    assert mastery(COURSE, wrong, NOW + timedelta(days=3000))[SAGA].level is Level.LEARNING


def test_all_right_is_solid_and_a_long_rest_takes_it_away() -> None:
    known = after(all_of(SAGA))
    levels = [mastery(COURSE, known, NOW + timedelta(days=days))[SAGA].level for days in (0, 60, 20_000)]
    assert levels == [Level.SOLID, Level.FAMILIAR, Level.LEARNING]


def test_whoever_repeats_what_is_due_stays_solid() -> None:
    known, now = after(all_of(SAGA)), NOW
    for _ in range(60):
        now += timedelta(days=1)
        for item in due(COURSE, Learner(known, now)):
            known[item.id] = review(known[item.id], right=True, now=now)
        assert mastery(COURSE, known, now)[SAGA].level is Level.SOLID


def test_all_wrong_is_worth_nothing_however_fresh() -> None:
    assert mastery(COURSE, after(all_of(SAGA, right=False)), NOW)[SAGA].share == 0


def test_a_few_right_answers_make_nobody_solid() -> None:
    few = dict.fromkeys(QUESTIONS[SAGA][:10], True)
    assert mastery(COURSE, after(few), NOW)[SAGA].level is Level.LEARNING


def test_the_missing_step_is_what_was_never_answered() -> None:
    missing = missing_step(ROADMAP, SAGA, mastery(COURSE, after({QUESTIONS[SAGA][0]: False}), NOW))
    assert missing is not None
    assert (missing.need.pattern, missing.need.needs, missing.level) == (SAGA, LETTERS, Level.NEW)


def test_the_missing_step_lies_as_deep_as_it_is_missing() -> None:
    known = after(all_of("circuit-breaker") | dict.fromkeys(QUESTIONS["canary"], True))
    missing = missing_step(ROADMAP, MESH, mastery(COURSE, known, NOW))
    assert missing is not None
    assert (missing.need.pattern, missing.need.needs) == ("canary", "feature-flags")


def test_where_all_was_met_the_weakest_is_missing_and_where_all_is_solid_nothing() -> None:
    said = all_of("circuit-breaker") | all_of("canary") | all_of("feature-flags")
    assert missing_step(ROADMAP, MESH, mastery(COURSE, after(said), NOW)) is None
    weak = said | dict.fromkeys(QUESTIONS["canary"][5:], False)
    missing = missing_step(ROADMAP, MESH, mastery(COURSE, after(weak), NOW))
    assert missing is not None
    assert (missing.need.needs, missing.level) == ("canary", Level.LEARNING)


def test_what_leans_on_nothing_misses_nothing() -> None:
    assert missing_step(ROADMAP, "circuit-breaker", mastery(COURSE, {}, NOW)) is None
