"""The guide: every kind of question gets its kind of answer, or an honest none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask.record import record
from bot.ask.service import Asking
from knowledge.answers import (
    Answer,
    Caution,
    Company,
    Comparison,
    Definition,
    Dependents,
    Foundation,
    Membership,
    Neighbour,
    Passage,
    Portrait,
    Remedy,
    Route,
)
from knowledge.guide import QUESTION_LIMIT, Guide
from knowledge.kinds import QuestionKind
from knowledge.model import Roadmap
from knowledge.outcomes import Answered, NotKnown


def answer_to(guide: Guide, question: str) -> Answer:
    (outcome,) = guide.ask(question).outcomes
    assert isinstance(outcome, Answered), f"{question}: {outcome}"
    assert 0 < outcome.confidence <= 1
    return outcome.answer


@pytest.mark.parametrize(
    ("question", "sort", "kind", "first"),
    [
        ("payments are slow and every thread is blocked", Remedy, "problem", "circuit-breaker"),
        ("our mobile app needs another api than the website", Remedy, "problem", "bff"),
        ("what is a circuit breaker", Portrait, "lookup", "circuit-breaker"),
        ("saga", Portrait, "lookup", "saga"),
        ("what is an outbox", Definition, "lookup", "microservices-data-patterns"),
        ("what does saga need", Foundation, "prerequisites", "saga"),
        ("what should I read before service mesh", Foundation, "prerequisites", "service-mesh"),
        ("which patterns build on circuit breaker", Dependents, "needed_by", "circuit-breaker"),
        ("what comes after bulkhead", Neighbour, "next", "bulkhead"),
        ("what comes right before saga in the reading order", Neighbour, "previous", "saga"),
        ("which group is canary in", Membership, "group", "canary"),
        ("what is in group 2", Membership, "group", "circuit-breaker"),
        ("blue-green vs canary", Comparison, "compare", "blue-green"),
        ("path to service mesh", Route, "path", "service-mesh"),
        ("what goes wrong with feature flags", Caution | Passage, "pitfall", "feature-flags"),
        ("which pattern supports circuit breaker in the decision table", Company, "supports", "circuit-breaker"),
    ],
)
def test_each_kind_of_question_gets_its_kind_of_answer(
    guide: Guide, question: str, sort: type[Answer], kind: str, first: str
) -> None:
    answer = answer_to(guide, question)
    assert isinstance(answer, sort)
    assert (answer.kind.value, answer.patterns[0]) == (kind, first)
    assert answer.sources


def test_the_four_lines_of_the_issue(asking: Asking, roadmap: Roadmap) -> None:
    lines = (
        "payments are slow and every thread is blocked",
        "what should I read before service mesh",
        "blue-green vs canary",
        "best pizza in town",
    )
    records = [record(roadmap, line, asking.answer(line)) for line in lines]
    assert [told["question"] for told in records] == list(lines)
    assert [(told["outcome"], told["kind"]) for told in records] == [
        ("answer", "problem"),
        ("answer", "prerequisites"),
        ("answer", "compare"),
        ("none", "none"),
    ]
    assert [told["patterns"] for told in records] == [
        # What may be meant as well comes after the answer.
        ["circuit-breaker", "bulkhead"],
        ["service-mesh"],
        ["blue-green", "canary"],
        [],
    ]
    assert "bulkhead" in records[0]["mentions"]
    order = records[1]["mentions"]
    assert [slug for slug in order if slug in {"circuit-breaker", "canary", "feature-flags", "service-mesh"}] == [
        "circuit-breaker",
        "feature-flags",
        "canary",
        "service-mesh",
    ]
    assert records[3]["mentions"] == records[3]["sources"] == []


def test_everything_about_the_roadmap_itself_is_a_passage(guide: Guide) -> None:
    answer = answer_to(guide, "who is the author of the roadmap")
    assert isinstance(answer, Passage)
    assert answer.kind is QuestionKind.ABOUT


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("what needs the circuit breaker", QuestionKind.NEEDED_BY),
        ("does any other pattern require canary", QuestionKind.NEEDED_BY),
        ("is the dead letter queue needed by any other pattern", QuestionKind.NEEDED_BY),
        ("which ones depend on feature flags", QuestionKind.NEEDED_BY),
        ("is bff needed for any of the later posts, or can it be left out?", QuestionKind.NEEDED_BY),
        ("what is the saga needed for", QuestionKind.NEEDED_BY),
        ("is the saga needed for cqrs?", QuestionKind.PREREQUISITES),
        ("what does canary need", QuestionKind.PREREQUISITES),
        ("the saga depends on what", QuestionKind.PREREQUISITES),
        ("what is required by a service mesh", QuestionKind.PREREQUISITES),
        ("which patterns are needed for a strangler fig", QuestionKind.PREREQUISITES),
    ],
)
def test_who_needs_whom_is_told_by_the_places_of_the_words(guide: Guide, question: str, kind: QuestionKind) -> None:
    assert answer_to(guide, question).kind is kind


@pytest.mark.parametrize(
    "question", ["from bulkhead to saga", "the steps to saga, with bulkhead behind me", "what is my path to saga"]
)
def test_a_path_leads_to_what_follows_the_word_to(guide: Guide, question: str) -> None:
    assert answer_to(guide, question).patterns[-1] == "saga"


@pytest.mark.parametrize(
    ("question", "kind"),
    [("compare saga with the dlq", QuestionKind.COMPARE), ("cqrs: which group", QuestionKind.GROUP)],
)
def test_a_passage_is_not_meant_by_names_alone(guide: Guide, question: str, kind: QuestionKind) -> None:
    assert answer_to(guide, question).kind is kind


def test_three_patterns_are_compared_at_once(guide: Guide) -> None:
    assert answer_to(guide, "compare blue-green, canary and feature flags").patterns == (
        "blue-green",
        "canary",
        "feature-flags",
    )


def test_several_questions_are_answered_one_by_one(guide: Guide) -> None:
    reply = guide.ask("What is a saga? What comes after bulkhead? Blue-green vs canary?")
    kinds = [outcome.answer.kind.value for outcome in reply.outcomes if isinstance(outcome, Answered)]
    assert kinds == ["lookup", "next", "compare"]
    assert reply.left_out == 0


def test_of_more_than_three_questions_the_rest_is_left_out_and_counted(guide: Guide, asking: Asking) -> None:
    message = "What is a saga?\nWhat is CQRS?\nWhat is a bulkhead?\nWhat is a canary?\nWhat is serverless?"
    reply = guide.ask(message)
    assert [outcome.answer.patterns for outcome in reply.outcomes if isinstance(outcome, Answered)] == [
        ("saga",),
        ("cqrs",),
        ("bulkhead",),
    ]
    assert reply.left_out == 2
    text = record(guide.roadmap, message, asking.answer(message))["text"]
    assert "2 more question(s) left out" in text


def test_one_problem_told_in_several_sentences_stays_one_question(guide: Guide) -> None:
    reply = guide.ask("Our payment provider is slow. All threads wait for it. Then the shop is down. What now?")
    assert len(reply.outcomes) == 1


@pytest.mark.parametrize("message", ["", "   ", "\n\t", "???", "🚀🚀", "\x00\x1b"])
def test_a_message_without_words_is_told_so(guide: Guide, message: str) -> None:
    (outcome,) = guide.ask(message).outcomes
    assert isinstance(outcome, NotKnown)
    assert outcome.reason == "There is no question in that."


def test_a_message_that_is_too_long_is_told_how_long_it_may_be(guide: Guide) -> None:
    (outcome,) = guide.ask("saga " * 300).outcomes
    assert isinstance(outcome, NotKnown)
    assert outcome.reason == "That is 1,499 characters. Ask in at most 1,000."
    assert len(outcome.question) == QUESTION_LIMIT
    (longest,) = guide.ask("saga ".ljust(QUESTION_LIMIT, "x")).outcomes
    assert not getattr(longest, "reason", "")


@pytest.mark.parametrize(
    "question",
    [
        "best pizza in town",
        "who won the football match yesterday",
        "what's the weather like in Lisbon",
        "my cat does not eat",
        "qwertz uiopü asdfgh",
        "recipe for apple pie",
        "how do I tie a tie",
        "tell me a joke",
    ],
)
def test_what_the_roadmap_does_not_know_is_owned_up_to(guide: Guide, question: str) -> None:
    (outcome,) = guide.ask(question).outcomes
    assert isinstance(outcome, NotKnown)


def test_misspelt_names_and_words_are_understood(guide: Guide) -> None:
    assert answer_to(guide, "what is a circiut braker").patterns == ("circuit-breaker",)
    assert answer_to(guide, "wat comes aftr bulkhed").patterns == ("bulkhead",)


def test_the_reasons_name_words_repairs_the_row_and_its_likeness(guide: Guide) -> None:
    why = guide.why("pyaments are slow and every thread is blocked", "circuit-breaker")
    assert [(repair.written, repair.meant) for repair in why.repairs] == [("pyaments", "payments")]
    assert set(why.matched) <= {"payments", "are", "slow", "and", "every", "thread", "is", "blocked"}
    assert why.row is not None
    assert why.row.number == 1
    assert why.likeness is not None
    assert 0 <= why.likeness <= 100
    assert len(why.candidates) == 3


def test_the_reasons_of_a_pattern_without_a_row_say_that_there_is_none(guide: Guide) -> None:
    why = guide.why("our cluster has many services", "service-mesh")
    assert (why.row, why.likeness) == (None, None)


def test_a_subject_that_is_not_there_is_a_key_error(guide: Guide) -> None:
    with pytest.raises(KeyError):
        guide.answer_of("nowhere")


WORDS = [
    "saga",
    "cqrs",
    "group",
    "2",
    "post",
    "21",
    "the",
    "slow",
    "before",
    "after",
    "vs",
    "compare",
    "path",
    "need",
    "what",
    "is",
    "which",
    "?",
    ".",
    "\n",
    "and",
    "or",
    "skip",
    "pizza",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text("abc {}[]<>@*_`\x00\u200bé🚀1", max_size=8), max_size=25))
def test_any_message_gets_one_to_three_outcomes(guide: Guide, words: list[str]) -> None:
    message = " ".join(words)
    reply = guide.ask(message)
    assert 1 <= len(reply.outcomes) <= 3
    assert reply.left_out >= 0
    assert reply == guide.ask(message)
