"""The matcher: the same texts teach the same, and its confidence is earned on texts it has not seen."""

import random
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import matcher
from knowledge.fit import Fit
from knowledge.matcher import Example, Matcher
from knowledge.text import tokens

SUBJECTS = {
    "saga": ["order", "payment", "compensation", "undo", "rollback", "step", "service", "booking"],
    "mesh": ["mtls", "sidecar", "proxy", "traffic", "certificate", "policy", "cluster", "envoy"],
    "flags": ["toggle", "switch", "release", "rollout", "user", "segment", "experiment", "dark"],
    None: ["pizza", "weather", "football", "holiday", "guitar", "garden", "recipe", "bicycle"],
}


def examples(seed: int = 1, each: int = 40) -> list[Example]:
    chance = random.Random(seed)
    made = []
    for label, words in SUBJECTS.items():
        for number in range(each):
            text = tuple(chance.sample(words, 4) + chance.sample(["the", "our", "is", "we"], 2))
            made.append(Example(text, label, f"{label} {number}"))
    return made


SMALL = matcher.fit(examples())


@pytest.fixture
def small() -> Matcher:
    return SMALL


def test_the_same_examples_teach_the_same(small: Matcher) -> None:
    again = matcher.fit(examples())
    assert again.labels == small.labels
    assert np.array_equal(again.model.weights, small.model.weights)
    assert again.calibration == small.calibration


def test_a_text_goes_to_its_subject_and_a_stranger_to_none(small: Matcher) -> None:
    known = small.match(("we", "undo", "payment", "booking"))
    assert known.candidates[0].label == "saga"
    assert known.confidence > 0.8
    assert small.match(("our", "pizza", "recipe", "garden")).confidence < 0.2
    assert small.match(()).confidence < 0.5


def test_candidates_come_best_first_each_label_once(small: Matcher) -> None:
    match = small.match(("toggle", "proxy"))
    scores = [candidate.score for candidate in match.candidates]
    assert scores == sorted(scores, reverse=True)
    assert sorted(candidate.label for candidate in match.candidates) == sorted(small.labels)


def test_the_words_that_decide_come_first_among_the_reasons(small: Matcher) -> None:
    shares = small.reasons(("the", "undo", "is"), "saga")
    assert shares[0][0] == "undo"
    assert [share for _, share in shares] == sorted((share for _, share in shares), reverse=True)


def test_confidence_is_a_probability_that_grows_with_the_evidence(small: Matcher) -> None:
    chances = [small.match(tuple(SUBJECTS["saga"][:count])).confidence for count in range(1, 8)]
    assert all(0 <= chance <= 1 for chance in chances)
    assert chances[-1] > chances[0]


words = st.lists(st.sampled_from([word for some in SUBJECTS.values() for word in some]) | st.text("abc9", max_size=6))


@given(words)
def test_any_words_are_matched_with_a_probability(text: list[str]) -> None:
    match = SMALL.match(text)
    assert 0 <= match.confidence <= 1
    assert match.confidence <= match.inside <= 1


def nonsense(siblings_share_a_family: bool) -> list[Example]:
    """Make texts that say nothing about their labels, each of them twice."""
    chance = random.Random(4)
    vocabulary = ["".join(chance.choices("bcdfgaeiou", k=6)) for _ in range(40)]
    made = []
    for number in range(90):
        text = tuple(chance.sample(vocabulary, 5))
        label = chance.choice(["left", "right", "middle"])
        families = [f"{number}"] * 2 if siblings_share_a_family else [f"{number} one", f"{number} other"]
        made += [Example(text, label, family) for family in families]
    return made


def test_siblings_of_a_held_out_text_do_not_flatter_the_calibration() -> None:
    flattered = matcher.fit(nonsense(siblings_share_a_family=False))
    honest = matcher.fit(nonsense(siblings_share_a_family=True))
    texts = [example.words for example in nonsense(siblings_share_a_family=True)[::2]]
    believed = fmean(honest.match(text).confidence for text in texts)
    assert believed < 0.5
    assert fmean(flattered.match(text).confidence for text in texts) > believed + 0.25


def test_one_label_alone_can_be_told_from_strangers() -> None:
    only = [example for example in examples() if example.label in {"saga", None}]
    fitted = matcher.fit(only)
    assert fitted.match(("undo", "payment", "booking")).confidence > fitted.match(("pizza", "garden")).confidence


def strangers(share: float) -> list[Example]:
    """Make examples of which so many of a hundred are strangers, in words that all share."""
    chance = random.Random(2)
    common = ["the", "page", "request", "user", "list", "button", "count", "name", "time", "value"]
    made = []
    for number in range(100):
        label = None if number < share * 100 else ("saga", "mesh", "flags")[number % 3]
        text = [*chance.sample(common, 4), *(chance.sample(SUBJECTS[label], 1) if number % 2 else ())]
        made.append(Example(tuple(text), label, str(number)))
    return made


def test_how_many_strangers_were_written_down_does_not_decide_how_sure_it_is() -> None:
    few, many = matcher.fit(strangers(0.1)), matcher.fit(strangers(0.5))
    text = ("page", "list", "undo")
    assert few.match(text).confidence == pytest.approx(many.match(text).confidence, abs=0.2)


def test_what_sounds_like_a_stranger_is_believed_less(small: Matcher) -> None:
    near, far = small.match(("undo", "payment", "pizza", "garden")), small.match(("undo", "payment", "the", "our"))
    assert near.inside < far.inside
    assert near.confidence < far.confidence


def test_where_no_strangers_were_written_down_the_labels_teach_what_is_strange() -> None:
    fitted = matcher.fit([example for example in examples() if example.label is not None])
    assert fitted.match(("we", "undo", "payment", "booking")).inside > 0.8
    assert fitted.match(("our", "pizza", "recipe", "garden")).inside < 0.3


def test_what_is_known_may_be_known_of_two_things_alike(small: Matcher) -> None:
    clear, torn = small.match(("undo", "payment", "booking")), small.match(("undo", "payment", "sidecar", "proxy"))
    assert torn.inside > 0.9
    assert torn.confidence < clear.confidence - 0.05


def test_the_shipped_fit_is_sure_of_what_it_learned_and_unsure_of_noise(fit: Fit) -> None:
    told = fit.subjects.match(tokens("undo the steps that went through when a later one in another service fails"))
    assert told.candidates[0].label == "saga"
    assert told.confidence > 0.6
    assert fit.subjects.match(("xqzv", "wvut")).confidence < 0.25
