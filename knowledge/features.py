"""Words → numbers: stems, pairs of stems, pieces of words, and concepts, each weighed by how rare it is.

Four blocks of TF-IDF features, each of unit length and weighed against the others: stem unigrams (0.6), stem
bigrams (0.6), character n-grams of 2 to 4 within word boundaries (1.0), concepts of a thesaurus (0.4). TF is
1 + ln(count), IDF is ln((1 + n) / (1 + df)) + 1 (Salton & Buckley 1988, smoothed as is usual). Character pieces carry
what typing errors leave intact and what stems miss; they also make strange texts look strange. Concepts carry what is
said in other words. Where there is a sentence model, its vector joins them as a fifth block.
"""

import math
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.text import Stem
from knowledge.thesaurus import EMPTY, Thesaurus

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Words: TypeAlias = Sequence[str]

WEIGHTS = (0.6, 0.6, 1.0, 0.4)
MEANING = 0.7
"""Weight of a sentence model's vector: from 1.2 on what it says drowns the words, and fewer problems are found."""
NGRAMS = (2, 3, 4)
COMMON = math.log(20) + 1
MANY = 2_000
"""From so many texts on, pairs, pieces and concepts that stand in one text alone are left out: they tell nothing."""
_MEMORY = 10_000
"""Words that are remembered, with what is known of them: about as many as a large roadmap has."""
_NOTHING: Integers = np.zeros(0, np.int32)
_LENGTH = math.sqrt(sum(weight * weight for weight in WEIGHTS))


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: which features are there, and how much of each."""

    columns: Integers
    values: Floats


class _Word(NamedTuple):
    """What the features know of a word: the same for every text it stands in."""

    stem: str
    column: int
    """Of its stem, or -1."""
    pieces: Integers
    """The columns of its pieces."""
    rarity: float


class Embedder(Protocol):
    """A sentence model: texts in, a vector of unit length for each out."""

    @property
    def name(self) -> str:
        """Say which model it is; another name means that what was learned with it must be learned anew."""

    @property
    def size(self) -> int:
        """Say how many numbers a vector has."""

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give an array of shape (texts, size)."""


class Features:
    """The features of a set of texts, and the vector of any other text in them."""

    def __init__(
        self,
        blocks: Sequence[Sequence[str]],
        idf: Floats,
        texts: int,
        thesaurus: Thesaurus = EMPTY,
        embedder: Embedder | None = None,
    ) -> None:
        """Take the feature names of each block in column order, their IDF, and how many texts were counted."""
        self.blocks = tuple(tuple(block) for block in blocks)
        self.idf = idf
        self.texts = texts
        self.thesaurus = thesaurus
        self.embedder = embedder
        self._columns: list[dict[str, int]] = []
        start = 0
        for block in self.blocks:
            self._columns.append({name: start + place for place, name in enumerate(block)})
            start += len(block)
        self._stem: Stem = thesaurus.stem
        self._starts = np.cumsum([len(block) for block in self.blocks[:-1]], dtype=np.int32)
        """Where each block but the first begins."""
        self.unseen = math.log(1 + texts) + 1
        self._words: dict[str, _Word] = {}

    @classmethod
    def learn(
        cls, texts: Sequence[Words], thesaurus: Thesaurus = EMPTY, embedder: Embedder | None = None
    ) -> "tuple[Features, list[Vector]]":
        """Make the features that `texts` hold, and the vector of each of them."""
        frequencies: tuple[Counter[str], ...] = (Counter(), Counter(), Counter(), Counter())
        # Texts share most of their words; once all are counted, nobody asks for a word's pieces twice.
        pieces_of = cache(_pieces)
        for words in texts:
            stemmed = list(map(thesaurus.stem, words))
            pieces = chain.from_iterable(map(pieces_of, words))
            names = (stemmed, map(_pair, pairwise(stemmed)), pieces, thesaurus.concepts_in(stemmed))
            for frequency, block in zip(frequencies, names, strict=True):
                # A dict keeps the order of the text, so that columns are numbered alike in every process.
                frequency.update(dict.fromkeys(block).keys())
        if len(texts) >= MANY:
            stems, *others = frequencies
            frequencies = (stems, *(Counter({name: df for name, df in other.items() if df > 1}) for other in others))
        idf = [math.log((1 + len(texts)) / (1 + df)) + 1 for frequency in frequencies for df in frequency.values()]
        blocks = [list(frequency) for frequency in frequencies]
        features = cls(blocks, np.array(idf, np.float32), len(texts), thesaurus, embedder)
        return features, list(features.vectors(texts))

    def __len__(self) -> int:
        return len(self.idf) + (self.embedder.size if self.embedder else 0)

    def vectors(self, texts: Sequence[Words]) -> Iterator[Vector]:
        """Give the vector of each text; features that were never counted are left out."""
        if self.embedder is None:
            yield from map(self.counted, texts)
            return
        columns = np.arange(len(self.idf), len(self), dtype=np.int32)
        for words, meaning in zip(texts, self.embedder.vectors([" ".join(words) for words in texts]), strict=True):
            counted = self.counted(words)
            values = np.concatenate([counted.values, np.float32(MEANING / _LENGTH) * meaning])
            yield Vector(np.concatenate([counted.columns, columns]), values)

    def vector(self, words: Words) -> Vector:
        """Give the vector of one text."""
        return next(self.vectors([words]))

    def counted(self, words: Words) -> Vector:
        """Give the part of a text's vector that comes of its words alone."""
        known = [self._known(word) for word in words]
        stems = [word.stem for word in known]
        _, pairs, _, concepts = self._columns
        singles = [word.column for word in known if word.column >= 0]
        singles += [pairs[pair] for pair in map(_pair, pairwise(stems)) if pair in pairs]
        singles += [concepts[name] for name in self.thesaurus.concepts_in(stems) if name in concepts]
        return self._weighed(np.concatenate([np.array(singles, np.int32), *(word.pieces for word in known)]))

    def _weighed(self, columns: Integers) -> Vector:
        """Count the columns, and give each block its length."""
        if not len(columns):
            return Vector(_NOTHING, np.zeros(0, np.float32))
        # np.unique does the same at three times the cost.
        columns.sort()
        edges = (columns[1:] != columns[:-1]).nonzero()[0]
        if len(edges) + 1 == len(columns):
            where, value = columns, self.idf[columns]
        else:
            ends = np.empty(len(edges) + 1, np.int64)
            ends[:-1], ends[-1] = edges, len(columns) - 1
            where, counts = columns[ends], ends.copy()
            counts[1:] -= ends[:-1]
            counts[0] += 1
            value = (np.log(counts, dtype=np.float32) + 1) * self.idf[where]
        # The blocks' columns follow each other, so that all four are counted at once.
        start = 0
        for end, weight in zip((*where.searchsorted(self._starts).tolist(), len(where)), WEIGHTS, strict=True):
            if end > start:
                block = value[start:end]
                block *= weight / (_LENGTH * math.sqrt(float(block @ block)))
            start = end
        return Vector(where, value)

    def _known(self, word: str) -> _Word:
        found = self._words.get(word)
        if found is None:
            pieces = self._columns[2]
            stemmed = self._stem(word)
            column = self._columns[0].get(stemmed, -1)
            columns = np.array([pieces[piece] for piece in _pieces(word) if piece in pieces], np.int32)
            found = _Word(stemmed, column, columns, self.unseen if column < 0 else float(self.idf[column]))
            if len(self._words) >= _MEMORY:
                self._words.clear()
            self._words[word] = found
        return found

    def telling(self, word: str) -> bool:
        """Say whether a word stands in so few texts that it tells something: fewer than one in twenty."""
        column = self._columns[0].get(self._stem(word))
        return column is not None and float(self.idf[column]) > COMMON

    def coverage(self, words: Words, seen: Container[str] | None = None) -> float:
        """Give the share, 0 to 1, of a text's rarity that its known stems hold; unknown ones count as the rarest.

        With `seen`, only those stems count as known: as if nothing else had been learned from.
        """
        known = whole = 0.0
        for text in words:
            word = self._known(text)
            if word.column < 0:
                whole += word.rarity
            elif seen is not None and word.stem not in seen:
                whole += self.unseen
            else:
                whole += word.rarity
                known += word.rarity
        return known / whole if whole else 0.0


def _pair(stems: tuple[str, str]) -> str:
    return f"{stems[0]} {stems[1]}"


def _pieces(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[start : start + length] for length in NGRAMS for start in range(len(padded) - length + 1))
