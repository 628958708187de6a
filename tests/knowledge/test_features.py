"""Features: TF-IDF blocks of unit length, and how much of a text is known."""

import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.features import WEIGHTS, Dictionary, Features, Vector
from knowledge.thesaurus import Thesaurus

TEXTS = [("slow", "payment"), ("slow", "queue"), ("queue", "queue", "payment", "fails")]
WORDS = Thesaurus({"slow": ["slow", "crawl"], "waiting": ["queue", "backlog"]})
FEATURES, VECTORS = Features.learn(TEXTS, WORDS)
LENGTH = math.sqrt(sum(weight * weight for weight in WEIGHTS))


def column(block: int, name: str) -> int:
    return sum(len(names) for names in FEATURES.blocks[:block]) + FEATURES.blocks[block].index(name)


def value(vector: Vector, place: int) -> float:
    (found,) = vector.values[vector.columns == place]
    return float(found)


def test_rarity_is_the_smoothed_inverse_document_frequency() -> None:
    assert FEATURES.idf[column(0, "slow")] == pytest.approx(math.log(4 / 3) + 1)
    assert FEATURES.idf[column(0, "fail")] == pytest.approx(math.log(4 / 2) + 1)
    assert FEATURES.idf[column(1, "slow payment")] == pytest.approx(math.log(4 / 2) + 1)


def test_a_block_s_values_follow_the_closed_form() -> None:
    vector = FEATURES.vector(("queue", "queue", "slow"))
    queue = (1 + math.log(2)) * (math.log(4 / 3) + 1)
    slow = math.log(4 / 3) + 1
    whole = math.hypot(queue, slow)
    assert value(vector, column(0, "queue")) == pytest.approx(WEIGHTS[0] / LENGTH * queue / whole, rel=1e-5)
    assert value(vector, column(0, "slow")) == pytest.approx(WEIGHTS[0] / LENGTH * slow / whole, rel=1e-5)


def test_a_text_known_in_every_block_has_length_one() -> None:
    for text in TEXTS:
        assert np.linalg.norm(FEATURES.vector(text).values) == pytest.approx(1, rel=1e-5)


def test_pieces_carry_a_word_that_is_misspelt() -> None:
    meant, wrong, other = (FEATURES.vector((word,)) for word in ("payment", "paymnet", "queue"))
    assert overlap(meant, wrong) > overlap(other, wrong)


def overlap(first: Vector, second: Vector) -> float:
    left, right = (np.zeros(len(FEATURES)) for _ in range(2))
    left[first.columns], right[second.columns] = first.values, second.values
    return float(left @ right)


def test_an_unknown_text_has_an_empty_vector_and_no_coverage() -> None:
    assert len(FEATURES.vector(("zzz",)).values) == 0
    assert FEATURES.coverage(("zzz",)) == 0
    assert FEATURES.coverage(()) == 0
    assert FEATURES.coverage(("slow", "queue")) == 1
    assert 0 < FEATURES.coverage(("slow", "zzz")) < 0.5


def test_features_made_again_from_their_names_give_the_same_vectors() -> None:
    again = Features(FEATURES.blocks, FEATURES.idf, FEATURES.texts, WORDS)
    for text in (*TEXTS, ("slow", "slowly", "zzz")):
        assert np.array_equal(again.vector(text).columns, FEATURES.vector(text).columns)
        assert np.array_equal(again.vector(text).values, FEATURES.vector(text).values)


def test_words_that_were_looked_up_once_give_the_same_vectors() -> None:
    looked_up = FEATURES.look_up(["slowly", "queue", "zzz", "crawled"])
    again = Features(FEATURES.blocks, FEATURES.idf, FEATURES.texts, WORDS, dictionary=looked_up)
    for text in (*TEXTS, ("slowly", "zzz", "crawled"), ("zzz",)):
        assert np.array_equal(again.vector(text).columns, FEATURES.vector(text).columns)
        assert np.array_equal(again.vector(text).values, FEATURES.vector(text).values)


@pytest.mark.parametrize(
    "damaged",
    [
        {"places": {"slow": 0}},
        {"ends": np.array([0, 2, 1, 3], np.int32)},
        {"ends": np.array([1, 2, 2, 3], np.int32)},
        {"ends": np.array([0, 1, 2, 2], np.int32)},
        {"columns": np.array([0, 1, 9], np.int32)},
        {"columns": np.array([0, -1, 1], np.int32)},
        {"columns": np.array([0, 1, 2], np.int64)},
        {"columns": np.array([[0, 1, 2]], np.int32)},
        {"ends": np.array([0, 1, 2, 3], np.float64)},
    ],
)
def test_parts_that_do_not_belong_together_are_no_dictionary(damaged: dict[str, Any]) -> None:
    places, ends, columns = {"a": 0, "b": 1, "c": 2}, np.array([0, 1, 2, 3], np.int32), np.arange(3, dtype=np.int32)
    parts: dict[str, Any] = {"places": places, "ends": ends, "columns": columns}
    assert Dictionary(**parts).fits(9)
    assert not Dictionary(**{**parts, **damaged}).fits(9)


@given(
    st.lists(
        st.sampled_from(["slow", "payments", "queue", "fail", "zq", "x"]) | st.text("abqs", max_size=8), max_size=9
    )
)
def test_any_text_has_a_finite_vector_of_at_most_length_one(words: list[str]) -> None:
    vector = FEATURES.vector(words)
    assert np.isfinite(vector.values).all()
    assert len(set(vector.columns.tolist())) == len(vector.columns)
    assert np.linalg.norm(vector.values) <= 1 + 1e-5
    assert 0 <= FEATURES.coverage(words) <= 1


def test_the_vectors_learned_from_are_those_given_later() -> None:
    for text, learned in zip(TEXTS, VECTORS, strict=True):
        assert np.array_equal(FEATURES.vector(text).columns, learned.columns)
        np.testing.assert_allclose(FEATURES.vector(text).values, learned.values, rtol=1e-6)


def test_strange_words_are_not_remembered_for_ever() -> None:
    def hear(first: int, last: int) -> int:
        """Hear so many words that nobody has ever written, and give the bytes that are held then."""
        for number in range(first, last):
            features.counted((f"strange{number}",))
        return tracemalloc.get_traced_memory()[0]

    features, _ = Features.learn(TEXTS, Thesaurus({}, str))
    tracemalloc.start()
    try:
        many = hear(0, 9_999)
        assert hear(9_999, 29_999) < many + 200_000
    finally:
        tracemalloc.stop()
