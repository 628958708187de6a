"""One linear score for each class: a squared hinge loss, solved over sparse features.

For each class, minimise lambda |w|^2 + sum max(0, 1 - t f)^2 with t = +1 for its own texts and -1 for all others
(one against the rest; Fan et al. 2008, L2-loss support vector classification). The loss is quadratic on the texts
inside the margin, so that Newton's step is ridge regression on those alone (Keerthi & DeCoste 2005, "A modified finite
Newton method"); conjugate gradients solve it with nothing but sparse products, and memory grows with the non-zeros.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.features import Floats, Vector

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LAMBDA = 1.0
NEWTON_STEPS = 12
STEPS_FROM_NEAR = 1
GRADIENT_STEPS = 25
TOLERANCE = 0.1
"""A ridge step may stop at a tenth of its first residue: the next step starts from there anyway."""
ENOUGH = 3e-3
"""Newton stops when a step wins less than this share of the loss."""
TOGETHER = 9
"""Classes that are solved at a time: of more, the weights take too much memory."""
FAR = -1.2
NEAR = -0.3
Classes: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights of every class: `weights` has shape (features, classes), `bias` (classes,)."""

    weights: Floats
    bias: Floats

    def scores(self, vector: Vector) -> Floats:
        """Give every class's score; +1 is the margin of its own texts, -1 that of all others."""
        result: Floats = vector.values @ self.weights.take(vector.columns, axis=0) + self.bias
        return result


class Spread(Protocol):
    """A `map` that may work on several at once: sparse products let others run."""

    def __call__(self, solve: Callable[[range], None], classes: Iterable[range], /) -> Iterable[None]:
        """Solve some classes at a time."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by their features, and the class of each; -1 where it has none."""

    rows: "csr_matrix"
    """The vectors below each other, and a last column of ones: its weight is the bias."""
    classes: Classes

    @classmethod
    def of(cls, vectors: Sequence[Vector], features: int, classes: Classes) -> "Texts":
        """Put vectors over so many features below each other."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - a cached fit never needs it

        ends = np.zeros(len(vectors) + 1, np.int32)
        np.cumsum([len(vector.columns) + 1 for vector in vectors], out=ends[1:])
        columns, values = np.full(ends[-1], features, np.int32), np.ones(ends[-1], np.float32)
        for vector, start in zip(vectors, ends[:-1].tolist(), strict=True):
            columns[start : start + len(vector.columns)] = vector.columns
            values[start : start + len(vector.columns)] = vector.values
        return cls(csr_matrix((values, columns, ends), (len(vectors), features + 1)), classes)

    def only(self, places: Sequence[int]) -> "Texts":
        """Give some of the texts."""
        return Texts(self.rows[places], self.classes[places])


def fit(texts: Texts, count: int, spread: Spread = map) -> Linear:
    """Fit `count` classes."""
    weights = np.empty((texts.rows.shape[1], count), np.float32)

    def solve(numbers: range) -> None:
        targets = _targets(texts, numbers)
        weights[:, numbers] = _solve(texts.rows, targets, _first(texts.rows, targets), NEWTON_STEPS).T

    _all(spread, solve, count)
    return Linear(weights[:-1], weights[-1].copy())


def held_out(rest: Texts, held: Texts, whole: Linear, spread: Spread = map) -> Floats:
    """Give the scores of the texts that are held out, by what the rest teaches: of shape (texts, classes).

    `whole` is a fit of both: from there, one step is enough. No weights are kept.
    """
    scores = np.empty((len(held.classes), len(whole.bias)), np.float32)

    def solve(numbers: range) -> None:
        near = np.vstack([whole.weights[:, numbers], whole.bias[numbers]]).T.copy()
        scores[:, numbers] = held.rows @ _solve(rest.rows, _targets(rest, numbers), near, STEPS_FROM_NEAR).T

    _all(spread, solve, len(whole.bias))
    return scores


def _targets(texts: Texts, numbers: range) -> Floats:
    return np.where(texts.classes == np.array(numbers)[:, np.newaxis], np.float32(1), np.float32(-1))


def _all(spread: Spread, solve: Callable[[range], None], count: int) -> None:
    for _ in spread(solve, [range(first, min(first + TOGETHER, count)) for first in range(0, count, TOGETHER)]):
        pass


def _first(rows: "csr_matrix", targets: Floats) -> Floats:
    """Guess weights from what sets a class's mean text apart from the mean of all: most others are safely beyond."""
    own = targets > 0
    known = own.any(axis=1, keepdims=True)
    shares = np.where(known, own / np.maximum(1, own.sum(axis=1, keepdims=True)) - 1 / own.shape[1], 0)
    apart: Floats = np.ascontiguousarray((rows.T @ shares.T.astype(np.float32)).T)
    scores = _scores(rows, apart)
    middle = scores.mean(axis=1, keepdims=True)
    ahead = scores.mean(axis=1, keepdims=True, where=own | ~known) - middle
    apart *= (NEAR - FAR) / np.maximum(ahead, 1e-9)
    apart[:, -1:] = FAR - (NEAR - FAR) / np.maximum(ahead, 1e-9) * middle
    return apart


def _solve(rows: "csr_matrix", targets: Floats, weights: Floats, steps: int) -> Floats:
    """Find the weights of some classes, of shape (classes, features), from a guess; `targets` is (classes, texts)."""
    scores = _scores(rows, weights)
    inside = targets * scores < 1
    left = list(range(len(targets)))
    for _ in range(steps):
        step = np.stack(
            [_ridge(rows[np.flatnonzero(inside[one])], targets[one, inside[one]], weights[one]) for one in left]
        )
        step -= weights[left]
        along = _scores(rows, step)
        going = []
        for one, direction, change in zip(left, step, along, strict=True):
            better = _descend(targets[one], weights[one], scores[one], direction, change)
            now = targets[one] * scores[one] < 1
            if better and not np.array_equal(now, inside[one]):
                going.append(one)
            inside[one] = now
        left = going
        if not left:
            break
    return weights


def _scores(rows: "csr_matrix", weights: Floats) -> Floats:
    """Give every text's score for some classes; many at once, a text's features are taken in hand but once."""
    result: Floats = np.ascontiguousarray((rows @ weights.T).T)
    return result


def _ridge(active: "csr_matrix", targets: Floats, start: Floats) -> Floats:
    """Solve (lambda I + A'A) w = A't by conjugate gradients from `start`."""
    across = active.T
    right = across @ targets
    solution = start.copy()
    residue = right - LAMBDA * solution - across @ (active @ solution)
    direction = residue.copy()
    energy = float(residue @ residue)
    enough = TOLERANCE**2 * energy
    for _ in range(GRADIENT_STEPS):
        if energy <= enough:
            break
        image = LAMBDA * direction + across @ (active @ direction)
        length = np.float32(energy / float(direction @ image))
        solution += length * direction
        residue -= length * image
        before, energy = energy, float(residue @ residue)
        direction = residue + np.float32(energy / before) * direction
    return solution


def _descend(targets: Floats, weights: Floats, scores: Floats, step: Floats, along: Floats) -> bool:
    """Go along `step`, in place, as far as the loss falls; say whether that is worth another step."""
    before = _loss(targets, weights, scores)
    for length in (np.float32(1), np.float32(0.5), np.float32(0.25), np.float32(0.1)):
        loss = _loss(targets, weights + length * step, scores + length * along)
        if loss < before:
            weights += length * step
            scores += length * along
            return before - loss > ENOUGH * before
    return False


def _loss(targets: Floats, weights: Floats, scores: Floats) -> float:
    short = np.maximum(0, 1 - targets * scores)
    return LAMBDA * float(weights @ weights) + float(short @ short)
