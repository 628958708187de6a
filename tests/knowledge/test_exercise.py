"""The open exercise: what is read in people's own answers, and what is never read into them."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as some

from knowledge.clauses import told as cut
from knowledge.exercise import LONGEST, Reviewed, Unread, review
from knowledge.guide import Guide
from knowledge.questions import Challenge
from knowledge.text import tokens

ANSWERS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text(encoding="utf-8"))[
    "answers"
]
WORDS = sorted({word for answer in ANSWERS for word in answer["text"].split()})
PROSE = some.lists(some.sampled_from([*WORDS, "\n", "1.", "2)", "->", "?", ",", "not", "before"]), max_size=60).map(
    " ".join
)


@pytest.fixture(scope="module")
def challenge(guide: Guide) -> Challenge:
    return guide.roadmap.challenges[0]


def read(guide: Guide, text: str) -> Reviewed:
    found = review(guide, guide.roadmap.challenges[0], text)
    assert isinstance(found, Reviewed), found
    return found


def told(found: Reviewed) -> dict[str, Any]:
    """Say what was found as the examples do."""
    return {
        "recognised": [one.entry.slug for one in found.recognised],
        "left_out": [entry.slug for entry in found.left_out],
        "missing": [one.aim.met_by[0] for one in found.missing],
        "early": [f"{one.need.pattern} {'lacks' if one.lacking else 'before'} {one.need.needs}" for one in found.early],
        "spare": [entry.slug for entry in found.spare],
        "ordered": found.ordered,
    }


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer["about"] for answer in ANSWERS])
def test_an_answer_is_read_as_a_person_would(guide: Guide, answer: dict[str, Any]) -> None:
    wanted = {"left_out": [], "spare": [], "ordered": True} | answer
    assert told(read(guide, answer["text"])) == {key: wanted[key] for key in wanted if key not in ("about", "text")}


def test_the_model_answer_lacks_nothing_and_puts_nothing_too_early(guide: Guide, challenge: Challenge) -> None:
    steps = [f"{place}. {guide.roadmap.name(step.bring)}" for place, step in enumerate(challenge.steps, start=1)]
    found = read(guide, "\n".join(steps))
    assert (found.missing, found.early, found.spare) == ((), (), ())
    assert [one.entry.slug for one in found.recognised] == [step.bring for step in challenge.steps]


def test_the_challenge_s_own_words_say_everything_too(guide: Guide, challenge: Challenge) -> None:
    found = read(guide, guide.roadmap.text(challenge.answer))
    assert (found.missing, found.early, found.spare) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "We buy bigger servers until it stops falling over.",
        "We restart the whole thing whenever it hangs.",
        "We add machines so that one slow dependency does not eat all threads.",
        "We hire people because messages that fail are put aside and replayed.",
    ],
)
def test_a_symptom_or_a_wish_alone_brings_nothing_in(guide: Guide, text: str) -> None:
    assert told(read(guide, text))["recognised"] == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("When a call to the old side is slow, we stop calling it for a while.", "circuit-breaker"),
        ("We stop calling the old side whenever it keeps failing.", "circuit-breaker"),
        ("We put failed messages aside until somebody has looked at them.", "dead-letter-queue"),
        ("We give each dependency its own pool of threads so that one cannot take all.", "bulkhead"),
    ],
)
def test_what_is_done_about_a_symptom_is_recognised(guide: Guide, text: str, slug: str) -> None:
    assert told(read(guide, text))["recognised"] == [slug]


@pytest.mark.parametrize(
    "text",
    [
        "We define SLOs for every team.",
        "An error budget for the checkout, please.",
        "We do A/B tests and trunk-based development.",
        "Zero trust with mutual TLS everywhere.",
        "We use two-phase commit for all orders.",
        "The blast radius and the noisy neighbours worry me.",
    ],
)
def test_what_only_touches_a_pattern_brings_it_in_nowhere(guide: Guide, text: str) -> None:
    found = told(read(guide, text))
    assert (found["recognised"], found["early"], found["spare"]) == ([], [], [])


@pytest.mark.parametrize(
    "text",
    [
        "we move one capability after the other",
        "module after module out of the monolith",
        "we extract one bounded context after another",
        "domain by domain leaves the old system",
        "we cut out use case after use case",
        "one screen at a time becomes a service",
    ],
)
def test_part_after_part_is_the_strangler_fig_whatever_the_part(guide: Guide, text: str) -> None:
    found = read(guide, text)
    assert told(found)["recognised"] == ["strangler-fig"]
    assert found.recognised[0].said in text


@pytest.mark.parametrize("text", ["we meet one day after the other", "customer after customer tells us what is wrong"])
def test_what_is_no_part_of_a_system_is_no_strangler_fig(guide: Guide, text: str) -> None:
    assert told(read(guide, text))["recognised"] == []


@pytest.mark.parametrize(
    "text", ["No need for sagas", "There is no need for a full saga here.", "I see no point in using a saga."]
)
def test_what_is_said_to_be_needless_is_left_out(guide: Guide, text: str) -> None:
    found = told(read(guide, text))
    assert (found["recognised"], found["left_out"]) == ([], ["saga"])


@pytest.mark.parametrize("text", ["", "  \n", "???", "🦜", "hi", "no idea"])
def test_what_is_no_answer_gets_a_sentence(guide: Guide, challenge: Challenge, text: str) -> None:
    found = review(guide, challenge, text)
    assert isinstance(found, Unread)
    assert "Say what you bring in" in found.reason


def test_an_answer_that_is_too_long_is_told_the_limit(guide: Guide, challenge: Challenge) -> None:
    assert isinstance(review(guide, challenge, "bff then " * 440), Reviewed)
    found = review(guide, challenge, "bff then " * 460)
    assert isinstance(found, Unread)
    assert f"{LONGEST:,}" in found.reason


@pytest.mark.parametrize("blanks", [" ", "\t ", "\n", " \r\n", "\u00a0"])
def test_a_long_run_of_blanks_holds_nobody_up(blanks: str) -> None:
    run = blanks * ((LONGEST - 20) // len(blanks))
    began = time.process_time()
    clauses = cut(f"First a BFF{run}and CDC").clauses
    assert time.process_time() - began < 0.1
    assert " ".join(clause.text for clause in clauses).split() == ["First", "a", "BFF", "and", "CDC"]


def test_the_situation_retold_is_no_answer(guide: Guide, challenge: Challenge) -> None:
    found = review(guide, challenge, guide.roadmap.text(challenge.stem))
    assert isinstance(found, Unread)
    assert "repeats the situation" in found.reason


@settings(deadline=None, max_examples=150)
@given(text=some.text(max_size=LONGEST) | PROSE)
@example(text="1. " * 1300)
@example(text="before " * 570)
@example(text="not bff, " * 440)
@example(text="(" * LONGEST)
@example(text="x" * LONGEST)
def test_any_text_is_read_and_all_that_is_recognised_stands_in_it(guide: Guide, text: str) -> None:
    found = review(guide, guide.roadmap.challenges[0], text)
    if isinstance(found, Reviewed):
        words = f" {' '.join(tokens(text))} "
        assert all(f" {' '.join(tokens(one.said))} " in words for one in found.recognised)
        assert not {one.entry.slug for one in found.recognised} & {entry.slug for entry in found.left_out}


@settings(deadline=None, max_examples=100)
@given(text=PROSE)
def test_capitals_change_nothing(guide: Guide, text: str) -> None:
    said = [review(guide, guide.roadmap.challenges[0], typed) for typed in (text, text.upper(), text.lower())]
    assert len({str(told(one)) if isinstance(one, Reviewed) else one.reason for one in said}) == 1


@settings(deadline=None, max_examples=60)
@given(texts=some.permutations(["a bff for the clients", "cdc for the data", "a dead letter queue", "feature flags"]))
def test_the_order_of_mention_is_the_order_recognised(guide: Guide, texts: list[str]) -> None:
    found = read(guide, ". ".join(texts))
    assert [one.said in text for one, text in zip(found.recognised, texts, strict=True)] == [True] * 4
