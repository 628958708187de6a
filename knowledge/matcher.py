"""A problem in words → what it is about, ranked, each with a score; and how far to believe the first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge import linear
from knowledge.features import Embedder, Features, Floats, Vector
from knowledge.linear import Linear
from knowledge.text import stem
from knowledge.thesaurus import EMPTY, Thesaurus

FOLDS = 3
RANKED = 8
"""Candidates that a match lists."""
SHRINKAGE = 1e-2
STRANGERS = 1 / 3
"""Share of all messages that no answer fits, as the calibration takes it, however many were written down."""
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
    outside: float
    """The score of "none of all these"."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """From score, margin, coverage and the score of "none of these" to a probability: a logistic of the four."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, signs: Sequence[float]) -> float:
        """Give the probability that the best candidate is right."""
        total = self.bias + sum(weight * sign for weight, sign in zip(self.weights, signs, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


UNTRIED = Calibration((1.7, 2.7, 0.1, -0.9), -0.9)
"""For so few texts that none can be held out: about what larger roadmaps come to."""


class Matcher:
    """A fitted classifier that knows when it does not know."""

    def __init__(self, labels: Sequence[str], features: Features, model: Linear, calibration: Calibration) -> None:
        """Take the parts of a fit; `fit` makes them. The model's last class is "none of `labels`"."""
        self.labels = tuple(labels)
        self.features = features
        self.model = model
        self.calibration = calibration

    def match(self, words: Sequence[str]) -> Match:
        """Rank everything by how well it fits `words`."""
        vector = self.features.vector(words)
        scores = self.model.scores(vector)
        coverage = self.features.coverage(words)
        order = np.argsort(-scores[:-1], kind="stable")[:RANKED]
        candidates = tuple(Candidate(self.labels[place], float(scores[place])) for place in order)
        confidence = self.calibration.probability(_signs(scores, coverage))
        return Match(candidates, confidence, coverage, float(scores[-1]))

    def probability(self, match: Match, score: float, margin: float) -> float:
        """Give the probability that a candidate with this score, so far ahead of those it could be, is right."""
        return self.calibration.probability((score, margin, match.coverage, match.outside))

    def reasons(self, words: Sequence[str], label: str) -> list[tuple[str, float]]:
        """Give each word's share in the score of `label`, the strongest first.

        A word's share is what the score would lose without it. A sentence model is not asked: it has no words, and
        would read a long text once for each of its own.
        """
        column = self.labels.index(label)
        whole = self._score(words, column)
        shares = []
        for place, word in enumerate(words):
            rest = [*words[:place], *words[place + 1 :]]
            shares.append((word, whole - self._score(rest, column)))
        return sorted(shares, key=lambda share: -share[1])

    def _score(self, words: Sequence[str], column: int) -> float:
        vector = self.features.counted(words)
        return float(vector.values @ self.model.weights[vector.columns, column] + self.model.bias[column])


def fit(examples: Sequence[Example], thesaurus: Thesaurus = EMPTY, embedder: Embedder | None = None) -> Matcher:
    """Learn from `examples`; deterministic.

    The calibration holds out whole families, so that a wording's siblings do not flatter it.
    """
    labels = sorted({example.label for example in examples if example.label is not None})
    features, vectors = Features.learn([example.words for example in examples], thesaurus, embedder)
    places = {label: place for place, label in enumerate(labels)}
    classes = np.array([len(labels) if example.label is None else places[example.label] for example in examples])
    model = linear.fit(vectors, len(features), classes, len(labels) + 1)
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
    signs: list[tuple[float, ...]] = []
    right: list[bool] = []
    strangers: list[bool] = []
    for fold in range(FOLDS):
        kept = np.flatnonzero(folds != fold).tolist()
        model = linear.fit([vectors[place] for place in kept], len(features), classes[kept], len(whole.bias), whole)
        seen = {stem(word) for place in kept for word in examples[place].words}
        for place in map(int, np.flatnonzero(folds == fold)):
            scores = model.scores(vectors[place])
            signs.append(_signs(scores, features.coverage(examples[place].words, seen)))
            right.append(int(np.argmax(scores[:-1])) == classes[place])
            strangers.append(examples[place].label is None)
    return _logistic(np.array(signs), np.array(right), _importance(np.array(strangers)))


def _importance(strangers: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Weigh texts so that strangers come to their share."""
    if strangers.all() or not strangers.any():
        return np.ones(len(strangers))
    shares = np.where(strangers, STRANGERS / strangers.mean(), (1 - STRANGERS) / (1 - strangers.mean()))
    return np.asarray(shares, np.float64)


def _signs(scores: Floats, coverage: float) -> tuple[float, float, float, float]:
    inside, outside = scores[:-1], float(scores[-1])
    if len(inside) == 1:
        return float(inside[0]), 1.0, coverage, outside
    second, first = np.partition(inside, -2)[-2:]
    return float(first), float(first - second), coverage, outside


def _logistic(
    signs: npt.NDArray[np.float64], right: npt.NDArray[np.bool_], importance: npt.NDArray[np.float64]
) -> Calibration:
    """Fit a logistic by Newton's method, slightly shrunk, each step halved until the likelihood rises."""
    rows = np.column_stack([signs, np.ones(len(signs))])
    weights = np.zeros(rows.shape[1])
    loss = _surprise(rows, right, weights, importance)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (importance * (chance - right)) + SHRINKAGE * weights
        steepness = importance * chance * (1 - chance)
        curvature = (rows * steepness[:, None]).T @ rows + SHRINKAGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        while _surprise(rows, right, weights - step, importance) > loss and np.abs(step).max() > ENOUGH:
            step /= 2
        weights -= step
        before, loss = loss, _surprise(rows, right, weights, importance)
        if before - loss < ENOUGH:
            break
    return Calibration(tuple(map(float, weights[:-1])), float(weights[-1]))


def _surprise(
    rows: npt.NDArray[np.float64],
    right: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
    importance: npt.NDArray[np.float64],
) -> float:
    side = np.where(right, 1.0, -1.0) * (rows @ weights)
    return float(importance @ np.logaddexp(0, -side) + SHRINKAGE / 2 * (weights @ weights))
