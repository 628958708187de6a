"""Words → numbers: stems, pairs of stems, and pieces of words, each weighed by how rare it is.

Three blocks of TF-IDF features, each of unit length and weighed against the others: stem unigrams (0.6), stem
bigrams (0.6), character n-grams of 2 to 4 within word boundaries (1.0). TF is 1 + ln(count), IDF is
ln((1 + n) / (1 + df)) + 1 (Salton & Buckley 1988, smoothed as is usual). Character pieces carry what typing errors
leave intact and what stems miss; they also make strange texts look strange.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.text import stem

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Words: TypeAlias = Sequence[str]
Blocks: TypeAlias = tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]

WEIGHTS = (0.6, 0.6, 1.0)
NGRAMS = (2, 3, 4)
COMMON = math.log(20) + 1
_LENGTH = math.sqrt(sum(weight * weight for weight in WEIGHTS))


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: which features are there, and how much of each."""

    columns: Integers
    values: Floats


class Features:
    """The features of a set of texts, and the vector of any other text in them."""

    def __init__(self, blocks: Sequence[Sequence[str]], idf: Floats, texts: int) -> None:
        """Take the feature names of each block in column order, their IDF, and how many texts were counted."""
        self.blocks = tuple(tuple(block) for block in blocks)
        self.idf = idf
        self.texts = texts
        self._columns: list[dict[str, int]] = []
        start = 0
        for block in self.blocks:
            self._columns.append({name: start + place for place, name in enumerate(block)})
            start += len(block)
        self.unseen = math.log(1 + texts) + 1

    @classmethod
    def learn(cls, texts: Sequence[Words]) -> "tuple[Features, list[Vector]]":
        """Make the features that `texts` hold, and the vector of each of them."""
        frequencies: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
        cut = [_blocks(words) for words in texts]
        for blocks in cut:
            for frequency, block in zip(frequencies, blocks, strict=True):
                frequency.update(block.keys())
        idf = [math.log((1 + len(texts)) / (1 + df)) + 1 for frequency in frequencies for df in frequency.values()]
        features = cls([list(frequency) for frequency in frequencies], np.array(idf, np.float32), len(texts))
        return features, [features._vector(blocks) for blocks in cut]

    def __len__(self) -> int:
        return len(self.idf)

    def vector(self, words: Words) -> Vector:
        """Give the vector of a text; features that were never counted are left out."""
        return self._vector(_blocks(words))

    def _vector(self, blocks: "Blocks") -> Vector:
        columns: list[Integers] = []
        values: list[Floats] = []
        for known, weight, block in zip(self._columns, WEIGHTS, blocks, strict=True):
            found = [(known[name], count) for name, count in block.items() if name in known]
            if not found:
                continue
            where = np.array([column for column, _ in found], np.int32)
            value = np.array([1 + math.log(count) for _, count in found], np.float32) * self.idf[where]
            value *= weight / (_LENGTH * math.sqrt(float(value @ value)))
            columns.append(where)
            values.append(value)
        if not columns:
            return Vector(np.zeros(0, np.int32), np.zeros(0, np.float32))
        return Vector(np.concatenate(columns), np.concatenate(values))

    def telling(self, word: str) -> bool:
        """Say whether a word stands in so few texts that it tells something: fewer than one in twenty."""
        column = self._columns[0].get(stem(word))
        return column is not None and float(self.idf[column]) > COMMON

    def coverage(self, words: Words) -> float:
        """Give the share, 0 to 1, of a text's rarity that its known stems hold; unknown ones count as the rarest."""
        known = whole = 0.0
        for word in words:
            column = self._columns[0].get(stem(word))
            weight = self.unseen if column is None else float(self.idf[column])
            whole += weight
            known += weight if column is not None else 0.0
        return known / whole if whole else 0.0


def _blocks(words: Words) -> Blocks:
    stems = [stem(word) for word in words]
    pairs = [f"{first} {second}" for first, second in pairwise(stems)]
    return Counter(stems), Counter(pairs), Counter(chain.from_iterable(map(_pieces, words)))


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[start : start + length] for length in NGRAMS for start in range(len(padded) - length + 1))
