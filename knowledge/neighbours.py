"""Neighbours: of the texts that were learned from, those most like a question.

A linear score weighs each word for all of a label's texts together. Where it is in doubt, the few texts that say nearly
the same know better (nearest neighbours by cosine, Cover & Hart 1967; the mean of three, since one may be a fluke).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from knowledge.features import Floats, Integers, Vector
from knowledge.linear import Texts

LIKEST: Final = 3
"""Texts of a label that count."""
FEW: Final = 400
SHARE: Final = 0.03
"""What more than FEW texts have, and more than this share of all, is left out: it costs most and tells least."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The texts by their features: which have it, and how much of it."""

    starts: Integers
    """Where each feature's texts begin, and, at the end, how many entries there are."""
    texts: Integers
    """By their numbers, those of a class one after another."""
    values: Floats
    classes: Integers
    """Where each class's texts begin, and, at the end, how many there are."""

    @classmethod
    def of(cls, texts: Texts, features: int, labels: int) -> "Neighbours":
        """Index texts of so many classes by their first `features` features, but for those that most texts have in common."""
        columns = texts.rows.tocsc()
        ends = columns.indptr[: features + 1]
        counts = np.diff(ends)
        counts[counts > max(FEW, SHARE * len(texts.classes))] = 0
        # Not their places: those would take eight times as much, where learning holds the most already.
        kept = np.repeat(counts > 0, np.diff(ends))
        starts = np.zeros(features + 1, np.int32)
        counts.cumsum(out=starts[1:])
        order = texts.classes.argsort(kind="stable")
        numbers = np.empty(len(order), np.int32)
        numbers[order] = np.arange(len(order), dtype=np.int32)
        own, values = columns.indices[: ends[-1]], columns.data[: ends[-1]]
        classes = np.concatenate([[0], np.bincount(texts.classes, minlength=labels).cumsum()]).astype(np.int32)
        return cls(starts, numbers[own[kept]], values[kept], classes)

    def index(self, features: int, labels: int) -> bool:
        """Say whether they can be an index of texts of so many classes by so many features."""
        known = len(self.starts) == features + 1 and len(self.classes) == labels + 1
        whole = known and len(self.texts) == len(self.values) == self.starts[-1]
        in_order = whole and all(ends[0] == 0 and np.all(np.diff(ends) >= 0) for ends in (self.starts, self.classes))
        return bool(in_order and np.all((self.texts >= 0) & (self.texts < self.classes[-1])))

    def likeness(self, vector: Vector, classes: Sequence[int]) -> list[float]:
        """Give, for each of some classes, how like `vector` its likest texts are, from 0 to 1."""
        known = vector.columns < len(self.starts) - 1
        columns, weights = vector.columns[known], vector.values[known]
        first = self.starts.take(columns)
        lengths = self.starts.take(columns + 1) - first
        if not lengths.any():
            return [0.0 for _ in classes]
        # All their entries at once: a slice for each feature would take three times as long.
        entries = (first - (lengths.cumsum(dtype=np.int32) - lengths)).repeat(lengths)
        entries += np.arange(len(entries), dtype=np.int32)
        values = self.values.take(entries)
        values *= weights.repeat(lengths)
        alike = np.bincount(self.texts.take(entries), values, minlength=self.classes[-1])
        return [_likest(alike[self.classes[one] : self.classes[one + 1]]) for one in classes]


def _likest(alike: npt.NDArray[Any]) -> float:
    """Give the mean of the likest, and use up the array: to partition takes ten times as long."""
    likest = []
    for _ in range(min(LIKEST, len(alike))):
        place = alike.argmax()
        likest.append(alike.item(place))
        alike[place] = 0.0
    return math.fsum(likest) / len(likest) if likest else 0.0
