"""Neighbours: the texts most like a question decide between labels that are in doubt."""

from collections import Counter
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import matcher
from knowledge.features import Vector
from knowledge.linear import Texts
from knowledge.matcher import Candidate, Example
from knowledge.neighbours import LIKEST, Neighbours
from knowledge.text import tokens

FEATURES = 6
TEXTS = st.lists(st.lists(st.integers(0, FEATURES - 1), min_size=1, max_size=8), min_size=1, max_size=12)


def vector(columns: list[int]) -> Vector:
    """Count columns into a vector of unit length."""
    counted = sorted(Counter(columns).items())
    length = sqrt(sum(count * count for _, count in counted))
    where, much = zip(*counted, strict=True)
    return Vector(np.array(where, np.int32), np.array(much, np.float32) / np.float32(length))


def cosine(one: Vector, other: Vector) -> float:
    there = dict(zip(other.columns.tolist(), other.values.tolist(), strict=True))
    pairs = zip(one.columns.tolist(), one.values.tolist(), strict=True)
    return float(sum(value * there.get(column, 0.0) for column, value in pairs))


@given(texts=TEXTS, asked=st.lists(st.integers(0, FEATURES - 1), min_size=1, max_size=8), seed=st.integers(0, 2))
def test_a_likeness_is_the_mean_cosine_of_the_likest_texts(texts: list[list[int]], asked: list[int], seed: int) -> None:
    vectors = [vector(text) for text in texts]
    classes = np.array([(place + seed) % 3 for place in range(len(texts))])
    found = Neighbours.of(Texts.of(vectors, FEATURES, classes), FEATURES, 3).likeness(vector(asked), [0, 1, 2])
    for one, likeness in enumerate(found):
        own = (cosine(vector(asked), text) for text, its in zip(vectors, classes, strict=True) if its == one)
        likest = sorted(own, reverse=True)[:LIKEST]
        assert likeness == pytest.approx(sum(likest) / len(likest) if likest else 0.0, abs=1e-5)


def test_what_no_text_has_makes_nothing_alike() -> None:
    texts = Neighbours.of(Texts.of([vector([0, 1])], 2, np.array([0])), 2, 1)
    assert texts.likeness(vector([4, 5]), [0, 1]) == [0.0, 0.0]
    assert texts.likeness(Vector(np.zeros(0, np.int32), np.zeros(0, np.float32)), [0]) == [0.0]


def test_between_two_in_doubt_the_one_whose_text_says_it_comes_first() -> None:
    texts = {
        "saga": ["undo the booking when payment fails", "a step fails and money is gone", "roll back over services"],
        "cqrs": ["reads and writes want different shapes", "the report joins ten tables", "screens are slow to read"],
    }
    examples = [Example(tokens(text), label, text) for label, said in texts.items() for text in said]
    fitted = matcher.fit(examples)
    doubted = [Candidate("cqrs", 0.0), Candidate("saga", 0.0)]
    nearest = fitted.nearest(tokens("a step fails, is the money gone?"), doubted)
    assert [candidate.label for candidate in nearest] == ["saga", "cqrs"]
    clear = [Candidate("cqrs", 4.0), Candidate("saga", 0.0)]
    assert fitted.nearest(tokens("a step fails, is the money gone?"), clear) == clear


@pytest.mark.parametrize(
    "damaged",
    [
        {"starts": np.array([0, 1], np.int32)},
        {"starts": np.array([0, 2, 1], np.int32)},
        {"texts": np.array([0, 7], np.int32)},
        {"values": np.zeros(1, np.float32)},
        {"classes": np.array([1, 0], np.int32)},
        {"classes": np.array([0, 1, 1], np.int32)},
    ],
)
def test_parts_that_do_not_belong_together_are_no_index(damaged: dict[str, np.ndarray]) -> None:
    whole = Neighbours.of(Texts.of([vector([0, 1])], 2, np.array([0])), 2, 1)
    parts = {name: getattr(whole, name) for name in ("starts", "texts", "values", "classes")}
    assert Neighbours(**parts).index(2, 1)
    assert not Neighbours(**{**parts, **damaged}).index(2, 1)
