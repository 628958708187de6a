"""From the signs of a match to probabilities: that the text is about anything known, and that it is about the first.

Two logistics, for what tells a strange text from a known one (how much of it is known, how all of that scores) is not
what tells one known thing from another (how far the first is ahead): a single weighing serves neither well.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SHRINKAGE = 1e-2
STRANGERS = 1 / 3
"""Share of all messages that no answer fits, as the calibration takes it, however many were written down."""
ENOUGH = 1e-6
STEPS = 50
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Signs:
    """What can be seen of a match without knowing whether it is right."""

    score: float
    """The best score; +1 is the margin of a class's own texts, -1 that of all others."""
    margin: float
    """How far the best is ahead of the second."""
    coverage: float
    """The share of the text, weighed by rarity, that is known at all."""
    outside: float
    """The score of "none of all these"."""

    @property
    def of_inside(self) -> tuple[float, float, float]:
        """Give what tells a known matter from a strange one: a score counts for as much of the text as is known."""
        return (self.score + 1) * self.coverage, self.margin * self.coverage, self.outside

    @property
    def of_right(self) -> tuple[float, float]:
        """Give what tells the right label of a known matter from a wrong one."""
        return self.score, self.margin


@dataclass(frozen=True, slots=True)
class Trial:
    """A match of a text that was held out, and what was true of it."""

    signs: Signs
    right: bool
    stranger: bool


@dataclass(frozen=True, slots=True)
class Logistic:
    """A weighed sum as a probability."""

    weights: tuple[float, ...]
    bias: float

    def probability(self, signs: Sequence[float]) -> float:
        """Give the probability that `signs` speak for."""
        total = self.bias + sum([weight * sign for weight, sign in zip(self.weights, signs, strict=True)])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far to believe a match."""

    insider: Logistic
    """That the text is about anything known."""
    winner: Logistic
    """That it is about the best candidate, if it is about any."""


UNTRIED = Calibration(Logistic((3.0, 0.0, -1.0), -2.5), Logistic((1.0, 3.0), -0.1))
"""For so few texts that none can be held out: about what larger roadmaps come to."""


def calibrate(trials: Sequence[Trial]) -> Calibration:
    """Learn from texts that were held out."""
    strangers = np.array([trial.stranger for trial in trials])
    if strangers.all() or not strangers.any():
        insider = UNTRIED.insider
    else:
        shares = np.where(strangers, STRANGERS / strangers.mean(), (1 - STRANGERS) / (1 - strangers.mean()))
        insider = _logistic([trial.signs.of_inside for trial in trials], ~strangers, shares)
    known = [trial for trial in trials if not trial.stranger]
    if not known:
        return Calibration(insider, UNTRIED.winner)
    right = np.array([trial.right for trial in known])
    return Calibration(insider, _logistic([trial.signs.of_right for trial in known], right, np.ones(len(known))))


def _logistic(signs: Sequence[tuple[float, ...]], true: Truths, importance: Numbers) -> Logistic:
    """Fit a logistic by Newton's method, slightly shrunk, each step halved until the likelihood rises."""
    rows = np.column_stack([np.array(signs), np.ones(len(signs))])
    weights = np.zeros(rows.shape[1])
    loss = _surprise(rows, true, weights, importance)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (importance * (chance - true)) + SHRINKAGE * weights
        steepness = importance * chance * (1 - chance)
        curvature = (rows * steepness[:, None]).T @ rows + SHRINKAGE * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        while _surprise(rows, true, weights - step, importance) > loss and np.abs(step).max() > ENOUGH:
            step /= 2
        weights -= step
        before, loss = loss, _surprise(rows, true, weights, importance)
        if before - loss < ENOUGH:
            break
    return Logistic(tuple(map(float, weights[:-1])), float(weights[-1]))


def _surprise(rows: Numbers, true: Truths, weights: Numbers, importance: Numbers) -> float:
    side = np.where(true, 1.0, -1.0) * (rows @ weights)
    return float(importance @ np.logaddexp(0, -side) + SHRINKAGE / 2 * (weights @ weights))
