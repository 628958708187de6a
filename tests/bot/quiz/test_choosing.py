"""Choosing: no question twice before all were asked, neighbours that differ, and the same choice every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.quiz.choosing import Chosen, History, NoneLeft, Reason, Wanted, choose

FIRST = date(2026, 1, 5)
ANYTHING = Wanted()
GROUPS = ("foundations", "resilience", "distributed-data", "deployment", "modern-infrastructure")
Moment = tuple[History, Chosen["Question"]]


@dataclass(frozen=True)
class Question:
    id: str
    patterns: tuple[str, ...] = ("saga",)
    group: str = "distributed-data"
    difficulty: int = 1
    recall: bool = False
    origin: str = "authored"


def bank(count: int) -> list[Question]:
    """Make a bank like ours: twenty patterns in five groups, easy to hard, some of recall, most of them derived."""
    return [
        Question(
            id=f"q{number}",
            patterns=(f"pattern-{number % 20}",),
            group=GROUPS[number % 5],
            difficulty=1 + number // 20 % 3,
            recall=number % 7 == 0,
            origin="authored" if number % 5 < 2 + number % 2 else "derived",
        )
        for number in range(count)
    ]


def moments(
    bank: Sequence[Question], wanted: Wanted, rounds: int, *, seed: int = 1, void: frozenset[str] = frozenset()
) -> Iterator[Moment]:
    """Play rounds, one a day; give each choice with the history before it."""
    history: list[tuple[str, date]] = []
    for number in range(rounds):
        outcome = choose(bank, tuple(history), wanted, rounds=number, seed=seed, void=void)
        assert isinstance(outcome, Chosen)
        yield tuple(history), outcome
        history.append((outcome.item.id, FIRST + timedelta(days=number)))


def played(bank: Sequence[Question], rounds: int, wanted: Wanted = ANYTHING, *, seed: int = 1) -> list[Question]:
    return [chosen.item for _, chosen in moments(bank, wanted, rounds, seed=seed)]


PATTERNS = st.lists(st.sampled_from("abcde"), max_size=3, unique=True).map(tuple)
QUESTIONS = st.builds(
    Question,
    id=st.integers(0, 10**6).map(str),
    patterns=PATTERNS,
    group=st.sampled_from(("one", "two", "three")),
    difficulty=st.sampled_from((1, 2, 3)),
    recall=st.booleans(),
    origin=st.sampled_from(("authored", "derived")),
)
BANKS = st.lists(QUESTIONS, min_size=1, max_size=25, unique_by=lambda question: question.id)
WANTED = st.builds(
    Wanted,
    topics=st.frozensets(st.sampled_from(("a", "b", "c", "one", "two")), max_size=2),
    difficulty=st.sampled_from((None, 1, 2, 3)),
)


def matches(question: Question, wanted: Wanted) -> bool:
    on_topic = not wanted.topics or any(topic in wanted.topics for topic in (question.group, *question.patterns))
    return on_topic and wanted.difficulty in (None, question.difficulty)


def echo(question: Question) -> tuple[str, ...]:
    """Give the pattern that is right, if any."""
    return question.patterns[:1]


@given(BANKS, WANTED, st.integers(), st.data())
def test_no_question_comes_twice_before_all_came(
    bank: list[Question], wanted: Wanted, seed: int, data: st.DataObject
) -> None:
    void = data.draw(st.frozensets(st.sampled_from([question.id for question in bank])))
    deck = {question.id for question in bank if matches(question, wanted) and question.id not in void}
    assume(deck)
    choices = [chosen for _, chosen in moments(bank, wanted, 2 * len(deck), seed=seed, void=void)]
    assert {chosen.item.id for chosen in choices} == deck
    assert {chosen.item.id for chosen in choices[: len(deck)]} == deck
    assert [chosen.remaining for chosen in choices] == [*reversed(range(len(deck)))] + [0] * len(deck)


@given(BANKS, st.integers())
def test_when_all_were_asked_the_one_seen_longest_ago_comes(bank: list[Question], seed: int) -> None:
    for history, chosen in [*moments(bank, ANYTHING, 3 * len(bank), seed=seed)][len(bank) :]:
        last = dict(history)
        assert last[chosen.item.id] == min(last.values())


@given(BANKS, WANTED, st.integers(0, 40), st.integers(), st.randoms(use_true_random=False))
def test_the_same_question_is_chosen_however_the_bank_is_sorted(
    bank: list[Question], wanted: Wanted, rounds: int, seed: int, chance: Random
) -> None:
    history = [(question.id, FIRST) for question in bank[::2]]
    shuffled = list(bank)
    chance.shuffle(shuffled)
    assert choose(bank, history, wanted, rounds=rounds, seed=seed) == choose(
        shuffled, history, wanted, rounds=rounds, seed=seed
    )


@given(BANKS, st.integers())
def test_of_any_four_rounds_one_is_recall_where_the_bank_has_enough_others(bank: list[Question], seed: int) -> None:
    enough = [question.id for question in bank if question.recall][: len(bank) // 4]
    bank = [replace(question, recall=question.id in enough) for question in bank]
    recall = [question.recall for question in played(bank, len(bank), seed=seed)]
    assert all(sum(recall[start : start + 4]) <= 1 for start in range(len(recall)))
    assert not any(recall[:3])


@given(BANKS, st.integers())
def test_recall_comes_early_only_where_nothing_else_is_left(bank: list[Question], seed: int) -> None:
    ids = {question.id: question for question in bank}
    for history, chosen in moments(bank, ANYTHING, len(bank), seed=seed):
        recent = [ids[asked].recall for asked, _ in history[-3:]]
        if chosen.item.recall and (len(recent) < 3 or any(recent)):
            asked = {question for question, _ in history}
            assert all(question.recall for question in bank if question.id not in asked)


@given(BANKS, st.integers())
def test_no_pattern_is_right_twice_in_a_row_where_that_can_be(bank: list[Question], seed: int) -> None:
    bank = [replace(question, recall=False) for question in bank if question.patterns]
    rights = [echo(question) for question in bank]
    assume(all(2 * rights.count(right) <= len(bank) + 1 for right in rights))
    assert all(echo(one) != echo(other) for one, other in pairwise(played(bank, len(bank), seed=seed)))


def test_a_new_guild_gets_easy_questions_first() -> None:
    levels = [question.difficulty for question in played(bank(400), 60)]
    assert set(levels[:7]) == {1}
    assert set(levels[:20]) == {1, 2}
    assert set(levels[20:]) == {1, 2, 3}


def test_where_no_easy_question_is_left_the_next_harder_comes() -> None:
    hard, medium = [Question(f"h{n}", difficulty=3) for n in range(9)], Question("medium", difficulty=2)
    assert choose([*hard, medium], [], ANYTHING, rounds=0, seed=1) == Chosen(medium, remaining=9)


def test_a_guild_that_asked_for_hard_questions_gets_them_at_once() -> None:
    assert {question.difficulty for question in played(bank(400), 20, Wanted(difficulty=3))} == {3}


def test_neighbours_are_about_something_else() -> None:
    questions = played(bank(400), 200)
    for number in range(5, 200):
        before = questions[number - 5 : number]
        assert questions[number].patterns not in [question.patterns for question in before]
        assert questions[number].group not in [question.group for question in before[-2:]]


def test_two_of_three_questions_are_authored() -> None:
    origins = [question.origin for question in played(bank(400), 60)]
    assert origins == ["authored", "authored", "derived"] * 20


def test_derived_questions_go_on_where_no_authored_one_is_left() -> None:
    derived = [replace(question, origin="derived") for question in bank(40)]
    assert len(set(played(derived, 40))) == 40


def test_what_another_schedule_asked_counts_as_seen() -> None:
    first, second = Question("first"), Question("second")
    outcome = choose([first, second], [("first", FIRST)], ANYTHING, rounds=0, seed=1)
    assert outcome == Chosen(second, remaining=0)


def test_a_question_that_is_new_in_the_bank_comes_before_any_repeat() -> None:
    old = bank(10)
    history = [(question.id, FIRST + timedelta(days=day)) for day, question in enumerate(old)]
    new = Question("new", recall=True)
    assert choose([*old, new], history, ANYTHING, rounds=10, seed=1) == Chosen(new, remaining=0)


def test_a_question_that_left_the_bank_disturbs_nothing() -> None:
    outcome = choose([Question("only")], [("gone", FIRST)], ANYTHING, rounds=1, seed=1)
    assert outcome == Chosen(Question("only"), remaining=0)


def test_another_seed_gives_another_order() -> None:
    assert played(bank(100), 20, seed=1) != played(bank(100), 20, seed=2)


def test_a_seed_gives_the_same_order_on_every_machine() -> None:
    order = [question.id for question in played(bank(100), 8, seed=42)]
    assert order == ["q67", "q6", "q68", "q75", "q1", "q78", "q60", "q87"]


@pytest.mark.parametrize(
    ("questions", "wanted", "void", "reason"),
    [
        ([], ANYTHING, [], Reason.EMPTY_BANK),
        ([Question("q")], Wanted(frozenset({"canary"})), [], Reason.TOPICS),
        ([Question("q")], Wanted(frozenset({"saga"}), difficulty=3), [], Reason.DIFFICULTY),
        ([Question("q")], ANYTHING, ["q"], Reason.VOID),
    ],
)
def test_where_nothing_matches_the_reason_is_said(
    questions: list[Question], wanted: Wanted, void: list[str], reason: Reason
) -> None:
    assert choose(questions, [], wanted, rounds=0, seed=1, void=void) == NoneLeft(reason)
