"""Counting: which features many texts have, all at once, so that a fit takes every text in hand but once.

Four blocks of features, as `features` describes them: stems, pairs of stems, pieces of words, concepts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, pairwise

import numpy as np
import numpy.typing as npt

from knowledge.thesaurus import Thesaurus

NGRAMS = (2, 3, 4)
AT_ONCE = 1_000
"""Texts whose features are counted at a time: all at once they would take a hundred megabytes."""
Integers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Counts:
    """The features of one block, and how often each text has them: entry by entry, text after text."""

    names: tuple[str, ...]
    frequencies: Integers
    """In how many texts each feature stands."""
    rows: Integers
    columns: Integers
    times: Integers


def count(texts: Iterable[Sequence[str]], thesaurus: Thesaurus) -> "tuple[_Block, ...]":
    """Give the features of each block a number, in the order in which texts show them, and list those of each text."""
    stems, pairs, pieces, concepts = blocks = (_Block(), _Block(), _Block(), _Block())
    # Texts share most of their words; once all are counted, nobody asks for a word's pieces twice.
    pieces_of = cache(lambda word: array("i", map(pieces.number, pieces_in(word))))
    for words in texts:
        stemmed = list(map(thesaurus.stem, words))
        stems.add(array("i", map(stems.number, stemmed)))
        pairs.add(array("i", map(pairs.number, map(pair, pairwise(stemmed)))))
        pieces.add(*map(pieces_of, words))
        concepts.add(array("i", map(concepts.number, thesaurus.concepts_in(stemmed))))
    return blocks


class _Block:
    """The features of one block: each has a number from when it is first seen."""

    def __init__(self) -> None:
        """Begin without any."""
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        self.number = numbers.__getitem__
        self._names = numbers
        self._found = array("i")
        self._ends = array("i", [0])

    def add(self, *found: "array[int]") -> None:
        """Take the features of the next text, by their numbers, in one part or more."""
        for part in found:
            self._found.extend(part)
        self._ends.append(len(self._found))

    def counts(self, least: int) -> Counts:
        """Count what stands in at least so many texts."""
        # It refers to itself, and would be held until somebody searches for garbage.
        self._names.default_factory = None
        found, ends = (np.frombuffer(one, np.int32) for one in (self._found, self._ends))
        parts = [self._entries(found, ends[first:], first) for first in range(0, max(1, len(ends) - 1), AT_ONCE)]
        rows, columns, times = (np.concatenate(part) for part in zip(*parts, strict=True))
        frequencies = np.bincount(columns, minlength=len(self._names)).astype(np.int32)
        kept = frequencies >= least
        here = kept[columns]
        places = np.cumsum(kept, dtype=np.int32) - np.int32(1)
        names = tuple(compress(self._names, kept))
        return Counts(names, frequencies[kept], rows[here], places[columns[here]], times[here])

    def _entries(self, found: Integers, ends: Integers, first: int) -> list[Integers]:
        """Give the rows, the columns and the times of the texts from `first` on."""
        here = ends[: AT_ONCE + 1]
        size = max(1, len(self._names))
        rows = np.arange(first, first + len(here) - 1).repeat(np.diff(here))
        entries, times = np.unique(rows * size + found[here[0] : here[-1]], return_counts=True)
        return [part.astype(np.int32) for part in (*np.divmod(entries, size), times)]


def pair(stems: tuple[str, str]) -> str:
    """Name a pair of stems."""
    return f"{stems[0]} {stems[1]}"


def pieces_in(word: str) -> tuple[str, ...]:
    """Give the character n-grams of a word, with its borders."""
    padded = f" {word} "
    return tuple(padded[start : start + length] for length in NGRAMS for start in range(len(padded) - length + 1))
