"""Neighbours: of the texts that were learned from, those most like a question.

A linear score weighs each word for all of a label's texts together. Where it is in doubt, the few texts that say nearly
the same know better (nearest neighbours by cosine, Cover & Hart 1967; the mean of three, since one may be a fluke).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

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
    values: Floats
    classes: Integers
    """Of each text."""

    @classmethod
    def of(cls, texts: Texts, features: int) -> "Neighbours":
        """Index texts by their first `features` features, but for those that most texts have in common."""
        columns = texts.rows.tocsc()
        ends = columns.indptr[: features + 1]
        counts = np.diff(ends)
        counts[counts > max(FEW, SHARE * len(texts.classes))] = 0
        # Not their places: those would take eight times as much, where learning holds the most already.
        kept = np.repeat(counts > 0, np.diff(ends))
        starts = np.zeros(features + 1, np.int32)
        counts.cumsum(out=starts[1:])
        own, values = columns.indices[: ends[-1]], columns.data[: ends[-1]]
        return cls(starts, own[kept], values[kept], texts.classes.astype(np.int32))

    def index(self, features: int) -> bool:
        """Say whether they can be an index of texts by so many features."""
        whole = len(self.starts) == features + 1 and len(self.texts) == len(self.values) == self.starts[-1]
        return bool(whole and np.all(self.starts[:-1] <= self.starts[1:]) and np.all(self.texts < len(self.classes)))

    def likeness(self, vector: Vector, classes: Sequence[int]) -> list[float]:
        """Give, for each of some classes, how like `vector` its likest texts are, from 0 to 1."""
        known = vector.columns < len(self.starts) - 1
        columns = vector.columns[known]
        spans = list(zip(self.starts[columns].tolist(), self.starts[columns + 1].tolist(), strict=True))
        if not spans:
            return [0.0 for _ in classes]
        texts = np.concatenate([self.texts[start:end] for start, end in spans])
        parts = [
            self.values[start:end] * value for (start, end), value in zip(spans, vector.values[known], strict=True)
        ]
        alike = np.bincount(texts, np.concatenate(parts), minlength=len(self.classes))
        return [_likest(alike[self.classes == one]) for one in classes]


def _likest(alike: npt.NDArray[np.float64]) -> float:
    if len(alike) > LIKEST:
        alike = np.partition(alike, -LIKEST)[-LIKEST:]
    return float(alike.mean()) if len(alike) else 0.0
