"""A problem in words → what it is about, ranked, each with a score; and how far to believe the first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge import linear
from knowledge.features import Features, Floats, Vector
from knowledge.linear import Linear
from knowledge.text import stem

FOLDS = 3
RANKED = 5
"""Candidates that a match lists."""
SHRINKAGE = 1e-2
ENOUGH = 1e-6


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose answer is known; those of one `family` are wordings of the same thing."""

    words: tuple[str, ...]
    label: str | None
    """What it is about, or None where the roadmap has nothing on it."""
    family: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a text may be about."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """What a text is about: the candidates, best first, and the probability that the first is right."""

    candidates: tuple[Candidate, ...]
    confidence: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """From score, margin and coverage to a probability: a logistic of the three."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, signs: Sequence[float]) -> float:
        """Give the probability that the best candidate is right."""
        total = self.bias + sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


UNTRIED = Calibration((2.5, 1.0, 1.0), -0.5)
"""For so few texts that none can be held out: about what larger roadmaps come to."""


class Matcher:
    """A fitted classifier that knows when it does not know."""

    def __init__(self, labels: Sequence[str], features: Features, model: Linear, calibration: Calibration) -> None:
        """Take the parts of a fit; `fit` makes them."""
        self.labels = tuple(labels)
        self.features = features
        self.model = model
        self.calibration = calibration

    def match(self, words: Sequence[str]) -> Match:
        """Rank everything by how well it fits `words`."""
        vector = self.features.vector(words)
        scores = self.model.scores(vector)
        coverage = self.features.coverage(words)
        order = np.argsort(-scores, kind="stable")[:RANKED]
        candidates = tuple(Candidate(self.labels[place], float(scores[place])) for place in order)
        margin = candidates[0].score - candidates[1].score if len(candidates) > 1 else 1.0
        confidence = self.probability(candidates[0].score, margin, coverage)
        return Match(candidates, confidence, coverage)

    def probability(self, score: float, margin: float, coverage: float) -> float:
        """Give the probability that something with this score, so far ahead of the next, is right."""
        return self.calibration.probability((score, margin, coverage))

    def reasons(self, words: Sequence[str], label: str) -> list[tuple[str, float]]:
        """Give each word's share in the score of `label`, the strongest first.

        A word's share is what the score would lose without it.
        """
        column = self.labels.index(label)
        whole = self._score(words, column)
        shares = []
        for place, word in enumerate(words):
            rest = [*words[:place], *words[place + 1 :]]
            shares.append((word, whole - self._score(rest, column)))
        return sorted(shares, key=lambda share: -share[1])

    def _score(self, words: Sequence[str], column: int) -> float:
        vector = self.features.vector(words)
        return float(vector.values @ self.model.weights[vector.columns, column] + self.model.bias[column])


def fit(examples: Sequence[Example]) -> Matcher:
    """Learn from `examples`; deterministic.

    The calibration holds out whole families, so that a wording's siblings do not flatter it.
    """
    labels = sorted({example.label for example in examples if example.label is not None})
    features, vectors = Features.learn([example.words for example in examples])
    classes = np.array([-1 if example.label is None else labels.index(example.label) for example in examples])
    model = linear.fit(vectors, len(features), classes, len(labels))
    calibration = _calibrate(examples, vectors, classes, features, model)
    return Matcher(labels, features, model, calibration)


def _calibrate(
    examples: Sequence[Example], vectors: Sequence[Vector], classes: linear.Classes, features: Features, whole: Linear
) -> Calibration:
    families = sorted({example.family for example in examples})
    if len(families) < FOLDS:
        return UNTRIED
    fold_of = {family: place % FOLDS for place, family in enumerate(families)}
    folds = np.array([fold_of[example.family] for example in examples])
    signs: list[tuple[float, float, float]] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        kept = np.flatnonzero(folds != fold).tolist()
        model = linear.fit([vectors[place] for place in kept], len(features), classes[kept], len(whole.bias), whole)
        seen = {stem(word) for place in kept for word in examples[place].words}
        for place in map(int, np.flatnonzero(folds == fold)):
            scores = model.scores(vectors[place])
            signs.append(_signs(scores, features.coverage(examples[place].words, seen)))
            right.append(bool(classes[place] >= 0 and int(np.argmax(scores)) == classes[place]))
    return _logistic(np.array(signs), np.array(right))


def _signs(scores: Floats, coverage: float) -> tuple[float, float, float]:
    if len(scores) == 1:
        return float(scores[0]), 1.0, coverage
    second, first = np.partition(scores, -2)[-2:]
    return float(first), float(first - second), coverage


def _logistic(signs: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> Calibration:
    """Fit a logistic by Newton's method, slightly shrunk, each step halved until the likelihood rises."""
    rows = np.column_stack([signs, np.ones(len(signs))])
    weights = np.zeros(rows.shape[1])
    loss = _surprise(rows, right, weights)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (chance - right) + SHRINKAGE * weights
        curvature = (rows * (chance * (1 - chance))[:, None]).T @ rows + SHRINKAGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        while _surprise(rows, right, weights - step) > loss and np.abs(step).max() > ENOUGH:
            step /= 2
        weights -= step
        before, loss = loss, _surprise(rows, right, weights)
        if before - loss < ENOUGH:
            break
    return Calibration(tuple(map(float, weights[:-1])), float(weights[-1]))


def _surprise(rows: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], weights: npt.NDArray[np.float64]) -> float:
    side = np.where(right, 1.0, -1.0) * (rows @ weights)
    return float(np.logaddexp(0, -side).sum() + SHRINKAGE / 2 * (weights @ weights))
