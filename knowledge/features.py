"""Words → numbers: stems, pairs of stems, pieces of words, and concepts, each weighed by how rare it is.

Four blocks of TF-IDF features, each of unit length and weighed against the others: stem unigrams (0.6), stem
bigrams (0.6), character n-grams of 2 to 4 within word boundaries (1.0), concepts of a thesaurus (0.4). TF is
1 + ln(count), IDF is ln((1 + n) / (1 + df)) + 1 (Salton & Buckley 1988, smoothed as is usual). Character pieces carry
what typing errors leave intact and what stems miss; they also make strange texts look strange. Concepts carry what is
said in other words. Where there is a sentence model, its vector joins them as a fifth block.
"""

import itertools
import math
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import Final, NamedTuple, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge import counting
from knowledge.counting import Counts, pair, pieces_in
from knowledge.text import Stem
from knowledge.thesaurus import EMPTY, Thesaurus

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int32]
Words: TypeAlias = Sequence[str]

WEIGHTS = (0.6, 0.6, 1.0, 0.4)
MEANING = 0.7
"""Weight of a sentence model's vector: from 1.2 on what it says drowns the words, and fewer problems are found."""
COMMON = math.log(20) + 1
MANY = 2_000
"""From so many texts on, pairs, pieces and concepts that stand in one text alone are left out: they tell nothing."""
_MEMORY = 4_000
"""Words that are remembered, with what is known of them: what people say again and again are far fewer."""
_NOTHING: Integers = np.zeros(0, np.int32)
_FREQUENCIES = np.concatenate([[np.float32(0)], np.log(np.arange(1, 1_001), dtype=np.float32) + 1], dtype=np.float32)
"""1 + ln(count), by the count: in a question nothing stands more often."""
_LENGTH = math.sqrt(sum(weight * weight for weight in WEIGHTS))


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector: which features are there, and how much of each."""

    columns: Integers
    values: Floats


class _Word(NamedTuple):
    """What the features know of a word: the same for every text it stands in."""

    stem: str
    rarity: float
    """How much its stem tells; 0 where nothing that was learned from has it."""
    columns: bytes
    """Of its stem, its pieces, and the concepts for which it stands alone."""
    concepts: Collection[str]
    """The stems that follow it in the expressions of concepts."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words with the columns of each by itself, so that it need not be taken apart again."""

    places: Mapping[str, int]
    ends: Integers
    """Where each word's columns begin, and, at the end, where the last one's end."""
    columns: Integers

    def fits(self, features: int) -> bool:
        """Say whether it can be one of so many features."""
        lists = all(each.ndim == 1 and each.dtype == np.int32 for each in (self.ends, self.columns))
        whole = lists and len(self.ends) == len(self.places) + 1 and self.ends[-1] == len(self.columns)
        in_order = whole and self.ends[0] == 0 and np.all(np.diff(self.ends) >= 0)
        return bool(in_order and np.all((self.columns >= 0) & (self.columns < features)))

    def find(self, word: str) -> bytes | None:
        """Give the columns of a word, where it is one of these."""
        place = self.places.get(word)
        return None if place is None else self.columns[self.ends[place] : self.ends[place + 1]].tobytes()


EMPTY_DICTIONARY: Final = Dictionary({}, np.zeros(1, np.int32), _NOTHING)


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
        *,
        dictionary: Dictionary = EMPTY_DICTIONARY,
    ) -> None:
        """Take the feature names of each block in column order, their IDF, and how many texts were counted.

        `dictionary` is what `look_up` made of the same features.
        """
        self.blocks = tuple(tuple(block) for block in blocks)
        self.idf = idf
        self.texts = texts
        self.thesaurus = thesaurus
        self.embedder = embedder
        numbers = itertools.count()
        self._stems, self._pairs, self._pieces, self._concepts = (
            dict(zip(block, numbers, strict=False)) for block in self.blocks
        )
        self._stem: Stem = thesaurus.stem
        self._starts = np.cumsum([len(block) for block in self.blocks[:-1]], dtype=np.int32)
        """Where each block but the first begins."""
        self.unseen = math.log(1 + texts) + 1
        self._dictionary = dictionary
        self._known = lru_cache(_MEMORY)(self._know)

    @classmethod
    def learn(
        cls, texts: Sequence[Words], thesaurus: Thesaurus = EMPTY, embedder: Embedder | None = None
    ) -> "tuple[Features, list[Vector]]":
        """Make the features that `texts` hold, and the vector of each of them."""
        # Most pairs, pieces and concepts of many texts stand in one alone: they tell nothing.
        least = 2 if len(texts) >= MANY else 1
        stems, *others = counting.count(texts, thesaurus)
        blocks = (stems, *(block.frequent(least) for block in others))
        frequencies = np.concatenate([block.frequencies for block in blocks])
        idf = (np.log((1 + len(texts)) / (1 + frequencies)) + 1).astype(np.float32)
        features = cls([block.names for block in blocks], idf, len(texts), thesaurus, embedder)
        parts = zip(*(block.counts() for block in blocks), strict=True)
        return features, list(features._joined(texts, chain.from_iterable(map(features._weighed_together, parts))))

    def __len__(self) -> int:
        return len(self.idf) + (self.embedder.size if self.embedder else 0)

    def vectors(self, texts: Sequence[Words]) -> Iterator[Vector]:
        """Give the vector of each text; features that were never counted are left out."""
        return self._joined(texts, map(self.counted, texts))

    def _joined(self, texts: Sequence[Words], counted: Iterable[Vector]) -> Iterator[Vector]:
        """Join what a sentence model says, where there is one, to what was counted."""
        if self.embedder is None:
            yield from counted
            return
        columns = np.arange(len(self.idf), len(self), dtype=np.int32)
        meanings = self.embedder.vectors([" ".join(words) for words in texts])
        for vector, meaning in zip(counted, meanings, strict=True):
            values = np.concatenate([vector.values, np.float32(MEANING / _LENGTH) * meaning])
            yield Vector(np.concatenate([vector.columns, columns]), values)

    def vector(self, words: Words) -> Vector:
        """Give the vector of one text."""
        return next(self.vectors([words]))

    def counted(self, words: Words) -> Vector:
        """Give the part of a text's vector that comes of its words alone."""
        known = list(map(self._known, words))
        stems = [word.stem for word in known]
        named = list(map(self._pairs.get, map(pair, pairwise(stems))))
        for place, (word, after) in enumerate(zip(known, stems[1:], strict=False)):
            if after in word.concepts:
                named += map(self._concepts.get, self.thesaurus.longer_at(stems, place))
        between = [column for column in named if column is not None]
        # np.concatenate takes five times as long for so many short ones.
        parts = bytearray().join((array("i", between), *(word.columns for word in known)))
        return self._weighed(np.frombuffer(parts, np.int32))

    def _weighed(self, columns: Integers) -> Vector:
        """Count the columns, and give each block its length."""
        if not len(columns):
            return Vector(_NOTHING, np.zeros(0, np.float32))
        # np.unique does the same at three times the cost.
        columns.sort()
        edges = (columns[1:] != columns[:-1]).nonzero()[0]
        begins = np.empty(len(edges) + 2, np.intp)
        begins[0], begins[-1] = 0, len(columns)
        np.add(edges, 1, out=begins[1:-1])
        where = columns.take(begins[:-1])
        value = _FREQUENCIES.take(begins[1:] - begins[:-1], mode="clip")
        value *= self.idf.take(where)
        # The blocks' columns follow each other, so that all four are counted at once.
        start = 0
        for end, weight in zip((*where.searchsorted(self._starts).tolist(), len(where)), WEIGHTS, strict=True):
            if end > start:
                block = value[start:end]
                block *= weight / (_LENGTH * math.sqrt(block.dot(block)))
            start = end
        return Vector(where, value)

    def _weighed_together(self, counts: Sequence[Counts]) -> list[Vector]:
        """Do for many texts what `_weighed` does for one."""
        first, texts = 0, counts[0].texts
        parts = []
        for block, names, weight in zip(counts, self.blocks, WEIGHTS, strict=True):
            columns = block.columns + np.int32(first)
            values = (np.log(block.times, dtype=np.float32) + 1) * self.idf[columns]
            lengths = np.sqrt(np.bincount(block.rows, values * values, minlength=texts)).astype(np.float32)
            parts.append((block.rows, columns, values * (np.float32(weight / _LENGTH) / lengths[block.rows])))
            first += len(names)
        rows, columns, values = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = rows.argsort(kind="stable")
        ends = np.bincount(rows, minlength=texts).cumsum()[:-1]
        return list(map(Vector, np.split(columns[order], ends), np.split(values[order], ends)))

    def _know(self, word: str) -> _Word:
        stem, columns = self._stem(word), self._dictionary.find(word)
        columns = self._columns(word) if columns is None else columns
        return _Word(stem, self.rarities.get(stem, 0.0), columns, self.thesaurus.after(stem))

    def _columns(self, word: str) -> bytes:
        stem = self._stem(word)
        named = [self._stems.get(stem)]
        named += map(self._pieces.get, pieces_in(word))
        named += map(self._concepts.get, self.thesaurus.alone(stem))
        return array("i", [column for column in named if column is not None]).tobytes()

    def look_up(self, words: Iterable[str]) -> Dictionary:
        """Take words apart, once for all."""
        places = {word: place for place, word in enumerate(words)}
        found = list(map(self._columns, places))
        ends = np.zeros(len(found) + 1, np.int32)
        np.cumsum([len(columns) // ends.itemsize for columns in found], out=ends[1:])
        return Dictionary(places, ends, np.frombuffer(b"".join(found), np.int32))

    def telling(self, word: str) -> bool:
        """Say whether a word stands in so few texts that it tells something: fewer than one in twenty."""
        column = self._stems.get(self._stem(word))
        return column is not None and float(self.idf[column]) > COMMON

    @cached_property
    def rarities(self) -> Mapping[str, float]:
        """How much each stem tells."""
        stems = self.blocks[0]
        return dict(zip(stems, self.idf[: len(stems)].tolist(), strict=True))

    def coverage(self, words: Words, rarities: Mapping[str, float] | None = None) -> float:
        """Give the share, 0 to 1, of a text's rarity that its known stems hold; unknown ones count as the rarest.

        With `rarities`, only its stems count as known: as if nothing else had been learned from.
        """
        if rarities is None:
            shares = [word.rarity for word in map(self._known, words)]
        else:
            shares = [rarities.get(stem, 0.0) for stem in map(self._stem, words)]
        known, unknown = sum(shares), self.unseen * shares.count(0.0)
        return known / (known + unknown) if known else 0.0
