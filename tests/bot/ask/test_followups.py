"""Follow-ups in many voices; and all that only sounds like one."""

import pytest

from bot.ask.followups import Carried, Subject, Unclear, may_follow, resolve
from bot.ask.subjects import subject_named, subject_of
from knowledge.guide import Guide
from knowledge.kinds import QuestionKind
from knowledge.outcomes import Answered

BREAKER = Subject(QuestionKind.PROBLEM, ("circuit-breaker",))
VOICES = {
    QuestionKind.SUPPORTS: [
        "and what goes with it?", "what goes along with that?", "anything to bring alongside?", "what pairs well with it",
        "ok cool, what should we combine it with", "what works together with that pattern", "what complements it?",
    ],
    QuestionKind.NEXT: [
        "what's next?", "and then?", "what comes after that", "ok and after that?", "next?", "what should I read next",
        "So what follows?", "thanks! what next", "which one is next", "and what do i read afterwards", "then?",
    ],
    QuestionKind.PREVIOUS: ["which one is previous to that?", "what precedes it", "and the previous post?"],
    QuestionKind.PREREQUISITES: [
        "what does it need?", "what do I need to know first?", "prerequisites?", "what should I read before that?",
        "what must I learn before it", "any prereqs", "does it require anything", "and what does that one depend on?",
        "what does it build on", "What must be read beforehand?",
    ],
    QuestionKind.NEEDED_BY: ["who needs it?", "what builds on it?", "what else depends on that?", "and who uses this"],
    QuestionKind.PITFALL: [
        "pitfalls?", "what can go wrong?", "what can go wrong with it", "any gotchas?", "what's the catch?",
        "where are the traps", "what are typical mistakes with that", "and the downsides?", "risks?",
    ],
    QuestionKind.PATH: ["how do I get there?", "show me the path", "what's the shortest path to it?", "way to get to it?"],
    QuestionKind.GROUP: ["which group is it in?", "what group does that belong to", "and its group?"],
    QuestionKind.LOOKUP: [
        "tell me more", "can you explain that?", "what is it?", "how does it work", "more details please", "what is that",
        "give me a bit more", "what does it do?",
    ],
}  # fmt: skip
ALL = [(kind, said) for kind, voices in VOICES.items() for said in voices]


@pytest.mark.parametrize(("kind", "said"), ALL)
def test_a_follow_up_asks_about_what_was_spoken_of(guide: Guide, kind: QuestionKind, said: str) -> None:
    carried = resolve(guide, BREAKER, said)
    assert isinstance(carried, Carried), said
    assert "Circuit Breaker" in carried.question
    (outcome,) = guide.ask(carried.question).outcomes
    assert isinstance(outcome, Answered)
    assert outcome.answer.kind is kind
    assert outcome.answer.patterns[:1] == ("circuit-breaker",)
    assert may_follow(guide, said)


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("why not bulkhead?", "Circuit Breaker vs Bulkhead"),
        ("why isn't it a bulkhead", "Circuit Breaker vs Bulkhead"),
        ("bulkhead instead?", "Circuit Breaker vs Bulkhead"),
        ("or bulkheads?", "Circuit Breaker vs Bulkhead"),
        ("what's the difference to bulkhead?", "Circuit Breaker vs Bulkhead"),
        ("how is it different from a bulkhead", "Circuit Breaker vs Bulkhead"),
        ("is that better than saga?", "Circuit Breaker vs Saga"),
        ("compare it with the dlq", "Circuit Breaker vs Dead Letter Queue"),
        ("does it need saga?", "does Circuit Breaker need Saga?"),
        ("what about saga?", "what is Saga?"),
        ("and how about the dlq", "what is Dead Letter Queue?"),
    ],
)
def test_a_name_alone_is_set_against_what_was_spoken_of(guide: Guide, said: str, question: str) -> None:
    assert resolve(guide, BREAKER, said) == Carried(question)


def test_what_about_another_asks_the_same_of_it(guide: Guide) -> None:
    for kind, question in (
        (QuestionKind.PREREQUISITES, "what does CQRS need?"),
        (QuestionKind.PITFALL, "what can go wrong with CQRS?"),
        (QuestionKind.NEXT, "what comes after CQRS?"),
    ):
        assert resolve(guide, Subject(kind, ("saga",)), "what about cqrs?") == Carried(question)


OWN = [
    "what about mobile?", "why?", "thanks!", "thank you", "cool", "ok", "what's next for our billing service?",
    "what's wrong with our build?", "can you explain why checkout hangs?", "our queue is stuck, what next?",
    "what do we need?", "what comes after saga?", "what does saga need", "is it raining", "what's for lunch", "?",
    "it is broken", "who needs a hand?", "what is the first thing to read", "what goes wrong when the vendor is slow",
    "tell me about pizza", "what did we do before lunch", "i need more coffee", "more coffee", "next meeting?",
    "what is the next step of the release", "who needs to approve it?", "why bulkhead?", "saga", "saga vs cqrs",
    "which group is saga in", "does it run on kubernetes?", "is it the same person", "how do I get there by train?",
    "what is the way to the office", "that works", "it goes on and on", "this is next level", "the first one crashed",
    "we need it before friday", "what should we do when every request waits for the slow vendor and nothing comes back",
]  # fmt: skip


@pytest.mark.parametrize("said", OWN)
def test_any_other_message_stands_for_itself(guide: Guide, said: str) -> None:
    assert resolve(guide, BREAKER, said) is None
    assert resolve(guide, None, said) is None


def test_what_is_written_down_as_a_problem_goes_on_from_nothing(guide: Guide) -> None:
    said = [phrase for book in guide.roadmap.phrasebooks for one in book.situations for phrase in one.phrases]
    for phrase in said[::25]:
        assert not may_follow(guide, phrase)
        assert resolve(guide, BREAKER, phrase) is None
    # A question of the roadmap itself may be one of its entry, too.
    assert may_follow(guide, "what do I need to know before I start")


@pytest.mark.parametrize(
    "said", ["what does it need?", "and what goes with that?", "how is it different from saga", "what's next?"]
)
def test_without_a_subject_it_may_be_anything(guide: Guide, said: str) -> None:
    assert isinstance(resolve(guide, None, said), Unclear)


def test_of_two_that_were_compared_it_may_be_either(guide: Guide) -> None:
    two = Subject(QuestionKind.COMPARE, ("saga", "cqrs"))
    assert resolve(guide, two, "what's next?") == Unclear("what comes after Saga?")
    assert resolve(guide, two, "why not bulkhead?") is None


def test_a_group_has_a_next_one_and_no_prerequisites(guide: Guide) -> None:
    group = Subject(QuestionKind.GROUP, ("resilience",))
    assert resolve(guide, group, "what's next?") == Carried("what comes after Resilience?")
    assert isinstance(resolve(guide, group, "what does it need?"), Unclear)


@pytest.mark.parametrize(
    ("asked", "subject"),
    [
        ("what is saga?", ("saga",)),
        ("what comes after saga?", ("cqrs",)),
        ("saga vs cqrs", ("saga", "cqrs")),
        ("which group is saga in?", ("saga",)),
        ("what is the path to saga?", ("saga",)),
        ("who needs saga?", ("saga",)),
        ("what is resilience group about", ("resilience",)),
    ],
)
def test_an_answer_leaves_what_it_spoke_of(guide: Guide, asked: str, subject: tuple[str, ...]) -> None:
    told = subject_of(guide.ask(asked))
    assert told is not None
    assert told.slugs == subject


def test_nothing_is_left_where_there_was_no_answer_or_there_were_several(guide: Guide) -> None:
    for asked in ("best pizza in town", "what is saga? what is cqrs?", "queue trouble with the orders"):
        assert subject_of(guide.ask(asked)) is None


def test_the_buttons_of_an_answer_tell_what_it_spoke_of(guide: Guide) -> None:
    roadmap = guide.roadmap
    assert subject_named(roadmap, "problem", "saga") == Subject(QuestionKind.PROBLEM, ("saga",))
    assert subject_named(roadmap, "next", "saga") == Subject(QuestionKind.NEXT, ("cqrs",))
    assert subject_named(roadmap, "compare", "saga") is None
    assert subject_named(roadmap, "about", "how-many-patterns") is None
    assert subject_named(roadmap, "dance", "saga") is None
