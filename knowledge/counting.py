"""Counting: which features many texts have, all at once, so that a fit takes every text in hand but once.

Four blocks of features, as `features` describes them: stems, pairs of stems, pieces of words, concepts.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
    """How often some texts have the features of a block, entry by entry, text after text."""

    texts: int
    rows: Integers
    """Counted from the first of these texts."""
    columns: Integers
    times: Integers


@dataclass(frozen=True, slots=True)
class Block:
    """The features of one block, in the order in which texts show them, and those that each text has."""

    names: Sequence[str]
    frequencies: Integers
    """In how many texts each feature stands."""
    found: Integers
    """By their first numbers, text after text."""
    ends: Integers
    """Where the features of each text begin, and those of the last end."""
    places: Integers
    """Where each first number stands in `names`, or -1."""

    def frequent(self, least: int) -> "Block":
        """Leave out what stands in fewer texts."""
        kept = self.frequencies >= least
        places = np.where(kept, np.cumsum(kept, dtype=np.int32) - np.int32(1), np.int32(-1))
        return replace(self, names=tuple(compress(self.names, kept)), frequencies=self.frequencies[kept], places=places)

    def counts(self) -> Iterator[Counts]:
        """Count, for AT_ONCE texts after another, how often each feature stands in each."""
        size = max(1, len(self.places))
        for first in range(0, len(self.ends) - 1, AT_ONCE):
            here = self.ends[first : first + AT_ONCE + 1]
            rows = np.arange(len(here) - 1).repeat(np.diff(here))
            entries, times = np.unique(rows * size + self.found[here[0] : here[-1]], return_counts=True)
            rows, numbers = np.divmod(entries, size)
            columns = self.places[numbers]
            kept = columns >= 0
            yield Counts(len(here) - 1, *(part[kept].astype(np.int32) for part in (rows, columns, times)))


class _Collector:
    """Gives each feature of a block a number when it is first seen."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self.number = self._numbers.__getitem__
        self._found = array("i")
        self._ends = array("i", [0])

    def add(self, *found: "array[int]") -> None:
        """Take the features of the next text, by their numbers, in one part or more."""
        for part in found:
            self._found.extend(part)
        self._ends.append(len(self._found))

    def block(self) -> Block:
        """Give what was collected."""
        # It refers to itself, and would stay until somebody searches for garbage.
        self._numbers.default_factory = None
        found, ends = (np.frombuffer(one, np.int32) for one in (self._found, self._ends))
        frequencies = np.zeros(len(self._numbers), np.int32)
        block = Block(tuple(self._numbers), frequencies, found, ends, np.arange(len(frequencies), dtype=np.int32))
        for counts in block.counts():
            np.add.at(frequencies, counts.columns, 1)
        return block


def count(texts: Iterable[Sequence[str]], thesaurus: Thesaurus) -> list[Block]:
    """Give the features of each block a number, in the order in which texts show them, and list those of each text."""
    stems, pairs, pieces, concepts = blocks = [_Collector() for _ in range(4)]
    # Texts share most of their words; once all are counted, nobody asks for a word's pieces twice.
    pieces_of = cache(lambda word: array("i", map(pieces.number, pieces_in(word))))
    for words in texts:
        stemmed = list(map(thesaurus.stem, words))
        stems.add(array("i", map(stems.number, stemmed)))
        pairs.add(array("i", map(pairs.number, map(pair, pairwise(stemmed)))))
        pieces.add(*map(pieces_of, words))
        concepts.add(array("i", map(concepts.number, thesaurus.concepts_in(stemmed))))
    return [block.block() for block in blocks]


def pair(stems: tuple[str, str]) -> str:
    """Name a pair of stems."""
    return f"{stems[0]} {stems[1]}"


def pieces_in(word: str) -> list[str]:
    """Give the character n-grams of a word, with its borders."""
    padded = f" {word} "
    return [padded[start : start + length] for length in NGRAMS for start in range(len(padded) - length + 1)]
