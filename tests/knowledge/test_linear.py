"""The linear model against a general optimiser on small problems."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import minimize

from knowledge import linear
from knowledge.features import Vector
from knowledge.linear import LAMBDA, Linear, Texts

Rows = npt.NDArray[np.float64]


def vectors(rows: Rows) -> list[Vector]:
    places = [np.flatnonzero(row).astype(np.int32) for row in rows]
    return [Vector(place, row[place].astype(np.float32)) for place, row in zip(places, rows, strict=True)]


def loss(weights: Rows, rows: Rows, targets: Rows) -> float:
    scores = rows @ weights[:-1] + weights[-1]
    return float(LAMBDA * weights @ weights + (np.maximum(0, 1 - targets * scores) ** 2).sum())


def problem(seed: int, count: int = 40, features: int = 12, classes: int = 3) -> tuple[Rows, npt.NDArray[np.int64]]:
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(classes, features))
    labels = chance.integers(-1, classes, size=count)
    rows = centres[labels] * (labels >= 0)[:, None] + chance.normal(scale=0.8, size=(count, features))
    rows *= chance.random(size=rows.shape) < 0.7
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), labels


@pytest.mark.parametrize("seed", range(5))
def test_the_loss_is_that_of_a_general_optimiser(seed: int) -> None:
    rows, labels = problem(seed)
    model = linear.fit(Texts.of(vectors(rows), rows.shape[1], labels), 3)
    for number in range(3):
        targets = np.where(labels == number, 1.0, -1.0)
        best = minimize(loss, np.zeros(rows.shape[1] + 1), args=(rows, targets), method="L-BFGS-B")
        ours = np.append(model.weights[:, number], model.bias[number]).astype(np.float64)
        assert best.fun <= loss(ours, rows, targets) <= best.fun * 1.01


def test_one_text_of_each_side_has_the_closed_form() -> None:
    # By symmetry the bias is nought, and lambda w = (1 - w) for each of the two texts: w = 2 / (2 + lambda).
    rows = np.array([[1.0], [-1.0]])
    model = linear.fit(Texts.of(vectors(rows), 1, np.array([0, 1])), 2)
    expected = 2 / (2 + LAMBDA)
    assert model.weights[0] == pytest.approx([expected, -expected], abs=0.05)
    assert model.bias == pytest.approx([0, 0], abs=0.05)


def test_what_is_held_out_is_scored_as_by_a_fit_that_never_saw_it() -> None:
    rows, labels = problem(7)
    texts = Texts.of(vectors(rows), rows.shape[1], labels)
    rest, held = texts.only(range(len(rows) - 4)), texts.only(range(len(rows) - 4, len(rows)))
    fresh = linear.fit(rest, 3)
    expected = [fresh.scores(vector) for vector in vectors(rows[-4:])]
    found = linear.held_out(rest, held, linear.fit(texts, 3))
    assert found == pytest.approx(np.array(expected), abs=0.05)


def test_the_same_texts_give_the_same_weights_however_the_work_is_spread() -> None:
    rows, labels = problem(3)
    texts = Texts.of(vectors(rows), rows.shape[1], labels)
    first = linear.fit(texts, 3)
    with ThreadPoolExecutor(3) as threads:
        second = linear.fit(texts, 3, spread=threads.map)
    assert np.array_equal(first.weights, second.weights)
    assert np.array_equal(first.bias, second.bias)


def test_scores_are_the_sum_over_a_text_s_features() -> None:
    model = Linear(np.array([[1, 2], [3, 4], [5, 6]], np.float32), np.array([0.5, -0.5], np.float32))
    text = Vector(np.array([0, 2], np.int32), np.array([2, 1], np.float32))
    assert model.scores(text).tolist() == [2 * 1 + 5 + 0.5, 2 * 2 + 6 - 0.5]
    assert model.scores(Vector(np.zeros(0, np.int32), np.zeros(0, np.float32))).tolist() == [0.5, -0.5]


def test_a_class_without_texts_is_never_scored_as_its_own() -> None:
    rows, labels = problem(5)
    model = linear.fit(Texts.of(vectors(rows), rows.shape[1], np.where(labels == 2, -1, labels)), 3)
    assert all(model.scores(vector)[2] < 0 for vector in vectors(rows))
